"""Short ways to say what a story is about: moments, people, a small region, questions."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import settings

from bot.calendars import build_calendar
from domain.calendar import Calendar
from domain.clocks import first_clock
from domain.durations import Duration
from domain.message import Message
from domain.organisation import (
    Chat,
    ChatKind,
    Community,
    Escalation,
    Municipality,
    Person,
    Policy,
    Region,
    Role,
    Topic,
)
from domain.place import Place, PlaceKind
from domain.question import Clock, Question, Status

MOSCOW = ZoneInfo("Europe/Moscow")
MONDAY = date(2026, 11, 23)
"""The week of the journeys."""

CALM = settings(deadline=None)
"""For properties: a busy machine is no reason to fail."""

DAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")

COMMUNITY = 242065128
STAFF_CHAT, RESIDENTS_CHAT, MODERATORS_CHAT = 2000000001, 2000000002, 2000000003
MARINA, LENA, VIKTOR = 201, 202, 204
ILYIN, PETROVA, KUZMIN, VETROV, LEBEDEVA, SOKOLOVA, GROMOV = 101, 102, 103, 104, 105, 106, 107


# --- time


def at(words: str, zone: ZoneInfo = MOSCOW) -> datetime:
    """«вт 19:42» of the journeys' week, «26.11 9:30» of 2026, or «11.01.2027 8:30»."""
    day, clock = words.split()
    hour, minute = clock.split(":")
    return datetime.combine(_day(day), time(int(hour), int(minute)), zone).astimezone(UTC)


def _day(words: str) -> date:
    if words in DAYS:
        return MONDAY + timedelta(days=DAYS.index(words))
    numbers = [int(part) for part in words.split(".")]
    return date(numbers[2] if len(numbers) > 2 else MONDAY.year, numbers[1], numbers[0])


def said(moment: datetime | None, zone: ZoneInfo = MOSCOW) -> str:
    """The same moment back in words, so that a failed test can be read: «26.11 9:30»."""
    local = moment.astimezone(zone) if moment else None
    return f"{local:%d.%m} {local.hour}:{local:%M}" if local else "—"


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def days(number: float) -> timedelta:
    return timedelta(days=number)


@cache
def office(zone: str = "Europe/Moscow") -> Calendar:
    """Eight hours a day from Monday to Friday with an hour for lunch, and Russia's holidays."""
    return build_calendar(
        timezone=zone, hours={"mon-fri": ["08:30-13:00", "14:00-17:30"]}, holidays="RU", quiet="22:00-08:00"
    )


def around_the_clock(zone: ZoneInfo = MOSCOW) -> Calendar:
    return Calendar.always(zone)


def a_policy(**changes: Any) -> Policy:
    """The region's usual clocks; durations may be written as in the region file."""
    parsed = {name: Duration.parse(value) if isinstance(value, str) else value for name, value in changes.items()}
    return replace(Policy(), **parsed)


def ladder(*rungs: tuple[str, Role]) -> tuple[Escalation, ...]:
    return tuple(Escalation(Duration.parse(after), to) for after, to in rungs)


# --- people and places


def a_person(vk_id: int, *roles: Role, name: str = "", municipality: str = "priozerny", **facts: Any) -> Person:
    facts = {"post": "специалист", **facts}
    for name_of in ("topics", "settlements"):
        facts[name_of] = frozenset(facts.get(name_of, ()))
    return Person(vk_id, name or f"Человек {vk_id}", municipality=municipality, roles=frozenset(roles), **facts)


PEOPLE = (
    a_person(ILYIN, Role.OFFICIAL, name="Сергей Ильин", post="ЖКХ", topics=("housing", "lighting"), substitute=KUZMIN),
    a_person(PETROVA, Role.OFFICIAL, name="Ольга Петрова", post="дороги", topics=("roads",), substitute=KUZMIN),
    a_person(KUZMIN, Role.DEPUTY, name="Андрей Кузьмин", post="заместитель главы"),
    a_person(VETROV, Role.HEAD, name="Николай Ветров", post="глава округа"),
    a_person(LEBEDEVA, Role.CCU, Role.ADMIN, name="Анна Лебедева", post="ЦУР", municipality=""),
    a_person(SOKOLOVA, Role.MODERATOR, name="Дарья Соколова", post="модератор"),
    a_person(GROMOV, Role.OFFICIAL, name="Павел Громов", post="администрация", municipality="lesnoy"),
)


def a_region(*people: Person, **changes: Any) -> Region:
    """The journeys' district and its neighbour, with the journeys' people unless others are given."""
    region = Region(
        name="Приозёрье",
        calendar=office(),
        staff_chat=STAFF_CHAT,
        topics=(Topic("housing", "ЖКХ"), Topic("lighting", "Освещение"), Topic("roads", "Дороги")),
        municipalities=(
            Municipality("priozerny", "Приозёрный округ", ("Приозёрский район",), ("Заручевье", "Бор")),
            Municipality("lesnoy", "Лесной округ", ("Лесной район",), ("Сосновка",)),
        ),
        communities=(Community(COMMUNITY, "priozerny"),),
        chats=(
            Chat(COMMUNITY, STAFF_CHAT, "", ChatKind.STAFF),
            Chat(COMMUNITY, RESIDENTS_CHAT, "priozerny"),
            Chat(COMMUNITY, MODERATORS_CHAT, "priozerny", ChatKind.MODERATORS),
        ),
        people=people or PEOPLE,
    )
    return replace(region, **changes)


def in_chat(number: int = 17, peer: int = RESIDENTS_CHAT) -> Place:
    return Place(PlaceKind.CHAT, COMMUNITY, peer, number)


def in_private(person: int, number: int = 3) -> Place:
    return Place(PlaceKind.PRIVATE, COMMUNITY, person, number)


def a_message(text: str, place: Place, author: int, *, reply_to: int = 0) -> Message:
    replied = place.at(reply_to) if reply_to else None
    return Message(place, author, text, at("вт 19:42"), reply_to=replied, outright=not place.is_public)


# --- questions


def a_question(status: Status = Status.NEW, *, asked: str = "вт 19:42", **changes: Any) -> Question:
    """Marina's lamp; no clock runs unless one is given."""
    question = Question(
        number=214,
        place=in_chat(),
        author=MARINA,
        text="а что с фонарём на победы 14? третий день темно",
        asked_at=at(asked),
        municipality="priozerny",
        status=status,
        attachments=("photo201_7",),
        address="Победы, 14",
        topic="lighting",
    )
    return replace(question, **changes)


def a_waiting_question(
    status: Status = Status.ASSIGNED,
    *,
    asked: str | datetime = "вт 19:42",
    policy: Policy | None = None,
    calendar: Calendar | None = None,
    **changes: Any,
) -> Question:
    """A question whose clock of the first answer runs."""
    moment = at(asked) if isinstance(asked, str) else asked
    calendar = calendar or office()
    clock = first_clock(policy or Policy(), calendar, moment, urgent=False)
    question = a_question(status, asked_at=moment, assignee=ILYIN, **changes)
    return question.started(clock, calendar)


def an_answered_question(said_at: str = "ср 11:05", **changes: Any) -> Question:
    moment = at(said_at)
    window = {"confirm_at": None, "confirm_until": moment + days(15), **changes}
    return a_waiting_question().answered(ILYIN, moment, **window)


def a_clock(total: float, since: str | datetime) -> Clock:
    return Clock(hours(total), at(since) if isinstance(since, str) else since)
