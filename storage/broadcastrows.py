"""A broadcast, its themes, questions and taps as rows, and back."""

from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from domain.broadcasts.broadcast import Broadcast, Part, State, TimeCode
from domain.broadcasts.facts import Fact
from domain.broadcasts.taps import Before, Tap, TapKind
from domain.broadcasts.themes import Asked, Theme, ThemeState
from domain.question import Status
from storage.batch import Record

PARTS: TypeAdapter[tuple[Part, ...]] = TypeAdapter(tuple[Part, ...])
BEFORE: TypeAdapter[Before] = TypeAdapter(Before)


def broadcast_values(one: Broadcast) -> dict[str, Any]:
    return {
        "number": one.number,
        "municipality": one.municipality,
        "host": one.host,
        "planned": one.planned,
        "minutes": one.minutes,
        "announced_by": one.announced_by,
        "announced_at": one.announced_at,
        "collect_from": one.collect_from,
        "state": one.state.value,
        "is_open": int(one.is_open),
        "page": one.page,
        "link": one.link,
        "posts": one.posts,
        "parts": PARTS.dump_json(one.parts).decode(),
        "ended_at": one.ended_at,
        "posted_at": one.posted_at,
        "version": one.version,
    }


def broadcast_of(row: Record) -> Broadcast:
    return Broadcast(
        number=row.number,
        municipality=row.municipality,
        host=row.host,
        planned=row.planned,
        minutes=row.minutes,
        announced_by=row.announced_by,
        announced_at=row.announced_at,
        collect_from=row.collect_from,
        state=State(row.state),
        page=row.page,
        link=row.link,
        posts=row.posts,
        parts=PARTS.validate_json(row.parts),
        ended_at=row.ended_at,
        posted_at=row.posted_at,
        version=row.version,
    )


def theme_values(broadcast: int, theme: Theme) -> dict[str, Any]:
    return {
        "broadcast": broadcast,
        "id": theme.id,
        "title": theme.title,
        "state": theme.state.value,
        "code_part": theme.code.part if theme.code else None,
        "code_seconds": theme.code.seconds if theme.code else None,
        "said": theme.said,
        "reason": theme.reason,
        "promise": theme.promise,
        "joined_to": theme.into,
        "shown_at": theme.shown_at,
        "version": theme.version,
    }


def theme_of(row: Record) -> Theme:
    return Theme(
        id=row.id,
        title=row.title,
        state=ThemeState(row.state),
        code=TimeCode(row.code_part, row.code_seconds) if row.code_part is not None else None,
        said=row.said,
        reason=row.reason,
        promise=row.promise,
        into=row.joined_to,
        shown_at=row.shown_at,
        version=row.version,
    )


def asked_values(broadcast: int, asked: Asked) -> dict[str, Any]:
    return {
        "broadcast": broadcast,
        "question": asked.question,
        "theme": asked.theme,
        "apart": asked.apart.value if asked.apart else None,
        "reason": asked.reason,
        "anonymous": asked.anonymous,
        "seen": asked.seen,
        "late": asked.late,
        "version": asked.version,
    }


def asked_of(row: Record) -> Asked:
    """A row of a question's place in the broadcast, joined with the question's own."""
    return Asked(
        question=row.question,
        author=row.author,
        text=row.text,
        asked_at=row.asked_at,
        status=Status(row.status),
        settlement=row.settlement or "",
        votes=row.votes,
        theme=row.theme,
        apart=ThemeState(row.apart) if row.apart else None,
        reason=row.reason,
        anonymous=row.anonymous,
        seen=row.seen,
        late=row.late,
        version=row.version,
    )


def tap_values(broadcast: int, tap: Tap) -> dict[str, Any]:
    return {
        "broadcast": broadcast,
        "number": tap.number,
        "kind": tap.kind.value,
        "by_person": tap.by,
        "at": tap.at,
        "theme": tap.theme,
        "question": tap.question,
        "detail": tap.detail,
        "before": BEFORE.dump_json(tap.before).decode(),
        "undone": int(tap.undone),
    }


def tap_of(row: Record) -> Tap:
    return Tap(
        number=row.number,
        kind=TapKind(row.kind),
        by=row.by_person,
        at=row.at,
        theme=row.theme,
        question=row.question,
        detail=row.detail,
        before=BEFORE.validate_json(row.before),
        undone=bool(row.undone),
    )


def with_place(asked: Asked, old: Asked | None) -> bool:
    """Whether a question's place in the broadcast changed; its words and status are not kept here."""
    if old is None:
        return True
    return replace(asked, text="", status=old.status, votes=0, author=0) != replace(old, text="", votes=0, author=0)


def fact_of(row: Record) -> Fact:
    return Fact(row.broadcast, row.question, row.official, row.asked_by, row.asked_at, row.text, row.told_at)


def fact_values(fact: Fact) -> dict[str, Any]:
    return {
        "broadcast": fact.broadcast,
        "question": fact.question,
        "official": fact.official,
        "asked_by": fact.asked_by,
        "asked_at": fact.asked_at,
        "text": fact.text,
        "told_at": fact.told_at,
    }
