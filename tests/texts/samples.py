"""Every notice in many variants: with and without each fact, with every code."""

import dataclasses
import typing
from datetime import datetime

from bot.calendars import build_calendar
from bot.texts.arguments import Arguments, hints
from bot.texts.codes import RULES
from bot.texts.examples import NAMES, NOW, bare, full, is_optional, line
from bot.texts.examples import REGION as WITHOUT_HOLIDAYS
from bot.texts.phrasebook import Phrasebook, phrase_id
from bot.texts.setting import Setting
from domain import notices
from domain.names import Name
from domain.notices import Notice
from domain.question import Status

CALENDAR = build_calendar(
    timezone="Europe/Moscow",
    hours={"mon-fri": ["08:30-13:00", "14:00-17:30"]},
    holidays="RU",
    quiet="22:00-08:00",
)


REGION = dataclasses.replace(WITHOUT_HOLIDAYS, calendar=CALENDAR)


def setting(*, public: bool = False, now: datetime = NOW, names: dict[int, Name] | None = None) -> Setting:
    return Setting(now, REGION, NAMES if names is None else names, public)


CHOICES: dict[str, tuple[str, ...]] = {
    "kind": ("gas", "fire", "wire", "flood", "cold", "collapse", "person", "residents", "staff"),
    "watch_for": ("chat", "wall", "video", ""),
    "place": ("chat", "private", "wall", "video"),
    "title": ("waiting", "today", "overdue", "promised", "person"),
    "role": ("official", "moderator", "ccu", "admin", "head"),
    "note": ("", "handed", "reopened", "returned", "substitute", "escalated", "unreachable", "left"),
    "system": ("incident", "pos"),
    "hint": ("private", "rude", "other", "empty", "sent-away", "law", "rating"),
    "tip": ("", "no-date", "long", "repeated", "empty", "sent-away", "law", "rating", "rude"),
    "source": ("template", "voice"),
    "blank": ("date", "street"),
    "what": ("promise", "handover", "hand", "remind", "call", "message", "own", "answer", "mute"),
    "sign": ("", "link", "contacts", "advert", "invite", "copy"),
    "manner": ("off", "show", "remove"),
    "manner_then": ("", "off", "show", "remove"),
    "verdict": ("checking", "true", "false", "partly", "none"),
    "lacks": ("", "verdict", "text", "source"),
    "because": ("", "фонарь", *(f"{rule}: фонарь" for rule in RULES), "substitute: topic: фонарь", "any"),
    "status": tuple(Status),
    "state": (
        "collecting",
        "running",
        "paused",
        "ended",
        "cancelled",
        "held",
        "kept",
        "asked",
        "done",
        "refused",
        "by-hand",
        "back",
    ),
    "undo": ("", "start", "show", "answered", "promised", "in-writing", "off-air", "join", "split", "gist"),
    "home": ("", "priozerny"),
    "zone": ("green", "yellow", "red", "few"),
    "zone_then": ("green", "yellow", "red", "few"),
    "part": ("in-time", "speed", "promises", "returns", "quality"),
    "knows": ("theme", "executor"),
    "outcome": ("first", "better", "few", "one-sided", "not-better"),
    "ready": ("", "where", "since", "photo"),
}


def samples(kind: type[Notice]) -> list[Notice]:
    found = [full(kind), bare(kind)]
    for field, choices in CHOICES.items():
        if hints(kind).get(field) is str:
            found += [full(kind, **{field: choice}) for choice in choices]
    for name, hint in hints(kind).items():
        if hint is bool:
            found += [full(kind, **{name: value}) for value in (True, False)]
        if hint is int and name not in {"number", "main"}:
            found += [full(kind, **{name: value}) for value in (0, 1, 2, 5, 21)]
        if is_optional(hint):
            found.append(full(kind, **{name: None}))
        if hint is notices.Line or typing.get_args(hint)[:1] == (notices.Line,):
            for status in Status:
                for more in ({}, {"due": None}, {"overdue": True}):
                    one = line(status=status.value, **more)
                    found.append(full(kind, **{name: one if hint is notices.Line else (one,)}))
    return found


def offered(kind: type[Notice], book: Phrasebook) -> frozenset[str]:
    """Every variable a phrase of this notice may be given, its rows included."""
    found: set[str] = set()
    for notice in (full(kind), full(kind, place="elsewhere") if "place" in hints(kind) else full(kind)):
        reader = Arguments(setting(), book, phrase_id(kind))
        found |= reader.of(notice).keys()
        for name, hint in hints(kind).items():
            if typing.get_origin(hint) is tuple and dataclasses.is_dataclass(typing.get_args(hint)[0]):
                found |= reader.of(getattr(notice, name)[0]).keys()
    return frozenset(found)
