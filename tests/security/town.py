"""Two neighbouring districts with everybody who might try something, and one question in every state worth trying."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select, text

from domain.answer import Answer, AnswerKind, Promise
from domain.errors import RuleViolation
from domain.message import Forwarded, Message
from domain.notices import Card, Notice, Quote, Someone
from domain.organisation import Region, Role, Template, TopicWord
from domain.place import Place, PlaceKind, private
from domain.ports import Dialog, Verb, Vote
from domain.question import Question, Status
from domain.use_cases.moderating.schooling import ModelState
from domain.use_cases.scope import Scope
from domain.use_cases.staff.presence import was_here
from handlers.desk import Desk, Means
from handlers.events import Event, NewMessage, Pressed, speaker
from handlers.payloads import Payload, encode
from handlers.router import handle, told_no
from routing.listener import WordListener
from storage import tables
from storage.columns import metadata
from storage.engine import Database
from storage.notices import decoded
from storage.uow import SqlUnitOfWork
from tests.build import (
    COMMUNITY,
    GROMOV,
    ILYIN,
    KUZMIN,
    LEBEDEVA,
    LENA,
    MARINA,
    PEOPLE,
    PETROVA,
    RESIDENTS_CHAT,
    SOKOLOVA,
    VETROV,
    VIKTOR,
    a_person,
    a_question,
    a_region,
    a_waiting_question,
    at,
    minutes,
)

NOW = at("ср 12:00")

CCU_ALONE = 108
DEPUTY_THERE, HEAD_THERE, MODERATOR_THERE, CCU_THERE = 109, 110, 111, 112
FORMER = 120
"""Owed the answer to a question until yesterday; the region knows him no more."""
STRANGER = 299

NEIGHBOURS = (
    a_person(CCU_ALONE, Role.CCU, name="Игорь Белов", post="ЦУР", municipality=""),
    a_person(DEPUTY_THERE, Role.DEPUTY, name="Рита Зимина", post="заместитель главы", municipality="lesnoy"),
    a_person(HEAD_THERE, Role.HEAD, name="Егор Сомов", post="глава", municipality="lesnoy"),
    a_person(MODERATOR_THERE, Role.MODERATOR, name="Яна Орлова", post="модератор", municipality="lesnoy"),
    a_person(CCU_THERE, Role.CCU, name="Глеб Носов", post="ЦУР округа", municipality="lesnoy"),
)

RESIDENTS = frozenset({MARINA, LENA, VIKTOR, STRANGER, FORMER})
ANSWERERS = frozenset({ILYIN, PETROVA, KUZMIN, VETROV, LEBEDEVA, CCU_ALONE})
MODERATORS = frozenset({SOKOLOVA, LEBEDEVA, CCU_ALONE})
CONTROL = frozenset({LEBEDEVA, CCU_ALONE})
WATCHERS = frozenset({SOKOLOVA, KUZMIN, VETROV, LEBEDEVA, CCU_ALONE})
HERE = ANSWERERS | MODERATORS
THERE = frozenset({GROMOV, DEPUTY_THERE, HEAD_THERE, MODERATOR_THERE, CCU_THERE})
THERE_WATCHING = THERE - {GROMOV}
STAFF = HERE | THERE
EVERYBODY = STAFF | RESIDENTS

ASSIGNED, ANSWERED, PROMISED, DRAFT, MERGED, MAIN, CLARIFY, ORPHAN = range(1, 9)
"""Numbers of the questions."""

TEMPLATE = Template(1, "priozerny", "", "Приедем {дата}, посмотрим на месте", ILYIN)

BEACON = "маячок"
"""Stands in the words of every question here; whoever has no business with it must never read it."""


def in_the_chat(number: int) -> Place:
    return Place(PlaceKind.CHAT, COMMUNITY, RESIDENTS_CHAT, number)


def the_region(**changes: Any) -> Region:
    region = a_region(*PEOPLE, *NEIGHBOURS, official_link="https://www.gosuslugi.ru/help")
    kept = {"own_words": (TopicWord("roads", "щебень"),), "templates": (TEMPLATE,)}
    return replace(region, **{**kept, **changes})


def questions() -> list[Question]:
    def one(number: int, status: Status = Status.ASSIGNED, **more: Any) -> Question:
        facts = {"number": number, "place": in_the_chat(number), "text": f"{BEACON} {number}: где свет на Победы?"}
        return replace(a_waiting_question(status, asked="ср 9:00"), **{**facts, **more})

    window = {"confirm_at": None, "confirm_until": at("пн 9:00") + minutes(60 * 24 * 20)}
    return [
        one(ASSIGNED),
        one(ANSWERED).answered(ILYIN, NOW - minutes(0.1), **window),
        one(PROMISED).promised(ILYIN, NOW - minutes(0.1), at("пт 12:00"), **window),
        a_question(
            Status.DRAFT, number=DRAFT, place=in_the_chat(DRAFT), text=f"{BEACON} {DRAFT}", asked_at=at("ср 9:00")
        ),
        one(MERGED, author=VIKTOR, text="а у меня где свет?").merged(MAIN),
        one(MAIN),
        one(CLARIFY).clarifying(NOW, at("пт 12:00"), the_region().calendar),
        one(ORPHAN, assignee=FORMER),
    ]


def an_answer(number: int) -> Answer:
    place = in_the_chat(100 + number)
    kind = AnswerKind.INTERIM if number == PROMISED else AnswerKind.FINAL
    said = NOW - minutes(0.1)
    return Answer(f"answer-{number}", number, kind, "Заменили лампу", ILYIN, said, place, before="assigned - - - - -")


async def settle_in(database: Database, region: Region) -> None:
    """Everything that has happened before anybody tries anything."""
    async with database.begin(NOW) as uow:
        await uow.regions.replace(region, "hash")
        await uow.regions.save_word(TopicWord("roads", "щебень"))
        await uow.regions.save_template(replace(TEMPLATE, number=await uow.regions.next_template()))
        for question in questions():
            await uow.questions.add(question)
            await uow.questions.next_number()
        for number in (ANSWERED, PROMISED):
            await uow.answers.add(an_answer(number))
            await uow.questions.link(in_the_chat(100 + number), number)
        await uow.promises.add(Promise("promise", PROMISED, ILYIN, at("пт 12:00"), "Заменим", NOW))
        for number in (ASSIGNED, ANSWERED):
            await uow.votes.add(Vote(number, LENA, NOW, in_the_chat(200 + number), "и у нас"))
        await uow.votes.add(Vote(MAIN, VIKTOR, NOW))
        for person in STAFF:  # each has been here today already, so that coming alone changes nothing
            await was_here(Scope(uow, region, NOW, person))
        for person in EVERYBODY:
            await uow.dialogs.save(Dialog(COMMUNITY, person, person, True, NOW, NOW))


class Taught:
    """A model serves: there is something to step back from."""

    def state(self) -> ModelState:
        return ModelState(version=2, earlier=1, mark="model-refused/2/x", examples=300)


@dataclass
class Tried:
    """What came of it: the rule that said no, what changed, and what the bot was about to say."""

    refused: str = ""
    changed: set[str] = field(default_factory=set)
    said: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def notices(self) -> list[Notice]:
        return [decoded(row["notice"], row["body"]) for row in self.said if row["notice"]]

    def read_by(self, person: int) -> str:
        """All that this person alone would get to read."""
        return " ".join(str(row["body"]) for row in self.said if row["to_person"] == person)


Prepare = Callable[[SqlUnitOfWork, int], Awaitable[None]]
"""What happened to one person before they tried."""


class Opened:
    """A console whose links need no key."""

    minutes = 10

    def link(self, person: int, now: datetime) -> str:
        return f"https://pult.example/in?t={person}"


class Town:
    """The database, the handlers, and a way to try one thing after another on the same state."""

    def __init__(self, database: Database, region: Region) -> None:
        self.database = database
        self.region = region
        self.desk = Desk.build(WordListener(), Means(school=Taught(), doorkeeper=Opened()))
        self.before: dict[str, list[Any]] = {}

    async def tries(self, event: Event, prepare: Prepare | None = None) -> Tried:
        """As the inbox does it: a rule's no undoes everything and is then told to the one who met it."""
        tried = await self._once(event, handle, prepare)
        if tried.refused:
            refusal = RuleViolation(tried.refused)
            told = await self._once(event, lambda _, scope, it: told_no(scope, it, refusal), prepare)
            return Tried(tried.refused, told.changed, told.said)
        return tried

    async def _once(self, event: Event, what: Any, prepare: Prepare | None) -> Tried:
        """In a transaction that is never committed, so that the next one finds the town as it was."""
        async with self.database.engine.connect() as connection:
            uow, before = SqlUnitOfWork(connection, now=NOW), self.before
            if prepare is not None:
                await prepare(uow, speaker(event))
                await uow.flush()
                before = await everything(uow)
            rows, said = await _rows_written(uow), len(before["outbox"])
            try:
                await what(self.desk, Scope(uow, self.region, NOW, speaker(event)), event)
            except RuleViolation as violation:
                return Tried(violation.code)
            if not uow.wrote:
                return Tried()
            await uow.flush()
            outbox = await _all(uow, tables.outbox)
            only_said = await _rows_written(uow) - rows == len(outbox) - said
            after = {} if only_said else await everything(uow)
        changed = {name for name, rows in after.items() if rows != before[name]} - {"outbox"}
        return Tried("", changed, [row._mapping for row in outbox[said:]])


