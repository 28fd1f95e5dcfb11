"""Refusals of the hall server (RFC 9457) read back into the errors of kiosk/errors/.

What the kiosk raises is what the hall server raised: same class, same sentence, same facts. A
device that is not known or not allowed is one thing here, because a kiosk has no staff to sign in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from kiosk import errors
from kiosk.errors import MppError


@checked(frozen=True, config=ConfigDict(strict=True))
class _Problem:
    """The parts of a problem this program reads; the facts are those of the codes below."""

    code: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=60)]
    detail: Annotated[str, Field(min_length=1, max_length=600)]
    service: Annotated[str, Field(max_length=100)] = ""
    reason: Annotated[str, Field(max_length=60)] = ""
    opens_at: Annotated[str, Field(max_length=40)] | None = None
    number: Annotated[str, Field(max_length=20)] = ""
    state: Annotated[str, Field(max_length=20)] = ""
    holder: Annotated[str, Field(max_length=60)] | None = None
    field: Annotated[str, Field(max_length=100)] = ""
    limit: Annotated[int, Field(ge=0)] = 0
    retry_after: Annotated[int, Field(ge=0, le=86_400)] = 60


_PROBLEM = TypeAdapter(_Problem)

_BUILD: dict[str, Callable[[_Problem], MppError]] = {
    "unknown-service": lambda p: errors.UnknownService(p.service),
    "not-served-now": lambda p: errors.NotServedNow(p.detail, reason=p.reason, opens_at=p.opens_at),
    "invalid-ticket-id": lambda _: errors.InvalidTicketId(),
    "unknown-ticket": lambda _: errors.UnknownTicket(),
    "content-conflict": lambda _: errors.ContentConflict(),
    "number-taken": lambda p: errors.NumberTaken(p.number),
    "invalid-offline-number": lambda p: errors.InvalidOfflineNumber(p.number, "sebab dari server"),
    "illegal-transition": lambda p: errors.IllegalTransition(p.number, p.state, p.holder),
    "application-not-found": lambda _: errors.ApplicationNotFound(),
    "too-many-tries": lambda p: errors.TooManyTries(p.retry_after),
    "not-signed-in": lambda _: errors.DeviceRefused(),
    "not-allowed": lambda _: errors.DeviceRefused(),
    "bad-request": lambda p: errors.BadRequest(p.field, "ditolak server mal"),
    "body-too-large": lambda p: errors.BodyTooLarge(p.limit),
}


def read_problem(body: bytes) -> MppError | None:
    """The error a problem document tells; None when `body` is no problem document of the API.

    A code this program does not know becomes HallRefused: the hall server was reached and said
    no, so taking it for a lost line would print a number that nobody will ever call.
    """
    try:
        problem = _PROBLEM.validate_json(body)
    except ValidationError:
        return None
    build = _BUILD.get(problem.code)
    if build is None:
        return errors.HallRefused(problem.detail, problem.code)
    error = build(problem)
    if not isinstance(error, errors.DeviceRefused):
        # The hall server knows why; a sentence made here would be a second story.
        error.sentence, error.args = problem.detail, (problem.detail,)
    return error
