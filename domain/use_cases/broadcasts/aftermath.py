"""After a broadcast: the sum and the post for moderators, a word to everybody who was answered, two looks back."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain.answer import PromiseState
from domain.broadcasts.aftermath import FOUND, LISTED, WRITTEN, Said, about, fates, owed, said_in
from domain.broadcasts.broadcast import Broadcast, State
from domain.broadcasts.evening import Evening
from domain.errors import RuleViolation
from domain.notices import (
    AirFollowUp,
    AirOver,
    AirOwed,
    AirPicture,
    AirSummary,
    HeardInChat,
    HeardOnAir,
    NothingSaid,
    Notice,
    OwedRow,
    Quote,
    SaidOnAir,
    SaidRow,
    SaidWhen,
    Someone,
)
from domain.organisation import ChatKind, Role
from domain.people import Right
from domain.place import Place, VkId, chat
from domain.ports import Verb
from domain.question import TOLD, Question, Status
from domain.use_cases.scope import Scope
from domain.use_cases.telling import say_in_chat, send_file, tell_author, tell_ccu, tell_person

GRACE = timedelta(minutes=10)
"""The moderators may still mend time codes and gists before the authors hear of them."""

LOOKS_BACK = (1, 7)
LOOKS_BACK_AT = time(10, 0)
LAST_LOOK = timedelta(days=25)
"""A week, and the longest holidays after it: of 31 December the first working day may be the 12th."""

KNOWN = 50
"""The latest broadcasts that are looked through."""

TURNS = 4
IN_CHAT = 8

Errand = Callable[[Scope], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Aftermath:
    """`moments` is how a link names a moment of a video («t»), empty when it cannot."""

    moments: str = "t"

    # --- by the clock

    async def due_errands(self, scope: Scope) -> list[Errand]:
        found: list[Errand] = []
        for broadcast in await self._over(scope):
            done = set(await scope.uow.diary.marks(_mark(broadcast, "")))
            found += [
                self._errand(broadcast.number, what)
                for what, at in _steps(scope, broadcast)
                if at <= scope.now and _mark(broadcast, what) not in done
            ]
        return found

    async def _over(self, scope: Scope) -> list[Broadcast]:
        """Those that ended, when all that did not sound has gone to the officials."""
        known = await scope.uow.broadcasts.lately(scope.now - LAST_LOOK)
        return [
            one for one in known if one.state is State.ENDED and not await scope.uow.broadcasts.unsounded(one.number, 1)
        ]

    def _errand(self, number: int, what: str) -> Errand:
        async def run(scope: Scope) -> int:
            evening = await scope.uow.broadcasts.evening(number)
            match what:
                case "over":
                    await self._say_over(scope, evening)
                case "told":
                    if not await self._tell_next(scope, evening):
                        return 1
                case _:
                    days = int(what.removeprefix("back-"))
                    notice = await self.follow_up(scope, evening)
                    await _to_moderators(scope, evening.broadcast, notice, f"back/{days}")
            await scope.uow.diary.once(_mark(evening.broadcast, what), scope.now)
            return 1

        return run

    # --- for the moderators

    async def _say_over(self, scope: Scope, evening: Evening) -> None:
        broadcast, sum_ = evening.broadcast, evening.balance
        promises = sorted(one.promise for one in said_in(evening, self.moments) if one.promise)
        notice = AirOver(
            air=broadcast.number,
            host=Someone(broadcast.host),
            collected=sum_.collected,
            on_air=sum_.on_air,
            in_writing=sum_.in_writing,
            in_work=sum_.in_work,
            duplicates=sum_.duplicates,
            declined=sum_.declined,
            withdrawn=sum_.withdrawn,
            holds=sum_.holds,
            promises=len(promises),
            nearest=promises[0] if promises else None,
            wait=int(GRACE.total_seconds()) // 60,
        )
        await _to_moderators(scope, broadcast, notice, "over")

    async def summary(self, scope: Scope, number: int) -> AirSummary:
        """[Пост-итог]: what was said, in the order it was said."""
        evening = await self._ended(scope, number)
        said, waiting = said_in(evening, self.moments), await _questions(scope, owed(evening))
        return AirSummary(
            host=Someone(evening.broadcast.host),
            day=evening.broadcast.started_at or evening.broadcast.planned,
            rows=tuple(_row(one) for one in said[:LISTED]),
            others=max(len(said) - LISTED, 0),
            owed=len(waiting),
            by=max((one.due_at for one in waiting if one.due_at and one.due_at > scope.now), default=None),
            promises=sum(one.promise is not None for one in said),
        )

    async def picture(self, scope: Scope, place: Place, number: int, *, key: str) -> None:
        """[Картинка]: a document, among staff or in private."""
        said = await self.summary(scope, number)
        drawn = AirPicture(said.host, said.day, said.rows, said.others, said.owed, said.by, said.promises)
        await send_file(scope, place, drawn, key=f"{key}/picture")

    async def still_owed(self, scope: Scope, number: int) -> AirOwed:
        """[Кто ещё не ответил]"""
        evening = await self._ended(scope, number)
        by: dict[VkId | None, list[Question]] = defaultdict(list)
        for question in await _questions(scope, owed(evening)):
            if question.is_open and question.status not in TOLD:
                by[question.assignee].append(question)
        rows = [
            OwedRow(
                Someone(person) if person else None,
                len(mine),
                sum(one.is_overdue(scope.now) for one in mine),
                min((one.due_at for one in mine if one.due_at and one.due_at > scope.now), default=None),
            )
            for person, mine in by.items()
        ]
        rows.sort(key=lambda row: (-row.late, -row.count))
        return AirOwed(number, sum(row.count for row in rows), tuple(rows))

    async def follow_up(self, scope: Scope, evening: Evening) -> AirFollowUp:
        """What became of the promises, and how many still wait."""
        promised = [one for one in said_in(evening, self.moments) if one.promise]
        fate = fates(evening)
        in_writing = await _questions(scope, [one for one, what in fate.items() if what in WRITTEN])
        waiting = [one for one in in_writing if one.is_open and one.status not in TOLD]
        return AirFollowUp(
            host=Someone(evening.broadcast.host),
            day=evening.broadcast.started_at or evening.broadcast.planned,
            rows=tuple([_row(one, await _state(scope, one)) for one in promised]),
            in_writing=len(in_writing),
            replied=len(in_writing) - len(waiting),
            owed=len(waiting),
            late=sum(one.is_overdue(scope.now) for one in waiting),
        )

    async def latest(self, scope: Scope, municipality: str) -> int:
        """The broadcast a command without a number means: the last that is over."""
        for one in await scope.uow.broadcasts.of(municipality, KNOWN):
            if one.state is State.ENDED:
                return one.number
        raise RuleViolation("no-broadcast-over")

    async def _ended(self, scope: Scope, number: int) -> Evening:
        broadcast = await scope.uow.broadcasts.get(number)
        scope.must_in(Right.MODERATE, broadcast.municipality)
        if broadcast.state is not State.ENDED:
            raise RuleViolation("no-broadcast-over")
        return await scope.uow.broadcasts.evening(number)

    # --- for those who asked

    async def _tell_next(self, scope: Scope, evening: Evening) -> bool:
        """Tells the authors of one theme; the last tells the chats and answers True."""
        said = said_in(evening, self.moments)
        done = set(await scope.uow.diary.marks(_mark(evening.broadcast, "theme/")))
        for one in said:
            mark = _mark(evening.broadcast, f"theme/{one.theme}")
            if mark not in done:
                await self._tell_theme(scope, evening, one)
                await scope.uow.diary.once(mark, scope.now)
                return False
        await self._tell_chats(scope, evening, said)
        return True

    async def _tell_theme(self, scope: Scope, evening: Evening, said: Said) -> None:
        told: set[VkId] = set()
        for turn, asked in enumerate(said.asked):
            question = await scope.uow.questions.find(asked.question)
            if question is None or question.author in told or await _shut(scope, question):
                continue
            told.add(question.author)
            notice = HeardOnAir(
                number=question.number,
                author=Someone(question.author),
                subject=Quote(said.title),
                host=Someone(evening.broadcast.host),
                moment=said.clock,
                link=said.link,
                gist=Quote(said.gist),
                promise=said.promise,
                turn=(turn + said.theme) % TURNS,
            )
            await tell_author(scope, question, notice, key=f"{evening.broadcast.key}/heard/{said.theme}")

    async def _tell_chats(self, scope: Scope, evening: Evening, said: Sequence[Said]) -> None:
        """One text in each chat where somebody asked who cannot be written to."""
        chats: dict[tuple[int, int], dict[int, Said]] = defaultdict(dict)
        for one in said:
            for asked in one.asked:
                question = await scope.uow.questions.find(asked.question)
                if question is not None and question.place.is_chat and await _shut(scope, question):
                    chats[question.place.conversation[:2]][one.theme] = one
        for (community, peer), found in chats.items():
            registered = scope.region.chat(community, peer)
            if registered is None or registered.kind is not ChatKind.RESIDENTS:
                continue
            rows = tuple(_row(one) for one in list(found.values())[:IN_CHAT])
            started = evening.broadcast.started_at or evening.broadcast.planned
            await scope.uow.outbox.put(
                Verb.SAY,
                chat(registered.group_id, registered.peer_id),
                HeardInChat(Someone(evening.broadcast.host), started, rows),
                key=f"{evening.broadcast.key}/heard-in/{peer}",
                not_before=scope.calendar.quiet_end(scope.now),
            )

    # --- for everybody

    async def said_about(self, scope: Scope, words: str) -> Notice:
        """`что сказали про автобус`: where it was said in past broadcasts, one's own municipality first."""
        if not words.strip():
            return NothingSaid(Quote(""))
        found: list[SaidWhen] = []
        for broadcast in await scope.uow.broadcasts.of("", KNOWN):
            if broadcast.state is not State.ENDED or len(found) >= FOUND:
                continue
            evening = await scope.uow.broadcasts.evening(broadcast.number)
            day = broadcast.started_at or broadcast.planned
            found += [
                SaidWhen(Someone(broadcast.host), day, Quote(one.title), Quote(one.gist), one.clock, one.link)
                for one in about(words, said_in(evening, self.moments))
            ]
        return SaidOnAir(Quote(words), tuple(found[:FOUND])) if found else NothingSaid(Quote(words))


