"""What the sender knows of a text whose outcome is unknown, and when an unasked notice may go."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A row under a lease of the old version may have been said: it is looked for before it is said again.
    op.add_column("outbox", sa.Column("unsettled", sa.SmallInteger(), nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("anchor", sa.BigInteger()))
    op.add_column("outbox", sa.Column("slot", sa.BigInteger()))
    op.execute("UPDATE outbox SET unsettled = 1 WHERE state = 'waiting' AND lease_until IS NOT NULL")
    op.create_index(
        "ix_outbox_slots",
        "outbox",
        ["community", "slot"],
        sqlite_where=sa.text("slot IS NOT NULL"),
        postgresql_where=sa.text("slot IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_slots", "outbox")
    op.drop_column("outbox", "slot")
    op.drop_column("outbox", "anchor")
    op.drop_column("outbox", "unsettled")
