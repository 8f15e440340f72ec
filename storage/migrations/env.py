"""Alembic's entry: runs the scripts on the connection that `storage.database` hands over."""

from alembic import context

# So that Base knows all tables.
from storage import channel_tables, clock_tables, reaching_tables, wait_tables  # noqa: F401
from storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite cannot alter most of a table in place: Alembic copies it instead.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
