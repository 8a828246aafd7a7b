"""Every notice with invented facts, and without the optional ones."""

import dataclasses
import typing
from datetime import UTC, datetime
from types import UnionType
from zoneinfo import ZoneInfo

from bot.calendars import build_calendar
from bot.texts.arguments import Arguments
from bot.texts.codes import RULES
from bot.texts.phrasebook import Phrasebook, phrase_id
from bot.texts.setting import Setting
from domain import notices
from domain.names import Name
from domain.notices import Notice
from domain.organisation import Municipality, Person, Region, Role, Topic
from domain.question import Status

MOSCOW = ZoneInfo("Europe/Moscow")
ILYIN, PETROVA, KUZMIN, VETROV, LEBEDEVA = 101, 102, 103, 104, 105
MARINA, OLEG, STRANGER = 201, 202, 203


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=MOSCOW).astimezone(UTC)


NOW = at("24.11.2026 19:42")
DUE = at("26.11.2026 09:30")

CALENDAR = build_calendar(
    timezone="Europe/Moscow",
    hours={"mon-fri": ["08:30-13:00", "14:00-17:30"]},
    holidays="RU",
    quiet="22:00-08:00",
)


def _person(vk_id: int, name: str, post: str, role: Role, municipality: str = "priozerny") -> Person:
    return Person(vk_id, name, post, municipality, frozenset({role}))


REGION = Region(
    name="Приозёрная область",
    calendar=CALENDAR,
    official_link="https://www.gosuslugi.ru/help/feedback",
    topics=(Topic("roads", "Дороги"),),
    municipalities=(Municipality("priozerny", "Приозёрный округ"), Municipality("lesnoy", "Лесной округ")),
    people=(
        _person(ILYIN, "Сергей Ильин", "ЖКХ", Role.OFFICIAL),
        _person(PETROVA, "Ольга Петрова", "дороги", Role.OFFICIAL),
        _person(KUZMIN, "Андрей Кузьмин", "заместитель главы", Role.DEPUTY),
        _person(VETROV, "Николай Ветров", "глава округа", Role.HEAD),
        _person(LEBEDEVA, "Анна Лебедева", "ЦУР", Role.CCU, ""),
    ),
)
NAMES = {MARINA: Name("Марина", "Ковалёва", 1), OLEG: Name("Олег", "Сомов", 2)}


def setting(*, public: bool = False, now: datetime = NOW, names: dict[int, Name] | None = None) -> Setting:
    return Setting(now, REGION, NAMES if names is None else names, public)


WORDS: dict[str, str] = {
    "kind": "gas",
    "watch_for": "chat",
    "place": "chat",
    "status": "assigned",
    "title": "waiting",
    "role": "official",
    "code": "no-right",
    "system": "incident",
    "external": "77-12",
    "what": "promise",
    "municipality": "Приозёрный округ",
    "name": "Приозёрный округ",
    "topic": "Дороги",
    "where": "Приозёрск, Победы, 14",
    "link": "https://vk.com/wall-1_40?reply=45",
    "official_link": "https://www.gosuslugi.ru/help/feedback",
    "screen_name": "otklik_priozerny",
    "note": "handed",
    "detail": "Сидоров",
    "reason": "не привезли щебень",
    "because": "topic: фонарь, победы",
    "about": "Приозёрный округ",
}
CHOICES: dict[str, tuple[str, ...]] = {
    "kind": ("gas", "fire", "wire", "flood", "cold", "collapse", "person", "residents", "staff"),
    "watch_for": ("chat", "wall", "video", ""),
    "place": ("chat", "private", "wall", "video"),
    "title": ("waiting", "overdue", "promised", "person"),
    "role": ("official", "moderator", "ccu", "admin", "head"),
    "note": ("", "handed", "reopened", "returned", "substitute", "escalated", "unreachable"),
    "system": ("incident", "pos"),
    "what": ("promise", "handover"),
    "because": ("", "фонарь", *(f"{rule}: фонарь" for rule in RULES), "substitute: topic: фонарь", "any"),
    "status": tuple(Status),
    "ready": ("", "where", "since", "photo"),
}
QUESTION = "а что с фонарём на победы 14? третий день темно, дети из школы идут"
ANSWER = "Перегорел блок управления на всю линию, заменим в четверг до обеда. Победы, 16 — на той же линии"
KINDS = [
    kind
    for kind in vars(notices).values()
    if isinstance(kind, type) and issubclass(kind, Notice) and kind is not Notice
]


