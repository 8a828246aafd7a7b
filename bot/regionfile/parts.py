"""The tables of a region file, read one by one: a fault in one does not hide those of the others."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.regionfile.faults import Fault, closest, faults_of
from bot.regionfile.shape import (
    CalendarShape,
    ChatShape,
    ClocksShape,
    CommunityShape,
    MunicipalityShape,
    PersonShape,
    RegionShape,
    RemindersShape,
    TopicShape,
)

S = TypeVar("S", bound=BaseModel)

SINGLE = ("region", "calendar", "clocks", "reminders")
MANY = ("topic", "municipality", "community", "chat", "person")


@dataclass
class Parts:
    """What could be read, by the place of each item in the file, and what could not."""

    data: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    region: RegionShape | None = None
    calendar: CalendarShape | None = None
    clocks: ClocksShape | None = None
    reminders: RemindersShape | None = None
    topics: dict[int, TopicShape] = field(default_factory=dict)
    municipalities: dict[int, MunicipalityShape] = field(default_factory=dict)
    communities: dict[int, CommunityShape] = field(default_factory=dict)
    chats: dict[int, ChatShape] = field(default_factory=dict)
    people: dict[int, PersonShape] = field(default_factory=dict)

    def named(self, table: str, key: str) -> list[Any]:
        """The values of a key in all items of a table, those of faulty items too."""
        items = self.data.get(table, [])
        return (
            [item[key] for item in items if isinstance(item, dict) and key in item] if isinstance(items, list) else []
        )


def read(data: dict[str, Any]) -> Parts:
    """Every table through its shape."""
    parts = Parts(data)
    for name in data:
        if name not in (*SINGLE, *MANY):
            hint = closest(name, (*SINGLE, *MANY))
            parts.faults.append(Fault((name,), f"такой таблицы не бывает.{hint} Бывают: {', '.join((*SINGLE, *MANY))}"))
    parts.region = _single(parts, "region", RegionShape)
    parts.calendar = _single(parts, "calendar", CalendarShape)
    parts.clocks = _single(parts, "clocks", ClocksShape)
    parts.reminders = _single(parts, "reminders", RemindersShape)
    parts.topics = _many(parts, "topic", TopicShape)
    parts.municipalities = _many(parts, "municipality", MunicipalityShape)
    parts.communities = _many(parts, "community", CommunityShape)
    parts.chats = _many(parts, "chat", ChatShape)
    parts.people = _many(parts, "person", PersonShape)
    return parts


def _single(parts: Parts, name: str, shape: type[S]) -> S | None:
    value = parts.data.get(name, {})
    if name == "region" and name not in parts.data:
        parts.faults.append(Fault((), "нет таблицы [region] с ключами name и timezone"))
        return None
    if not isinstance(value, dict):
        parts.faults.append(Fault((name,), f"ожидается одна таблица, пишется в одинарных скобках: [{name}]"))
        return None
    return _shaped(parts, (name,), shape, value)


def _many(parts: Parts, name: str, shape: type[S]) -> dict[int, S]:
    items = parts.data.get(name, [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        parts.faults.append(Fault((name,), f"таблиц может быть несколько, пишется в двойных скобках: [[{name}]]"))
        return {}
    shaped = {place: _shaped(parts, (name, place), shape, item) for place, item in enumerate(items)}
    return {place: item for place, item in shaped.items() if item is not None}


def _shaped(parts: Parts, base: tuple[str | int, ...], shape: type[S], value: dict[str, Any]) -> S | None:
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        parts.faults.extend(faults_of(shape, base, error))
        return None
