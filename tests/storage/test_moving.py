"""An installation in another database: the same rows, the same next numbers, the source untouched."""

from typing import Any

import pytest
from sqlalchemy import insert, select, text

from domain.broadcasts.broadcast import Broadcast
from domain.broadcasts.evening import By
from domain.broadcasts.facts import Fact
from domain.broadcasts.ports import DeskMessage, Heard
from domain.emergency import Emergency
from domain.gate import Passing
from domain.ports import Absence, Decided, Known, Source
from domain.removals import Removal, What
from domain.rumours import Rumour, Sighting
from domain.verified import Offer, Verified
from storage.columns import metadata
from storage.engine import Database
from storage.moving import PAGE
from storage.moving import move as move_stopped
from storage.refusals import Refused, Why
from storage.tables import history, inbox, links, outbox
from storage.uow import SqlUnitOfWork
from tests.storage.build import NOW, OFFICIAL, RESIDENT, a_question, asked, message, minutes, say
from tests.storage.conftest import HOW, NewUrl, given
from tests.storage.test_retention import LATER, marked_everywhere, official_is_registered


async def rows_of(url: str) -> dict[str, list[tuple[Any, ...]]]:
    database = Database.open(url)
    async with database.snapshot() as connection:
        found = {
            name: sorted((tuple(row) for row in await connection.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
        }
    await database.close()
    return found


async def move(database: Database, url: str, there: str) -> dict[str, int]:
    """The bot is stopped before."""
    await database.close()
    return await move_stopped(url, there)


async def a_lived_in_database(database: Database) -> None:
    await official_is_registered(database)
    await marked_everywhere(database)
    async with database.begin(NOW) as uow:
        for _ in range(41):
            number = await uow.questions.next_number()
        await uow.questions.add(a_question(number + 100))
        await uow.absences.add(Absence(OFFICIAL, NOW, LATER, 13, (1, 2)))
        await uow.absences.add(Absence(OFFICIAL, NOW + minutes(0.00001), LATER, None))
        await uow.diary.once("утро", NOW, 14)
        await uow.rumours.save(Rumour(1, "мост закроют", "priozerny", message(70), NOW, RESIDENT))
        await uow.rumours.saw(Sighting(1, message(70), RESIDENT, NOW))
        await uow.removals.save(Removal(1, What.MESSAGE, message(71), "priozerny", RESIDENT, NOW, text="займ тут"))
        await uow.speakers.heard(message(71), RESIDENT, NOW)
        await uow.passings.add("priozerny", Passing(1, 2, 90), NOW)
        await uow.examples.decided(1, Decided(Source.DECIDED, "roads"), NOW)
        await uow.examples.imported([Known("яма на дороге", "roads", NOW)], NOW)
        await uow.emergencies.save(Emergency("priozerny", "Бор", NOW, LATER, OFFICIAL, NOW, 1))
        await uow.verified.keep(Verified(1, "priozerny", LATER, OFFICIAL))
        await uow.verified.offered(Offer(2, 1, NOW))
        await a_broadcast(uow)


async def a_broadcast(uow: SqlUnitOfWork) -> None:
    """One that runs, with a theme on the screen."""
    number = await uow.broadcasts.next_number()
    await uow.broadcasts.add(Broadcast(number, "priozerny", OFFICIAL, NOW, 90, 14, NOW, NOW))
    await uow.broadcasts.take(number, 1)
    await uow.broadcasts.save_desk(DeskMessage(number, message(0)))
    await uow.broadcasts.ask_fact(Fact(number, 1, 502, 503, NOW).told("Щебень завезли", NOW))
    await uow.broadcasts.heard(Heard(number, message(9), NOW, 501, 77, True))
    before = await uow.broadcasts.evening(number)
    shown = before.sorted_into({1: 1}).start(By(14, NOW)).show(By(14, NOW), 1)
    await uow.broadcasts.save(before, shown)


@pytest.mark.parametrize("others", ["sqlite", "postgresql"])
async def test_there_and_back_is_the_same(database: Database, url: str, new_url: NewUrl, others: str) -> None:
    if others == "postgresql" and not given:
        pytest.skip(HOW)
    await a_lived_in_database(database)
    before = await rows_of(url)
    there, back = await new_url(others), await new_url(database.engine.dialect.name)
    counted = await move(database, url, there)
    assert await move_stopped(there, back) == counted == {name: len(rows) for name, rows in before.items()}
    empty = {"cursors", "chats", "processes", "leases"}
    assert all(rows for name, rows in before.items() if name not in empty)
    assert await rows_of(url) == await rows_of(there) == await rows_of(back) == before


async def test_nothing_is_moved_from_under_a_running_bot(database: Database, url: str, new_url: NewUrl) -> None:
    await asked(database, a_question(1))
    there = await new_url(database.engine.dialect.name)
    with pytest.raises(Refused) as refused:
        await move_stopped(url, there)
    assert refused.value.why is Why.IN_USE
    assert (await move(database, url, there))["questions"] == 1


async def test_numbers_go_on_after_the_last(database: Database, url: str, new_url: NewUrl) -> None:
    await a_lived_in_database(database)
    there = await new_url(database.engine.dialect.name)
    await move(database, url, there)
    moved = Database.open(there)
    async with moved.begin(NOW) as uow:
        assert await uow.questions.next_number() == 42
        await say(uow, "after the move", message(9))
    async with moved.engine.begin() as connection:
        for table in (history, inbox, outbox):
            highest = max((await connection.scalars(select(table.c.id))).all())
            values = dict((await connection.execute(select(table).where(table.c.id == highest))).mappings().one())
            del values["id"]
            values.update({name: "another" for name in ("key", "event_id", "natural") if name in values})
            fresh = (await connection.execute(insert(table).values(values).returning(table.c.id))).scalar_one()
            assert fresh == highest + 1
    await moved.close()


async def test_tables_longer_than_a_page_arrive_whole(database: Database, url: str, new_url: NewUrl) -> None:
    async with database.engine.begin() as connection:
        rows = [
            {"community": 1, "kind": "chat", "peer": 2 + number % 3, "post": 0, "message": number, "number": number}
            for number in range(2 * PAGE + 7)
        ]
        await connection.execute(insert(links), rows)
    there = await new_url(database.engine.dialect.name)
    assert (await move(database, url, there))["links"] == len(rows)
    assert await rows_of(there) == await rows_of(url)


async def test_a_database_with_anything_in_it_is_left_alone(database: Database, url: str, new_url: NewUrl) -> None:
    await asked(database, a_question(1))
    there = await new_url(database.engine.dialect.name)
    occupied = Database.open(there)
    await occupied.migrate()
    await asked(occupied, a_question(7))
    await occupied.close()
    before = await rows_of(there)
    with pytest.raises(Refused) as refused:
        await move(database, url, there)
    assert (refused.value.why, refused.value.detail) == (Why.NOT_EMPTY, "questions")
    assert await rows_of(there) == before
    with pytest.raises(Refused, match="not-empty"):
        await move(database, url, url)


async def test_a_database_of_another_version_is_not_moved(
    database: Database, url: str, empty_url: str, new_url: NewUrl
) -> None:
    there = await new_url(database.engine.dialect.name)
    with pytest.raises(Refused) as refused:
        await move_stopped(empty_url, there)
    assert refused.value.why in {Why.NO_DATABASE, Why.NO_SCHEMA}
    change = text("UPDATE alembic_version SET version_num = :new")
    async with database.engine.begin() as connection:
        head = await connection.scalar(text("SELECT version_num FROM alembic_version"))
        await connection.execute(change, {"new": "9999"})
    with pytest.raises(Refused) as refused:
        await move(database, url, there)
    assert refused.value.why is Why.NEWER
    async with database.engine.begin() as connection:
        await connection.execute(change, {"new": head})


async def test_what_postgresql_refuses_is_cleaned_on_the_way(database: Database, url: str, new_url: NewUrl) -> None:
    if database.engine.dialect.name == "postgresql" or not given:
        pytest.skip("only SQLite keeps a NUL" if given else HOW)
    await asked(database, a_question(1))
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE questions SET text = 'где' || char(0) || ' вода'"))
    there = await new_url("postgresql")
    await move(database, url, there)
    assert (await rows_of(there))["questions"][0][7] == "где вода"


async def test_a_failure_on_the_way_leaves_nothing_behind(
    database: Database, url: str, new_url: NewUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_lived_in_database(database)
    there = await new_url(database.engine.dialect.name)
    monkeypatch.setattr("storage.moving._set_sequences", failing)
    with pytest.raises(RuntimeError, match="power cut"):
        await move(database, url, there)
    assert not any((await rows_of(there)).values())


async def failing(_: object) -> None:
    raise RuntimeError("power cut")
