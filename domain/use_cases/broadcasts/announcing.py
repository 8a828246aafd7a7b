"""A broadcast before it begins: announced, posted in the chats after a human says «Да», recalled before the start."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from domain.broadcasts.broadcast import Broadcast, State
from domain.broadcasts.desk import IsAbusive, desk_of
from domain.broadcasts.facts import count
from domain.errors import RuleViolation
from domain.notices import (
    AirAnnounced,
    AirChatPost,
    AirCollects,
    AirDigest,
    AirLinked,
    AirNext,
    AirPosted,
    AirSoon,
    AirTheme,
    AirWallText,
    Notice,
    Quote,
    Someone,
)
from domain.organisation import Chat, ChatKind, Person
from domain.people import Right
from domain.place import Place, chat, private
from domain.ports import Verb
from domain.use_cases.broadcasts import facts, hosting
from domain.use_cases.broadcasts.airing import tell_chats
from domain.use_cases.broadcasts.collecting import REMEMBERED, written_clock
from domain.use_cases.scope import Scope
from domain.use_cases.telling import staff_chat

LONGEST = 12 * 60
"""Minutes of a broadcast, at most."""

FARTHEST = timedelta(days=180)
"""How long before it begins a broadcast may be announced."""

SPOKEN_OF = timedelta(days=14)
"""So long after its end a broadcast is still what commands are about."""

NOON = time(12, 0)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LATE = timedelta(minutes=30)
"""A reminder that could not be said in time is not said when it says nothing true any more."""

PINNED_WITHIN = timedelta(hours=12)
"""A post that could not be said so long, for the night's quiet or longer, is not pinned any more."""

TOP = 4


@dataclass(frozen=True, slots=True)
class Announcing:
    """Everything until [Начать]."""

    is_abusive: IsAbusive
    reads_pages: bool = False
    """A token lets the bot read comments under posts of pages that are not the communities'."""

    async def announce(
        self, scope: Scope, place: Place, host: Person, planned: datetime, minutes: int, *, key: str
    ) -> Broadcast:
        """`эфир 3.12 18:00 Ветров 90 минут`, in the moderators' chat or in private."""
        home = host.municipality or scope.home
        if (registered := scope.region.chat(place.community, place.peer)) is not None:
            home = registered.municipality or home
        scope.must_in(Right.MODERATE, home)
        if planned <= scope.now or planned - scope.now > FARTHEST:
            raise RuleViolation("date-passed" if planned <= scope.now else "date-unclear")
        if not 0 < minutes <= LONGEST:
            raise RuleViolation("broadcast-length")
        number = await scope.uow.broadcasts.next_number()
        announced = Broadcast(number, home, host.vk_id, planned, minutes, scope.actor, scope.now, scope.now)
        await scope.uow.broadcasts.add(announced)
        told = AirAnnounced(number, Someone(host.vk_id), planned, announced.planned_end)
        await _say(scope, place, told, f"{key}/announced")
        return announced

    async def goes(self, scope: Scope, place: Place, number: int, *, page: bool, key: str) -> None:
        """[Страница …] or [Сообщество]: what is heard there, the text for a human, and the question about the chats."""
        broadcast = await self._mine(scope, number)
        broadcast = replace(broadcast, page=page)
        await scope.uow.broadcasts.save_broadcast(broadcast)
        chats = len(_chats(scope, broadcast))
        host = Someone(broadcast.host)
        await _say(scope, place, AirCollects(number, host, page, chats), f"{key}/collects")
        written = written_clock(scope, broadcast).due(scope.calendar) or broadcast.planned_end
        wall = AirWallText(host, broadcast.planned, written, f"club{place.community}")
        await _say(scope, place, wall, f"{key}/wall")

    async def post(self, scope: Scope, place: Place, number: int, *, key: str) -> None:
        """«Да»: one text in each chat; a second tap posts nothing."""
        broadcast = await self._mine(scope, number)
        if broadcast.posted_at is None:
            await scope.uow.broadcasts.save_broadcast(replace(broadcast, posted_at=scope.now))
            await tell_chats(scope, broadcast, AirChatPost(Someone(broadcast.host), broadcast.planned), "post")
        await _say(scope, place, AirPosted(number, len(_chats(scope, broadcast))), f"{key}/posted")

    async def linked(self, scope: Scope, place: Place, number: int, link: str, post: str, *, key: str) -> None:
        """The link of the post or the video: where to watch, and whose comments belong to the broadcast."""
        broadcast = await self._mine(scope, number)
        changed = replace(broadcast, link=link)
        if post:
            changed = changed.with_post(post)
        await scope.uow.broadcasts.save_broadcast(changed)
        ours = any(f"-{one.group_id}_" in post for one in scope.region.communities)
        read = self.reads_pages and post.startswith("wall")
        await _say(scope, place, AirLinked(number, link, bool(post) and (ours or read)), f"{key}/linked")

    async def cancel(self, scope: Scope, number: int) -> Broadcast:
        """The broadcast does not take place: its questions go to the officials."""
        broadcast = (await self._mine(scope, number)).cancelled(scope.now)
        await scope.uow.broadcasts.save_broadcast(broadcast)
        return broadcast

    async def nearest(self, scope: Scope, municipality: str) -> AirNext | None:
        """«эфир», for everybody."""
        known = await scope.uow.broadcasts.lately(scope.now - REMEMBERED)
        here = [one for one in known if one.is_open and (not municipality or one.municipality == municipality)]
        if not here:
            return None
        one = next((one for one in here if one.is_live), here[0])
        return AirNext(Someone(one.host), one.planned, one.is_live, one.watch)

    async def current(self, scope: Scope) -> Broadcast:
        """The broadcast a command means: what is on air, else the nearest, else the last one."""
        known = await scope.uow.broadcasts.lately(scope.now - SPOKEN_OF)
        home = scope.home
        here = [one for one in known if one.state is not State.CANCELLED and (not home or one.municipality == home)]
        if not here:
            raise RuleViolation("no-such-broadcast")
        first = next((one for one in here if one.is_live), None) or next((one for one in here if one.is_open), here[-1])
        return await self._mine(scope, first.number)

    async def _mine(self, scope: Scope, number: int) -> Broadcast:
        broadcast = await scope.uow.broadcasts.get(number)
        scope.must_in(Right.MODERATE, broadcast.municipality)
        return broadcast

    # --- by the clock

    async def is_due(self, scope: Scope) -> bool:
        """Whether a reminder or the digest of the day waits; told apart by marks, so that neither comes twice."""
        for one in await scope.uow.broadcasts.lately(scope.now - REMEMBERED):
            for mark, _ in _due(scope, one):
                if await scope.uow.diary.value(mark) is None:
                    return True
            if await self._to_pin(scope, one):
                return True
        return False

    async def remind(self, scope: Scope) -> int:
        """A day and an hour before in the chats; at noon of the day to the moderators; the posts are pinned."""
        for one in await scope.uow.broadcasts.lately(scope.now - REMEMBERED):
            for place, mark in await self._to_pin(scope, one):
                await scope.uow.diary.once(mark, scope.now)
                await scope.uow.outbox.put(Verb.PIN, place, None, key=mark, to=one.announced_by)
            for mark, what in _due(scope, one):
                if not await scope.uow.diary.once(mark, scope.now):
                    continue
                if what == "digest":
                    await self._digest(scope, one, mark)
                elif what == "sheet":
                    await hosting.in_hand(scope, one, self.is_abusive, mark)
                elif what == "facts":
                    await facts.recall(scope, one)
                else:
                    await tell_chats(scope, one, AirSoon(Someone(one.host), one.planned, one.watch), what)
        return 0

    async def _to_pin(self, scope: Scope, one: Broadcast) -> list[tuple[Place, str]]:
        """Posts in the chats whose number VK has told and that nobody pinned yet."""
        if one.posted_at is None or one.state is not State.COLLECTING or scope.now - one.posted_at > PINNED_WITHIN:
            return []
        found = []
        for chat_ in _chats(scope, one):
            mark = f"{one.key}/pin/{chat_.peer_id}"
            if await scope.uow.diary.value(mark) is None:
                sent = await scope.uow.outbox.by_key(f"{one.key}/post/chat/{chat_.peer_id}")
                if sent is not None and sent.place.message:
                    found.append((sent.place, mark))
        return found

    async def _digest(self, scope: Scope, broadcast: Broadcast, mark: str) -> None:
        evening = await scope.uow.broadcasts.evening(broadcast.number)
        desk = desk_of(evening, scope.now, is_abusive=self.is_abusive)
        rows = tuple(
            AirTheme(index, Quote(one.title), one.questions, one.votes, ready=one.ready)
            for index, one in enumerate(desk.following[:TOP], 1)
        )
        told_, asked = count(await scope.uow.broadcasts.facts(broadcast.number))
        told = AirDigest(broadcast.number, desk.balance.collected, len(desk.following), rows, told_, asked)
        await _say(scope, moderators_place(scope, broadcast), told, mark)