def _steps(scope: Scope, broadcast: Broadcast) -> list[tuple[str, datetime]]:
    ended = broadcast.ended_at or scope.now
    day = scope.calendar.local(ended).date()
    back = [
        (f"back-{days}", scope.calendar.next_working(scope.calendar.moment(day + timedelta(days), LOOKS_BACK_AT)))
        for days in LOOKS_BACK
    ]
    return [("over", ended), ("told", ended + GRACE), *back]


def _mark(broadcast: Broadcast, what: str) -> str:
    return f"{broadcast.key}/after/{what}"


def _row(said: Said, state: str = "") -> SaidRow:
    return SaidRow(Quote(said.title), Quote(said.gist), said.clock, said.link, said.promise, state)


async def _questions(scope: Scope, numbers: Sequence[int]) -> list[Question]:
    found = [await scope.uow.questions.find(number) for number in numbers]
    return [one for one in found if one is not None]


async def _state(scope: Scope, said: Said) -> str:
    """What became of a promise made on air: kept, late or open."""
    numbers = {asked.question for asked in said.asked}
    due = said.promise or scope.now
    near = await scope.uow.promises.named_for(due - LAST_LOOK, due + LAST_LOOK)
    if any(one.state is PromiseState.KEPT for one in near if one.question in numbers):
        return "kept"
    done = {Status.CLOSED, Status.CLOSED_UNCONFIRMED}
    if said.asked and all(asked.status in done for asked in said.asked):
        return "kept"
    return "late" if due < scope.now else "open"


async def _shut(scope: Scope, question: Question) -> bool:
    """Whether the author cannot be written to in private, or never wrote to the bot."""
    if question.author <= 0 or await scope.uow.dialogs.forbidden(question.author):
        return True
    return question.place.is_public and await scope.uow.dialogs.reachable(question.author) is None


async def _to_moderators(scope: Scope, broadcast: Broadcast, notice: Notice, what: str) -> None:
    key = f"{broadcast.key}/{what}"
    chats = list(scope.region.chats_of(ChatKind.MODERATORS, broadcast.municipality))
    for found in chats:
        await say_in_chat(scope, found, notice, key=key)
    people = [] if chats else list(scope.region.with_role(Role.MODERATOR, broadcast.municipality))
    for person in people:
        await tell_person(scope, person.vk_id, notice, key=key)
    if not chats and not people:
        await tell_ccu(scope, notice, key=key)
