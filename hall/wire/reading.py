"""Reading a request: its body, its ids, its key. Everything in it is hostile until it is read."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import Any, TypeVar

from fastapi import Request
from pydantic import TypeAdapter, ValidationError

from hall.wire.problems import bad_request
from kiosk.errors import BadRequest, InvalidTicketId

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

#: What the OpenAPI page says of `idempotency_key`.
KEY: dict[str, Any] = {
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "schema": {"type": "string", "format": "uuid"},
        }
    ]
}
_UUID_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
#: Version 7 and the variant of RFC 9562 stand in the first digits of the third and fourth group.
_UUID7_FORM = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE
)


async def body(request: Request, form: TypeAdapter[T]) -> T:
    """Read a JSON body into `form`. Raises BadRequest naming the first wrong place."""
    return _read(await request.body(), form)


async def optional_body(request: Request, form: TypeAdapter[T]) -> T | None:
    """Read a JSON body into `form`, None for an empty one. Raises BadRequest as `body` does."""
    data = await request.body()
    return _read(data, form) if data else None


def _read(data: bytes, form: TypeAdapter[T]) -> T:
    try:
        read = form.validate_json(data)
    except ValidationError as error:
        raise bad_request(error.errors(include_url=False, include_input=False)) from None
    # Its shape is right, so it is shallow. Only the last of two equal names has been looked at.
    _TWICE.decode(data.decode())
    return read


def _each_once(fields: list[tuple[str, Any]]) -> None:
    """Refuse a name that comes twice: another reader may believe the first (RFC 8259, 4)."""
    names = {name for name, _ in fields}
    if len(names) < len(fields):
        raise BadRequest("isi", "ada isian yang disebut dua kali")


_TWICE = json.JSONDecoder(object_pairs_hook=_each_once)


def body_schema(form: TypeAdapter[Any], *, required: bool = True) -> dict[str, Any]:
    """What the OpenAPI page says of a body that `body` reads."""
    schema = form.json_schema()
    whole = _without_references(schema, schema.pop("$defs", {}))
    content = {"application/json": {"schema": whole}}
    return {"requestBody": {"required": required, "content": content}}


def _without_references(schema: Any, definitions: dict[str, Any]) -> Any:
    """A schema with its definitions put in their places: it stands inside another document."""
    if isinstance(schema, list):
        return [_without_references(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    reference = schema.get("$ref", "")
    own = {name: value for name, value in schema.items() if name != "$ref"}
    target = definitions[reference.rsplit("/", 1)[-1]] if reference else {}
    return {n: _without_references(v, definitions) for n, v in {**target, **own}.items()}


def ticket_id(text: str) -> str:
    """A ticket's id in its one written form. Raises InvalidTicketId unless it is a UUIDv7."""
    if not _UUID7_FORM.fullmatch(text):
        raise InvalidTicketId
    return text.lower()


def one_of(choices: type[E], field: str, text: str) -> E:
    """One of an enumeration's values as the path spells it. Raises BadRequest."""
    try:
        return choices(text)
    except ValueError:
        raise BadRequest(field, "bukan salah satu pilihan") from None


def idempotency_key(request: Request) -> str:
    """The request's Idempotency-Key, a UUID. Raises BadRequest."""
    text = request.headers.get("idempotency-key", "")
    if not _UUID_FORM.fullmatch(text):
        raise BadRequest("Idempotency-Key", "wajib diisi dengan sebuah UUID")
    return text.lower()
