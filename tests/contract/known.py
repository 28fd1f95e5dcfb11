"""What a hall with some tickets knows, so that made-up requests reach beyond "unknown"."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from schemathesis import Case

from tests.unit.hall.halls import KIA, KK, KTP, PASPOR
from tests.unit.hall.server import PIN, STAFF

SERVICES = (KTP, KIA, KK, PASPOR)


class Known:
    """Values by the name of their parameter or field; an unknown name is left as it was made."""

    def __init__(self, tickets: list[str], numbers: list[str]) -> None:
        self._values: dict[str, st.SearchStrategy[Any]] = {
            "ticket_id": st.sampled_from(tickets),
            "number": st.sampled_from(numbers),
            "counter_id": st.just("1"),
            "counter": st.sampled_from("123"),
            "queue_id": st.sampled_from(["dukcapil-ktp", "dukcapil-kk"]),
            "service": st.sampled_from(SERVICES),
            "services": st.lists(st.sampled_from(SERVICES), min_size=1, max_size=5, unique=True),
            "username": st.sampled_from(STAFF[1:]),
            "pin": st.just(PIN),
        }

    def put_into(self, case: Case, data: st.DataObject) -> None:
        """Replace what a request carries, each part by the toss of a coin."""
        for part in (case.path_parameters, case.query, case.body):
            if not isinstance(part, dict):
                continue
            for name in sorted(self._values.keys() & part.keys()):
                if data.draw(st.booleans(), label=f"a known {name}"):
                    part[name] = data.draw(self._values[name], label=name)
