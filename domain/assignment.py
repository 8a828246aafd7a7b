"""Who answers a question: the most specific official, else a substitute, the deputy, the head, ЦУР."""

from collections.abc import Collection, Iterator
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
