"""The recorded evening played through the whole bot, and every one of its messages accounted for.

    python -m tests.evening [MESSAGES]

The town's clock is moved, so an evening of five hours takes minutes. The moderator's acts are those of the recording.
"""

import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from domain.broadcasts.broadcast import State
from domain.broadcasts.desk import Desk, desk_of
from domain.broadcasts.evening import Evening
from domain.broadcasts.themes import Balance
from domain.place import Place, PlaceKind
from domain.question import Question, Status
from sandbox.recording import Line, Recording, Replay, Stand
from sandbox.state import State as Stage
from tests.world import CHAT, GROUP, ZONE, World, a_town, moment

START = "2026-12-03 18:00"
"""A Thursday; questions are collected from three o'clock on."""

STEP = timedelta(seconds=20)
MINUTE = timedelta(minutes=1)
AFTERWARDS = timedelta(minutes=30)
NUMBER = 1


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the messages; `by_kind` counts (what it was, what became of it)."""

    said: int
    unhandled: int
    """Events that came and were not handled, or were put aside as broken."""
    by_kind: Counter[tuple[str, str]]
    fates: Counter[str]
    """Of messages that were questions of the broadcast."""
    balance: Balance
    themes: int
    titles: tuple[str, ...]
    desk_edits: int
    passed_over: tuple[str, ...]
    """Acts of the moderator for which there was no button."""
    slowest: float
    """Seconds of the longest step: from a burst until everything of it is on the desk."""
    missed: tuple[str, ...] = ()
    """Questions that were taken for talk."""

    @property
    def lost(self) -> int:
        """Messages that nothing became of."""
        return self.said - sum(self.by_kind.values()) + self.unhandled

    def __str__(self) -> str:
        kinds = sorted(self.by_kind.items(), key=lambda each: (each[0][0], -each[1]))
        lines = [f"messages {self.said}, lost {self.lost}"]
        lines += [f"  {kind:<9} {became:<22} {count:>5}" for (kind, became), count in kinds]
        lines += [f"questions of the broadcast: {self.balance.collected} in {self.themes} themes"]
        lines += [f"  {fate:<32} {count:>5}" for fate, count in sorted(self.fates.items())]
        holds = "sums" if self.balance.holds else "DOES NOT SUM"
        parts = {name: count for name, count in asdict(self.balance).items() if name != "collected"}
        told = " + ".join(f"{name} {count}" for name, count in parts.items())
        lines += [f"balance {holds}: {self.balance.collected} = {told}", f"edits of the desk {self.desk_edits}"]
        lines += [f"longest step {self.slowest:.2f} s", "themes on top: " + "; ".join(self.titles[:8])]
        return "\n".join(lines)


@dataclass
class Night:
    """One evening in one town."""

    town: World
    replay: Replay
    step: timedelta = STEP
    look: timedelta = MINUTE
    """The bot's minute ticks come so often."""
    afterwards: timedelta = AFTERWARDS
    slowest: float = 0.0

    async def play(self) -> None:
        """From the announcement until half an hour after the last word."""
        clock, minute = self.town.vk.clock, self.town.vk.clock.now()
        while (due := self.replay.next_at) is not None:
            soon = max(due, clock.now() + self.step)
            clock.advance(min(soon, self.replay.next_act_at or soon) - clock.now())
            began = time.perf_counter()
            self.replay.step()
            await self.settle(whole=clock.now() - minute >= self.look)
            self.slowest = max(self.slowest, time.perf_counter() - began)
            if clock.now() - minute >= self.look:
                minute = clock.now()
        for _ in range(int(self.afterwards / self.look)):
            clock.advance(self.look)
            await self.settle(whole=True)

    async def settle(self, *, whole: bool) -> None:
        """Everything that follows happens: what was said is heard, sorted, shown."""
        await self.town.settle()
        if whole:
            await self.town.tick()
        else:
            await self.town.bot.ticks.second()
            await self.town.settle()

    async def evening(self) -> Evening:
        async with self.town.bot.database.begin(self.town.vk.clock.now()) as uow:
            return await uow.broadcasts.evening(NUMBER)

    async def desk(self) -> Desk:
        return desk_of(await self.evening(), self.town.vk.clock.now(), is_abusive=lambda _: False)

    async def account(self) -> Account:
        """Looks every message up where it stands."""
        evening, desk, tally = await self.evening(), await self.desk(), self.town.bot.measures.tally
        by_kind: Counter[tuple[str, str]] = Counter()
        fates: Counter[str] = Counter()
        missed = []
        async with self.town.bot.database.begin(self.town.vk.clock.now()) as uow:
            voted = {vote.place for number in evening.asked for vote in await uow.votes.of(number) if vote.place}
            for line in self.replay.recording.lines:
                if line.n not in self.replay.placed:
                    continue
                place = self._place(line)
                question = await uow.questions.at(place) or await uow.questions.under(place)
                became = _became(question, evening, is_vote=place in voted)
                by_kind[line.kind, became] += 1
                if question is not None and question.number in evening.asked:
                    fates[evening.fate(evening.asked[question.number]).value] += 1
                if line.kind == "question" and became == "talk":
                    missed.append(line.text)
        return Account(
            said=len(self.replay.placed),
            unhandled=sum(tally.accepted.values()) - tally.events["handled"] + tally.events["quarantined"],
            by_kind=by_kind,
            fates=fates,
            balance=evening.balance,
            themes=len(desk.themes),
            titles=tuple(f"{theme.title} {theme.questions}" for theme in sorted(desk.themes, key=lambda t: -t.weight)),
            desk_edits=_edits(self.town.vk),
            passed_over=tuple(act.say or act.press for act in self.replay.passed_over),
            slowest=self.slowest,
            missed=tuple(missed),
        )

    def _place(self, line: Line) -> Place:
        number, stand = self.replay.placed[line.n], self.replay.stand
        match line.at:
            case "chat":
                return Place(PlaceKind.CHAT, GROUP, CHAT, number)
            case "private":
                return Place(PlaceKind.PRIVATE, GROUP, line.who, number)
            case "wall":
                return Place(PlaceKind.WALL, GROUP, -GROUP, number, stand.post)
            case _:
                return Place(PlaceKind.VIDEO, GROUP, -GROUP, number, stand.video)


def _became(question: Question | None, evening: Evening, *, is_vote: bool) -> str:
    if question is None:
        return "vote" if is_vote else "talk"
    if question.number not in evening.asked:
        return "perhaps a question" if question.status is Status.DRAFT else "ordinary question"
    return "late question" if evening.asked[question.number].late else "question"


def _edits(vk: Stage) -> int:
    return sum(method == "messages.edit" for method, _ in vk.done)


@asynccontextmanager
async def a_night(folder: Path, recording: Recording) -> AsyncIterator[Night]:
    """A town three hours before a broadcast, with the people of a recording."""
    start = moment(START)
    before = start + recording.begins - MINUTE
    async with a_town(folder, at=before.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")) as town:
        town.vk.clock.advance(before - town.vk.clock.now())
        replay = Replay(town.vk, recording, Stand.in_world(town.vk), start)
        replay.gather()
        yield Night(town, replay)


def is_over(evening: Evening) -> bool:
    """Whether the broadcast ended, and none of its questions waits for it any more."""
    return evening.broadcast.state is State.ENDED and not any(
        one.status is Status.ON_AIR for one in evening.asked.values()
    )
