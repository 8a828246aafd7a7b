"""What people decided, for the bot to learn from, and how near to the borders messages were."""

from sqlalchemy import BigInteger, Column, SmallInteger, String, Table, and_
from sqlalchemy.sql.elements import ColumnElement

from storage.columns import SERIAL, indexed, key, metadata, optional, required
from storage.types import Moment, Words

examples = Table(
    "examples",
    metadata,
    key("key", String),
    required("source", String),
    optional("question", BigInteger),
    required("text", Words),
    required("verdict", String),
    optional("topic", String),
    required("theme", Words),
    required("signs", Words),
    optional("executor", BigInteger),
    required("at", Moment),
    required("kept_at", Moment),
)
"""A question's example has no words of its own: they are the question's, and go with them. Imported ones are masked."""
HANDED: ColumnElement[bool] = and_(examples.c.executor.is_not(None), examples.c.topic.is_(None))
"""Somebody passed the question on: whose it is was said, what it is about was not."""
indexed(examples, "question", examples.c.question.is_not(None))
indexed(examples, "kept_at")
indexed(examples, "at", HANDED, name="handed")

passings = Table(
    "passings",
    metadata,
    Column("id", SERIAL, primary_key=True),
    required("municipality", String),
    required("at", Moment),
    required("question", SmallInteger),
    required("perhaps", SmallInteger),
    required("topic", SmallInteger),
)
"""How near to the borders messages were that might be questions; no words, no people, no places in VK."""
indexed(passings, "at")
