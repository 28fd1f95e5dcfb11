"""A small hall for boards: names as long and as short as in a real one, and a fixed clock."""

from __future__ import annotations

from typing import Any

from tests.helpers.scripted_hall import ScriptedHall

AGENCIES = (
    ("dukcapil", "Dukcapil"),
    ("imigrasi", "Imigrasi"),
    ("samsat", "Samsat"),
    ("bpjs-tk", "BPJS Ketenagakerjaan"),
    ("dpmptsp", "DPMPTSP"),
)
ZONES = (("biru", "Zona Biru", "Lantai 1"), ("hijau", "Zona Hijau", "Lantai 2"))


class SteadyClock:
    """Monotonic time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> Any:
        raise AssertionError("a board takes the time from the hall, not from its own clock")


def hall_record(**changes: Any) -> dict[str, Any]:
    """The hall of the change feed: agency n has counters n and n + 10."""
    counters = [
        {
            "id": f"c{number}",
            "number": number,
            "zone_id": ZONES[place % 2][0],
            "agency_id": agency,
            "profile": [f"{agency}-1"],
        }
        for place, (agency, _) in enumerate(AGENCIES)
        for number in (place + 1, place + 11)
    ]
    days = range(5)
    record = {
        "id": "contoh",
        "name": "Mal Pelayanan Publik",
        "city": "Kota Contoh",
        "building": "Gedung A",
        "address": "Jalan Contoh 1",
        "time_zone": "Asia/Jakarta",
        "calendar": {
            "hours": [{"weekday": d, "opens": "08:00", "closes": "14:00"} for d in days],
            "breaks": [
                {"weekday": d, "begins": "12:00", "ends": "12:30", "name": "Istirahat siang"}
                for d in days
            ],
            "holidays": [],
            "last_ticket_minutes": 30,
        },
        "zones": [
            {"id": i, "name": n, "floor": f, "way": "Lurus", "plan": [0, 0, 50, 50]}
            for i, n, f in ZONES
        ],
        "queues": [
            {
                "id": f"{agency}-1",
                "agency_id": agency,
                "name": name,
                "prefix": chr(ord("A") + place),
                "service_ids": [f"{agency}.layanan"],
                "typical_minutes": 10,
            }
            for place, (agency, name) in enumerate(AGENCIES)
        ],
        "counters": counters,
        "kiosks": [{"id": "kiosk-1", "name": "Pintu masuk", "letter": "X", "zone_id": "biru"}],
        "popular_services": [],
        "head_start_minutes": 20,
        "recall_penalty_minutes": 5,
        "recall_limit": 3,
    }
    return record | changes


def catalog(hall: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """The change feed of that hall."""
    records = [("hall", hall or hall_record())]
    records += [
        ("agency", {"id": i, "name": n, "short_name": n, "icon": "building"}) for i, n in AGENCIES
    ]
    return [
        {"cursor": n, "kind": kind, "id": record["id"], "deleted": False, "record": record}
        for n, (kind, record) in enumerate(records, start=1)
    ]


def set_up(hall: ScriptedHall) -> None:
    """Give a scripted hall this set-up."""
    hall.catalog = catalog()


def busy_morning(hall: ScriptedHall) -> None:
    """Five calls, long ago enough not to be spoken, the newest with the widest name."""
    set_up(hall)
    for number, counter in (
        ("D002", "c5"),
        ("C027", "c3"),
        ("WB018", "c12"),
        ("HN008X", "c14"),
        ("A012", "c1"),
    ):
        hall.happen("ticket.called", number, counter)
