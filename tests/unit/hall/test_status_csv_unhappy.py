"""Status files with faults: each is named by line and column, and nothing personal is repeated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.sources.status_csv import MOST_STAGES, Complaint, read_status
from tests.unit.hall.desk import WIB
from tests.unit.hall.test_status_csv import HEADER, OFFERED, ONE, TWO, read

GOOD = f"{TWO},Diterima,2026-11-18,,"


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (f"{ONE},,2026-11-19,,", "tahap", "wajib diisi"),
        (f"{ONE},A,19 Nov,,", "tanggal", "harus berupa tanggal"),
        (f"{ONE},A,2026-02-30,,", "tanggal", "harus berupa tanggal"),
        (f"{ONE},A,2026-11-19T09:12:00+07:00,,", "tanggal", "harus berupa tanggal"),
        (f"{ONE},A,,{'x' * 501},", "keterangan", "lebih dari 500"),
        ("261119000311,dukcapil,dukcapil.ktp,427,A,,,", "telepon_4_akhir", "empat angka"),
        ("261119000311,dukcapil,dukcapil.x,0427,A,,,", "layanan", "tidak ada di katalog"),
        ("261119000311,imigrasi,dukcapil.ktp,0427,A,,,", "instansi", "bukan penyelenggara"),
        ("261119000311,dukcapil", "layanan", "tidak ada di katalog"),
    ],
)
def test_a_bad_row_names_line_column_and_reason_and_spares_the_others(
    row: str, column: str, why: str
) -> None:
    found = read(GOOD, row)
    (complaint,) = found.complaints
    assert (complaint.line, complaint.column) == (3, column)
    assert why in complaint.why
    assert "261119000311" not in complaint.why
    assert [a.number for a in found.applications] == ["261118001047"]
    assert found.doubtful == {"261119000311"}
    assert found.usable


def test_one_bad_row_makes_the_whole_application_doubtful() -> None:
    found = read(f"{ONE},A,2026-11-19,,", f"{ONE},B,x,,", f"{ONE},C,,,")
    assert found.applications == ()
    assert found.doubtful == {"261119000311"}


@pytest.mark.parametrize("number", ["", "261119000312", "2.61119E+11", "26111900031"])
def test_a_row_that_does_not_say_whose_it_is_makes_the_file_unusable(number: str) -> None:
    found = read(GOOD, f"{number},dukcapil,dukcapil.ktp,4821,A,,,")
    assert not found.usable
    assert found.complaints[0].column == "nomor_permohonan"
    assert found.complaints[0].line == 3


def test_rows_of_one_application_must_agree() -> None:
    found = read(f"{ONE},A,,,", f"{ONE[:-4]}9999,B,,,")
    assert found.complaints[0].column == "telepon_4_akhir"
    assert "berbeda" in found.complaints[0].why
    assert found.applications == ()


def test_too_many_stages_are_refused() -> None:
    found = read(*[f"{ONE},A,,,"] * (MOST_STAGES + 1))
    assert found.complaints[0].column == "tahap"


@pytest.mark.parametrize(
    ("header", "column", "why"),
    [
        (HEADER.replace("tanggal", "tgl"), "tanggal", "tidak ada"),
        (HEADER + ",tahap", "tahap", "dua kali"),
        ("", "nomor_permohonan", "tidak ada"),
    ],
)
def test_a_header_with_faults_is_refused_whole(header: str, column: str, why: str) -> None:
    found = read(GOOD, header=header)
    assert not found.usable
    assert found.complaints == (Complaint(0, column, found.complaints[0].why),)
    assert why in found.complaints[0].why


def test_a_file_without_rows_takes_nothing_away() -> None:
    found = read()
    assert not found.usable
    assert "tidak memuat satu baris pun" in found.complaints[0].why


@pytest.mark.parametrize("data", [HEADER.encode() + b"\n\xff\xfe\xe9", b"\xff\xfe\x00"])
def test_bytes_that_are_no_utf8_are_refused_whole(data: bytes) -> None:
    found = read_status(data, WIB, OFFERED)
    assert not found.usable
    assert "UTF-8" in found.complaints[0].why


def test_an_open_quote_is_refused_whole_and_says_where() -> None:
    found = read(GOOD, f'{ONE},"A,,,')
    assert not found.usable
    assert "baris 3" in found.complaints[0].why


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: f"{HEADER}\n{t}".encode()))
def test_no_file_makes_the_reader_fail(data: bytes) -> None:
    found = read_status(data, WIB, OFFERED)
    assert found.usable or found.complaints
