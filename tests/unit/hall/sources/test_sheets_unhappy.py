"""Files with wrong rows, broken files and files made to break us: each fault is named."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hall.portals.reports import report_lines
from hall.sources.sheets.tables import cell_rows, csv_rows
from hall.sources.sheets.xlsx import template, xlsx_cells
from kiosk.errors import BadRecord, MppError, SourceUnusable
from tests.unit.hall.sources.test_sheets import ROW, as_csv, as_xlsx, read, services, source


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"Instansi": ""}, "Instansi"),
        ({"Nama layanan": " "}, "Nama layanan"),
        ({"Status": "libur"}, "Status"),
        ({"Tanggal periksa": "kemarin"}, "Tanggal periksa"),
        ({"Sumber": "javascript:alert(1)"}, "Sumber"),
        ({"Alamat daring": "loket 3"}, "Alamat daring"),
        ({"Peristiwa": "ulang tahun"}, "Peristiwa"),
        ({"Wilayah": "Blitar"}, "Wilayah"),
        ({"Catatan": "x\u202ey"}, "Catatan"),
        ({"Catatan": "x" * 70_000}, "Catatan"),
        ({"Waktu": "#REF!"}, "Waktu"),
    ],
)
def test_a_wrong_row_is_named_with_its_column_and_the_others_are_taken(
    tmp_path: Path, changes: dict[str, str], column: str
) -> None:
    whole = ROW | {"Status": "aktif", "Catatan": ""}
    good, bad = whole | {"ID": "B"}, whole | changes
    page = read(tmp_path, as_csv(list(whole), list(bad.values()), list(good.values())), "csv")
    (complaint,) = page.complaints
    assert complaint.field == column
    assert complaint.place.startswith("baris ")
    assert [one.id for one in services(page)] == ["B"]
    (_, line, *_) = report_lines("layanan.csv", page.complaints)
    assert line.startswith(f"{complaint.place}, kolom {column}: ")


def test_a_row_that_comes_twice_is_named_with_the_other(tmp_path: Path) -> None:
    page = read(tmp_path, as_xlsx(list(ROW), list(ROW.values()), list(ROW.values())), "xlsx")
    assert [(c.place, c.why) for c in page.complaints] == [
        ("baris 3", "layanan ini sudah ada di baris 2")
    ]


@pytest.mark.parametrize(
    ("data", "form", "error"),
    [
        (b"", "csv", SourceUnusable),
        (b"\xff\xfe\x00", "csv", SourceUnusable),
        (b"Instansi,Nama layanan\n", "csv", SourceUnusable),
        (b"Instansi,Nama layanan,instansi\na,b,c\n", "csv", SourceUnusable),
        (b"nama,alamat\na,b\n" * 30, "csv", SourceUnusable),
        (b'Instansi,Nama layanan\n"a,b', "csv", SourceUnusable),
        (b"{}", "json", SourceUnusable),
        (b"[", "json", BadRecord),
        (b"[]", "json", SourceUnusable),
        (b"PK\x03\x04garbage", "xlsx", SourceUnusable),
        (b"<table><tr><td>Instansi", "xlsx", SourceUnusable),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(
    tmp_path: Path, data: bytes, form: str, error: type[MppError]
) -> None:
    with pytest.raises(error):
        read(tmp_path, data, form)


@pytest.mark.parametrize("value", [7, None, {"a": 1}, ["x", 1], True])
def test_json_that_is_no_row_is_complained_of_by_its_place(tmp_path: Path, value: object) -> None:
    rows = [ROW, value, ROW | {"ID": "B", "Nama layanan": value}]
    page = read(tmp_path, json.dumps(rows).encode(), "json")
    places = [complaint.place for complaint in page.complaints]
    assert places == ["data 2", "data 3"] if value != 7 else places == ["data 2"]


def test_a_zip_that_unpacks_to_more_than_fits_is_not_unpacked(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b" " * 101_000_000)
    with pytest.raises(SourceUnusable, match="lebih dari 100 MB"):
        read(tmp_path, packed.getvalue(), "xlsx")


def test_an_entity_that_grows_without_end_is_not_followed(tmp_path: Path) -> None:
    layers = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    evil = f'<!DOCTYPE x [<!ENTITY a0 "ha">{layers}]><sst><si><t>&a11;</t></si></sst>'
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template())) as good,
        zipfile.ZipFile(packed, "w") as bad,
    ):
        for part in good.namelist():
            content = evil.encode() if part.endswith("sharedStrings.xml") else good.read(part)
            bad.writestr(part, content)
    with pytest.raises(SourceUnusable):
        read(tmp_path, packed.getvalue(), "xlsx")


def test_a_file_larger_than_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "besar.csv"
    path.write_bytes(b"x" * 10_000_001)
    with pytest.raises(SourceUnusable, match="lebih dari 10 MB"):
        list(source(path, "csv").changes(""))


_TEMPLATE = template()


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(_TEMPLATE) - 1), st.integers(0, 255)), max_size=8))
def test_whatever_happens_to_an_xlsx_is_a_sentence_at_most(flips: list[tuple[int, int]]) -> None:
    data = bytearray(_TEMPLATE)
    for place, value in flips:
        data[place] = value
    with suppress(SourceUnusable):
        list(cell_rows(xlsx_cells(bytes(data), "dinas"), "dinas"))


@settings(max_examples=100)
@given(st.text(max_size=300))
def test_whatever_stands_in_a_csv_is_a_sentence_at_most(text: str) -> None:
    data = ("Instansi,Nama layanan\n" + text).encode("utf-8", "surrogatepass")
    with suppress(SourceUnusable):
        list(csv_rows(data, "dinas"))
