"""A region file from its text to the domain's Region, or to the list of its faults."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bot.calendars import build_calendar
from bot.regionfile.checks import faults, plain, timezones, warnings
from bot.regionfile.faults import Fault
from bot.regionfile.lines import Lines
from bot.regionfile.parts import Parts, read
from bot.regionfile.shape import HOURS, CalendarShape, ClocksShape, PersonShape, RegionShape, RemindersShape
from domain.calendar import Calendar
from domain.organisation import (
    Chat,
    ChatKind,
    Community,
    Escalation,
    Municipality,
    Person,
    Policy,
    Receipts,
    Region,
    Role,
    Topic,
)

PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

BROKEN = {
    "Cannot declare": "эта таблица или ключ уже записаны выше",
    "Cannot overwrite": "этот ключ уже записан выше",
    "Duplicate inline table key": "этот ключ уже записан выше",
    "Cannot mutate": "эта таблица уже закрыта выше",
    "Expected '='": "после имени ключа нужен знак =",
    "Unclosed array": "список не закрыт, здесь или выше: не хватает ] или запятой",
    "Unclosed inline table": "таблица в фигурных скобках не закрыта: не хватает } или запятой",
    "Unterminated string": "строка не закрыта: не хватает кавычки",
    "Illegal character": "строка не закрыта кавычкой или в ней недопустимый знак",
    "Unescaped '\\'": "перед обратной косой чертой в строке нужна ещё одна: \\\\",
    "Expected newline": "после значения лишнее: каждый ключ пишется с новой строки",
    "Expected ']": "заголовок таблицы не закрыт скобкой ]",
    "Invalid initial character": "имя ключа пишется латинскими буквами без кавычек",
    "Invalid statement": "здесь ожидается заголовок таблицы или «ключ = значение»",
    "Invalid value": "значение не разобрать: текст пишется в кавычках, числа и true/false без кавычек",
}
"""What tomllib says, as the administrator may read it."""


class RegionFileError(Exception):
    """The file cannot be used; the words name the file, the lines and what is expected there."""


class Loaded(NamedTuple):
    region: Region
    warnings: list[str]


def load(path: Path) -> Loaded:
    """The region of a file and what deserves the administrator's attention in it."""
    text = _text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refusal(path, [_broken(text, str(error))]) from None
    parts = read(data)
    found = [*parts.faults, *faults(parts)]
    calendar = _calendar(parts, found)
    if parts.region is None or calendar is None or found:
        raise _refusal(path, _told(found, text, data))
    return Loaded(_region(parts, parts.region, calendar), _told(list(warnings(parts)), text, data))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        raise _refusal(path, [f"строка {line}: файл сохранён не в UTF-8; сохраните его в этой кодировке"]) from None
    except FileNotFoundError:
        raise RegionFileError(f"Файла региона {path} нет.") from None
    except IsADirectoryError:
        raise RegionFileError(f"Файл региона {path} не прочитать: это папка.") from None
    except PermissionError:
        raise RegionFileError(f"Файл региона {path} не прочитать: нет прав.") from None


def _refusal(path: Path, said: list[str]) -> RegionFileError:
    listed = "".join(f"\n  {words}" for words in said)
    return RegionFileError(f"Файл региона {path} не принят, ошибок: {len(said)}.{listed}")


def _broken(text: str, said: str) -> str:
    match = PLACE.search(said)
    if match is None or match[1] is None:
        where = f"строка {text.rstrip().count(chr(10)) + 1}: файл обрывается"
    else:
        where = f"строка {match[1]}, знак {match[2]}"
    words = next((words for begin, words in BROKEN.items() if said.startswith(begin)), "запись не разобрать")
    return f"{where}: {words}"


def _told(found: list[Fault], text: str, data: Mapping[str, Any]) -> list[str]:
    """A line for each fault, in the order of the file."""
    if not found:
        return []
    lines = Lines(text)
    return [fault.told(lines, data) for fault in sorted(dict.fromkeys(found), key=lambda fault: fault.line(lines))]


