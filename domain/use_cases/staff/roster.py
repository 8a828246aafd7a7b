"""Who left: their rights end with the roster, and what they owed goes to somebody who may answer it."""

from dataclasses import replace

from domain.people import Right, may_with
from domain.place import VkId
from domain.ports import Filter
from domain.question import OPEN
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import pass_round

AT_ONCE = 500
"""Questions given out in one look; what is left follows with the next one."""


async def those_who_left(scope: Scope) -> None:
    """After every change of the roster: nobody owes an answer they may not give."""
    mark = f"roster/{await scope.uow.regions.version()}"
    if await scope.uow.diary.value(mark) is not None:
        return
    left = [await release(scope, person) for person in await scope.uow.questions.owners()]
    if all(given < AT_ONCE for given in left):
        await scope.uow.diary.once(mark, scope.now)


async def release(scope: Scope, person: VkId) -> int:
    """Gives a person's open questions that they may not answer to others; how many found somebody."""
    given = 0
    for question in await scope.uow.questions.list(Filter(assignee=person, statuses=OPEN, limit=AT_ONCE)):
        if may_with(scope.region.person(person), Right.ANSWER, question):
            continue
        await scope.uow.nudges.drop(question.number)
        await scope.uow.outbox.withdraw_reminders(question.number)
        given += await pass_round(replace(scope, actor=0), question, person, note="left") is not None
    return given
