"""Requests made from the OpenAPI page, whole and broken: no 500, and answers as the page says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, openapi
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks as of_openapi

from hall.openapi import contract_of_no_hall
from tests.contract.known import SERVICES, Known
from tests.unit.hall.server import PIN, STAFF, TOKENS, Server, running_server

CHECKS = (
    schemathesis.checks.not_a_server_error,
    of_openapi.status_code_conformance,
    of_openapi.content_type_conformance,
    of_openapi.response_headers_conformance,
    of_openapi.response_schema_conformance,
)
SECONDS = 30.0
#: Bounded: these tests belong to every run. `--hypothesis-profile=new` looks elsewhere.
BOUNDED = settings(
    max_examples=15,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
SCHEMA = openapi.from_dict(json.loads(contract_of_no_hall()))
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
STREAM = "text/event-stream"


@dataclass
class Hall:
    """A running hall server with tickets in it, and everybody's credentials."""

    server: Server
    known: Known
    cookie: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def credentials(self, who: str) -> dict[str, str]:
        if who == "staff":
            self.cookie = self.cookie or self.sign_in()
            return {"cookie": f"mpp_session={self.cookie}"}
        return {"authorization": f"Bearer {TOKENS[f'{who}-1']}"} if who else {}

    def sign_in(self) -> str:
        """From an address of its own: others may try so many PINs that theirs is locked."""
        body = {"username": STAFF[0], "pin": PIN, "counter": "1"}
        with requests.Session() as client:
            client.mount("http://", _From("127.0.0.2"))
            answer = client.post(f"{self.url}/v1/session", json=body, timeout=SECONDS)
            assert answer.status_code == 200, answer.text
            return str(answer.cookies["mpp_session"])


class _From(requests.adapters.HTTPAdapter):
    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *args: object, **options: object) -> None:
        super().init_poolmanager(*args, source_address=(self._address, 0), **options)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with running_server(tmp_path_factory.mktemp("hall")) as server:
        made = [server.put_ticket(services=[each]).json for each in SERVICES * 5]
        known = Known([each["id"] for each in made], [each["number"] for each in made])
        yield Hall(server, known)
        assert server.ask("GET", "/readyz").status == 200
        assert server.stop() == 0
        assert "Traceback" not in server.log


def each_operation(chosen: Callable[[APIOperation], bool]) -> pytest.MarkDecorator:
    """Each chosen operation, with good requests, and with broken ones where they can be."""
    modes = [
        pytest.param(operation, mode, id=f"{operation.label} {mode.value}")
        for operation in OPERATIONS
        for mode in GenerationMode
        if chosen(operation) and (mode is GenerationMode.POSITIVE or can_be_broken(operation))
    ]
    return pytest.mark.parametrize(("operation", "mode"), modes)


def can_be_broken(operation: APIOperation) -> bool:
    """Whether any value is wrong there: every text is a good one for a path that takes any."""
    raw = operation.definition.raw
    schemas = [each["schema"] for each in raw.get("parameters", [])]
    free = all(each.keys() <= {"type", "title"} and each["type"] == "string" for each in schemas)
    return "requestBody" in raw or not free


def streams(operation: APIOperation) -> bool:
    return STREAM in operation.definition.raw["responses"].get("200", {}).get("content", {})


def asked(operation: APIOperation) -> set[str]:
    """Whose credentials the page says an operation asks for."""
    return {scheme for each in operation.definition.raw.get("security", []) for scheme in each}


@each_operation(lambda operation: not streams(operation))
def test_every_operation_keeps_its_word(
    hall: Hall, operation: APIOperation, mode: GenerationMode
) -> None:
    """Whoever asks whatever: an answer of the page, and nothing without the right credentials."""

    @BOUNDED
    @given(operation.as_strategy(generation_mode=mode), st.data())
    def ask(case: Case, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from(["", *sorted(asked(operation) or {"kiosk"}), "board"]))
        hall.known.put_into(case, data)
        answer = case.call(base_url=hall.url, headers=hall.credentials(who), timeout=SECONDS)
        case.validate_response(answer, checks=CHECKS)
        refused = answer.status_code == 401 and answer.json()["code"] == "not-signed-in"
        if refused and who == "staff":
            hall.cookie = ""  # signed out meanwhile
        if asked(operation):
            assert who in asked(operation) or answer.status_code >= 400
        else:
            assert not refused

    ask()


@each_operation(streams)
def test_a_stream_begins_or_is_refused(
    hall: Hall, operation: APIOperation, mode: GenerationMode
) -> None:
    @BOUNDED
    @given(operation.as_strategy(generation_mode=mode), st.data())
    def ask(case: Case, data: st.DataObject) -> None:
        hall.known.put_into(case, data)
        request = case.as_transport_kwargs(base_url=hall.url)
        with requests.request(**request, stream=True, timeout=SECONDS) as answer:
            kind = answer.headers["content-type"].partition(";")[0]
            if answer.status_code == 200:
                assert kind == STREAM
                assert next(answer.iter_lines())
            else:
                assert 400 <= answer.status_code < 500
                assert kind == "application/problem+json"

    ask()


@pytest.mark.parametrize(
    "operation", [each for each in OPERATIONS if asked(each)], ids=lambda each: each.label
)
def test_an_operation_that_asks_for_credentials_refuses_who_has_none(
    hall: Hall, operation: APIOperation
) -> None:
    @settings(BOUNDED, max_examples=3)
    @given(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def ask(case: Case) -> None:
        answer = case.call(base_url=hall.url, timeout=SECONDS)
        assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")

    ask()
