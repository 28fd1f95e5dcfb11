"""A statement of SQLAlchemy Core, compiled once for each database and run on the bare driver.

Compiling at every call would cost more than the statement itself. Compiled text skips type
processors, which is why the tables keep text and whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.sql import ClauseElement

from hall.store.dialect import Connection, compiler, positional

Value = str | int | None
Row = tuple[Value, ...]


class Sql:
    """One statement; `columns` names the values of an insert or update that has none of its own."""

    def __init__(self, statement: ClauseElement, *columns: str) -> None:
        self._statement = statement
        self._columns = list(columns) or None
        self._compiled: dict[str, tuple[str, dict[str, Value]]] = {}

    def all(self, connection: Connection, **values: Value) -> list[tuple[Any, ...]]:
        """Run it and return every row."""
        text, fixed = self._for(connection)
        return connection.execute(text, fixed | values).fetchall()

    def first(self, connection: Connection, **values: Value) -> tuple[Any, ...] | None:
        """Run it and return the first row, None when there is none."""
        rows = self.all(connection, **values)
        return rows[0] if rows else None

    def run(self, connection: Connection, **values: Value) -> int:
        """Run it and return how many rows it changed."""
        text, fixed = self._for(connection)
        return connection.execute(text, fixed | values).rowcount

    def many(self, connection: Connection, rows: Sequence[dict[str, Value]]) -> None:
        """Run it once for each row of values, in as few round trips as the driver can."""
        text, fixed = self._for(connection)
        connection.many(text, [fixed | row for row in rows] if fixed else rows)

    def _for(self, connection: Connection) -> tuple[str, dict[str, Value]]:
        found = self._compiled.get(connection.flavour)
        if found is None:
            found = self._compiled[connection.flavour] = self._compile(connection.flavour)
        return found

    def _compile(self, flavour: str) -> tuple[str, dict[str, Value]]:
        compiled = self._statement.compile(dialect=compiler(flavour), column_keys=self._columns)
        params = compiled.params or {}
        return str(compiled), {name: v for name, v in params.items() if v is not None}


class Rows:
    """New rows of a table, written many at once: values by place, in the order of `columns`."""

    def __init__(self, table: Table, *columns: str) -> None:
        self._table = table
        self._columns = columns
        self._compiled: dict[str, str] = {}

    def insert(self, flavour: str) -> str:
        """The statement that writes one row."""
        text = self._compiled.get(flavour)
        if text is None:
            compiled = insert(self._table).compile(
                dialect=positional(flavour), column_keys=list(self._columns)
            )
            # SQLAlchemy writes the columns in the table's order, whatever the order asked for.
            assert tuple(compiled.positiontup or ()) == self._columns  # noqa: S101
            text = self._compiled[flavour] = str(compiled)
        return text
