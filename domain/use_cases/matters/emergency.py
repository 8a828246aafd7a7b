"""`срочно Бор` (journey 5): an emergency at a place.

Everything asked from there is one list, whatever chat it was asked in; its deadline is an hour; nobody is reminded of
the municipality's other questions meanwhile. ЦУР begins and ends it, and it ends by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.errors import RuleViolation
from domain.notices import EmergencyBegun, EmergencyFeed, EmergencyOver, Line, Someone
from domain.organisation import Role
from domain.people import Right, may
from domain.place import VkId
from domain.ports import Filter
from domain.question import EMERGENCY, WAITING, Clock, Question, Status
from domain.use_cases.matters.urgency import lengthened, shortened
from domain.use_cases.scope import Scope
from domain.use_cases.telling import LIST_LINES, line_of, tell_ccu, tell_official

WITHIN = timedelta(hours=1)
LASTS = timedelta(hours=12)
LONGEST = timedelta(days=1)
"""An emergency is over by then, or somebody says it again."""

FEED_EVERY = timedelta(minutes=10)
AT_MOST = 200
JOURNAL = 0
NOT_COUNTED = frozenset({Status.DRAFT, Status.DECLINED, Status.WITHDRAWN})
RUNNING = "emergency/"
TOLD_ROLES = (Role.HEAD, Role.DEPUTY, Role.MODERATOR)


@dataclass(frozen=True, slots=True)
class Emergency:
    """A municipality, or one settlement of it, and until when."""

    municipality: str
    settlement: str
    until: datetime

    @property
    def mark(self) -> str:
        return f"{self.municipality}/{self.settlement}"

    @property
    def there(self) -> Filter:
        """Questions from the place."""
        return Filter(municipality=self.municipality, settlement=self.settlement, limit=AT_MOST)

    def covers(self, question: Question) -> bool:
        if question.municipality != self.municipality:
            return False
        return not self.settlement or question.settlement == self.settlement


async def running(scope: Scope) -> list[Emergency]:
    """Those that were begun and not ended, the overdue ones among them."""
    found = []
    for mark in await scope.uow.diary.marks(RUNNING):
        municipality, _, settlement = mark.removeprefix(RUNNING).partition("/")
        until = datetime.fromtimestamp(await scope.uow.diary.value(mark) or 0, scope.now.tzinfo)
        found.append(Emergency(municipality, settlement, until))
    return found


async def first_clock_of(scope: Scope, question: Question) -> Clock | None:
    """The clock of a new question from such a place; None where there is no emergency."""
    there = [one for one in await running(scope) if one.covers(question) and one.until > scope.now]
    return Clock(WITHIN, question.asked_at) if there else None


def muffles(scope: Scope, question: Question, now_on: Sequence[Emergency]) -> bool:
    """Whether nobody is reminded of it now: the municipality has an emergency, and this is about something else."""
    here = [one for one in now_on if one.municipality == question.municipality and one.until > scope.now]
    return bool(here) and not any(one.covers(question) for one in here)


async def begin(scope: Scope, words: str, until: datetime | None, *, key: str) -> EmergencyBegun:
    """`срочно Бор`, `срочно Приозёрный до 18:00`"""
    municipality, settlement = place_named(scope, words)
    scope.must_in(Right.CONTROL, municipality)
    until = until or scope.now + LASTS
    if until <= scope.now:
        raise RuleViolation("date-passed")
    if until > scope.now + LONGEST:
        raise RuleViolation("hush-too-long")
    new = Emergency(municipality, settlement, until)
    await _write(scope, f"{RUNNING}{new.mark}", int(until.timestamp()))
    await _write(scope, f"emergency-begun/{new.mark}", int(scope.now.timestamp()))
    await _seen(scope, new)
    name = name_of(scope, new)
    await scope.note(JOURNAL, "emergency", name)
    waiting = await _hurried(scope, new)
    for person, theirs in _concerned(scope, new, waiting):
        told = EmergencyBegun(name, until, Someone(scope.actor), *_shown(scope, theirs))
        if person != scope.actor:
            await tell_official(scope, person, told, key=f"{key}/emergency", urgent=True)
    return EmergencyBegun(name, until, Someone(scope.actor), *_shown(scope, waiting), municipality, settlement)


async def end(scope: Scope, words: str, *, key: str) -> EmergencyOver:
    """`срочно Бор хватит`; without a place the only one there is."""
    known = await running(scope)
    if words:
        municipality, settlement = place_named(scope, words)
        known = [one for one in known if (one.municipality, one.settlement) == (municipality, settlement)]
    mine = [one for one in known if may(scope.person, Right.CONTROL, one.municipality)]
    if known and not mine:
        raise RuleViolation("no-right")
    if len(mine) != 1:
        raise RuleViolation("no-emergency")
    return await _over(scope, mine[0], key=key)


async def feed(scope: Scope, words: str = "") -> EmergencyFeed:
    """`срочно`: everything from there, newest first; people of one municipality see their own."""
    wanted = place_named(scope, words) if words else None
    for one in sorted(await running(scope), key=lambda one: one.until, reverse=True):
        if wanted in {None, (one.municipality, one.settlement)} and may(scope.person, Right.WATCH, one.municipality):
            return await _fed(scope, one)
    raise RuleViolation("no-emergency")


# --- by the clock


async def is_due(scope: Scope) -> bool:
    """Whether the clock has something to do for an emergency; usually there is none."""
    for one in await running(scope):
        if one.until <= scope.now or await _not_hurried(scope, one) or await _fresh(scope, one):
            return True
    return False


async def look(scope: Scope) -> int:
    """Ends what is over, hurries what turned out to be from there, tells ЦУР what is new."""
    done = 0
    for one in await running(scope):
        if one.until <= scope.now:
            over = await _over(scope, one, key=f"emergency-over/{one.mark}/{int(one.until.timestamp())}")
            await tell_ccu(scope, over, key=f"emergency-over/{one.mark}/{int(one.until.timestamp())}")
            done += 1
            continue
        done += len(await _hurried(scope, one, only_new=True))
        if await _fresh(scope, one):
            await tell_ccu(scope, await _fed(scope, one), key=f"emergency-feed/{one.mark}/{int(scope.now.timestamp())}")
            await _seen(scope, one)
            done += 1
    return done


# --- within


async def _over(scope: Scope, one: Emergency, *, key: str) -> EmergencyOver:
    asked = await _asked(scope, one)
    waiting = [question for question in asked if question.status in WAITING]
    for question in asked:
        if question.urgent == EMERGENCY and question.status in WAITING | {Status.CLARIFY}:
            await lengthened(scope, question)
    for kind in ("emergency", "emergency-begun", "emergency-fed", "emergency-seen"):
        await scope.uow.diary.forget(f"{kind}/{one.mark}")
    name = name_of(scope, one)
    await scope.note(JOURNAL, "emergency_over", name)
    over = EmergencyOver(name, Someone(scope.actor) if scope.actor else None, len(asked), len(waiting))
    for person, _ in _concerned(scope, one, waiting):
        if person != scope.actor:
            await tell_official(scope, person, over, key=f"{key}/emergency-over")
    return over


async def _not_hurried(scope: Scope, one: Emergency) -> list[Question]:
    """As many as are done at once; the next look takes the rest."""
    return list(await scope.uow.questions.list(replace(one.there, statuses=WAITING, unhurried=True)))


async def _hurried(scope: Scope, one: Emergency, *, only_new: bool = False) -> list[Question]:
    """What waits there, with an hour left; all of it, or what was not known to be from there."""
    fresh = [await shortened(scope, q, EMERGENCY, WITHIN, one.settlement) for q in await _not_hurried(scope, one)]
    if only_new:
        return fresh
    return list(await scope.uow.questions.list(replace(one.there, statuses=WAITING)))


async def _asked(scope: Scope, one: Emergency) -> list[Question]:
    """Everything of the emergency: asked since it began, or waiting since before."""
    begun = await scope.uow.diary.value(f"emergency-begun/{one.mark}") or int(scope.now.timestamp())
    since = datetime.fromtimestamp(begun, scope.now.tzinfo)
    later = replace(one.there, asked_after=since, order="newest")
    open_ = replace(one.there, statuses=WAITING | {Status.CLARIFY})
    found = [*await scope.uow.questions.list(later), *await scope.uow.questions.list(open_)]
    counted = {q.number: q for q in found if q.status not in NOT_COUNTED}
    return [counted[number] for number in sorted(counted, reverse=True)]


async def _fresh(scope: Scope, one: Emergency) -> bool:
    """Whether something was asked since ЦУР saw the list last, and that was not a moment ago."""
    fed, seen = [await scope.uow.diary.value(f"{kind}/{one.mark}") or 0 for kind in ("emergency-fed", "emergency-seen")]
    if scope.now.timestamp() - fed < FEED_EVERY.total_seconds():
        return False
    found = await scope.uow.questions.list(replace(one.there, order="newest"))
    return any(q.number > seen and q.status not in NOT_COUNTED for q in found)


async def _seen(scope: Scope, one: Emergency) -> None:
    """ЦУР was told of everything up to now."""
    newest = await scope.uow.questions.list(Filter(municipality=one.municipality, order="newest", limit=1))
    await _write(scope, f"emergency-fed/{one.mark}", int(scope.now.timestamp()))
    await _write(scope, f"emergency-seen/{one.mark}", newest[0].number if newest else 0)


async def _fed(scope: Scope, one: Emergency) -> EmergencyFeed:
    asked = await _asked(scope, one)
    lines, more = _shown(scope, asked)
    return EmergencyFeed(
        name=name_of(scope, one),
        until=one.until,
        total=len(asked),
        waiting=sum(q.status in WAITING for q in asked),
        votes=sum(q.votes for q in asked),
        lines=lines,
        more=more,
        id=one.municipality if may(scope.person, Right.CONTROL, one.municipality) or not scope.actor else "",
        settlement=one.settlement,
    )


def _shown(scope: Scope, questions: Sequence[Question]) -> tuple[tuple[Line, ...], int]:
    lines = tuple(line_of(scope, one) for one in questions[:LIST_LINES])
    return lines, max(len(questions) - LIST_LINES, 0)


def _concerned(scope: Scope, one: Emergency, waiting: Sequence[Question]) -> list[tuple[VkId, list[Question]]]:
    """Those who answer there now with what is theirs; heads, deputies and moderators with nothing but the news."""
    people: dict[VkId, list[Question]] = {q.assignee: [] for q in waiting if q.assignee}
    for question in waiting:
        if question.assignee:
            people[question.assignee].append(question)
    for role in TOLD_ROLES:
        for person in scope.region.with_role(role, one.municipality):
            people.setdefault(person.vk_id, [])
    return list(people.items())


async def _write(scope: Scope, mark: str, value: int) -> None:
    await scope.uow.diary.forget(mark)
    await scope.uow.diary.once(mark, scope.now, value)


# --- the place


def name_of(scope: Scope, one: Emergency) -> str:
    municipality = scope.region.municipality_name(one.municipality)
    return f"{one.settlement}, {municipality}" if one.settlement else municipality


def place_named(scope: Scope, words: str) -> tuple[str, str]:
    """A municipality, or a settlement with its municipality: «Лесной», «посёлок Лесной», «Бор Лесной»."""
    said = " ".join(words.split()).strip(" .,!")
    head, _, rest = said.partition(" ")
    village = head.casefold().strip(".") in VILLAGE and bool(rest)
    said = rest if village else said
    whole = None if village else scope.region.find_municipality(said)
    if whole is not None:
        return whole.id, ""
    own = scope.person.municipality if scope.person else ""
    found = _settlements(scope, said, own)
    if not found and " " in said:
        first, _, last = said.rpartition(" ")
        named = scope.region.find_municipality(last)
        found = _settlements(scope, first, named.id) if named else []
    if len(found) != 1:
        raise RuleViolation("emergency-where", detail=words)
    return found[0]


def _settlements(scope: Scope, words: str, municipality: str) -> list[tuple[str, str]]:
    wanted = _plain(words)
    return [
        (one.id, name)
        for one in scope.region.municipalities
        if not municipality or one.id == municipality
        for name in one.settlements
        if _plain(name) == wanted
    ]


def _plain(words: str) -> str:
    return words.casefold().replace("ё", "е").strip()


VILLAGE = frozenset({"село", "деревня", "посёлок", "поселок", "п", "д", "с", "рп", "станция", "хутор", "город", "г"})
