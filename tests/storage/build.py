"""Short ways to say what a story is about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.calendar import Calendar
from domain.notices import Card, Notice, Quote, Receipt, Someone
from domain.organisation import Person, Region, Role
from domain.pace import Spacing
from domain.place import Place, PlaceKind, private
from domain.ports import Verb
from domain.question import Clock, Question
from storage.engine import Database
from storage.inbox import RawEvent
from storage.sending import OutboxRow
from storage.uow import SqlUnitOfWork

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
LEASE = timedelta(seconds=30)

COMMUNITY = 242065128
CHAT = 2000000001
OTHER_CHAT = 2000000002
RESIDENT = 501
OFFICIAL = 12
DEPUTY = 13
WORDS = "Когда дадут горячую воду на Ленина, 5?"


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def message(number: int, peer: int = CHAT) -> Place:
    return Place(PlaceKind.CHAT, COMMUNITY, peer, number)


def dialog(person: int) -> Place:
    return private(COMMUNITY, person)


def a_question(number: int = 1, **changes: Any) -> Question:
    question = Question(
        number=number,
        place=message(100 + number),
        author=RESIDENT,
        text=WORDS,
        asked_at=NOW,
        municipality="priozerny",
        clock=Clock(timedelta(hours=9), NOW),
        due_at=NOW + timedelta(hours=9),
    )
    return replace(question, **changes)


def a_card(question: Question) -> Card:
    return Card(question.number, Quote(question.text), Someone(question.author), "чат", NOW, question.due_at)


async def asked(database: Database, *questions: Question) -> None:
    """Questions that were there before the story began."""
    async with database.begin() as uow:
        for question in questions:
            await uow.questions.add(question)


async def say(uow: SqlUnitOfWork, key: str, where: Place, notice: Notice | None = None, **more: Any) -> None:
    await uow.outbox.put(Verb.SAY, where, notice or Receipt(1, NOW), key=key, **more)


NO_SPACING = Spacing.none()


async def claim(
    database: Database, now: datetime = NOW, limit: int = 10, spacing: Spacing = NO_SPACING
) -> list[OutboxRow]:
    async with database.begin() as uow:
        return await uow.outbox.claim(now, limit, LEASE, "sender", spacing)


async def keys(database: Database, now: datetime = NOW) -> list[str]:
    return [row.key for row in await claim(database, now)]


async def deliver(database: Database, at: datetime = NOW, words: str = "Принято.") -> list[OutboxRow]:
    """Sends everything that is due, as message 1000 + id."""
    delivered: list[OutboxRow] = []
    while rows := await claim(database, at):
        async with database.begin() as uow:
            for row in rows:
                await uow.outbox.sent(row.id, at, 1000 + row.id, words)
        delivered += rows
    return delivered


def came(number: int, peer: int = CHAT, event_id: str | None = None) -> RawEvent:
    body = f'{{"type": "message_new", "object": {{"message": {{"peer_id": {peer}, "id": {number}}}}}}}'
    return RawEvent(
        event_id or f"event-{peer}-{number}", "message_new", peer, f"message_new:{peer}:{number}", body.encode()
    )


def a_person(vk_id: int, name: str = "Иван Иванов", *roles: Role) -> Person:
    """Somebody who answers for water."""
    return Person(vk_id, name, "глава", "priozerny", frozenset(roles or {Role.OFFICIAL}), frozenset({"water"}))


def a_region(**changes: object) -> Region:
    """Two people who work around the clock."""
    region = Region("Приозёрье", Calendar.always(ZoneInfo("Europe/Moscow")), people=(a_person(1), a_person(2)))
    return replace(region, **changes)  # type: ignore[arg-type]
