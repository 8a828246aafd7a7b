"""What a new region file changes, a line each, for the administrator who loads it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from domain.calendar import Calendar, Interval
from domain.organisation import ChatKind, Escalation, Person, Receipts, Region, Role

Fact: TypeAlias = str | frozenset[str]

CLOCKS = {
    "first_answer": "срок первого ответа",
    "urgent": "срок срочного вопроса",
    "reopened": "срок вернувшегося вопроса",
    "final": "срок окончательного ответа",
    "clarify": "пауза на уточнение",
    "confirm": "окно «не решено»",
    "verified": "подтверждённый ответ предлагать",
    "remind_at": "напоминания, доли срока",
    "then_every": "напоминания после срока, раз в",
    "escalate": "кому сообщать о просрочке",
    "bundle": "одно напоминание человеку за",
    "settle": "пауза между сообщениями одного вопроса",
    "undo": "время на отмену ответа",
}

ROLES = {
    Role.OFFICIAL: "исполнитель",
    Role.DEPUTY: "заместитель",
    Role.HEAD: "глава",
    Role.MODERATOR: "модератор",
    Role.CCU: "ЦУР",
    Role.ADMIN: "администратор",
}

CHATS = {
    ChatKind.RESIDENTS: "чат жителей",
    ChatKind.MODERATORS: "чат модераторов",
    ChatKind.STAFF: "чат сотрудников",
}

RECEIPTS = {Receipts.REACTION: "реакция", Receipts.TEXT: "текст", Receipts.SILENT: "молча"}

DAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something the file registers: what to call it and what may change about it."""

    label: str
    facts: Mapping[str, Fact]


def changes(old: Region | None, new: Region) -> list[str]:
    """«+ исполнитель Сергей Ильин, ЖКХ», «~ срок первого ответа: 9h → 6h»; nothing when nothing changed."""
    frame = [] if old is None else [f"~ {words}" for words in _differences(_frame(old), _frame(new))]
    return ([f"+ регион {new.name}"] if old is None else frame) + list(_entries_changed(old, new))


def _entries_changed(old: Region | None, new: Region) -> Iterator[str]:
    before = {} if old is None else _entries(old)
    after = _entries(new)
    yield from (f"− {entry.label}" for key, entry in before.items() if key not in after)
    for key, entry in after.items():
        if key not in before:
            yield f"+ {entry.label}"
        elif told := list(_differences(before[key].facts, entry.facts)):
            yield f"~ {entry.label}: {'; '.join(told)}"


def _differences(old: Mapping[str, Fact], new: Mapping[str, Fact]) -> Iterator[str]:
    for name, now in new.items():
        was = old[name]
        if was == now:
            continue
        if isinstance(was, frozenset) and isinstance(now, frozenset):
            moved = [f"+{item}" for item in sorted(now - was)] + [f"−{item}" for item in sorted(was - now)]
            yield f"{name} {', '.join(moved)}"
        else:
            yield f"{name} {was or 'нет'} → {now or 'нет'}"


def _frame(region: Region) -> dict[str, Fact]:
    policy = region.policy
    return {
        "название региона": region.name,
        "чат ЦУР": _text(region.staff_chat),
        "ссылка на официальное обращение": region.official_link,
        "телефон доверия": region.helpline,
        "не наши места": ", ".join(region.outside),
        **_calendar(region.calendar),
        **{label: _text(getattr(policy, key)) for key, label in CLOCKS.items()},
    }


def _entries(region: Region) -> dict[tuple[str, object], Entry]:
    """Every item by what tells it apart from others, in the order people read the file."""
    entries: dict[tuple[str, object], Entry] = {}
    for m in region.municipalities:
        facts: dict[str, Fact] = {"название": m.name, "другие названия": frozenset(m.aliases)}
        facts["населённые пункты"] = frozenset(m.settlements)
        entries["municipality", m.id] = Entry(f"муниципалитет {m.name}", facts)
    for t in region.topics:
        entries["topic", t.id] = Entry(f"тема {t.name}", {"название": t.name, "слова": frozenset(t.words)})
    for c in region.communities:
        label = f"сообщество {c.group_id}"
        entries["community", c.group_id] = Entry(label, {"муниципалитет": region.municipality_name(c.municipality)})
    for chat in region.chats:
        label = f"{CHATS[chat.kind]} {chat.peer_id}, сообщество {chat.group_id}"
        facts = {"муниципалитет": region.municipality_name(chat.municipality), "вид": CHATS[chat.kind]}
        facts |= {"квитанции": RECEIPTS[chat.receipts], "текстов в день": str(chat.texts_per_day)}
        entries["chat", (chat.group_id, chat.peer_id)] = Entry(label, facts)
    for person in region.people:
        entries["person", person.vk_id] = _person(region, person)
    return entries


def _person(region: Region, person: Person) -> Entry:
    roles = frozenset(ROLES[role] for role in person.roles)
    title = ", ".join(words for role, words in ROLES.items() if role in person.roles)
    substitute = region.person(person.substitute) if person.substitute is not None else None
    facts: dict[str, Fact] = {
        "имя": person.name,
        "должность": person.post,
        "муниципалитет": region.municipality_name(person.municipality),
        "роли": roles,
        "темы": frozenset(region.topic_name(topic) for topic in person.topics) or frozenset({"любые"}),
        "населённые пункты": person.settlements or frozenset({"все"}),
        "на время отсутствия": substitute.name if substitute else "",
    }
    return Entry(f"{title} {person.name}, {person.post}", facts)


def _calendar(calendar: Calendar) -> dict[str, Fact]:
    if calendar.week is None:
        hours = "круглосуточно"
    else:
        worked = ((day, hours) for day, hours in zip(DAYS, calendar.week, strict=True) if hours)
        hours = "; ".join(f"{day} {', '.join(_interval(each) for each in hours)}" for day, hours in worked)
    return {
        "часовой пояс": calendar.timezone.key,
        "рабочее время": hours,
        "производственный календарь": "есть" if calendar.days_off else "",
        "тихие часы": _interval(calendar.quiet) if calendar.quiet else "",
    }


def _interval(interval: Interval) -> str:
    return f"{interval[0]:%H:%M}–{interval[1]:%H:%M}"


def _text(value: object) -> str:
    """A value as the file writes it."""
    if isinstance(value, timedelta):
        return _term(value)
    if isinstance(value, Escalation):
        return f"{ROLES[value.to]} через {value.after}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(_text(item) for item in value)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _term(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    for letter, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds // size}{letter}"
    return f"{seconds}s"
