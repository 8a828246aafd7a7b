"""The desk in the moderators' chat: one message that is edited in place, at most once in a few seconds.

An edit that has not left yet is replaced by the newer one: whatever VK's flood control does, at most one edit of a desk
waits, and it shows the latest.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from domain.broadcasts.broadcast import DESK_BEFORE, Broadcast, State
from domain.broadcasts.desk import Desk, DeskTheme, IsAbusive, desk_of
from domain.broadcasts.evening import Evening
from domain.broadcasts.ports import DeskMessage
from domain.broadcasts.taps import TapKind
from domain.broadcasts.themes import Reason
from domain.errors import RuleViolation
from domain.notices import (
    AirChoice,
    AirDesk,
    AirLog,
    AirLogLine,
    AirNew,
    AirNothingNew,
    AirTheme,
    Quote,
    Someone,
)
from domain.ports import Verb
from domain.use_cases.announcing import moderators_place
from domain.use_cases.collecting import REMEMBERED, caught_mark
from domain.use_cases.scope import Scope

PACE = timedelta(seconds=4)
"""Between two edits of a desk: VK bears some twenty messages a minute in a chat."""

CLOCK = timedelta(seconds=30)
"""So often the running time alone is worth an edit."""

SHOWN = 4
CHOICES = 8
JUST = timedelta(minutes=5)
"""So long after an answer [Обещал] and [+ ещё тема] stand on the desk."""

BREAK = "|"
"""Between two rows of buttons."""


@dataclass(frozen=True, slots=True)
class Desking:
    """Shows what `desk_of` says; changes nothing."""

    is_abusive: IsAbusive

    async def desk(self, scope: Scope, number: int) -> tuple[Evening, Desk]:
        evening = await scope.uow.broadcasts.evening(number)
        return evening, desk_of(evening, scope.now, is_abusive=self.is_abusive)

    async def is_due(self, scope: Scope) -> bool:
        for one in await scope.uow.broadcasts.lately(scope.now - REMEMBERED):
            desk = await scope.uow.broadcasts.desk(one.number)
            if desk is not None and desk.edited_at is not None and scope.now - desk.edited_at < PACE:
                continue
            if one.is_live or (one.state is State.COLLECTING and scope.now >= one.planned - DESK_BEFORE):
                return True
            if desk is not None and desk.shown and not desk.shown.startswith(one.state.value):
                return True
        return False

    async def refresh(self, scope: Scope) -> int:
        """Puts each desk where it belongs and shows what changed; always 0, the next look is the next tick's."""
        for one in await scope.uow.broadcasts.lately(scope.now - REMEMBERED):
            known = await scope.uow.broadcasts.desk(one.number)
            wanted = one.is_live or (one.state is State.COLLECTING and scope.now >= one.planned - DESK_BEFORE)
            if known is not None or wanted:
                await self._refresh(scope, one, known)
        return 0

    async def anew(self, scope: Scope, number: int) -> None:
        """«пульт»: a new message below; the old one is not edited any more."""
        broadcast = await scope.uow.broadcasts.get(number)
        known = await scope.uow.broadcasts.desk(number)
        place = moderators_place(scope, broadcast)
        edits = known.edits + 1 if known else 0
        await self._put(scope, broadcast, DeskMessage(number, place, edits))

    async def _refresh(self, scope: Scope, one: Broadcast, known: DeskMessage | None) -> None:
        if known is None:
            await self._put(scope, one, DeskMessage(one.number, moderators_place(scope, one)))
            return
        if known.edited_at is not None and scope.now - known.edited_at < PACE:
            return
        if not known.place.message:
            sent = await scope.uow.outbox.by_key(_said_as(one, known))
            if sent is None or not sent.place.message:
                return
            known = replace(known, place=sent.place)
            await scope.uow.broadcasts.save_desk(known)
        notice = await self.notice(scope, one.number)
        shown = _digest(one, notice, scope.now)
        if shown == known.shown:
            return
        await scope.uow.outbox.cancel(_edited_as(one, known.edits))
        edited = replace(known, edits=known.edits + 1, edited_at=scope.now, shown=shown)
        await scope.uow.outbox.put(Verb.EDIT, known.place, notice, key=_edited_as(one, edited.edits))
        await scope.uow.broadcasts.save_desk(edited)

    async def _put(self, scope: Scope, one: Broadcast, desk: DeskMessage) -> None:
        notice = await self.notice(scope, one.number)
        put = replace(desk, place=desk.place.at(0), edited_at=scope.now, shown=_digest(one, notice, scope.now))
        await scope.uow.outbox.put(Verb.SAY, put.place, notice, key=_said_as(one, put))
        await scope.uow.broadcasts.save_desk(put)

    async def notice(self, scope: Scope, number: int) -> AirDesk:
        evening, desk = await self.desk(scope, number)
        answered = _just_answered(evening, desk, scope.now)
        flood = max(desk.following, key=lambda one: one.flood, default=None)
        undo = desk.undo
        return AirDesk(
            air=number,
            state=desk.state.value,
            planned=desk.planned,
            code=desk.code.clock if desk.code else "",
            collected=desk.balance.collected,
            on_air=desk.balance.on_air,
            in_writing=desk.balance.in_writing,
            fresh=len(desk.new),
            fresh_old=desk.new_in_old_themes,
            fresh_themes=desk.new_themes,
            messages=await scope.uow.broadcasts.messages(number),
            screen=Quote(desk.on_screen.title if desk.on_screen else ""),
            screen_more=max(desk.on_screen.questions - 1, 0) if desk.on_screen else 0,
            last=Quote(answered.title if answered else ""),
            last_code=answered.code.clock if answered and answered.code else "",
            flood=flood.flood if flood else 0,
            flood_text=Quote(flood.title if flood and flood.flood else ""),
            caught=len(await scope.uow.diary.marks(caught_mark(evening.broadcast))),
            undo=undo.kind.value if undo else "",
            undo_title=Quote(undo.title if undo else ""),
            rows=tuple(
                AirTheme(index, Quote(one.title), one.questions, one.votes, ready=one.ready)
                for index, one in enumerate(desk.following[:SHOWN], 1)
            ),
            acts=_buttons(desk, answered),
        )

    # --- what is asked for beside the desk

    async def new(self, scope: Scope, number: int, after: int = 0) -> AirNew | AirNothingNew:
        """The heaviest theme with something nobody looked at; `after` goes past one that stays as it is."""
        evening, desk = await self.desk(scope, number)
        unseen = [one for one in desk.following if one.new]
        past = [one.id for one in unseen]
        if after in past:
            unseen = unseen[past.index(after) + 1 :]
        if not unseen:
            return AirNothingNew(number)
        theme = unseen[0]
        words = [Quote(one.text) for one in evening.of(theme.id) if not one.seen][:3]
        return AirNew(
            number,
            theme.id,
            theme.version,
            Quote(theme.title),
            theme.questions,
            theme.new,
            theme.votes,
            tuple(words),
            len(unseen) - 1,
        )

    async def choice(self, scope: Scope, number: int, what: str, theme: int = 0) -> AirChoice:
        """Which reason, which theme, sure?"""
        _, desk = await self.desk(scope, number)
        found = next((one for one in desk.themes if one.id == theme), None)
        title = Quote(found.title if found else "")
        version = found.version if found else -1
        if what == "reason":
            acts = [f"off {theme} {version} {reason.value}" for reason in Reason]
            return AirChoice(number, what, title, _rows(acts))
        if what == "end":
            return AirChoice(number, what, title, ("end-yes 0 -1", "close 0 -1"))
        others = [one for one in desk.following if one.id != theme][:CHOICES]
        if what == "join":
            return AirChoice(
                number, what, title, _rows([f"join {theme} {version} {one.id}\t{one.title}" for one in others])
            )
        return AirChoice(number, what, title, _rows([f"also-is {one.id} {one.version}\t{one.title}" for one in others]))

    async def days(self, scope: Scope, number: int, theme: int) -> AirChoice:
        """[Обещал]: by which day? The next working days, then weeks."""
        _, desk = await self.desk(scope, number)
        found = next((one for one in desk.themes if one.id == theme), None)
        if found is None:
            raise RuleViolation("broadcast-no-theme", number=number)
        today, calendar = scope.calendar.local(scope.now).date(), scope.calendar
        days = [calendar.add_working_days(today, ahead) for ahead in (1, 2, 3, 5, 10, 20)]
        acts = [f"promise-by {theme} {found.version} {day.isoformat()}" for day in days]
        return AirChoice(number, "day", Quote(found.title), _rows(acts))

    async def log(self, scope: Scope, number: int) -> AirLog:
        """«Ещё»: the last taps, each can be taken back, and what is seldom wanted."""
        _, desk = await self.desk(scope, number)
        rows = tuple(
            AirLogLine(tap.at, Someone(tap.by), tap.kind.value, Quote(tap.title), tap.undone) for tap in desk.log[:5]
        )
        undo = [f"undo 0 -1 {tap.number}" for tap in desk.log[:1] if tap.undo_until and not tap.undone]
        live = desk.state in {State.RUNNING, State.PAUSED}
        more = ["other-how 0 -1", "also 0 -1", "end 0 -1"] if live else []
        return AirLog(number, rows, _rows([*undo, *more, "anew 0 -1"]))


