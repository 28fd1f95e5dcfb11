"""Looking an application up, and that guessing leads nowhere."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.application import check_digit
from tests.helpers.waiting import until
from tests.unit.hall.halls import KTP
from tests.unit.hall.server import Answer, Server, bearer, running_server

HEADER = (
    "nomor_permohonan,instansi,layanan,telepon_4_akhir,tahap,tanggal,keterangan,langkah_berikutnya"
)
FACTOR = "0427"


def number(serial: int) -> str:
    digits = f"2611230{serial:04d}"
    return digits + check_digit(digits)


def rows(serial: int) -> str:
    start = f"{number(serial)},dukcapil,{KTP},{FACTOR}"
    return (
        f"{start},Diterima,2026-11-20 08:30,Berkas lengkap,Mohon tunggu.\n{start},Siap diambil,,,\n"
    )


def look_up(server: Server, tracking: str, factor: str, kiosk: str = "kiosk-1") -> Answer:
    content = {"tracking_number": tracking, "factor": factor}
    return server.ask("POST", "/v1/applications/lookup", content, headers=bearer(kiosk))


def wait_for_report(folder: Path, words: str) -> str:
    report = folder / "status" / "dukcapil.csv.laporan.txt"

    def told() -> str:
        text = report.read_text() if report.exists() else ""
        return text if words in text else ""

    return until(told)


@pytest.fixture(scope="module")
def served(server: Server) -> Server:
    (server.folder / "status" / "dukcapil.csv").write_text(f"{HEADER}\n{rows(1)}{rows(2)}")
    wait_for_report(server.folder, "2 permohonan diterima")
    return server


def test_number_and_factor_together_open_the_application(served: Server) -> None:
    answer = look_up(served, number(1), FACTOR)
    assert answer.status == 200
    status: dict[str, Any] = answer.json
    assert status.pop("as_of").endswith("+07:00")
    assert status == {
        "service": "KTP baru",
        "agency": "Dinas Kependudukan",
        "next_step": "Mohon tunggu.",
        "stages": [
            {
                "name": "Diterima",
                "reached_at": "2026-11-20T08:30:00+07:00",
                "note": "Berkas lengkap",
            },
            {"name": "Siap diambil", "reached_at": None, "note": ""},
        ],
    }


def test_an_unknown_number_and_a_wrong_factor_are_the_same_miss(served: Server) -> None:
    unknown = look_up(served, number(9), FACTOR)
    wrong = look_up(served, number(1), "0000")
    assert (unknown.status, unknown.code) == (404, "application-not-found")
    assert unknown.body == wrong.body


@pytest.mark.parametrize(
    ("tracking", "factor"),
    [("26112300001", "0427"), ("26112300001x", "0427"), ("2" * 12, "427"), ("2" * 12, "٠٤٢٧")],
)
def test_what_is_no_number_is_refused_by_form(served: Server, tracking: str, factor: str) -> None:
    assert look_up(served, tracking, factor).code == "bad-request"


def test_only_kiosks_look_applications_up(served: Server) -> None:
    assert look_up(served, number(1), FACTOR, "board-1").code == "not-allowed"


def test_neither_number_nor_factor_is_in_the_store_or_the_log(served: Server) -> None:
    look_up(served, number(1), FACTOR)
    with sqlite3.connect(f"file:{served.folder / 'hall.db'}?mode=ro", uri=True) as store:
        kept = store.execute("select * from applications").fetchall()
    store.close()
    assert len(kept) == 2
    for text in (str(kept), served.log):
        assert number(1) not in text
        assert FACTOR not in text


def test_thirty_misses_an_hour_are_enough_for_one_kiosk(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        (tmp_path / "status" / "dukcapil.csv").write_text(f"{HEADER}\n{rows(1)}")
        wait_for_report(tmp_path, "1 permohonan diterima")
        for _ in range(5):  # finds cost nothing
            assert look_up(server, number(1), FACTOR).status == 200
        for _ in range(30):
            assert look_up(server, number(2), FACTOR).status == 404
        refused = look_up(server, number(1), FACTOR)
        assert (refused.status, refused.code) == (429, "too-many-tries")
        assert 3000 < int(refused.headers["retry-after"]) <= 3600
        assert refused.json["retry_after"] == int(refused.headers["retry-after"])
        assert look_up(server, number(1), FACTOR, "kiosk-2").status == 200


def test_an_ill_typed_row_is_reported_and_the_last_good_data_stay(tmp_path: Path) -> None:
    file = tmp_path / "status" / "dukcapil.csv"
    with running_server(tmp_path) as server:
        file.write_text(f"{HEADER}\n{rows(1)}{rows(2)}")
        wait_for_report(tmp_path, "2 permohonan diterima")
        before = look_up(server, number(1), FACTOR).json
        broken = rows(1).replace("2026-11-20 08:30", "kemarin")
        file.write_text(f"{HEADER}\n{broken}{rows(2).replace('Berkas lengkap', 'Baik')}")
        report = wait_for_report(tmp_path, "1 kesalahan")
        assert "dukcapil.csv, baris 2, kolom tanggal: harus berupa tanggal" in report
        assert number(1) not in report
        assert look_up(server, number(1), FACTOR).json == before
        assert look_up(server, number(2), FACTOR).json["stages"][0]["note"] == "Baik"


def test_a_file_without_a_column_is_not_used_at_all(tmp_path: Path) -> None:
    file = tmp_path / "status" / "dukcapil.csv"
    with running_server(tmp_path) as server:
        file.write_text(f"{HEADER}\n{rows(1)}")
        wait_for_report(tmp_path, "1 permohonan diterima")
        file.write_text(f"{HEADER.replace(',tanggal', '')}\n{rows(2)}")
        report = wait_for_report(tmp_path, "tidak dipakai")
        assert "kolom tanggal: tidak ada di baris judul" in report
        assert look_up(server, number(1), FACTOR).status == 200
