"""Tickets and applications as the hall server tells them (docs/api.md), read strictly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from kiosk.domain.application import ApplicationStatus, Stage
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.ticket import TicketState, WaitRange
from kiosk.errors import BadRecord

_STRICT = ConfigDict(strict=True)  # no "7" for 7; fields of a newer hall server are passed over

_Count = Annotated[int, Field(ge=0, le=100_000)]
_Id = Annotated[str, Field(min_length=1, max_length=64)]
_Name = Annotated[str, Field(min_length=1, max_length=200)]
_Text = Annotated[str, Field(max_length=1_000)]


@dataclass(frozen=True, slots=True)
class TicketAnswer:
    """A ticket as the hall server has it; `queue_id` is "" when no stop is left."""

    id: UUID
    number: TicketNumber
    state: TicketState
    queue_id: str
    service_day: date
    taken_at: datetime
    ahead: int | None
    wait: WaitRange | None


@checked(frozen=True, config=_STRICT)
class _Wait:
    low: _Count
    high: _Count


@checked(frozen=True, config=_STRICT)
class _Ticket:
    id: UUID
    number: _Id
    state: TicketState
    service_day: date
    taken_at: AwareDatetime
    queue: _Id | None
    ahead: _Count | None
    wait: _Wait | None


@checked(frozen=True, config=_STRICT)
class _Stage:
    name: _Name
    reached_at: AwareDatetime | None
    note: _Text = ""


@checked(frozen=True, config=_STRICT)
class _Application:
    service: _Name
    agency: _Name
    next_step: _Text
    as_of: AwareDatetime
    stages: Annotated[list[_Stage], Field(min_length=1, max_length=50)]


_TICKET = TypeAdapter(_Ticket)
_APPLICATION = TypeAdapter(_Application)


def read_ticket(body: bytes, asked: UUID) -> TicketAnswer:
    """The ticket in `body`; raises BadRecord, also when it is another ticket than the one asked."""
    try:
        raw = _TICKET.validate_json(body)
        number = TicketNumber.parse(raw.number)
    except ValidationError as error:
        raise _refused("tiket", error) from error
    except ValueError as error:
        raise BadRecord("Server mal", "tiket", "number", "bukan nomor antrean") from error
    if raw.id != asked:
        raise BadRecord("Server mal", "tiket", "id", "bukan tiket yang ditanyakan")
    return TicketAnswer(
        id=raw.id,
        number=number,
        state=raw.state,
        queue_id=raw.queue or "",
        service_day=raw.service_day,
        taken_at=raw.taken_at,
        ahead=raw.ahead,
        wait=WaitRange(raw.wait.low, raw.wait.high) if raw.wait else None,
    )


def read_application(body: bytes) -> ApplicationStatus:
    """The application in `body`; raises BadRecord naming the first wrong field."""
    try:
        raw = _APPLICATION.validate_json(body)
    except ValidationError as error:
        raise _refused("permohonan", error) from error
    return ApplicationStatus(
        service_name=raw.service,
        agency_name=raw.agency,
        stages=tuple(Stage(s.name, s.reached_at, s.note) for s in raw.stages),
        next_step=raw.next_step,
        as_of=raw.as_of,
    )


def _refused(record: str, error: ValidationError) -> BadRecord:
    # The value is left out: an answer about an application must not reach a log.
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"]) or "JSON"
    return BadRecord("Server mal", record, field, first["type"])
