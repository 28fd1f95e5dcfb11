"""The audit file says what happened and cannot say who it happened to."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.audit import KEPT_FILES, Audit, Event
from kiosk.domain.numbers import TicketNumber
from tests.unit.kiosk.sync.parts import StillClock, audited

TICKET = UUID("01930000-0000-7000-8000-000000000001")


def test_a_record_is_one_line_of_json_with_what_is_known(tmp_path: Path) -> None:
    audit = Audit(tmp_path / "logs" / "audit.jsonl", StillClock())
    audit.note(Event.TICKET_ISSUED, ticket=TICKET, number=TicketNumber("A", 12), service="d.ktp")
    audit.note(Event.LINE_DOWN, code="hall-unreachable", count=3)
    audit.close()
    assert audited(tmp_path / "logs") == [
        {
            "at": "2026-11-23T09:41:00.000+07:00",
            "event": "ticket-issued",
            "ticket": str(TICKET),
            "number": "A012",
            "service": "d.ktp",
        },
        {
            "at": "2026-11-23T09:41:00.000+07:00",
            "event": "line-down",
            "code": "hall-unreachable",
            "count": 3,
        },
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"code": "3578012345670001"},
        {"code": "Rina"},
        {"code": "081234567890"},
        {"code": "a b"},
        {"code": "x\ny"},
        {"count": 3578012345670001},
        {"count": -1},
    ],
    ids=str,
)
def test_what_could_be_personal_has_no_place_in_a_record(
    tmp_path: Path, facts: dict[str, object]
) -> None:
    audit = Audit(tmp_path / "audit.jsonl", StillClock())
    with pytest.raises(ValueError, match="audit"):
        audit.note(Event.TICKET_ISSUED, **facts)  # type: ignore[arg-type]
    audit.close()
    assert audited(tmp_path) == []


@pytest.mark.parametrize("service", ["3578012345670001", "d.081234567", "x\ny", "a b", ""])
def test_a_service_with_an_odd_id_stays_unnamed_and_stops_nobody(
    tmp_path: Path, service: str
) -> None:
    audit = Audit(tmp_path / "audit.jsonl", StillClock())
    audit.note(Event.TICKET_ISSUED, service=service)
    audit.note(Event.TICKET_ISSUED, service="Dukcapil_KTP-2.0")
    audit.close()
    assert [record["service"] for record in audited(tmp_path)] == ["?", "Dukcapil_KTP-2.0"]


def test_the_file_never_grows_beyond_its_cap(tmp_path: Path) -> None:
    audit = Audit(tmp_path / "audit.jsonl", StillClock(), max_bytes=1_000)
    for count in range(500):
        audit.note(Event.LINE_UP, count=count)
    audit.close()
    files = list(tmp_path.iterdir())
    assert 1 < len(files) <= KEPT_FILES + 1
    assert all(file.stat().st_size <= 1_000 for file in files)
    assert audited(tmp_path)[-1]["count"] == 499


def test_a_log_that_cannot_be_written_stops_nobody_and_is_told_later(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    audit = Audit(folder / "audit.jsonl", StillClock())
    folder.rmdir()
    folder.write_text("no folder any more")
    audit.note(Event.LINE_UP)
    audit.note(Event.LINE_DOWN)
    folder.unlink()
    folder.mkdir()
    audit.note(Event.LINE_UP)
    audit.note(Event.LINE_DOWN)
    audit.close()
    assert [record.get("lost") for record in audited(folder)] == [2, None]


def test_every_event_is_a_code() -> None:
    assert all(json.dumps(event.value).strip('"').replace("-", "").isalpha() for event in Event)
