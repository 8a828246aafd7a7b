"""Emergencies: one row each time, the questions of a place counted where they lie, what a migration carries over."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from domain.emergency import COUNTED, Emergency, Ending
from domain.ports import Entry, Filter, Tally
from domain.question import EMERGENCY, MARKED, WAITING, Question, Status
from storage.emergencies import EMERGENCY as EMERGENCY_ROW
from storage.emergencytables import emergencies
from storage.engine import Database
from storage.migrating import downgrade, upgrade
from storage.purging import purge
from storage.tables import diary
from tests.storage.build import DEPUTY, NOW, OFFICIAL, a_question, asked, minutes

VILLAGE = Emergency("priozerny", "Бор", NOW, NOW + timedelta(hours=12), DEPUTY, NOW)
WHOLE = replace(VILLAGE, settlement="")
PLACE = Filter(municipality="priozerny", settlement="Бор")


def there(number: int, **changes: Any) -> Question:
    return a_question(number, **{"settlement": "Бор", "status": Status.ASSIGNED, "assignee": OFFICIAL, **changes})


async def test_a_place_has_one_at_a_time_and_a_row_for_each(database: Database) -> None:
    async with database.begin() as uow:
        await uow.emergencies.save(VILLAGE)
        assert await uow.emergencies.running() == [VILLAGE]
        again = replace(VILLAGE, since=NOW + minutes(5))
        await uow.emergencies.save(VILLAGE.ended(Ending.AGAIN, again.since, DEPUTY))
        await uow.emergencies.save(again)
        assert await uow.emergencies.running() == [again]
    async with database.begin() as uow:
        await uow.emergencies.save(again.ended(Ending.TIME, again.until, None))
        assert await uow.emergencies.running() == []
    async with database.engine.connect() as connection:
        rows = (await connection.execute(select(emergencies).order_by(emergencies.c.since))).all()
    assert [(row.ending, row.ended_by) for row in rows] == [("again", DEPUTY), ("time", None)]
    two = [EMERGENCY_ROW.values(replace(VILLAGE, since=NOW + minutes(after))) for after in (7, 8)]
    with pytest.raises(IntegrityError):
        await written(database, two)


async def written(database: Database, rows: list[dict[str, Any]]) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(insert(emergencies), rows)


async def test_what_no_emergency_hurries_any_more(database: Database) -> None:
    """Moved to another place, of a place whose emergency is over; not what somebody marked, nor what is answered."""
    hurried = [there(1, urgent=EMERGENCY), there(2, urgent=EMERGENCY, settlement="Лесной", status=Status.CLARIFY)]
    marked, answered = there(3, urgent=MARKED), there(4, urgent=EMERGENCY, status=Status.ANSWERED, due_at=None)
    await asked(database, *hurried, marked, answered, there(5, urgent=EMERGENCY, municipality="lesnoy"))
    async with database.begin() as uow:
        assert await uow.emergencies.outlived(2) == [5, 1]
        await uow.emergencies.save(VILLAGE)
        assert await uow.emergencies.outlived(9) == [5, 2]
        await uow.emergencies.save(WHOLE)
        assert await uow.emergencies.outlived(9) == [5]
        await uow.emergencies.save(VILLAGE.ended(Ending.SAID, NOW, DEPUTY))
        assert await uow.emergencies.outlived(9) == [5], "the whole municipality has one still"


async def test_a_place_is_counted_whole(database: Database) -> None:
    old = NOW - timedelta(days=1)
    many = [there(number, votes=1) for number in range(1, 251)]
    before = [there(number, asked_at=old, assignee=DEPUTY) for number in range(251, 501)]
    answered = [there(501, status=Status.ANSWERED), there(502, status=Status.ANSWERED, asked_at=old)]
    others = [there(503, status=Status.WITHDRAWN), there(504, settlement="Лесной"), there(505, status=Status.DRAFT)]
    await asked(database, *many, *before, *answered, *others)
    async with database.reading() as uow:
        theirs = replace(PLACE, statuses=COUNTED, since_or_waiting=NOW, order="newest")
        assert await uow.questions.tally(theirs) == Tally(501, 500, 250)
        assert [question.number for question in await uow.questions.list(replace(theirs, limit=2))] == [501, 500]
        assert await uow.questions.owed(replace(PLACE, statuses=WAITING)) == {OFFICIAL: 250, DEPUTY: 250}
        assert await uow.questions.count(replace(PLACE, statuses=COUNTED, above=499)) == 3
        assert await uow.questions.tally(Filter(municipality="nowhere")) == Tally(0, 0, 0)


MARKS = {
    "emergency/priozerny/Бор": int((NOW + timedelta(hours=12)).timestamp()),
    "emergency-begun/priozerny/Бор": int(NOW.timestamp()),
    "emergency-fed/priozerny/Бор": int((NOW + minutes(10)).timestamp()),
    "emergency-seen/priozerny/Бор": 214,
}


async def test_one_that_runs_goes_through_the_migration_and_back(database: Database) -> None:
    """Of one of the two the diary has but the first mark; what else it holds is left alone."""
    async with database.engine.begin() as connection:
        await connection.run_sync(downgrade, "0014")
    async with database.begin() as uow:
        await uow.history.add(Entry(0, NOW + minutes(0.001), DEPUTY, "emergency", "Бор, Приозёрный округ"))
        for mark, value in {**MARKS, "emergency/lesnoy/": MARKS["emergency/priozerny/Бор"], "утро": 14}.items():
            at = NOW + minutes(0.001) if "Бор" in mark else NOW
            await uow.diary.once(mark, at, value)
    async with database.engine.begin() as connection:
        await connection.run_sync(upgrade)
    known = replace(VILLAGE, told_at=NOW + minutes(10), told_number=214)
    async with database.begin() as uow:
        assert await uow.emergencies.running() == [replace(WHOLE, municipality="lesnoy", by=0), known]
        assert await uow.diary.marks("") == ["утро"]
        await uow.emergencies.save(replace(WHOLE, municipality="lesnoy", by=0).ended(Ending.SAID, NOW, DEPUTY))
    async with database.engine.begin() as connection:
        await connection.run_sync(downgrade, "0014")
        rows = (await connection.execute(select(diary.c.mark, diary.c.value))).all()
        assert dict(map(tuple, rows)) == {**MARKS, "утро": 14}
        await connection.execute(text("DELETE FROM diary"))
        await connection.run_sync(upgrade)


async def test_one_that_ended_a_year_ago_goes_and_one_that_runs_stays(database: Database) -> None:
    async with database.begin() as uow:
        await uow.emergencies.save(VILLAGE.ended(Ending.SAID, NOW, DEPUTY))
        await uow.emergencies.save(WHOLE)
    await purge(database, NOW + timedelta(days=400))
    async with database.engine.connect() as connection:
        rows = (await connection.execute(select(emergencies.c.settlement))).all()
    assert [row.settlement for row in rows] == [""]
