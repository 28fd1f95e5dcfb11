"""The code behind a ticket's QR."""

from __future__ import annotations

from uuid import UUID

import pytest
import uuid_utils
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.phone_code import decode, encode, phone_url
from kiosk.errors import UnknownTicket

TICKET = UUID("0192f3a4-5b6c-7d8e-9f01-23456789abcd")


def uuid7(data: bytes) -> UUID:
    raw = bytearray(data)
    raw[6] = 0x70 | raw[6] & 0x0F
    raw[8] = 0x80 | raw[8] & 0x3F
    return UUID(bytes=bytes(raw))


tickets = st.binary(min_size=16, max_size=16).map(uuid7)


@given(tickets)
def test_a_code_is_22_characters_and_gives_the_ticket_back(ticket: UUID) -> None:
    code = encode(ticket)
    assert len(code) == 22
    assert decode(code) == ticket


@given(tickets)
def test_the_id_itself_opens_the_page_too_in_either_case(ticket: UUID) -> None:
    assert decode(str(ticket)) == ticket
    assert decode(str(ticket).upper()) == ticket


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_is_a_ticket_or_refused_and_a_short_code_has_one_spelling(text: str) -> None:
    try:
        ticket = decode(text)
    except UnknownTicket:
        return
    assert text == encode(ticket) or text.lower() == str(ticket)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "A012",
        encode(TICKET) + "==",
        encode(TICKET)[:-1] + chr(ord(encode(TICKET)[-1]) + 1),  # the same bytes, spare bits set
        encode(TICKET) + "\n",
        str(TICKET).replace("-", ""),
        "{" + str(TICKET) + "}",
        "urn:uuid:" + str(TICKET),
        str(UUID(int=0)),
        "6fa459ea-ee8a-4ca4-894e-db77e160355e",  # version 4
        encode(UUID("6fa459ea-ee8a-4ca4-894e-db77e160355e")),
        "0192f3a4-5b6c-7d8e-cf01-23456789abcd",  # version 7 of another variant
    ],
)
def test_a_code_that_is_no_ticket_is_refused(code: str) -> None:
    with pytest.raises(UnknownTicket):
        decode(code)


def test_an_id_made_by_the_kiosk_fits() -> None:
    ticket = UUID(str(uuid_utils.uuid7()))
    assert decode(encode(ticket)) == ticket


def test_the_address_is_the_base_and_the_code_or_nothing() -> None:
    assert (
        phone_url("http://mal.example/t/", TICKET) == "http://mal.example/t/AZLzpFtsfY6fASNFZ4mrzQ"
    )
    assert phone_url("", TICKET) == ""
