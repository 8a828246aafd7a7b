"""What was kept long enough goes, from every table; what is still needed stays; nobody waits for it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from domain.answer import Answer, AnswerKind, Promise
from domain.broadcasts.facts import Fact
from domain.names import Name
from domain.notices import Line, MorningQueue, Quote, Recorded
from domain.organisation import Person
from domain.ports import Dialog, Draft, Entry, Nudge, Vote
from domain.question import Question, Status
from domain.removals import Removal, What
from domain.retention import Limits
from storage.columns import metadata
from storage.engine import Database
from storage.inbox import RawEvent
from storage.purging import Purged, purge
from storage.questionrow import values_of
from storage.regionrows import person_piece
from storage.tables import history, organisation, outbox, questions
from storage.uow import SqlUnitOfWork
from tests.storage.build import (
    COMMUNITY,
    NOW,
    OFFICIAL,
    RESIDENT,
    a_card,
    a_question,
    asked,
    deliver,
    dialog,
    message,
    say,
)
from tests.storage.conftest import on_sqlite

MARK = "Меченое-слово"
NEIGHBOUR = 777
LATER = NOW + timedelta(days=400)


def closed(number: int, **changes: Any) -> Question:
    return a_question(number, status=Status.CLOSED, closed_at=NOW, due_at=None, clock=None, **changes)


async def marked_everywhere(database: Database) -> None:
    """A question with the marked word in everything that belongs to it, and around it."""
    mine = closed(
        1,
        text=f"{MARK}: где вода?",
        address=MARK,
        attachments=(MARK,),
        reason=MARK,
        because=MARK,
        settlement=MARK,
        incident_number=MARK,
        pos_number=MARK,
    )
    mine_in_private = closed(2, text=MARK, place=dialog(RESIDENT).at(5))
    duplicate = a_question(3, text=MARK, status=Status.MERGED, main=1, due_at=None)
    maybe = a_question(4, text=MARK, status=Status.DRAFT, due_at=None)
    await asked(database, mine, mine_in_private, duplicate, maybe)
    async with database.begin(NOW) as uow:
        await uow.names.save({RESIDENT: Name(MARK, MARK, 1), NEIGHBOUR: Name(MARK, MARK, 2)})
        await uow.votes.add(Vote(1, NEIGHBOUR, NOW, message(50), MARK))
        await uow.history.add(Entry(1, NOW, RESIDENT, "asked", MARK))
        await uow.history.add(Entry(1, NOW, NEIGHBOUR, "joined", MARK))
        await uow.history.add(Entry(1, NOW, OFFICIAL, "answered", MARK))
        await uow.answers.add(
            Answer("a", 1, AnswerKind.FINAL, MARK, OFFICIAL, NOW, message(60), before=MARK, attachments=(MARK,))
        )
        await uow.promises.add(Promise("p", 1, OFFICIAL, NOW, MARK, NOW))
        await uow.broadcasts.ask_fact(Fact(1, 1, OFFICIAL, OFFICIAL, NOW, MARK, NOW))
        await uow.removals.save(Removal(1, What.MESSAGE, message(71), "priozerny", RESIDENT, NOW, text=MARK))
        await uow.speakers.heard(message(71), RESIDENT, NOW)
        await uow.nudges.add(Nudge(1, "card", OFFICIAL, "card", NOW))
        await uow.questions.link(message(61), 1)
        await around(uow, mine)
    await deliver(database, words=f"Слова: {MARK}")
    async with database.begin(NOW) as uow:
        await say(uow, "never sent", dialog(OFFICIAL), a_card(mine), question=1, to=OFFICIAL)
        await say(uow, "never sent list", dialog(RESIDENT), Recorded(1, Quote(MARK), None, None, "chat"))


async def around(uow: SqlUnitOfWork, question: Question) -> None:
    await uow.dialogs.save(Dialog(COMMUNITY, RESIDENT, RESIDENT, True, NOW, NOW, expecting="left", facts=MARK))
    await uow.dialogs.save(Dialog(COMMUNITY, OFFICIAL, OFFICIAL, True, NOW, NOW, expecting="which", facts=MARK))
    await uow.dialogs.save_draft(Draft(COMMUNITY, RESIDENT, dialog(RESIDENT).at(3), (MARK,), (MARK,), (3,), NOW, NOW))
    line = Line(1, Quote(MARK), NOW, None, False, None, 0)
    await say(uow, "card", dialog(OFFICIAL), a_card(question), question=1, to=OFFICIAL)
    await say(uow, "list", dialog(OFFICIAL), MorningQueue((line,)), to=OFFICIAL)
    events = [
        RawEvent(f"e{number}", "message_new", peer, None, f'{{"text": "{MARK}"}}'.encode())
        for number, peer in enumerate((RESIDENT, NEIGHBOUR, 778))
    ]
    await uow.inbox.accept(COMMUNITY, events, None, NOW)
    handled, broken, *_ = await uow.inbox.waiting(NOW, 3)
    await uow.inbox.done([handled.id])
    await uow.inbox.quarantine(broken.id, MARK)


async def official_is_registered(database: Database) -> None:
    piece = person_piece(Person(OFFICIAL, "Сергей Ильин", "ЖКХ", "priozerny", frozenset()))
    async with database.engine.begin() as connection:
        row = {"kind": piece.kind, "id": piece.id, "position": 1, "source": "file", "body": piece.body}
        await connection.execute(insert(organisation).values(row))


async def everything(database: Database) -> dict[str, list[Any]]:
    async with database.engine.connect() as connection:
        return {
            name: [tuple(row) for row in await connection.execute(select(table))]
            for name, table in metadata.tables.items()
        }


async def test_no_table_keeps_a_marked_word(database: Database) -> None:
    await official_is_registered(database)
    await marked_everywhere(database)
    assert MARK in str(await everything(database))
    gone = await purge(database, LATER)
    assert gone == Purged(messages=4, events=3, drafts=1, dialogs=1, names=2, questions=4, answers=1)
    left = await everything(database)
    for rows in left.values():
        assert MARK not in str([value.decode() if isinstance(value, bytes) else value for row in rows for value in row])
        assert str(NEIGHBOUR) not in str(rows)
        assert str(RESIDENT) not in str(rows)
    assert left["inbox"] == left["drafts"] == left["names"] == left["outbox"] == left["links"] == []


async def test_the_words_of_a_removed_message_go_after_a_month_and_that_it_was_removed_after_a_year(
    database: Database,
) -> None:
    async with database.begin(NOW) as uow:
        for number, days in ((1, 31), (2, 29)):
            said = NOW - timedelta(days=days)
            removal = Removal(number, What.MESSAGE, message(number), "priozerny", RESIDENT, said, text=MARK)
            await uow.removals.save(replace(removal, attachments=("photo1_2",)))
        await uow.speakers.heard(message(1), RESIDENT, NOW - timedelta(days=91))
        await uow.speakers.heard(message(1), NEIGHBOUR, NOW - timedelta(days=89))
    await purge(database, NOW)
    async with database.begin(NOW) as uow:
        kept = [(one.number, one.has_words, one.author) for one in await uow.removals.latest("priozerny", 9)]
        assert kept == [(2, True, RESIDENT), (1, False, RESIDENT)]
        assert await uow.speakers.heard_since(message(1)) == NOW - timedelta(days=89)
    await purge(database, NOW + timedelta(days=366))
    async with database.reading() as uow:
        assert await uow.removals.latest("", 9) == []


@on_sqlite  # PostgreSQL keeps dead rows until its own VACUUM
async def test_no_byte_of_the_file_keeps_a_marked_word(database: Database, url: str) -> None:
    await marked_everywhere(database)
    await purge(database, LATER)
    await database.checkpoint()
    file = Path(url.removeprefix("sqlite:///"))
    kept = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert MARK.encode() not in kept
    assert b"priozerny" in kept


async def test_the_figures_and_the_lines_of_history_stay(database: Database) -> None:
    await marked_everywhere(database)
    await purge(database, LATER)
    async with database.reading() as uow:
        kept = await uow.questions.get(1)
        assert (kept.municipality, kept.status, kept.asked_at, kept.closed_at) == ("priozerny", Status.CLOSED, NOW, NOW)
        lines = [(line.actor, line.what, line.detail) for line in await uow.history.of(1)]
        assert lines == [(0, "asked", ""), (0, "joined", ""), (OFFICIAL, "answered", "")]
        assert [vote.voter for vote in await uow.votes.of(1)] == [-1]
        (answer,) = await uow.answers.of(1)
        assert (answer.by, answer.at, answer.text) == (OFFICIAL, NOW, "")
        assert (await uow.questions.get(4)).status is Status.DECLINED


async def test_what_is_needed_stays(database: Database) -> None:
    await asked(database, closed(1), a_question(2, author=NEIGHBOUR), closed(3), a_question(4, author=502, main=2))
    async with database.begin(LATER) as uow:
        late = await uow.questions.get(3)
        await uow.questions.save(replace(late, closed_at=LATER - timedelta(days=364), author=503))
        await uow.names.save({one: Name("Имя", "Фамилия", 1) for one in (RESIDENT, NEIGHBOUR, 503)})
        await say(uow, "about 2", message(1), question=2)
        await say(uow, "fresh", message(2))
    gone = await purge(database, LATER)
    assert (gone.questions, gone.names, gone.messages) == (1, 1, 0)
    async with database.reading() as uow:
        assert (await uow.questions.get(2)).text
        assert (await uow.questions.get(3)).text
        assert set(await uow.names.known({RESIDENT, NEIGHBOUR, 503})) == {NEIGHBOUR, 503}


async def test_a_second_purge_finds_nothing(database: Database) -> None:
    await marked_everywhere(database)
    await purge(database, LATER)
    before = await everything(database)
    assert await purge(database, LATER) == Purged()
    assert await everything(database) == before


async def test_a_question_that_came_back_is_purged_again(database: Database) -> None:
    await asked(database, closed(1))
    await purge(database, LATER)
    much_later = LATER + timedelta(days=400)
    async with database.begin(LATER) as uow:
        await uow.answers.add(Answer("b", 1, AnswerKind.FINAL, MARK, OFFICIAL, LATER, message(60)))
        await uow.questions.save(replace(await uow.questions.get(1), closed_at=LATER))
    assert await purge(database, LATER) == Purged()
    assert (await purge(database, much_later)).answers == 1
    assert MARK not in str(await everything(database))


async def test_a_week_later_nobody_knows_who_answered_whom(database: Database) -> None:
    async with database.begin(NOW) as uow:
        for mark in ("replier/2026-11/201", "newcomer/201/3", "insult/201/2026-11-24/1.2.3", "morning/2026-11-24"):
            await uow.diary.once(mark, NOW)
    await purge(database, NOW + timedelta(days=6))
    async with database.reading() as uow:
        assert len(await uow.diary.marks("")) == 4
    await purge(database, NOW + timedelta(days=8))
    async with database.reading() as uow:
        assert await uow.diary.marks("") == ["morning/2026-11-24"]


async def test_a_question_changed_meanwhile_is_left_alone(database: Database) -> None:
    """The page was found, then somebody returned the question."""
    await asked(database, closed(1))
    async with database.begin(LATER) as uow:
        await uow.questions.save(replace(await uow.questions.get(1), status=Status.RETURNED, closed_at=None))
    async with database.begin(LATER) as uow:
        assert not await uow.retention.anonymise([1], Limits.at(LATER), LATER)
        assert (await uow.questions.get(1)).text


async def test_the_words_of_a_long_talk_go_a_month_later_and_the_talk_a_year_later(database: Database) -> None:
    async with database.begin(NOW) as uow:
        await uow.dialogs.save(Dialog(COMMUNITY, RESIDENT, RESIDENT, True, NOW, NOW, 7, expecting="left", facts=MARK))
    await purge(database, NOW + timedelta(days=29))
    assert MARK in str((await everything(database))["dialogs"])
    await purge(database, NOW + timedelta(days=31))
    async with database.reading() as uow:
        kept = await uow.dialogs.get(COMMUNITY, RESIDENT, RESIDENT)
        assert (kept.allowed, kept.card, kept.expecting, kept.facts) == (True, None, "", "")
    assert (await purge(database, LATER)).dialogs == 1


class Stopwatch:
    """How long each writing transaction held its turn."""

    def __init__(self, database: Database) -> None:
        self.longest = 0.0
        self._begin = database.begin

    @asynccontextmanager
    async def begin(self, now: datetime | None = None) -> AsyncIterator[SqlUnitOfWork]:
        async with self._begin(now) as uow:
            began = time.perf_counter()
            yield uow
        self.longest = max(self.longest, time.perf_counter() - began)


async def many(database: Database, count: int) -> None:
    async with database.engine.begin() as connection:
        for start in range(1, count + 1, 1000):
            numbers = range(start, min(start + 1000, count + 1))
            rows = [{**values_of(closed(number, author=number)), "revision": 0} for number in numbers]
            await connection.execute(insert(questions), rows)
            lines = [{"question": n, "at": NOW, "actor": n, "what": "asked", "detail": MARK} for n in numbers]
            await connection.execute(insert(history), lines)
    for start in range(1, count + 1, 1000):
        async with database.begin(NOW) as uow:
            for number in range(start, min(start + 1000, count + 1)):
                await say(uow, f"r{number}", message(number), question=number)


async def test_intake_goes_on_while_thousands_of_questions_are_purged(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await many(database, 2_000)
    watch = Stopwatch(database)
    monkeypatch.setattr(database, "begin", watch.begin)
    going = asyncio.ensure_future(purge(database, LATER))
    waited: list[float] = []
    while not going.done():
        began = time.perf_counter()
        async with database.begin(LATER) as uow:
            await uow.diary.once(f"tick {began}", LATER)
        waited.append(time.perf_counter() - began)
        await asyncio.sleep(0.005)
    assert (await going).questions == 2_000
    assert watch.longest < 10
    assert max(waited) < 10
    async with database.engine.connect() as connection:
        assert not (await connection.scalars(select(history.c.detail).where(history.c.detail != ""))).all()
        assert not (await connection.scalars(select(outbox.c.id))).all()