async def everything(uow: SqlUnitOfWork) -> dict[str, list[Any]]:
    """Every row of every table, as this transaction sees it."""
    return {table.name: await _all(uow, table) for table in metadata.sorted_tables}


async def _all(uow: SqlUnitOfWork, table: Table) -> list[Any]:
    return list(await uow._batch.rows(select(table).order_by(*table.primary_key.columns)))


async def _rows_written(uow: SqlUnitOfWork) -> int:
    """How many rows this connection has written so far, in any table: SQLite counts them."""
    return int(await uow._batch.value(text("SELECT total_changes()")))


async def build(file: Path) -> None:
    """The town's database, to be copied for each test."""
    database = Database.open(f"sqlite:///{file}")
    await database.migrate()
    await settle_in(database, the_region())
    await database.checkpoint()
    await database.close()


@asynccontextmanager
async def a_town(file: Path) -> AsyncIterator[Town]:
    database = Database.open(f"sqlite:///{file}")
    try:
        town = Town(database, the_region())
        async with database.reading() as uow:
            town.before = await everything(uow)
        yield town
    finally:
        await database.close()


# --- what people do


def press(person: int, payload: Payload | object, *, place: Place | None = None) -> Pressed:
    """A button, ours or one that only looks like it."""
    value = encode(payload) if isinstance(payload, Payload) else payload
    return Pressed(place or private(COMMUNITY, person).at(900), person, f"event-{person}", value)


