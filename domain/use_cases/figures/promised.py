"""«Обещали — сделали» (product.md 110): a month's promises as a ready text, with places and without names."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from domain.answer import Promise, PromiseState
from domain.notices import PromiseRow, PromisesOfMonth
from domain.organisation import ChatKind, Role
from domain.people import Right
from domain.privacy import mask
from domain.question import Question, Status
from domain.use_cases.scope import Scope
from domain.use_cases.telling import say_in_chat, tell_ccu, tell_person

NAMED = 10
"""So many of the done and of the undone are named in a post."""

MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip

NOT_TOLD = frozenset({Status.DRAFT, Status.DECLINED, Status.WITHDRAWN, Status.MERGED, Status.UNANSWERABLE})


def month_named(words: str, today: date) -> date | None:
    """The first day of «ноябрь», «прошлый месяц»; a month still to come is last year's."""
    named = words.casefold().strip()
    if named in {"месяц", "прошлый месяц"}:
        return _first_before(today)
    if named in {"этот месяц", "текущий месяц"}:
        return today.replace(day=1)
    if named not in MONTHS:
        return None
    month = MONTHS.index(named) + 1
    return date(today.year - (month > today.month), month, 1)


async def of_month(scope: Scope, first: date, municipality: str) -> PromisesOfMonth:
    """What was promised for a month, as a post; people of one district see their own."""
    home = municipality or scope.home
    scope.must_in(Right.WATCH, home)
    return await _counted(scope, first, home)


async def offer(scope: Scope) -> None:
    """On the first working day of a month its text goes to those who publish, for each municipality with promises."""
    today = scope.calendar.local(scope.now).date()
    if scope.calendar.add_working_days(today, -1).month == today.month:
        return
    first = _first_before(today)
    if not await scope.uow.diary.once(f"promises-of/{first}", scope.now):
        return
    for one in scope.region.municipalities:
        notice = await _counted(scope, first, one.id)
        if notice.promised:
            await _to_publishers(scope, one.id, replace(notice, offered=True), key=f"promises-of/{one.id}/{first}")


async def _to_publishers(scope: Scope, municipality: str, notice: PromisesOfMonth, *, key: str) -> None:
    chats = list(scope.region.chats_of(ChatKind.MODERATORS, municipality))
    for chat in chats:
        await say_in_chat(scope, chat, notice, key=key)
    moderators = [] if chats else list(scope.region.with_role(Role.MODERATOR, municipality))
    for person in moderators:
        await tell_person(scope, person.vk_id, notice, key=key)
    if not chats and not moderators:
        await tell_ccu(scope, notice, key=key)


async def _counted(scope: Scope, first: date, municipality: str) -> PromisesOfMonth:
    since, until = _midnight(scope, first), _midnight(scope, _first_after(first))
    told: list[tuple[Promise, Question]] = []
    for promise in _last_of_each(await scope.uow.promises.named_for(since, until, municipality)):
        question = await scope.uow.questions.find(promise.question)
        if question is not None and question.status not in NOT_TOLD:
            told.append((promise, question))
    done = [pair for pair in told if pair[0].state is PromiseState.KEPT]
    late = [pair for pair in told if pair[0].state is PromiseState.OPEN and pair[0].due < scope.now]
    return PromisesOfMonth(
        month=f"{MONTHS[first.month - 1]} {first.year}",
        municipality=scope.region.municipality_name(municipality),
        promised=len(told),
        kept=len(done),
        confirmed=sum(question.status is Status.CLOSED for _, question in done),
        moved=sum(promise.moves > 0 for promise, _ in told),
        late=len(late),
        done=tuple(_row(scope, *pair) for pair in done[:NAMED]),
        waiting=tuple(_row(scope, *pair) for pair in late[:NAMED]),
    )


def _last_of_each(promises: Sequence[Promise]) -> list[Promise]:
    """A question counts once, by what was promised last; what another answer replaced is no promise any more."""
    last: dict[int, Promise] = {}
    for promise in sorted(promises, key=lambda one: one.made_at):
        if promise.state is not PromiseState.DROPPED:
            last[promise.question] = promise
    return sorted(last.values(), key=lambda one: (one.due, one.question))


def _row(scope: Scope, promise: Promise, question: Question) -> PromiseRow:
    where = ", ".join(mask(part) for part in (question.settlement, question.address) if part)
    return PromiseRow(scope.region.topic_name(question.topic), where, promise.due)


def _first_before(day: date) -> date:
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)


def _first_after(first: date) -> date:
    return date(first.year + (first.month == 12), first.month % 12 + 1, 1)


def _midnight(scope: Scope, day: date) -> datetime:
    return scope.calendar.moment(day, time.min)
