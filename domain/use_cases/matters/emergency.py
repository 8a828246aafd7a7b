"""`срочно Бор` (journey 5): an emergency at a place.

Everything asked from there is one list, whatever chat it was asked in; its deadline is an hour; nobody is reminded of
the municipality's other questions meanwhile. ЦУР begins and ends it, and it ends by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.emergency import COUNTED, Emergency, Ending
from domain.errors import RuleViolation
from domain.notices import EmergencyBegun, EmergencyFeed, EmergencyOver, Line, Someone
from domain.organisation import Role, typed
from domain.people import Right, may
from domain.place import VkId
from domain.ports import Filter
from domain.question import EMERGENCY, WAITING, Clock, Question
from domain.use_cases.matters.urgency import lengthened, shortened
from domain.use_cases.scope import Scope
from domain.use_cases.telling import LIST_LINES, line_of, tell_ccu, tell_official

WITHIN = timedelta(hours=1)
LASTS = timedelta(hours=12)
LONGEST = timedelta(days=1)
"""An emergency is over by then, or somebody says it again."""

AT_MOST = 200
"""Questions hurried or calmed at once; the next look takes the rest."""

JOURNAL = 0
TOLD_ROLES = (Role.HEAD, Role.DEPUTY, Role.MODERATOR)


async def first_clock_of(scope: Scope, question: Question) -> Clock | None:
    """The clock of a new question from such a place; None where there is no emergency."""
    running = await scope.uow.emergencies.running()
    there = any(one.covers(question) and one.until > scope.now for one in running)
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
    new = Emergency(municipality, settlement, scope.now, until, scope.actor, scope.now)
    for one in await scope.uow.emergencies.running():
        if one.name == new.name:
            await scope.uow.emergencies.save(one.ended(Ending.AGAIN, scope.now, scope.actor))
    await _now_known(scope, new)
    name = name_of(scope, new)
    await scope.note(JOURNAL, "emergency", name)
    await _hurry(scope, new)
    waiting = replace(_there(new), statuses=WAITING)
    for person, count in (await _concerned(scope, new)).items():
        if person != scope.actor:
            theirs = await _lines(scope, replace(waiting, assignee=person), count)
            told = EmergencyBegun(name, until, Someone(scope.actor), *theirs)
            await tell_official(scope, person, told, key=f"{key}/emergency", urgent=True)
    shown = await _lines(scope, waiting, await scope.uow.questions.count(waiting))
    return EmergencyBegun(name, until, Someone(scope.actor), *shown, municipality, settlement)


async def end(scope: Scope, words: str, *, key: str) -> EmergencyOver:
    """`срочно Бор хватит`; without a place the only one there is."""
    known = await scope.uow.emergencies.running()
    if words:
        wanted = place_named(scope, words)
        known = [one for one in known if (one.municipality, one.settlement) == wanted]
    mine = [one for one in known if may(scope.person, Right.CONTROL, one.municipality)]
    if known and not mine:
        raise RuleViolation("no-right")
    if len(mine) != 1:
        raise RuleViolation("no-emergency")
    return await _over(scope, mine[0], Ending.SAID, key=key)


async def feed(scope: Scope, words: str = "") -> EmergencyFeed:
    """`срочно`: everything from there, newest first; people of one municipality see their own."""
    wanted = place_named(scope, words) if words else None
    for one in sorted(await scope.uow.emergencies.running(), key=lambda one: one.until, reverse=True):
        if wanted in {None, (one.municipality, one.settlement)} and may(scope.person, Right.WATCH, one.municipality):
            return await _fed(scope, one)
    raise RuleViolation("no-emergency")


# --- by the clock


async def is_due(scope: Scope) -> bool:
    """Whether the clock has something to do for an emergency; usually there is none."""
    for one in await scope.uow.emergencies.running():
        if one.until <= scope.now or await _unhurried(scope, one, 1) or await _has_news(scope, one):
            return True
    return bool(await scope.uow.emergencies.outlived(1))


async def look(scope: Scope) -> int:
    """Ends what is over, hurries what turned out to be from there and calms what is not, tells ЦУР what is new."""
    done = 0
    for one in await scope.uow.emergencies.running():
        if one.until <= scope.now:
            key = f"emergency-over/{one.name}/{int(one.until.timestamp())}"
            await tell_ccu(scope, await _over(scope, one, Ending.TIME, key=key), key=key)
            done += 1
            continue
        done += await _hurry(scope, one)
        if await _has_news(scope, one):
            key = f"emergency-feed/{one.name}/{int(scope.now.timestamp())}"
            await tell_ccu(scope, await _fed(scope, one), key=key)
            await _now_known(scope, one)
            done += 1
    return done + await _calm(scope)


# --- within


def _there(one: Emergency) -> Filter:
    """Questions from the place."""
    return Filter(municipality=one.municipality, settlement=one.settlement, limit=LIST_LINES)


def _asked(one: Emergency) -> Filter:
    """Everything of the emergency: asked since it began, or waiting since before."""
    return replace(_there(one), statuses=COUNTED, since_or_waiting=one.since, order="newest")


async def _over(scope: Scope, one: Emergency, how: Ending, *, key: str) -> EmergencyOver:
    tally, concerned = await scope.uow.questions.tally(_asked(one)), await _concerned(scope, one)
    await scope.uow.emergencies.save(one.ended(how, scope.now, scope.actor or None))
    await _calm(scope)
    name = name_of(scope, one)
    await scope.note(JOURNAL, "emergency_over", name)
    over = EmergencyOver(name, Someone(scope.actor) if scope.actor else None, tally.total, tally.waiting)
    for person in concerned:
        if person != scope.actor:
            await tell_official(scope, person, over, key=f"{key}/emergency-over")
    return over


async def _unhurried(scope: Scope, one: Emergency, limit: int) -> Sequence[Question]:
    return await scope.uow.questions.list(replace(_there(one), statuses=WAITING, unhurried=True, limit=limit))


async def _hurry(scope: Scope, one: Emergency) -> int:
    """What waits there has an hour left."""
    found = await _unhurried(scope, one, AT_MOST)
    for question in found:
        await shortened(scope, question, EMERGENCY, WITHIN, one.settlement)
    return len(found)


async def _calm(scope: Scope) -> int:
    """What no emergency hurries any more has the time it would have had."""
    found = await scope.uow.emergencies.outlived(AT_MOST)
    for number in found:
        await lengthened(scope, await scope.uow.questions.get(number))
    return len(found)


async def _has_news(scope: Scope, one: Emergency) -> bool:
    """Whether something was asked since ЦУР saw the list last, and that was not a moment ago."""
    fresh = replace(_there(one), statuses=COUNTED, above=one.told_number)
    return one.may_tell(scope.now) and await scope.uow.questions.count(fresh) > 0


async def _now_known(scope: Scope, one: Emergency) -> None:
    """ЦУР is told of everything up to now."""
    newest = await scope.uow.questions.list(Filter(municipality=one.municipality, order="newest", limit=1))
    await scope.uow.emergencies.save(one.told(scope.now, newest[0].number if newest else 0))


async def _fed(scope: Scope, one: Emergency) -> EmergencyFeed:
    tally = await scope.uow.questions.tally(_asked(one))
    lines, more = await _lines(scope, _asked(one), tally.total)
    return EmergencyFeed(
        name=name_of(scope, one),
        until=one.until,
        total=tally.total,
        waiting=tally.waiting,
        votes=tally.votes,
        lines=lines,
        more=more,
        id=one.municipality if may(scope.person, Right.CONTROL, one.municipality) or not scope.actor else "",
        settlement=one.settlement,
    )


async def _lines(scope: Scope, wanted: Filter, total: int) -> tuple[tuple[Line, ...], int]:
    """The first lines of a list, and how many it leaves out."""
    shown = await scope.uow.questions.list(wanted) if total else ()
    return tuple(line_of(scope, one) for one in shown), total - len(shown)


async def _concerned(scope: Scope, one: Emergency) -> Mapping[VkId, int]:
    """Those who answer there now and how much is theirs; heads, deputies and moderators with nothing but the news."""
    owed = await scope.uow.questions.owed(replace(_there(one), statuses=WAITING))
    bosses = [person.vk_id for role in TOLD_ROLES for person in scope.region.with_role(role, one.municipality)]
    return {**owed, **{person: owed.get(person, 0) for person in bosses}}


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
    wanted = typed(words)
    return [
        (one.id, name)
        for one in scope.region.municipalities
        if not municipality or one.id == municipality
        for name in one.settlements
        if typed(name) == wanted
    ]


VILLAGE = frozenset({"село", "деревня", "посёлок", "поселок", "п", "д", "с", "рп", "станция", "хутор", "город", "г"})
