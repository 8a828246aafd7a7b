"""Where each key of a TOML text stands, so that a fault has a line. Reads only what tomllib accepted."""

import re
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""A key as pydantic names it: ("person", 3, "roles", 0)."""

SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
BARE = re.compile(r"[^,\]}\s#]+(?: \d\d:\d\d[^,\]}\s#]*)?")
STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'",
    re.DOTALL,
)
KEY = re.compile(r"[A-Za-z0-9_-]+")


class Lines:
    """Line numbers of the keys, tables and list items of one text, counted from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._known: dict[Path, int] = {(): 1}
        self._sizes: dict[Path, int] = {}
        self._read()

    def of(self, path: Path) -> int:
        """The line of a key, or of the nearest table around it when the key is absent."""
        while path not in self._known:
            path = path[:-1]
        return self._known[path]

    def _read(self) -> None:
        table: Path = ()
        self._skip()
        while self._at < len(self._text):
            table = self._header() if self._text[self._at] == "[" else self._pair(table)
            self._skip()

    def _header(self) -> Path:
        line, many = self._line(), self._text.startswith("[[", self._at)
        self._at += 2 if many else 1
        path = self._resolved(self._key())
        self._skip()
        self._at += 2 if many else 1
        if many:
            count = self._sizes.get(path, 0)
            self._sizes[path] = count + 1
            path = (*path, count)
        self._note(path, line)
        return path

    def _pair(self, table: Path) -> Path:
        """One `key = value`; returns the table it stands in, which goes on."""
        line = self._line()
        path = (*table, *self._key())
        self._note(path, line)
        self._skip()
        self._at += 1
        self._skip()
        self._value(path)
        return table

    def _value(self, path: Path) -> None:
        opened = self._text[self._at]
        if opened == "[":
            self._list(path)
        elif opened == "{":
            self._table(path)
        else:
            match = STRING.match(self._text, self._at) or BARE.match(self._text, self._at)
            self._at = match.end() if match else self._at + 1

    def _list(self, path: Path) -> None:
        self._at += 1
        count = 0
        while self._inside("]"):
            self._note((*path, count), self._line())
            self._value((*path, count))
            count += 1

    def _table(self, path: Path) -> None:
        self._at += 1
        while self._inside("}"):
            self._pair(path)

    def _inside(self, closing: str) -> bool:
        """Moves to the next item; past the closing bracket when there is none."""
        self._skip()
        if self._text.startswith(",", self._at):
            self._at += 1
            self._skip()
        if self._at >= len(self._text) or self._text[self._at] != closing:
            return self._at < len(self._text)
        self._at += 1
        return False

    def _key(self) -> Path:
        parts: list[str] = []
        while True:
            self._skip()
            match = STRING.match(self._text, self._at) or KEY.match(self._text, self._at)
            if match is None:
                return tuple(parts)
            self._at = match.end()
            parts.append(match[0].strip("\"'"))
            self._skip()
            if not self._text.startswith(".", self._at):
                return tuple(parts)
            self._at += 1

    def _resolved(self, parts: Path) -> Path:
        """`[a.b]` under the last `[[a]]` belongs to that item."""
        path: Path = ()
        for part in parts[:-1]:
            path = (*path, part)
            if path in self._sizes:
                path = (*path, self._sizes[path] - 1)
        return (*path, *parts[-1:])

    def _note(self, path: Path, line: int) -> None:
        for length in range(1, len(path) + 1):
            self._known.setdefault(path[:length], line)

    def _skip(self) -> None:
        match = SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _line(self) -> int:
        return self._text.count("\n", 0, self._at) + 1
