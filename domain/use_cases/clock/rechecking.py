"""Closed by silence is not done: one in ten is asked about once more, its author or who has the same trouble (106).

And who is silent altogether: chats and villages nobody asks from, residents whose questions pile up (109).
"""

from collections import Counter
from dataclasses import replace
from datetime import time, timedelta
from random import Random

from domain.notices import ConfirmAgain, Quote, Silence, Someone, Unsolved
from domain.organisation import ChatKind
from domain.place import VkId
from domain.ports import Filter
from domain.question import OPEN, Question, Status
from domain.use_cases.appointed import today_at
from domain.use_cases.scope import Scope
from domain.use_cases.telling import tell_ccu, tell_person

ASKED_AT = time(14, 30)
LATE = timedelta(hours=2)
"""After an outage a re-check two hours late is left for the next day."""

ONE_IN = 10
A_DAY = 20
BACK = timedelta(days=60)
"""What was asked longer ago is nobody's fresh memory."""

TO_OBJECT = timedelta(days=3)
"""How long «нет» is heard after the re-check, whatever the first window was."""

QUIET_FOR = timedelta(days=30)
PILED_UP = 3
NAMED = 10
MOST = 5_000


async def daily(scope: Scope) -> None:
    """After lunch of a working day: a tenth of what silence closed since the last time."""
    today, calendar = today_at(scope, ASKED_AT, LATE), scope.calendar
    if today is None or not await scope.uow.diary.once(f"recheck/{today}", scope.now):
        return
    since = calendar.moment(calendar.add_working_days(today, -1), ASKED_AT)
    wanted = Filter(
        statuses=frozenset({Status.CLOSED_UNCONFIRMED}), asked_after=scope.now - BACK, order="newest", limit=MOST
    )
    closed = [one for one in await scope.uow.questions.list(wanted) if one.closed_at and one.closed_at >= since]
    for question in drawn(closed, today.toordinal()):
        await _ask(scope, question)


def drawn(closed: list[Question], seed: int) -> list[Question]:
    """A tenth of them, at least one, the same whenever it is drawn again."""
    ordered = sorted((one for one in closed if one.text), key=lambda one: one.number)
    count = min(-(-len(ordered) // ONE_IN), A_DAY)
    return Random(seed).sample(ordered, count)  # noqa: S311


async def _ask(scope: Scope, question: Question) -> None:
    """The author if they can be written to, else one who joined; nobody is asked in a chat."""
    votes = await scope.uow.votes.of(question.number)
    for person in (question.author, *(vote.voter for vote in votes)):
        if person > 0 and await scope.uow.dialogs.reachable(person) is not None:
            until = max(question.confirm_until or scope.now, scope.now + TO_OBJECT)
            await scope.uow.questions.save(replace(question, confirm_until=until))
            await scope.note(question.number, "rechecked")
            notice = ConfirmAgain(question.number, Quote(question.words))
            await tell_person(scope, person, notice, key=f"recheck/{question.number}", question=question)
            return


async def weekly(scope: Scope) -> None:
    """On the first working morning of a week, to ЦУР: who is silent, and whose questions pile up."""
    year, week, _ = scope.calendar.local(scope.now).isocalendar()
    if not await scope.uow.diary.once(f"silence/{year}-{week:02}", scope.now):
        return
    told = await silence(scope)
    if not await _has_listened(scope):
        told = replace(told, chats=(), villages=(), others=0)
    if told.chats or told.villages or told.rows:
        await tell_ccu(scope, told, key=f"silence/{year}-{week:02}")


async def _has_listened(scope: Scope) -> bool:
    """Whether the bot is here long enough for a silence to mean something."""
    now, since = int(scope.now.timestamp()), await scope.uow.diary.value("listening")
    if since is None:
        await scope.uow.diary.once("listening", scope.now, value=now)
    return since is not None and now - since >= QUIET_FOR.total_seconds()


async def silence(scope: Scope) -> Silence:
    """As it is now."""
    heard = await scope.uow.questions.voices(scope.now - QUIET_FOR)
    peers, villages = {(group, peer) for _, _, group, peer in heard}, {(home, name) for home, name, _, _ in heard}
    chats = [
        str(one.peer_id)
        for one in scope.region.chats
        if one.kind is ChatKind.RESIDENTS and (one.group_id, one.peer_id) not in peers
    ]
    silent = [
        name for home in scope.region.municipalities for name in home.settlements if (home.id, name) not in villages
    ]
    rows = await _piled_up(scope)
    return Silence(tuple(chats), tuple(silent[:NAMED]), max(len(silent) - NAMED, 0), rows)


async def _piled_up(scope: Scope) -> tuple[Unsolved, ...]:
    waiting = await scope.uow.questions.list(Filter(statuses=OPEN, limit=MOST))
    count: Counter[VkId] = Counter(one.author for one in waiting if one.author > 0 and not one.is_collected)
    return tuple(
        Unsolved(Someone(author), many, ", ".join(f"№{one.number}" for one in waiting if one.author == author))
        for author, many in count.most_common(NAMED)
        if many >= PILED_UP
    )
