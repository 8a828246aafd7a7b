"""A recorded broadcast evening: who wrote what where and when, and how it is played into the world again.

The first line of a recording names its people, every other one is a message with its label:
`docs/reference/sandbox.md` says which.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from sandbox.errors import StageError
from sandbox.keyboards import buttons
from sandbox.world import World

RECORDED = Path(__file__).parent.parent / "examples" / "evening.jsonl"
CROWD = "crowd"
"""People of a recording: the page shows their words and does not offer to be one of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message: `t` seconds from the start, `at` chat, wall, video or private, `to` the message replied to."""

    n: int
    t: int
    at: str
    who: int
    text: str
    kind: str
    theme: str = ""
    to: int = 0
    late: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """What a moderator does in the moderators' chat: says something, or presses a button by its beginning.

    `{date}`, `{time}`, `{group}`, `{post}`, `{video}` of the words are the evening's; a missing button is passed over.
    """

    t: int
    who: int
    say: str = ""
    press: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """An evening; the order of the lines is the order of time."""

    people: tuple[tuple[int, str, str], ...]
    lines: tuple[Line, ...]
    acts: tuple[Act, ...] = ()

    @classmethod
    def read(cls, path: Path = RECORDED) -> "Recording":
        try:
            first, *rest = path.read_text("utf-8").splitlines()
            head = json.loads(first)
            people = tuple((int(number), str(name), str(last)) for number, name, last in head["people"])
            acts = tuple(Act(**act) for act in head.get("acts", ()))
            lines = tuple(Line(**json.loads(line)) for line in rest)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StageError(f"Это не запись эфира: {path.name}") from error
        ordered = sorted(lines, key=lambda line: (line.t, line.n))
        return cls(people, tuple(ordered), tuple(sorted(acts, key=lambda act: act.t)))

    @property
    def begins(self) -> timedelta:
        """When the first thing is said or done, from the start."""
        said, done = [line.t for line in self.lines[:1]], [act.t for act in self.acts[:1]]
        return timedelta(seconds=min([*said, *done], default=0))

    def shortened(self, size: int) -> "Recording":
        """Every so many-th message, and those that are replied to; the people that still speak."""
        step = max(len(self.lines) / max(size, 1), 1.0)
        kept = {self.lines[int(at * step)].n for at in range(min(size, len(self.lines)))}
        kept |= {line.to for line in self.lines if line.n in kept and line.to}
        lines = tuple(line for line in self.lines if line.n in kept)
        speak = {line.who for line in lines}
        return replace(self, people=tuple(each for each in self.people if each[0] in speak), lines=lines)

    def hurried(self, before: int) -> "Recording":
        """What came before the start comes within the last so many seconds."""
        share = min(before / max(-self.begins.total_seconds(), 1), 1.0)
        lines = tuple(replace(line, t=int(line.t * share)) if line.t < 0 else line for line in self.lines)
        acts = tuple(replace(act, t=int(act.t * share)) if act.t < 0 else act for act in self.acts)
        return replace(self, lines=lines, acts=acts)

    def in_one_burst(self, at: int) -> "Recording":
        """Everything at one moment, as comments under the video, each by a person of their own."""
        first = max((number for number, _, _ in self.people), default=0) + 1
        lines = tuple(replace(line, t=at, at="video", who=first + line.n, to=0) for line in self.lines)
        people = tuple((line.who, *self.people[line.n % len(self.people)][1:]) for line in lines)
        return replace(self, people=people, lines=lines)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an evening is played: the community, its chat, its post and its video, the moderators' chat if any."""

    group_id: int
    chat: int
    post: int
    video: int
    moderators: int = 0

    @classmethod
    def in_world(cls, world: World) -> "Stand":
        """The first community that has a residents' chat, a post and a video."""
        for group_id in world.communities:
            chats = {
                one.chat.kind: peer
                for (group, peer), one in reversed(world.conversations.items())
                if group == group_id and one.chat
            }
            boards = {one.kind: one.id for one in reversed(world.boards.values()) if one.owner_id == -group_id}
            if "residents" in chats and {"post", "video"} <= boards.keys():
                moderators = chats.get("moderators", 0)
                return cls(group_id, chats["residents"], boards["post"], boards["video"], moderators)
        raise StageError("Для эфира нужны чат жителей, запись и видео одного сообщества")


