"""Questions of residents and the messages that belong to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, select, tuple_

from domain.errors import RuleViolation
from domain.place import Place, VkId
from domain.ports import Filter, Tally
from domain.question import OPEN, WAITING, Question, Status
from storage.batch import Batch, How, Record
from storage.columns import PLACE
from storage.erasing import forget_questions
from storage.filters import narrowed, ordered
from storage.numbers import Counter
from storage.places import place_of, place_values, stands_at
from storage.questionrow import question_of, values_of
from storage.tables import IS_LIVE, links, questions

UNCHANGING = (*PLACE, "asked_at")
"""What a question is born with; left out of updates so that its indexes rest."""

JOINABLE = OPEN | {Status.AIRED, Status.ANSWERED, Status.CLOSED, Status.CLOSED_UNCONFIRMED}

PROMISED = frozenset({Status.PROMISED, Status.EXTERNAL})


BY_NUMBER = select(questions).where(questions.c.number == bindparam("number"))
BY_NUMBERS = (
    select(questions)
    .where(questions.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(questions.c.number)  # rows are locked in one order everywhere
)
AT = select(questions).where(stands_at(questions))
AT_PLACES = select(questions.c.number, *(questions.c[name] for name in PLACE)).where(
    tuple_(*(questions.c[name] for name in PLACE)).in_(bindparam("places", expanding=True))
)
UNDER = select(questions).where(
    questions.c.number
    == func.coalesce(
        select(links.c.number).where(stands_at(links)).scalar_subquery(),
        select(questions.c.number).where(stands_at(questions)).correlate(None).scalar_subquery(),
    )
)
TO_LOOK_AT = (
    select(questions)
    .where(questions.c.look_at <= bindparam("now"))
    .order_by(questions.c.look_at)
    .limit(bindparam("most"))
)

AFTER = (
    select(questions)
    .where(questions.c.number > bindparam("number"))
    .order_by(questions.c.number)
    .limit(bindparam("most"))
)

LATELY = (
    select(questions)
    .where(
        questions.c.author.in_(bindparam("authors", expanding=True)),
        questions.c.asked_at > bindparam("since", type_=questions.c.asked_at.type),
    )
    .order_by(questions.c.asked_at.desc())
    .limit(1000)
)


NUMBERS = 500
"""Questions read by one query."""


class StaleQuestion(Exception):
    """Another transaction changed a question since this one read it; the event is simply tried again."""


@dataclass(slots=True)
class Known:
    """A question as this transaction sees it; `revision` is the stored one, None when it was never read."""

    question: Question
    revision: int | None


class Questions:
    """Every question read or written in this transaction is remembered and not asked for twice."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._numbers = Counter(batch, "questions")
        self._known: dict[int, Known] = {}
        self._places: dict[Place, int] = {}
        self._links: dict[Place, int] = {}
        self._by_author: dict[VkId, list[int]] = defaultdict(list)
        self._askers: set[VkId] = set()
        """People whose questions of the last hour are all known."""
        self._empty: set[Place] = set()
        """Places at which no question stood when this transaction looked."""
        self.forgotten: dict[VkId, set[int]] = {}
        """Numbers of questions that lost their words in this transaction, by the one who asked."""
        self._to_forget: list[tuple[VkId, int]] = []
        batch.before_writing(questions, self._before_writing)

    async def next_number(self) -> int:
        number = await self._numbers.next()
        self._batch.born.add(number)
        return number

    async def add(self, question: Question) -> None:
        self._remember(question, revision=0)
        self._batch.put(questions, How.ADD, question.number, {**values_of(question), "revision": 0})

    async def save(self, question: Question) -> None:
        number = question.number
        before = self._known.get(number)
        if before is not None and before.question.author and not question.author:
            self.forgotten.setdefault(before.question.author, set()).add(number)
            self._to_forget.append((before.question.author, number))
        self._remember(question, before.revision if before else None)
        if number in self._batch.pile(questions, How.ADD):
            await self.add(question)
            return
        values = values_of(question)
        for name in UNCHANGING:
            del values[name]
        self._batch.put(questions, How.CHANGE, number, values)

    async def get(self, number: int) -> Question:
        question = await self.find(number)
        if question is None:
            raise RuleViolation("no-such-question", number=number)
        return question

    async def find(self, number: int) -> Question | None:
        if number in self._known:
            return self._known[number].question
        return await self._one(BY_NUMBER, number=number)

    async def at(self, place: Place) -> Question | None:
        if place in self._places:
            return await self.find(self._places[place])
        if place in self._empty:
            return None
        return await self._one(AT, **place_values(place))

    async def beneath(self, post: Place) -> Sequence[Question]:
        row = questions.c
        here = and_(row.community == post.community, row.kind == post.kind.value, row.peer == post.peer)
        return await self._all(select(questions).where(here, row.post == post.under).order_by(row.message))

    async def expect(self, places: Set[Place]) -> None:
        """Looks at many places in one query, for the calls of `at` that follow."""
        if not places:
            return
        rows = await self._batch.rows(AT_PLACES, places=[tuple(place_values(place).values()) for place in places])
        found = {place_of(row): row.number for row in rows}
        self._empty |= places - found.keys()

    async def expect_numbers(self, numbers: Set[int]) -> None:
        """Reads many questions in one query, for the calls of `find` that follow."""
        unknown = sorted(numbers - self._known.keys())
        for start in range(0, len(unknown), NUMBERS):
            some = unknown[start : start + NUMBERS]
            for row in await self._batch.rows(self._batch.locking(BY_NUMBERS), questions, numbers=some):
                self._seen(row)

    async def expect_askers(self, authors: Set[VkId], since: datetime) -> None:
        """Reads what many people asked lately in one query, for the calls of `lately` that follow."""
        unasked = authors - self._askers
        if unasked:
            for row in await self._batch.rows(LATELY, authors=sorted(unasked), since=since):
                self._seen(row)
            self._askers |= unasked

    async def lately(self, author: VkId, since: datetime) -> Sequence[Question]:
        await self.expect_askers({author}, since)  # what is not written yet is known already
        mine = [self._known[number].question for number in sorted(self._by_author[author])]
        return [question for question in mine if question.asked_at > since]

    async def often(self, authors: Collection[VkId], since: datetime, times: int) -> Set[VkId]:
        row = questions.c
        query = select(row.author).where(row.author.in_(sorted(authors)), row.asked_at > since)
        query = query.group_by(row.author).having(func.count() >= times)
        return {found[0] for found in await self._batch.rows(query, questions)}

    async def under(self, place: Place) -> Question | None:
        number = self._links.get(place) or self._places.get(place)
        if number is not None:
            return await self.find(number)
        return await self._one(UNDER, **place_values(place))

    async def link(self, place: Place, number: int) -> None:
        self._links[place] = number
        self._batch.put(links, How.REPLACE, place, {**place_values(place), "number": number})

    async def list(self, wanted: Filter) -> Sequence[Question]:
        query = ordered(narrowed(select(questions), wanted), wanted)
        if wanted.order != "due" or wanted.due_before is not None or wanted.due_after is not None:
            return await self._all(query.limit(wanted.limit))
        # SQLite walks its index in order only without NULLS LAST.
        dated = await self._all(query.where(questions.c.due_at.is_not(None)).limit(wanted.limit))
        if len(dated) == wanted.limit:
            return dated
        return [*dated, *await self._all(query.where(questions.c.due_at.is_(None)).limit(wanted.limit - len(dated)))]

    async def count(self, wanted: Filter) -> int:
        query = narrowed(select(func.count()).select_from(questions), wanted)
        return int(await self._batch.value(query, questions))

    async def tally(self, wanted: Filter) -> Tally:
        waiting = _how_many(questions.c.status.in_(_values(WAITING)))
        figures = (func.count(), waiting, func.coalesce(func.sum(questions.c.votes), 0))
        [row] = await self._batch.rows(narrowed(select(*figures).select_from(questions), wanted), questions)
        return Tally(*map(int, row))

    async def owed(self, wanted: Filter) -> Mapping[VkId, int]:
        person = questions.c.assignee
        query = narrowed(select(person, func.count()), wanted).where(person.is_not(None)).group_by(person)
        return {row[0]: row[1] for row in await self._batch.rows(query.order_by(person), questions)}

    async def after(self, number: int, limit: int) -> Sequence[Question]:
        return await self._all(AFTER, number=number, most=limit)

    async def recent(self, municipality: str, since: datetime, limit: int = 200) -> Sequence[Question]:
        query = (
            select(questions)
            .where(
                questions.c.municipality == municipality,
                questions.c.asked_at >= since,
                questions.c.main.is_(None),
                questions.c.status.in_(_values(JOINABLE)),
            )
            .order_by(questions.c.asked_at.desc(), questions.c.number.desc())
            .limit(limit)
        )
        return await self._all(query)

    async def to_look_at(self, now: datetime, limit: int) -> Sequence[Question]:
        return await self._all(TO_LOOK_AT, now=now, most=limit)

    async def voices(self, since: datetime) -> Sequence[tuple[str, str, int, int]]:
        row = questions.c
        where = (row.municipality, func.coalesce(row.settlement, ""), row.community, row.peer)
        asked = and_(row.asked_at >= since, row.status != Status.DRAFT.value)
        rows = await self._batch.rows(select(*where).where(asked).distinct(), questions)
        return [(row[0], row[1], row[2], row[3]) for row in rows]

    async def owners(self) -> Sequence[VkId]:
        query = select(questions.c.assignee).where(IS_LIVE, questions.c.assignee.is_not(None)).distinct()
        return [row[0] for row in await self._batch.rows(query.order_by(questions.c.assignee), questions)]

    async def duplicates_of(self, number: int) -> Sequence[Question]:
        query = select(questions).where(questions.c.main == number)
        return await self._all(query.order_by(questions.c.number))

    async def counts(self, now: datetime, today_end: datetime) -> Sequence[tuple[str, int, int, int, int]]:
        due, status = questions.c.due_at, questions.c.status
        waiting = status.in_(_values(WAITING))
        today = and_(due > now, due <= today_end)
        query = (
            select(
                questions.c.municipality,
                _how_many(waiting),
                _how_many(due <= now),
                _how_many(and_(waiting, today)),
                _how_many(and_(status.in_(_values(PROMISED)), today)),
            )
            .where(IS_LIVE, status.in_(_values(OPEN)))
            .group_by(questions.c.municipality)
            .order_by(questions.c.municipality)
        )
        return [(row[0], row[1], row[2], row[3], row[4]) for row in await self._batch.rows(query, questions)]

    def forget(self) -> None:
        """Drops what is remembered: the rows were changed past this repository."""
        self._known.clear()
        self._by_author.clear()
        self._askers.clear()
        self._places.clear()
        self._batch.born.clear()

    async def _one(self, query: Select[Any], **values: Any) -> Question | None:
        # PostgreSQL: whoever changes a question waits for the other one. Everything not yet written is known already.
        row = await self._batch.row(self._batch.locking(query), **values)
        return None if row is None else self._seen(row)

    async def _all(self, query: Select[Any], **values: Any) -> Sequence[Question]:
        return [self._seen(row) for row in await self._batch.rows(query, questions, **values)]

    def _seen(self, row: Record) -> Question:
        known = self._known.get(row.number)
        if known is not None:
            return known.question
        return self._remember(question_of(row), row.revision)

    def _remember(self, question: Question, revision: int | None) -> Question:
        if question.number not in self._known:
            self._by_author[question.author].append(question.number)
        self._known[question.number] = Known(question, revision)
        self._places[question.place] = question.number
        return question

    async def _before_writing(self) -> None:
        await self._refuse_stale()
        while self._to_forget:
            author, number = self._to_forget.pop()
            await forget_questions(self._batch, [number], author)

    async def _refuse_stale(self) -> None:
        """Before an update in PostgreSQL: nobody may have changed the rows since they were read here."""
        changes = self._batch.pile(questions, How.CHANGE)
        if not changes:
            return
        if self._batch.dialect == "postgresql":
            query = select(questions.c.number, questions.c.revision).where(questions.c.number.in_(list(changes)))
            rows = await self._batch.rows(query.order_by(questions.c.number).with_for_update())
            for number, revision in rows:
                if self._known[number].revision not in {revision, None}:
                    raise StaleQuestion(number)
        for number in changes:
            known = self._known[int(str(number))]
            known.revision = None if known.revision is None else known.revision + 1


def _values(statuses: Iterable[Status]) -> list[str]:
    return sorted(status.value for status in statuses)


def _how_many(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
