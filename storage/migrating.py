"""Alembic, run by the bot itself."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

MIGRATIONS = Path(__file__).with_name("migrations")

TURN = 7_305_117
"""The advisory lock of migrations: of two processes starting together one waits."""


def configured(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    _wait_for_turn(connection)
    command.upgrade(configured(connection), revision)


def downgrade(connection: Connection, revision: str = "base") -> None:
    _wait_for_turn(connection)
    command.downgrade(configured(connection), revision)


def _wait_for_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
