"""Commands and buttons of order in the chats: the journal of removals, newcomers' advertisements."""

import re

from domain.errors import RuleViolation
from domain.notices import DonePop, Notice, StaleButton
from domain.organisation import MOST_DAYS, Manner, Watch
from domain.use_cases.moderating.removing import chats_kept
from handlers import payloads
from handlers.talk import Talk
from handlers.words import Spoken

MANNERS = {
    "убирать": Manner.REMOVE,
    "удалять": Manner.REMOVE,
    "показывать": Manner.SHOW,
    "только показывать": Manner.SHOW,
    "выключить": Manner.OFF,
    "не смотреть": Manner.OFF,
}
_DAYS = re.compile(r"(\d{1,3})\s*(?:дн\w*|ден\w*|день|сут\w*)\b")
_NUMBER = re.compile(r"№?\s*(\d{1,9})")
WAITING = frozenset({"ждут", "ждёт", "ждет", "ждут решения"})


async def journal(talk: Talk, spoken: Spoken) -> None:
    """`журнал удалений`, `журнал удалений 12`, `… ждут`, `… Приозёрный`"""
    words, desk = spoken.words.strip(" .!?:").casefold(), talk.desk.removing
    number = _NUMBER.fullmatch(words)
    if number is not None:
        await talk.reply(await desk.opened(talk.scope, int(number[1])))
        return
    waiting = words in WAITING
    where = "" if waiting else talk.municipality(words)
    await talk.reply(await desk.listed(talk.scope, where, waiting=waiting))


async def held(talk: Talk, _: Spoken) -> None:
    """[Ждут решения]"""
    await talk.reply(await talk.desk.removing.listed(talk.scope, "", waiting=True))


async def objects(talk: Talk, spoken: Spoken) -> None:
    """`не реклама 12`, by the author of what was removed."""
    if spoken.number is None:
        raise RuleViolation("no-such-removal")
    await talk.reply(await talk.desk.removing.object(talk.scope, spoken.number))


async def spam(talk: Talk, spoken: Spoken) -> None:
    """`спам`, `спам убирать`, `спам показывать`, `спам выключить`, `спам 14 дней`"""
    watch = _watch(talk)
    words = spoken.words.strip(" .!?:").casefold()
    await talk.reply(await talk.desk.removing.shown(talk.scope, watch, _changed(watch, words) if words else None))


def _changed(watch: Watch, words: str) -> Watch:
    days = _DAYS.search(words)
    named = " ".join(_DAYS.sub(" ", words).split())
    manner = MANNERS.get(named, watch.manner if days and not named else None)
    length = int(days[1]) if days else watch.days
    if manner is None or not 1 <= length <= MOST_DAYS:
        raise RuleViolation("watch-unclear")
    return Watch(watch.group_id, watch.peer_id, manner, length)


def _watch(talk: Talk) -> Watch:
    """Of the chat it is said in; elsewhere of the only chat the person keeps."""
    place = talk.message.place
    if place.is_chat and not talk.among_staff:
        return talk.scope.region.watch(place.community, place.peer)
    kept = chats_kept(talk.scope)
    if len(kept) != 1:
        raise RuleViolation("watch-which-chat")
    return kept[0]


async def press(talk: Talk, payload: payloads.Payload) -> Notice:
    """A tap; what pops up when no reply says it."""
    desk, scope = talk.desk.removing, talk.scope
    match payload:
        case payloads.DropIt():
            await talk.reply(await desk.drop(scope, payload.n))
        case payloads.LetStay():
            await talk.reply(await desk.keep(scope, payload.n))
        case payloads.DoneByHand():
            await talk.reply(await desk.by_hand(scope, payload.n))
        case payloads.BringBack():
            await talk.reply(await desk.back(scope, payload.n, key=talk.key))
        case payloads.ShowRemoval():
            await talk.reply(await desk.opened(scope, payload.n))
        case payloads.NotAdvert():
            await talk.reply(await desk.object(scope, payload.n))
        case payloads.KeepSo():
            await talk.reply(await desk.kept_so(scope, payload.p, payload.m, payload.v, payload.n))
        case _:
            return StaleButton()
    return DonePop()
