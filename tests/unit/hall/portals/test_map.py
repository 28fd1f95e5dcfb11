"""The integration map: who gives what, what overlaps, what only one has, what was refused."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from hall.portals.command import check_file, write_template
from hall.portals.map import IntegrationMap, draw
from hall.portals.map_text import as_csv, as_json, as_text
from hall.portals.records import Records, Standing
from kiosk.errors import BadFile, SourceUnusable
from kiosk.settings import SourceSettings
from tests.unit.hall import halls
from tests.unit.hall.desk import WIB, Desk
from tests.unit.hall.portals.shelf import DUKCAPIL, Shelf, agency, service, told

SETTINGS = (
    SourceSettings("dua", "csv", rank=20, file=Path("dua.csv")),
    SourceSettings("satu", "open-referral", name="Portal Satu", address="http://satu.example"),
    SourceSettings("baru", "json-ld", rank=30, address="http://baru.example"),
)
REFUSED = [{"place": "baris 7", "field": "Biaya", "why": "wajib diisi"}]


@pytest.fixture
def drawn(desk: Desk) -> IntegrationMap:
    """The map of a hall with two portals that were read, and one that never was."""
    shelf = Shelf(desk)
    shelf.take_own()
    theirs = (told(service("1", "KTP baru")), told(service("2", "Akta lahir")))
    shelf.take("satu", agency(DUKCAPIL), *theirs)
    ktp, hers = service("a", "KTP baru"), service("b", "=Izin")
    shelf.take("dua", agency(replace(DUKCAPIL, id="org-1")), told(ktp), told(hers))
    at = int(desk.clock.now().timestamp() * 1000)
    for one in (
        Standing("satu", "x", "", at, at, None, "[]"),
        Standing("dua", "x", "", at, None, "Sumber katalog 'dua' rusak.", json.dumps(REFUSED)),
    ):
        desk.do(lambda tx, one=one: Records(tx).note(one))
    return desk.look(lambda tx: draw("mpp-uji", Records(tx), SETTINGS))


def test_it_counts_what_each_gives_and_what_only_it_has(drawn: IntegrationMap) -> None:
    own, satu, dua, baru = drawn.portals
    assert [p.id for p in drawn.portals] == ["", "satu", "dua", "baru"]
    assert (own.services, own.only_here, own.shared) == (len(halls.SERVICES), 3, 1)
    assert (satu.services, satu.only_here, satu.shared) == (2, 1, 1)
    assert (dua.services, dua.only_here, dua.shared) == (2, 1, 1)
    assert (baru.services, baru.told_at) == (0, None)
    assert [(o.first, o.second, o.services) for o in drawn.overlaps] == [
        ("", "satu", 1),
        ("", "dua", 1),
        ("satu", "dua", 1),
    ]
    (ktp,) = (one for one in drawn.services if one.id == halls.KTP)
    assert ktp.portals == ("", "satu", "dua")


def test_as_text_it_says_troubles_and_refusals_in_words(drawn: IntegrationMap) -> None:
    text = as_text(drawn, WIB)
    assert "Peta integrasi katalog mpp-uji: 6 layanan" in text
    assert "mal sendiri dan Portal Satu: 1" in text
    assert "23-11-2026 09.00" in text
    assert "belum pernah (bermasalah)" in text
    assert "dua: Sumber katalog 'dua' rusak." in text
    assert "Hanya di Portal Satu (1):\n  Dukcapil: Akta lahir" in text.replace(
        "Disdukcapil", "Dukcapil"
    )
    assert "baris 7, kolom Biaya: wajib diisi" in text


def test_as_json_it_is_whole(drawn: IntegrationMap) -> None:
    whole = json.loads(as_json(drawn))
    assert len(whole["services"]) == 6
    assert whole["portals"][2]["refused"] == REFUSED


def test_as_csv_it_opens_in_a_spreadsheet_and_starts_no_formula(drawn: IntegrationMap) -> None:
    heads, *rows = csv.reader(as_csv(drawn).splitlines())
    assert heads[4:] == ["mal sendiri", "Portal Satu", "dua", "baru"]
    (ktp,) = (row for row in rows if row[0] == halls.KTP)
    assert ktp[3:] == ["3", "ya", "ya", "ya", ""]
    assert [row[2] for row in rows if "Izin" in row[2]] == ["'=Izin"]


def test_a_file_can_be_tried_out_before_it_is_used(tmp_path: Path) -> None:
    good = tmp_path / "layanan.csv"
    good.write_text("Instansi,Nama layanan,Status\nDinas,Izin,\n,Lain,\nDinas,Tiga,x\n")
    report, fine = check_file(good)
    assert not fine
    assert report.startswith("1 layanan dapat diterima.")
    assert "baris 3, kolom Instansi: wajib diisi." in report
    with pytest.raises(BadFile, match=r"\.xlsx"):
        check_file(tmp_path / "layanan.docx")


def test_a_template_is_written_once_and_is_empty_but_for_its_example(tmp_path: Path) -> None:
    target = tmp_path / "templat.xlsx"
    write_template(target)
    with pytest.raises(SourceUnusable, match="tidak memuat satu baris pun"):
        check_file(target)
    with pytest.raises(BadFile, match="sudah ada"):
        write_template(target)
    with pytest.raises(BadFile, match="tidak dapat ditulis"):
        write_template(tmp_path / "tidak-ada" / "templat.xlsx")
