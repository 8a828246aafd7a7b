"""Emergencies have a table; one that runs is carried over from the diary, and back."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
HURRIED = sa.text("urgent = 'emergency' AND live = 1")
RUNNING = sa.text("ended_at IS NULL")

diary = sa.table("diary", sa.column("mark"), sa.column("at", MOMENT), sa.column("value"))
history = sa.table("history", *map(sa.column, ("question", "at", "what", "actor")))
emergencies = sa.table(
    "emergencies",
    *map(sa.column, ("municipality", "settlement", "by_person", "told_number")),
    *(sa.column(name, MOMENT) for name in ("since", "until", "told_at", "ended_at")),
)
UNTIL, BEGUN, TOLD, KNOWN = "emergency", "emergency-begun", "emergency-fed", "emergency-seen"
"""Marks of the diary, each followed by the place: seconds since 1970, and the last number ЦУР was told of."""


def upgrade() -> None:
    op.create_table(
        "emergencies",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("settlement", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, autoincrement=False, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("by_person", sa.BigInteger(), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("told_number", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_by", sa.BigInteger()),
        sa.Column("ending", sa.String()),
        sa.PrimaryKeyConstraint("municipality", "settlement", "since", name="pk_emergencies"),
    )
    place = ["municipality", "settlement"]
    _partial("ix_emergencies_running", "emergencies", place, RUNNING, unique=True)
    _partial("ix_questions_emergency", "questions", place, HURRIED)
    for place_name, (at, until) in _marked(UNTIL).items():
        begun, told, known = (_marked(kind).get(place_name, (at, 0))[1] for kind in (BEGUN, TOLD, KNOWN))
        municipality, _, settlement = place_name.partition("/")
        since = _moment(begun) if begun else at
        row = {"municipality": municipality, "settlement": settlement, "since": since, "until": _moment(until)}
        told_at = _moment(told) if told else since
        more = {"by_person": _who(at), "told_at": told_at, "told_number": known}
        op.execute(sa.insert(emergencies).values(row | more))
    for kind in (UNTIL, BEGUN, TOLD, KNOWN):
        op.execute(sa.delete(diary).where(diary.c.mark.like(f"{kind}/%")))


def downgrade() -> None:
    for row in op.get_bind().execute(sa.select(emergencies).where(emergencies.c.ended_at.is_(None))).all():
        marks = {UNTIL: _seconds(row.until), BEGUN: _seconds(row.since), TOLD: _seconds(row.told_at)}
        for kind, value in (marks | {KNOWN: row.told_number}).items():
            mark = f"{kind}/{row.municipality}/{row.settlement}"
            op.execute(sa.insert(diary).values(mark=mark, at=row.since, value=value))
    op.drop_index("ix_questions_emergency", "questions")
    op.drop_table("emergencies")


def _partial(name: str, table: str, columns: list[str], where: sa.TextClause, *, unique: bool = False) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)


def _marked(kind: str) -> dict[str, tuple[Any, int]]:
    """When it was written and what it says, by place."""
    query = sa.select(diary).where(diary.c.mark.like(f"{kind}/%")).order_by(diary.c.mark)
    rows = op.get_bind().execute(query).all()
    return {row.mark.partition("/")[2]: (row.at, row.value) for row in rows}


def _who(at: Any) -> int:
    """Whose word the journal has under the same moment."""
    said = (history.c.question == 0, history.c.what == "emergency", history.c.at == at)
    return op.get_bind().execute(sa.select(history.c.actor).where(*said)).scalar() or 0


def _moment(seconds: int) -> Any:
    if op.get_bind().dialect.name == "postgresql":
        return datetime.fromtimestamp(seconds, UTC)
    return seconds * 1_000_000


def _seconds(moment: Any) -> int:
    return int(moment.timestamp()) if isinstance(moment, datetime) else int(moment) // 1_000_000
