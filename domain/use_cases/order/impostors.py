"""Somebody named like an official answers residents (failures.md 3): names prove nothing, so people are warned.

A replier's name is asked of VK once a month, outside of transactions; who was asked about is kept, the name is not.
"""

from collections.abc import Mapping, Sequence

from domain.names import Name, is_official_sounding, same_name
from domain.notices import Impostor, Someone
from domain.place import VkId
from domain.question import Question
from domain.use_cases.scope import Scope
from domain.use_cases.telling import tell_ccu, tell_moderators

ASKED, NOBODY, AUTHORITY = -1, 0, -2
"""What a replier looks like: not known yet, nobody of ours, «администрация»; an official's id otherwise."""

NEW = "newcomer"


async def replied(scope: Scope, question: Question) -> None:
    """A resident answers somebody else's open question in a chat."""
    if scope.person is not None or question.author == scope.actor or not question.is_open:
        return
    like = await scope.uow.diary.value(_mark(scope, scope.actor))
    if like is None:
        known = (await scope.uow.names.known([scope.actor])).get(scope.actor)
        like = _like(scope, known) if known is not None else ASKED
        await scope.uow.diary.once(_mark(scope, scope.actor), scope.now, like)
        if known is None:
            await scope.uow.diary.once(f"{NEW}/{scope.actor}/{question.number}", scope.now)
    if like not in {ASKED, NOBODY}:
        await _alarm(scope, scope.actor, like, question)


async def newcomers(scope: Scope) -> Sequence[VkId]:
    """Repliers whose names are to be asked of VK."""
    return [int(mark.split("/")[1]) for mark in await scope.uow.diary.marks(f"{NEW}/")]


async def introduced(scope: Scope, asked: Sequence[VkId], names: Mapping[VkId, Name]) -> None:
    """VK's word about them; whom it does not name (deleted, banned) is nobody of ours."""
    for mark in await scope.uow.diary.marks(f"{NEW}/"):
        person, number = (int(part) for part in mark.split("/")[1:])
        if person not in asked:
            continue
        like = _like(scope, names[person]) if person in names else NOBODY
        await scope.uow.diary.forget(mark)
        await scope.uow.diary.forget(_mark(scope, person))
        await scope.uow.diary.once(_mark(scope, person), scope.now, like)
        question = await scope.uow.questions.find(number)
        if like != NOBODY and question is not None and scope.region.person(person) is None:
            await _alarm(scope, person, like, question)


async def _alarm(scope: Scope, person: VkId, like: int, question: Question) -> None:
    """Once a day about one person, to moderators and ЦУР; whether it is a namesake is for people to say."""
    key = f"impostor/{scope.calendar.local(scope.now).date()}/{person}"
    if not await scope.uow.diary.once(key, scope.now):
        return
    official = Someone(like) if like > 0 else None
    notice = Impostor(question.number, str(person), official, str(like) if like > 0 else "")
    await tell_moderators(scope, question.municipality, notice, key=key, question=question)
    await tell_ccu(scope, notice, key=key, question=question)


def _like(scope: Scope, name: Name) -> int:
    """Whom of ours somebody with this name looks like."""
    found = next((one.vk_id for one in scope.region.people if same_name(name, one.name)), NOBODY)
    return AUTHORITY if found == NOBODY and is_official_sounding(name) else found


def _mark(scope: Scope, person: VkId) -> str:
    return f"replier/{scope.calendar.local(scope.now):%Y-%m}/{person}"