@dataclass
class Replay:
    """Plays a recording as the world's clock goes; `start` is the moment of `t` 0."""

    world: World
    recording: Recording
    stand: Stand
    start: datetime
    placed: dict[int, int] = field(default_factory=dict)
    """Where each message came to stand: its number in its place."""
    passed_over: list[Act] = field(default_factory=list)
    """What a moderator could not do: no such button, no such chat."""
    _at: int = 0
    _acted: int = 0

    def gather(self) -> None:
        """The people of the recording come to town and into the chat."""
        community = self.world.community(self.stand.group_id)
        chat = self.world.chat(self.stand.group_id, self.stand.chat)
        for number, first, last in self.recording.people:
            if number not in self.world.users:
                self.world.add_user(number, first, last, kind=CROWD, sex=1 if last.endswith("а") else 2)
            community.members.add(number)
            if number not in chat.members:
                chat.members.append(number)

    @property
    def total(self) -> int:
        return len(self.recording.lines)

    @property
    def said(self) -> int:
        return self._at

    @property
    def is_over(self) -> bool:
        return self._at >= self.total and self._acted >= len(self.recording.acts)

    @property
    def next_at(self) -> datetime | None:
        """When something is said or done next."""
        said = [self._moment(line.t) for line in self.recording.lines[self._at : self._at + 1]]
        return min([*said, *filter(None, [self.next_act_at])], default=None)

    @property
    def next_act_at(self) -> datetime | None:
        """When the moderator does something next."""
        return next((self._moment(act.t) for act in self.recording.acts[self._acted :]), None)

    def _moment(self, seconds: int) -> datetime:
        return self.start + timedelta(seconds=seconds)

    def step(self) -> Sequence[Line]:
        """Says and does everything that has come due; what was said."""
        now, begun = (self.world.clock.now() - self.start).total_seconds(), self._at
        while not self.is_over:
            line = next(iter(self.recording.lines[self._at : self._at + 1]), None)
            act = next(iter(self.recording.acts[self._acted : self._acted + 1]), None)
            if act is not None and act.t <= now and (line is None or act.t <= line.t):
                self._acted += 1
                self._do(act)
            elif line is not None and line.t <= now:
                self._at += 1
                self.placed[line.n] = self._say(line)
            else:
                break
        return self.recording.lines[begun : self._at]

    def _do(self, act: Act) -> None:
        """A moderator's act; an evening goes on without one that cannot be done."""
        group_id, peer = self.stand.group_id, self.stand.moderators
        local = self.start.astimezone(self.world.zone)
        try:
            if act.say:
                there = {"group": group_id, "post": self.stand.post, "video": self.stand.video}
                words = act.say.format(date=f"{local:%d.%m}", time=f"{local:%H:%M}", **there)
                self.world.say(group_id, peer, act.who, words)
                return
            for message in reversed(self.world.messages(group_id, peer)):
                shown = buttons(message.keyboard) if message.keyboard and not message.deleted else ()
                if any(button.label.startswith(act.press) for button in shown):
                    self.world.press(group_id, peer, act.who, message.cmid, act.press)
                    return
            self.passed_over.append(act)
        except StageError:
            self.passed_over.append(act)

    def _say(self, line: Line) -> int:
        there, group_id = self.stand, self.stand.group_id
        to = self.placed.get(line.to) if line.to else None
        if line.at == "chat":
            return self.world.say(group_id, there.chat, line.who, line.text, reply_to=to)
        if line.at == "private":
            return self.world.say(group_id, line.who, line.who, line.text)
        board = {"post_id": there.post} if line.at == "wall" else {"video_id": there.video}
        return self.world.comment(-group_id, line.who, line.text, reply_to=to, **board)

    def labels(self) -> Counter[str]:
        """How many messages of each kind were said."""
        return Counter(line.kind for line in self.recording.lines[: self._at])

    def questions(self) -> Iterator[Line]:
        """Those said so far that were meant as questions."""
        return (line for line in self.recording.lines[: self._at] if line.kind == "question")
