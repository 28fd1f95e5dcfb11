"""A feed that is away, broken, hostile or cut off: the last good catalog stays and goes on later.

F20 to F22 and F24 of the fault list, on the kiosk's side of the line.
"""

from __future__ import annotations

import gzip
import json
import random
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.catalog.reader import to_record
from kiosk.sync.worker import Pace
from tests.helpers.waiting import until
from tests.unit.kiosk.sync.parts import SERVICE, audited, printed_offline
from tests.unit.kiosk.sync.rude_server import (
    Manner,
    RudeServer,
    answer,
    floods,
    hangs_up,
    refuses,
    says,
)
from tests.unit.kiosk.sync.small_hall import SmallHall, running
from tests.unit.kiosk.sync.test_worker import Kiosk, a_kiosk

THREE_DAYS = timedelta(days=3).total_seconds()


def renamed(name: str) -> dict[str, Any]:
    return {"kind": "service", "id": SERVICE.id, "record": to_record(SERVICE) | {"name": name}}


def named(kiosk: Kiosk) -> str:
    service = kiosk.catalog.service(SERVICE.id)
    return service.name if service else ""


def test_f20_after_three_days_without_the_feed_only_what_changed_is_asked_for(
    tmp_path: Path,
) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: named(kiosk))
        learned = until(kiosk.catalog.as_of)
        answers, server.manner = server.manner, hangs_up
        until(kiosk.heard.is_down)
        kiosk.machine.ahead += THREE_DAYS
        assert named(kiosk) == SERVICE.name
        assert until(kiosk.catalog.as_of) - learned < timedelta(days=1)  # its age is not hidden
        hall.changes.append(renamed("KTP sesudah tiga hari"))
        asked_before = len(server.requests)
        server.manner = answers
        until(lambda: named(kiosk) == "KTP sesudah tiga hari")
        asked = [r for r in server.requests[asked_before:] if b"/v1/catalog/" in r]
        assert not any(b"after=0&" in request for request in asked)
        until(lambda: until(kiosk.catalog.as_of) > learned)


ANSWERS: dict[str, Manner] = {
    "500": says(answer(b"", 500)),
    "503": says(answer(b"", 503)),
    "429": refuses("too-many-tries", 429, retry_after=1),
    "HTML": says(answer(b"<html>Sedang dalam pemeliharaan</html>", 200, "text/html")),
    "empty": says(answer(b"", 200)),
    "another way": says(answer({"code": "moved"}, 302)),
}


@pytest.mark.parametrize("manner", ANSWERS.values(), ids=ANSWERS.keys())
def test_f21_a_feed_that_answers_nonsense_loses_nothing_and_is_noted_once(
    tmp_path: Path, manner: Manner
) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: named(kiosk))
        hall.pages = manner
        hall.changes.append(renamed("KTP sesudahnya"))
        before = len(server.requests)
        until(lambda: sum(b"/v1/catalog/" in r for r in server.requests[before:]) > 1)
        assert named(kiosk) == SERVICE.name
        printed_offline(kiosk.journal)
        kiosk.worker.wake()
        until(lambda: kiosk.pending() == 0)  # tickets are told all the same
        hall.pages = None
        until(lambda: named(kiosk) == "KTP sesudahnya")
    refusals = [r for r in audited(tmp_path) if r["event"] == "catalog-refused"]
    assert len(refusals) == 1


def page(changes: object, **parts: object) -> bytes:
    return json.dumps(
        {"epoch": "e1", "changes": changes, "cursor": 9, "more": False} | parts
    ).encode()


def told(record: object) -> list[dict[str, object]]:
    return [{"cursor": 9, "kind": "service", "id": SERVICE.id, "deleted": False, "record": record}]


