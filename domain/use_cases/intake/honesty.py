"""Saying so when the bot was away: people thought they were ignored (failures.md 15)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.notices import WasAway
from domain.organisation import ChatKind
from domain.place import chat
from domain.ports import Verb
from domain.use_cases.scope import Scope
from domain.use_cases.telling import has_room

WORTH_A_WORD = timedelta(hours=1)
"""Working time; a shorter silence is only made up for (journey 1, its edge table)."""


async def was_away(scope: Scope, community: int, since: datetime, chats: Sequence[int]) -> int:
    """Tells the residents' chats where something was missed; how many were told."""
    if scope.calendar.between(since, scope.now) < WORTH_A_WORD:
        return 0
    told = 0
    for peer in chats:
        registered, place = scope.region.chat(community, peer), chat(community, peer)
        if registered is None or registered.kind is not ChatKind.RESIDENTS or not await has_room(scope, place):
            continue
        key = f"away/{community}/{peer}/{int(since.timestamp())}"
        held = scope.calendar.quiet_end(scope.now)
        await scope.uow.outbox.put(Verb.SAY, place, WasAway(since, scope.now), key=key, not_before=held)
        told += 1
    return told
