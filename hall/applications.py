"""Application status as the hall keeps it: findable only by who knows number and factor together.

Neither is stored: the key of a row is a keyed hash (HMAC-SHA-256) of both. An unknown number and
a wrong factor are therefore the same miss, with the same work and time.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, insert, select

from hall.store.schema import applications
from hall.store.sql import Sql
from hall.store.transaction import Transaction
from kiosk.domain.application import Stage
from kiosk.errors import ApplicationNotFound


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """How an application stands, with names as published; nothing that names a person."""

    service: str
    agency: str
    next_step: str
    as_of: datetime
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Sealed:
    """An application ready to be stored: `subject` stands for its number, `proof` for both."""

    subject: str
    proof: str
    record: str


_VIEW = TypeAdapter(ApplicationView)
_HERE = applications.c.hall_id == bindparam("h")
_BY_PROOF = Sql(select(applications.c.record).where(_HERE, applications.c.proof == bindparam("p")))
_SUBJECTS = Sql(
    select(applications.c.subject).where(_HERE, applications.c.source == bindparam("s"))
)
_FORGET = Sql(delete(applications).where(_HERE, applications.c.subject == bindparam("who")))
_KEEP = Sql(insert(applications), *(column.name for column in applications.columns))


class Applications:
    """Seals, stores and finds applications with one key of the hall."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def seal(self, number: str, factor: str, view: ApplicationView) -> Sealed:
        """Make an application ready to be stored."""
        record = _VIEW.dump_json(view).decode()
        return Sealed(self.subject(number), self._hash(f"{number} {factor}"), record)

    def subject(self, number: str) -> str:
        """What stands for a tracking number in the store."""
        return self._hash(number)

    def look_up(self, tx: Transaction, number: str, factor: str) -> str:
        """The application as JSON of ApplicationView. Raises ApplicationNotFound."""
        row = _BY_PROOF.first(tx.connection, h=tx.hall_id, p=self._hash(f"{number} {factor}"))
        if row is None:
            raise ApplicationNotFound
        return str(row[0])

    def _hash(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def keep(tx: Transaction, source: str, sealed: Collection[Sealed]) -> None:
    """Store applications of a source in place of what was known of them."""
    for one in sealed:
        _FORGET.run(tx.connection, h=tx.hall_id, who=one.subject)
        _KEEP.run(
            tx.connection,
            hall_id=tx.hall_id,
            proof=one.proof,
            subject=one.subject,
            source=source,
            record=one.record,
        )


def forget_others(tx: Transaction, source: str, subjects: Collection[str]) -> None:
    """Forget what a source no longer tells of."""
    for (subject,) in _SUBJECTS.all(tx.connection, h=tx.hall_id, s=source):
        if subject not in subjects:
            _FORGET.run(tx.connection, h=tx.hall_id, who=subject)
