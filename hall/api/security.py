"""What the OpenAPI page says of credentials; a contract test holds it against the server.

FastAPI knows nothing of them: the endpoints ask `hall.auth` themselves, which costs no dependency.
"""

from __future__ import annotations

from typing import Any

from hall.auth import COOKIE

_BEARER = {"type": "http", "scheme": "bearer"}
SCHEMES: dict[str, dict[str, str]] = {
    "kiosk": _BEARER | {"description": "The token of an enrolled kiosk."},
    "portal": _BEARER | {"description": "The token of an enrolled portal."},
    "monitor": _BEARER | {"description": "The token of a monitoring."},
    "staff": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "Set by POST /v1/session; a change must come from the hall's own pages.",
    },
}
#: The first that fits says whose credentials an operation asks for; where none fits, nobody's.
_ASKED = (
    ("", "/v1/counters/", "staff"),
    ("delete", "/v1/session", "staff"),
    ("put", "/v1/tickets/", "kiosk"),
    ("post", "/v1/applications/", "kiosk"),
    ("", "/v1/bookings/", "portal"),
    ("", "/metrics", "monitor"),
)


def told(contract: dict[str, Any]) -> dict[str, Any]:
    """The contract with the credentials of each operation; the same one changed."""
    contract.setdefault("components", {})["securitySchemes"] = SCHEMES
    for path, operations in contract["paths"].items():
        for method, operation in operations.items():
            scheme = _asked(method, path)
            if scheme:
                operation["security"] = [{scheme: []}]
    return contract


def _asked(method: str, path: str) -> str:
    for of_method, begin, scheme in _ASKED:
        if of_method in {"", method} and path.startswith(begin):
            return scheme
    return ""
