"""Who was found to answer a question: handed over by a person, answered by, or named in a row of a history."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

HANDED = sa.text("executor IS NOT NULL AND topic IS NULL")


def upgrade() -> None:
    op.add_column("examples", sa.Column("executor", sa.BigInteger()))
    op.create_index("ix_examples_handed", "examples", ["at"], sqlite_where=HANDED, postgresql_where=HANDED)


def downgrade() -> None:
    op.drop_index("ix_examples_handed", "examples")
    op.drop_column("examples", "executor")
