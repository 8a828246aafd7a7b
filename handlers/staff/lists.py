"""What ЦУР and heads ask to see: lists, histories, how the bot itself is."""

import re
from datetime import datetime, timedelta

from domain.errors import RuleViolation
from domain.notices import HistoryLine, HistoryOf, Someone
from domain.people import Right
from domain.ports import Entry
from domain.promise_dates import parse_due
from domain.use_cases.clock import rechecking
from domain.use_cases.figures.promised import month_named, of_month
from domain.use_cases.staff import presence
from handlers.officials import find_person
from handlers.talk import Talk
from handlers.words import Spoken

LENGTHS = {"дн": 1, "ден": 1, "д": 1, "сут": 1, "недел": 7, "месяц": 31, "квартал": 92, "год": 366, "лет": 366}

PERIOD = re.compile(r"(?:\b(\d{1,3})\s*|\b)(дн|ден|д\b|сут|недел|месяц|квартал|год|лет)")


async def today(talk: Talk, spoken: Spoken) -> None:
    """`ждут сегодня [округ]`"""
    await talk.reply(await talk.desk.control.today(talk.scope, talk.municipality(spoken.words)))


async def waiting(talk: Talk, spoken: Spoken) -> None:
    """`ждут [округ]`"""
    await talk.reply(await talk.desk.control.waiting(talk.scope, talk.municipality(spoken.words)))


async def overdue(talk: Talk, spoken: Spoken) -> None:
    """`просрочено [округ]`"""
    await talk.reply(await talk.desk.control.overdue(talk.scope, talk.municipality(spoken.words)))


async def promised(talk: Talk, spoken: Spoken) -> None:
    """`обещали [дата]`; `обещали за ноябрь [округ]` is the month as a post."""
    words = spoken.words
    if words.casefold().startswith("за "):
        await _promised_in(talk, words[3:].strip(" ."))
        return
    found = parse_due(words, talk.scope.now, talk.scope.calendar) if words else None
    municipality = "" if found else talk.municipality(words)
    await talk.reply(await talk.desk.control.promised(talk.scope, municipality, found.due if found else None))


async def _promised_in(talk: Talk, words: str) -> None:
    today, parts = talk.scope.calendar.local(talk.scope.now).date(), words.split()
    for count in (2, 1):
        first = month_named(" ".join(parts[:count]), today)
        if first is not None:
            where = talk.municipality(" ".join(parts[count:]))
            await talk.reply(await of_month(talk.scope, first, where))
            return
    raise RuleViolation("month-unclear", detail=words)


async def person(talk: Talk, spoken: Spoken) -> None:
    """`человек Ильин`"""
    found = find_person(talk.scope.region, spoken.words, "")
    await talk.reply(await talk.desk.control.of_person(talk.scope, found))


async def history(talk: Talk, spoken: Spoken) -> None:
    """`история 214`: who, when, what."""
    question = await talk.question(spoken)
    talk.scope.must(Right.WATCH, question)
    entries = await talk.scope.uow.history.of(question.number)
    lines = tuple(HistoryLine(entry.at, _who(entry), entry.what, entry.detail) for entry in entries)
    await talk.reply(HistoryOf(question.number, lines), question.number)


def _who(entry: Entry) -> Someone | None:
    """Who did it; the bot itself gives out what a resident asks."""
    return Someone(entry.actor) if entry.actor and entry.what != "assigned" else None


async def export(talk: Talk, spoken: Spoken) -> None:
    """`выгрузка [период] [полная]`: 7 дней, неделя, месяц; everything without one."""
    words = spoken.words
    full = bool(re.search(r"\bполн", words))
    since = _since(words, talk.scope.now)
    await talk.desk.control.export(talk.scope, talk.message.place, since=since, until=None, full=full, key=talk.key)


def _since(words: str, now: datetime) -> datetime | None:
    """The beginning of a period in words."""
    for count, stem in PERIOD.findall(words.casefold()):
        return now - timedelta(days=min(int(count or 1) * LENGTHS[stem], 366 * 10))
    return None


async def silence(talk: Talk, _: Spoken) -> None:
    """`тишина`: where nobody asks from, and whose questions pile up."""
    talk.scope.must_in(Right.CONTROL, "")
    await talk.reply(await rechecking.silence(talk.scope))


async def health(talk: Talk, _: Spoken) -> None:
    """`здоровье`: what is wrong with the bot itself."""
    await talk.reply(await talk.desk.alarming.report(talk.scope))


async def console(talk: Talk, _: Spoken) -> None:
    """`консоль`: a link to the staff's pages, always in private."""
    await talk.desk.entering.invite(talk.scope, talk.message.place, key=talk.key)


async def not_begun(talk: Talk, spoken: Spoken) -> None:
    """`кто не начал [округ]`"""
    await talk.reply(await presence.not_begun(talk.scope, talk.municipality(spoken.words)))
