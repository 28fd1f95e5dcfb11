"""Errors as people and programs read them: problem+json (RFC 9457) with our code and sentence."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict
from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from kiosk import errors
from kiosk.errors import BadRequest, MppError

log = logging.getLogger(__name__)

STATUS: Mapping[type[MppError], HTTPStatus] = {
    errors.UnknownService: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotServedNow: HTTPStatus.CONFLICT,
    errors.InvalidTicketId: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.UnknownTicket: HTTPStatus.NOT_FOUND,
    errors.ContentConflict: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NumberTaken: HTTPStatus.CONFLICT,
    errors.InvalidOfflineNumber: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.IllegalTransition: HTTPStatus.CONFLICT,
    errors.CounterHoldsTicket: HTTPStatus.CONFLICT,
    errors.UnknownCounter: HTTPStatus.NOT_FOUND,
    errors.NotInProfile: HTTPStatus.CONFLICT,
    errors.UnknownNumber: HTTPStatus.NOT_FOUND,
    errors.UnknownBooking: HTTPStatus.NOT_FOUND,
    errors.BookingNotToday: HTTPStatus.CONFLICT,
    errors.BookingUsed: HTTPStatus.CONFLICT,
    errors.ApplicationNotFound: HTTPStatus.NOT_FOUND,
    errors.TooManyTries: HTTPStatus.TOO_MANY_REQUESTS,
    errors.NotSignedIn: HTTPStatus.UNAUTHORIZED,
    errors.SignInRefused: HTTPStatus.UNAUTHORIZED,
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.BadRequest: HTTPStatus.BAD_REQUEST,
    errors.BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.HeadTooLarge: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.HallBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}

_ELSEWHERE = {
    404: ("not-found", "Alamat ini tidak ada di server mal. Periksa alamatnya."),
    405: ("method-not-allowed", "Alamat ini tidak menerima permintaan jenis itu."),
}
_INTERNAL = (
    "internal",
    "Terjadi kesalahan di server mal. Coba lagi; bila tetap begini, hubungi teknisi mal.",
)
#: What pydantic found, in words; anything else is "nilainya tidak sah".
_WHY = {
    "missing": "wajib diisi",
    "missing_argument": "wajib diisi",
    "json_invalid": "bukan JSON yang sah",
    "unexpected_keyword_argument": "isian ini tidak dikenal",
    "extra_forbidden": "isian ini tidak dikenal",
    "string_type": "harus berupa teks",
    "string_too_long": "terlalu panjang",
    "string_too_short": "terlalu pendek",
    "string_pattern_mismatch": "bentuknya tidak sah",
    "int_type": "harus berupa bilangan bulat",
    "int_parsing": "harus berupa bilangan bulat",
    "list_type": "harus berupa daftar",
    "tuple_type": "harus berupa daftar",
    "too_short": "jumlahnya kurang",
    "too_long": "jumlahnya terlalu banyak",
    "enum": "bukan salah satu pilihan",
    "timezone_aware": "harus memuat selisih waktu (offset)",
}


class Problem(BaseModel):
    """An error as the API tells it (RFC 9457); the facts of the error stand beside these."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str


#: For the OpenAPI page: every error of the API has this shape.
RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "Problem",
        "content": {"application/problem+json": {"schema": Problem.model_json_schema()}},
    }
}


def problem(
    status: int,
    code: str,
    sentence: str,
    facts: Mapping[str, str | int | None] | None = None,
) -> Response:
    """A problem document."""
    headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["www-authenticate"] = 'Bearer realm="mpp-kiosk"'
    retry_after = (facts or {}).get("retry_after")
    if retry_after is not None:
        headers["retry-after"] = str(retry_after)
    content = {
        **(facts or {}),
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": sentence,
        "code": code,
    }
    body = json.dumps(content, ensure_ascii=False).encode()
    return Response(body, status, headers, media_type="application/problem+json")


def of_error(error: MppError) -> Response:
    """The problem document of an expected error."""
    return problem(STATUS[type(error)], error.code, error.sentence, error.facts)


def bad_request(details: Sequence[Any]) -> BadRequest:
    """What pydantic found first, as an error of ours; never with the value that was sent."""
    first = details[0]
    where = ".".join(str(part) for part in first["loc"] if part not in {"body", "query", "path"})
    return BadRequest(where[:80] or "isi", _WHY.get(first["type"], "nilainya tidak sah"))


def install(app: Starlette) -> None:
    """Answer every failure of the application with a problem document."""

    async def expected(_: Request, error: Exception) -> Response:
        assert isinstance(error, MppError)  # noqa: S101 - registered for it
        return of_error(error)

    async def invalid(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it
        return of_error(bad_request(error.errors()))

    async def elsewhere(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
        code, sentence = _ELSEWHERE.get(error.status_code, _INTERNAL)
        response = problem(error.status_code, code, sentence)
        response.headers.update(error.headers or {})
        return response

    async def unexpected(_: Request, __: Exception) -> Response:
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, *_INTERNAL)

    app.add_exception_handler(MppError, expected)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, elsewhere)
    app.add_exception_handler(Exception, unexpected)  # the server writes the traceback to its log
