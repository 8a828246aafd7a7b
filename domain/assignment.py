"""Who answers a question: the most specific official, else a substitute, the deputy, the head, ЦУР."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.organisation import Person, Region, Role
from domain.place import VkId

LADDER = (Role.DEPUTY, Role.HEAD, Role.CCU)


@dataclass(frozen=True, slots=True)
class Assignment:
    """`rule` says why this person: topic, settlement, any, substitute, deputy, head or ccu."""

    person: Person
    rule: str


def assign(
    region: Region,
    municipality: str,
    topic: str | None,
    settlement: str | None,
    away: Collection[VkId] = (),
) -> Assignment | None:
    """The person who owes the answer; None when the region has nobody at all."""
    for official, rule in _officials(region, municipality, topic, settlement):
        if official.vk_id not in away:
            return Assignment(official, rule)
        deputy = stand_in(region, official, away)
        if deputy is not None:
            return Assignment(deputy, "substitute")
    return up_the_ladder(region, municipality, away)


def up_the_ladder(region: Region, municipality: str, away: Collection[VkId] = ()) -> Assignment | None:
    """The deputy, else the head, else ЦУР; substitutes of those who are away included."""
    for role in LADDER:
        for person in region.with_role(role, municipality):
            if person.vk_id not in away:
                return Assignment(person, role.value)
            deputy = stand_in(region, person, away)
            if deputy is not None:
                return Assignment(deputy, "substitute")
    return None


def stand_in(region: Region, person: Person, away: Collection[VkId]) -> Person | None:
    """The first substitute down the chain who is here; None when the chain ends or turns round."""
    seen = {person.vk_id}
    while person.substitute is not None and person.substitute not in seen:
        seen.add(person.substitute)
        following = region.person(person.substitute)
        if following is None:
            return None
        if following.vk_id not in away:
            return following
        person = following
    return None


HABIT = 3
"""So many hand-overs to somebody, of one topic and municipality, are a habit to be offered first."""


def stated(region: Region, municipality: str, topic: str | None, settlement: str | None) -> list[Person]:
    """Whom the table names for such a topic or such a place, the most fitting first; whoever answers for all is not."""
    return [official for official, rule in _officials(region, municipality, topic, settlement) if rule != "any"]


def offered(
    people: Sequence[Person], stated: Sequence[Person], handed: Mapping[VkId, int], likely: Sequence[VkId]
) -> tuple[list[Person], str]:
    """Whom to offer a question to, the likeliest first, and why the first is: stated, handed, learned or nothing.

    What the municipality stated goes before what people did, and both before what was learned of words; of several
    whom such questions often went to, the words choose. Only `people` are offered, in their own order where nothing
    speaks for anybody.
    """
    here = {person.vk_id for person in people}
    by_words = {who: rank for rank, who in enumerate(likely)}
    habitual = (who for who, times in handed.items() if times >= HABIT)
    by_habit = sorted(habitual, key=lambda who: (by_words.get(who, len(likely)), -handed[who]))
    first: dict[VkId, str] = {}
    for rule, found in (("stated", [one.vk_id for one in stated]), ("handed", by_habit), ("learned", likely)):
        for who in found:
            if who in here:
                first.setdefault(who, rule)
    order = list(first)
    ranked = sorted(people, key=lambda one: order.index(one.vk_id) if one.vk_id in first else len(order))
    return ranked, first[order[0]] if order else ""


def depends_on_settlement(region: Region, municipality: str, topic: str | None) -> bool:
    """Whether another village would mean another official, so that asking «в какой деревне» is worth it."""
    officials = [o for o in region.with_role(Role.OFFICIAL, municipality) if not o.topics or topic in o.topics]
    return any(o.settlements for o in officials)


def _officials(
    region: Region, municipality: str, topic: str | None, settlement: str | None
) -> Iterator[tuple[Person, str]]:
    fitting = [
        (official, _fit(official, topic, settlement)) for official in region.with_role(Role.OFFICIAL, municipality)
    ]
    ranked = sorted((fit, index) for index, (_, fit) in enumerate(fitting) if fit is not None)
    for fit, index in reversed(ranked):
        yield fitting[index][0], ("any", "settlement", "topic", "topic and settlement")[fit]


def _fit(official: Person, topic: str | None, settlement: str | None) -> int | None:
    """How exactly an official fits; None when the question is not theirs."""
    if official.topics and topic not in official.topics:
        return None
    if official.settlements and settlement not in official.settlements:
        return None
    return 2 * bool(official.topics) + bool(official.settlements)
