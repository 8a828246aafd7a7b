"""The tables. No foreign keys: questions are never deleted, and a lookup per row would guard nothing.

Partial indexes hold only what somebody still waits for, so they stay small whatever the history grows to.
"""

from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, SmallInteger, String, Table, UniqueConstraint
from sqlalchemy.sql.elements import ColumnElement, literal_column

import storage.broadcasttables
import storage.emergencytables
import storage.learningtables
import storage.ordertables  # noqa: F401
from storage.columns import PLACE, SERIAL, growing, indexed, key, metadata, optional, place_columns, required
from storage.types import Length, Listed, Moment, Words

WAITING: ColumnElement[str] = literal_column("'waiting'")
"""Written into the query text: neither engine matches a bound value with a partial index."""

QUARANTINED: ColumnElement[str] = literal_column("'quarantined'")

counters = Table("counters", metadata, key("name", String), required("value", BigInteger))

# --- what came from VK

inbox = Table(
    "inbox",
    metadata,
    Column("id", SERIAL, primary_key=True),
    required("community", BigInteger),
    optional("event_id", String),
    required("type", String),
    required("peer", BigInteger),
    optional("natural", String),
    optional("body", LargeBinary),
    required("state", String),
    required("received_at", Moment),
    required("attempts", Integer),
    optional("retry_at", Moment),
    optional("error", Words),
    UniqueConstraint("community", "event_id"),
    UniqueConstraint("community", "natural"),
)
indexed(inbox, "id", inbox.c.state == WAITING, name="waiting")
indexed(inbox, "community peer id", inbox.c.state == WAITING, name="waiting_peer")
indexed(inbox, "id", inbox.c.state == QUARANTINED, name="quarantined")
indexed(inbox, "received_at")

cursors = Table(
    "cursors",
    metadata,
    key("community"),
    required("server", String),
    required("key", String),
    required("ts", String),
)

# --- questions and what belongs to them

questions = Table(
    "questions",
    metadata,
    key("number", SERIAL),  # the rows of SQLite lie in its order
    *place_columns(),
    required("author", BigInteger),
    required("text", Words),
    required("asked_at", Moment),
    required("municipality", String),
    required("status", String),
    required("live", SmallInteger),
    optional("topic", String),
    optional("settlement", Words),
    required("address", Words),
    required("attachments", Listed),
    optional("urgent", String),
    required("because", Words),
    required("theme", Words),
    optional("assignee", BigInteger),
    optional("clock_total", Length),
    optional("clock_since", Moment),
    optional("clock_spent", Length),
    optional("due_at", Moment),
    optional("first_told_at", Moment),
    optional("answered_by", BigInteger),
    optional("clarify_until", Moment),
    optional("confirm_at", Moment),
    optional("confirm_until", Moment),
    optional("closed_at", Moment),
    required("handovers", Integer),
    required("reopenings", Integer),
    required("promise_moves", Integer),
    required("votes", Integer),
    optional("main", BigInteger),
    required("reason", Words),
    required("incident_number", Words),
    required("pos_number", Words),
    optional("taken_by", BigInteger),
    optional("look_at", Moment),
    required("revision", Integer),
    UniqueConstraint(*PLACE),
)
IS_LIVE = questions.c.live == literal_column("1")
"""Not ended. A number: the engines spell a partial index over a boolean differently."""
indexed(questions, "look_at", questions.c.look_at.is_not(None))
# Lists are read in the order of deadlines and counted, both without a look at the rows; SQLite counts so only when
# the index holds `live` too.
indexed(questions, "due_at number status municipality live", IS_LIVE, name="live")
indexed(questions, "municipality due_at number status live", IS_LIVE, name="live_municipality")
indexed(questions, "assignee due_at number status live", IS_LIVE, name="live_assignee")
indexed(questions, "main", questions.c.main.is_not(None))
indexed(questions, "author asked_at")
indexed(questions, "municipality asked_at")
IN_EMERGENCY = (questions.c.urgent == literal_column("'emergency'")) & IS_LIVE
indexed(questions, "municipality settlement", IN_EMERGENCY, name="emergency")

links = Table("links", metadata, *place_columns(primary_key=True), required("number", BigInteger))

votes = Table(
    "votes",
    metadata,
    key("question"),
    key("voter"),
    required("at", Moment),
    *place_columns(nullable=True),
    required("text", Words),
)
indexed(votes, "voter")

answers = Table(
    "answers",
    metadata,
    key("id", String),
    required("question", BigInteger),
    required("answer_kind", String),
    required("text", Words),
    required("by_person", BigInteger),
    required("at", Moment),
    *place_columns(),
    required("before", Words),
    required("attachments", Listed),
    optional("undone_at", Moment),
    optional("corrected_at", Moment),
)
indexed(answers, "question at")
indexed(answers, " ".join(PLACE), name="place")

promises = Table(
    "promises",
    metadata,
    key("id", String),
    required("question", BigInteger),
    required("by_person", BigInteger),
    required("due", Moment),
    required("what", Words),
    required("made_at", Moment),
    required("state", String),
    required("moves", Integer),
)
IS_OPEN_PROMISE = promises.c.state == literal_column("'open'")
indexed(promises, "question")
indexed(promises, "due")

history = Table(
    "history",
    metadata,
    Column("id", SERIAL, primary_key=True),
    required("question", BigInteger),
    required("at", Moment),
    optional("actor", BigInteger),
    required("what", String),
    required("detail", Words),
)
indexed(history, "question")
indexed(history, "actor")

# --- talking with people

