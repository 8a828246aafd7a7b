"""Whom a question may be handed to: the table first, then what people do, then what was learned of such words."""

from datetime import timedelta

from domain.assignment import offered, stated
from domain.notices import HandChoice, Someone
from domain.organisation import Role
from domain.ports import Listener
from domain.question import Question
from domain.use_cases.scope import Scope

AT_MOST = 8
"""As many as there are buttons."""

LATELY = timedelta(days=180)
"""Earlier hand-overs tell of another table and other people."""


async def whom_to_hand(scope: Scope, question: Question, listener: Listener) -> HandChoice:
    """Those of the municipality who may answer it instead, and why the first of them is the first."""
    taken = {scope.actor, question.assignee}
    people = [
        person
        for person in scope.region.people
        if person.answers and person.municipality == question.municipality and person.vk_id not in taken
    ]
    people.sort(key=lambda person: (not person.has(Role.DEPUTY), person.name))
    named = stated(scope.region, question.municipality, question.topic, question.settlement)
    handed = await scope.uow.examples.handed(question.municipality, question.topic, scope.now - LATELY)
    learned = listener.executors(question.text, scope.region, {person.vk_id for person in people})
    ranked, rule = offered(people, named, handed, learned.people)
    words = ", ".join(learned.because) if rule == "learned" else ""
    because = f"{rule}: {words}" if words else rule
    return HandChoice(question.number, tuple(Someone(person.vk_id) for person in ranked[:AT_MOST]), because)
