"""Versions of trained models in a folder: the newest accepted one serves, the last five are kept, one can step back."""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from routing.model import BrokenModel, Model

KEPT = 5
_NAME = re.compile(r"model-(\d{6})\.npz")
_LIVE = "live.json"


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    is_live: bool


class ModelStore:
    """Files are written aside and renamed, so that a crash leaves the old or the new one, never a half."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def versions(self) -> list[Version]:
        """Those kept, the oldest first."""
        live = self._live()
        return [Version(number, number == live) for number in self._numbers()]

    def save(self, model: Model) -> int:
        """Keeps a model as the newest version and makes it live; the oldest beyond five are forgotten."""
        self._folder.mkdir(parents=True, exist_ok=True)
        number = max(self._numbers(), default=0) + 1
        self._write(self._path(number), model.to_bytes())
        self._point(number)
        for old in self._numbers()[:-KEPT]:
            self._path(old).unlink(missing_ok=True)
        return number

    def load(self) -> tuple[int, Model] | None:
        """The live version; when its file is broken, the newest whole one before it; None when there is none."""
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
        if not self._folder.is_dir():
            return []
        found = (_NAME.fullmatch(path.name) for path in self._folder.iterdir())
        return sorted(int(match[1]) for match in found if match)

    def _path(self, number: int) -> Path:
        return self._folder / f"model-{number:06}.npz"

    def _live(self) -> int | None:
        try:
            number = json.loads((self._folder / _LIVE).read_text("utf-8"))["live"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return number if isinstance(number, int) else None

    def _point(self, number: int | None) -> None:
        self._write(self._folder / _LIVE, json.dumps({"live": number}).encode())

    def _write(self, path: Path, data: bytes) -> None:
        aside = path.with_suffix(".part")
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
