"""Holds what clients were told against what the store says; finds each kind of lie.

It believes nobody: its rules are written here once more, from docs/queue-rules.md, and share no
code with the hall server.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tests.kill.history import Heard, History
from tests.kill.store import Event, Store

#: Series numbers; one with a letter behind was given by a kiosk and has a series of its own.
_SERIES = re.compile(r"([A-Z]{1,2})(\d+)")

_CALL = "ticket.called"
#: The event that a counter's command leaves.
EVENT_OF = {
    "call": _CALL,
    "again": "ticket.called_again",
    "start": "ticket.started",
    "finish": "ticket.finished",
    "no-show": "ticket.no_show",
    "hold": "ticket.held",
    "return": "ticket.returned",
    "transfer": "ticket.transferred",
    "cancel": "ticket.cancelled",
}
#: Commands after which the ticket is nobody's: their events do not name the counter.
_NAMELESS = {"return"}
#: A finished stop that is not the last has another name.
_SAME_COMMAND = {"ticket.stop_finished": "ticket.finished"}

#: From which states an event takes a ticket, and to which. "" is a ticket nobody has yet.
_CHANGES: dict[str, tuple[frozenset[str], str]] = {
    "ticket.issued": (frozenset({""}), "waiting"),
    "ticket.called": (frozenset({"waiting"}), "called"),
    "ticket.called_again": (frozenset({"called"}), "called"),
    "ticket.started": (frozenset({"called"}), "serving"),
    "ticket.finished": (frozenset({"serving"}), "finished"),
    "ticket.stop_finished": (frozenset({"serving"}), "between stops"),
    "ticket.queued": (frozenset({"between stops"}), "waiting"),
    "ticket.no_show": (frozenset({"called"}), "no_show"),
    "ticket.recalled": (frozenset({"no_show"}), "waiting"),
    "ticket.expired": (frozenset({"no_show", "waiting"}), "expired"),
    "ticket.cancelled": (frozenset({"waiting", "called", "held"}), "cancelled"),
    "ticket.held": (frozenset({"serving"}), "held"),
    "ticket.returned": (frozenset({"held"}), "waiting"),
    "ticket.transferred": (frozenset({"serving"}), "between stops"),
}
_AT_A_COUNTER = {"called", "serving"}
_ENDED = {"finished", "expired", "cancelled"}


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken promise: which, and the facts."""

    promise: str
    facts: str

    def __str__(self) -> str:
        return f"{self.promise}: {self.facts}"


def check(history: History, store: Store) -> list[Breach]:
    """Every breach there is; none when nobody was lied to."""
    return [
        *_tickets(history, store),
        *_numbers(store),
        *_commands(history, store),
        *_given_up(history, store),
        *_bookings(history, store),
        *_lives(store),
        *_sequence(store),
        *_streams(history, store),
    ]


def _tickets(history: History, store: Store) -> Iterator[Breach]:
    """What was acknowledged is stored as it was told, and nothing that nobody was told of."""
    kept = {ticket.id: (ticket.day, ticket.number) for ticket in store.tickets}
    first_told: dict[str, tuple[str, str]] = {}
    for told in history.numbered:
        number = (told.day, told.number)
        if first_told.setdefault(told.ticket, number) != number:
            yield Breach("changed number", f"{told.ticket}: {first_told[told.ticket]}, {number}")
    for ticket, number in first_told.items():
        if ticket not in kept:
            yield Breach("lost ticket", f"{ticket} was told {number}")
        elif kept[ticket] != number:
            yield Breach("changed number", f"{ticket}: told {number}, stored {kept[ticket]}")
    for ticket in kept.keys() - first_told.keys():
        yield Breach("ghost ticket", f"{ticket} {kept[ticket]}")
    for number, count in Counter(first_told.values()).items():
        if count > 1:
            yield Breach("double number", f"{number} was told for {count} tickets")


def _numbers(store: Store) -> Iterator[Breach]:
    """A day's numbers of a prefix are 1, 2, 3 ... without gap, each given once."""
    series: dict[tuple[str, str], list[int]] = defaultdict(list)
    for ticket in store.tickets:
        if found := _SERIES.fullmatch(ticket.number):
            series[ticket.day, found[1]].append(int(found[2]))
    for (day, prefix), numbers in series.items():
        for number, count in Counter(numbers).items():
            if count > 1:
                yield Breach("double number", f"{prefix}{number} of {day} has {count} tickets")
        if missing := set(range(1, max(numbers) + 1)) - set(numbers):
            yield Breach("gap in numbers", f"{prefix} of {day} lacks {sorted(missing)}")