def _buttons(desk: Desk, answered: DeskTheme | None) -> tuple[str, ...]:
    """At most ten, those most wanted now first; a row has five at the most."""
    following = [f"show {one.id} {one.version} {index}" for index, one in enumerate(desk.following[:SHOWN], 1)]
    undo = [f"undo 0 -1 {desk.undo.number}"] if desk.undo else []
    tail = [f"new 0 -1 {len(desk.new)}"]
    match desk.state:
        case State.COLLECTING:
            return _joined(following, [*tail, "start 0 -1", "log 0 -1"], undo)
        case State.PAUSED:
            return _joined(["resume 0 -1", "resume-how 0 -1"], [*tail, "log 0 -1"], undo)
        case State.RUNNING if desk.on_screen is not None:
            shown = desk.on_screen
            heard = [f"answered {shown.id} {shown.version}", f"promise {shown.id} {shown.version}"]
            return _joined(heard, following[:3], [*tail, "pause 0 -1", "log 0 -1", *undo])
        case State.RUNNING:
            told = [f"promise {answered.id} {answered.version}", "also 0 -1"] if answered else ["other-how 0 -1"]
            return _joined(following, told, [*tail, "pause 0 -1", "log 0 -1", *undo])
        case _:
            return ("balance 0 -1",)


