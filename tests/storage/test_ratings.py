"""What a week's rating reads, on both engines."""

from datetime import timedelta

from domain.answer import Promise, PromiseState
from domain.ports import Entry
from domain.question import Status
from storage.engine import Database
from tests.storage.build import NOW, OFFICIAL, a_question, asked, minutes


async def test_a_week_is_read_by_its_questions(database: Database) -> None:
    day = timedelta(days=1)
    await asked(
        database,
        a_question(1, asked_at=NOW - day),
        a_question(2, asked_at=NOW - day, municipality="lesnoy", status=Status.ASSIGNED, due_at=NOW - minutes(5)),
        a_question(3, asked_at=NOW - 40 * day, status=Status.CLOSED, due_at=None),
    )
    async with database.begin(NOW) as uow:
        await uow.history.add(Entry(1, NOW - day, OFFICIAL, "returned", "нет срока"))
        await uow.history.add(Entry(1, NOW - minutes(9), OFFICIAL, "returned", "не о том"))
        await uow.history.add(Entry(2, NOW, OFFICIAL, "note", "звонил"))
        await uow.promises.add(Promise("a", 1, OFFICIAL, NOW - minutes(1), "сделаем", NOW - day, PromiseState.KEPT))
        await uow.promises.add(Promise("b", 2, OFFICIAL, NOW + day, "сделаем", NOW - day))
        await uow.diary.once("left-out/1", NOW, 7)

        ratings = uow.ratings
        both = await ratings.asked(NOW - 2 * day, NOW, ["lesnoy", "priozerny"])
        assert [one.number for one in both] == [1, 2]
        assert [one.number for one in await ratings.asked(NOW - 99 * day, NOW, ["priozerny"])] == [1, 3]
        assert [one.number for one in await ratings.late(NOW)] == [2]
        assert await ratings.happened([1, 2, 3], "returned") == {1: NOW - minutes(9)}
        assert [one.id for one in await ratings.promises(NOW - day, NOW)] == ["a"]
        assert sorted(one.number for one in await ratings.questions(range(1, 2000))) == [1, 2, 3]
        assert await ratings.marks([f"left-out/{number}" for number in range(1200)]) == {"left-out/1": 7}
        assert await ratings.answers([1, 2]) == []
