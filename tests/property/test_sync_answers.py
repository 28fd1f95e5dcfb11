"""No answer, however made, does anything but be read or be refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.ticket import Priority
from kiosk.errors import HallUnreachable, MppError
from kiosk.sync.answers import TicketAnswer
from kiosk.sync.hall_client import HallClient
from kiosk.sync.problems import read_problem
from tests.unit.kiosk.sync.rude_server import RudeServer, answer, says
from tests.unit.kiosk.sync.test_hall_client import TICKET, TICKET_JSON

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=10,
)


@pytest.fixture
def server() -> Iterator[RudeServer]:
    with RudeServer(says(b"")) as running:
        yield running


quick = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@quick
@given(raw=st.binary(max_size=300), lawful_start=st.booleans())
def test_any_bytes_are_an_answer_or_none(
    server: RudeServer, raw: bytes, lawful_start: bool
) -> None:
    start = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    server.manner = says((start if lawful_start else b"") + raw)
    client = HallClient(server.url, "t", 30.0, 30.0)
    with pytest.raises(HallUnreachable):
        client.snapshot()
    client.close()


@quick
@given(field=st.sampled_from(sorted(TICKET_JSON)), value=JSON)
def test_a_ticket_with_any_value_anywhere_is_read_or_refused(
    server: RudeServer, field: str, value: Any
) -> None:
    server.manner = says(answer(TICKET_JSON | {field: value}))
    client = HallClient(server.url, "t", 30.0, 30.0)
    with suppress(HallUnreachable):
        assert isinstance(client.put_ticket(TICKET, ("s",), Priority.NONE), TicketAnswer)
    client.close()


@given(
    code=st.sampled_from(["not-served-now", "number-taken", "too-many-tries", "new"]) | JSON,
    facts=st.dictionaries(
        st.sampled_from(["detail", "reason", "opens_at", "number", "retry_after", "field"]), JSON
    ),
)
def test_any_problem_document_is_a_refusal_or_none(code: Any, facts: dict[str, Any]) -> None:
    problem = {"code": code, "detail": "Kalimat."} | facts
    refusal = read_problem(json.dumps(problem).encode())
    assert refusal is None or (isinstance(refusal, MppError) and refusal.sentence)
