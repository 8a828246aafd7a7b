"""`срочно`: a question that cannot wait. [Уже в ИМ №…]: one that is worked on elsewhere."""

import re

from domain.errors import RuleViolation
from domain.notices import Notice
from domain.ports import Dialog
from domain.promise_dates import parse_due
from domain.use_cases.matters import emergency, incident, urgency
from handlers import payloads
from handlers.talk import Talk
from handlers.words import Spoken

NO = frozenset({"нет", "хватит", "отмена", "отменить", "конец"})
UNTIL = re.compile(r"(?:^|\s)до\s+(.+)$", re.IGNORECASE)


async def order(talk: Talk, spoken: Spoken) -> None:
    """`срочно 214`, `срочно Бор до 18:00`, `срочно`; with «хватит» at the end, the opposite."""
    place, ends = _ends(spoken.rest if spoken.number is not None else spoken.words)
    if spoken.number is not None or (talk.message.reply_to is not None and not place):
        question = await talk.question(spoken)
        done = await (urgency.calm if ends else urgency.hurry)(talk.scope, question)
        await talk.reply(done, question.number)
    elif ends:
        await talk.reply_before_ccu(await emergency.end(talk.scope, place, key=talk.key), "emergency-over")
    elif place:
        await _begin(talk, place)
    else:
        await talk.reply(await emergency.feed(talk.scope))


async def _begin(talk: Talk, words: str) -> None:
    named, until = UNTIL.search(words), None
    if named is not None:
        found = parse_due(named[1], talk.scope.now, talk.scope.calendar)
        if found is None:
            raise RuleViolation("time-unclear")
        until, words = found.due, words[: named.start()]
    await talk.reply_before_ccu(await emergency.begin(talk.scope, words, until, key=talk.key), "emergency")


def _ends(words: str) -> tuple[str, bool]:
    """«Бор хватит» is over."""
    head, _, last = words.strip(" .!").rpartition(" ")
    return (head, True) if last.casefold() in NO else (words.strip(" .!"), False)


def is_meant(talk: Talk, spoken: Spoken) -> bool:
    """«Срочно выехала бригада» is an answer, «срочно Бор» is not."""
    place, _ = _ends(UNTIL.sub("", spoken.words))
    if not talk.is_staff or not talk.among_staff:
        return False
    if spoken.number is not None or not place or _ends(place)[1]:
        return True
    try:
        emergency.place_named(talk.scope, place)
    except RuleViolation:
        return False
    return True


async def press_place(talk: Talk, payload: payloads.OfPlace) -> None:
    """[Лента], [Закончить]"""
    region = talk.scope.region
    words = f"посёлок {payload.w} {region.municipality_name(payload.o)}" if payload.w else ""
    words = words or region.municipality_name(payload.o) or "-"
    if isinstance(payload, payloads.EmergencyStop):
        await talk.reply_before_ccu(await emergency.end(talk.scope, words, key=talk.key), "emergency-over")
    else:
        await talk.reply(await emergency.feed(talk.scope, words))


async def press(talk: Talk, payload: payloads.About) -> Notice | None:
    """[Срочно], [Не срочно]"""
    question = await talk.scope.uow.questions.get(payload.q)
    if isinstance(payload, payloads.Hurry):
        await talk.reply(await urgency.hurry(talk.scope, question), payload.q)
    else:
        await talk.reply(await urgency.calm(talk.scope, question), payload.q)
    return None


async def press_seen(talk: Talk, payload: payloads.About) -> Notice | None:
    """[Видел]"""
    await urgency.seen(talk.scope, await talk.scope.uow.questions.get(payload.q))
    return None


async def press_incident(talk: Talk, payload: payloads.About) -> Notice | None:
    """[Уже в ИМ №…], [Вернуть сроки]"""
    question = await talk.scope.uow.questions.get(payload.q)
    if isinstance(payload, payloads.InIncident):
        await incident.ask(talk.scope, talk.message.place, question, key=talk.key)
    else:
        await talk.reply(await incident.take_back(talk.scope, question), payload.q)
    return None


async def number_told(talk: Talk, dialog: Dialog) -> bool:
    """The words after [Уже в ИМ №…]."""
    if not incident.is_expected(talk.scope, dialog):
        return False
    await incident.told(talk.scope, talk.message, dialog)
    return True
