"""Commands and buttons of the register of rumours."""

import re
from datetime import timedelta

from domain.errors import RuleViolation
from domain.notices import Notice, RumourCard, StaleButton
from domain.ports import Dialog, Expecting
from domain.promise_dates import parse_due
from domain.rumours import Verdict
from handlers import payloads
from handlers.officials import find_person
from handlers.talk import Talk
from handlers.words import Spoken

VERDICTS = {
    "правда": Verdict.TRUE,
    "неправда": Verdict.FALSE,
    "ложь": Verdict.FALSE,
    "частично": Verdict.PARTLY,
    "проверяем": Verdict.CHECKING,
    "не слух": Verdict.NONE,
}
_ORDER = re.compile(r"\s*№?\s*(\d{1,9})\b[\s:,.—-]*(.*)", re.DOTALL)
_LINK = re.compile(r"https?://\S+")

REMEMBERED = timedelta(hours=24)


async def listed(talk: Talk, _: Spoken) -> None:
    """`слухи`"""
    await talk.reply(await talk.desk.rumours.listed(talk.scope))


async def order(talk: Talk, spoken: Spoken) -> None:
    """`слух`, `слух 3`, `слух 3 неправда`, `… текст …`, `… источник …`, `… до 25 января`, `… суть …`, `… ответить`"""
    found = _ORDER.fullmatch(spoken.words)
    if found is None:
        await listed(talk, spoken)
        return
    number, words = int(found[1]), found[2].strip()
    if not words:
        await talk.reply(await talk.desk.rumours.opened(talk.scope, number))
    elif words.casefold().strip(" .!") in {"ответить", "опубликовать"}:
        await talk.reply(await talk.desk.rumours.tell(talk.scope, number))
    else:
        await _shown(talk, await _changed(talk, number, words))


async def expected(talk: Talk, dialog: Dialog) -> bool:
    """The words asked for after a verdict: what residents are told, then how it is known."""
    if not dialog.awaits(Expecting.RUMOUR, talk.scope.now, REMEMBERED) or not talk.message.text.strip():
        return False
    number, _, lacks = dialog.facts.partition(" ")
    words = talk.message.text.strip()
    source = lacks == "source"
    card = await (
        talk.desk.rumours.worded(talk.scope, int(number), source=words) if source else _worded(talk, int(number), words)
    )
    await _shown(talk, card)
    return True


async def _shown(talk: Talk, card: RumourCard) -> None:
    """In private the next plain text is what the card asks for; in a chat people also talk to each other."""
    if talk.is_private:
        place, dialogs = talk.message.place, talk.scope.uow.dialogs
        dialog = await dialogs.get(place.community, talk.scope.actor, talk.scope.actor)
        asks = card.lacks in {"text", "source"}
        if asks:
            facts = f"{card.rumour} {card.lacks}"
            await dialogs.save(dialog.awaiting(Expecting.RUMOUR, talk.scope.now, facts=facts))
        elif dialog.expecting == Expecting.RUMOUR:
            await dialogs.save(dialog.at_rest(talk.scope.now))
    await talk.reply(card)


async def _changed(talk: Talk, number: int, words: str) -> RumourCard:
    desk, scope = talk.desk.rumours, talk.scope
    for name, verdict in VERDICTS.items():
        if words.casefold().startswith(name):
            card = await desk.judged(scope, number, verdict)
            rest = words[len(name) :].strip(" :,.—-\n")
            return await _worded(talk, number, rest) if rest else card
    name, _, rest = words.partition(" ")
    match name.casefold().strip(":"):
        case "текст" if rest:
            return await _worded(talk, number, rest)
        case "источник" if rest:
            return await desk.worded(scope, number, source=rest)
        case "суть" if rest:
            return await desk.restated(scope, number, rest)
        case "кому" | "проверит" if rest:
            return await desk.owned(scope, number, _who(talk, rest))
        case "до":
            due = parse_due(rest, scope.now, scope.calendar)
            if due is None:
                raise RuleViolation("date-unclear")
            return await desk.valid(scope, number, due.due)
        case _:
            raise RuleViolation("rumour-unclear")


async def _worded(talk: Talk, number: int, words: str) -> RumourCard:
    """A link in the words is the source."""
    link = _LINK.search(words)
    source = link.group().rstrip(".,)") if link else ""
    text = words.replace(source, "").strip(" \n(") if source else words
    return await talk.desk.rumours.worded(talk.scope, number, text=re.sub(r"\(\s*\)", "", text).strip(), source=source)


def _who(talk: Talk, name: str) -> int:
    home = talk.scope.home
    return find_person(talk.scope.region, name, home).vk_id


async def press(talk: Talk, payload: payloads.Payload) -> Notice | None:
    """A tap under a rumour; what pops up instead of «done»."""
    match payload:
        case payloads.RumourIs():
            if payload.v not in set(Verdict):
                return StaleButton()
            await _shown(talk, await talk.desk.rumours.judged(talk.scope, payload.r, Verdict(payload.v)))
        case payloads.RumourSay():
            await talk.reply(await talk.desk.rumours.tell(talk.scope, payload.r))
        case payloads.RumourOpen():
            await talk.reply(await talk.desk.rumours.opened(talk.scope, payload.r))
        case _:
            return StaleButton()
    return None
