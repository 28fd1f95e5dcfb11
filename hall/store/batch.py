"""The writing connection within one transaction, in which many jobs write one after the other.

New rows are kept back and written together, which costs a fraction of writing each by itself. To
whoever asks they are there: they are written before any statement is run. A job has a savepoint
only from its first statement on; one that is refused before leaves nothing to undo.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from hall.store.dialect import Connection, Cursor, Database
from hall.store.sql import Row, Rows

#: So many jobs share a commit at most.
MOST_PER_COMMIT = 64


class RowsRefused(Exception):
    """Rows that were kept back are wrong: whose they are is found by doing each job by itself."""


class Batch:
    """A connection that belongs to one transaction of the writer."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self.flavour = connection.flavour
        self._own_faults = database.own_faults
        self._connection = connection
        self._later: list[tuple[Rows, Row]] = []
        self._mark: int | None = None  # where the rows of the present job begin
        self._saved = False

    # --- what a job does ---

    def execute(self, query: str, params: Any = (), /) -> Cursor:
        """Run one statement; it sees every row that was appended."""
        self._settle()
        return self._connection.execute(query, params)

    def many(self, query: str, rows: Sequence[Any]) -> None:
        """Run one statement for each row."""
        self._settle()
        self._connection.many(query, rows)

    def append(self, rows: Rows, row: Row) -> None:
        """Write a new row, at the latest with the commit."""
        self._later.append((rows, row))

    def together(self) -> AbstractContextManager[Any]:
        """Let statements wait for each other's results."""
        return self._connection.together()

    def close(self) -> None:
        """Not the jobs' to do: the connection is the writer's."""
        raise RuntimeError("a job does not close the writer's connection")

    # --- what its owner does ---

    def begin_job(self) -> None:
        """What follows can be undone by itself."""
        self._mark, self._saved = len(self._later), False

    def keep_job(self) -> None:
        """The job has succeeded."""
        if self._saved:
            self._connection.execute("release savepoint job")
        self._mark = None

    def undo_job(self) -> None:
        """Leave no trace of the job."""
        del self._later[self._mark or 0 :]
        if self._saved:
            self._connection.execute("rollback to savepoint job")
            self._connection.execute("release savepoint job")
        self._mark = None

    def write_out(self) -> None:
        """Write what was kept back. Raises RowsRefused when some of it cannot be stored."""
        try:
            self._write(self._later)
        except self._own_faults as error:
            raise RowsRefused from error
        self._later = []

    def _settle(self) -> None:
        """Write what was kept back, so that the next statement sees it."""
        if self._mark is None:
            self.write_out()
            return
        own = self._later[self._mark :]
        if not self._saved:
            del self._later[self._mark :]
            self.write_out()
            self._connection.execute("savepoint job")
            self._mark, self._saved = 0, True
        self._later = []
        self._write(own)

    def _write(self, later: Sequence[tuple[Rows, Row]]) -> None:
        """Table by table; one that refers to another comes after it, as its rows were appended."""
        by_table: dict[Rows, list[Row]] = {}
        for rows, row in later:
            by_table.setdefault(rows, []).append(row)
        for rows, values in by_table.items():
            self._connection.many(rows.insert(self.flavour), values)
