"""What each engine must be told before it can be trusted."""

import asyncio
import os
import socket
from pathlib import Path

import pytest
from sqlalchemy import event, text

from domain.ports import Filter
from storage.engine import Database
from tests.storage.build import a_question, asked
from tests.storage.conftest import on_postgresql, on_sqlite


@on_sqlite
async def test_sqlite_keeps_what_it_committed_through_a_power_cut(database: Database) -> None:
    async with database.engine.connect() as connection:
        settings = [await connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")]
    assert settings == ["wal", 2]


@on_sqlite
async def test_a_write_takes_its_turn_before_it_reads(database: Database) -> None:
    """A deferred BEGIN that reads first fails at once when another process has written since."""
    statements: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
    async with database.begin() as uow:
        await uow.questions.find(1)
    assert statements[0] == "BEGIN IMMEDIATE"


@on_sqlite
async def test_a_transaction_inside_another_is_refused_rather_than_awaited_for_ever(database: Database) -> None:
    async with database.begin():
        with pytest.raises(RuntimeError, match="already"):
            await asked(database, a_question())
    await asked(database, a_question())


@on_sqlite
async def test_others_wait_for_their_turn(database: Database) -> None:
    await asyncio.gather(*(asked(database, a_question(number)) for number in range(1, 11)))
    async with database.reading() as uow:
        assert await uow.questions.count(Filter()) == 10


@on_sqlite
async def test_a_cancelled_transaction_leaves_nothing_and_blocks_nobody(database: Database) -> None:
    async def hang() -> None:
        async with database.begin() as uow:
            await uow.questions.add(a_question())
            await uow.flush()
            await asyncio.sleep(60)

    hanging = asyncio.create_task(hang())
    await asyncio.sleep(0.05)
    hanging.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hanging
    await asked(database, a_question())


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/otklik"])
def test_a_database_that_would_forget_or_is_unknown_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///"):
        Database.open(url)


@on_sqlite
async def test_the_log_is_folded_into_the_file(database: Database, url: str) -> None:
    await asked(database, a_question())
    await database.checkpoint()
    assert Path(url.removeprefix("sqlite:///") + "-wal").stat().st_size == 0  # noqa: ASYNC240


@on_postgresql
async def test_a_server_that_vanishes_is_noticed_in_seconds(database: Database) -> None:
    async with database.engine.connect() as connection:
        outside = (await connection.get_raw_connection()).driver_connection
        wire = outside._transport.get_extra_info("socket")  # type: ignore[union-attr]
        assert wire.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 15_000


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
async def test_the_file_and_the_log_beside_it_are_for_their_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "otklik.db"

    def modes() -> dict[str, int]:
        return {one.name: one.stat().st_mode & 0o777 for one in tmp_path.iterdir()}

    async def used() -> dict[str, int]:
        database = Database.open(f"sqlite:///{file}")
        try:
            await database.migrate()
            return modes()
        finally:
            await database.close()

    usual = os.umask(0o022)
    try:
        assert await used() == dict.fromkeys(["otklik.db", "otklik.db-wal", "otklik.db-shm"], 0o600)
        file.chmod(0o644)  # as earlier versions made it
        await used()
        assert modes() == {"otklik.db": 0o600}
    finally:
        os.umask(usual)
