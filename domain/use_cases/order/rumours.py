"""Rumours: spotted in chats, checked by people, answered under the message where they live (product.md 111–114).

The bot never says by itself what is true: it repeats what ЦУР or a head wrote, with their name and the source, and only
when somebody taps. The same rumour in another chat is one tap to answer, at most once a day in a chat.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain import privacy
from domain.errors import RuleViolation
from domain.hints import is_private
from domain.message import Message
from domain.notices import (
    Quote,
    RumourAnswer,
    RumourBack,
    RumourCard,
    RumourLine,
    RumourList,
    RumourSpotted,
    RumourTold,
    Someone,
    Verbatim,
)
from domain.organisation import Role
from domain.people import Right, may
from domain.place import VkId
from domain.ports import Listener, Verb
from domain.rumours import DECIDED, WARM, Rumour, Sighting, Verdict
from domain.use_cases.order import refuting
from domain.use_cases.scope import Scope
from domain.use_cases.telling import is_staff_chat, say_in_chat, tell_ccu, tell_official

SHOWN = 15

Change = Callable[[Rumour], Rumour]


@dataclass(frozen=True, slots=True)
class RumourDesk:
    """The register and what is done with it."""

    listener: Listener

    async def heard(self, scope: Scope, message: Message, municipality: str, settlement: str | None) -> bool:
        """Whether somebody spreads a rumour; a known one is not a second one."""
        words = "\n".join([message.text, *(one.text for one in message.forwarded)])
        claim = self.listener.rumour(words)
        if claim is None or is_staff_chat(scope, message.place):
            return False
        known = await self._known(scope, claim, settlement)
        rumour = known or await self._new(scope, message, claim, municipality, settlement)
        sighting = Sighting(rumour.number, message.place, message.author, message.at)
        if not await scope.uow.rumours.saw(sighting):
            return True
        if known is None:
            await self._tell_new(scope, rumour)
        elif rumour.verdict in DECIDED:
            await self._tell_back(scope, rumour, sighting, claim, municipality)
        return True

    async def _known(self, scope: Scope, claim: str, settlement: str | None) -> Rumour | None:
        for one in await scope.uow.rumours.known():
            elsewhere = settlement and one.settlement and settlement != one.settlement
            if one.claim and not elsewhere and self.listener.same_rumour(claim, one.claim):
                return one
        return None

    async def _new(
        self, scope: Scope, message: Message, claim: str, municipality: str, settlement: str | None
    ) -> Rumour:
        head = next(iter(scope.region.with_role(Role.HEAD, municipality)), None)
        rumour = Rumour(
            number=await scope.uow.rumours.next_number(),
            claim=privacy.mask(claim),
            municipality=municipality,
            place=message.place,
            first_at=message.at,
            teller=message.author,
            settlement=settlement,
            owner=head.vk_id if head else None,
        )
        await scope.uow.rumours.save(rumour)
        return rumour

    async def _tell_new(self, scope: Scope, rumour: Rumour) -> None:
        where = scope.region.municipality_name(rumour.municipality)
        teller, text = Someone(rumour.teller), Quote(rumour.claim)
        notice = RumourSpotted(str(rumour.number), where, text, teller, rumour.first_at)
        await tell_ccu(scope, notice, key=_key(rumour, "new"))
        if rumour.owner is not None:
            await tell_official(scope, rumour.owner, notice, key=_key(rumour, "new"))

    async def _tell_back(self, scope: Scope, rumour: Rumour, sighting: Sighting, claim: str, municipality: str) -> None:
        """«Возвращается»: once a day and chat, to those who may answer it with one tap; a stale one is checked anew."""
        day = scope.calendar.local(scope.now).date()
        chat = f"{sighting.place.community}/{sighting.place.peer}"
        if not await scope.uow.diary.once(f"rumour/{rumour.number}/back/{chat}/{day}", scope.now):
            return
        if not rumour.holds(scope.now):
            again = replace(rumour, verdict=Verdict.CHECKING, valid_until=None)
            await scope.uow.rumours.save(again)
            await tell_ccu(scope, await self.card(scope, again), key=_key(rumour, f"stale/{day}"))
            return
        where = scope.region.municipality_name(municipality)
        checked = rumour.decided_at or scope.now
        text, teller, answer = Quote(privacy.mask(claim)), Someone(sighting.teller), Verbatim(rumour.text)
        notice = RumourBack(str(rumour.number), where, text, teller, rumour.verdict.value, answer, checked)
        await tell_ccu(scope, notice, key=_key(rumour, f"back/{chat}/{day}"))
        for one in scope.region.chats:
            if one.kind.value == "moderators" and one.municipality == municipality:
                await say_in_chat(scope, one, notice, key=_key(rumour, f"back/{chat}/{day}"))

    # --- the register

    async def listed(self, scope: Scope) -> RumourList:
        """What the person may see, the newest first."""
        scope.must_in(Right.WATCH, scope.home)
        known = [one for one in await scope.uow.rumours.known() if may(scope.person, Right.WATCH, one.municipality)]
        rows = [
            RumourLine(
                str(one.number),
                Quote(one.claim),
                one.verdict.value,
                len(await scope.uow.rumours.sightings(one.number)),
            )
            for one in known[:SHOWN]
        ]
        return RumourList(tuple(rows))

    async def opened(self, scope: Scope, number: int) -> RumourCard:
        """`слух 3`"""
        rumour = await scope.uow.rumours.get(number)
        if not may(scope.person, Right.WATCH, rumour.municipality):
            raise RuleViolation("no-right")
        return await self.card(scope, rumour)

    async def card(self, scope: Scope, rumour: Rumour) -> RumourCard:
        return RumourCard(
            rumour=str(rumour.number),
            where=scope.region.municipality_name(rumour.municipality),
            text=Quote(rumour.claim),
            said_at=rumour.first_at,
            seen=len(await scope.uow.rumours.sightings(rumour.number)),
            verdict=rumour.verdict.value,
            lacks=rumour.lacks(),
            answer=Verbatim(rumour.text),
            source=rumour.source,
            owner=_someone(rumour.owner),
            by=_someone(rumour.by),
            until=rumour.valid_until,
        )

    async def judged(self, scope: Scope, number: int, verdict: Verdict) -> RumourCard:
        """Правда, неправда, частично, проверяем, не слух."""
        return await self._changed(scope, number, lambda one: one.judged(verdict, scope.actor, scope.now))

    async def worded(self, scope: Scope, number: int, *, text: str = "", source: str = "") -> RumourCard:
        """What residents are told, and how it is known."""
        if self.listener.is_abusive(text):
            raise RuleViolation("answer-rude")
        if is_private(text):
            raise RuleViolation("rumour-private")
        return await self._changed(
            scope, number, lambda one: one.worded(scope.actor, scope.now, text=text.strip(), source=source.strip())
        )

    async def valid(self, scope: Scope, number: int, until: datetime) -> RumourCard:
        return await self._changed(scope, number, lambda one: one.valid(until, scope.now))

    async def restated(self, scope: Scope, number: int, claim: str) -> RumourCard:
        """The claim in the staff's own words."""
        return await self._changed(scope, number, lambda one: one.restated(claim.strip()))

    async def owned(self, scope: Scope, number: int, owner: VkId) -> RumourCard:
        """Somebody else is to check it, and hears so."""
        told = await self._changed(scope, number, lambda one: replace(one, owner=owner))
        day = scope.calendar.local(scope.now).date()
        await tell_official(scope, owner, told, key=f"rumour/{number}/owner/{day}")
        return told

    async def _changed(self, scope: Scope, number: int, change: Change) -> RumourCard:
        rumour = await scope.uow.rumours.get(number)
        if not _may_decide(scope, rumour):
            raise RuleViolation("no-right")
        changed = change(rumour)
        await scope.uow.rumours.save(changed)
        return await self.card(scope, changed)

    # --- under the message

    async def tell(self, scope: Scope, number: int) -> RumourTold:
        """One tap: under the newest message of each chat that tells it, once a day there."""
        rumour = await scope.uow.rumours.get(number)
        if not _may_decide(scope, rumour):
            scope.must_in(Right.MODERATE, scope.home)
        if not rumour.holds(scope.now):
            raise RuleViolation("rumour-not-checked")
        count = waiting = 0
        for sighting in _newest(await scope.uow.rumours.sightings(number), scope.now - WARM):
            if await self._under(scope, rumour, sighting):
                count += 1
            else:
                waiting += 1
        return RumourTold(str(number), count, waiting)

    async def _under(self, scope: Scope, rumour: Rumour, sighting: Sighting) -> bool:
        place, day = sighting.place, scope.calendar.local(scope.now).date()
        chat = "/".join(str(part) for part in place.conversation)
        if not await scope.uow.diary.once(f"rumour/{rumour.number}/told/{chat}/{day}", scope.now):
            return False
        by, checked = Someone(rumour.by or scope.actor), rumour.decided_at or scope.now
        notice = RumourAnswer(Verbatim(rumour.text), rumour.source, checked, by)
        key = f"{_key(rumour, 'told')}/{chat}/{day}"
        await scope.uow.outbox.put(Verb.SAY, place, notice, key=key, to=sighting.teller or None, reply=True)
        await scope.uow.rumours.told(place, scope.now)
        await refuting.offer(scope, rumour, place)
        return True


def _newest(sightings: Sequence[Sighting], since: datetime) -> list[Sighting]:
    """The newest message of each conversation that has no answer under it."""
    found: dict[tuple[int, int, int], Sighting] = {}
    for one in sightings:
        if one.at >= since:
            found[one.place.conversation] = one
    return [one for one in found.values() if one.told_at is None]


def _may_decide(scope: Scope, rumour: Rumour) -> bool:
    """ЦУР, the head and the deputy of its municipality, and whoever was asked to check it."""
    person = scope.person
    if person is None:
        return False
    leads = person.has(Role.HEAD, Role.DEPUTY) and person.municipality == rumour.municipality
    return may(person, Right.CONTROL, rumour.municipality) or leads or rumour.owner == person.vk_id


def _someone(person: VkId | None) -> Someone | None:
    return Someone(person) if person else None


def _key(rumour: Rumour, what: str) -> str:
    return f"rumour/{rumour.number}/{what}"
