"""Lists for QML: rows are frozen dataclasses, their fields are the roles.

A list whose ids stay the same is changed in place, so that a finger on a row never loses it when
the hall moves on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Protocol

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


class Row(Protocol):
    """A frozen dataclass with an id; its fields are named as QML reads them."""

    @property
    def id(self) -> str:
        """What tells one row from another."""


@QmlElement
class RowsModel(QAbstractListModel):
    """Rows of one kind.

    Signals:
        countChanged: there are more or fewer rows now.
    """

    countChanged = Signal()

    def __init__(self, kind: type[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = [field.name for field in fields(kind)]
        self._rows: list[Row] = []

    @property
    def rows(self) -> list[Row]:
        """The rows as they are."""
        return list(self._rows)

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; those that are the same stay untouched."""
        if [row.id for row in rows] == [row.id for row in self._rows]:
            for place, (old, new) in enumerate(zip(self._rows, rows, strict=True)):
                if old != new:
                    self._rows[place] = new
                    self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()
        self.countChanged.emit()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """One field of one row."""
        if not index.isValid():
            return None
        return getattr(self._rows[index.row()], self._names[role - Qt.ItemDataRole.UserRole])

    def roleNames(self) -> dict[int, QByteArray]:
        """The fields' names."""
        first = Qt.ItemDataRole.UserRole.value
        return {first + i: QByteArray(name.encode()) for i, name in enumerate(self._names)}
