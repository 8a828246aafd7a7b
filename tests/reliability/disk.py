"""What a death leaves on the disk: the database's files as they lie at that moment, or without what was not synced."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

import aiosqlite


@dataclass
class Disk:
    """One database file, its log, and who has them open."""

    path: Path
    power_cut: bool = False
    """Whether a death takes the power too: a commit on its way reaches the disk by half."""
    opened: list[aiosqlite.Connection] = field(default_factory=list)
    commits: int = 0
    """Commits that changed something."""
    _changes: int = 0
    _synced: int = 0
    """How much of the log a power cut leaves."""
    _left: tuple[bytes, bytes] | None = None

    @property
    def connections(self) -> list[sqlite3.Connection]:
        return [one._conn for one in self.opened if one._connection is not None]

    @property
    def log(self) -> Path:
        return self.path.with_name(f"{self.path.name}-wal")

    def committed(self) -> None:
        """A commit has returned: SQLite has synced its log, if it was told to."""
        changes = sum(one.total_changes for one in self.connections)
        self.commits += changes != self._changes
        self._changes = changes
        if all(_syncs(one) for one in self.connections):
            self._synced = self.log.stat().st_size

    def die(self) -> None:
        """Remembers the files as the next life will find them."""
        if self.power_cut:
            for one in self.connections:
                if one.in_transaction:
                    one.commit()
        log = self.log.read_bytes() if self.log.exists() else b""
        if self.power_cut:
            log = log[: (self._synced + len(log)) // 2]
        self._left = self.path.read_bytes(), log

    def rise(self) -> None:
        """Puts the files back as they were left; nobody has them open any more."""
        self.close()
        assert self._left is not None, "nobody died"
        main, log = self._left
        for path in self.path.parent.glob(f"{self.path.name}*"):
            path.unlink()
        self.path.write_bytes(main)
        if log:
            self.log.write_bytes(log)
        self._synced, self._changes, self._left = len(log), 0, None

    def close(self) -> None:
        """Nobody holds the file any more."""
        for one in self.opened:
            if one._connection is not None:
                one._conn.close()
                one._connection = None  # or its end would be a warning
        self.opened.clear()


def _syncs(connection: sqlite3.Connection) -> bool:
    """Whether a commit of this connection waits for the disk; one that only reads does not matter."""
    if connection.execute("PRAGMA query_only").fetchone()[0]:
        return True
    return int(connection.execute("PRAGMA synchronous").fetchone()[0]) >= 2
