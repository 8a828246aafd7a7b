"""Promises are looked for by their days, open or not; nobody looks for a person's open ones."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    op.drop_index("ix_promises_by_person", "promises")
    op.drop_index("ix_promises_due", "promises")
    op.create_index("ix_promises_due", "promises", ["due"])


def downgrade() -> None:
    op.drop_index("ix_promises_due", "promises")
    op.create_index("ix_promises_due", "promises", ["due"], sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
    columns = ["by_person", "due"]
    op.create_index("ix_promises_by_person", "promises", columns, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
