"""Brings a store to the present schema with the Alembic history shipped in this package."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, select, text

from hall.store.dialect import Database

if TYPE_CHECKING:
    from alembic.config import Config

_HISTORY = Path(__file__).parent / "migrations"
#: The newest revision; a store that has it is opened without loading Alembic.
HEAD = "0002"


def configuration() -> Config:
    """Alembic's configuration; there is no alembic.ini."""
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HISTORY).replace("%", "%%"))
    return config


def upgrade(database: Database, before: Callable[[str], None] | None = None) -> None:
    """Make the store or bring it to the newest revision; repeatable.

    `before` is called with the revision of a store that is about to be changed: the moment for a
    backup.
    """
    engine = database.migration_engine()
    present = _revision(engine)
    if present == HEAD:
        return
    if present is not None and before is not None:
        before(present)
    config = configuration()
    from alembic import command

    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(engine: Engine) -> str | None:
    """The revision a store is at, None for a new one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        column = text("version_num")
        found = connection.scalar(select(column).select_from(text("alembic_version")))
        return None if found is None else str(found)
