"""The second copy of every number this kiosk gave by itself, on the disk before the paper is out.

When the journal is lost or damaged, paper is already in visitors' hands. From these lines it gets
back its series, so no number is printed twice, and its outbox, so nobody holds a paper that the
hall server never hears of. One line of JSON a ticket, one file a service day; nothing personal.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from kiosk.domain.numbers import TicketNumber
from kiosk.domain.ticket import Priority

_NAME = "offline-{day}.jsonl"


@dataclass(frozen=True, slots=True)
class NumberedTicket:
    """A ticket with its number; `taken_at` is aware, `service_day` hall-local."""

    id: UUID
    service_id: str
    priority: Priority
    number: TicketNumber
    service_day: date
    taken_at: datetime


def _offline(text: str) -> str:
    if not TicketNumber.parse(text).offline:
        raise ValueError("not a number of a kiosk")
    return text


@checked(frozen=True, config=ConfigDict(strict=True, extra="forbid"))
class _Line:
    id: UUID
    service: str
    priority: Priority
    number: Annotated[str, AfterValidator(_offline)]
    service_day: date
    taken_at: AwareDatetime


_LINE = TypeAdapter(_Line)


class Spare:
    """Appends and reads the lines; raises OSError when the disk does not take one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def append(self, ticket: NumberedTicket) -> None:
        """Write one line and wait until it is on the disk."""
        line = _LINE.dump_json(
            _Line(
                ticket.id,
                ticket.service_id,
                ticket.priority,
                str(ticket.number),
                ticket.service_day,
                ticket.taken_at,
            )
        )
        path = self._folder / _NAME.format(day=ticket.service_day.isoformat())
        new = not path.exists()
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            # The line break comes first: a line torn by a power cut must not spoil the next one.
            os.write(file, b"\n" + line + b"\n")
            os.fsync(file)
        finally:
            os.close(file)
        if new:
            _sync_folder(self._folder)

    def tickets(self) -> Iterator[NumberedTicket]:
        """Every whole line kept, oldest day first; a torn one was never printed."""
        for path in sorted(self._folder.glob(_NAME.format(day="*"))):
            for line in path.read_bytes().splitlines():
                try:
                    raw = _LINE.validate_json(line)
                except ValidationError:
                    continue
                number = TicketNumber.parse(raw.number)
                yield NumberedTicket(
                    raw.id, raw.service, raw.priority, number, raw.service_day, raw.taken_at
                )

    def forget_before(self, day: str) -> None:
        """Delete the files of service days before `day` (ISO)."""
        for path in self._folder.glob(_NAME.format(day="*")):
            if path.name < _NAME.format(day=day):
                path.unlink()


def _sync_folder(folder: Path) -> None:
    """Make a new file's name survive a power cut (POSIX; other systems keep names themselves)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