def types(person: int, text: str, **more: Any) -> NewMessage:
    """Words in the person's own dialog with the bot."""
    return NewMessage(Message(private(COMMUNITY, person).at(901), person, text, NOW, outright=True, **more))


def says(person: int, text: str, *, under: int = 0, replied: Forwarded | None = None) -> NewMessage:
    """Words in the chat of residents; `under` is the message replied to."""
    place = in_the_chat(902)
    reply_to = place.at(under) if under else None
    return NewMessage(Message(place, person, text, NOW, reply_to=reply_to, replied=replied))


async def a_card_for(uow: SqlUnitOfWork, person: int, number: int, message: int) -> None:
    """The bot's own card in somebody's dialog, so that it can be replied to."""
    card = Card(number, Quote(BEACON), Someone(MARINA), "chat", NOW, NOW)
    key = f"card/{person}/{number}"
    await uow.outbox.put(Verb.SAY, private(COMMUNITY, person), card, key=key, question=number, to=person)
    await uow.flush()
    await uow.questions.link(private(COMMUNITY, person).at(message), number)


def names_of(people: Sequence[int] | frozenset[int] | set[int]) -> list[str]:
    """Numbers as a reader of a failed test knows them."""
    roster = {person.vk_id: person.name for person in (*PEOPLE, *NEIGHBOURS)}
    roster |= {MARINA: "автор", LENA: "соседка (+1)", VIKTOR: "житель", STRANGER: "чужой", FORMER: "бывший"}
    return sorted(roster[person] for person in people)
