"""Answers, promises, votes and history of a question."""

from dataclasses import replace
from datetime import timedelta

from domain.answer import Answer, AnswerKind, Promise, PromiseState
from domain.ports import Entry, Vote
from storage.engine import Database
from tests.storage.build import DEPUTY, NOW, OFFICIAL, RESIDENT, a_question, asked, message

DAY = timedelta(days=1)


def an_answer(id_: str = "a", minute: int = 0, question: int = 1) -> Answer:
    at = NOW + timedelta(minutes=minute)
    return Answer(id_, question, AnswerKind.FINAL, "Дали.", OFFICIAL, at, message(200 + minute), "", ("photo1_1",))


def a_promise(id_: str, days: int, question: int = 1, by: int = OFFICIAL) -> Promise:
    return Promise(id_, question, by, NOW + days * DAY, "Починим", NOW)


async def test_the_latest_answer_is_the_last_not_undone(database: Database) -> None:
    first, second = an_answer("b", 0), an_answer("a", 5)
    async with database.begin() as uow:
        await uow.answers.add(first)
        await uow.answers.add(second)
        assert await uow.answers.latest(1) == second
        await uow.answers.save(second.undone(NOW))
        assert await uow.answers.latest(1) == first
    async with database.reading() as uow:
        assert await uow.answers.of(1) == [first, second.undone(NOW)]
        assert await uow.answers.at(message(205)) == second.undone(NOW)
        assert await uow.answers.latest(2) is None


async def test_promises_are_found_by_question_and_day(database: Database) -> None:
    await asked(database, a_question(1), a_question(2, municipality="bor"))
    tomorrow, later, kept, other = a_promise("t", 1), a_promise("l", 3), a_promise("k", 1), a_promise("o", 1, 2, DEPUTY)
    async with database.begin() as uow:
        for promise in (later, tomorrow, kept, other):
            await uow.promises.add(promise)
        await uow.promises.save(kept.kept())
        assert await uow.promises.open_of(1) == [tomorrow, later]
        assert await uow.promises.open_of(2) == [other]
        await uow.promises.save(replace(other, state=PromiseState.DROPPED))
        assert await uow.promises.open_of(2) == []
        assert await uow.promises.named_for(NOW, NOW + 2 * DAY, "bor") == [replace(other, state=PromiseState.DROPPED)]


async def test_a_neighbour_is_counted_once(database: Database) -> None:
    async with database.begin() as uow:
        assert await uow.votes.add(Vote(1, RESIDENT, NOW, message(5), "и у нас"))
        assert not await uow.votes.add(Vote(1, RESIDENT, NOW))
        assert await uow.votes.add(Vote(1, 777, NOW + DAY))
    async with database.begin() as uow:
        assert not await uow.votes.add(Vote(1, RESIDENT, NOW))
        assert await uow.votes.of(1) == [Vote(1, RESIDENT, NOW, message(5), "и у нас"), Vote(1, 777, NOW + DAY)]
        assert await uow.votes.remove(1, RESIDENT)
        assert not await uow.votes.remove(1, RESIDENT)
        assert not await uow.votes.has(1, RESIDENT)
        assert await uow.votes.has(1, 777)


async def test_history_keeps_the_order_of_what_happened(database: Database) -> None:
    entries = [
        Entry(1, NOW, RESIDENT, "asked"),
        Entry(1, NOW, None, "assigned", "Иванов"),
        Entry(1, NOW, OFFICIAL, "answered"),
    ]
    async with database.begin() as uow:
        for entry in entries:
            await uow.history.add(entry)
        assert await uow.history.of(1) == entries
        assert await uow.history.of(2) == []


async def test_a_document_has_a_row_per_question_with_its_answer_and_votes(database: Database) -> None:
    await asked(
        database, a_question(1), a_question(2), a_question(3, municipality="bor"), a_question(4, asked_at=NOW + DAY)
    )
    async with database.begin() as uow:
        await uow.answers.add(an_answer("b", 0))
        await uow.answers.add(an_answer("a", 5))
        await uow.votes.add(Vote(2, 777, NOW))
    async with database.reading() as uow:
        rows = [row async for row in uow.reports.export_rows(NOW, NOW + DAY, "priozerny")]
        everything = [row async for row in uow.reports.export_rows(None, None)]
    assert rows == [(a_question(1), an_answer("a", 5), 0), (a_question(2), None, 1)]
    assert len(everything) == 4
