"""The desk in the moderators' chat: one message that is edited in place, at most once in a few seconds.

An edit that has not left yet is replaced by the newer one: whatever VK's flood control does, at most one edit of a desk
waits, and it shows the latest.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from domain.addressing import without_address
from domain.broadcasts.broadcast import DESK_BEFORE, Broadcast, State
from domain.broadcasts.desk import Desk, DeskTheme, IsAbusive, desk_of
from domain.broadcasts.evening import Evening
from domain.broadcasts.ports import DeskMessage
from domain.broadcasts.taps import TapKind
from domain.broadcasts.themes import Reason
from domain.errors import RuleViolation
from domain.notices import (
    AirAct,
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
from domain.use_cases.broadcasts.announcing import moderators_place
from domain.use_cases.broadcasts.collecting import REMEMBERED, caught_mark
from domain.use_cases.scope import Scope

PACE = timedelta(seconds=4)
"""Between two edits of a desk: VK bears some twenty messages a minute in a chat."""

CLOCK = timedelta(seconds=30)
"""So often the running time alone is worth an edit."""

SHOWN = 4
CHOICES = 8
JUST = timedelta(minutes=5)
"""So long after an answer [Обещал] and [+ ещё тема] stand on the desk."""


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
            fresh=len(desk.new) if evening.broadcast.is_open else 0,
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
                for index, one in enumerate(desk.following[:SHOWN] if evening.broadcast.is_open else [], 1)
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
        words = [Quote(without_address(one.words)) for one in evening.of(theme.id) if not one.seen][:3]
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
        others = [one for one in desk.following if one.id != theme][:CHOICES]
        match what:
            case "reason":
                acts = _rows([AirAct("off", theme, version, reason.value) for reason in Reason])
            case "join":
                acts = _rows([AirAct("join", theme, version, str(one.id), Quote(one.title)) for one in others])
            case "also" | "fact":
                act = "also-is" if what == "also" else "fact"
                acts = _rows([AirAct(act, one.id, one.version, title=Quote(one.title)) for one in others])
            case "end":
                acts = (AirAct("end-yes"), AirAct("close"))
            case _:
                acts = (AirAct("close", theme, version),)  # the answer is written, there is nothing to tap
        return AirChoice(number, what, title, acts)

    async def days(self, scope: Scope, number: int, theme: int) -> AirChoice:
        """[Обещал]: by which day? The next working days, then weeks."""
        _, desk = await self.desk(scope, number)
        found = next((one for one in desk.themes if one.id == theme), None)
        if found is None:
            raise RuleViolation("broadcast-no-theme", number=number)
        today, calendar = scope.calendar.local(scope.now).date(), scope.calendar
        days = [calendar.add_working_days(today, ahead) for ahead in (1, 2, 3, 5, 10, 20)]
        acts = [AirAct("promise-by", theme, found.version, day.isoformat()) for day in days]
        return AirChoice(number, "day", Quote(found.title), _rows(acts))

    async def log(self, scope: Scope, number: int) -> AirLog:
        """«Ещё»: the last taps, each can be taken back, and what is seldom wanted."""
        _, desk = await self.desk(scope, number)
        rows = tuple(
            AirLogLine(tap.at, Someone(tap.by), tap.kind.value, Quote(tap.title), tap.undone) for tap in desk.log[:5]
        )
        undo = [AirAct("undo", word=str(tap.number)) for tap in desk.log[:1] if tap.undo_until and not tap.undone]
        live = desk.state in {State.RUNNING, State.PAUSED}
        more = [AirAct("other-how"), AirAct("also"), AirAct("end")] if live else []
        ask = [AirAct("fact-ask")] if live or desk.state is State.COLLECTING else []
        return AirLog(number, rows, _rows([*undo, *more, *ask, AirAct("anew")]))


def _buttons(desk: Desk, answered: DeskTheme | None) -> tuple[AirAct, ...]:
    """At most ten, those most wanted now first; a row has five at the most."""
    following = [AirAct("show", one.id, one.version, str(index)) for index, one in enumerate(desk.following[:SHOWN], 1)]
    undo = [AirAct("undo", word=str(desk.undo.number))] if desk.undo else []
    fresh, log = AirAct("new", word=str(len(desk.new))), AirAct("log")
    match desk.state:
        case State.COLLECTING:
            return _joined(following, [fresh, AirAct("start"), log], undo)
        case State.PAUSED:
            return _joined([AirAct("resume"), AirAct("resume-how")], [fresh, log], undo)
        case State.RUNNING if desk.on_screen is not None:
            shown = desk.on_screen
            heard = [AirAct(what, shown.id, shown.version) for what in ("answered", "promise")]
            return _joined(heard, following[:3], [fresh, AirAct("pause"), log, *undo])
        case State.RUNNING:
            promised = [AirAct("promise", answered.id, answered.version), AirAct("also")] if answered else []
            return _joined(following, promised or [AirAct("other-how")], [fresh, AirAct("pause"), log, *undo])
        case _:
            return (AirAct("balance"),)


def _just_answered(evening: Evening, desk: Desk, now: datetime) -> DeskTheme | None:
    """The theme that was answered last, a moment ago."""
    kinds = {TapKind.ANSWERED, TapKind.ALSO, TapKind.OTHER}
    for tap in reversed(evening.taps):
        if tap.kind in kinds and not tap.undone:
            found = next((one for one in desk.answered if one.id == tap.theme), None)
            return found if found and found.promise is None and now - tap.at <= JUST else None
    return None


def _joined(*rows: list[AirAct]) -> tuple[AirAct, ...]:
    return tuple(replace(act, begins=at == 0) for row in rows for at, act in enumerate(row))


def _rows(acts: list[AirAct], size: int = 3) -> tuple[AirAct, ...]:
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
