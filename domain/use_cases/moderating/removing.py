"""What moderators do about removals: away, let it stay, back again; and the journal they and ЦУР read (50, 51, 54)."""

from dataclasses import dataclass
from datetime import timedelta

from domain import privacy
from domain.errors import RuleViolation
from domain.language import mask_obscenity
from domain.notices import (
    BroughtBackYours,
    Notice,
    ObjectionPassed,
    Quote,
    RemovalCard,
    RemovalLine,
    RemovalList,
    RemovalObjected,
    SaidAgain,
    Someone,
    Verbatim,
    WatchSet,
    WatchShown,
)
from domain.organisation import MOST_DAYS, ChatKind, Manner, Watch
from domain.people import Right, may_with
from domain.place import VkId, chat
from domain.ports import Verb
from domain.question import Question, Status
from domain.removals import GONE, WAITS, Removal, State, What
from domain.spam import PLAIN
from domain.use_cases.journal import chat_of, leads_to, removal_key, sign_of, take_away
from domain.use_cases.moderating.moderation import Moderation
from domain.use_cases.moderating.taking import Taking
from domain.use_cases.order.orderly import Orderly
from domain.use_cases.scope import Scope
from domain.use_cases.staff.control import JOURNAL
from domain.use_cases.telling import tell_moderators, tell_person

SHOWN = 20
LATELY = timedelta(days=7)
LONG_KNOWN = timedelta(days=MOST_DAYS)


@dataclass(frozen=True, slots=True)
class Removing:
    """Taps and commands; rights are looked at now, whatever the button is."""

    taking: Taking
    moderation: Moderation
    orderly: Orderly

    async def drop(self, scope: Scope, number: int) -> RemovalCard:
        """[Убрать]: the message and its copies."""
        removal = await _of(scope, number)
        dropped = removal.dropped(scope.actor, scope.now)
        for one in (dropped, *await _copies(scope, removal, State.HELD, State.REFUSED)):
            gone = one if one is dropped else one.dropped(scope.actor, scope.now)
            await scope.uow.removals.save(gone)
            await take_away(scope, gone)
            if (draft := await _draft(scope, gone)) is not None:
                await self.moderation.dismiss(scope, draft)
        return await _card(scope, dropped)

    async def keep(self, scope: Scope, number: int) -> RemovalCard:
        """[Оставить]: it stays, its author is looked at no more here, and what asks is a question."""
        removal = await _of(scope, number)
        kept = removal.kept(scope.actor, scope.now)
        for one in (kept, *await _copies(scope, removal, *WAITS)):
            stays = one if one is kept else one.kept(scope.actor, scope.now)
            await scope.uow.removals.save(stays)
            await _trust(scope, stays)
            draft = await _draft(scope, stays) if stays.asks else None
            if draft is not None:
                await self.taking.take(scope, draft)
        return await _card(scope, kept)

    async def by_hand(self, scope: Scope, number: int) -> RemovalCard:
        """[Убрали сами]: where the bot could not."""
        removal = (await _of(scope, number)).by_hand(scope.actor, scope.now)
        await scope.uow.removals.save(removal)
        return await _card(scope, removal)

    async def back(self, scope: Scope, number: int, *, key: str) -> Notice:
        """[Вернуть]: VK gives nothing back, so the bot says the words again in their author's name; or ends a mute."""
        removal = await _of(scope, number)
        if removal.what is What.MUTE:
            place = removal.place
            return await self.orderly.mute(
                scope, place.community, place.peer, removal.author, back=True, key=f"{key}/unmute"
            )
        returned = removal.brought_back(scope.actor, scope.now)
        await scope.uow.removals.save(returned)
        await _trust(scope, returned)
        said = mask_obscenity(privacy.mask(returned.text))
        again = SaidAgain(
            Someone(returned.author), returned.said_at or returned.at, Verbatim(said), returned.attachments
        )
        await scope.uow.outbox.put(Verb.SAY, returned.place.at(0), again, key=f"{removal_key(returned)}/again")
        if returned.author > 0 and await scope.uow.dialogs.reachable(returned.author) is not None:
            told = BroughtBackYours(str(number))
            held = scope.calendar.quiet_end(scope.now)
            await tell_person(scope, returned.author, told, key=f"{removal_key(returned)}/again-yours", not_before=held)
        return await _card(scope, returned)

    async def object(self, scope: Scope, number: int) -> ObjectionPassed:
        """[Это не реклама], by the author: moderators look again."""
        removal = await scope.uow.removals.get(number)
        if removal.author <= 0 or removal.author != scope.actor:
            raise RuleViolation("no-such-removal")
        objected = removal.objected(scope.now)
        await scope.uow.removals.save(objected)
        notice = RemovalObjected(
            str(number),
            sign_of(objected),
            str(objected.author),
            Someone(objected.author),
            Quote(objected.text),
            objected.can_come_back,
        )
        await tell_moderators(scope, objected.municipality, notice, key=f"{removal_key(objected)}/objected")
        return ObjectionPassed(str(number))

    # --- the journal

    async def opened(self, scope: Scope, number: int) -> RemovalCard:
        """`журнал удалений 12`"""
        return await _card(scope, await _of(scope, number))

    async def listed(self, scope: Scope, municipality: str, *, waiting: bool) -> RemovalList:
        """`журнал удалений`: one's own municipality, for ЦУР every one."""
        home = municipality or scope.home
        scope.must_in(Right.MODERATE, home)
        found = await scope.uow.removals.latest(home, SHOWN, waiting=waiting)
        return RemovalList(scope.region.municipality_name(home), waiting, tuple(map(_line, found)))

    # --- how a chat is kept

    async def shown(self, scope: Scope, watch: Watch, then: Watch | None = None) -> WatchShown:
        """`спам`, and what would change; nothing changes yet."""
        _must_keep(scope, watch.group_id, watch.peer_id)
        caught = await scope.uow.removals.here(chat(watch.group_id, watch.peer_id), scope.now - LATELY)
        return WatchShown(
            chat=str(watch.peer_id),
            group=str(watch.group_id),
            manner=watch.manner.value,
            days=watch.days,
            manner_then=then.manner.value if then else "",
            days_then=then.days if then else 0,
            caught=len(caught),
            plain=len([one for one in caught if one.sign in PLAIN]),
            removed=len([one for one in caught if one.state in {*GONE, State.BACK}]),
            back=len([one for one in caught if one.state is State.BACK]),
            by=Someone(watch.by) if watch.by else None,
            at=watch.at,
        )

    async def kept_so(self, scope: Scope, group: int, peer: int, manner: str, days: int) -> WatchSet:
        """The chat is kept so from the next message on; buttons are forged easily."""
        _must_keep(scope, group, peer)
        if manner not in set(Manner) or not 1 <= days <= MOST_DAYS:
            raise RuleViolation("watch-unclear")
        before = scope.region.watch(group, peer)
        now = Watch(group, peer, Manner(manner), days, scope.actor, scope.now)
        if (now.manner, now.days) != (before.manner, before.days):
            await scope.uow.regions.save_watch(now)
            told = " → ".join(f"{one.manner.value} {one.days}" for one in (before, now))
            await scope.note(JOURNAL, "watch", f"{peer}: {told}")
        return WatchSet(str(peer), str(group), now.manner.value, now.days, before.manner.value, before.days)


