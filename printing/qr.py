"""The one door to `qrcode`: an address in, dark and light modules out."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M

Modules = tuple[tuple[bool, ...], ...]

#: ASCII up to this length fits version 10: 57 modules, coarse enough for a phone on 33 mm.
LONGEST_ADDRESS = 200


def modules(address: str) -> Modules:
    """The code of an address, row by row, True is dark; without the quiet zone.

    Error correction M (15 %) survives a fold across the ticket.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.make(fit=True)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())
