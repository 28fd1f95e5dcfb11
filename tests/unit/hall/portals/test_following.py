"""A real hall server that follows portals of several kinds, some of which go wrong."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.service import Service
from tests.helpers.waiting import until
from tests.unit.hall import halls
from tests.unit.hall.server import Server, bearer, write_settings
from tests.unit.hall.sources.referral_portal import ReferralPortal
from tests.unit.hall.sources.referral_portal import service as referral_service
from tests.unit.hall.sources.test_hall_upstream import catalog, follow, following
from tests.unit.hall.sources.test_sheets import ROW, as_csv, as_xlsx
from tests.unit.hall.sources.web import Asked, Reply, Web, running_web

OFTEN = {"interval_minutes": 0.01}
HEADS = ["Instansi", "Nama layanan", "Biaya", "Status"]


class Town:
    """The server and its portals: an Open Referral feed, a CSV and an XLSX file."""

    def __init__(self, folder: Path, web: Web) -> None:
        self.web = web
        self.folder = folder
        self.csv = folder / "kelurahan.csv"
        self.xlsx = folder / "dinas.xlsx"
        # Without last_modified every pass is a full one.
        services = [referral_service(n, name=f"Layanan {n}", alternate_name="") for n in (1, 2, 3)]
        for one in services:
            del one["last_modified"]
        self.referral = ReferralPortal(*services)
        web.answer = self.referral
        self.csv.write_bytes(as_csv(HEADS, ["Kelurahan", "Surat domisili", "Gratis", ""]))
        self.xlsx.write_bytes(as_xlsx(list(ROW), list(ROW.values())))

    @property
    def sources(self) -> list[dict[str, Any]]:
        address = self.web.address + "/api"
        return [
            OFTEN | {"id": "terbuka", "kind": "open-referral", "rank": 5, "address": address},
            OFTEN | {"id": "kelurahan", "kind": "csv", "file": "kelurahan.csv"},
            OFTEN | {"id": "dinas", "kind": "xlsx", "name": "Dinas, Kota", "file": "dinas.xlsx"},
        ]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, Server]]:
    folder = tmp_path_factory.mktemp("town")
    with running_web() as web:
        town = Town(folder, web)
        with following(folder, *town.sources) as server:
            until(lambda: len(names(server)) == len(halls.SERVICES) + 5)
            yield town, server
            assert server.stop() == 0


def names(server: Server) -> set[str]:
    return {one.name for one in catalog(server).values() if isinstance(one, Service)}


def metric(server: Server, name: str, source: str) -> float:
    text = server.ask("GET", "/metrics", headers=bearer("monitor-1")).body.decode()
    start = f'{name}{{hall="mpp-uji",source="{source}"}} '
    return next(float(x.split()[-1]) for x in text.splitlines() if x.startswith(start))


def run(server: Server, *arguments: str) -> str:
    """A command of mpp-kiosk beside the running server."""
    command = [sys.executable, "-m", "kiosk", "catalog", *arguments]
    found = subprocess.run(
        [*command, "--settings", str(server.folder / "settings.toml")],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert found.returncode == 0, found.stderr
    return found.stdout


def test_a_refused_row_is_reported_beside_the_file_and_keeps_what_was_known(
    town: tuple[Town, Server],
) -> None:
    here, server = town
    rows = (
        ["Kelurahan", "Surat domisili", "Gratis", "mungkin"],
        ["Kecamatan", "Surat pindah", "Gratis", "aktif"],
    )
    here.csv.write_bytes(as_csv(HEADS, *rows))
    until(lambda: "Surat pindah" in names(server))
    assert "Surat domisili" in names(server)
    report = here.folder / "kelurahan.csv.laporan.txt"
    until(lambda: report.exists() and "1 baris ditolak" in report.read_text())
    assert "baris 2, kolom Status: harus aktif" in report.read_text()
    assert metric(server, "mpp_source_refused", "kelurahan") == 1


def test_what_vanished_from_a_whole_pass_is_gone_and_half_a_pass_changes_nothing(
    town: tuple[Town, Server],
) -> None:
    here, server = town
    first, *rest = here.referral.services
    here.referral.services = rest
    until(lambda: "Layanan 1" not in names(server))
    assert {"Layanan 2", "Layanan 3"} <= names(server)
    here.web.answer = lambda asked: (
        Reply(b"{", breaks=True) if asked.query.get("page") == "1" else here.referral(asked)
    )
    until(lambda: metric(server, "mpp_source_troubled", "terbuka") == 1)
    assert {"Layanan 2", "Layanan 3"} <= names(server)
    here.web.answer = here.referral
    until(lambda: metric(server, "mpp_source_troubled", "terbuka") == 0)
    here.referral.services = [first, *rest]
    until(lambda: "Layanan 1" in names(server))


@pytest.mark.parametrize(
    "body", [b"<html>", b'{"contents": [], "last_page": true}', b'{"contents": [{"id": 7}]}', b"7"]
)
def test_nonsense_leaves_the_last_good_catalog_and_a_sentence(
    town: tuple[Town, Server], body: bytes
) -> None:
    here, server = town
    before = names(server)
    here.web.answer = lambda _: Reply(body)
    until(lambda: metric(server, "mpp_source_troubled", "terbuka") == 1)
    assert names(server) == before
    drawn = json.loads(run(server, "map", "--json"))
    (portal,) = (one for one in drawn["portals"] if one["id"] == "terbuka")
    assert "baik yang terakhir tetap dipakai" in portal["trouble"]
    here.web.answer = here.referral
    until(lambda: metric(server, "mpp_source_troubled", "terbuka") == 0)


def test_a_portal_that_sends_a_byte_now_and_then_holds_nobody_up(
    town: tuple[Town, Server],
) -> None:
    here, server = town
    stop = False

    def drip(_: Asked) -> Reply:
        def parts() -> Iterator[bytes]:
            while not stop:
                yield b" "

        return Reply(parts=parts())

    here.web.answer = drip
    number = len(here.web.asked)
    until(lambda: len(here.web.asked) > number)
    assert server.put_ticket().status == 201
    stop = True
    here.web.answer = here.referral
    until(lambda: metric(server, "mpp_source_troubled", "terbuka") == 0)


def test_the_map_says_who_gives_what(town: tuple[Town, Server]) -> None:
    _, server = town
    text = run(server, "map")
    assert "Peta integrasi katalog mpp-uji" in text
    for name in ("mal sendiri", "terbuka", "kelurahan", "Dinas, Kota"):
        assert any(line.startswith(name) for line in text.splitlines())
    assert "Hanya di Dinas, Kota (1):" in text
    drawn = json.loads(run(server, "map", "--json"))
    own = drawn["portals"][0]
    assert (own["name"], own["services"]) == ("mal sendiri", len(halls.SERVICES))
    table = list(csv.reader(run(server, "map", "--csv").splitlines()))
    assert table[0][:4] == ["ID", "Instansi", "Layanan", "Jumlah sumber"]
    assert "Dinas, Kota" in table[0]
    assert len(table) == 1 + len(drawn["services"])


def test_another_name_or_rank_in_the_settings_shows_after_a_restart(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv(HEADS, ["Dinas", "Izin", "Rp 1.000", ""]))
    (tmp_path / "b.csv").write_bytes(as_csv(HEADS, ["Dinas", "Izin", "Rp 2.000", ""]))

    def portals(rank: int, name: str) -> list[dict[str, Any]]:
        first = {"id": "a", "kind": "csv", "file": "a.csv", "rank": 10, "name": name}
        return [OFTEN | first, OFTEN | {"id": "b", "kind": "csv", "file": "b.csv", "rank": rank}]

    def permit(server: Server) -> Service | None:
        found = (one for one in catalog(server).values() if isinstance(one, Service))
        return next((one for one in found if one.name == "Izin" and len(one.provenance) == 2), None)

    with following(tmp_path, *portals(20, "Satu")) as server:
        first = until(lambda: permit(server))
        assert (first.fees[0].idr, first.provenance[0].source) == (1000, "Satu")
        assert server.stop() == 0
        write_settings(tmp_path, port=server.port)
        follow(tmp_path, *portals(5, "Lain"))
        server.start()
        until(lambda: (now := permit(server)) and now.provenance[1].source == "Lain")
        now = permit(server)
        assert now is not None
        assert now.fees[0].idr == 2000
        assert now.id == first.id
        assert server.stop() == 0
