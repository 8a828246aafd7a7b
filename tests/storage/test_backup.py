"""A copy taken while the bot works is one moment of it; what is restored goes on from there."""

import asyncio
import os
import shutil
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect

from domain.ports import Entry
from storage.backup import Restored, back_up, restore
from storage.engine import Database
from storage.inbox import Cursor
from storage.migrating import MIGRATIONS
from storage.moving import sqlite_path
from storage.refusals import Refused, Why
from storage.sqlitefile import Inside
from tests.storage.build import COMMUNITY, NOW, OFFICIAL, a_card, a_question, asked, dialog, message, say
from tests.storage.conftest import ENGINES, NewUrl, on_postgresql, on_sqlite
from tests.storage.test_moving import a_lived_in_database, rows_of

LATER = NOW + timedelta(hours=3)


async def restored(url: str, file: Path, *, force: bool = False) -> Restored:
    return await restore(url, file, force=force, now=LATER, keep_in=file.parent)


async def refusal(url: str, file: Path, *, force: bool = False) -> tuple[Why, str]:
    with pytest.raises(Refused) as refused:
        await restored(url, file, force=force)
    return refused.value.why, refused.value.detail


def query(file: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(sql).fetchall()


async def works(database: Database, count: int) -> None:
    """A question with its line of history and its card, one transaction each, as the bot writes them."""
    for _ in range(count):
        async with database.begin(NOW) as uow:
            number = await uow.questions.next_number()
            question = a_question(number)
            await uow.questions.add(question)
            await uow.history.add(Entry(number, NOW, None, "asked"))
            await say(uow, f"card/{number}", dialog(OFFICIAL), a_card(question), question=number)
        await asyncio.sleep(0)


@asynccontextmanager
async def stopped(database: Database) -> AsyncIterator[None]:
    """The bot is not running."""
    await database.close()
    yield


async def test_a_copy_in_the_middle_of_work_is_one_moment(
    database: Database, url: str, new_url: NewUrl, tmp_path: Path
) -> None:
    await works(database, 30)
    working = asyncio.ensure_future(works(database, 300))
    inside = []
    while not working.done():
        file = tmp_path / f"copy{len(inside)}.db"
        inside.append(await back_up(url, file))
        (numbers,) = query(file, "SELECT value FROM counters WHERE name = 'questions'")
        asked_about = "SELECT number FROM questions ORDER BY number"
        assert query(file, asked_about) == [(number + 1,) for number in range(int(str(numbers[0])))]
        assert query(file, asked_about) == query(file, "SELECT question FROM history ORDER BY question")
        assert query(file, asked_about) == query(file, "SELECT question FROM outbox ORDER BY question")
    await working
    assert 30 <= inside[0].questions < 330
    assert inside[0].questions == inside[0].to_send
    there = await new_url(database.engine.dialect.name)
    await restored(there, tmp_path / "copy0.db")
    again = Database.open(there)
    await works(again, 1)
    async with again.reading() as uow:
        assert (await uow.questions.get(inside[0].questions + 1)).text
    await again.close()


@pytest.mark.parametrize("others", ENGINES)
async def test_a_copy_restores_into_either_engine(
    database: Database, url: str, new_url: NewUrl, tmp_path: Path, others: str
) -> None:
    await a_lived_in_database(database)
    before = await rows_of(url)
    assert (await back_up(url, tmp_path / "copy.db")).questions == len(before["questions"])
    there = await new_url(others)
    assert (await restored(there, tmp_path / "copy.db")).kept is None
    assert await rows_of(there) == before


async def test_a_copy_is_for_its_owner_only_and_holds_no_key(database: Database, url: str, tmp_path: Path) -> None:
    async with database.begin(NOW) as uow:
        await uow.inbox.accept(COMMUNITY, [], Cursor("https://lp.vk.ru/wh1", "key-of-the-server", "77"), NOW)
    file = tmp_path / "copies" / "copy.db"
    file.parent.mkdir()
    await back_up(url, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"key-of-the-server" not in file.read_bytes()
    assert query(file, "SELECT server, key, ts FROM cursors") == [("https://lp.vk.ru/wh1", "", "77")]
    assert [path.name for path in file.parent.iterdir()] == ["copy.db"]


async def test_a_copy_does_not_overwrite_unless_forced(database: Database, url: str, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    file.write_text("важное")
    with pytest.raises(Refused) as refused:
        await back_up(url, file)
    assert refused.value.why is Why.FILE_EXISTS
    assert file.read_text() == "важное"
    assert (await back_up(url, file, force=True)).questions == 0


async def test_a_failed_copy_leaves_the_older_one(
    database: Database, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> Inside:
        raise OSError(28, "No space left on device")

    file = tmp_path / "copies" / "copy.db"
    file.parent.mkdir()
    await back_up(url, file)
    before = file.read_bytes()
    monkeypatch.setattr("storage.sqlitefile.seal", full)
    with pytest.raises(OSError, match="No space"):
        await back_up(url, file, force=True)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["copy.db"]


@on_sqlite
async def test_a_database_is_not_copied_over_itself(database: Database, url: str, tmp_path: Path) -> None:
    file = sqlite_path(url)
    assert file is not None
    for force in (False, True):
        with pytest.raises(Refused) as refused:
            await back_up(url, file, force=force)
        assert refused.value.why is Why.SAME_FILE
    assert await refusal(url, file, force=True) == (Why.SAME_FILE, "")


async def test_what_is_not_there_is_not_copied(empty_url: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        await back_up(empty_url, tmp_path / "copy.db")
    assert refused.value.why in {Why.NO_DATABASE, Why.NO_SCHEMA}
    assert not os.listdir(tmp_path)


async def test_questions_are_not_replaced_unless_forced(database: Database, url: str, tmp_path: Path) -> None:
    await works(database, 2)
    await back_up(url, tmp_path / "copy.db")
    await works(database, 3)
    async with stopped(database):
        before = await rows_of(url)
        assert await refusal(url, tmp_path / "copy.db") == (Why.HAS_QUESTIONS, "5")
        assert await rows_of(url) == before
        done = await restored(url, tmp_path / "copy.db", force=True)
    assert done.inside.questions == done.inside.to_send == 2
    assert done.kept is not None
    assert "before-restore-20261124-123000" in done.kept.name
    kept = await rows_of(f"sqlite:///{done.kept}")
    assert kept == before
    assert len((await rows_of(url))["questions"]) == 2


async def test_a_number_people_were_told_is_not_given_twice(database: Database, url: str, tmp_path: Path) -> None:
    await works(database, 2)
    await back_up(url, tmp_path / "copy.db")
    await works(database, 3)
    async with stopped(database):
        await restored(url, tmp_path / "copy.db", force=True)
    async with database.begin(LATER) as uow:
        assert await uow.questions.next_number() == 6


async def test_nothing_is_replaced_under_a_running_bot(database: Database, url: str, tmp_path: Path) -> None:
    await works(database, 1)
    await back_up(url, tmp_path / "copy.db")
    before = await rows_of(url)
    assert await refusal(url, tmp_path / "copy.db", force=True) == (Why.IN_USE, "")
    await works(database, 1)
    assert len((await rows_of(url))["questions"]) == len(before["questions"]) + 1


async def test_a_file_that_is_no_copy_of_ours_is_refused(
    database: Database, url: str, new_url: NewUrl, tmp_path: Path
) -> None:
    there = await new_url(database.engine.dialect.name)
    assert await refusal(there, tmp_path / "nothing.db") == (Why.NO_FILE, str(tmp_path / "nothing.db"))
    (tmp_path / "letter.db").write_text("Уважаемые коллеги! " * 100)
    assert await refusal(there, tmp_path / "letter.db") == (Why.NOT_A_BACKUP, "")
    (tmp_path / "empty.db").touch()
    assert await refusal(there, tmp_path / "empty.db") == (Why.NOT_A_BACKUP, "")
    query(tmp_path / "other.db", "CREATE TABLE alembic_version (version_num)")
    assert await refusal(there, tmp_path / "other.db") == (Why.NOT_A_BACKUP, "")
    await works(database, 200)
    await back_up(url, tmp_path / "copy.db")
    whole = (tmp_path / "copy.db").read_bytes()
    (tmp_path / "half.db").write_bytes(whole[: len(whole) // 2])
    assert await refusal(there, tmp_path / "half.db") == (Why.DAMAGED, "")
    (tmp_path / "scratched.db").write_bytes(whole[:20_480] + b"\xa5" * 20_480 + whole[40_960:])
    assert await refusal(there, tmp_path / "scratched.db") == (Why.DAMAGED, "")


@on_sqlite
async def test_a_broken_database_is_replaced_when_forced(database: Database, url: str, tmp_path: Path) -> None:
    await works(database, 1)
    await back_up(url, tmp_path / "copy.db")
    async with stopped(database):
        broken = sqlite_path(url)
        assert broken is not None
        broken.write_bytes(b"\0" * 5000)
        broken.with_name(f"{broken.name}-wal").write_bytes(b"\1" * 5000)
        assert await refusal(url, tmp_path / "copy.db") == (Why.HAS_QUESTIONS, "?")
        done = await restored(url, tmp_path / "copy.db", force=True)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"\0" * 5000
    assert len((await rows_of(url))["questions"]) == 1


@pytest.fixture
def a_newer_version(tmp_path: Path) -> Path:
    """Migrations with one more revision than this version has, used while the story says so."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    head = max(path.stem for path in (folder / "versions").glob("r*.py"))
    (folder / "versions" / "r9999_one_more.py").write_text(
        f"import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '9999'\ndown_revision = '{head[1:5]}'\n\n\n"
        "def upgrade():\n    op.create_table('one_more', sa.Column('id', sa.Integer(), primary_key=True))\n\n\n"
        "def downgrade():\n    op.drop_table('one_more')\n"
    )
    return folder


async def test_a_copy_of_an_earlier_version_is_brought_up(
    database: Database,
    url: str,
    new_url: NewUrl,
    tmp_path: Path,
    a_newer_version: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await works(database, 3)
    await back_up(url, tmp_path / "copy.db")
    there = await new_url(database.engine.dialect.name)
    monkeypatch.setattr("storage.migrating.MIGRATIONS", a_newer_version)
    assert (await restored(there, tmp_path / "copy.db")).inside.questions == 3
    newer = Database.open(there)
    assert await newer.schema() == "current"
    async with newer.engine.connect() as connection:
        assert await connection.run_sync(lambda sync: inspect(sync).has_table("one_more"))
    await newer.close()
    await back_up(there, tmp_path / "newer.db")
    monkeypatch.undo()
    assert await refusal(there, tmp_path / "newer.db", force=True) == (Why.NEWER, "")


@on_sqlite
async def test_before_an_update_the_older_database_is_copied_as_it_is(
    database: Database, url: str, tmp_path: Path, a_newer_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await works(database, 3)
    monkeypatch.setattr("storage.migrating.MIGRATIONS", a_newer_version)
    assert (await back_up(url, tmp_path / "copy.db")).questions == 3
    assert await database.schema() == "older"


@on_postgresql
async def test_a_server_of_an_older_version_is_updated_first(
    database: Database, url: str, tmp_path: Path, a_newer_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.migrating.MIGRATIONS", a_newer_version)
    with pytest.raises(Refused) as refused:
        await back_up(url, tmp_path / "copy.db")
    assert refused.value.why is Why.OLDER


async def test_the_restored_file_belongs_to_whom_the_old_one_did(database: Database, url: str, tmp_path: Path) -> None:
    await asked(database, a_question(1, place=message(1)))
    await back_up(url, tmp_path / "copy.db")
    async with stopped(database):
        await restored(url, tmp_path / "copy.db", force=True)
    path = sqlite_path(url)
    if path is not None:
        assert path.stat().st_uid == path.parent.stat().st_uid
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
