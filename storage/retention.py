"""Takes out what was kept long enough (`domain.retention`), a few rows at a time, so that intake never waits for it."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, Table, and_, bindparam, cast, delete, exists, func, or_, select, update

from domain.question import Question, Status
from domain.retention import Limits, anonymised, is_over
from storage.batch import Batch
from storage.broadcasttables import broadcast_facts, broadcast_heard
from storage.columns import PLACE
from storage.emergencytables import emergencies
from storage.learningtables import examples, passings
from storage.ordertables import removals, speakers
from storage.paging import Key, among, beyond, key_columns
from storage.questionrow import question_of, values_of
from storage.tables import (
    answers,
    dialogs,
    diary,
    drafts,
    history,
    inbox,
    links,
    names,
    nudges,
    organisation,
    outbox,
    promises,
    questions,
    rumours,
    sightings,
    verified,
    votes,
)

PAGE = 100
"""Rows of one transaction: with everything that belongs to them it ends within tens of milliseconds."""


def _old_question(row: Any, limits: Limits) -> ColumnElement[bool]:
    """What may be over as far as the row alone tells; `is_over` decides."""
    asked = and_(row.status == Status.DRAFT.value, row.asked_at < limits.words)
    return or_(row.closed_at < limits.words, asked)


def finished(limits: Limits) -> ColumnElement[bool]:
    """Questions whose words may go; one that came back after that has words again and goes again."""
    row, main = questions.c, questions.alias("main_one").c
    follows = and_(
        row.status == Status.MERGED.value, exists().where(main.number == row.main, main.closed_at < limits.words)
    )
    has_words = or_(row.message >= 0, exists().where(answers.c.question == row.number, answers.c.text != ""))
    return and_(or_(_old_question(row, limits), follows), has_words)


_CHANGED = [column.name for column in questions.c if column.name not in {"number", "asked_at", "revision"}]
ANONYMISE = (
    update(questions)
    .where(questions.c.number == bindparam("the_number"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGED} | {"revision": questions.c.revision + 1})
)
ONE_VOTE = update(votes).where(votes.c.question == bindparam("the_question"), votes.c.voter == bindparam("the_voter"))
UNNAME_VOTE = ONE_VOTE.values(voter=bindparam("nobody"), text="", **dict.fromkeys(PLACE))
UNNAME_LINES = (
    update(history)
    .where(history.c.question == bindparam("the_question"), history.c.actor == bindparam("the_actor"))
    .values(actor=0)
)


OF_PEOPLE = ("arrived/", "wave/", "replier/", "newcomer/", "impostor/", "insult/", "outside/")
"""Marks of the diary that name a resident: who answered whom, whose words were mere abuse; a week is enough."""


class Retention:
    """One page at a time of what is kept too long."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def page(self, table: Table, which: ColumnElement[bool], last: Key | None) -> list[Key]:
        """Keys of the next rows `which` holds for."""
        columns = key_columns(table)
        query = select(*columns).where(which, beyond(table, last)).order_by(*columns).limit(PAGE)
        return [tuple(row) for row in await self._batch.rows(query)]

    async def delete(self, table: Table, which: ColumnElement[bool], keys: list[Key]) -> int:
        """Deletes those of the page that `which` still holds for."""
        gone = delete(table).where(among(table, keys), which).returning(key_columns(table)[0])
        return len(await self._batch.execute(gone))

    async def forget_talks(self, which: ColumnElement[bool], keys: list[Key]) -> None:
        stale = update(dialogs).where(among(dialogs, keys), which)
        await self._batch.execute(stale.values(facts="", expecting="", card=None))

    async def forget_removed(self, which: ColumnElement[bool], keys: list[Key]) -> None:
        stale = update(removals).where(among(removals, keys), which)
        await self._batch.execute(stale.values(text="", attachments=()))

    async def anonymise(self, numbers: Collection[int], limits: Limits, now: datetime) -> Counter[str]:
        """Leaves only figures of these questions, and of everything that belongs to them."""
        query = select(questions).where(questions.c.number.in_(numbers)).order_by(questions.c.number)
        found = [question_of(row) for row in await self._batch.rows(self._batch.locking(query))]
        mains = await self._mains(found)
        over = [question for question in found if is_over(question, mains.get(question.main or 0), limits)]
        if not over:
            return Counter()
        for question in over:
            values = values_of(anonymised(question, now))
            changed = {f"new_{name}": values[name] for name in _CHANGED}
            self._batch.later(questions, ANONYMISE, {"the_number": question.number, **changed})
        which = [question.number for question in over]
        await self._unname(over, which)
        return await self._empty(which) + Counter(questions=len(over))

    async def _mains(self, found: Sequence[Question]) -> dict[int, Question]:
        wanted = {question.main for question in found if question.status is Status.MERGED}
        rows = await self._batch.rows(select(questions).where(questions.c.number.in_(wanted))) if wanted else ()
        return {row.number: question_of(row) for row in rows}

    async def _unname(self, over: Sequence[Question], which: list[int]) -> None:
        """Residents become nobody; how many voted stays, and so does what staff did."""
        residents = {(question.number, question.author) for question in over if question.author}
        voted = select(votes.c.question, votes.c.voter).where(votes.c.question.in_(which))
        seen: Counter[int] = Counter()
        for number, voter in await self._batch.rows(voted.order_by(votes.c.question, votes.c.voter)):
            seen[number] += 1
            if voter > 0:
                nobody = {"the_question": number, "the_voter": voter, "nobody": -seen[number]}
                self._batch.later(votes, UNNAME_VOTE, nobody)
                residents.add((number, voter))
        for number, actor in sorted(residents):
            self._batch.later(history, UNNAME_LINES, {"the_question": number, "the_actor": actor})

    async def _empty(self, which: list[int]) -> Counter[str]:
        await self._batch.execute(update(history).where(history.c.question.in_(which)).values(detail=""))
        await self._batch.execute(update(promises).where(promises.c.question.in_(which)).values(what=""))
        facts = update(broadcast_facts).where(broadcast_facts.c.question.in_(which))
        await self._batch.execute(facts.values(text=""))
        await self._batch.execute(delete(nudges).where(nudges.c.question.in_(which)))
        said = delete(outbox).where(outbox.c.question.in_(which)).returning(outbox.c.id)
        silent = {"text": "", "before": "", "attachments": (), "peer": 0, "post": 0, "message": 0}
        answered = update(answers).where(answers.c.question.in_(which)).values(silent).returning(answers.c.id)
        return Counter(messages=len(await self._batch.execute(said)), answers=len(await self._batch.execute(answered)))