def _just_answered(evening: Evening, desk: Desk, now: datetime) -> DeskTheme | None:
    """The theme that was answered last, a moment ago."""
    kinds = {TapKind.ANSWERED, TapKind.ALSO, TapKind.OTHER}
    for tap in reversed(evening.taps):
        if tap.kind in kinds and not tap.undone:
            found = next((one for one in desk.answered if one.id == tap.theme), None)
            return found if found and found.promise is None and now - tap.at <= JUST else None
    return None


def _joined(*rows: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for row in rows:
        if row:
            found += [BREAK, *row] if found else row
    return tuple(found)


def _rows(acts: list[str], size: int = 3) -> tuple[str, ...]:
    return _joined(*(acts[start : start + size] for start in range(0, len(acts), size)))


def _digest(one: Broadcast, notice: AirDesk, now: datetime) -> str:
    """What makes an edit worth while; the running time counts every half a minute."""
    lap = int(now.timestamp() // CLOCK.total_seconds()) if one.state is State.RUNNING else 0
    facts = repr((replace(notice, code=""), lap))
    return f"{one.state.value}/{blake2b(facts.encode(), digest_size=8).hexdigest()}"


def _said_as(one: Broadcast, desk: DeskMessage) -> str:
    """While its number is not known nothing is edited, so the count of edits names the message."""
    return f"{one.key}/desk/{desk.edits}"


def _edited_as(one: Broadcast, edits: int) -> str:
    return f"{one.key}/desk/edit/{edits}"
