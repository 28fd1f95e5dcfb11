"""How many minutes of work a group of counters takes off a line by a given moment.

The supply is a line of straight pieces that never falls; its inverse turns an amount of work into
the moment when the last of it has been called.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from kiosk.domain.forecast_cycle import Cycle, clipped
from kiosk.domain.forecast_floor import Pause

#: A busy counter's first call is due around what is left of its visit; the bend of its supply lies
#: at this multiple of it (a straight-line stand-in for 1 - exp(-t / left)).
BEND = 1.5
#: Of what the counters take off the line, those who overtake take back this share at most.
MOST_OVERTAKING = 0.85
#: Never quite flat: the work is done some day.
_LEAST_SLOPE = 0.01


class Overtaking(NamedTuple):
    """Work that comes in before the visitor: minutes of it per minute, for how many minutes."""

    load: float
    lasts: float


class Worker(Protocol):
    """An open counter: minutes until it can call, and until it is known to close."""

    left: float
    leaves_in: float | None


#: A moment, in working time, at which the supply changes: its slope, the load of those who
#: overtake, a jump, minutes of break. (Plain tuples: one is made for every counter and forecast.)
_Turn = tuple[float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Supply:
    """The work of some counters over the working time from now.

    Args:
        pieces: Straight pieces (from where on in working time, level there, slope, minutes of
            breaks before it), in order.
    """

    pieces: Sequence[tuple[float, float, float, float]]

    def moment(self, work: float) -> float:
        """Minutes from now, on the clock, until this much work has been taken off the line."""
        at, level, slope, off = self.pieces[0]
        for piece in self.pieces:
            if level + (piece[0] - at) * slope >= work and piece[0] > 0.0:
                break
            at, level, slope, off = piece
        return at + off + ((work - level) / slope if work > level else 0.0)


def supply_of(
    workers: Sequence[Worker],
    cycle: Cycle,
    pauses: Sequence[Pause] = (),
    overtaking: Sequence[Overtaking] = (),
) -> Supply:
    """What these counters take off the line, less what those who overtake put on it.

    A counter's supply bends towards `t - left + overshoot`: renewal theory's count of calls times
    the mean cycle, once its running visit is over, is (t - r) / m + (1 + c^2) / 2 (Cox, Renewal
    Theory, 1962, chapter 4). After a break all counters call at once.
    """
    breaks = _in_working_time(pauses) if pauses else []
    turns = _workers(workers, cycle, breaks)
    for begins, minutes in breaks:
        turns += _calls(begins, minutes, cycle, _present(workers, begins, breaks))
    for stream in overtaking:
        turns.append((0.0, 0.0, stream.load, 0.0, 0.0))
        turns.append((_worked(stream.lasts, breaks), 0.0, -stream.load, 0.0, 0.0))
    turns.sort()
    return Supply(_pieces(turns))


def _workers(
    workers: Sequence[Worker], cycle: Cycle, breaks: Sequence[tuple[float, float]]
) -> list[_Turn]:
    start = 0.0
    overshoot = cycle.overshoot
    idle = 0
    turns: list[_Turn] = []
    until = breaks[0][0] if breaks else float("inf")
    least = 0.05 * overshoot
    last = _last_to_leave(workers)
    for worker in workers:
        leaves_in = worker.leaves_in
        if not worker.left and leaves_in is None:
            idle += 1
            continue
        left = max(least, worker.left)
        bend = BEND * left
        slope = 1.0 + (overshoot - left) / bend
        bend = min(bend, until)
        start += slope
        if leaves_in is not None and worker is not last:
            leaves = _worked(clipped(leaves_in), breaks)
            if leaves <= bend:
                turns.append((leaves, -slope, 0.0, 0.0, 0.0))
                continue
            turns.append((leaves, -1.0, 0.0, 0.0, 0.0))
        turns.append((bend, 1.0 - slope, 0.0, 0.0, 0.0))
    turns.append((0.0, start, 0.0, 0.0, 0.0))
    if idle:
        turns.append((0.0, idle, 0.0, 0.0, 0.0))
        turns += _calls(0.0, 0.0, cycle, idle)
    return turns


def _last_to_leave(workers: Sequence[Worker]) -> Worker | None:
    """Where all are known to close: the last one is thought to stay for those who still wait."""
    for worker in workers:
        if worker.leaves_in is None:
            return None
    return max(workers, key=lambda worker: worker.leaves_in or 0.0)


def _present(
    workers: Sequence[Worker], moment: float, breaks: Sequence[tuple[float, float]]
) -> int:
    leave = [worker.leaves_in for worker in workers if worker.leaves_in is not None]
    gone = sum(_worked(clipped(leaves), breaks) <= moment for leaves in leave)
    return max(len(workers) - gone, 1)


def _calls(begins: float, minutes: float, cycle: Cycle, counters: int) -> list[_Turn]:
    """Counters that call at once after a break, and then not again before a visit has passed."""
    quiet = max(cycle.mean - cycle.overshoot, 0.0)
    jump = counters * max(cycle.mean, cycle.overshoot)
    return [
        (begins, -0.99 * counters, 0.0, jump, minutes),
        (begins + quiet, 0.99 * counters, 0.0, 0.0, 0.0),
    ]


def _pieces(turns: Sequence[_Turn]) -> list[tuple[float, float, float, float]]:
    pieces = []
    before = level = slope = load = off = steep = 0.0
    for at, more, busy, jump, minutes in turns:
        level += (at - before) * steep + jump
        before = at
        slope += more
        load += busy
        off += minutes
        steep = slope
        if load > 0.0:
            steep = max(slope - load, (1.0 - MOST_OVERTAKING) * slope)
        steep = max(steep, _LEAST_SLOPE)
        pieces.append((at, level, steep, off))
    return pieces


def _in_working_time(pauses: Sequence[Pause]) -> list[tuple[float, float]]:
    breaks: list[tuple[float, float]] = []
    off = ended = 0.0
    for pause in sorted(pauses, key=lambda pause: pause.begins_in):
        begins, ends = max(clipped(pause.begins_in), ended), clipped(pause.ends_in)
        if ends > begins:
            breaks.append((begins - off, ends - begins))
            off += ends - begins
            ended = ends
    return breaks


def _worked(clock: float, breaks: Sequence[tuple[float, float]]) -> float:
    """A moment on the clock in working time."""
    off = 0.0
    for begins, minutes in breaks:
        over = clock - off - begins
        if over > 0.0:
            off += min(over, minutes)
    return clock - off
