"""Every open connection of the hall server: how many there may be, and who has waited too long.

A connection that shows no whole request costs nothing but its place, so it is the one that loses
it: at the end of its time, or earlier when somebody else needs the place. Phones of a hall come
through one address translation or proxy, so an address may have most of the places, never all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

_SWEEP_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many connections, and how long each may keep the server waiting (seconds, bytes)."""

    places: int = 2000
    places_of_an_address: int = 1500
    #: Refused connections that may stay until they are told so; one more is closed unheard.
    refusals: int = 64
    fresh_seconds: float = 10.0
    head_seconds: float = 5.0
    #: A reader has to take `unread_bytes` of what waits for it in each `unread_seconds`.
    unread_seconds: float = 20.0
    unread_bytes: int = 16 * 1024

    def __post_init__(self) -> None:
        if not 0 < self.places_of_an_address <= self.places:
            raise ValueError(self.places_of_an_address)


class Welcome(Enum):
    """What becomes of a new connection."""

    HEARD = auto()
    REFUSED = auto()
    TURNED_AWAY = auto()


class Connection(Protocol):
    """What the connections know of one of them."""

    #: Where it waits at present, None while it is answered; kept by Connections.
    waits_in: dict[Connection, float] | None

    def cut(self) -> None:
        """End it at once; what is not sent yet is lost."""

    def unsent(self) -> int:
        """Bytes that wait for the client to read."""


class _Address:
    """The connections of one address. Each dict goes from the longest waiting to the newest."""

    __slots__ = ("fresh", "heads", "idle", "open")

    def __init__(self) -> None:
        self.open = 0
        self.fresh: dict[Connection, float] = {}
        self.heads: dict[Connection, float] = {}
        self.idle: dict[Connection, float] = {}

    def longest_waiting(self) -> Connection | None:
        """Who gives way first: a head that drips, then silence, then a pause between requests."""
        for waiting in (self.heads, self.fresh, self.idle):
            if waiting:
                return next(iter(waiting))
        return None


class Connections:
    """Gives places to connections and takes them away. Lives on the event loop."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._addresses: dict[str, _Address] = {}
        self._of: dict[Connection, tuple[str, _Address]] = {}
        self._refused: dict[Connection, float] = {}
        self._unread: dict[Connection, tuple[float, int]] = {}
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._of) + len(self._refused)

    def __iter__(self) -> Iterator[Connection]:
        return iter([*self._of, *self._refused])

    def waiting(self) -> tuple[int, int, int]:
        """How many are silent since they came, in a head, between two requests."""
        all_of = self._addresses.values()
        return (
            sum(len(each.fresh) for each in all_of),
            sum(len(each.heads) for each in all_of),
            sum(len(each.idle) for each in all_of),
        )

    def join(self, connection: Connection, address: str) -> Welcome:
        """Give a new connection a place, if need be that of one that only waits."""
        if self._has_place(address):
            place = self._addresses.setdefault(address, _Address())
            self._of[connection] = (address, place)
            place.open += 1
            place.fresh[connection] = self._now()
            connection.waits_in = place.fresh
            return Welcome.HEARD
        if len(self._refused) < self._bounds.refusals:
            self._refused[connection] = self._now()
            return Welcome.REFUSED
        return Welcome.TURNED_AWAY

    def leave(self, connection: Connection) -> None:
        """Forget a connection that has ended."""
        self._unread.pop(connection, None)
        self._refused.pop(connection, None)
        self.answering(connection)
        address, place = self._of.pop(connection, ("", None))
        if place is None:
            return
        place.open -= 1
        if not place.open:
            del self._addresses[address]

    def answering(self, connection: Connection) -> None:
        """A request is whole enough to be answered: as long as that takes, nobody hurries it."""
        if connection.waits_in is not None:
            connection.waits_in.pop(connection, None)
            connection.waits_in = None

    def in_head(self, connection: Connection) -> None:
        """The first byte of a head came, or one more: the first one counts."""
        _, place = self._of.get(connection, ("", None))
        if place is not None and connection.waits_in is not place.heads:
            self.answering(connection)
            place.heads[connection] = self._now()
            connection.waits_in = place.heads

    def idle(self, connection: Connection) -> None:
        """Everything is answered; the next request may come (uvicorn keeps that time)."""
        _, place = self._of.get(connection, ("", None))
        if place is not None:
            self.answering(connection)
            place.idle[connection] = 0.0
            connection.waits_in = place.idle

    def unread(self, connection: Connection) -> None:
        """The client reads too slowly for what is sent."""
        self._unread[connection] = (self._now(), connection.unsent())

    def read_again(self, connection: Connection) -> None:
        """The client has caught up."""
        self._unread.pop(connection, None)

    def _has_place(self, address: str) -> bool:
        there = self._addresses.get(address)
        if there is not None and there.open >= self._bounds.places_of_an_address:
            crowded = there
        elif len(self._of) >= self._bounds.places:
            crowded = max(self._addresses.values(), key=lambda each: each.open)
        else:
            return True
        gives_way = crowded.longest_waiting()
        if gives_way is None:
            return False
        gives_way.cut()
        self.leave(gives_way)
        return True

    def _now(self) -> float:
        """The time something begins that is watched from now on."""
        self._watch()
        return asyncio.get_running_loop().time()

    def _watch(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_SWEEP_SECONDS, self._sweep)

    def _sweep(self) -> None:
        """Cut who has waited too long; goes on as long as anybody may become one of them."""
        self._timer = None
        now = asyncio.get_running_loop().time()
        late = _begun_before(self._refused, now - self._bounds.head_seconds)
        for place in self._addresses.values():
            late += _begun_before(place.fresh, now - self._bounds.fresh_seconds)
            late += _begun_before(place.heads, now - self._bounds.head_seconds)
        late += self._not_reading(now - self._bounds.unread_seconds)
        for connection in late:
            connection.cut()
            self.leave(connection)
        watched = self._unread or self._refused
        if watched or any(each.fresh or each.heads for each in self._addresses.values()):
            self._watch()

    def _not_reading(self, since: float) -> list[Connection]:
        late = []
        for connection, (began, waited) in list(self._unread.items()):
            if began > since:
                continue
            waits = connection.unsent()
            if waited - waits < self._bounds.unread_bytes:
                late.append(connection)
            else:
                self._unread[connection] = (self._now(), waits)
        return late


def _begun_before(waiting: dict[Connection, float], moment: float) -> list[Connection]:
    late = []
    for connection, began in waiting.items():
        if began > moment:
            break
        late.append(connection)
    return late
