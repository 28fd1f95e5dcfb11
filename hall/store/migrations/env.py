"""Alembic's entry: runs a migration on the connection that hall.store.migrate hands over."""

from __future__ import annotations

from alembic import context

from hall.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
