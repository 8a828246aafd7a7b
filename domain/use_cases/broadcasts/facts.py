"""Departments are asked what the host should say; what they tell stands on the host's sheet and nowhere else."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from domain.broadcasts.aftermath import shown
from domain.broadcasts.broadcast import Broadcast, State
from domain.broadcasts.desk import title_of
from domain.broadcasts.evening import Evening
from domain.broadcasts.facts import Fact, by_theme
from domain.errors import RuleViolation
from domain.message import Message
from domain.notices import AirAct, AirChoice, AirFactAsk, AirFactAsked, AirFactTold, AirFactWhich, Quote, Someone
from domain.organisation import Person, Region
from domain.people import Right
from domain.place import VkId
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import is_reachable
from domain.use_cases.staff.control import colleagues
from domain.use_cases.telling import reply_to_actor, tell_person

RECALLED_AT = time(10, 0)
OFFERED = 8

UNSORTED = 80
"""Characters of a question that stands in no theme yet."""


async def ask(scope: Scope, number: int, official: Person) -> AirFactAsked:
    """`справка 214 Петрова`: a card to the official, once a theme."""
    evening, broadcast = await _evening(scope, number)
    theme = evening.theme_of(number)
    wanted = by_theme(evening, await scope.uow.broadcasts.facts(broadcast.number)).get(theme.id, [])
    before = any(one.official == official.vk_id for one in wanted)
    fact = Fact(broadcast.number, number, official.vk_id, scope.actor, scope.now)
    if not before and await scope.uow.broadcasts.ask_fact(fact):
        await _send(scope, evening, fact)
    title, _ = _named(evening, number)
    return AirFactAsked(Someone(official.vk_id), title, await is_reachable(scope, official.vk_id), before)


async def ask_of_theme(scope: Scope, broadcast: int, theme: int, official: VkId) -> AirFactAsked:
    """The same by buttons: it hangs on the theme's first question."""
    evening = await scope.uow.broadcasts.evening(broadcast)
    asked = evening.of(theme)
    person = scope.region.person(official)
    if not asked:
        raise RuleViolation("broadcast-no-theme", number=broadcast)
    if person is None or not person.answers:
        raise RuleViolation("nobody-found", detail="")
    return await ask(scope, asked[0].question, person)


async def offer_people(scope: Scope, broadcast: int, theme: int) -> AirChoice:
    """Whom to ask: those who answer in the municipality."""
    evening = await scope.uow.broadcasts.evening(broadcast)
    scope.must_in(Right.MODERATE, evening.broadcast.municipality)
    known = evening.theme(theme)
    people = who_may_know(scope.region, evening.broadcast)
    acts = [
        AirAct("fact-to", theme, known.version, str(one.vk_id), Quote(one.name), begins=at % 2 == 0)
        for at, one in enumerate(people)
    ]
    return AirChoice(broadcast, "fact-who", Quote(title_of(known, evening.of(theme))), tuple(acts))


def who_may_know(region: Region, broadcast: Broadcast) -> Sequence[Person]:
    """Those who answer where the broadcast is."""
    host = region.person(broadcast.host)
    if host is not None and host.municipality:
        return colleagues(region, host)
    return [one for one in region.people if one.answers and one.municipality == broadcast.municipality][:OFFERED]


async def replied(scope: Scope, message: Message) -> bool:
    """A VK reply to a card is the fact, whatever else the official has open."""
    if message.reply_to is None:
        return False
    sent = await scope.uow.outbox.find_sent(message.reply_to)
    if sent is None or not isinstance(sent.notice, AirFactAsk):
        return False
    known = await scope.uow.broadcasts.facts(sent.notice.air)
    for one in known:
        if one.question == sent.notice.about and one.official == scope.actor:
            await _told(scope, one, message)
            return True
    return False


async def plain(scope: Scope, message: Message) -> bool:
    """Plain words while no card of a question is open: the fact, when one is wanted; of several a reply says which."""
    wanted = await scope.uow.broadcasts.facts_wanted(scope.actor)
    if len(wanted) == 1:
        await _told(scope, wanted[0], message)
    elif wanted:
        await reply_to_actor(scope, message.place, AirFactWhich(len(wanted)), key=message.id)
    return bool(wanted)


async def on_sheet(scope: Scope, evening: Evening) -> Mapping[int, Sequence[Fact]]:
    """What was told, by theme."""
    found = by_theme(evening, await scope.uow.broadcasts.facts(evening.broadcast.number))
    return {theme: [one for one in facts if one.is_told] for theme, facts in found.items()}


# --- by the clock


def recalled_at(scope: Scope, broadcast: Broadcast) -> datetime:
    """In the morning of the last working day before the broadcast's."""
    day = scope.calendar.local(broadcast.planned).date() - timedelta(1)
    for _ in range(14):
        if scope.calendar.is_working_day(day):
            break
        day -= timedelta(1)
    return scope.calendar.next_working(scope.calendar.moment(day, RECALLED_AT))


async def recall(scope: Scope, broadcast: Broadcast) -> None:
    """Once more to whoever was asked before this morning and said nothing."""
    evening = await scope.uow.broadcasts.evening(broadcast.number)
    for one in await scope.uow.broadcasts.facts(broadcast.number):
        if not one.is_told and one.asked_at < recalled_at(scope, broadcast) and one.question in evening.asked:
            await _send(scope, evening, one, again=True)


async def _send(scope: Scope, evening: Evening, fact: Fact, *, again: bool = False) -> None:
    """In working hours, if any are left before the broadcast."""
    broadcast = evening.broadcast
    title, questions = _named(evening, fact.question)
    notice = AirFactAsk(
        broadcast.number,
        fact.question,
        Someone(broadcast.host),
        broadcast.planned,
        title,
        questions,
        again,
    )
    key = f"{broadcast.key}/fact/{fact.question}" + ("/again" if again else "")
    held = scope.calendar.next_working(scope.now)
    held = held if held < broadcast.planned else scope.calendar.quiet_end(scope.now)
    # not about the question: a reply to what is about a question is its public answer
    await tell_person(scope, fact.official, notice, key=key, not_before=held)


async def _told(scope: Scope, fact: Fact, message: Message) -> None:
    evening = await scope.uow.broadcasts.evening(fact.broadcast)
    if not evening.broadcast.is_open:
        raise RuleViolation("fact-late")
    if not message.text.strip():
        raise RuleViolation("needs-text")
    await scope.uow.broadcasts.save_fact(fact.told(message.text, scope.now))
    title, _ = _named(evening, fact.question)
    told = AirFactTold(title, Someone(evening.broadcast.host), fact.is_told)
    await reply_to_actor(scope, message.place, told, key=message.id)


def _named(evening: Evening, question: int) -> tuple[Quote, int]:
    """The theme a question stands in now, and how many stand there; alone while nobody looked what it is about."""
    asked = evening.asked.get(question)
    theme = evening.themes.get(asked.theme) if asked else None
    if theme is not None:
        several = evening.of(theme.id)
        return Quote(title_of(theme, several)), len(several)
    return Quote(shown(asked.words)[:UNSORTED] if asked else ""), 1


async def _evening(scope: Scope, question: int) -> tuple[Evening, Broadcast]:
    broadcast = await scope.uow.broadcasts.of_question(question)
    if broadcast is None or broadcast.state in {State.ENDED, State.CANCELLED}:
        raise RuleViolation("broadcast-no-question", number=question)
    scope.must_in(Right.MODERATE, broadcast.municipality)
    return await scope.uow.broadcasts.evening(broadcast.number), broadcast
