"""By what kinds of signs a message was weighed that people judged; no words of it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("examples", sa.Column("signs", sa.Text(), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("examples", "signs", server_default=None)


def downgrade() -> None:
    op.drop_column("examples", "signs")