def chats_kept(scope: Scope) -> list[Watch]:
    """How the residents' chats are kept that the person may keep."""
    residents = [one for one in scope.region.chats if one.kind is ChatKind.RESIDENTS]
    mine = [one for one in residents if not scope.person or scope.person.municipality in {"", one.municipality}]
    return [scope.region.watch(one.group_id, one.peer_id) for one in mine]


def _must_keep(scope: Scope, group: int, peer: int) -> None:
    registered = scope.region.chat(group, peer)
    if registered is None or registered.kind is not ChatKind.RESIDENTS:
        raise RuleViolation("not-a-chat")
    scope.must_in(Right.MODERATE, registered.municipality)


async def _of(scope: Scope, number: int) -> Removal:
    removal = await scope.uow.removals.get(number)
    scope.must_in(Right.MODERATE, removal.municipality)
    return removal


async def _copies(scope: Scope, removal: Removal, *states: State) -> list[Removal]:
    return [one for one in await scope.uow.removals.copies(removal.number) if one.state in states]


async def _draft(scope: Scope, removal: Removal) -> Question | None:
    """What waits in «возможно» of this message, where the person may decide about it."""
    question = await scope.uow.questions.at(removal.place)
    if question is None or question.status is not Status.DRAFT:
        return None
    return question if may_with(scope.person, Right.MODERATE, question) else None


async def _trust(scope: Scope, removal: Removal) -> None:
    """Their links are like anybody's in this place."""
    if removal.author > 0:
        await scope.uow.speakers.trust(removal.place, removal.author, scope.now - LONG_KNOWN)


async def _card(scope: Scope, removal: Removal) -> RemovalCard:
    copies = await scope.uow.removals.copies(removal.number)
    return RemovalCard(
        entry=str(removal.number),
        what=removal.what.value,
        sign=sign_of(removal),
        state=removal.state.value,
        where=scope.region.municipality_name(removal.municipality),
        chat=chat_of(removal),
        id=_id(removal),
        author=Someone(removal.author) if removal.author > 0 else None,
        text=Quote(removal.text),
        leads=leads_to(removal),
        at=removal.at,
        by=_someone(removal.by),
        until=removal.until,
        undone_by=_someone(removal.undone_by),
        undone_at=removal.undone_at,
        objected_at=removal.objected_at,
        copies=len(copies),
        can_come_back=removal.can_come_back or _is_muted(scope, removal),
    )


def _is_muted(scope: Scope, removal: Removal) -> bool:
    lasts = removal.until is not None and removal.until > scope.now
    return removal.what is What.MUTE and lasts and removal.state is State.DONE


def _line(removal: Removal) -> RemovalLine:
    return RemovalLine(
        entry=str(removal.number),
        what=removal.what.value,
        sign=sign_of(removal),
        state=removal.state.value,
        chat=chat_of(removal),
        id=_id(removal),
        at=removal.at,
        by=_someone(removal.by),
        until=removal.until,
        undone_by=_someone(removal.undone_by),
    )


def _id(removal: Removal) -> str:
    return str(removal.author) if removal.author > 0 else ""


def _someone(person: VkId) -> Someone | None:
    return Someone(person) if person > 0 else None
