"""The same words from people who have only just come: one line to the moderators, nothing lost (product.md 55).

What is said does not matter, only that newcomers copy it. Nobody's words are kept for this, a hash of them is.
"""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from domain.message import Message
from domain.notices import Quote, Wave
from domain.organisation import ChatKind
from domain.place import Place, VkId
from domain.use_cases.scope import Scope
from domain.use_cases.telling import tell_moderators

ENOUGH = 5
TOLD_AGAIN = frozenset({20, 100, 500})
WITHIN = timedelta(minutes=10)
NEW_FOR = timedelta(days=7)
TELLING = 4
"""A word shorter than this, a number, a sign or the order of words tells no copy from another."""

FEWEST = 4
"""«Когда дадут воду?» of five neighbours is no copying: so many telling words there must be."""


async def arrived(scope: Scope, place: Place, person: VkId) -> None:
    """Somebody has come into a chat."""
    if place.is_chat and person > 0:
        mark = arrival(place, person)
        await scope.uow.diary.forget(mark)
        await scope.uow.diary.once(mark, scope.now, int(scope.now.timestamp()))


async def copied(scope: Scope, message: Message) -> bool:
    """Whether this is one of many copies by newcomers; the fifth is told to the moderators, then few of the later."""
    place, sign = message.place, signature(message.text)
    if not place.is_chat or not sign:
        return False
    since = await scope.uow.diary.value(arrival(place, message.author))
    if since is None or scope.now.timestamp() - since > NEW_FOR.total_seconds():
        return False
    wave = f"wave/{place.community}.{place.peer}/{sign}/"
    at = int(message.at.timestamp())
    await scope.uow.diary.once(f"{wave}{at}/{message.author}.{place.message}", scope.now)
    marks = [mark.split("/")[3:] for mark in await scope.uow.diary.marks(wave)]
    people = {who.partition(".")[0] for when, who in marks if at - int(when) <= WITHIN.total_seconds()}
    if len(people) < ENOUGH:
        return False
    if len(people) == ENOUGH or len(people) in TOLD_AGAIN:
        registered = scope.region.chat(place.community, place.peer)
        home = registered.municipality if registered and registered.kind is ChatKind.RESIDENTS else ""
        notice = Wave(len(people), str(place.peer), Quote(message.text))
        await tell_moderators(scope, home, notice, key=f"{wave}{scope.now.date()}/{len(people)}")
    return True


async def came(scope: Scope, place: Place, person: VkId) -> datetime | None:
    """When somebody came into a chat, of those who came within a week."""
    at = await scope.uow.diary.value(arrival(place, person)) if place.is_chat else None
    return datetime.fromtimestamp(at, UTC) if at is not None else None


def signature(text: str) -> str:
    """The same for copies that differ in case, signs, numbers, small words or their order; empty for a few words."""
    words = set(re.findall(rf"[а-яёa-z]{{{TELLING},}}", text.casefold().replace("ё", "е")))
    return sha256(" ".join(sorted(words)).encode()).hexdigest()[:16] if len(words) >= FEWEST else ""


def arrival(place: Place, person: VkId) -> str:
    """Under which mark the diary knows when somebody came into a chat."""
    return f"arrived/{place.community}.{place.peer}/{person}"
