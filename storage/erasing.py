"""Takes the words and the name of a person out of every table (152-ФЗ); the figures stay."""

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import and_, delete, or_, select, update

from domain.place import PlaceKind, VkId
from storage.batch import Batch
from storage.tables import (
    QUARANTINED,
    answers,
    dialogs,
    drafts,
    history,
    inbox,
    names,
    outbox,
    questions,
    votes,
)

CHUNK = 500
"""How many numbers one statement names."""

NO_WORDS = {"text": "", "attachments": (), "address": "", "because": "", "reason": ""}


async def erase_person(batch: Batch, person: VkId, lost_already: Iterable[int]) -> set[int]:
    """Numbers of the person's questions that have no words any more, `lost_already` among them."""
    await batch.flush()
    asked = update(questions).where(questions.c.author == person).values(author=0, **NO_WORDS)
    asked = asked.values(revision=questions.c.revision + 1).returning(questions.c.number)
    numbers = {row.number for row in await batch.execute(asked)} | set(lost_already)
    await forget_questions(batch, numbers)
    await batch.execute(delete(names).where(names.c.person == person))
    await batch.execute(delete(drafts).where(drafts.c.person == person))
    await batch.execute(update(votes).where(votes.c.voter == person).values(text=""))
    await batch.execute(update(dialogs).where(dialogs.c.person == person).values(facts="", expecting=""))
    await batch.execute(update(history).where(history.c.actor == person).values(detail=""))
    private = and_(outbox.c.kind == PlaceKind.PRIVATE.value, outbox.c.peer == person)
    await _silence(batch, or_(outbox.c.to_person == person, private))
    await _empty_quarantine(batch, person)
    return numbers


async def forget_questions(batch: Batch, numbers: Iterable[int]) -> None:
    """Takes the words of questions out of what was written about them."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), CHUNK):
        some = ordered[start : start + CHUNK]
        await batch.execute(update(questions).where(questions.c.number.in_(some)).values(because="", reason=""))
        await batch.execute(update(answers).where(answers.c.question.in_(some)).values(before=""))
        of_them = and_(history.c.question.in_(some), history.c.actor.is_(None))
        await batch.execute(update(history).where(of_them).values(detail=""))
        await _silence(batch, outbox.c.question.in_(some))


async def _silence(batch: Batch, which: Any) -> None:
    """What still waits to be said keeps its facts until it is said; see `sending.SENT`."""
    over = and_(which, outbox.c.state != "waiting")
    await batch.execute(update(outbox).where(over).values(body=None, words=None, error=None), outbox)


async def _empty_quarantine(batch: Batch, person: VkId) -> None:
    query = select(inbox.c.id, inbox.c.body).where(inbox.c.state == QUARANTINED, inbox.c.body.is_not(None))
    mine = [row.id for row in await batch.rows(query) if _is_of(row.body, person)]
    if mine:
        await batch.execute(update(inbox).where(inbox.c.id.in_(mine)).values(body=None, error=None))


def _is_of(body: bytes, person: VkId) -> bool:
    """Whether an event names the person; a batch nobody could read may, so it goes as well."""
    try:
        event: object = orjson.loads(body)
    except orjson.JSONDecodeError:
        return True
    return _names(event, person)


def _names(value: object, person: VkId) -> bool:
    if isinstance(value, dict):
        return any(_names(item, person) for item in value.values())
    if isinstance(value, list):
        return any(_names(item, person) for item in value)
    return value == person and not isinstance(value, bool)
