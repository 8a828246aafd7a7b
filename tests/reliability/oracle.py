"""What must be true of a town when all is quiet, whatever happened before; in words when it is not."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Table, select

from domain.ports import Verb
from domain.question import WAITING
from sandbox.conversations import Conversation
from storage import tables
from storage.sending import numbers_in, random_id_of
from tests.world import GROUP, World

Row = Mapping[str, Any]

SAID = {Verb.SAY.value, Verb.FILE.value}
LIVING = {status.value for status in WAITING}


class Books:
    """The rows of the database, read once."""

    def __init__(self, rows: Mapping[str, list[Row]]) -> None:
        self.inbox = rows["inbox"]
        self.outbox = rows["outbox"]
        self.questions = rows["questions"]
        self.votes = rows["votes"]
        self.links = rows["links"]
        self.history = rows["history"]
        self.cursors = rows["cursors"]
        self.drafts = rows["drafts"]

    @classmethod
    async def of(cls, world: World) -> "Books":
        wanted = (
            *(tables.inbox, tables.outbox, tables.questions, tables.votes),
            *(tables.links, tables.history, tables.cursors, tables.drafts),
        )
        async with world.bot.database.snapshot() as connection:
            return cls({table.name: await _rows(connection, table) for table in wanted})


async def _rows(connection: Any, table: Table) -> list[Row]:
    found = await connection.execute(select(table).order_by(*table.primary_key.columns))
    return [dict(row._mapping) for row in found]


async def broken(world: World) -> list[str]:
    """Every promise that does not hold; `world` has come to rest and nothing troubles it any more."""
    books = await Books.of(world)
    return [fault for promise in PROMISES for fault in promise(world, books)]


def everything_was_heard(world: World, books: Books) -> Iterator[str]:
    """Each message of a person is in the inbox once, and done with; cursor and stream agree."""
    names = Counter(row["natural"] for row in books.inbox)
    for conversation, message in _messages(world):
        name = f"message_new:{conversation.peer_id}:{message.cmid}"
        if message.from_id > 0 and message.visible and not message.deleted and names[name] != 1:
            yield f"{name} was heard {names[name]} times"
    for row in books.inbox:
        if row["state"] != "done":
            yield f"an event is {row['state']}: {row['natural']}"
    for cursor in books.cursors:
        if cursor["ts"] != world.vk.queues[GROUP].ts:
            yield f"the stream stands at {world.vk.queues[GROUP].ts}, the bot at {cursor['ts']}"


def every_question_exists_once(world: World, books: Books) -> Iterator[str]:
    """A message is one question, or a voice for one; numbers have no holes."""
    places = Counter(_place(row) for row in books.questions)
    yield from (f"two questions at {place}" for place, count in places.items() if count > 1)
    numbers = [row["number"] for row in books.questions]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"questions are numbered {numbers}"
    voices = Counter(row["question"] for row in books.votes)
    for row in books.questions:
        if row["votes"] != voices[row["number"]]:
            yield f"question {row['number']} counts {row['votes']} voices of {voices[row['number']]}"


def every_text_was_said_once(world: World, books: Books) -> Iterator[str]:
    """What stands in VK is what the bot's books call sent, no more and no less."""
    said: Counter[tuple[int, int]] = Counter()
    for conversation, message in _messages(world):
        if message.from_id == -GROUP:
            said[conversation.peer_id, message.random_id] += 1
    sent, perhaps = set(), set()
    for row in books.outbox:
        if row["verb"] in SAID and row["kind"] in ("chat", "private"):
            ids = {(row["peer"], number) for number in _random_ids(row)}
            sent |= ids if row["state"] == "sent" else set()
            # Withdrawn before anybody knew what had become of the first try.
            perhaps |= ids if row["state"] == "cancelled" and row["unsettled"] else set()
    yield from (f"said {count} times in {peer}: {number}" for (peer, number), count in said.items() if count > 1)
    yield from (f"said in {peer}, not in the books: {number}" for peer, number in said.keys() - sent - perhaps)
    yield from (f"in the books of {peer}, not said: {number}" for peer, number in sent - said.keys())


def nothing_is_left_to_say(world: World, books: Books) -> Iterator[str]:
    now = world.vk.clock.now()
    for row in books.outbox:
        due = row["not_before"] is None or row["not_before"] <= now
        if row["state"] == "quarantined" or (row["state"] == "waiting" and due):
            yield f"{row['state']} in the outbox: {row['key']}"


def order_holds(world: World, books: Books) -> Iterator[str]:
    """Within a conversation texts stand in the order in which they were decided."""
    last: dict[tuple[Any, ...], int] = defaultdict(int)
    for row in books.outbox:
        if row["state"] != "sent" or row["verb"] not in SAID or row["not_before"] is not None:
            continue
        where = (row["kind"], row["peer"], row["post"])
        if row["sent_message"] < last[where]:
            yield f"out of order in {where}: {row['key']}"
        last[where] = row["sent_message"]


def events_of_a_dialog_are_handled_in_order(world: World, books: Books) -> Iterator[str]:
    last: dict[int, int] = defaultdict(int)
    for row in books.inbox:
        if row["type"] == "message_new" and row["natural"]:
            number = int(row["natural"].rsplit(":", 1)[1])
            if number < last[row["peer"]]:
                yield f"handled out of order: {row['natural']}"
            last[row["peer"]] = number


def clocks_run(world: World, books: Books) -> Iterator[str]:
    """Whoever waits for an answer has a deadline and a moment when somebody looks."""
    now = world.vk.clock.now()
    for row in books.questions:
        if row["status"] not in LIVING:
            continue
        if row["due_at"] is None or row["look_at"] is None:
            yield f"question {row['number']} has no clock: {row['status']}"
        elif row["look_at"] <= now:
            yield f"question {row['number']} should have been looked at: {row['look_at']}"


def nobody_is_reminded_of_an_answered_question(world: World, books: Books) -> Iterator[str]:
    """Only of questions that were answered once and for all."""
    answered = {}
    for row in books.history:
        if row["what"] in ("answered", "reopened", "undone"):
            answered.setdefault(row["question"], []).append(row)
    for row in books.outbox:
        events = answered.get(row["question"], [])
        sent_after_all = row["reminds"] and row["state"] == "sent" and [one["what"] for one in events] == ["answered"]
        if sent_after_all and row["sent_at"] > events[0]["at"]:
            yield f"reminded after the answer: {row['key']}"


Promise = Callable[[World, Books], Iterator[str]]

PROMISES: tuple[Promise, ...] = (
    everything_was_heard,
    every_question_exists_once,
    every_text_was_said_once,
    nothing_is_left_to_say,
    order_holds,
    events_of_a_dialog_are_handled_in_order,
    clocks_run,
    nobody_is_reminded_of_an_answered_question,
)


def _messages(world: World) -> Iterator[tuple[Conversation, Any]]:
    for (_, _), conversation in sorted(world.vk.conversations.items()):
        for message in conversation.messages:
            yield conversation, message


def _place(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("community", "kind", "peer", "post", "message"))


def _random_ids(row: Row) -> Iterator[int]:
    """Of a text and of the further parts of a long one."""
    yield row["random_id"]
    for index, _ in enumerate(numbers_in(row["fact"] or ""), 1):
        yield random_id_of(f"{row['key']}/{index}", row["community"], row["peer"])
