"""The sample agencies' status files: invented applications, sound in form, varied in state."""

import csv
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pytest

from kiosk.catalog.reader import read_services
from kiosk.domain.application import is_factor, is_tracking_number
from kiosk.settings import bundled_files

FOLDER = bundled_files().assets / "sample"
FILES = sorted((FOLDER / "status").glob("*.csv"))
COLUMNS = [
    "nomor_permohonan",
    "instansi",
    "layanan",
    "telepon_4_akhir",
    "tahap",
    "tanggal",
    "keterangan",
    "langkah_berikutnya",
]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def applications() -> Iterator[list[dict[str, str]]]:
    for file in FILES:
        for _, stages in groupby(rows(file), key=lambda row: row["nomor_permohonan"]):
            yield list(stages)


def present(stages: list[dict[str, str]]) -> str:
    return [stage["tahap"] for stage in stages if stage["tanggal"]][-1]


def test_several_agencies_tell_of_several_applications() -> None:
    assert len(FILES) >= 4
    assert len(list(applications())) >= 12


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_has_the_columns_and_only_its_own_agency(file: Path) -> None:
    with file.open(encoding="utf-8") as lines:
        assert lines.readline().strip().split(",") == COLUMNS
    services = {s.id: s.agency_id for s in read_services(FOLDER / "services.json")}
    for row in rows(file):
        assert row["instansi"] == file.stem == services[row["layanan"]]
        assert None not in row.values()


def test_numbers_and_second_factors_are_of_the_right_form() -> None:
    for stages in applications():
        first = stages[0]
        assert is_tracking_number(first["nomor_permohonan"])
        assert is_factor(first["telepon_4_akhir"])
        same = ("nomor_permohonan", "layanan", "telepon_4_akhir")
        assert all(stage[column] == first[column] for stage in stages for column in same)


def test_a_number_stands_in_one_place_only() -> None:
    numbers = [stages[0]["nomor_permohonan"] for stages in applications()]
    assert len(numbers) == len(set(numbers))


def test_stages_were_reached_in_order_and_then_lie_ahead() -> None:
    for stages in applications():
        dates = [stage["tanggal"] for stage in stages]
        reached = [datetime.fromisoformat(text) for text in dates if text]
        assert reached == sorted(reached)
        assert reached
        assert not any(dates[len(reached) :])
        assert reached[0].strftime("%y%m%d") == stages[0]["nomor_permohonan"][:6]
        assert reached[-1] < datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001  # hall-local, as written


def test_who_has_something_to_do_is_told_what() -> None:
    for stages in applications():
        for stage in stages:
            assert bool(stage["langkah_berikutnya"]) == bool(stage["tanggal"])


def test_the_states_a_visitor_meets_are_all_there() -> None:
    now = {present(stages) for stages in applications()}
    assert {"Diterima", "Berkas kurang", "Siap diambil", "Selesai"} <= now
