"""Nudges, absences and the diary: each thing once, late is harmless."""

from dataclasses import replace
from datetime import timedelta

from domain.ports import Absence, Nudge
from storage.engine import Database
from tests.storage.build import DEPUTY, NOW, OFFICIAL, minutes

DAY = timedelta(days=1)


def a_nudge(mark: str = "half", person: int = OFFICIAL, question: int = 1, after: float = 0) -> Nudge:
    return Nudge(question, mark, person, "share", NOW + minutes(after))


async def test_the_same_nudge_is_written_once(database: Database) -> None:
    async with database.begin() as uow:
        assert await uow.nudges.add(a_nudge())
        assert not await uow.nudges.add(a_nudge())
        assert await uow.nudges.add(a_nudge(person=DEPUTY))
        assert await uow.nudges.mark(1, "looked", NOW)
    async with database.begin() as uow:
        assert not await uow.nudges.add(a_nudge())
        assert not await uow.nudges.mark(1, "looked", NOW)
        assert await uow.nudges.done(1) == {"half", "looked"}


async def test_what_was_told_is_not_told_again(database: Database) -> None:
    async with database.begin() as uow:
        for nudge in (a_nudge("half", after=5), a_nudge("most"), a_nudge("all", after=60)):
            await uow.nudges.add(nudge)
        due = await uow.nudges.untold(NOW + minutes(5), 10)
        assert [nudge.mark for nudge in due] == ["most", "half"]
        await uow.nudges.told(due, NOW + minutes(6))
        assert await uow.nudges.untold(NOW + minutes(6), 10) == []
        assert await uow.nudges.last_told(OFFICIAL) == NOW + minutes(6)
        assert await uow.nudges.last_told(DEPUTY) is None


async def test_dropping_forgets_only_what_was_not_told(database: Database) -> None:
    async with database.begin() as uow:
        await uow.nudges.add(a_nudge("half"))
        await uow.nudges.add(a_nudge("all", after=60))
        await uow.nudges.add(a_nudge("all", question=2, after=60))
        await uow.nudges.told(await uow.nudges.untold(NOW, 10), NOW)
        await uow.nudges.drop(1)
        assert await uow.nudges.done(1) == {"half"}
        assert await uow.nudges.done(2) == {"all"}


async def test_who_is_away_and_who_has_come_back(database: Database) -> None:
    absence = Absence(OFFICIAL, NOW, NOW + DAY, DEPUTY)
    async with database.begin() as uow:
        await uow.absences.add(absence)
        assert await uow.absences.away(NOW - minutes(1)) == {}
        assert await uow.absences.away(NOW) == {OFFICIAL: absence}
        assert await uow.absences.ended(NOW) == []
        moved = replace(absence, moved=(1, 2))
        await uow.absences.save(moved)
    async with database.begin() as uow:
        assert await uow.absences.away(NOW + DAY) == {}
        assert await uow.absences.ended(NOW + DAY) == [moved]
        await uow.absences.save(replace(moved, over=True))
        assert await uow.absences.ended(NOW + DAY) == []


async def test_a_day_s_work_is_done_once(database: Database) -> None:
    async with database.begin() as uow:
        assert await uow.diary.once("утро 2026-11-25, ЦУР", NOW, 14)
        assert not await uow.diary.once("утро 2026-11-25, ЦУР", NOW, 15)
        assert await uow.diary.value("утро 2026-11-25, ЦУР") == 14
        assert await uow.diary.value("утро 2026-11-26, ЦУР") is None
