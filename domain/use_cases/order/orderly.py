"""Order in the chats: mere abuse is counted, its author warned in private, and only a person mutes (product.md 49).

What somebody thinks is nobody's business here: anger with a matter in it is a question like any other.
"""

from dataclasses import dataclass
from datetime import timedelta

from domain.errors import RuleViolation
from domain.language import is_only_abuse
from domain.message import Message
from domain.notices import Insults, InsultWarning, MuteByHand, Muted, Notice, Quote, Someone
from domain.organisation import Chat, ChatKind
from domain.people import Right
from domain.place import VkId, chat
from domain.ports import Verb
from domain.removals import What
from domain.use_cases import journal
from domain.use_cases.scope import Scope
from domain.use_cases.telling import tell_moderators, tell_person

ENOUGH, AGAIN = 3, 4
"""The message of a day that is warned about, and the one after the warning."""

SILENCED = timedelta(days=1)


async def insulted(scope: Scope, message: Message, municipality: str) -> bool:
    """Whether there is nothing but abuse in a message of a chat; the third of a day is told in private."""
    if not message.place.is_chat or message.attachments or not is_only_abuse(message.text):
        return False
    place, day = message.place, scope.calendar.local(scope.now).date()
    today = f"insult/{message.author}/{day}/"
    if not await scope.uow.diary.once(f"{today}{place.community}.{place.peer}.{place.message}", scope.now):
        return True
    count = len(await scope.uow.diary.marks(today))
    if count in {ENOUGH, AGAIN}:
        warned = await scope.uow.dialogs.reachable(message.author) is not None
        if warned and count == ENOUGH:
            held = scope.calendar.quiet_end(scope.now)
            await tell_person(scope, message.author, InsultWarning(), key=f"{today}warning", not_before=held)
        who = Someone(message.author)
        notice = Insults(str(message.author), who, count, Quote(message.text), warned, str(place.peer))
        await tell_moderators(scope, municipality, notice, key=f"{today}{count}")
    return True


@dataclass(frozen=True, slots=True)
class Orderly:
    """What a moderator's tap does."""

    mutes: bool = False
    """VK's method for it is not documented: switched on by a setting, else a person does it by hand."""

    async def mute(self, scope: Scope, community: int, peer: int, person: VkId, *, back: bool, key: str) -> Notice:
        """[Выключить на сутки] and [Включить обратно]"""
        registered = scope.region.chat(community, peer)
        if registered is None or registered.kind is not ChatKind.RESIDENTS:
            raise RuleViolation("not-a-chat")
        scope.must_in(Right.MODERATE, registered.municipality)
        if person <= 0 or scope.region.person(person) is not None:
            raise RuleViolation("nobody-found")
        if not self.mutes:
            return MuteByHand(str(person))
        length = 0 if back else int(SILENCED.total_seconds())
        fact = f"{scope.actor} {length}{await self._written(scope, registered, person, back=back)}"
        await scope.uow.outbox.put(Verb.MUTE, chat(community, peer), None, key=f"{key}/mute", to=person, fact=fact)
        until = None if back else scope.now + SILENCED
        told = Muted(str(person), str(peer), until, Someone(scope.actor))
        await tell_moderators(scope, registered.municipality, told, key=f"{key}/muted")
        return told

    async def _written(self, scope: Scope, chat_: Chat, person: VkId, *, back: bool) -> str:
        """Into the journal, which hears what VK made of it by the number behind the order."""
        where = chat(chat_.group_id, chat_.peer_id)
        if back:
            if (muted := await scope.uow.removals.muted(where, person)) is not None:
                await scope.uow.removals.save(muted.ended(scope.actor, scope.now))
            return ""
        until = scope.now + SILENCED
        noted = await journal.noted(
            scope, What.MUTE, where, author=person, municipality=chat_.municipality, until=until
        )
        return f" {noted.number}"


async def not_muted(scope: Scope, person: VkId | None, fact: str, *, key: str) -> None:
    """VK refused: whoever tapped hears how to do it by hand."""
    by = int(fact.split()[0])
    if person is not None:
        await tell_person(scope, by, MuteByHand(str(person)), key=f"{key}/by-hand")
