"""Alembic, run by the bot itself."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from storage.refusals import Refused, Why

MIGRATIONS = Path(__file__).with_name("migrations")

TURN = 7_305_117
"""The advisory lock of migrations: of two processes starting together one waits."""


def configured(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Brings the schema to a revision; refuses one that a newer version has made."""
    _wait_for_turn(connection)
    try:
        command.upgrade(configured(connection), revision)
    except CommandError:
        if state(connection) == "newer":
            raise Refused(Why.NEWER) from None
        raise


def downgrade(connection: Connection, revision: str = "base") -> None:
    _wait_for_turn(connection)
    command.downgrade(configured(connection), revision)


def state(connection: Connection) -> str:
    """How the database's schema stands to this version's: current, older, newer or empty."""
    script = ScriptDirectory.from_config(configured(connection))
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        return "empty"
    if revision == script.get_current_head():
        return "current"
    return "older" if revision in {one.revision for one in script.walk_revisions()} else "newer"


def _wait_for_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