def moderators_place(scope: Scope, broadcast: Broadcast) -> Place:
    """The moderators' chat of the municipality, else ЦУР's, else the dialog of whoever announced it."""
    for found in scope.region.chats_of(ChatKind.MODERATORS, broadcast.municipality):
        return _place(found)
    if (staff := staff_chat(scope)) is not None:
        return staff
    community = scope.region.community_of(broadcast.municipality) or scope.region.communities[0].group_id
    return private(community, broadcast.announced_by)


def _due(scope: Scope, one: Broadcast) -> list[tuple[str, str]]:
    """Marks of what is due about a broadcast now."""
    if one.state is not State.COLLECTING:
        return []
    found = []
    for what, before in (("day", DAY), ("hour", HOUR)):
        at = one.planned - before
        if one.posted_at and one.posted_at < at <= scope.now < min(at + LATE, one.planned):
            found.append((f"{one.key}/{what}", f"soon/{what}"))
    recalled = facts.recalled_at(scope, one)
    if one.announced_at < recalled <= scope.now < min(recalled + HOUR, one.planned):
        found.append((f"{one.key}/facts", "facts"))
    if one.announced_at < one.planned - HOUR <= scope.now < one.planned:
        found.append((f"{one.key}/sheet", "sheet"))
    noon = scope.calendar.moment(scope.calendar.local(one.planned).date(), NOON)
    if noon <= scope.now < min(noon + HOUR, one.planned) and one.announced_at < noon:
        found.append((f"{one.key}/digest", "digest"))
    return found


def _chats(scope: Scope, broadcast: Broadcast) -> list[Chat]:
    return list(scope.region.chats_of(ChatKind.RESIDENTS, broadcast.municipality))


async def _say(scope: Scope, place: Place, notice: Notice, key: str) -> None:
    await scope.uow.outbox.put(Verb.SAY, place.at(0), notice, key=key)


def _place(chat_: Chat) -> Place:
    return chat(chat_.group_id, chat_.peer_id)
