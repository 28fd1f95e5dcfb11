"""Bodies and times that make no sense, and the wrong people: a typed problem, nothing changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.unit.hall.desk import MORNING
from tests.unit.hall.halls import KTP
from tests.unit.hall.server import PIN, TOKENS, Answer, Server, bearer, new_id

LIMIT = 64 * 1024
#: Every write of a device with a body that is right but for what a test puts into it.
TICKET = {"services": [KTP]}
LOOKUP = {"tracking_number": "261119000311", "factor": "4821"}
SIGN_IN = {"username": "staff-2", "pin": PIN, "counter": "2"}


def last_seq(server: Server) -> int:
    return int(server.ask("GET", "/v1/hall").json["seq"])


@pytest.fixture(autouse=True)
def nothing_changes(server: Server) -> Iterator[None]:
    before = last_seq(server)
    yield
    assert last_seq(server) == before
    assert "Traceback" not in server.log


def send(server: Server, path: str, body: bytes) -> Answer:
    method = "PUT" if "tickets" in path else "POST"
    path = path.format(id=new_id())
    return server.ask(method, path, body=body, headers=bearer())


def problem(answer: Answer) -> tuple[int, str]:
    assert answer.json["status"] == answer.status
    return answer.status, answer.code


@pytest.mark.parametrize(
    "taken_at",
    [
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999Z",
        "2099-12-31T23:59:59+07:00",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59.999999-12:00",
        "9999-12-31T23:59:59.999999-23:59",
        (MORNING - timedelta(days=3)).isoformat(),
        (MORNING + timedelta(days=1)).isoformat(),
    ],
)
@pytest.mark.parametrize("paper", ["offline", "given"])
def test_a_paper_from_another_time_is_refused(server: Server, paper: str, taken_at: str) -> None:
    number = "A900X" if paper == "offline" else "A900"
    answer = server.put_ticket(**{paper: {"number": number, "taken_at": taken_at}})
    assert problem(answer) == (422, "invalid-offline-number")


@pytest.mark.parametrize(
    "taken_at",
    [
        "2026-11-23",
        "2026-11-23T09:00",
        "2026-02-30T09:00:00+07:00",
        "2026-11-23T25:00:00+07:00",
        "2026-11-23T09:00:00+25:00",
        "10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "\u0662\u0660\u0662\u0666-11-23T09:00:00+07:00",
        "yesterday",
        "",
        "1" * 5000,
        1,
        1e308,
        True,
        None,
        [],
        {},
    ],
)
def test_a_time_that_is_none_is_told_so(server: Server, taken_at: Any) -> None:
    answer = server.put_ticket(offline={"number": "A900X", "taken_at": taken_at})
    assert problem(answer) == (400, "bad-request")
    assert answer.json["field"] == "offline.taken_at"


@pytest.mark.parametrize(
    "number",
    [
        "",
        "A",
        "900",
        "A0",
        "A-1X",
        "AAAAAAAAA1X",
        "a900x",
        "A900X ",
        "\uff21900X",
        "A\u0669\u0660\u0660X",
        "💥",
    ],
)
def test_a_printed_number_that_is_none_is_told_so(server: Server, number: str) -> None:
    offline = {"number": number, "taken_at": MORNING.isoformat()}
    assert problem(server.put_ticket(offline=offline)) == (422, "invalid-offline-number")


@pytest.mark.parametrize("path", ["/v1/tickets/{id}", "/v1/applications/lookup", "/v1/session"])
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"[" * LIMIT, id="deep lists"),
        pytest.param(b'{"a":' * (LIMIT // 5), id="deep objects"),
        pytest.param(b'{"services":' + b"[" * 30_000 + b"]" * 30_000 + b"}", id="deep and whole"),
        pytest.param(b"9" * LIMIT, id="a huge number"),
        pytest.param(b'{"services": ' + b"9" * 60_000 + b"}", id="a huge number inside"),
        pytest.param(b"1e999999999", id="a number beyond all"),
        pytest.param(b"-", id="half a number"),
        pytest.param(b"NaN", id="no number"),
        pytest.param(b'"' + b"a" * (LIMIT - 2) + b'"', id="64 kB of text"),
        pytest.param(b" " * LIMIT, id="64 kB of nothing"),
        pytest.param(b"\x00" * LIMIT, id="64 kB of NUL"),
        pytest.param(b'{"' + b'","'.join([b"a"] * 16_000) + b'"}', id="names without values"),
        pytest.param(b'{"\\ud800": "\\udfff"}', id="lone surrogates"),
        pytest.param(b'{"services": "\xed\xa0\x80"}', id="a surrogate in bytes"),
        pytest.param(b"\xff\xfe{\x00}\x00", id="UTF-16"),
        pytest.param(b"\xef\xbb\xbf{}", id="a byte order mark"),
        pytest.param(b"{}{}", id="two bodies"),
        pytest.param(b"{} // a comment", id="a comment"),
        pytest.param(b"services=dukcapil.ktp", id="a form"),
        pytest.param(b"<services/>", id="XML"),
    ],
)
def test_a_body_of_nonsense_is_told_so(server: Server, path: str, body: bytes) -> None:
    assert problem(send(server, path, body)) == (400, "bad-request")


@pytest.mark.parametrize(
    ("path", "good"),
    [("/v1/tickets/{id}", TICKET), ("/v1/applications/lookup", LOOKUP), ("/v1/session", SIGN_IN)],
)
@pytest.mark.parametrize(
    "value", [None, True, 0, -1, 2**63, 10**400, 1.5, "", "a" * 60_000, "\x00", [], [[]], {}, [{}]]
)
def test_a_value_of_the_wrong_kind_is_named_by_its_field(
    server: Server, path: str, good: dict[str, Any], value: Any
) -> None:
    for field in good:
        body = json.dumps(good | {field: value}).encode()
        answer = send(server, path, body)
        if path == "/v1/session" and value == "\x00":  # a name like another, which nobody has
            assert answer.code in {"sign-in-refused", "unknown-counter", "too-many-tries"}
            continue
        assert problem(answer) == (400, "bad-request")
        assert answer.json["field"].partition(".")[0] in {field, "isi"}


def test_a_field_twice_is_refused(server: Server) -> None:
    """Two readers may believe two different ones (RFC 8259, 4)."""
    body = b'{"services": ["dukcapil.x"], "services": ["dukcapil.ktp"]}'
    assert problem(send(server, "/v1/tickets/{id}", body)) == (400, "bad-request")


@pytest.mark.parametrize("device", sorted(TOKENS.keys() - {"kiosk-1", "kiosk-2"}))
def test_a_device_of_another_role_does_nothing_of_a_kiosk(server: Server, device: str) -> None:
    assert problem(server.put_ticket(kiosk=device)) == (403, "not-allowed")
    lookup = server.ask("POST", "/v1/applications/lookup", LOOKUP, headers=bearer(device))
    assert problem(lookup) == (403, "not-allowed")


@pytest.mark.parametrize("device", ["kiosk-1", "board-1"])
def test_a_device_that_is_no_portal_books_nothing(server: Server, device: str) -> None:
    path = "/v1/bookings/BK-2026-0001"
    told = {"service": KTP, "at": (MORNING + timedelta(hours=2)).isoformat()}
    assert problem(server.ask("PUT", path, told, headers=bearer(device))) == (403, "not-allowed")
    assert problem(server.ask("DELETE", path, headers=bearer(device))) == (403, "not-allowed")


@pytest.mark.parametrize("device", sorted(TOKENS))
def test_a_device_is_no_member_of_staff(server: Server, device: str) -> None:
    headers = bearer(device) | {"idempotency-key": str(uuid4())}
    for method, path in (
        ("GET", "/v1/counters/1"),
        ("POST", "/v1/counters/1/calls"),
        ("POST", f"/v1/counters/1/calls/{new_id()}/start"),
        ("DELETE", "/v1/session"),
    ):
        answer = server.ask(method, path, headers=headers)
        assert problem(answer) == (401, "not-signed-in")


@pytest.mark.parametrize(
    "cookie",
    ["", "x", "x.y", "." * 4000, "eyJzZXNzaW9uIjoiYSIsImNvdW50ZXIiOiIxIn0.AAAA", "\u00e9.\u00e9"],
)
def test_a_cookie_that_is_not_ours_opens_nothing(server: Server, cookie: str) -> None:
    headers = {"cookie": f"mpp_session={cookie}"}
    assert problem(server.ask("GET", "/v1/counters/1", headers=headers)) == (401, "not-signed-in")
