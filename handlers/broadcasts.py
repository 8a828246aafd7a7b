"""Live broadcasts: `эфир …`, `на экран 214`, `ответили 214`."""

import re
from datetime import time

from domain.broadcasts.broadcast import TimeCode
from domain.broadcasts.desk import title_of
from domain.broadcasts.evening import Evening
from domain.broadcasts.taps import TapKind
from domain.errors import RuleViolation
from domain.notices import (
    AirChoice,
    AirDone,
    AirNew,
    NothingPlanned,
    Quote,
)
from domain.people import Right
from domain.promise_dates import parse_due
from domain.question import Question, Status
from domain.use_cases.broadcasts import concluding
from handlers.officials import find_person
from handlers.talk import Talk
from handlers.words import Spoken

ANNOUNCED = re.compile(
    r"(?P<day>\S+(?:\s+[а-яё]+)?)\s+(?:в\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})\s+(?P<who>[^\d]+?)"
    r"(?:\s+(?:на\s+)?(?P<length>\d{1,4})\s*(?P<unit>м\w*|ч\w*)?)?\s*",
    re.IGNORECASE,
)
"""`3.12 18:00 Ветров 90 минут`"""

USUAL = 60
"""Minutes of a broadcast whose length nobody said."""

POST = re.compile(r"(?:vk\.(?:com|ru)/|[?&][wz]=)(?:[^\s]*?)(wall|video)(-?\d{1,12}_\d{1,12})", re.IGNORECASE)
CODE = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})")


async def broadcast(talk: Talk, spoken: Spoken) -> None:
    """`эфир`: the nearest; with a day and a name, a moderator announces one."""
    if spoken.words.strip() and talk.is_staff:
        await announce(talk, spoken)
        return
    home = talk.scope.region.municipality_of(talk.message.place.community, talk.message.place.peer)
    found = await talk.desk.announcing.nearest(talk.scope, home)
    await talk.reply(found or NothingPlanned())


async def announce(talk: Talk, spoken: Spoken) -> None:
    """`эфир 3.12 18:00 Ветров 90 минут`"""
    met = ANNOUNCED.fullmatch(spoken.words.strip())
    if met is None:
        raise RuleViolation("broadcast-how")
    day = parse_due(met["day"], talk.scope.now, talk.scope.calendar)
    hour, minute = int(met["hour"]), int(met["minute"])
    if day is None or hour > 23 or minute > 59:
        raise RuleViolation("date-unclear")
    planned = talk.scope.calendar.moment(talk.scope.calendar.local(day.due).date(), time(hour, minute))
    home = talk.scope.home
    host = find_person(talk.scope.region, met["who"], home)
    length = int(met["length"] or USUAL) * (60 if (met["unit"] or "").startswith("ч") else 1)
    await talk.desk.announcing.announce(talk.scope, talk.message.place, host, planned, length, key=talk.key)


async def start(talk: Talk, spoken: Spoken) -> None:
    """`эфир старт [ссылка]`"""
    number = await _current(talk)
    await talk.desk.airing.start(talk.scope, number, _link(spoken))
    await talk.reply(AirDone("start", Quote("")))


async def pause(talk: Talk, _: Spoken) -> None:
    """`эфир пауза`"""
    await talk.desk.airing.pause(talk.scope, await _current(talk))
    await talk.reply(AirDone("pause", Quote("")))


async def resume(talk: Talk, spoken: Spoken) -> None:
    """`эфир дальше [новая ссылка]`"""
    await talk.desk.airing.resume(talk.scope, await _current(talk), _link(spoken))
    await talk.reply(AirDone("resume", Quote("")))


async def stop(talk: Talk, _: Spoken) -> None:
    """`эфир стоп`: asks once more, it is not taken back."""
    number = await _current(talk)
    await talk.reply(await talk.desk.desking.choice(talk.scope, number, "end"))


async def cancel(talk: Talk, _: Spoken) -> None:
    """`эфир отмена`"""
    await talk.desk.announcing.cancel(talk.scope, await _current(talk))
    await talk.reply(AirDone("cancel", Quote("")))


async def balance(talk: Talk, _: Spoken) -> None:
    """`эфир итог`"""
    await talk.reply(await concluding.balance(talk.scope, await _current(talk)))


async def link(talk: Talk, spoken: Spoken) -> None:
    """`эфир ссылка vk.com/video-1_2`"""
    number, words = await _current(talk), _link(spoken)
    if not words:
        raise RuleViolation("needs-text")
    met = POST.search(words)
    post = f"{met[1].casefold()}{met[2]}" if met else ""
    place = talk.message.place
    await talk.desk.announcing.linked(talk.scope, place, number, words, post, key=talk.key)


async def other(talk: Talk, spoken: Spoken) -> None:
    """`эфир другое …`: the host answered what nobody queued."""
    evening = await talk.desk.airing.answered_other(talk.scope, await _current(talk), spoken.words)
    await talk.reply(done(evening))


