"""A ticket printer without paper that behaves like hardware; shipped for technicians and tests."""

from printing.emulator.server import PrinterEmulator
from printing.emulator.state import Condition, PrintedTicket

__all__ = ["Condition", "PrintedTicket", "PrinterEmulator"]