def _calendar(parts: Parts, found: list[Fault]) -> Calendar | None:
    """The calendar, or a fault that names its key."""
    if parts.calendar is None:
        return None
    given, zone = parts.calendar, parts.region.timezone if parts.region else ""
    try:
        return build_calendar(
            timezone=zone if zone in timezones() else "UTC",  # a wrong name is told of elsewhere
            kind=given.kind,
            hours=HOURS if given.hours is None else given.hours,
            holidays=given.holidays,
            quiet=given.quiet,
        )
    except ValueError as error:
        path = tuple(str(error).partition(": ")[0].split("."))
        expected = CalendarShape.model_fields[path[1]].description if path[1:] else "рабочее время"
        order = "; промежутки идут по порядку и не накладываются" if "hours" in path else ""
        found.append(Fault(path, f"ожидается: {expected}{order}"))
        return None


def _region(parts: Parts, given: RegionShape, calendar: Calendar) -> Region:
    return Region(
        name=given.name,
        calendar=calendar,
        policy=_policy(parts.clocks or ClocksShape(), parts.reminders or RemindersShape()),
        staff_chat=given.staff_chat,
        official_link=given.official_link,
        helpline=given.helpline.strip(),
        outside=tuple(given.outside),
        topics=tuple(Topic(t.id, t.name, tuple(t.words)) for t in parts.topics.values()),
        municipalities=tuple(
            Municipality(m.id, m.name, tuple(m.aliases), tuple(m.settlements)) for m in parts.municipalities.values()
        ),
        communities=tuple(Community(c.group_id, c.municipality) for c in parts.communities.values()),
        chats=_chats(parts, given),
        people=tuple(_person(parts, person) for person in parts.people.values()),
    )


def _policy(clocks: ClocksShape, reminders: RemindersShape) -> Policy:
    usual = Policy()
    steps = reminders.escalate
    return Policy(
        **dict(clocks),
        remind_at=tuple(reminders.at),
        then_every=reminders.then_every,
        escalate=usual.escalate if steps is None else tuple(Escalation(s.after, Role(s.to)) for s in steps),
        bundle=usual.bundle if reminders.bundle is None else reminders.bundle.timedelta,
        settle=usual.settle if reminders.settle is None else reminders.settle.timedelta,
        undo=usual.undo if reminders.undo is None else reminders.undo.timedelta,
    )


def _chats(parts: Parts, given: RegionShape) -> tuple[Chat, ...]:
    """The chats as listed, and ЦУР's own, listed or not; residents' chats take their community's place."""
    homes = {community.group_id: community.municipality for community in parts.communities.values()}
    chats = [
        Chat(
            c.group_id,
            c.peer_id,
            c.municipality or ("" if c.kind is ChatKind.STAFF else homes[c.group_id]),
            c.kind,
            c.receipts,
            c.texts_per_day,
        )
        for c in parts.chats.values()
    ]
    if given.staff_chat is not None:
        home = parts.communities[0].group_id
        if not any((chat.group_id, chat.peer_id) == (home, given.staff_chat) for chat in chats):
            chats.append(Chat(home, given.staff_chat, "", ChatKind.STAFF, Receipts.SILENT))
    return tuple(chats)


def _person(parts: Parts, given: PersonShape) -> Person:
    spelled: dict[str, str] = {}
    for municipality in parts.municipalities.values():
        if municipality.id == given.municipality:
            spelled = {plain(name): name for name in municipality.settlements}
    return Person(
        vk_id=given.vk_id,
        name=given.name,
        post=given.post,
        municipality=given.municipality,
        roles=frozenset(given.roles),
        topics=frozenset(given.topics),
        settlements=frozenset(spelled[plain(name)] for name in given.settlements),
        substitute=given.substitute,
    )
