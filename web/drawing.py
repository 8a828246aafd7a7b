"""The desk as the page draws it: the read model with names and hours, as JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.broadcasts.broadcast import State
from domain.broadcasts.desk import Desk, DeskQuestion, DeskTap, DeskTheme
from domain.broadcasts.taps import TapKind
from domain.errors import RuleViolation
from domain.place import VkId
from web.days import clock, day, short
from web.studio import Seen
from web.words import WORDS, word

NEW_SHOWN, QUEUE_SHOWN, DONE_SHOWN = 60, 150, 150
"""As much as a person reads; the counts tell of all."""

SECOND = frozenset({"broadcast-was-first", "broadcast-changed-since"})
"""Somebody else was first: the page shows the thing as it stands now."""


def drawn(seen: Seen, now: datetime, overlay: str) -> dict[str, Any]:
    """Everything the page of the desk shows."""
    desk = seen.desk
    begin, end = clock(desk.planned, seen.zone), clock(desk.planned_end, seen.zone)
    titles = {theme.id: theme.title for theme in desk.themes}
    versions = {theme.id: theme.version for theme in desk.themes}
    return {
        "number": desk.number,
        "version": desk.version,
        "state": desk.state.value,
        "status": word(f"state.{desk.state.value}"),
        "host": seen.people.get(desk.host, ""),
        "when": f"{day(desk.planned, seen.zone)}, {begin}–{end}",
        "watch": desk.watch,
        "overlay": overlay,
        "now": now.timestamp(),
        "code": {"part": desk.code.part, "seconds": desk.code.seconds} if desk.code else None,
        "running": desk.state is State.RUNNING,
        "counts": _counts(seen),
        "screen": _theme(desk.on_screen, seen) if desk.on_screen else None,
        "queue": [_theme(theme, seen) for theme in desk.following[:QUEUE_SHOWN]],
        "queue_all": len(desk.following),
        "answered": [_theme(theme, seen) for theme in desk.answered[-DONE_SHOWN:]],
        "aside": [_theme(theme, seen) for theme in desk.aside[:DONE_SHOWN]],
        "new": [_question(one, seen, titles, versions) for one in desk.new[:NEW_SHOWN]],
        "new_all": len(desk.new),
        "new_about": _about_new(desk),
        "log": [_tap(tap, seen) for tap in desk.log],
        "undo": _tap(desk.undo, seen) if desk.undo else None,
        "officials": [{"id": one, "title": name, "version": 0} for one, name in seen.officials],
    }


def _about_new(desk: Desk) -> str:
    parts = (("new.old", desk.new_in_old_themes), ("new.themes", desk.new_themes))
    return ", ".join(word(name, count=count) for name, count in parts if count)


def _counts(seen: Seen) -> list[dict[str, Any]]:
    balance = seen.desk.balance
    shown = [
        ("collected", balance.collected),
        ("on-air", balance.on_air),
        ("in-writing", balance.in_writing),
        ("in-work", balance.in_work),
        ("duplicates", balance.duplicates),
        ("declined", balance.declined),
        ("withdrawn", balance.withdrawn),
    ]
    told = [{"word": word(f"count.{name}"), "count": count} for name, count in shown if count or name == "collected"]
    return told if balance.holds else [*told, {"word": word("count.wrong"), "count": balance.collected - balance.sum}]


def _theme(theme: DeskTheme, seen: Seen) -> dict[str, Any]:
    return {
        "id": theme.id,
        "title": theme.title or word("theme.untitled", number=theme.id),
        "questions": theme.questions,
        "votes": theme.votes,
        "fresh": theme.new,
        "version": theme.version,
        "state": theme.state.value,
        "code": {"part": theme.code.part, "clock": theme.code.clock} if theme.code else None,
        "said": theme.said,
        "why": WORDS.get(f"reason.{theme.reason}", "") if theme.reason else word(f"theme.{theme.state.value}"),
        "promise": short(theme.promise, seen.zone) if theme.promise else "",
        "ready": theme.ready,
        "facts": word("desk.facts-told", told=seen.facts[theme.id][0], asked=seen.facts[theme.id][1])
        if theme.id in seen.facts
        else "",
        "showable": theme.showable,
        "flood": theme.flood,
    }


def _question(one: DeskQuestion, seen: Seen, titles: Mapping[int, str], versions: Mapping[int, int]) -> dict[str, Any]:
    who = ", ".join(part for part in (seen.people.get(one.author, ""), one.settlement) if part) or word("new.somebody")
    return {
        "number": one.number,
        "text": one.text,
        "who": f"{who} · {word('desk.nameless')}" if one.nameless else who,
        "at": clock(one.asked_at, seen.zone),
        "votes": one.votes,
        "theme": one.theme,
        "theme_version": versions.get(one.theme, 0),
        "belongs": "" if one.alone else titles.get(one.theme, ""),
        "version": one.version,
        "abusive": one.abusive,
    }


def _tap(tap: DeskTap, seen: Seen) -> dict[str, Any]:
    return {
        "number": tap.number,
        "what": tapped(tap.kind, tap.title),
        "by": seen.people.get(tap.by, ""),
        "at": clock(tap.at, seen.zone),
        "undone": tap.undone,
        "until": tap.undo_until.timestamp() if tap.undo_until and not tap.undone else None,
    }


def tapped(kind: TapKind, title: str = "") -> str:
    """«Ответили: Каток»"""
    return f"{word(f'log.{kind.value}')}: {title}" if title else word(f"log.{kind.value}")


def refused(violation: RuleViolation, people: Mapping[VkId, str]) -> tuple[str, int]:
    """A rule's no in words, and the status."""
    if violation.code == "broadcast-was-first":
        first = violation.facts.get("who")
        who = people.get(first, "") if isinstance(first, int) else ""
        what = WORDS.get(f"log.{violation.facts.get('what')}", "").lower()
        return word("refusal.was-first", who=who or word("refusal.somebody"), what=what), 409
    words = WORDS.get(f"refusal.{violation.code.removeprefix('broadcast-')}", WORDS["refusal"])
    if violation.code in SECOND:
        return words, 409
    return words, 403 if violation.code == "no-right" else 422
