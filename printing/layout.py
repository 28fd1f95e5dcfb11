"""What is printed on a ticket, and in which order: the only place that decides it.

A ticket becomes blocks without a device, a width or a font; printing.page sets them, the encoders
draw them. Sizes are cap heights in millimetres: body text at least 3 mm, the number at least 10 mm,
the code at least 25 mm, so that a person without glasses can read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from kiosk.domain.paper import PaperTicket
from printing.plain import plain
from printing.qr import LONGEST_ADDRESS
from printing.wording import (
    Words,
    counters_to_go_to,
    day,
    people_ahead,
    time_and_validity,
    waiting_range,
    words_in,
)

BODY, STRONG, LARGE = 3.15, 3.6, 4.6
LONGEST_NAME, LONGEST_PAPER, MOST_PAPERS, LONGEST_NUMBER, LONGEST_HOST = 120, 160, 10, 12, 60


class Weight(StrEnum):
    """How heavy letters are; the names of Inter's cuts."""

    REGULAR = "Medium"  # Regular is too thin for a thermal head
    BOLD = "Bold"


class Align(StrEnum):
    """Where a line stands."""

    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `cap` is the cap height in mm."""

    text: str
    cap: float = BODY
    weight: Weight = Weight.REGULAR
    align: Align = Align.CENTRE


@dataclass(frozen=True, slots=True)
class Number:
    """The queue number, as large as the paper lets it be."""

    text: str


@dataclass(frozen=True, slots=True)
class Banner:
    """White letters on a black bar: what must not be overlooked."""

    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A framed paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A word on the left, its value on the right."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class TickList:
    """Items with a box each to tick."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code, what it is for, and in `host` whose page it opens."""

    address: str
    title: str
    note: str
    host: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Space:
    """Nothing, `height` mm of it."""

    height: float


_RULE = (Space(4), Rule(), Space(4))

Block = Text | Number | Banner | Notice | Pair | TickList | Code | Rule | Space


def lay_out(ticket: PaperTicket) -> tuple[Block, ...]:
    """The blocks of a ticket from top to bottom."""
    words = words_in(ticket.language)
    return (
        *_head(ticket),
        *_number(ticket, words),
        *_place(ticket, words),
        *_queue(ticket, words),
        *_papers(ticket, words),
        *_phone(ticket, words),
        *_foot(ticket, words),
    )


def _head(ticket: PaperTicket) -> Iterator[Block]:
    hall, city = plain(ticket.hall, LONGEST_NAME), plain(ticket.city, LONGEST_NAME)
    yield from _paragraph(hall, STRONG, Weight.BOLD)
    if city.casefold() not in hall.casefold():
        yield Space(2.6)
        yield from _paragraph(city)
    yield from _RULE


def _number(ticket: PaperTicket, words: Words) -> Iterator[Block]:
    if ticket.duplicate:
        yield Banner(words.duplicate)
        yield Space(3)
        yield Text(words.duplicate_note)
        yield Space(6)
    yield Text(words.title)
    yield Space(4)
    yield Number(plain(ticket.number, LONGEST_NUMBER))
    yield Space(5.5)
    yield from _paragraph(plain(ticket.service, LONGEST_NAME), STRONG, Weight.BOLD)
    yield Space(3.2)
    yield from _paragraph(plain(ticket.agency, LONGEST_NAME))
    if ticket.offline:
        yield Space(5)
        yield Notice(words.offline)
    yield from _RULE


def _place(ticket: PaperTicket, words: Words) -> Iterator[Block]:
    zone = plain(ticket.zone, LONGEST_NAME)
    if not zone and not ticket.counters:
        yield Text(words.watch_board, STRONG, Weight.BOLD)
        yield from _RULE
        return
    yield Text(words.wait_at)
    if zone:
        yield Space(3)
        yield from _paragraph(zone, LARGE, Weight.BOLD)
    if ticket.counters:
        yield Space(3)
        counters = counters_to_go_to(words, ticket.counters)
        yield Text(plain(counters, LONGEST_NAME), LARGE, Weight.BOLD)
    yield from _RULE


def _queue(ticket: PaperTicket, words: Words) -> Iterator[Block]:
    if ticket.ahead is not None:
        yield Pair(words.ahead, people_ahead(words, ticket.ahead))
    if ticket.ahead is not None and ticket.wait is not None:
        yield Space(3.4)
    if ticket.wait is not None:
        yield Pair(words.wait, waiting_range(words, ticket.wait))
    if ticket.ahead is not None or ticket.wait is not None:
        yield from _RULE


def _papers(ticket: PaperTicket, words: Words) -> Iterator[Block]:
    papers = tuple(filter(None, (plain(paper, LONGEST_PAPER) for paper in ticket.papers[:100])))
    if not papers:
        return
    yield Text(words.prepare, BODY, Weight.BOLD, Align.LEFT)
    yield Space(3.4)
    yield TickList(papers[:MOST_PAPERS])
    if len(papers) > MOST_PAPERS:
        yield Space(3)
        yield Text(words.more.format(len(papers) - MOST_PAPERS), align=Align.LEFT)
    yield from _RULE


def _phone(ticket: PaperTicket, words: Words) -> Iterator[Block]:
    host = _host(ticket.phone_url)
    if not host:
        return
    yield Code(ticket.phone_url, words.phone, words.phone_note, host)
    yield from _RULE


def _foot(ticket: PaperTicket, words: Words) -> Iterator[Block]:
    yield Text(day(words, ticket.taken_at))
    yield Space(3)
    yield Text(time_and_validity(words, ticket.taken_at), BODY, Weight.BOLD)
    yield Space(3)


def _paragraph(text: str, cap: float = BODY, weight: Weight = Weight.REGULAR) -> tuple[Text, ...]:
    return (Text(text, cap, weight),) if text else ()


def _host(address: str) -> str:
    """The part of a phone address people recognise; "" when no phone could open the address."""
    if len(address) > LONGEST_ADDRESS or not all("!" <= character <= "~" for character in address):
        return ""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    return plain(parts.hostname + (f":{port}" if port else ""), LONGEST_HOST)
