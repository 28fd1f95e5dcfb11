"""What the hall server is asked, and what its answers become."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest

from kiosk import errors
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.ticket import Priority, TicketState, WaitRange
from kiosk.sync.hall_client import HallClient, PrintedNumber
from tests.unit.kiosk.sync.rude_server import RudeServer, answer, body_of, refuses, says

WIB = timezone(timedelta(hours=7))
TICKET = UUID("01930000-0000-7000-8000-000000000001")
TICKET_JSON = {
    "id": str(TICKET),
    "number": "A012",
    "state": "waiting",
    "priority": "none",
    "services": ["dukcapil.ktp-baru"],
    "service": "dukcapil.ktp-baru",
    "queue": "dukcapil-ktp",
    "service_day": "2026-11-23",
    "taken_at": "2026-11-23T09:41:00+07:00",
    "counter": None,
    "ahead": 6,
    "wait": {"low": 15, "high": 25},
}
HALL_JSON = {
    "seq": 41,
    "epoch": "e1",
    "now": "2026-11-23T09:41:05+07:00",
    "queues": [],
    "calls": [],
    "popular": [],
}


def client(server: RudeServer) -> HallClient:
    return HallClient(server.url + "/", "kiosk-token", 30.0, 30.0)


def test_a_ticket_is_put_with_its_services_priority_and_token() -> None:
    with RudeServer(says(answer(TICKET_JSON, 201))) as server:
        ticket = client(server).put_ticket(TICKET, ("dukcapil.ktp-baru",), Priority.ELDERLY)
    head = server.requests[0].split(b"\r\n")
    assert head[0] == f"PUT /v1/tickets/{TICKET} HTTP/1.1".encode()
    assert b"Authorization: Bearer kiosk-token" in head
    assert body_of(server.requests[0]) == {
        "services": ["dukcapil.ktp-baru"],
        "priority": "elderly",
    }
    assert ticket.id == TICKET
    assert ticket.number == TicketNumber("A", 12)
    assert ticket.state is TicketState.WAITING
    assert ticket.queue_id == "dukcapil-ktp"
    assert ticket.service_day == date(2026, 11, 23)
    assert ticket.taken_at == datetime(2026, 11, 23, 9, 41, tzinfo=WIB)
    assert ticket.ahead == 6
    assert ticket.wait == WaitRange(15, 25)


def test_a_printed_number_is_told_with_the_moment_it_was_taken() -> None:
    taken_at = datetime(2026, 11, 23, 9, 41, tzinfo=WIB)
    with RudeServer(says(answer(TICKET_JSON | {"number": "A003X"}))) as server:
        ticket = client(server).put_ticket(
            TICKET, ("s",), Priority.NONE, PrintedNumber(TicketNumber("A", 3, "X"), taken_at)
        )
    assert body_of(server.requests[0])["offline"] == {
        "number": "A003X",
        "taken_at": "2026-11-23T09:41:00+07:00",
    }
    assert ticket.number.offline


def test_a_number_of_the_hall_is_told_as_one_it_gave() -> None:
    taken_at = datetime(2026, 11, 23, 9, 41, tzinfo=WIB)
    with RudeServer(says(answer(TICKET_JSON))) as server:
        printed = PrintedNumber(TicketNumber("A", 12), taken_at)
        client(server).put_ticket(TICKET, ("s",), Priority.NONE, printed)
    content = body_of(server.requests[0])
    assert content["given"] == {"number": "A012", "taken_at": "2026-11-23T09:41:00+07:00"}
    assert "offline" not in content


def test_a_ticket_is_taken_back_by_its_id() -> None:
    gone = TICKET_JSON | {"state": "cancelled", "queue": None, "ahead": None, "wait": None}
    with RudeServer(says(answer(gone))) as server:
        assert client(server).cancel_ticket(TICKET).state is TicketState.CANCELLED
        server.manner = refuses("unknown-ticket", 404)
        with pytest.raises(errors.UnknownTicket):
            client(server).cancel_ticket(TICKET)
    assert server.requests[0].startswith(f"DELETE /v1/tickets/{TICKET} HTTP/1.1".encode())


def test_a_ticket_with_no_stop_left_is_still_a_ticket() -> None:
    gone = TICKET_JSON | {"state": "finished", "queue": None, "ahead": None, "wait": None}
    with RudeServer(says(answer(gone))) as server:
        ticket = client(server).put_ticket(TICKET, ("s",), Priority.NONE)
    assert (ticket.queue_id, ticket.ahead, ticket.wait) == ("", None, None)


def test_the_snapshot_is_read() -> None:
    with RudeServer(says(answer(HALL_JSON))) as server:
        assert client(server).snapshot().seq == 41
    assert server.requests[0].startswith(b"GET /v1/hall HTTP/1.1\r\n")


def test_a_page_of_the_catalog_is_asked_after_its_cursor() -> None:
    page = {"epoch": "e1", "changes": [], "cursor": 7, "more": False}
    with RudeServer(says(answer(page))) as server:
        assert client(server).changes(7, 50).cursor == 7
    assert server.requests[0].startswith(b"GET /v1/catalog/changes?after=7&limit=50 HTTP/1.1\r\n")


def test_an_application_is_looked_up_with_both_factors_in_the_body_only() -> None:
    status = {
        "service": "KTP baru",
        "agency": "Dukcapil",
        "next_step": "Ambil di loket 3.",
        "as_of": "2026-11-23T08:00:00+07:00",
        "stages": [
            {"name": "Diterima", "reached_at": "2026-11-20T10:00:00+07:00", "note": ""},
            {"name": "Selesai", "reached_at": None, "note": ""},
        ],
    }
    with RudeServer(says(answer(status))) as server:
        found = client(server).look_up("261123000422", "4821")
    assert server.requests[0].startswith(b"POST /v1/applications/lookup HTTP/1.1\r\n")
    assert body_of(server.requests[0]) == {"tracking_number": "261123000422", "factor": "4821"}
    assert found.current == 0
    assert found.as_of == datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "status", "facts", "expected"),
    [
        ("unknown-service", 404, {"service": "x.y"}, errors.UnknownService),
        (
            "not-served-now",
            409,
            {"reason": "break", "opens_at": "2026-11-23T13:00:00+07:00"},
            errors.NotServedNow,
        ),
        ("invalid-ticket-id", 400, {}, errors.InvalidTicketId),
        ("unknown-ticket", 404, {}, errors.UnknownTicket),
        ("content-conflict", 422, {}, errors.ContentConflict),
        ("number-taken", 409, {"number": "A003X"}, errors.NumberTaken),
        ("invalid-offline-number", 422, {"number": "A003X"}, errors.InvalidOfflineNumber),
        ("illegal-transition", 409, {"number": "A003X"}, errors.IllegalTransition),
        ("application-not-found", 404, {}, errors.ApplicationNotFound),
        ("too-many-tries", 429, {"retry_after": 90}, errors.TooManyTries),
        ("bad-request", 422, {"field": "priority"}, errors.BadRequest),
        ("body-too-large", 413, {"limit": 65536}, errors.BodyTooLarge),
    ],
)
def test_a_refusal_is_the_error_the_hall_server_raised(
    code: str, status: int, facts: dict[str, object], expected: type[errors.MppError]
) -> None:
    with (
        RudeServer(refuses(code, status, **facts)) as server,
        pytest.raises(expected) as refusal,
    ):
        client(server).put_ticket(TICKET, ("s",), Priority.NONE)
    assert refusal.value.code == code
    assert refusal.value.sentence == str(refusal.value) == f"Kalimat dari server untuk {code}."
    assert facts.items() <= refusal.value.facts.items()


@pytest.mark.parametrize(("code", "status"), [("not-signed-in", 401), ("not-allowed", 403)])
def test_a_device_that_is_not_known_is_told_so_and_not_to_sign_in(code: str, status: int) -> None:
    with RudeServer(refuses(code, status)) as server, pytest.raises(errors.DeviceRefused) as error:
        client(server).snapshot()
    assert "PIN" not in error.value.sentence


def test_a_refusal_of_a_newer_hall_server_is_a_refusal_not_a_lost_line() -> None:
    with (
        RudeServer(refuses("quota-used-up", 409)) as server,
        pytest.raises(errors.HallRefused) as refusal,
    ):
        client(server).put_ticket(TICKET, ("s",), Priority.NONE)
    assert refusal.value.sentence == "Kalimat dari server untuk quota-used-up."
    assert refusal.value.facts["hall_code"] == "quota-used-up"


def test_a_wrong_record_of_the_catalog_is_named_and_not_taken_for_a_lost_line() -> None:
    wrong = {"cursor": 1, "kind": "service", "id": "s", "deleted": False, "record": {"id": "s"}}
    page = {"epoch": "e1", "changes": [wrong], "cursor": 1, "more": False}
    with RudeServer(says(answer(page))) as server, pytest.raises(errors.BadRecord) as error:
        client(server).changes(0, 50)
    assert error.value.facts["record"] == "s"


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with RudeServer(says(answer(HALL_JSON))) as server, RudeServer(says(b"")) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        assert client(server).snapshot().epoch == "e1"
    assert not proxy.requests


def test_calls_of_many_threads_do_not_meet() -> None:
    from concurrent.futures import ThreadPoolExecutor

    def echo(server: RudeServer, connection: object, request: bytes) -> None:
        asked = request.split(b" ")[1].rsplit(b"/", 1)[1].decode()
        says(answer(TICKET_JSON | {"id": asked}, 201))(server, connection, request)  # type: ignore[arg-type]

    ids = [UUID(int=TICKET.int + n) for n in range(40)]
    with RudeServer(echo) as server, ThreadPoolExecutor(8) as pool:
        hall = client(server)
        answers = list(pool.map(lambda i: hall.put_ticket(i, ("s",), Priority.NONE).id, ids))
    assert answers == ids


def test_an_address_that_is_no_http_address_is_refused() -> None:
    with pytest.raises(ValueError, match="http"):
        HallClient("ftp://hall", "t", 1.0, 1.0)
