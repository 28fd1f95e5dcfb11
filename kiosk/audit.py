"""What a kiosk did and what went wrong with it, for technicians and auditors.

The vocabulary is closed and the facts are typed, so nothing personal can be written: a record has
an event, and perhaps a ticket's id, a queue number, a service, a code of letters, a count. No free
text. One line of JSON a record, in a file that never grows beyond its cap.
"""

from __future__ import annotations

import json
import logging
import re
from enum import StrEnum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from uuid import UUID

from kiosk.domain.numbers import TicketNumber
from kiosk.ports import Clock

MAX_BYTES = 2_000_000
KEPT_FILES = 4

_CODE_FORM = re.compile(r"[a-z]{1,24}(-[a-z]{1,24}){0,4}")
# Seven digits in a row could be a telephone number; a service called so stays unnamed.
_SERVICE_FORM = re.compile(r"(?!.*\d{7})[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_MOST = 999_999


class Event(StrEnum):
    """Everything a kiosk ever writes down."""

    KIOSK_STARTED = "kiosk-started"
    KIOSK_STOPPED = "kiosk-stopped"
    LINE_UP = "line-up"
    LINE_DOWN = "line-down"
    DEVICE_REFUSED = "device-refused"
    HALL_REPLACED = "hall-replaced"
    CLOCK_CORRECTED = "clock-corrected"
    CATALOG_CHANGED = "catalog-changed"
    CATALOG_REFUSED = "catalog-refused"
    CATALOG_DAMAGED = "catalog-damaged"
    TICKET_ISSUED = "ticket-issued"
    TICKET_ISSUED_OFFLINE = "ticket-issued-offline"
    TICKET_REFUSED = "ticket-refused"
    TICKET_TOLD = "ticket-told"
    TICKET_PARKED = "ticket-parked"
    TICKET_ABANDONED = "ticket-abandoned"
    TICKET_TAKEN_BACK = "ticket-taken-back"
    TICKET_RESTORED = "ticket-restored"
    PRINT_STARTED = "print-started"
    PRINT_ENDED = "print-ended"
    PAPER_NEAR_END = "paper-near-end"
    JOURNAL_DAMAGED = "journal-damaged"
    STORAGE_FAILED = "storage-failed"
    SPARE_FAILED = "spare-failed"


class Audit:
    """Writes audit records; a log that cannot be written never stops a visitor.

    `lost` counts records that did not reach the file since the last one that did; the next record
    carries it.
    """

    def __init__(self, path: Path, clock: Clock, max_bytes: int = MAX_BYTES) -> None:
        self._clock = clock
        path.parent.mkdir(parents=True, exist_ok=True)
        self._handler = _CappedFile(path, max_bytes)

    def note(  # noqa: PLR0913 - all but the event are optional facts
        self,
        event: Event,
        *,
        ticket: UUID | None = None,
        number: TicketNumber | None = None,
        service: str | None = None,
        code: str | None = None,
        count: int | None = None,
    ) -> None:
        """Write one record.

        `service` is a service's id, "?" in the file when it has not the form of one. `code` is of
        letters and hyphens (an error's, a printer's fault), `count` from 0 to 999999: anything
        else is a defect of the caller and raises ValueError.
        """
        if service is not None and not _SERVICE_FORM.fullmatch(service):
            service = "?"  # from the catalog, not from the caller: no visitor waits for its repair
        if code is not None and not _CODE_FORM.fullmatch(code):
            raise ValueError("an audit code is letters and hyphens")
        if count is not None and not 0 <= count <= _MOST:
            raise ValueError(f"an audit count lies between 0 and {_MOST}")
        facts: dict[str, str | int | None] = {
            "at": self._clock.now().isoformat(timespec="milliseconds"),
            "event": event.value,
            "ticket": str(ticket) if ticket is not None else None,
            "number": str(number) if number is not None else None,
            "service": service,
            "code": code,
            "count": count,
            "lost": self._handler.lost or None,
        }
        said = {name: fact for name, fact in facts.items() if fact is not None}
        line = json.dumps(said, separators=(",", ":"))
        # Straight to the file: a logger could be reached by others, with free text.
        self._handler.handle(logging.makeLogRecord({"msg": line}))

    def close(self) -> None:
        """Close the file."""
        self._handler.close()


class _CappedFile(RotatingFileHandler):
    """A file of at most `max_bytes`, and `KEPT_FILES` older ones; counts what a full disk loses."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        super().__init__(
            path, maxBytes=max_bytes, backupCount=KEPT_FILES, encoding="utf-8", delay=True
        )
        self.lost = 0

    def emit(self, record: logging.LogRecord) -> None:
        before = self.lost
        super().emit(record)
        if self.lost == before:
            self.lost = 0

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802
        self.lost += 1