NESTED = b'{"a":' * 100_000 + b"0" + b"}" * 100_000
GZIP = b"\r\nContent-Encoding: gzip\r\n"
BOMB = answer(gzip.compress(b" " * 100_000_000)).replace(b"\r\n", GZIP, 1)
RECORD = to_record(SERVICE) | {"name": "Jangan percaya"}
BAD: dict[str, Manner] = {
    "no JSON": says(answer(b'{"epoch":"e1","changes":[')),
    "not UTF-8": says(answer(b'{"epoch":"\xff\xfe"}')),
    "wrong types": says(answer(page(told(RECORD | {"requirements": "KTP"})))),
    "a number in quotes": says(answer(page(told(RECORD), cursor="9"))),
    "markup": says(answer(page(told(RECORD | {"note": "a\x1b[2Jb"})))),
    "a text of 65 kB": says(answer(page(told(RECORD | {"note": "x" * 65_000})))),
    "nested deep": says(answer(NESTED)),
    "nested deep inside": says(answer(page([]).replace(b"[]", b"[" * 40 + b"]" * 40))),
    "backwards": says(answer(page([*told(RECORD), {**told(RECORD)[0], "cursor": 3}]))),
    "a name twice": says(answer(page(told(RECORD)).replace(b'"more"', b'"cursor": 9, "more"'))),
    "a bomb of 100 MB": says(BOMB),
    "100 MB": floods(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", b" " * 1_000_000
    ),
}


@pytest.mark.parametrize("manner", BAD.values(), ids=BAD.keys())
def test_f22_a_page_with_anything_wrong_changes_nothing(tmp_path: Path, manner: Manner) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: named(kiosk))
        hall.pages = manner
        until(lambda: any(r["event"] == "catalog-refused" for r in audited(tmp_path)))
        assert named(kiosk) == SERVICE.name
        assert kiosk.heard.is_up()
        hall.pages = None
        hall.changes.append(renamed("KTP sesudahnya"))
        until(lambda: named(kiosk) == "KTP sesudahnya")


def cut(whole: bytes, at: int) -> Manner:
    """Send so much of an answer, then nothing more."""

    def manner(server: RudeServer, connection: socket.socket, request: bytes) -> None:
        connection.sendall(whole[:at])

    return manner


def test_f24_a_first_load_cut_off_at_any_byte_goes_on_where_it_was(tmp_path: Path) -> None:
    """Each page is cut many times, at its beginning, its end and anywhere between."""
    hall = SmallHall()
    names = [f"Layanan {n}" for n in range(12)]
    hall.changes += [
        {
            "kind": "service",
            "id": f"dukcapil.s{n}",
            "record": to_record(SERVICE) | {"id": f"dukcapil.s{n}", "name": name},
        }
        for n, name in enumerate(names)
    ]
    pick = random.Random(2026)  # noqa: S311
    cuts: dict[int, int] = {}

    def unsteady(server: RudeServer, connection: socket.socket, request: bytes) -> None:
        after = int(request.split(b"after=")[1].split(b"&")[0])
        whole = answer(hall._page(after))
        cuts[after] = cuts.get(after, 0) + 1
        if cuts[after] > 4:
            connection.sendall(whole)
        else:
            at = pick.choice([0, 1, len(whole) - 1, pick.randrange(len(whole))])
            cut(whole, at)(server, connection, request)

    hall.pages = unsteady
    with running(hall) as server, a_kiosk(tmp_path, server.url, Pace(0.05, 0.02)) as kiosk:
        until(kiosk.catalog.hall)
        until(lambda: kiosk.catalog.service("dukcapil.s11"))
        told_names = [kiosk.catalog.service(f"dukcapil.s{n}") for n in range(12)]
        assert [one.name for one in told_names if one] == names
    pages = range(len(hall.changes))
    assert all(cuts[after] == 5 for after in pages)  # none was asked for again once it was kept


def test_f24_a_change_of_stores_cut_half_way_shows_the_old_catalog_or_the_new_one(
    tmp_path: Path,
) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: named(kiosk))
        hall.changes = [renamed("KTP dari toko baru"), *hall.changes[:2]]
        hall.epoch = "e2"
        last = len(hall.changes) - 1

        def stuck(server: RudeServer, connection: socket.socket, request: bytes) -> None:
            after = int(request.split(b"after=")[1].split(b"&")[0])
            whole = answer(hall._page(after))
            cut(whole, len(whole) // 2 if after == last else len(whole))(
                server, connection, request
            )

        hall.pages = stuck
        until(lambda: sum(f"after={last}&".encode() in r for r in server.requests) > 2)
        assert named(kiosk) == SERVICE.name
        hall.pages = None
        until(lambda: named(kiosk) == "KTP dari toko baru")
