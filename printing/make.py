"""The printer a settings file asks for."""

from __future__ import annotations

import ipaddress
from typing import Never

from kiosk.errors import BadSettings
from kiosk.ports import TicketPrinter
from kiosk.settings import PrinterSettings
from printing.devices import NoPrinter, PdfPrinter
from printing.page.letters import load_typeface
from printing.page.roll import roll_of


def make_printer(settings: PrinterSettings) -> TicketPrinter:
    """Build the printer. Raises BadSettings naming the entry, MissingFont when Inter is missing."""
    if settings.kind == "none":
        return NoPrinter()
    roll = roll_of(settings.paper_mm, settings.dots_per_inch)
    if settings.kind == "pdf":
        from printing.pdf import PdfEncoder

        if settings.folder is None:
            _refuse("folder", "belum diisi: di folder mana tiket PDF disimpan")
        return PdfPrinter(settings.folder, PdfEncoder(roll, load_typeface()))
    from printing.escpos import EscposEncoder
    from printing.network import NetworkPrinter

    host, port = _address(settings.address)
    if not 1 <= settings.proof_seconds <= 60:
        _refuse("proof_seconds", "harus antara 1 dan 60 detik")
    encoder = EscposEncoder(roll, load_typeface())
    return NetworkPrinter(
        host, port, encoder, proof_seconds=settings.proof_seconds, proof=settings.proof
    )


def _address(text: str) -> tuple[str, int]:
    """Host and port; the host by its IP address, because looking up a name may take for ever."""
    host, _, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        _refuse("address", "harus berupa alamat IP dan porta, misalnya 192.168.1.50:9100")
    if not port.isascii() or not port.isdecimal() or not 0 < int(port) < 65536:
        _refuse("address", "harus diakhiri nomor porta, misalnya 192.168.1.50:9100")
    return host, int(port)


def _refuse(entry: str, why: str) -> Never:
    raise BadSettings("anjungan", f"kiosk.printer.{entry}", why)
