"""A question as a row of its table, and back."""

from typing import Any

from domain.question import ENDED, Clock, Question, Status
from storage.batch import Record
from storage.places import place_of, place_values


def values_of(question: Question) -> dict[str, Any]:
    clock = question.clock
    return {
        "number": question.number,
        **place_values(question.place),
        "asked_at": question.asked_at,
        "author": question.author,
        "text": question.text,
        "municipality": question.municipality,
        "status": question.status.value,
        "live": int(question.status not in ENDED),
        "topic": question.topic,
        "settlement": question.settlement,
        "address": question.address,
        "attachments": question.attachments,
        "urgent": question.urgent,
        "because": question.because,
        "theme": question.theme,
        "assignee": question.assignee,
        "clock_total": clock.total if clock else None,
        "clock_since": clock.since if clock else None,
        "clock_spent": clock.spent if clock else None,
        "due_at": question.due_at,
        "first_told_at": question.first_told_at,
        "answered_by": question.answered_by,
        "clarify_until": question.clarify_until,
        "confirm_at": question.confirm_at,
        "confirm_until": question.confirm_until,
        "closed_at": question.closed_at,
        "handovers": question.handovers,
        "reopenings": question.reopenings,
        "promise_moves": question.promise_moves,
        "votes": question.votes,
        "main": question.main,
        "reason": question.reason,
        "incident_number": question.incident_number,
        "pos_number": question.pos_number,
        "taken_by": question.taken_by,
        "look_at": question.look_at,
    }


def question_of(row: Record) -> Question:
    total = row.clock_total
    return Question(
        number=row.number,
        place=place_of(row),
        author=row.author,
        text=row.text,
        asked_at=row.asked_at,
        municipality=row.municipality,
        status=Status(row.status),
        topic=row.topic,
        settlement=row.settlement,
        address=row.address,
        attachments=row.attachments,
        urgent=row.urgent,
        because=row.because,
        theme=row.theme,
        assignee=row.assignee,
        clock=None if total is None else Clock(total, row.clock_since, row.clock_spent),
        due_at=row.due_at,
        first_told_at=row.first_told_at,
        answered_by=row.answered_by,
        clarify_until=row.clarify_until,
        confirm_at=row.confirm_at,
        confirm_until=row.confirm_until,
        closed_at=row.closed_at,
        handovers=row.handovers,
        reopenings=row.reopenings,
        promise_moves=row.promise_moves,
        votes=row.votes,
        main=row.main,
        reason=row.reason,
        incident_number=row.incident_number,
        pos_number=row.pos_number,
        taken_by=row.taken_by,
        look_at=row.look_at,
    )
