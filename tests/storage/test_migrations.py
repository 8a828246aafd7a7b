"""The schema as the migrations make it is the schema as the code says."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from storage.columns import metadata
from storage.engine import Database
from storage.migrating import MIGRATIONS, downgrade, upgrade


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def partial_indexes(connection: Connection) -> dict[str, str]:
    found = {}
    for table in metadata.sorted_tables:
        for index in inspect(connection).get_indexes(table.name):
            where = index.get("dialect_options", {}).get(f"{connection.dialect.name}_where")
            if where is not None:
                found[str(index["name"])] = str(where)
    return found


async def test_migrations_and_tables_say_the_same(empty_url: str) -> None:
    database = Database.open(empty_url)
    await database.migrate()
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        migrated = await connection.run_sync(partial_indexes)
    async with database.engine.begin() as connection:
        await connection.run_sync(downgrade)
        await connection.run_sync(metadata.create_all)
        assert await connection.run_sync(partial_indexes) == migrated
    await database.close()


async def test_up_down_and_up_again(empty_url: str) -> None:
    database = Database.open(empty_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(upgrade)
        await connection.run_sync(downgrade)
        left = set(await connection.run_sync(lambda connection: inspect(connection).get_table_names()))
        await connection.run_sync(upgrade)
        assert await connection.run_sync(differences) == []
    assert left <= {"alembic_version"}
    await database.close()


async def test_migrating_twice_changes_nothing(database: Database) -> None:
    await database.migrate()
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


def test_each_revision_stands_in_the_file_of_its_number() -> None:
    """The order of the files' names is the order of the revisions: a start compares the last of them and no more."""
    script = ScriptDirectory(str(MIGRATIONS))
    in_order = [one.revision for one in script.walk_revisions()][::-1]
    assert in_order == sorted(path.name[1:5] for path in (MIGRATIONS / "versions").glob("r*.py"))
    assert [script.get_current_head()] == in_order[-1:]
