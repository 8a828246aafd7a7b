"""[Уже в ИМ №…] (journey 5): a tap asks for the number, the next words are the number; no reminders, no rating."""

import re
from dataclasses import replace
from datetime import timedelta

from domain.errors import RuleViolation
from domain.message import Message
from domain.notices import AnsweredElsewhere, IncidentAsk, IncidentBack, IncidentUnclear, MarkKept, Notice, Quote
from domain.people import Right, may
from domain.place import Place, private
from domain.ports import Dialog, Expecting
from domain.question import Question
from domain.use_cases.scope import Scope
from domain.use_cases.telling import keyed, reply_to_actor, say_own_under, tell_author

LIFE = timedelta(hours=1)
"""A number that comes later is a number of something else."""

NUMBER = re.compile(r"(?<!\w)№?\s*((?:[\w-]*\d)[\w./-]*)")
PAIR = re.compile(r"\s*№?\s*(\d{1,9})\s*[,;:—-]?\s+")
LINK = re.compile(r"https://(?:[\w-]+\.)*(?:vk\.com|vk\.ru|gosuslugi\.ru)/\S+")
"""Residents get links to VK and «Госуслуги» only: nothing else opens without the open internet."""

LONGEST = 40


async def ask(scope: Scope, place: Place, question: Question | None, *, key: str) -> None:
    """The button: what follows in private is the number; of a list, the question's number before it."""
    if question is not None:
        scope.must(Right.CONTROL, question)
    elif scope.person is None or not may(scope.person, Right.CONTROL, scope.person.municipality):
        raise RuleViolation("no-right")
    there, number = private(place.community, scope.actor), question.number if question else 0
    dialog = await scope.uow.dialogs.get(place.community, scope.actor, scope.actor)
    await scope.uow.dialogs.save(dialog.awaiting(Expecting.INCIDENT, scope.now, facts=str(number or "")))
    await reply_to_actor(scope, there, IncidentAsk(number), key=f"{key}/incident", number=number or None)


def is_expected(scope: Scope, dialog: Dialog) -> bool:
    """Whether the person's next words are the number."""
    return dialog.awaits(Expecting.INCIDENT, scope.now, LIFE)


async def told(scope: Scope, message: Message, dialog: Dialog) -> None:
    """The words after the tap."""
    words, asked_of = message.text, int(dialog.facts or 0)
    if not asked_of and (pair := PAIR.match(words)):
        asked_of, words = int(pair[1]), words[pair.end() :]
    if not asked_of or number_in(words) is None:
        await reply_to_actor(scope, message.place, IncidentUnclear(asked_of), key=message.id)
        return
    question = await scope.uow.questions.get(asked_of)
    kept = await keep(scope, question, words, key=message.id)
    await scope.uow.dialogs.save(dialog.at_rest(scope.now))
    await reply_to_actor(scope, message.place, kept, key=message.id, number=question.number)


async def keep(scope: Scope, question: Question, words: str, *, key: str) -> MarkKept:
    """«12345», «№ 77-12», «12345 https://vk.com/…»: known there; the author gets the link to the answer."""
    scope.must(Right.CONTROL, question)
    number, link = number_in(words), LINK.search(words)
    if number is None:
        raise RuleViolation("number-needed", number=question.number)
    await scope.uow.nudges.drop(question.number)
    await scope.uow.outbox.withdraw_reminders(question.number)
    marked = await scope.keep(replace(question, incident_number=number), "in_incident", f"№{number}")
    if link is not None:
        there: Notice = AnsweredElsewhere(marked.number, Quote(marked.words), link[0].rstrip(".,;)"))
        told_key = keyed(marked, f"answered-elsewhere/{key}")
        if not await tell_author(scope, marked, there, key=told_key):
            await say_own_under(scope, marked.place, there, key=told_key, question=marked)
    return MarkKept(marked.number, "incident", number, linked=link is not None)


async def take_back(scope: Scope, question: Question) -> IncidentBack:
    """[Вернуть сроки]: the mark was a mistake."""
    scope.must(Right.CONTROL, question)
    if not question.incident_number:
        raise RuleViolation("not-in-incident", number=question.number)
    kept = await scope.keep(replace(question, incident_number=""), "out_of_incident")
    return IncidentBack(kept.number, kept.due_at)


def number_in(words: str) -> str | None:
    """The number among a few words; None when there is none."""
    found = NUMBER.search(LINK.sub(" ", words))
    return found[1][:LONGEST].rstrip(".-/") if found and len(LINK.sub(" ", words)) <= 2 * LONGEST else None
