"""Every notice with invented facts: for the page a person reads, and for the tests."""

from datetime import UTC, datetime, time
from types import UnionType
from typing import Any, Union, get_args, get_origin
from zoneinfo import ZoneInfo

from bot.texts.arguments import hints
from bot.texts.setting import Setting
from domain import notices
from domain.calendar import Calendar
from domain.names import Name
from domain.notices import Notice
from domain.organisation import Municipality, Person, Region, Role, Topic

MOSCOW = ZoneInfo("Europe/Moscow")
OFFICE = ((time(8, 30), time(13)), (time(14), time(17, 30)))
ILYIN, PETROVA, KUZMIN, VETROV, LEBEDEVA = 101, 102, 103, 104, 105
MARINA, OLEG, STRANGER = 201, 202, 203


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=MOSCOW).astimezone(UTC)


NOW = at("24.11.2026 19:42")
DUE = at("26.11.2026 09:30")


def _person(vk_id: int, name: str, post: str, role: Role, municipality: str = "priozerny") -> Person:
    return Person(vk_id, name, post, municipality, frozenset({role}))


REGION = Region(
    name="Приозёрная область",
    calendar=Calendar(MOSCOW, (OFFICE,) * 5 + ((), ()), quiet=(time(22), time(8))),
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
    "subject": "Дороги",
    "rumour": "3",
    "entry": "12",
    "sign": "advert",
    "leads": "example.com",
    "state": "done",
    "chat": "2000000002",
    "group": "242065128",
    "manner": "show",
    "manner_then": "remove",
    "manner_before": "show",
    "verdict": "false",
    "lacks": "",
    "listed": "щебень, обочина",
    "where": "Приозёрск, Победы, 14",
    "link": "https://vk.com/wall-1_40?reply=45",
    "official_link": "https://www.gosuslugi.ru/help/feedback",
    "helpline": "8-800-000-00-00",
    "screen_name": "otklik_priozerny",
    "note": "handed",
    "detail": "Сидоров",
    "reason": "не привезли щебень",
    "hint": "law",
    "tip": "no-date",
    "source": "template",
    "blank": "date",
    "said_in": "chat:242065128:2000000002:0:17",
    "because": "topic: фонарь, победы",
    "about": "Приозёрный округ",
}
QUESTION = "а что с фонарём на победы 14? третий день темно, дети из школы идут"
ANSWER = "Перегорел блок управления на всю линию, заменим в четверг до обеда. Победы, 16 — на той же линии"
KINDS: list[type[Notice]] = [
    kind
    for kind in vars(notices).values()
    if isinstance(kind, type) and issubclass(kind, Notice) and kind not in {Notice, notices.ToStaff}
]
OFFICIALS = {"also": KUZMIN, "to": PETROVA, "substitute": KUZMIN, "given_to": KUZMIN, "escalated_to": LEBEDEVA}
RESIDENTS = {("Welcome", "person"), ("Confirmed", "person")}


