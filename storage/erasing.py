"""Takes the words and the name of a person out of every table (152-ФЗ); the figures stay."""

from collections.abc import Collection, Iterator
from dataclasses import fields
from typing import Any

import orjson
from sqlalchemy import ColumnElement, and_, case, delete, false, or_, select, update

import domain.notices
from domain.notices import Notice
from domain.place import PlaceKind, VkId
from domain.question import Status
from storage.batch import Batch
from storage.broadcasttables import broadcast_heard
from storage.learningtables import examples
from storage.ordertables import removals, speakers
from storage.tables import (
    IS_WAITING,
    QUARANTINED,
    answers,
    dialogs,
    diary,
    drafts,
    history,
    inbox,
    names,
    outbox,
    questions,
    rumours,
    sightings,
    votes,
)

QUOTES = frozenset({"text", "more", "was", "now", "reason", "question", "what"})
"""Fields of notices that may hold a resident's words."""

RUMOURS = ("RumourSpotted", "RumourBack", "RumourCard", "RumourList")
"""Notices that may hold a rumour in the words of who told it."""

OF_ORDER = (
    "Insults", "NewcomerHeld", "NewcomerRemoved", "RemovalCard", "RemovalObjected", "RemovalRefused", "SaidAgain",
)  # fmt: skip
"""Notices that hold the words of whom they name as the author."""

LISTS = frozenset(
    name
    for name, found in vars(domain.notices).items()
    if isinstance(found, type) and issubclass(found, Notice) and "lines" in {field.name for field in fields(found)}
)
"""Notices about many questions at once; their rows belong to no question."""


async def erase_person(batch: Batch, person: VkId, lost_already: Collection[int]) -> set[int]:
    """Numbers of the person's questions that have no words any more, `lost_already` among them."""
    await batch.flush()
    row = questions.c
    kept_reason = case((row.status == Status.DECLINED.value, row.reason), else_="")
    words = {row.text: "", row.attachments: (), row.address: "", row.because: "", row.reason: kept_reason}
    asked = update(questions).where(row.author == person).values({row.author: 0, **words})
    rows = await batch.execute(asked.values(revision=row.revision + 1).returning(row.number))
    numbers = {found.number for found in rows} | set(lost_already)
    await forget_questions(batch, numbers, person)
    await batch.execute(delete(names).where(names.c.person == person))
    await batch.execute(delete(drafts).where(drafts.c.person == person))
    await batch.execute(update(votes).where(votes.c.voter == person).values(text=""))
    await batch.execute(update(dialogs).where(dialogs.c.person == person).values(facts="", expecting=""))
    await batch.execute(update(history).where(history.c.actor == person).values(detail=""))
    await batch.execute(update(broadcast_heard).where(broadcast_heard.c.author == person).values(author=0))
    unsaid = update(removals).where(removals.c.author == person)
    await batch.execute(unsaid.values(author=0, text="", attachments=()), removals)
    await batch.execute(delete(speakers).where(speakers.c.person == person), speakers)
    private = and_(outbox.c.kind == PlaceKind.PRIVATE.value, outbox.c.peer == person)
    await _silence(batch, or_(outbox.c.to_person == person, private))
    await _unsay_rumours(batch, person)
    named = or_(*(outbox.c.body.like(f'%"author":{person}{end}%') for end in (",", "}")))
    await _unsay(batch, and_(outbox.c.notice.in_(OF_ORDER), named))
    marks = ("replier/%/{}", "newcomer/{}/%", "impostor/%/{}", "insult/{}/%", "arrived/%/{}", "wave/%/{}.%")
    await batch.execute(delete(diary).where(or_(*(diary.c.mark.like(mark.format(person)) for mark in marks))))
    await _empty_quarantine(batch, person)
    return numbers


async def _unsay_rumours(batch: Batch, person: VkId) -> None:
    """A rumour's words are its first teller's until staff wrote them anew; that it was told stays."""
    mine = update(rumours).where(rumours.c.teller == person)
    lost = await batch.execute(mine.values(teller=0, claim="").returning(rumours.c.number))
    await batch.execute(update(sightings).where(sightings.c.teller == person).values(teller=0))
    told = outbox.c.notice.in_(RUMOURS)
    mentioned = or_(false(), *(outbox.c.body.like(f'%"rumour":"{row.number}"%') for row in lost))
    about = and_(told, or_(outbox.c.body.like(f'%"author":{person}%'), mentioned))
    await _unsay(batch, about)


async def _unsay(batch: Batch, about: ColumnElement[bool]) -> None:
    """What was said loses its words, and what waits to be said is said without them."""
    await _silence(batch, about)
    for row in await batch.rows(select(outbox.c.id, outbox.c.body).where(about, IS_WAITING), outbox):
        blanked = orjson.dumps(_unquoted(orjson.loads(row.body))).decode()
        await batch.execute(update(outbox).where(outbox.c.id == row.id).values(body=blanked))


def _unquoted(facts: Any) -> Any:
    """A notice without anybody's words."""
    if isinstance(facts, list):
        return [_unquoted(item) for item in facts]
    if isinstance(facts, dict):
        said = {name for name, item in facts.items() if name in QUOTES and isinstance(item, str)}
        return {name: "" if name in said else _unquoted(item) for name, item in facts.items()}
    return facts


async def forget_questions(batch: Batch, numbers: Collection[int], author: VkId) -> None:
    """Takes the words of questions out of everything written about them."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), 50):
        some = ordered[start : start + 50]
        await batch.execute(update(answers).where(answers.c.question.in_(some)).values(before=""), answers)
        theirs = or_(history.c.actor.is_(None), history.c.actor == author)
        lines = update(history).where(history.c.question.in_(some), theirs)
        await batch.execute(lines.values(detail=""), history)
        await batch.execute(update(examples).where(examples.c.question.in_(some)).values(signs=""), examples)
        listed = or_(*(outbox.c.body.like(f'%"number":{number},%') for number in some))
        about = or_(outbox.c.question.in_(some), and_(outbox.c.notice.in_(LISTS), listed))
        await _silence(batch, about)
        await _blank_waiting(batch, about, set(some))


async def _silence(batch: Batch, which: ColumnElement[bool]) -> None:
    """What was said keeps that it was said, and when."""
    over = and_(which, outbox.c.state != "waiting")
    await batch.execute(update(outbox).where(over).values(body=None, words=None, error=None), outbox)


async def _blank_waiting(batch: Batch, which: ColumnElement[bool], numbers: Collection[int]) -> None:
    """What still waits to be said is said without the words."""
    waiting = select(outbox.c.id, outbox.c.body).where(which, IS_WAITING, outbox.c.body.is_not(None))
    for row in await batch.rows(waiting, outbox):
        facts = orjson.loads(row.body)
        for about in _about(facts, numbers):
            about.update(dict.fromkeys(QUOTES & about.keys(), ""))
        body = orjson.dumps(facts).decode()
        await batch.execute(update(outbox).where(outbox.c.id == row.id).values(body=body))


def _about(facts: Any, numbers: Collection[int]) -> Iterator[dict[str, Any]]:
    """The parts of a notice that speak of these questions."""
    if isinstance(facts, list):
        for item in facts:
            yield from _about(item, numbers)
    elif isinstance(facts, dict):
        if facts.get("number") in numbers:
            yield facts
        for item in facts.values():
            yield from _about(item, numbers)


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
