"""Alembic, run by the bot itself; loaded only when there is something to migrate: it takes a third of a second."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.refusals import Refused, Why

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")

TURN = 7_305_117
"""The advisory lock of migrations: of two processes starting together one waits."""


def configured(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Brings the schema to a revision; refuses one that a newer version has made."""
    _wait_for_turn(connection)
    if revision == "head" and _revision(connection) == _known()[-1]:
        return
    from alembic import command
    from alembic.util import CommandError

    try:
        command.upgrade(configured(connection), revision)
    except CommandError:
        if state(connection) == "newer":
            raise Refused(Why.NEWER) from None
        raise


def downgrade(connection: Connection, revision: str = "base") -> None:
    from alembic import command

    _wait_for_turn(connection)
    command.downgrade(configured(connection), revision)


def state(connection: Connection) -> str:
    """How the database's schema stands to this version's: current, older, newer or empty."""
    revision = _revision(connection)
    if revision is None:
        return "empty"
    known = _known()
    return "current" if revision == known[-1] else "older" if revision in known else "newer"


def _revision(connection: Connection) -> str | None:
    """Where the schema stands."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _known() -> list[str]:
    """The revisions of this version, the newest last: the file of 0006 is called r0006_….py."""
    return sorted(path.name[1:].partition("_")[0] for path in (MIGRATIONS / "versions").glob("r*.py"))


def _wait_for_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