def _commands(history: History, store: Store) -> Iterator[Breach]:
    """Each command that was answered happened once; each that happened was answered to somebody."""
    answers: dict[str, tuple[str, str, str]] = {}
    for done in history.done:
        answer = (done.action, done.counter, done.ticket)
        if answers.setdefault(done.key, answer) != answer:
            yield Breach("changed answer", f"{done.key}: {answers[done.key]}, {answer}")
    told = Counter(
        (EVENT_OF[action], "" if action in _NAMELESS else who, ticket)
        for action, who, ticket in answers.values()
    )
    happened = Counter(
        (kind, event.counter or "", event.ticket or "")
        for event in store.events
        if (kind := _SAME_COMMAND.get(event.type, event.type)) in EVENT_OF.values()
        and not _by_visitor(event)
    )
    for what, count in (told - happened).items():
        yield Breach("lost call" if what[0] == _CALL else "lost change", f"{what} x{count}")
    for what, count in (happened - told).items():
        name = "call nobody got" if what[0] == _CALL else "change nobody asked for"
        yield Breach(name, f"{what} x{count}")


def _by_visitor(event: Event) -> bool:
    return event.type == "ticket.cancelled" and event.counter is None


def _given_up(history: History, store: Store) -> Iterator[Breach]:
    """Who was told that their ticket is cancelled has none; nobody else's was given up."""
    told = {given_up.ticket for given_up in history.given_up}
    ended = {ticket.id for ticket in store.tickets if ticket.state == "cancelled"}
    for ticket in told - ended:
        yield Breach("lost cancellation", ticket)
    for event in store.events:
        if _by_visitor(event) and event.ticket not in told:
            yield Breach("change nobody asked for", str(event))


def _bookings(history: History, store: Store) -> Iterator[Breach]:
    """Each appointment that was checked in belongs to one ticket, and that is stored."""
    first_told: dict[str, str] = {}
    for told in history.numbered:
        if told.booking and first_told.setdefault(told.booking, told.ticket) != told.ticket:
            facts = f"{told.booking}: {first_told[told.booking]}, {told.ticket}"
            yield Breach("booking used twice", facts)
    used = {code: ticket for code, ticket in store.bookings.items() if ticket is not None}
    for code in first_told.keys() | used.keys():
        if used.get(code) != first_told.get(code):
            facts = f"{code}: told {first_told.get(code)}, stored {used.get(code)}"
            yield Breach("untrue booking", facts)


def _lives(store: Store) -> Iterator[Breach]:
    """Each ticket's events are a lawful life, and its row says where that life stands."""
    states: dict[str, str] = defaultdict(str)
    holders: dict[str, str | None] = {}
    for event in store.events:
        if event.type not in _CHANGES or event.ticket is None:
            continue
        before, (lawful, after) = states[event.ticket], _CHANGES[event.type]
        if before not in lawful:
            yield Breach(
                _crime(event, before), f"{event} while {before} at {holders[event.ticket]}"
            )
        states[event.ticket], holders[event.ticket] = after, event.counter
    for ticket in store.tickets:
        if states[ticket.id] != ticket.state:
            yield Breach("untrue state", f"{ticket}, by its events {states[ticket.id]!r}")
    for unknown in states.keys() - {ticket.id for ticket in store.tickets}:
        yield Breach("lost ticket", f"{unknown} has events but is not stored")


def _crime(event: Event, before: str) -> str:
    if before in _ENDED:
        return "ended twice" if _CHANGES[event.type][1] in _ENDED else "change after the end"
    if event.type == _CALL and before in _AT_A_COUNTER:
        return "double call"
    return "unlawful change"


def _sequence(store: Store) -> Iterator[Breach]:
    """The events are numbered 1, 2, 3 ... without gap."""
    numbers = [event.seq for event in store.events]
    if numbers != list(range(1, len(numbers) + 1)):
        missing = set(range(1, max(numbers) + 1)) - set(numbers)
        yield Breach("gap in events", f"lacks {sorted(missing)}")


def _streams(history: History, store: Store) -> Iterator[Breach]:
    """Each listener heard every event once, in order, as it is stored."""
    by_listener: dict[str, list[Heard]] = {name: [] for name in history.listeners}
    for heard in history.heard:
        by_listener[heard.listener].append(heard)
    stored = {event.seq: event for event in store.events}
    for listener, stream in by_listener.items():
        yield from (Breach(b.promise, f"{listener}: {b.facts}") for b in _stream(stream, stored))


def _stream(stream: list[Heard], stored: dict[int, Event]) -> Iterator[Breach]:
    seen: set[int] = set()
    last = 0
    for heard in stream:
        if heard.type == "reset":
            yield Breach("reset", f"at {heard.seq}, after {last}")
            continue
        if heard.seq in seen:
            yield Breach("repeated event", str(heard))
        elif heard.seq < last:
            yield Breach("event out of order", f"{heard} after {last}")
        seen.add(heard.seq)
        last = max(last, heard.seq)
        event = stored.get(heard.seq)
        told = (heard.type, heard.number, heard.queue, heard.counter)
        if event is None or told != (event.type, event.number, event.queue, event.counter):
            yield Breach("untrue event", f"{heard}, stored {event}")
    if missed := stored.keys() - seen:
        yield Breach("missed event", f"{len(missed)}, the first {stored[min(missed)]}")