dialogs = Table(
    "dialogs",
    metadata,
    key("community"),
    key("peer"),
    key("person"),
    optional("allowed", Boolean),
    optional("started_at", Moment),
    optional("last_at", Moment),
    optional("card", BigInteger),
    required("expecting", String),
    required("facts", Words),
)
indexed(dialogs, "person")

drafts = Table(
    "drafts",
    metadata,
    key("community"),
    key("person"),
    required("kind", String),
    required("peer", BigInteger),
    required("post", BigInteger),
    required("message", BigInteger),
    required("texts", Listed),
    required("attachments", Listed),
    required("messages", Listed),
    required("asked_at", Moment),
    required("ready_at", Moment),
)
indexed(drafts, "ready_at")

nudges = Table(
    "nudges",
    metadata,
    key("question"),
    key("mark", String),
    key("person"),
    required("kind", String),
    required("tell_at", Moment),
    optional("told_at", Moment),
)
indexed(nudges, "tell_at", nudges.c.told_at.is_(None), name="untold")
indexed(nudges, "person told_at")

absences = Table(
    "absences",
    metadata,
    key("person"),
    key("since", Moment),
    required("until", Moment),
    optional("substitute", BigInteger),
    required("moved", Listed),
    required("ended", SmallInteger),
)
IS_RUNNING = absences.c.ended == literal_column("0")
indexed(absences, "until", IS_RUNNING)

chats = Table(
    "chats",
    metadata,
    key("community"),
    key("peer"),
    required("last_cmid", BigInteger),
    optional("last_at", Moment),
    required("reactions_off", Boolean),
)
growing(chats.c.last_cmid, chats.c.last_at, chats.c.reactions_off)

names = Table(
    "names",
    metadata,
    key("person"),
    required("first", Words),
    required("last", Words),
    required("sex", SmallInteger),
)

# --- what goes to VK

outbox = Table(
    "outbox",
    metadata,
    Column("id", SERIAL, primary_key=True),
    required("key", String),
    required("verb", String),
    *place_columns(),
    optional("notice", String),
    optional("body", Words),
    optional("question", BigInteger),
    optional("to_person", BigInteger),
    required("reply", Boolean),
    required("fact", Words),
    required("own", Boolean),
    required("reminds", Boolean),
    required("priority", SmallInteger),
    required("random_id", Integer),
    required("state", String),
    optional("created_at", Moment),
    optional("not_before", Moment),
    optional("retry_at", Moment),
    required("attempts", Integer),
    required("parts", Integer),
    optional("lease_until", Moment),
    optional("lease_owner", String),
    required("unsettled", SmallInteger),
    optional("anchor", BigInteger),
    optional("slot", BigInteger),
    optional("error", Words),
    optional("sent_at", Moment),
    optional("sent_message", BigInteger),
    optional("words", Words),
    UniqueConstraint("key"),
)
"""`unsettled`: tries whose outcome nobody knows; `anchor`: the last message there before the first of them;
`slot`: when an unasked notice may go (domain/pace.py)."""
IS_WAITING = outbox.c.state == WAITING
indexed(outbox, "priority id", IS_WAITING, name="waiting")
indexed(outbox, "community peer post id", IS_WAITING, name="waiting_conversation")
indexed(outbox, "community peer post", outbox.c.lease_until.is_not(None), name="leased")
indexed(outbox, "community peer post sent_message", outbox.c.sent_message.is_not(None), name="sent_place")
indexed(outbox, "question", outbox.c.question.is_not(None))
indexed(outbox, "to_person notice", outbox.c.to_person.is_not(None), name="to_person")
indexed(outbox, "community peer sent_at", outbox.c.sent_at.is_not(None), name="conversation_sent_at")
indexed(outbox, "community slot", outbox.c.slot.is_not(None), name="slots")

# --- the region and the bot itself

organisation = Table(
    "organisation",
    metadata,
    key("kind", String),
    key("id", String),
    required("position", Integer),
    required("source", String),
    required("body", Words),
)

diary = Table("diary", metadata, key("mark", String), required("at", Moment), required("value", BigInteger))

# --- confirmed answers, offered to the next who asks the same

verified = Table(
    "verified",
    metadata,
    key("question"),
    required("municipality", String),
    required("until", Moment),
    optional("by_person", BigInteger),
)
indexed(verified, "municipality until")

offers = Table(
    "offers",
    metadata,
    key("question"),
    required("similar", BigInteger),
    required("at", Moment),
    required("outcome", String),
)
UNSETTLED: ColumnElement[bool] = offers.c.outcome == literal_column("''")
indexed(offers, "at", UNSETTLED, name="unsettled")

# --- the register of rumours

rumours = Table(
    "rumours",
    metadata,
    key("number"),
    required("claim", Words),
    required("municipality", String),
    *place_columns(),
    required("first_at", Moment),
    required("teller", BigInteger),
    optional("settlement", String),
    optional("owner", BigInteger),
    required("verdict", String),
    required("text", Words),
    required("source", Words),
    optional("by_person", BigInteger),
    optional("decided_at", Moment),
    optional("valid_until", Moment),
)

sightings = Table(
    "sightings",
    metadata,
    *place_columns(primary_key=True),
    required("rumour", BigInteger),
    required("teller", BigInteger),
    required("at", Moment),
    optional("told_at", Moment),
)
indexed(sightings, "rumour at")

# --- several processes on one PostgreSQL; empty with SQLite

processes = Table("processes", metadata, key("id", String), required("until", Moment))

leases = Table(
    "leases",
    metadata,
    key("community"),
    optional("owner", String),
    required("fence", BigInteger),
    optional("wanted_by", String),
)
"""Who polls a community; `fence` grows whenever it changes hands."""
