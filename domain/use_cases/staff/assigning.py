"""Giving a question to the one who owes the answer, and showing it to them."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from domain.answer import Answer
from domain.assignment import Assignment, assign, stand_in, up_the_ladder
from domain.errors import RuleViolation
from domain.notices import (
    Card,
    HandedToResident,
    MovedTwice,
    NobodyToAnswer,
    Quote,
    Someone,
    UrgentCard,
    Verbatim,
)
from domain.organisation import Person, Region, Role
from domain.people import Right, may_with
from domain.place import VkId
from domain.ports import Absence, Nudge, Source
from domain.privacy import mask
from domain.question import Question, Status
from domain.templates import fitting
from domain.use_cases.scope import Scope
from domain.use_cases.telling import (
    dialog_of,
    keyed,
    next_card_moment,
    place_name,
    tell_author,
    tell_ccu,
    tell_moderators,
    tell_official,
)

HANDOVERS_BEFORE_CCU = 2
"""After this many hand-overs a human at ЦУР decides (product.md 64)."""


async def route(scope: Scope, question: Question) -> Question:
    """The question with its owner, saved; shown to the owner at once or with the morning list."""
    away = await scope.uow.absences.away(scope.now)
    region = standing_in(scope.region, away)
    found = assign(region, question.municipality, question.topic, question.settlement, away.keys())
    if found is None:
        await tell_ccu(scope, _nobody(scope, question), key=keyed(question, "nobody"), question=question)
        return await scope.keep(question)
    return await give(scope, question, found)


async def give(scope: Scope, question: Question, found: Assignment, *, note: str = "") -> Question:
    """Assigns and shows the card."""
    given = await scope.keep(
        question.assigned(found.person.vk_id, because(question, found)),
        "assigned",
        f"{found.person.vk_id} {found.rule}",
    )
    await show(scope, given, found.person.vk_id, note=note)
    return given


async def topic_decides(scope: Scope, question: Question, likely: Collection[str]) -> bool:
    """Whether one of these topics would mean somebody else than another, or than the owner."""
    away = await scope.uow.absences.away(scope.now)
    region = standing_in(scope.region, away)
    found = [assign(region, question.municipality, topic, question.settlement, away.keys()) for topic in likely]
    return len({question.assignee, *(one.person.vk_id for one in found if one is not None)}) > 1


async def named_anew(scope: Scope, question: Question, topic: str, theme: str) -> Question:
    """A person named the topic: whoever answers for it gets the question, with the deadline it has."""
    named = replace(question, topic=topic, theme=theme, because="")
    away = await scope.uow.absences.away(scope.now)
    region = standing_in(scope.region, away)
    found = assign(region, named.municipality, topic, named.settlement, away.keys())
    if found is None or found.person.vk_id == question.assignee or not question.is_waiting:
        return await scope.keep(replace(named, because=question.because), "topic", scope.region.topic_name(topic))
    await scope.note(question.number, "topic", scope.region.topic_name(topic))
    await scope.uow.nudges.drop(question.number)
    await scope.uow.outbox.withdraw_reminders(question.number)
    given = await give(scope, named, found, note="handed" if question.assignee else "")
    if question.assignee:
        progress = HandedToResident(given.number, Someone(found.person.vk_id), given.due_at)
        await tell_author(scope, given, progress, key=keyed(given, f"topic/{topic}/{found.person.vk_id}"))
    return given


def because(question: Question, found: Assignment) -> str:
    """«Почему сюда»: the rule, and the words that named the topic."""
    words = question.because.rpartition(": ")[2]
    return f"{found.rule}: {words}" if words else found.rule


async def show(scope: Scope, question: Question, person: VkId, *, note: str = "") -> None:
    """A card for somebody: at once when urgent or in working hours, else with the morning list."""
    moment = next_card_moment(scope)
    loud = question.in_danger or (question.urgent and moment > scope.now)
    if loud and scope.now < _first_hours(question, scope):
        await _show_urgent(scope, question, person)
    if moment > scope.now:
        mark = f"card/{note or 'new'}/{person}/{question.handovers}/{question.reopenings}"
        await scope.uow.nudges.add(Nudge(question.number, mark, person, "card", moment))
        return
    stage = f"card/{note}/{question.handovers}/{question.reopenings}"
    await tell_official(
        scope, person, await card(scope, question, note=note), key=keyed(question, stage), question=question
    )


def _first_hours(question: Question, scope: Scope) -> datetime:
    """While an urgent question is fresh its owner is alarmed at any hour."""
    return question.asked_at + scope.policy.urgent.timedelta


async def _show_urgent(scope: Scope, question: Question, person: VkId) -> None:
    notice = UrgentCard(
        question.number,
        question.urgent or "",
        Quote(question.words),
        place_name(question),
        question.asked_at,
    )
    await tell_official(scope, person, notice, key=keyed(question, "urgent"), question=question, urgent=True)


async def card(
    scope: Scope, question: Question, *, note: str = "", note_by: VkId | None = None, reader: Person | None = None
) -> Card:
    """Everything the official needs to answer with one thumb."""
    earlier = await scope.uow.answers.latest(question.number)
    entries = await scope.uow.history.of(question.number)
    return Card(
        number=question.number,
        text=Quote(question.words),
        author=Someone(question.author),
        place=place_name(question),
        asked_at=question.asked_at,
        due=question.due_at,
        votes=question.votes,
        urgent=question.urgent is not None,
        topic=scope.region.topic_name(question.topic),
        theme=question.theme if question.topic else "",
        where=_where(question),
        because=question.because,
        attachments=question.attachments,
        note=note,
        note_by=Someone(note_by) if note_by else None,
        earlier=_words(earlier),
        earlier_by=Someone(earlier.by) if earlier else None,
        earlier_at=earlier.at if earlier else None,
        notes=tuple(entry.detail for entry in entries if entry.what == "note"),
        templates=bool(fitting(scope.region, question.municipality, question.topic)),
        controlled=may_with(reader, Right.CONTROL, question),
        incident=question.incident_number,
    )


def _where(question: Question) -> str:
    return ", ".join(mask(part) for part in (question.settlement, question.address) if part)


def _words(answer: Answer | None) -> Verbatim | None:
    return Verbatim(answer.text) if answer else None


def _nobody(scope: Scope, question: Question) -> NobodyToAnswer:
    municipality = scope.region.municipality_name(question.municipality)
    return NobodyToAnswer(question.number, Quote(question.words), municipality)


async def hand_over(scope: Scope, question: Question, to: Person, *, learns: bool = True) -> Question:
    """Passes a question on; its deadline stays, the resident hears who answers now.

    `learns`: it was passed for what it is about, so the bot learns to whom such questions go.
    """
    scope.must(Right.ANSWER, question)
    if not may_with(to, Right.ANSWER, question) or to.vk_id == question.assignee:
        raise RuleViolation("nobody-found", number=question.number, detail=to.name)
    away = await scope.uow.absences.away(scope.now)
    region = standing_in(scope.region, away)
    chosen = to if to.vk_id not in away else stand_in(region, region.person(to.vk_id) or to, away) or to
    if question.handovers >= HANDOVERS_BEFORE_CCU:
        chosen = next(scope.region.with_role(Role.CCU, question.municipality), to)
    if (topic := _only_topic(to)) not in {None, question.topic}:
        question = replace(question, topic=topic, theme="")
        await scope.learn(question, Source.DECIDED)
    if learns:
        await scope.handed(question, to.vk_id)
    passed = await scope.keep(question.handed_over(chosen.vk_id), "handed_over", str(chosen.vk_id))
    await scope.uow.nudges.drop(question.number)
    await scope.uow.outbox.withdraw_reminders(question.number)
    await show(scope, passed, chosen.vk_id, note="handed")
    if passed.handovers >= HANDOVERS_BEFORE_CCU:
        moved = MovedTwice(question.number, Someone(chosen.vk_id), "handover")
        await tell_ccu(scope, moved, key=keyed(question, f"handover/{passed.handovers}"), question=question)
    progress = HandedToResident(question.number, Someone(chosen.vk_id), passed.due_at)
    await tell_author(scope, passed, progress, key=keyed(question, f"handed/{passed.handovers}"))
    return passed


def _only_topic(person: Person) -> str | None:
    """The topic somebody answers for, when it is just one: handing them a question says what it is about."""
    return next(iter(person.topics)) if len(person.topics) == 1 else None


def standing_in(region: Region, away: Mapping[VkId, Absence]) -> Region:
    """The region with the substitutes that people named when they left."""
    named = {absence.person: absence.substitute for absence in away.values() if absence.substitute}
    if not named:
        return region
    people = tuple(replace(p, substitute=named.get(p.vk_id, p.substitute)) for p in region.people)
    return replace(region, people=people)


async def is_reachable(scope: Scope, person: VkId) -> bool:
    """Whether the bot may write to somebody, as far as is known."""
    return not await scope.uow.dialogs.forbidden(person) and await dialog_of(scope, person) is not None


async def pass_round(scope: Scope, question: Question, unreachable: VkId, *, note: str = "unreachable") -> VkId | None:
    """An owner cannot be written to or has left: a substitute, the deputy, the head or ЦУР gets the question; whom."""
    if question.status is Status.MERGED or not question.is_open or question.assignee != unreachable:
        return None
    closed = {person.vk_id for person in scope.region.people if await scope.uow.dialogs.forbidden(person.vk_id)}
    absences = await scope.uow.absences.away(scope.now)
    region, away = standing_in(scope.region, absences), {*absences, *closed, unreachable}
    owner = region.person(unreachable)
    substitute = stand_in(region, owner, away) if owner is not None else None
    if substitute is not None and not may_with(substitute, Right.ANSWER, question):
        substitute = None
    found = Assignment(substitute, "substitute") if substitute else None
    found = found or assign(region, question.municipality, question.topic, question.settlement, away)
    found = found or up_the_ladder(region, question.municipality, away)
    if found is None:
        return None
    given = await give(scope, question, found, note=note)
    progress = HandedToResident(question.number, Someone(found.person.vk_id), given.due_at)
    await tell_author(scope, given, progress, key=keyed(question, f"{note}/{unreachable}"))
    return found.person.vk_id


async def alarm(scope: Scope, question: Question) -> None:
    """Somebody may be in danger: moderators and the deputy hear of it at any hour."""
    notice = UrgentCard(
        question.number,
        question.urgent or "",
        Quote(question.words),
        place_name(question),
        question.asked_at,
    )
    await tell_moderators(scope, question.municipality, notice, key=keyed(question, "urgent/mod"), question=question)
    await tell_ccu(scope, notice, key=keyed(question, "urgent"), question=question)
    for person in scope.region.with_role(Role.DEPUTY, question.municipality):
        if person.vk_id != question.assignee:
            await tell_official(
                scope, person.vk_id, notice, key=keyed(question, "urgent"), question=question, urgent=True
            )
