"""The table of emergencies; which questions one hurries their own rows say."""

from sqlalchemy import BigInteger, String, Table

from storage.columns import indexed, key, metadata, optional, required
from storage.types import Moment, Words

emergencies = Table(
    "emergencies",
    metadata,
    key("municipality", String),
    key("settlement", Words),
    key("since", Moment),
    required("until", Moment),
    required("by_person", BigInteger),
    required("told_at", Moment),
    required("told_number", BigInteger),
    optional("ended_at", Moment),
    optional("ended_by", BigInteger),
    optional("ending", String),
)
IS_ON = emergencies.c.ended_at.is_(None)
indexed(emergencies, "municipality settlement", IS_ON, name="running", unique=True)
