"""Files of agencies: the same rows as XLSX, CSV and JSON, and the template that is filled in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from hall.sources.document import Document
from hall.sources.door import Door
from hall.sources.parts import Portal
from hall.sources.sheets.columns import COLUMNS, EXAMPLE_ID
from hall.sources.sheets.files import SheetFile
from hall.sources.sheets.xlsx import template
from hall.sources.source import Page
from kiosk.domain.service import (
    Channel,
    ChannelKind,
    Counted,
    Duration,
    Fee,
    LifeEvent,
    Product,
    Provenance,
    Requirement,
    Service,
)
from tests.unit.hall.desk import MORNING

ROW = {
    "ID": "DKC-01",
    "Instansi": "Dinas Kependudukan dan Pencatatan Sipil",
    "Singkatan instansi": "Dispendukcapil",
    "Nama layanan": "Penerbitan akta kelahiran",
    "Nama singkat": "Akta kelahiran",
    "Nama lain": "akte lahir\nsurat lahir",
    "Persyaratan": "1. Surat keterangan lahir\n2. Kartu Keluarga",
    "Prosedur": "Ambil nomor; serahkan berkas; terima akta",
    "Waktu": "3 hari kerja",
    "Biaya": "Rp 0 (sampai 60 hari)\nRp 50.000 (terlambat)",
    "Produk": "Kutipan akta",
    "Pengaduan": "Telepon: 0343 123456",
    "Dasar hukum": "UU 24/2013; Perpres 96/2018",
    "Pengawasan": "Inspektorat",
    "Alamat daring": "https://dukcapil.example/",
    "Tempat lain": "Kantor Dispendukcapil",
    "Wilayah": "35.74",
    "Peristiwa": "Kelahiran dan anak",
    "Tanggal periksa": "01/11/2026",
    "Sumber": "https://dukcapil.example/akta",
    "Sama dengan": "dukcapil.akta-lahir",
}


def as_xlsx(*rows: Sequence[Any]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def as_csv(*rows: Sequence[Any], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return ("\ufeff" + text.getvalue()).encode()


def source(path: Path, form: str) -> SheetFile:
    return SheetFile(Portal("dinas", "Dinas"), Document("dinas", path, Door("dinas")), form)


def read(folder: Path, data: bytes, form: str) -> Page:
    path = folder / f"layanan.{form}"
    path.write_bytes(data)
    (page,) = source(path, form).changes("")
    return page


def services(page: Page) -> list[Service]:
    return [told.record for told in page.changes if isinstance(told.record, Service)]


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_a_row_says_the_same_in_every_kind_of_file(tmp_path: Path, form: str) -> None:
    table = (list(ROW), list(ROW.values()))
    data = {
        "xlsx": lambda: as_xlsx(*table),
        "csv": lambda: as_csv(*table, delimiter=";"),
        "json": lambda: json.dumps([ROW]).encode(),
    }[form]()
    page = read(tmp_path, data, form)
    (found,) = services(page)
    assert not page.complaints
    assert found.id == "DKC-01"
    assert (found.name, found.short_name) == ("Penerbitan akta kelahiran", "Akta kelahiran")
    assert found.aliases == ("akte lahir", "surat lahir")
    assert found.requirements == (
        Requirement("Surat keterangan lahir"),
        Requirement("Kartu Keluarga"),
    )
    assert found.steps == ("Ambil nomor", "serahkan berkas", "terima akta")
    assert found.duration == Duration("3 hari kerja", "P3D", Counted.WORKING_DAYS)
    assert found.fees == (
        Fee(0, "Gratis", "sampai 60 hari"),
        Fee(50_000, "Rp50.000", "terlambat"),
    )
    assert found.products == (Product("Kutipan akta"),)
    assert found.complaints == (Channel(ChannelKind.PHONE, "Telepon", "0343 123456"),)
    assert found.internal.legal_basis == ("UU 24/2013", "Perpres 96/2018")
    assert found.internal.supervision == "Inspektorat"
    assert found.channels == (
        Channel(ChannelKind.ONLINE, "dukcapil.example", "https://dukcapil.example/"),
        Channel(ChannelKind.ELSEWHERE, "Kantor Dispendukcapil"),
    )
    assert found.region == "35.74"
    assert found.life_events == (LifeEvent.BIRTH,)
    assert found.provenance == (
        Provenance(
            "Dinas",
            verified=True,
            verified_at="2026-11-01",
            source_id="DKC-01",
            revision="2026-11-01",
            url="https://dukcapil.example/akta",
        ),
    )
    assert [told.same_as for told in page.changes if told.id == "DKC-01"] == [
        ("dukcapil.akta-lahir",)
    ]


def test_the_template_s_example_is_not_read_but_would_be_good(tmp_path: Path) -> None:
    path = tmp_path / "templat.xlsx"
    path.write_bytes(template())
    book = load_workbook(path)
    sheet = book["Layanan"]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in COLUMNS]
    assert book.sheetnames == ["Layanan", "Petunjuk"]
    sheet["A2"] = "DKC-02"
    book.save(path)
    (page,) = source(path, "xlsx").changes("")
    assert not page.complaints
    assert services(page)[0].short_name == "Akta kelahiran"


def test_titles_above_the_headings_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    data = as_xlsx(
        ["DAFTAR LAYANAN"],
        [],
        ["No.", "NAMA LAYANAN", "Instansi", "Biaya", "Tanggal periksa", "Kolom lain"],
        [1, "KTP", "Dukcapil", 0, MORNING.replace(day=1, tzinfo=None), "x"],
        [],
        [2, "Paspor", "Imigrasi", 350000.0, None, None],
    )
    page = read(tmp_path, data, "xlsx")
    ktp, paspor = services(page)
    assert (ktp.fees, paspor.fees) == ((Fee(0, "Gratis"),), (Fee(350_000, "Rp350.000"),))
    assert ktp.provenance[0].verified_at == "2026-11-01"
    assert ktp.id != paspor.id
    assert page.changes[0].record is not None


def test_a_row_without_an_id_keeps_the_one_it_gets(tmp_path: Path) -> None:
    def of(fee: str) -> Service:
        rows = (["Instansi", "Nama layanan", "Biaya"], ["Dinas", "Izin", fee])
        return services(read(tmp_path, as_csv(*rows), "csv"))[0]

    assert of("Rp 1.000").id == of("Rp 2.000").id


def test_lists_are_lists_in_json_and_rows_may_stand_under_a_name(tmp_path: Path) -> None:
    row = {"instansi": "Dinas", "nama_layanan": "Izin", "persyaratan": ["KTP; asli", "KK"]}
    found = services(read(tmp_path, json.dumps({"layanan": [row]}).encode(), "json"))
    assert found[0].requirements == (Requirement("KTP; asli"), Requirement("KK"))


def test_an_example_row_alone_is_no_row(tmp_path: Path) -> None:
    rows = (["ID", "Instansi", "Nama layanan"], [EXAMPLE_ID, "a", "b"], ["x", "Dinas", "Izin"])
    assert [one.name for one in services(read(tmp_path, as_csv(*rows), "csv"))] == ["Izin"]


def test_a_file_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    page = read(tmp_path, as_csv(list(ROW), list(ROW.values())), "csv")
    assert not list(source(tmp_path / "layanan.csv", "csv").changes(page.cursor))