def line(number: int = 214, **more: object) -> notices.Line:
    facts = {
        "number": number, "text": QUESTION, "asked_at": NOW, "due": DUE, "overdue": False, "official": ILYIN,
        "votes": 3, "municipality": "Приозёрный округ", "status": "assigned", "place": "Победы, 14",
    }  # fmt: skip
    return notices.Line(**(facts | more))  # type: ignore[arg-type]


def full(kind: type, /, **more: object) -> typing.Any:
    """A value of a notice with every fact present."""
    return kind(**{name: more.get(name, _fact(kind, name, hint)) for name, hint in _hints(kind).items()})


def bare(kind: type, /, **more: object) -> typing.Any:
    """The same with everything that may be absent absent."""
    return kind(**{name: more.get(name, _least(kind, name, hint)) for name, hint in _hints(kind).items()})


def samples(kind: type[Notice]) -> list[Notice]:
    found = [full(kind), bare(kind)]
    for field, choices in CHOICES.items():
        if _hints(kind).get(field) is str:
            found += [full(kind, **{field: choice}) for choice in choices]
    for name, hint in _hints(kind).items():
        if hint is bool:
            found += [full(kind, **{name: value}) for value in (True, False)]
        if hint is int and name not in {"number", "main"}:
            found += [full(kind, **{name: value}) for value in (0, 1, 2, 5, 21)]
        if _optional(hint):
            found.append(full(kind, **{name: None}))
        if hint is notices.Line or typing.get_args(hint)[:1] == (notices.Line,):
            for status in Status:
                for more in ({}, {"due": None}, {"overdue": True}):
                    one = line(status=status.value, **more)
                    found.append(full(kind, **{name: one if hint is notices.Line else (one,)}))
    return found


def _hints(kind: type) -> dict[str, typing.Any]:
    known = typing.get_type_hints(kind)
    return {field.name: known[field.name] for field in dataclasses.fields(kind)}


def _optional(hint: typing.Any) -> bool:
    return typing.get_origin(hint) in {typing.Union, UnionType}


def _one(kind: type, name: str, hint: typing.Any) -> typing.Any:
    if hint is notices.Someone:
        return MARINA if name == "author" or (kind.__name__, name) in RESIDENTS else OFFICIALS.get(name, ILYIN)
    if hint is notices.Quote:
        return QUESTION
    if hint is notices.Verbatim:
        return ANSWER
    if hint is datetime:
        return DUE if name not in {"asked_at", "told_at", "at", "day"} else NOW
    if hint is str:
        return WORDS.get(name, "слова")
    return {int: 214 if name == "number" else 2, bool: True}.get(hint) or line_or_row(hint)


OFFICIALS = {"also": KUZMIN, "to": PETROVA, "substitute": KUZMIN, "given_to": KUZMIN, "escalated_to": LEBEDEVA}
RESIDENTS = {("Welcome", "person"), ("Confirmed", "person")}


def line_or_row(hint: type) -> typing.Any:
    return line() if hint is notices.Line else full(hint)


def _fact(kind: type, name: str, hint: typing.Any) -> typing.Any:
    if _optional(hint):
        hint = typing.get_args(hint)[0]
    if typing.get_origin(hint) is not tuple:
        return _one(kind, name, hint)
    inner = typing.get_args(hint)[0]
    if name == "attachments":
        return ("photo-1_2_abc", "photo-1_3_abc", "video-1_4")
    if inner is notices.Someone:
        return (ILYIN, PETROVA, KUZMIN)
    if inner is notices.Line:
        return tuple(line(number) for number in (214, 217, 218))
    return (_one(kind, name, inner), _one(kind, name, inner))


def _least(kind: type, name: str, hint: typing.Any) -> typing.Any:
    if _optional(hint):
        return None
    if typing.get_origin(hint) is tuple:
        return ()
    if hint is str and name not in {"kind", "title", "code", "role", "system", "external", "what"}:
        return ""
    return False if hint is bool else _one(kind, name, hint)


def offered(kind: type[Notice], book: Phrasebook) -> frozenset[str]:
    """Every variable a phrase of this notice may be given, its rows included."""
    found: set[str] = set()
    for notice in (full(kind), full(kind, place="elsewhere") if "place" in _hints(kind) else full(kind)):
        reader = Arguments(setting(), book, phrase_id(kind))
        found |= reader.of(notice).keys()
        for name, hint in _hints(kind).items():
            if typing.get_origin(hint) is tuple and dataclasses.is_dataclass(typing.get_args(hint)[0]):
                found |= reader.of(getattr(notice, name)[0]).keys()
    return frozenset(found)
