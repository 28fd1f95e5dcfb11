"""Printers that are no device on a line: PDF files in a folder, and none at all."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.paper import PaperTicket, PrinterFault, PrintOutcome, PrintState

if TYPE_CHECKING:  # reportlab is loaded where tickets become PDF files, nowhere else
    from printing.pdf import PdfEncoder


class PdfPrinter:
    """Writes each ticket as `DATE-TIME-NUMBER.pdf` into a folder; a file appears whole or not."""

    def __init__(self, folder: Path, encoder: PdfEncoder) -> None:
        self._folder = folder
        self._encoder = encoder
        self._lock = threading.Lock()

    def print_ticket(self, ticket: PaperTicket) -> PrintOutcome:
        """Write the file and say where it lies. Never raises for a folder that refuses it."""
        with self._lock:
            page = self._encoder.encode(ticket)
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                file = self._free_name(ticket)
                _write_whole(file, page)
            except OSError as error:
                where = f"{self._folder} ({error.strerror})"
                return PrintOutcome(PrintState.FAILED, PrinterFault.UNREACHABLE, where=where)
        return PrintOutcome(PrintState.PRINTED, where=str(file))

    def _free_name(self, ticket: PaperTicket) -> Path:
        number = re.sub(r"[^A-Z0-9]", "", ticket.number)[:12]
        name = f"{ticket.taken_at:%Y%m%d-%H%M%S}-{number}"
        copies = (self._folder / f"{name}-{copy}.pdf" for copy in range(2, 10_000))
        return next(file for file in (self._folder / f"{name}.pdf", *copies) if not file.exists())


class NoPrinter:
    """A kiosk that is set up without a printer; the number stands on the screen."""

    def print_ticket(self, ticket: PaperTicket) -> PrintOutcome:  # noqa: ARG002 - no paper for any
        """Nothing comes out, and why."""
        return PrintOutcome(PrintState.FAILED, PrinterFault.ABSENT)


def _write_whole(file: Path, content: bytes) -> None:
    """Write beside the file, force it to the disk, then give it its name."""
    draft = file.with_suffix(".part")
    try:
        with draft.open("wb") as open_draft:
            open_draft.write(content)
            open_draft.flush()
            os.fsync(open_draft.fileno())
        draft.replace(file)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
