"""Lists of questions and the messages that lead to them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ports import Filter
from domain.question import OPEN, Status
from storage.engine import Database
from tests.storage.build import NOW, OFFICIAL, RESIDENT, a_question, asked, message

HOUR = timedelta(hours=1)


async def numbers(database: Database, **wanted: object) -> list[int]:
    async with database.reading() as uow:
        return [question.number for question in await uow.questions.list(Filter(**wanted))]  # type: ignore[arg-type]


async def test_a_message_linked_to_a_question_leads_to_it(database: Database) -> None:
    await asked(database, a_question())
    async with database.begin() as uow:
        await uow.questions.link(message(500), 1)
        assert await uow.questions.under(message(500)) == a_question()
    async with database.reading() as uow:
        assert await uow.questions.under(message(500)) == a_question()
        assert await uow.questions.under(message(101)) == a_question()
        assert await uow.questions.at(message(500)) is None
        assert await uow.questions.under(message(999)) is None


async def test_a_message_linked_again_leads_to_the_last_question(database: Database) -> None:
    await asked(database, a_question(1), a_question(2))
    for number in (1, 2):
        async with database.begin() as uow:
            await uow.questions.link(message(500), number)
    async with database.reading() as uow:
        found = await uow.questions.under(message(500))
        assert found is not None
        assert found.number == 2


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [2, 1, 3, 4]),
        ({"order": "asked"}, [4, 1, 2, 3]),
        ({"order": "newest"}, [4, 3, 2, 1]),
        ({"order": "newest", "limit": 2}, [4, 3]),
        ({"municipality": "bor"}, [3]),
        ({"assignee": OFFICIAL}, [2]),
        ({"author": 700}, [3]),
        ({"topic": "water"}, [1]),
        ({"settlement": "Бор"}, [3]),
        ({"unhurried": True}, [1, 3, 4]),
        ({"statuses": frozenset(OPEN)}, [2, 1, 3]),
        ({"statuses": frozenset({Status.CLOSED})}, [4]),
        ({"statuses": frozenset({Status.CLOSED, Status.NEW})}, [1, 3, 4]),
        ({"due_before": NOW + HOUR}, [2]),
        ({"due_after": NOW + 2 * HOUR}, [1]),
        ({"asked_after": NOW}, [1, 3]),
        ({"asked_before": NOW - HOUR}, [4]),
    ],
)
async def test_a_list_holds_what_was_wanted(database: Database, wanted: dict[str, object], expected: list[int]) -> None:
    await asked(
        database,
        a_question(1, topic="water", due_at=NOW + 9 * HOUR),
        a_question(2, asked_at=NOW, assignee=OFFICIAL, status=Status.ASSIGNED, due_at=NOW + HOUR, urgent="gas"),
        a_question(3, asked_at=NOW + HOUR, author=700, municipality="bor", settlement="Бор", due_at=None),
        a_question(4, asked_at=NOW - HOUR, status=Status.CLOSED, due_at=None),
    )
    if wanted.get("asked_after"):
        expected = [2, *expected]
    assert await numbers(database, **wanted) == expected
    async with database.reading() as uow:
        if "limit" not in wanted:
            assert await uow.questions.count(Filter(**wanted)) == len(expected)  # type: ignore[arg-type]


async def test_neighbours_are_main_questions_of_the_last_days(database: Database) -> None:
    await asked(
        database,
        a_question(1),
        a_question(2, asked_at=NOW + HOUR, status=Status.ANSWERED),
        a_question(3, asked_at=NOW - 30 * HOUR),
        a_question(4, status=Status.MERGED, main=1),
        a_question(5, status=Status.WITHDRAWN),
        a_question(6, municipality="bor"),
    )
    async with database.reading() as uow:
        recent = await uow.questions.recent("priozerny", NOW - 24 * HOUR)
        assert [question.number for question in recent] == [2, 1]
        assert [question.number for question in await uow.questions.duplicates_of(1)] == [4]


async def test_what_time_must_look_at_comes_earliest_first(database: Database) -> None:
    await asked(
        database,
        a_question(1, look_at=NOW),
        a_question(2, look_at=NOW - HOUR),
        a_question(3),
        a_question(4, look_at=NOW + HOUR),
    )
    async with database.begin() as uow:
        assert [question.number for question in await uow.questions.to_look_at(NOW, 10)] == [2, 1]
        second = await uow.questions.get(2)
        await uow.questions.save(replace(second, look_at=None))
        assert [question.number for question in await uow.questions.to_look_at(NOW, 10)] == [1]


async def test_the_morning_counts_what_waits_and_what_is_late(database: Database) -> None:
    evening = NOW + 10 * HOUR
    await asked(
        database,
        a_question(1, due_at=NOW - HOUR),
        a_question(2, due_at=NOW + HOUR),
        a_question(3, due_at=NOW + 48 * HOUR, status=Status.ASSIGNED),
        a_question(4, due_at=NOW + HOUR, status=Status.PROMISED),
        a_question(5, due_at=None, status=Status.CLARIFY),
        a_question(6, due_at=None, status=Status.ANSWERED),
        a_question(7, municipality="bor", due_at=NOW - HOUR, status=Status.EXTERNAL),
    )
    async with database.reading() as uow:
        assert await uow.questions.counts(NOW, evening) == [("bor", 0, 1, 0, 0), ("priozerny", 3, 1, 1, 1)]


async def test_the_author_s_own_come_newest_first(database: Database) -> None:
    await asked(database, a_question(1), a_question(2), a_question(3, author=700))
    assert await numbers(database, author=RESIDENT, order="newest") == [2, 1]
