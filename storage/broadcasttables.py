"""The tables of live broadcasts. No words of residents: those are the questions' and go with them."""

from sqlalchemy import BigInteger, Boolean, Integer, SmallInteger, String, Table
from sqlalchemy.sql.elements import literal_column

from storage.columns import indexed, key, metadata, optional, place_columns, required
from storage.types import Listed, Moment, Words

broadcasts = Table(
    "broadcasts",
    metadata,
    key("number"),
    required("municipality", String),
    required("host", BigInteger),
    required("planned", Moment),
    required("minutes", Integer),
    required("announced_by", BigInteger),
    required("announced_at", Moment),
    required("collect_from", Moment),
    required("state", String),
    required("is_open", SmallInteger),
    required("page", Boolean),
    required("link", Words),
    required("posts", Listed),
    required("parts", Words),
    optional("ended_at", Moment),
    optional("posted_at", Moment),
    required("version", Integer),
)
IS_OPEN = broadcasts.c.is_open == literal_column("1")
indexed(broadcasts, "planned", IS_OPEN, name="open")
indexed(broadcasts, "municipality planned")

broadcast_desks = Table(
    "broadcast_desks",
    metadata,
    key("broadcast"),
    *place_columns(),
    required("edits", Integer),
    optional("edited_at", Moment),
    required("shown", String),
)
"""The one message in the moderators' chat: where it stands, and a digest of what it shows."""

broadcast_themes = Table(
    "broadcast_themes",
    metadata,
    key("broadcast"),
    key("id"),
    required("title", Words),
    required("state", String),
    optional("code_part", Integer),
    optional("code_seconds", Integer),
    required("said", Words),
    required("reason", String),
    optional("promise", Moment),
    required("joined_to", BigInteger),
    optional("shown_at", Moment),
    required("version", Integer),
)

broadcast_questions = Table(
    "broadcast_questions",
    metadata,
    key("broadcast"),
    key("question"),
    required("theme", BigInteger),
    optional("apart", String),
    required("reason", String),
    required("anonymous", Boolean),
    required("seen", Boolean),
    required("late", Boolean),
    required("version", Integer),
)
indexed(broadcast_questions, "question")
indexed(broadcast_questions, "broadcast question", broadcast_questions.c.theme == literal_column("0"), name="unsorted")

broadcast_taps = Table(
    "broadcast_taps",
    metadata,
    key("broadcast"),
    key("number"),
    required("kind", String),
    required("by_person", BigInteger),
    required("at", Moment),
    required("theme", BigInteger),
    required("question", BigInteger),
    required("detail", Words),
    required("before", Words),
    required("undone", SmallInteger),
)

broadcast_facts = Table(
    "broadcast_facts",
    metadata,
    key("broadcast"),
    key("question"),
    key("official"),
    required("asked_by", BigInteger),
    required("asked_at", Moment),
    required("text", Words),
    optional("told_at", Moment),
)
"""What departments were asked for the host, and what they said."""
indexed(broadcast_facts, "official")

broadcast_heard = Table(
    "broadcast_heard",
    metadata,
    *place_columns(primary_key=True),
    required("broadcast", BigInteger),
    required("at", Moment),
    required("author", BigInteger),
    required("mark", BigInteger),
    required("asks", Boolean),
)
"""Every message during a broadcast, without its words: how many there were, and which are alike (`mark`)."""
indexed(broadcast_heard, "broadcast mark")
