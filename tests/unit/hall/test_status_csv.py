"""Status files of agencies: what is read."""

from __future__ import annotations

from datetime import datetime

from hall.sources.status_csv import COLUMNS, StatusFile, read_status
from kiosk.domain.application import Stage
from tests.unit.hall.desk import WIB

OFFERED = {"dukcapil.ktp": "dukcapil", "imigrasi.paspor": "imigrasi"}
HEADER = ",".join(COLUMNS)
ONE = "261119000311,dukcapil,dukcapil.ktp,4821"
TWO = "261118001047,imigrasi,imigrasi.paspor,0937"


def read(*lines: str, header: str = HEADER) -> StatusFile:
    return read_status("\n".join([header, *lines]).encode(), WIB, OFFERED)


def test_rows_of_a_number_are_the_stages_of_an_application() -> None:
    found = read(
        f"{ONE},Diterima,2026-11-19 09:12,Berkas lengkap,Mohon tunggu.",
        f"{ONE},Dicetak,2026-11-20,,Silakan ambil.",
        f"{ONE},Selesai,,,",
        f"{TWO},Diterima,2026-11-18 10:00,,",
    )
    assert found.complaints == ()
    assert found.usable
    first, second = found.applications
    assert (first.number, first.factor) == ("261119000311", "4821")
    assert (first.agency_id, first.service_id) == ("dukcapil", "dukcapil.ktp")
    assert first.stages == (
        Stage("Diterima", datetime(2026, 11, 19, 9, 12, tzinfo=WIB), "Berkas lengkap"),
        Stage("Dicetak", datetime(2026, 11, 20, tzinfo=WIB)),
        Stage("Selesai", None),
    )
    assert first.next_step == "Silakan ambil."
    assert second.next_step == ""


def test_a_file_as_excel_writes_it_here_is_read() -> None:
    header = "\ufeff" + HEADER.replace(",", ";").upper()
    line = f'{ONE},Diterima,19/11/2026 09:12,"a; b",'.replace(",", ";")
    found = read_status(f"{header}\r\n{line}\r\n;;;;;;;\r\n".encode(), WIB, OFFERED)
    assert found.complaints == ()
    (stage,) = found.applications[0].stages
    assert stage == Stage("Diterima", datetime(2026, 11, 19, 9, 12, tzinfo=WIB), "a; b")


def test_columns_may_stand_in_any_order_beside_others() -> None:
    names = ["catatan", *reversed(COLUMNS)]
    cells = ["x", "", "", "2026-11-19", "Diterima", *reversed(ONE.split(","))]
    found = read(",".join(cells), header=",".join(names))
    assert [a.number for a in found.applications] == ["261119000311"]


def test_rows_of_two_applications_may_be_mixed() -> None:
    found = read(f"{ONE},A,,,", f"{TWO},B,,,", f"{ONE},C,,,")
    assert [[s.name for s in a.stages] for a in found.applications] == [["A", "C"], ["B"]]
