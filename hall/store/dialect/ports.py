"""What the rest of the store asks of a database and its driver."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine


class Cursor(Protocol):
    """What both drivers give back."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Every row that is left."""


class Connection(Protocol):
    """A connection of either driver; `flavour` names its database."""

    flavour: str

    def execute(self, query: str, params: Any = ..., /) -> Cursor:
        """Run one statement."""

    def many(self, query: str, rows: Sequence[Any]) -> None:
        """Run one statement for each row of values, by name or by place."""

    def together(self) -> AbstractContextManager[Any]:
        """Statements in this context may wait for each other's results until it ends."""

    def close(self) -> None:
        """Give the connection up."""


class Database(Protocol):
    """One database. `shared` says whether other processes may write to it."""

    begin_write: str
    begin_read: str
    shared: bool
    #: Everything the driver raises; what a job meets by its own doing, say a key used twice.
    errors: tuple[type[Exception], ...]
    own_faults: tuple[type[Exception], ...]

    def connect_writer(self) -> Connection:
        """A connection that writes."""

    def connect_reader(self) -> Connection:
        """A connection that only reads."""

    def migration_engine(self) -> Engine:
        """An engine for migrations, in which a whole migration is one transaction."""

    def claimed(self) -> AbstractContextManager[None]:
        """Hold the database for this server, alone where there may be only one.

        Raises BadSettings while that cannot be.
        """

    def claimed_alone(self) -> AbstractContextManager[None]:
        """Hold the database as long as no hall server works on it. Raises BadSettings."""

    def copy_to(self, target: Path) -> None:
        """Write a whole copy as of one commit while others write. Raises CopyFailed."""

    def put_back(self, source: Path) -> None:
        """Make the store what a copy says; nobody may be using it. Raises CopyFailed."""

    def make_room(self) -> bool:
        """Give up what was set aside for a full disk; says whether there was anything."""


class CopyFailed(Exception):
    """A copy could not be made, or is not whole."""
