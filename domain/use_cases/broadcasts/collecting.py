"""Questions on their way into a broadcast: which ones belong to it, which wait for it, which came too late.

A question asked in the window belongs to the broadcast and lives in the ordinary queue as well, with its own deadline.
Only what was plainly asked of the broadcast waits for it instead: said while it goes on, under its post or video, as an
answer to its announcement, or with the word «эфир». Danger waits for nothing.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from hashlib import blake2b

from domain.broadcasts import nameless
from domain.broadcasts.broadcast import Broadcast, State
from domain.broadcasts.ports import Heard
from domain.errors import RuleViolation
from domain.message import Message, place_id
from domain.notices import (
    AirChatPost,
    AirSoon,
    AirStarted,
    LateForAir,
    NameShown,
    Quote,
    RecordedForAir,
    Someone,
    Taken,
)
from domain.place import Place, PlaceKind
from domain.question import Action, Clock, Question
from domain.use_cases.scope import Scope
from domain.use_cases.telling import RECORDED, keyed, react, say_own_under, say_under, tell_author

NAMED = re.compile(r"(?<!\w)(?:прям\w+\s+)?эфир(?:у|е|а|ом)?(?!\w)", re.IGNORECASE)
"""«Вопрос к эфиру», «в прямом эфире спросите»."""

ADDRESSED = re.compile(
    r"^\W*(?:вопрос\w*\s+(?:\w+\s+)?(?:к|в|на|для)\s+(?:прям\w+\s+)?эфир[ауе]?|эфиру)(?!\w)", re.IGNORECASE
)
"""«Эфиру: зальют каток?», «Вопрос к эфиру»: asked outright, whatever the words are."""

LATE = timedelta(hours=6)
"""So long after the end a question in the place of the broadcast is one that came late."""

REMEMBERED = timedelta(days=1)
BEHIND = timedelta(minutes=2)
"""A message heard so late was read back: the bot was away."""

WORKING_DAYS = 5
AN_HOUR = timedelta(hours=1)
"""What did not sound is answered in five working days, by the morning hour people look."""


def written_clock(scope: Scope, broadcast: Broadcast) -> Clock:
    """The clock of the answers in writing."""
    since = broadcast.ended_at or max(scope.now, broadcast.planned_end)
    return Clock(scope.calendar.longest_day * WORKING_DAYS + AN_HOUR, since)


async def joined(scope: Scope, question: Question, *, named: bool = False) -> Question | None:
    """Takes a new question into the broadcast it belongs to; the question when it waits there, else None.

    `named`: it was said in answer to the announcement.
    """
    if question.urgent:
        return None
    broadcast = await home_of(scope, question)
    if broadcast is None:
        return None
    if broadcast.state is State.ENDED:
        await _late(scope, broadcast, question)
        return None
    await scope.uow.broadcasts.take(broadcast.number, question.number)
    if not (named or _waits(broadcast, question)) or not question.may(Action.KEEP):
        return None
    kept = await scope.keep(question.for_broadcast(), "for_broadcast", str(broadcast.number))
    await _receipt(scope, broadcast, kept)
    return kept


async def home_of(scope: Scope, question: Question) -> Broadcast | None:
    """The broadcast a question belongs to: by its post, else the one its municipality has now or soonest."""
    known = await scope.uow.broadcasts.lately(scope.now - REMEMBERED)
    if not known:
        return None
    post = post_of(question.place)
    if found := [one for one in known if post and post in one.posts]:
        return found[-1]
    here = [one for one in known if one.municipality == question.municipality]
    if live := [one for one in here if one.is_live]:
        return live[0]
    if collecting := [one for one in here if one.collects(question.asked_at)]:
        return collecting[0]
    over = [one for one in here if one.ended_at and one.ended_at <= question.asked_at <= one.ended_at + LATE]
    return over[-1] if over and _is_for(over[-1], question) else None


async def live_in(scope: Scope, place: Place) -> Broadcast | None:
    """The broadcast that goes on where something was said."""
    known: Sequence[Broadcast] = await scope.uow.broadcasts.lately(scope.now - REMEMBERED)
    live = [one for one in known if one.is_live]
    if not live:
        return None
    post, home = post_of(place), scope.region.municipality_of(place.community, place.peer)
    return next((one for one in live if (post and post in one.posts) or one.municipality == home), None)


async def is_asked_for(scope: Scope, place: Place) -> bool:
    """Whether people come here to ask: under the broadcast at any time, in its chats while it goes on."""
    known = await scope.uow.broadcasts.lately(scope.now - REMEMBERED)
    if not known:
        return False
    post = post_of(place)
    return any(post in one.posts for one in known if post) or await live_in(scope, place) is not None


async def is_addressed(scope: Scope, message: Message, municipality: str) -> bool:
    """Whether the words begin with the name of a broadcast that is announced, goes on or is just over here."""
    if ADDRESSED.match(message.text) is None:
        return False
    known: Sequence[Broadcast] = await scope.uow.broadcasts.lately(scope.now - REMEMBERED)
    here = [one for one in known if one.municipality == municipality]
    return any(one.is_open or (one.ended_at and scope.now <= one.ended_at + LATE) for one in here)


async def heard(scope: Scope, message: Message, *, asks: bool) -> None:
    """Counts what is said during a broadcast; no words are kept."""
    broadcast = await live_in(scope, message.place)
    if broadcast is None:
        return
    words = " ".join(re.findall(r"\w+", message.text.casefold()))
    mark = int.from_bytes(blake2b(words.encode(), digest_size=7).digest(), "big")
    at = min(message.at, scope.now)
    new = await scope.uow.broadcasts.heard(Heard(broadcast.number, message.place, at, message.author, mark, asks))
    if new and scope.now - at > BEHIND:
        await scope.uow.diary.once(f"{caught_mark(broadcast)}{place_id(message.place)}", at)


def caught_mark(broadcast: Broadcast) -> str:
    """Messages that were read back after the bot was away."""
    return f"caught/{broadcast.key}/"


def post_of(place: Place) -> str:
    """How a broadcast names the post or the video a comment stands under."""
    kind = {PlaceKind.WALL: "wall", PlaceKind.VIDEO: "video"}.get(place.kind)
    return f"{kind}{place.peer}_{place.under}" if kind else ""


def _waits(broadcast: Broadcast, question: Question) -> bool:
    """Whether it was plainly asked of the broadcast."""
    return broadcast.is_live or _is_for(broadcast, question)


def _is_for(broadcast: Broadcast, question: Question) -> bool:
    if post_of(question.place) in broadcast.posts or NAMED.search(question.text):
        return True
    return broadcast.page and (question.is_collected or question.place.is_foreign)


async def is_named(scope: Scope, question: Question, message: Message) -> bool:
    """Whether a question was plainly asked of a broadcast that still takes questions."""
    home = None if question.urgent else await home_of(scope, question)
    if home is None or not home.is_open:
        return False
    return _waits(home, question) or await _answers_announcement(scope, message)


async def _answers_announcement(scope: Scope, message: Message) -> bool:
    """Whether a message replies to what the bot said about a broadcast."""
    if message.reply_to is None:
        return False
    sent = await scope.uow.outbox.find_sent(message.reply_to)
    return sent is not None and isinstance(sent.notice, AirChatPost | AirSoon | AirStarted)


def recorded(scope: Scope, broadcast: Broadcast, question: Question) -> RecordedForAir:
    """«Записал к эфиру»: when it may sound, and by when it is answered in writing."""
    due = written_clock(scope, broadcast).due(scope.calendar) or broadcast.planned_end
    words, host, hidden = Quote(question.words), Someone(broadcast.host), nameless.asks(question.text)
    return RecordedForAir(question.number, words, host, broadcast.planned, due, hidden)


async def _receipt(scope: Scope, broadcast: Broadcast, question: Question) -> None:
    """❓ in public; words in private, but not to hundreds while it goes on."""
    if question.place.is_public:
        await react(scope, question.place, RECORDED, key=keyed(question, "receipt"), question=question.number)
        if broadcast.is_live:
            return
    if question.place.is_nowhere:
        return  # whoever brought it is told there
    told = recorded(scope, broadcast, question)
    if question.is_collected:
        taken = Taken(question.number, told.host, told.written)
        await say_under(scope, question.place, taken, key=keyed(question, "taken"), question=question)
    elif question.place.is_public:
        await tell_author(scope, question, told, key=keyed(question, "recorded"))
    else:
        await say_under(scope, question.place.at(0), told, key=keyed(question, "recorded"), question=question)


async def name_shown(scope: Scope, question: Question, *, hidden: bool) -> NameShown:
    """[Без имени] and back, by the author alone; asked for in words it stays hidden."""
    if question.author != scope.actor:
        raise RuleViolation("not-your-question", number=question.number)
    if await scope.uow.broadcasts.of_question(question.number) is None:
        raise RuleViolation("not-for-air", number=question.number)
    await scope.uow.broadcasts.hide_name(question.number, hidden=hidden)
    return NameShown(question.number, hidden or nameless.asks(question.text))


async def _late(scope: Scope, broadcast: Broadcast, question: Question) -> None:
    """After the end: the ordinary queue, and its author knows (product.md 94)."""
    await scope.uow.broadcasts.take(broadcast.number, question.number, late=True)
    notice = LateForAir(question.number, broadcast.ended_at or scope.now, question.due_at)
    if question.place.is_chat and await scope.uow.dialogs.reachable(question.author) is None:
        await say_own_under(scope, question.place, notice, key=keyed(question, "late"), question=question)
        return
    key = "recorded" if question.place.is_public else "late"  # in public it is the one word about being heard
    await tell_author(scope, question, notice, key=keyed(question, key))
