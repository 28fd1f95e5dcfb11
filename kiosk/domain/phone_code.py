"""The code behind a ticket's QR: the ticket's UUID in 22 characters instead of 36.

A shorter address makes a coarser QR, which an old phone reads from worn paper. The code is the
ticket's id and nothing else, so paper printed without the line opens the same page later.
"""

from __future__ import annotations

import base64
import re
from uuid import RFC_4122, UUID

from kiosk.errors import UnknownTicket

_SHORT_FORM = re.compile(r"[A-Za-z0-9_-]{22}")
_UUID_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def encode(ticket_id: UUID) -> str:
    """The ticket's id as 22 characters of base64url (RFC 4648, section 5) without padding."""
    return base64.urlsafe_b64encode(ticket_id.bytes).rstrip(b"=").decode("ascii")


def decode(code: str) -> UUID:
    """The ticket's id from its code, or from the id itself in its 36-character form.

    One ticket has one short code: spare bits that are not zero are refused. Raises UnknownTicket
    for everything that is not a UUID of version 7.
    """
    if _SHORT_FORM.fullmatch(code):
        ticket_id = UUID(bytes=base64.urlsafe_b64decode(code + "=="))
        if encode(ticket_id) != code:
            raise UnknownTicket
    elif _UUID_FORM.fullmatch(code):
        ticket_id = UUID(code)
    else:
        raise UnknownTicket
    if ticket_id.variant != RFC_4122 or ticket_id.version != 7:
        raise UnknownTicket
    return ticket_id


def phone_url(phone_base: str, ticket_id: UUID) -> str:
    """The address of a ticket's phone page; "" where the hall has no pages for phones."""
    return phone_base + encode(ticket_id) if phone_base else ""
