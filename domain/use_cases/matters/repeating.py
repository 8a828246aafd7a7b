"""The same matter at the same place for the third time in 60 days: no accident but a system (product.md 107)."""

from collections import defaultdict
from collections.abc import Sequence, Set
from datetime import timedelta

from domain.notices import Repeated, Systemic, ThirdTime
from domain.organisation import Role
from domain.place import VkId
from domain.ports import Filter
from domain.privacy import mask
from domain.question import Question, Status
from domain.use_cases.scope import Scope
from domain.use_cases.telling import keyed, tell_author, tell_official

WITHIN = timedelta(days=60)
OFTEN = 3
SHOWN = 5
MOST = 2000
"""Questions of a municipality looked through in one morning: 30 a day."""

NOT_COUNTED = frozenset({Status.DRAFT, Status.DECLINED, Status.WITHDRAWN, Status.MERGED})
"""What joined another question is one trouble told twice."""


async def tell_heads(scope: Scope) -> None:
    """Each morning, to the heads of a municipality: what came back again since it was told last."""
    day = scope.calendar.local(scope.now).date()
    if not await scope.uow.diary.once(f"systemic/{day}", scope.now):
        return
    for municipality in scope.region.municipalities:
        heads = list(scope.region.with_role(Role.HEAD, municipality.id))
        if not heads:
            continue
        wanted = Filter(municipality=municipality.id, asked_after=scope.now - WITHIN, order="newest", limit=MOST)
        fresh = [
            group
            for group in repeated(await scope.uow.questions.list(wanted))
            if await scope.uow.diary.once(f"systemic/{group[0].number}", scope.now)
        ]
        if not fresh:
            continue
        rows = tuple(_row(scope, group) for group in fresh[:SHOWN])
        for head in heads:
            await tell_official(scope, head.vk_id, Systemic(rows), key=f"systemic/{municipality.id}/{day}")


async def often(scope: Scope, questions: Sequence[Question]) -> Set[VkId]:
    """Those among the authors who have asked often enough for a third time: in one look, for nearly nobody has."""
    authors = {one.author for one in questions if one.author > 0 and one.topic and _place(one)}
    return await scope.uow.questions.often(authors, scope.now - WITHIN, OFTEN) if authors else frozenset()


async def third_time(scope: Scope, question: Question) -> None:
    """The author has asked about the same place and topic before, and before that (journeys 2)."""
    place = _place(question)
    if question.author <= 0 or not question.topic or not place:
        return
    wanted = Filter(
        author=question.author, topic=question.topic, asked_after=scope.now - WITHIN, order="newest", limit=SHOWN * 4
    )
    found = [one for one in await scope.uow.questions.list(wanted) if one.status not in NOT_COUNTED]
    same = [one for one in found if _place(one).casefold() == place.casefold()]
    times = len({scope.calendar.local(one.asked_at).date() for one in same})  # a storm of one day is one time
    if times < OFTEN or not await scope.uow.diary.once(f"third-time/{question.number}", scope.now):
        return
    since = min(one.asked_at for one in same)
    notice = ThirdTime(question.number, scope.region.topic_name(question.topic), mask(place), times, since)
    await scope.note(question.number, "third_time", str(times))
    await tell_author(scope, question, notice, key=keyed(question, "third-time"))


def repeated(questions: Sequence[Question]) -> list[list[Question]]:
    """Questions of one topic at one place, where there are enough of them; the newest first, the most told first."""
    groups: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for one in sorted(questions, key=lambda one: one.number, reverse=True):
        place = _place(one)
        if one.topic and place and one.status not in NOT_COUNTED:
            groups[one.topic, place.casefold().replace("ё", "е")].append(one)
    return sorted((group for group in groups.values() if len(group) >= OFTEN), key=len, reverse=True)


def _place(question: Question) -> str:
    """The house or the street, else the village."""
    return " ".join(part for part in (question.settlement, question.address) if part)


def _row(scope: Scope, group: Sequence[Question]) -> Repeated:
    newest = group[0]
    return Repeated(newest.number, scope.region.topic_name(newest.topic), _place(newest), len(group))
