"""The hall's live JSON (docs/api.md, "Hall, events") read strictly into domain words.

The only reader of snapshots and events: the kiosk's hall client and Qt's event stream both use
it, so what one of them refuses the other refuses too.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from kiosk.domain.calendar import Opening
from kiosk.domain.live import CALLS_KEPT, Call, HallEvent, HallSnapshot, QueueState
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.refusal import nearest
from kiosk.domain.ticket import WaitRange
from kiosk.errors import BadRecord

_STRICT = ConfigDict(strict=True)  # no "7" for 7; fields of a newer hall server are passed over

_Seq = Annotated[int, Field(ge=0)]
_Count = Annotated[int, Field(ge=0, le=100_000)]
_Id = Annotated[str, Field(min_length=1, max_length=64)]
_IdOrNone = Annotated[str, Field(max_length=64)] | None


@checked(frozen=True, config=_STRICT)
class _Wait:
    low: _Count
    high: _Count


@checked(frozen=True, config=_STRICT)
class _Refusal:
    reason: _Id
    opens_at: AwareDatetime | None = None
    occasion: Annotated[str, Field(max_length=200)] = ""


@checked(frozen=True, config=_STRICT)
class _Queue:
    id: _Id
    waiting: _Count
    wait: _Wait | None
    counters_open: _Count
    refusal: _Refusal | None = None  # an older hall server does not tell it


@checked(frozen=True, config=_STRICT)
class _Call:
    number: _Id
    counter: _Id
    queue: _Id
    called_at: AwareDatetime
    state: Literal["called", "serving", "finished", "no_show"]


@checked(frozen=True, config=_STRICT)
class _Snapshot:
    seq: _Seq
    epoch: _Id
    now: AwareDatetime
    queues: Annotated[list[_Queue], Field(max_length=500)]
    calls: Annotated[list[_Call], Field(max_length=500)]
    popular: Annotated[list[_Id], Field(max_length=500)] = Field(default_factory=list)


@checked(frozen=True, config=_STRICT)
class _Event:
    seq: _Seq
    at: AwareDatetime
    type: _Id
    number: _IdOrNone = None
    queue: _IdOrNone = None
    counter: _IdOrNone = None
    waiting: _Count | None = None


_SNAPSHOT = TypeAdapter(_Snapshot)
_EVENT = TypeAdapter(_Event)


def read_snapshot(body: str | bytes) -> HallSnapshot:
    """The snapshot in the body of `GET /v1/hall`; raises BadRecord naming the first wrong field."""
    try:
        raw = _SNAPSHOT.validate_json(body)
    except ValidationError as error:
        raise _refused("hall", error) from error
    return HallSnapshot(
        seq=raw.seq,
        epoch=raw.epoch,
        now=raw.now,
        queues=tuple(
            QueueState(q.id, q.waiting, _wait(q.wait), q.counters_open, _refusal(q.refusal))
            for q in raw.queues
        ),
        calls=tuple(
            Call(_number("hall", c.number), c.counter, c.queue, c.called_at, c.state)
            for c in raw.calls[:CALLS_KEPT]
        ),
        popular=tuple(raw.popular),
    )


def read_event(data: str | bytes) -> HallEvent:
    """The event in one `data` of `GET /v1/events`; raises BadRecord naming the first wrong field.

    A type this program does not know is no fault: a newer hall server may tell more.
    """
    try:
        raw = _EVENT.validate_json(data)
    except ValidationError as error:
        raise _refused("events", error) from error
    return HallEvent(
        seq=raw.seq,
        at=raw.at,
        type=raw.type,
        number=_number("events", raw.number) if raw.number else "",
        queue_id=raw.queue or "",
        counter_id=raw.counter or "",
        waiting=raw.waiting,
    )


def _wait(raw: _Wait | None) -> WaitRange | None:
    return WaitRange(raw.low, raw.high) if raw else None


def _refusal(raw: _Refusal | None) -> Opening | None:
    """A reason of a newer hall server is told as a closed queue, without words nobody checked."""
    if raw is None:
        return None
    reason = nearest(raw.reason)
    known = reason == raw.reason
    return Opening(reason, raw.opens_at, raw.occasion if known else "")


def _number(record: str, text: str) -> str:
    """A number as it may stand on a board: nothing but a queue number gets there."""
    try:
        return str(TicketNumber.parse(text))
    except ValueError as error:
        raise BadRecord("Server mal", record, "number", str(error)) from error


def _refused(record: str, error: ValidationError) -> BadRecord:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"]) or "JSON"
    return BadRecord("Server mal", record, field, first["msg"])