OWN_WORDS = {
    ("AirYear", "year"): "2026",
    ("AirYearTable", "year"): "2026",
    ("AirYearPicture", "year"): "2026",
    ("SaidRow", "moment"): "08:54",
    ("SaidWhen", "moment"): "08:54",
    ("HeardOnAir", "moment"): "08:54",
    ("Insults", "id"): "203",
    ("Wave", "chat"): "2000000002",
    ("Insults", "chat"): "2000000002",
    ("Muted", "id"): "203",
    ("Muted", "chat"): "2000000002",
    ("NewcomerHeld", "id"): "203",
    ("NewcomerRemoved", "id"): "203",
    ("RemovalRefused", "id"): "203",
    ("RemovalObjected", "id"): "203",
    ("RemovalCard", "id"): "203",
    ("RemovalLine", "id"): "203",
    ("RemovalCard", "what"): "message",
    ("RemovalLine", "what"): "message",
    ("RumourCard", "source"): "главврач Приозёрской больницы",
    ("RumourAnswer", "source"): "главврач Приозёрской больницы",
    ("OfficialWay", "link"): "https://www.gosuslugi.ru/help/feedback",
    ("HistoryLine", "what"): "note",
    ("Alarm", "what"): "deaf",
    ("OutsideRegion", "where"): "Тверь",
    ("OutsideRegion", "region"): "Приозёрная область",
    ("Alarm", "where"): "Приозёрный округ",
    ("Alarm", "id"): "242065128",
    ("Trouble", "what"): "chat-lost",
    ("Trouble", "where"): "Приозёрный округ",
    ("Trouble", "id"): "2000000002",
    ("AirAct", "what"): "show",
    ("AirAct", "word"): "1",
    ("AirDesk", "state"): "running",
    ("AirDesk", "undo"): "answered",
    ("AirDesk", "code"): "12:40",
    ("AirDesk", "last_code"): "08:54",
    ("AirTheme", "code"): "08:54",
    ("AirDone", "code"): "08:54",
    ("AirDone", "what"): "answered",
    ("AirLogLine", "what"): "answered",
    ("AirWasFirst", "what"): "answered",
    ("AirChoice", "what"): "reason",
    ("Unheard", "reason"): "personal",
    ("NotOnAir", "reason"): "insult",
    ("Finer", "knows"): "theme",
    ("Finer", "outcome"): "better",
    ("HandChoice", "because"): "learned: фонарь, победы",
    ("HistoryLine", "detail"): "звонил в РЭС, бригада едет",
    ("Card", "notes"): "звонил в РЭС, бригада едет",
}
NEVER_EMPTY = frozenset({"Reminder", "EscalatedTo", "WhichQuestion", "MorningQueue", "IsItAnswer", "SplitDone"})
CODES = frozenset(
    {
        "hint",
        "chat",
        "rumour",
        "entry",
        "group",
        "verdict",
        "kind",
        "title",
        "code",
        "role",
        "system",
        "external",
        "what",
        "id",
        "subject",
        "listed",
        "year",
        "source",
        "blank",
    }
)
"""Facts that are never empty."""


def line(number: int = 214, **more: object) -> notices.Line:
    facts: dict[str, Any] = {
        "number": number, "text": QUESTION, "asked_at": NOW, "due": DUE, "overdue": False, "official": ILYIN,
        "votes": 3, "municipality": "Приозёрный округ", "status": "assigned", "place": "Победы, 14",
    }  # fmt: skip
    return notices.Line(**(facts | more))


def full(kind: type, /, **more: object) -> Any:
    """A value of a notice with every fact present."""
    return kind(**{name: more.get(name, _fact(kind, name, hint)) for name, hint in hints(kind).items()})


def bare(kind: type, /, **more: object) -> Any:
    """The same with everything that may be absent absent."""
    return kind(**{name: more.get(name, _least(kind, name, hint)) for name, hint in hints(kind).items()})


def is_optional(hint: Any) -> bool:
    return get_origin(hint) in {Union, UnionType}


def _one(kind: type, name: str, hint: Any) -> Any:
    if hint is notices.Someone:
        return MARINA if name == "author" or (kind.__name__, name) in RESIDENTS else OFFICIALS.get(name, ILYIN)
    if hint is notices.Quote:
        return QUESTION
    if hint is notices.Verbatim:
        return ANSWER
    if hint is datetime:
        return DUE if name not in {"asked_at", "told_at", "at", "day"} else NOW
    if hint is str:
        return OWN_WORDS.get((kind.__name__, name)) or WORDS.get(name, "слова")
    return {int: 214 if name == "number" else 2, bool: True}.get(hint) or _line_or_row(hint)


def _line_or_row(hint: type) -> Any:
    return line() if hint is notices.Line else full(hint)


def _fact(kind: type, name: str, hint: Any) -> Any:
    if is_optional(hint):
        hint = get_args(hint)[0]
    if get_origin(hint) is not tuple:
        return _one(kind, name, hint)
    inner = get_args(hint)[0]
    if name == "attachments":
        return ("photo-1_2_abc", "photo-1_3_abc", "video-1_4")
    if inner is notices.Someone:
        return (ILYIN, PETROVA, KUZMIN)
    if inner is notices.Line:
        return tuple(line(number) for number in (214, 217, 218))
    return (_one(kind, name, inner),)


def _least(kind: type, name: str, hint: Any) -> Any:
    if is_optional(hint):
        return None
    if get_origin(hint) is tuple:
        return (line(),) if kind.__name__ in NEVER_EMPTY and get_args(hint)[0] is notices.Line else ()
    if hint is int and name in {"more", "total"}:
        return 0
    if hint is str and name not in CODES:
        return ""
    return False if hint is bool else _one(kind, name, hint)


def example_setting(*, public: bool = False) -> Setting:
    """A Tuesday evening in the invented district."""
    return Setting(NOW, REGION, NAMES, public)
