"""Live broadcasts. An evening is read whole: a few thousand short rows, a few times a minute."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import BindParameter, Integer, and_, bindparam, cast, func, or_, select, type_coerce, update

from domain.broadcasts.broadcast import Broadcast
from domain.broadcasts.evening import Evening
from domain.broadcasts.facts import Fact
from domain.broadcasts.ports import DeskMessage, Heard
from domain.broadcasts.themes import ThemeState
from domain.errors import RuleViolation
from domain.place import VkId
from domain.question import Status
from storage.batch import Batch, How
from storage.broadcastrows import BROADCAST, FACT, PLACED, TAP, THEME, broadcast_values, with_place
from storage.broadcasttables import (
    IS_OPEN,
    broadcast_desks,
    broadcast_facts,
    broadcast_heard,
    broadcast_questions,
    broadcast_taps,
    broadcast_themes,
    broadcasts,
)
from storage.numbers import Counter
from storage.places import place_of, place_values
from storage.tables import questions, votes
from storage.types import Words

_OF: BindParameter[int] = bindparam("broadcast")
OPEN = select(broadcasts).where(IS_OPEN).order_by(broadcasts.c.planned, broadcasts.c.number)
SINCE = bindparam("since", type_=broadcasts.c.ended_at.type)
LATELY = (
    select(broadcasts)
    .where(or_(IS_OPEN, broadcasts.c.ended_at >= SINCE))
    .order_by(broadcasts.c.planned, broadcasts.c.number)
)
ONE = select(broadcasts).where(broadcasts.c.number == bindparam("number"))
THEMES = select(broadcast_themes).where(broadcast_themes.c.broadcast == _OF).order_by(broadcast_themes.c.id)
TAPS = select(broadcast_taps).where(broadcast_taps.c.broadcast == _OF).order_by(broadcast_taps.c.number)
ASKED = (
    select(
        broadcast_questions,
        questions.c.author,
        questions.c.text,
        questions.c.asked_at,
        questions.c.status,
        questions.c.settlement,
        questions.c.votes,
    )
    .join(questions, questions.c.number == broadcast_questions.c.question)
    .where(broadcast_questions.c.broadcast == _OF)
    .order_by(broadcast_questions.c.question)
)
VOTERS = (
    select(votes.c.question, votes.c.voter)
    .join(broadcast_questions, broadcast_questions.c.question == votes.c.question)
    .where(broadcast_questions.c.broadcast == _OF)
)
COLLECTED = select(func.count()).select_from(broadcast_questions).where(broadcast_questions.c.broadcast == _OF)
MARK = (
    select(
        broadcasts.c.state,
        broadcasts.c.version,
        func.count(broadcast_questions.c.question),
        func.sum(broadcast_questions.c.theme),
        func.sum(broadcast_questions.c.version),
        func.sum(questions.c.votes),
        func.sum(func.length(questions.c.status)),
        func.sum(func.length(questions.c.text)),
        func.sum(cast(broadcast_questions.c.anonymous, Integer)),
    )
    .select_from(broadcasts)
    .outerjoin(broadcast_questions, broadcast_questions.c.broadcast == broadcasts.c.number)
    .outerjoin(questions, questions.c.number == broadcast_questions.c.question)
    .where(broadcasts.c.number == _OF)
    .group_by(broadcasts.c.state, broadcasts.c.version)
)
ON_SCREEN = (
    select(
        broadcast_questions.c.question,
        broadcast_questions.c.anonymous,
        questions.c.status,
        func.length(questions.c.text),
    )
    .join(
        broadcast_themes,
        and_(
            broadcast_themes.c.broadcast == broadcast_questions.c.broadcast,
            broadcast_themes.c.id == broadcast_questions.c.theme,
        ),
    )
    .join(questions, questions.c.number == broadcast_questions.c.question)
    .where(broadcast_questions.c.broadcast == _OF, broadcast_themes.c.state == ThemeState.ON_SCREEN.value)
    .order_by(questions.c.asked_at, questions.c.number)
    .limit(5)
)
"""Whose words the viewers read, and those who come next when these may not be shown."""
LAST_TAP = select(func.max(broadcast_taps.c.number)).where(broadcast_taps.c.broadcast == _OF)
IN_THEMES = select(broadcast_questions.c.question, broadcast_questions.c.theme).where(
    broadcast_questions.c.broadcast == _OF, broadcast_questions.c.theme != 0
)
LATEST_OF = (
    select(broadcasts)
    .join(broadcast_questions, broadcast_questions.c.broadcast == broadcasts.c.number)
    .where(broadcast_questions.c.question == bindparam("question"))
    .order_by(broadcasts.c.number.desc())
    .limit(1)
)
UNSOUNDED = (
    select(broadcast_questions.c.question)
    .join(questions, questions.c.number == broadcast_questions.c.question)
    .where(broadcast_questions.c.broadcast == _OF, questions.c.status == Status.ON_AIR.value)
    .order_by(broadcast_questions.c.question)
    .limit(bindparam("most"))
)
MESSAGES = select(func.count()).select_from(broadcast_heard).where(broadcast_heard.c.broadcast == _OF)
ALIKE = (
    select(broadcast_heard.c.author)
    .where(
        broadcast_heard.c.broadcast == _OF,
        broadcast_heard.c.mark == bindparam("mark"),
        broadcast_heard.c.at >= bindparam("since", type_=broadcast_heard.c.at.type),
    )
    .order_by(broadcast_heard.c.at)
)
FACTS = (
    select(broadcast_facts)
    .where(broadcast_facts.c.broadcast == _OF)
    .order_by(broadcast_facts.c.asked_at, broadcast_facts.c.question, broadcast_facts.c.official)
)
WANTED = (
    select(broadcast_facts)
    .join(broadcasts, broadcasts.c.number == broadcast_facts.c.broadcast)
    .where(broadcast_facts.c.official == bindparam("official"), broadcast_facts.c.told_at.is_(None), IS_OPEN)
    .order_by(broadcast_facts.c.asked_at, broadcast_facts.c.question)
)
DESK = select(broadcast_desks).where(broadcast_desks.c.broadcast == _OF)


class Broadcasts:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._numbers = Counter(batch, "broadcast")
        self._lately: tuple[datetime, Sequence[Broadcast]] | None = None

    async def next_number(self) -> int:
        return await self._numbers.next()

    async def add(self, broadcast: Broadcast) -> None:
        self._batch.put(broadcasts, How.ADD, broadcast.number, broadcast_values(broadcast))
        self._lately = None

    async def save_broadcast(self, broadcast: Broadcast) -> None:
        self._batch.put(broadcasts, How.CHANGE, broadcast.number, broadcast_values(broadcast))
        self._lately = None

    async def get(self, number: int) -> Broadcast:
        row = await self._batch.row(ONE, broadcasts, number=number)
        if row is None:
            raise RuleViolation("no-such-broadcast", number=number)
        return BROADCAST.of(row)

    async def open(self) -> Sequence[Broadcast]:
        return [BROADCAST.of(row) for row in await self._batch.rows(OPEN, broadcasts)]

    async def lately(self, since: datetime) -> Sequence[Broadcast]:
        if self._lately is None or self._lately[0] > since:
            rows = await self._batch.rows(LATELY, broadcasts, since=since)
            self._lately = since, [BROADCAST.of(row) for row in rows]
        return self._lately[1]

    async def of(self, municipality: str, limit: int = 10) -> Sequence[Broadcast]:
        query = select(broadcasts).order_by(broadcasts.c.planned.desc(), broadcasts.c.number.desc()).limit(limit)
        if municipality:
            query = query.where(broadcasts.c.municipality == municipality)
        return [BROADCAST.of(row) for row in await self._batch.rows(query, broadcasts)]

    async def under(self, post: str) -> Broadcast | None:
        named = type_coerce(broadcasts.c.posts, Words).contains(f'"{post}"', autoescape=True)
        query = select(broadcasts).where(named)
        row = await self._batch.row(query.order_by(broadcasts.c.number.desc()).limit(1), broadcasts)
        return None if row is None else BROADCAST.of(row)

    async def evening(self, number: int) -> Evening:
        broadcast = await self.get(number)
        themes = await self._batch.rows(THEMES, broadcast_themes, broadcast=number)
        asked = await self._batch.rows(ASKED, broadcast_questions, questions, broadcast=number)
        taps = await self._batch.rows(TAPS, broadcast_taps, broadcast=number)
        voters: dict[int, set[VkId]] = {}
        for question, voter in await self._batch.rows(VOTERS, broadcast_questions, votes, broadcast=number):
            voters.setdefault(question, set()).add(voter)
        return Evening(
            broadcast,
            {row.id: THEME.of(row) for row in themes},
            {row.question: PLACED.of(row) for row in asked},
            tuple(TAP.of(row) for row in taps),
            int(await self._batch.value(COLLECTED, broadcast=number)),
            {question: frozenset(people) for question, people in voters.items()},
        )

    async def mark(self, number: int) -> str:
        """Changes with whatever the desk and the screen show; one row, for those who ask often."""
        row = await self._batch.row(MARK, broadcasts, broadcast_questions, questions, broadcast=number)
        last = await self._batch.value(LAST_TAP, broadcast_taps, broadcast=number)
        return "" if row is None else "/".join(str(value) for value in (*row, last))

    async def pulse(self, number: int) -> str:
        """Changes with every tap, and when whoever is on the screen hides their name or takes their words back."""
        row = await self._batch.row(ONE, broadcasts, number=number)
        if row is None:
            return ""
        last = await self._batch.value(LAST_TAP, broadcast_taps, broadcast=number)
        shown = await self._batch.rows(ON_SCREEN, broadcast_questions, broadcast_themes, questions, broadcast=number)
        return "/".join(map(str, (row.state, row.version, last, *map(tuple, shown))))

    async def save(self, before: Evening, after: Evening) -> None:
        number = after.broadcast.number
        if after.broadcast != before.broadcast:
            await self.save_broadcast(after.broadcast)
        for theme in after.themes.values():
            if theme != before.themes.get(theme.id):
                how = How.CHANGE if theme.id in before.themes else How.ADD
                self._batch.put(broadcast_themes, how, (number, theme.id), THEME.values(theme, broadcast=number))
        for asked in after.asked.values():
            if with_place(asked, before.asked.get(asked.question)):
                how = How.CHANGE if asked.question in before.asked else How.ADD
                self._batch.put(
                    broadcast_questions, how, (number, asked.question), PLACED.values(asked, broadcast=number)
                )
        known = {tap.number: tap for tap in before.taps}
        for tap in after.taps:
            if tap != known.get(tap.number):
                how = How.CHANGE if tap.number in known else How.ADD
                self._batch.put(broadcast_taps, how, (number, tap.number), TAP.values(tap, broadcast=number))

    async def take(self, number: int, question: int, *, late: bool = False, anonymous: bool = False) -> bool:
        return await self._batch.keep(
            broadcast_questions,
            broadcast=number,
            question=question,
            theme=0,
            apart=None,
            reason="",
            anonymous=anonymous,
            seen=False,
            late=late,
            version=0,
        )

    async def hide_name(self, question: int, *, hidden: bool) -> None:
        row = broadcast_questions.c
        change = update(broadcast_questions).where(row.question == question).values(anonymous=hidden)
        await self._batch.execute(change, broadcast_questions)

    async def of_question(self, question: int) -> Broadcast | None:
        row = await self._batch.row(LATEST_OF, broadcasts, broadcast_questions, question=question)
        return None if row is None else BROADCAST.of(row)

    async def unsorted(self, number: int, limit: int) -> Sequence[int]:
        row = broadcast_questions.c
        query = select(row.question).where(row.broadcast == number, row.theme == 0).order_by(row.question)
        return [found.question for found in await self._batch.rows(query.limit(limit), broadcast_questions)]

    async def sorted(self, number: int) -> Mapping[int, int]:
        rows = await self._batch.rows(IN_THEMES, broadcast_questions, broadcast=number)
        return {row.question: row.theme for row in rows}

    async def unsounded(self, number: int, limit: int) -> Sequence[int]:
        rows = await self._batch.rows(UNSOUNDED, broadcast_questions, questions, broadcast=number, most=limit)
        return [row.question for row in rows]

    # --- messages

    async def heard(self, message: Heard) -> bool:
        return await self._batch.keep(
            broadcast_heard,
            **place_values(message.place),
            broadcast=message.broadcast,
            at=message.at,
            author=message.author,
            mark=message.mark,
            asks=message.asks,
        )

    async def messages(self, number: int) -> int:
        return int(await self._batch.value(MESSAGES, broadcast_heard, broadcast=number))

    async def alike(self, number: int, mark: int, since: datetime) -> Sequence[VkId]:
        rows = await self._batch.rows(ALIKE, broadcast_heard, broadcast=number, mark=mark, since=since)
        return [row.author for row in rows]

    # --- what departments tell the host

    async def ask_fact(self, fact: Fact) -> bool:
        return await self._batch.keep(broadcast_facts, **FACT.values(fact))

    async def save_fact(self, fact: Fact) -> None:
        key = fact.broadcast, fact.question, fact.official
        self._batch.put(broadcast_facts, How.CHANGE, key, FACT.values(fact))

    async def facts(self, number: int) -> Sequence[Fact]:
        return [FACT.of(row) for row in await self._batch.rows(FACTS, broadcast_facts, broadcast=number)]

    async def facts_wanted(self, official: VkId) -> Sequence[Fact]:
        rows = await self._batch.rows(WANTED, broadcast_facts, broadcasts, official=official)
        return [FACT.of(row) for row in rows]

    # --- the desk in the moderators' chat

    async def desk(self, number: int) -> DeskMessage | None:
        row = await self._batch.row(DESK, broadcast_desks, broadcast=number)
        return None if row is None else DeskMessage(number, place_of(row), row.edits, row.edited_at, row.shown)

    async def save_desk(self, desk: DeskMessage) -> None:
        values = {
            "broadcast": desk.broadcast,
            **place_values(desk.place),
            "edits": desk.edits,
            "edited_at": desk.edited_at,
            "shown": desk.shown,
        }
        self._batch.put(broadcast_desks, How.REPLACE, desk.broadcast, values)
