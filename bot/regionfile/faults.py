"""Faults of a region file in plain Russian, each with its line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.regionfile.lines import Lines, Path

LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a key; `other` is a second place the words speak of."""

    path: Path
    words: str
    other: Path | None = None

    def told(self, lines: Lines, data: Mapping[str, Any]) -> str:
        """The fault as one line for the administrator."""
        elsewhere = f" (строка {lines.of(self.other)})" if self.other is not None else ""
        where = _where(self.path, data)
        return f"строка {lines.of(self.path)}: {where}{': ' if where else ''}{self.words}{elsewhere}"

    def line(self, lines: Lines) -> int:
        return lines.of(self.path)


def closest(word: str, known: Iterable[str]) -> str:
    """« Похоже на «…»» when one of the known words is near, else nothing."""
    names = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold(), names, n=1, cutoff=0.6)
    return f" Похоже на «{names[found[0]]}»." if found else ""


def quoted(value: object) -> str:
    """A value of the file as people may recognise it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(quoted(item) for item in value)}]"[:LONGEST_QUOTE]
    if isinstance(value, dict):
        return "таблица"
    if isinstance(value, str):
        return f"«{value[:LONGEST_QUOTE]}»" if value.strip() else "пустая строка"
    return str(value)[:LONGEST_QUOTE]


def faults_of(shape: type[BaseModel], base: Path, error: ValidationError) -> Iterator[Fault]:
    """pydantic's findings in one table as faults."""
    for found in error.errors(include_url=False):
        yield Fault((*base, *found["loc"]), _words(shape, found))


def _words(shape: type[BaseModel], found: ErrorDetails) -> str:
    path, kind = found["loc"], found["type"]
    table, expected = _expected(shape, path)
    if kind == "missing":
        return f"обязательный ключ, а его нет; ожидается: {expected}"
    if kind == "extra_forbidden":
        hint = closest(str(path[-1]), table.model_fields)
        return f"такого ключа здесь не бывает.{hint} Бывают: {', '.join(table.model_fields)}"
    return f"ожидается: {expected}; написано: {quoted(found['input'])}"


def _expected(shape: type[BaseModel], path: Path) -> tuple[type[BaseModel], str]:
    """The table a key stands in, and what its shape says should be written there."""
    table, kind, words = shape, None, ""
    for step in path:
        if isinstance(step, str) and isinstance(model := _model_in(kind), type):
            table = model
        if isinstance(step, str) and step in table.model_fields:
            field = table.model_fields[step]
            kind, words = field.annotation, field.description or _description(field.annotation)
        elif isinstance(step, int) and get_args(kind):
            kind = get_args(kind)[0]
            words = _description(kind) or words
    return table, words or "другое значение"


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)


def _description(annotation: Any) -> str:
    for part in get_args(annotation):
        if isinstance(part, FieldInfo) and part.description:
            return part.description
        if words := _description(part):
            return words
    return ""


def _where(path: Path, data: Mapping[str, Any]) -> str:
    """`[[person]] «Сергей Ильин», ключ roles`."""
    if not path:
        return ""
    table, rest = path[0], path[1:]
    where = f"[{table}]"
    if rest and isinstance(rest[0], int):
        item = data[str(table)][rest[0]]
        name = item.get("name") if isinstance(item, dict) else None
        where = f"[[{table}]]" + (f" «{name}»" if isinstance(name, str) and name else f" № {rest[0] + 1}")
        rest = rest[1:]
    keys = ".".join(str(part) for part in rest if isinstance(part, str))
    return f"{where}, ключ {keys}" if keys else where
