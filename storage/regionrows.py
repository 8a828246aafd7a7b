"""A region as rows, one per person, chat and place, each with its JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from domain.calendar import Calendar, Hours, Interval
from domain.organisation import (
    Chat,
    Community,
    Gate,
    Municipality,
    Person,
    Policy,
    Region,
    Template,
    Theme,
    Topic,
    TopicWord,
    Watch,
)

Parts: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What a region is besides its lists."""

    name: str
    timezone: str
    week: tuple[Hours, ...] | None
    days_off: tuple[date, ...]
    working_days: tuple[tuple[date, Hours], ...]
    quiet: Interval | None
    policy: Policy
    staff_chat: int | None
    official_link: str
    helpline: str = ""
    outside: tuple[str, ...] = ()


HEAD = TypeAdapter(Head)
KINDS: dict[str, TypeAdapter[Any]] = {
    "topic": TypeAdapter(Topic),
    "municipality": TypeAdapter(Municipality),
    "community": TypeAdapter(Community),
    "chat": TypeAdapter(Chat),
    "person": TypeAdapter(Person),
    "word": TypeAdapter(TopicWord),
    "theme": TypeAdapter(Theme),
    "template": TypeAdapter(Template),
    "gate": TypeAdapter(Gate),
    "watch": TypeAdapter(Watch),
}

STOPPED = "stopped"
"""A person who lost every right, whatever else the rows say of them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One row of the organisation."""

    kind: str
    id: str
    body: str


def pieces_of(region: Region) -> Iterator[Piece]:
    yield Piece("head", "", HEAD.dump_json(_head_of(region)).decode())
    yield from (_piece("topic", topic.id, topic) for topic in region.topics)
    yield from (_piece("municipality", place.id, place) for place in region.municipalities)
    yield from (_piece("community", str(one.group_id), one) for one in region.communities)
    yield from (chat_piece(chat) for chat in region.chats)
    yield from (person_piece(person) for person in region.people)


def person_piece(person: Person) -> Piece:
    return _piece("person", str(person.vk_id), person)


def chat_piece(chat: Chat) -> Piece:
    return _piece("chat", f"{chat.group_id}/{chat.peer_id}", chat)


def word_piece(word: TopicWord) -> Piece:
    return _piece("word", f"{word.topic}/{word.word}", word)


def theme_piece(theme: Theme) -> Piece:
    return _piece("theme", theme.name, theme)


def template_piece(template: Template) -> Piece:
    return _piece("template", str(template.number), template)


def gate_piece(gate: Gate) -> Piece:
    return _piece("gate", gate.municipality, gate)


def watch_piece(watch: Watch) -> Piece:
    return _piece("watch", f"{watch.group_id}/{watch.peer_id}", watch)


def _with_words(topic: Topic, words: Iterable[TopicWord]) -> Topic:
    own = tuple(word.written for word in words if word.topic == topic.id)
    return replace(topic, words=topic.words + own) if own else topic


def _piece(kind: str, id_: str, value: object) -> Piece:
    return Piece(kind, id_, KINDS[kind].dump_json(value).decode())


def region_of(pieces: Iterable[Piece]) -> Region | None:
    """The region of its rows in order; None when there is no head among them."""
    head: Head | None = None
    lists: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    stopped: set[str] = set()
    for piece in pieces:
        if piece.kind == STOPPED:
            stopped.add(piece.id)
        elif piece.kind == "head":
            head = HEAD.validate_json(piece.body)
        else:
            lists[piece.kind].append(KINDS[piece.kind].validate_json(piece.body))
    if head is None:
        return None
    return Region(
        name=head.name,
        calendar=_calendar_of(head),
        policy=head.policy,
        staff_chat=head.staff_chat,
        official_link=head.official_link,
        helpline=head.helpline,
        outside=head.outside,
        topics=tuple(_with_words(topic, lists["word"]) for topic in lists["topic"]),
        own_words=tuple(lists["word"]),
        themes=tuple(lists["theme"]),
        templates=tuple(sorted(lists["template"], key=lambda one: one.number)),
        gates=tuple(lists["gate"]),
        watches=tuple(lists["watch"]),
        municipalities=tuple(lists["municipality"]),
        communities=tuple(lists["community"]),
        chats=tuple(lists["chat"]),
        people=tuple(person for person in lists["person"] if str(person.vk_id) not in stopped),
    )


def _head_of(region: Region) -> Head:
    calendar = region.calendar
    return Head(
        name=region.name,
        timezone=calendar.timezone.key,
        week=calendar.week,
        days_off=tuple(sorted(calendar.days_off)),
        working_days=tuple(sorted(calendar.working_days.items())),
        quiet=calendar.quiet,
        policy=region.policy,
        staff_chat=region.staff_chat,
        official_link=region.official_link,
        helpline=region.helpline,
        outside=region.outside,
    )


def _calendar_of(head: Head) -> Calendar:
    return Calendar(
        timezone=ZoneInfo(head.timezone),
        week=head.week,
        days_off=frozenset(head.days_off),
        working_days=MappingProxyType(dict(head.working_days)),
        quiet=head.quiet,
    )
