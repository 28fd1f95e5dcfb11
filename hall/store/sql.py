"""A statement of SQLAlchemy Core, compiled once to text and run on the bare driver.

Compiling at every call would cost more than the statement itself. Compiled text skips type
processors, which is why the tables keep text and whole numbers.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.sql import ClauseElement

from hall.store.dialect import DIALECT, Connection

Value = str | int | None


class Sql:
    """One statement; `columns` names the values of an insert or update that has none of its own."""

    def __init__(self, statement: ClauseElement, *columns: str) -> None:
        compiled = statement.compile(dialect=DIALECT, column_keys=list(columns) or None)
        self.text = str(compiled)
        self._fixed = {
            name: value for name, value in (compiled.params or {}).items() if value is not None
        }

    def all(self, connection: Connection, **values: Value) -> list[tuple[Any, ...]]:
        """Run it and return every row."""
        return connection.execute(self.text, self._fixed | values).fetchall()

    def first(self, connection: Connection, **values: Value) -> tuple[Any, ...] | None:
        """Run it and return the first row, None when there is none."""
        rows = self.all(connection, **values)
        return rows[0] if rows else None

    def run(self, connection: Connection, **values: Value) -> int:
        """Run it and return how many rows it changed."""
        return connection.execute(self.text, self._fixed | values).rowcount
