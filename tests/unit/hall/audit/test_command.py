"""The auditor as a technician uses it: a command beside the running server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hall.store.dialect import PostgresDatabase
from kiosk.__main__ import EXIT_SETTINGS, main
from tests.helpers.postgres import Cluster
from tests.unit.hall.audit.days import DAY, NEXT_DAY, a_desk, full_day
from tests.unit.hall.desk import Desk
from tests.unit.hall.halls import KK, KTP
from tests.unit.hall.server import running_server

#: A deadline for the command to end at all.
SECONDS = 60


def settings(folder: Path, database: str = 'database = "hall.db"') -> str:
    path = folder / "settings.toml"
    path.write_text(f"[hall]\n{database}\n")
    return str(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a hall whose server has ended after a day with everything."""
    desk = a_desk(tmp_path / "hall.db")
    full_day(desk)
    desk.close()
    return tmp_path


def test_a_clean_day_ends_with_0_and_a_summary(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "day", DAY, "--settings", settings(folder)]) == 0
    assert capsys.readouterr().out == (
        "Audit antrean mpp-uji, hari layanan 2026-11-23: sesuai\n"
        "Kejadian: 72 (nomor kejadian 1-74)\n"
        "Tiket: 13, dari server 11, luring 2, tiba sesudah harinya 1\n"
        "Selesai 5, batal 2, kedaluwarsa 6, masih berjalan 0\n"
        "Panggilan: 16, diulang 1, tidak hadir 4, kembali ke antrean 3\n"
        "Di luar urutan: 4 (perlu bantuan 4)\n"
        "  2026-11-23 09:05:00.000  K001  perlu bantuan\n"
        "  2026-11-23 09:07:05.000  A001  perlu bantuan\n"
        "  2026-11-23 09:07:05.000  A001  perlu bantuan\n"
        "  2026-11-23 09:07:05.000  A001  perlu bantuan\n"
        "Nomor terakhir: A009, K002\n"
        "  A006 tidak di kertas: yang tercetak A002X\n"
        "Aturan: yang tercatat dalam kejadian hari itu\n"
    )


def test_a_breach_ends_with_1_and_its_events(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = a_desk(folder / "hall.db")
    desk.connection.execute(
        "update events set facts = replace(facts, 'needs-help', '') where number = 'K001'"
    )
    desk.close()
    assert main(["audit", "day", DAY, "--settings", settings(folder)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "Audit antrean mpp-uji, hari layanan 2026-11-23: pelanggaran (out-of-order)",
        "Tiket K001 dipanggil tanpa alasan, padahal giliran A005.",
        "Kejadian yang bersangkutan:",
    ]
    assert lines[5] == (
        "  24  2026-11-23 09:05:00.000  ticket.called  K001  loket 2  menunggu 1  "
        "due_at=2026-11-23 09:03:00.000  position=1  reason="
    )


def test_a_day_without_events_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "day", "2026-11-20", "--settings", settings(folder)]) == 0
    assert "Tidak ada kejadian pada hari itu." in capsys.readouterr().out


def test_the_day_is_audited_while_the_server_runs(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        assert server.put_ticket().status == 201
        seat = server.sign_in("1")
        assert seat.post().status == 200
        assert server.put_ticket().status == 201
        asked = [sys.executable, "-m", "kiosk", "audit", "day", DAY]
        done = subprocess.run(
            [*asked, "--settings", tmp_path / "settings.toml"],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert server.put_ticket().status == 201
    assert (done.returncode, done.stderr) == (0, "")
    assert "Tiket: 2, dari server 2" in done.stdout
    assert "masih berjalan 2" in done.stdout


def test_a_day_on_postgresql_is_audited_by_its_address(
    postgres: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = postgres.fresh_database()
    desk = a_desk(PostgresDatabase(url))
    full_day(desk)
    desk.close()
    path = settings(tmp_path, f'database_url = "{url}"')
    assert main(["audit", "day", DAY, "--settings", path]) == 0
    assert main(["audit", "day", NEXT_DAY, "--settings", path, "--hall", "mpp-uji"]) == 0
    assert main(["audit", "forecast", DAY, "--settings", path]) == 0
    assert capsys.readouterr().out.count("sesuai") == 2


# --- forecasts ----------------------------------------------------------------------------------


def test_forecasts_are_judged_by_what_happened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path / "hall.db")
    desk.open("1")
    desk.open("2", username="budi")
    for _ in range(4):
        desk.issue(KTP)
    waits_in_vain, gives_up = desk.issue(KK), desk.issue(KTP)
    desk.cancel(gives_up)
    desk.clock.forward(minutes=1)
    desk.called("1")
    desk.clock.forward(hours=2)
    desk.called("3")
    desk.clock.forward(days=1)
    desk.open("1")
    assert desk.read(waits_in_vain).state == "expired"
    desk.connection.execute(
        "update stops set wait_low = 5, wait_high = 10, wait_seconds = 240"
        " where wait_low is not null"
    )
    desk.close()
    assert main(["audit", "forecast", DAY, "--settings", settings(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Perkiraan tunggu mpp-uji, hari layanan 2026-11-23",
        "antrean  diberi  dipanggil   galat    bias  dalam 50%  dalam 90%",
        "semua         5          2    60,0   -57,0       20 %       20 %",
        "kk            1          0       -       -        0 %        0 %",
        "ktp           4          2    60,0   -57,0       25 %       25 %",
        "Galat dan bias dalam menit; bias di atas nol: perkiraan terlalu lama.",
    ]


def test_a_day_without_forecasts_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "forecast", "2026-11-20", "--settings", settings(folder)]) == 0
    assert "Tidak ada perkiraan yang sudah dapat dinilai." in capsys.readouterr().out


# --- what cannot be audited ---------------------------------------------------------------------


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["audit", "day", DAY, *arguments]) == EXIT_SETTINGS
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_a_missing_database_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "'database' tidak dapat dibuka" in refused(capsys, "--settings", settings(tmp_path))
    assert not (tmp_path / "hall.db").exists()


def test_a_file_that_is_no_database_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hall.db").write_bytes(b"no database at all, " * 100)
    assert "bukan basis data server mal" in refused(capsys, "--settings", settings(tmp_path))


def test_settings_without_a_hall_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("")
    assert "'hall' belum diisi" in refused(capsys, "--settings", str(path))


def test_several_halls_must_be_told_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = a_desk(folder / "hall.db")
    desk.connection.execute("insert into halls (id, last_seq) values ('mpp-lain', 0)")
    desk.close()
    path = settings(folder)
    assert "mpp-lain, mpp-uji" in refused(capsys, "--settings", path)
    assert "mpp-lain, mpp-uji" in refused(capsys, "--settings", path, "--hall", "mpp-satu")
    assert main(["audit", "day", DAY, "--settings", path, "--hall", "mpp-uji"]) == 0


def test_a_day_that_is_no_date_is_refused(folder: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["audit", "day", "kemarin", "--settings", settings(folder)])
    assert ended.value.code == 2
