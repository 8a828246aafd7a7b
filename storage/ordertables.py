"""The tables of order in the chats: the journal of removals, and since when somebody writes where."""

from sqlalchemy import BigInteger, Boolean, SmallInteger, String, Table
from sqlalchemy.sql.elements import literal_column

from storage.columns import indexed, key, metadata, optional, place_columns, required
from storage.types import Listed, Moment, Words

removals = Table(
    "removals",
    metadata,
    key("number"),
    required("what", String),
    *place_columns(),
    required("municipality", String),
    required("author", BigInteger),
    required("at", Moment),
    required("state", String),
    required("waits", SmallInteger),
    optional("sign", String),
    required("by_person", BigInteger),
    required("text", Words),
    required("attachments", Listed),
    optional("said_at", Moment),
    optional("until", Moment),
    required("main", BigInteger),
    required("alike", String),
    required("asks", Boolean),
    optional("objected_at", Moment),
    required("undone_by", BigInteger),
    optional("undone_at", Moment),
)
"""The words are kept for a month, so that they can be said again; who wrote them for a year."""
indexed(removals, "community peer message")
indexed(removals, "community peer at")
IS_COPY = removals.c.main != literal_column("0")
"""Said in the query too: SQLite does not see that a bound number is not nought."""
indexed(removals, "main", IS_COPY)
indexed(removals, "author")
indexed(removals, "municipality number", removals.c.waits == literal_column("1"), name="waits")

speakers = Table(
    "speakers",
    metadata,
    key("community"),
    key("peer"),
    key("person"),
    required("since", Moment),
    required("last_at", Moment),
)
indexed(speakers, "person")
indexed(speakers, "last_at")
