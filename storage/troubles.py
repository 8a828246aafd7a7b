"""What a failed transaction means: the database is away, others were in the way, or it is our own mistake."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from storage.questions import StaleQuestion

AWAY_STATES = ("08", "25006", "25P03", "53", "55", "57", "58", "F0", "XX")
"""PostgreSQL's classes: connection, a standby, idleness, resources, locks, the operator, system, files, inside."""

CONFLICTS = ("40001", "40P01")
"""Serialisation and deadlock: one of two had to give way."""

AWAY_CODES = frozenset({5, 6, 7, 8, 10, 11, 13, 14, 15, 26})
"""SQLite's: busy, locked, no memory, read-only, disk trouble, damaged, full, cannot open, protocol, not a database."""


def is_away(error: BaseException) -> bool:
    """The database does not answer or cannot write now: nothing is wrong with what was tried."""
    if isinstance(error, NoConnection | OSError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    state, code = _state(error), getattr(error.orig, "sqlite_errorcode", None)
    if state is not None:
        return state.startswith(AWAY_STATES)
    if code is not None:
        return code & 0xFF in AWAY_CODES
    return error.connection_invalidated


def is_conflict(error: BaseException) -> bool:
    """Another transaction was in the way: the same again will do."""
    if isinstance(error, StaleQuestion):
        return True
    return isinstance(error, DBAPIError) and _state(error) in CONFLICTS


def _state(error: SQLAlchemyError) -> str | None:
    state: str | None = getattr(getattr(error, "orig", None), "sqlstate", None)
    return state
