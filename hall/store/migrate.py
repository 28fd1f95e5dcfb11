"""Brings a store to the present schema with the Alembic history shipped in this package."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from hall.store import dialect

if TYPE_CHECKING:
    from alembic.config import Config

_HISTORY = Path(__file__).parent / "migrations"


def configuration() -> Config:
    """Alembic's configuration; there is no alembic.ini."""
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HISTORY).replace("%", "%%"))
    return config


def upgrade(path: Path) -> None:
    """Create the store at `path` or bring it to the newest revision; repeatable."""
    config = configuration()
    from alembic import command

    path.parent.mkdir(parents=True, exist_ok=True)
    with dialect.migration_engine(path).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
