"""Alembic's way into the schema; the connection comes from `storage.migrating`."""

from alembic import context

import storage.tables  # noqa: F401  (fills the metadata)
from storage.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    render_as_batch=True,
)

with context.begin_transaction():
    context.run_migrations()