async def anew(talk: Talk, _: Spoken) -> None:
    """`эфир пульт`: the desk once more, below."""
    await talk.desk.desking.anew(talk.scope, await _current(talk))


async def on_screen(talk: Talk, spoken: Spoken) -> None:
    """`на экран 214`"""
    number, theme = await _theme(talk, spoken)
    await talk.reply(done(await talk.desk.airing.show(talk.scope, number, theme)))


async def answered(talk: Talk, spoken: Spoken) -> None:
    """`ответили 214`, `ответили 214 08:54`, `ответили 214 отсыпят до 10 декабря`"""
    number, theme = await _theme(talk, spoken)
    evening = await talk.scope.uow.broadcasts.evening(number)
    rest = spoken.rest.strip()
    if evening.theme(theme).is_open:
        evening = await talk.desk.airing.answered(talk.scope, number, theme)
    if (code := CODE.match(rest)) is not None:
        part = evening.themes[theme].code
        seconds = int(code[1] or 0) * 3600 + int(code[2]) * 60 + int(code[3])
        fixed = TimeCode(part.part if part else 1, seconds)
        evening = await talk.desk.airing.coded(talk.scope, number, theme, fixed)
        rest = rest[code.end() :].strip(" ,.;—-")
    if rest:
        evening = await talk.desk.airing.told(talk.scope, number, theme, rest)
    await talk.reply(done(evening))


async def promised(talk: Talk, spoken: Spoken) -> None:
    """`обещал 214 10.12`"""
    number, theme = await _theme(talk, spoken)
    found = parse_due(spoken.rest, talk.scope.now, talk.scope.calendar)
    if found is None:
        raise RuleViolation("date-unclear")
    await talk.reply(done(await talk.desk.airing.promised(talk.scope, number, theme, found.due)))


async def rename(talk: Talk, spoken: Spoken) -> None:
    """`назвать тему 214 Каток у школы`"""
    number, theme = await _theme(talk, spoken)
    await talk.reply(done(await talk.desk.airing.renamed(talk.scope, number, theme, spoken.rest)))


async def named(talk: Talk) -> bool:
    """A reply to «как назвать?» is the theme's title."""
    sent = await talk.scope.uow.outbox.find_sent(talk.message.reply_to) if talk.message.reply_to else None
    if sent is None or not isinstance(sent.notice, AirChoice) or sent.notice.what != "rename":
        return False
    asked = sent.notice
    broadcast = await talk.scope.uow.broadcasts.get(asked.air)
    talk.scope.must_in(Right.MODERATE, broadcast.municipality)
    theme = asked.acts[0].theme
    evening = await talk.desk.airing.renamed(talk.scope, asked.air, theme, talk.message.text)
    card = await talk.desk.desking.new(talk.scope, asked.air)
    fresh = isinstance(card, AirNew) and card.theme == theme  # its buttons are good again
    await talk.reply(card if fresh else done(evening))
    return True


async def join(talk: Talk, main: Question, follower: Question) -> bool:
    """`тема 214 219` of two that wait for one broadcast: the theme of the second goes into that of the first."""
    if Status.ON_AIR not in {main.status, follower.status}:
        return False
    home = await talk.scope.uow.broadcasts.of_question(main.number)
    other = await talk.scope.uow.broadcasts.of_question(follower.number)
    if home is None or other is None or home.number != other.number:
        return False
    evening = await talk.scope.uow.broadcasts.evening(home.number)
    to, theme = evening.theme_of(main.number).id, evening.theme_of(follower.number).id
    await talk.reply(done(await talk.desk.airing.joined(talk.scope, home.number, theme, to)))
    return True


async def split(talk: Talk, question: Question) -> bool:
    """`разделить 219`: out of its theme, when it waits for a broadcast."""
    home = await talk.scope.uow.broadcasts.of_question(question.number) if question.status is Status.ON_AIR else None
    if home is None:
        return False
    await talk.reply(done(await talk.desk.airing.split(talk.scope, home.number, question.number)))
    return True


async def _current(talk: Talk) -> int:
    return (await talk.desk.announcing.current(talk.scope)).number


async def _theme(talk: Talk, spoken: Spoken) -> tuple[int, int]:
    question = await talk.question(spoken)
    talk.scope.must(Right.MODERATE, question)
    home = await talk.scope.uow.broadcasts.of_question(question.number)
    if home is None:
        raise RuleViolation("broadcast-no-question", number=question.number)
    evening = await talk.scope.uow.broadcasts.evening(home.number)
    return home.number, evening.theme_of(question.number).id


def _link(spoken: Spoken) -> str:
    words = spoken.words.strip()
    return words if not words or re.search(r"vk\.|https?://", words) else ""


def done(evening: Evening) -> AirDone:
    """What the last tap did, in the words of a pop-up."""
    tap = evening.taps[-1]
    theme = evening.themes.get(tap.theme)
    asked = evening.of(tap.theme)
    title = title_of(theme, asked) if theme else ""
    code = theme.code.clock if theme and theme.code and tap.kind is not TapKind.SHOW else ""
    return AirDone(tap.kind.value, Quote(title), code)