def loose(limits: Limits) -> Iterator[tuple[str, Table, ColumnElement[bool]]]:
    """Rows that go as a whole, by what they are counted as; in an order in which each lets the next go."""
    written = func.coalesce(outbox.c.sent_at, outbox.c.created_at)
    yield "", links, exists().where(questions.c.number == links.c.number, questions.c.message < 0)
    yield "", examples, exists().where(questions.c.number == examples.c.question, questions.c.message < 0)
    yield "examples", examples, and_(examples.c.question.is_(None), examples.c.kept_at < limits.words)
    yield "messages", outbox, and_(outbox.c.question.is_(None), written < limits.loose_texts)
    yield "", passings, passings.c.at < limits.unfinished_talk
    known = and_(inbox.c.state == "done", inbox.c.received_at < limits.event_keys)
    yield "events", inbox, or_(known, inbox.c.received_at < limits.loose_texts)
    yield "", diary, and_(or_(*(diary.c.mark.startswith(kind) for kind in OF_PEOPLE)), diary.c.at < limits.event_keys)
    yield "", broadcast_heard, broadcast_heard.c.at < limits.loose_texts
    yield "", removals, removals.c.at < limits.words
    yield "", speakers, speakers.c.last_at < limits.loose_texts
    yield "", sightings, sightings.c.at < limits.words
    over = func.coalesce(rumours.c.valid_until, rumours.c.first_at)
    yield "", rumours, and_(rumours.c.first_at < limits.words, over < limits.words)
    yield "", emergencies, emergencies.c.ended_at < limits.words
    yield "", verified, verified.c.until < limits.loose_texts
    yield "drafts", drafts, drafts.c.ready_at < limits.loose_texts
    spoke = func.coalesce(dialogs.c.last_at, dialogs.c.started_at)
    yield "dialogs", dialogs, and_(spoke < limits.words, *_needed_by_nobody(dialogs))
    talks = exists().where(dialogs.c.person == names.c.person)
    drafting = exists().where(drafts.c.person == names.c.person)
    acted = exists().where(history.c.actor == names.c.person)
    yield "names", names, and_(*_needed_by_nobody(names), ~talks, ~drafting, ~acted)


def unfinished_talks(limits: Limits) -> ColumnElement[bool]:
    """What somebody was asked long ago is expected no longer."""
    spoke = func.coalesce(dialogs.c.last_at, dialogs.c.started_at)
    return and_(spoke < limits.unfinished_talk, or_(dialogs.c.facts != "", dialogs.c.expecting != ""))


def removed_long_ago(limits: Limits) -> ColumnElement[bool]:
    """Words that nobody has asked back; what was let stay stands in its chat and needs no copy."""
    has_words = or_(removals.c.text != "", removals.c.attachments != ())
    return and_(has_words, or_(removals.c.at < limits.removed_words, removals.c.state.in_(("kept", "back"))))


def _needed_by_nobody(table: Table) -> Iterator[ColumnElement[bool]]:
    """Neither staff nor somebody with a question whose words are kept."""
    person = table.c.person
    yield ~exists().where(questions.c.author == person)
    yield ~exists().where(votes.c.voter == person)
    staff = select(organisation.c.id).where(organisation.c.kind == "person")
    yield cast(person, String).not_in(staff)
