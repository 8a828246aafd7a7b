"""Parameters of a request: text on the wire, typed for the methods."""

from collections.abc import Mapping
from typing import Any

import orjson

from sandbox.errors import VKError

INT32 = 2**31


class Params:
    """The merged query and body of a request; a missing or senseless value is error 100."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def has(self, name: str) -> bool:
        return self._values.get(name, "") != ""

    def text(self, name: str) -> str:
        """The value, or an empty text."""
        return self._values.get(name, "")

    def need_text(self, name: str) -> str:
        if not self.has(name):
            raise VKError.missing(name)
        return self._values[name]

    def integer(self, name: str, default: int = 0) -> int:
        if not self.has(name):
            return default
        try:
            return int(self._values[name])
        except ValueError as error:
            raise VKError(100, f"{name} not integer") from error

    def need_integer(self, name: str) -> int:
        self.need_text(name)
        return self.integer(name)

    def need_int32(self, name: str) -> int:
        value = self.need_integer(name)
        if not -INT32 <= value < INT32:
            raise VKError(100, f"{name} should be int32")
        return value

    def count(self, default: int, most: int, name: str = "count") -> int:
        value = self.integer(name, default)
        if not 0 <= value <= most:
            raise VKError(100, f"{name} should be between 0 and {most}")
        return value

    def texts(self, name: str) -> list[str]:
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def integers(self, name: str, most: int) -> list[int]:
        """A comma-joined list of numbers, not longer than `most`."""
        try:
            values = [int(part) for part in self.texts(name)]
        except ValueError as error:
            raise VKError(100, f"{name} not integer") from error
        if len(values) > most:
            raise VKError(100, f"{name} should contain up to {most} items")
        return values

    def need_integers(self, name: str, most: int) -> list[int]:
        self.need_text(name)
        return self.integers(name, most)

    def flag(self, name: str) -> bool:
        return self.text(name) in ("1", "true", "True")

    def json(self, name: str) -> dict[str, Any]:
        """A parameter that carries a JSON object."""
        try:
            value = orjson.loads(self.need_text(name))
        except orjson.JSONDecodeError as error:
            raise VKError(100, f"{name} is not a JSON text") from error
        if not isinstance(value, dict):
            raise VKError(100, f"{name} should be an object")
        return value
