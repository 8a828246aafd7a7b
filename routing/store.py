"""Versions of trained models in a folder: the newest accepted one serves, the last five are kept, one can step back."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a model brings numpy: whoever only asks which version lives must not wait for it
    from routing.model import Model

KEPT = 5
_NAME = re.compile(r"model-(\d{6})\.npz")
_LIVE = "live.json"
_LESSON = "lesson.json"


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    is_live: bool


class ModelStore:
    """Files are written aside and renamed, so that a crash leaves the old or the new one, never a half."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def versions(self) -> list[Version]:
        """Those kept, the oldest first."""
        live = self._live()
        return [Version(number, number == live) for number in self._numbers()]

    def save(self, model: "Model", told: Mapping[str, Any] | None = None) -> int:
        """Keeps a model as the newest version and makes it live; the oldest beyond five are forgotten.

        `told` is what people read of it, kept beside it.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        number = max(self._numbers(), default=0) + 1
        self._write(self._path(number), model.to_bytes())
        self._write(self._told(number), json.dumps(dict(told or {}), ensure_ascii=False).encode())
        self._point(number)
        for old in self._numbers()[:-KEPT]:
            self._path(old).unlink(missing_ok=True)
            self._told(old).unlink(missing_ok=True)
        return number

    def note(self, told: Mapping[str, Any]) -> None:
        """What came of the latest lesson, whether a model came of it or not."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._write(self.folder / _LESSON, json.dumps(dict(told), ensure_ascii=False).encode())

    def latest_lesson(self) -> dict[str, Any]:
        """What `note` kept last; empty when nothing was learned yet."""
        return _read(self.folder / _LESSON)

    def about(self, number: int) -> dict[str, Any]:
        """What people read of a version."""
        return _read(self._told(number))

    def live(self) -> int | None:
        """The number of the version that serves; None where words alone decide."""
        return self._live()

    def load(self) -> tuple[int, "Model"] | None:
        """The live version; when its file is broken, the newest whole one before it; None when there is none."""
        from routing.model import BrokenModel, Model

        live = self._live()
        if live is None:
            return None
        for number in reversed([each for each in self._numbers() if each <= live]):
            try:
                return number, Model.from_bytes(self._path(number).read_bytes())
            except (BrokenModel, OSError):
                continue
        return None

    def step_back(self) -> int | None:
        """Makes the version before the live one live; None when there is none: then words alone decide."""
        live = self._live()
        if live is None:
            return None
        before = [number for number in self._numbers() if number < live]
        self._point(before[-1] if before else None)
        return before[-1] if before else None

    def _numbers(self) -> list[int]:
        if not self.folder.is_dir():
            return []
        found = (_NAME.fullmatch(path.name) for path in self.folder.iterdir())
        return sorted(int(match[1]) for match in found if match)

    def _told(self, number: int) -> Path:
        return self.folder / f"model-{number:06}.json"

    def _path(self, number: int) -> Path:
        return self.folder / f"model-{number:06}.npz"

    def _live(self) -> int | None:
        try:
            number = json.loads((self.folder / _LIVE).read_text("utf-8"))["live"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return number if isinstance(number, int) else None

    def _point(self, number: int | None) -> None:
        self._write(self.folder / _LIVE, json.dumps({"live": number}).encode())

    def _write(self, path: Path, data: bytes) -> None:
        aside = path.with_suffix(".part")
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
