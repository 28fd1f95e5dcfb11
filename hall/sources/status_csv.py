"""Reads a status file of an agency: one row per stage of an application, columns in Indonesian.

A row that cannot be read is refused with its line, its column and the reason; its application is
then doubtful and keeps what was known of it. Nothing a row contains is repeated in a complaint,
because status files are personal data.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from kiosk.domain.application import Stage, is_factor, is_tracking_number

COLUMNS = (
    "nomor_permohonan",
    "instansi",
    "layanan",
    "telepon_4_akhir",
    "tahap",
    "tanggal",
    "keterangan",
    "langkah_berikutnya",
)
MOST_STAGES = 50
_FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%dT%H:%M")
_LONGEST = {"tahap": 100, "keterangan": 500, "langkah_berikutnya": 500}
_SAME = ("instansi", "layanan", "telepon_4_akhir")
_WHOLE_FILE = 0


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a file: the line as a spreadsheet counts, the column, and why."""

    line: int
    column: str
    why: str


@dataclass(frozen=True, slots=True)
class Application:
    """An application as the agency tells it."""

    number: str
    factor: str
    agency_id: str
    service_id: str
    stages: tuple[Stage, ...]
    next_step: str


@dataclass(frozen=True, slots=True)
class StatusFile:
    """What a file says. `doubtful` are numbers of applications with a refused row.

    `usable` is False when no application can be trusted: a column is missing, or a row does not
    even say whose it is.
    """

    applications: tuple[Application, ...]
    complaints: tuple[Complaint, ...]
    doubtful: frozenset[str]
    usable: bool


@dataclass(slots=True)
class _Draft:
    same: tuple[str, str, str]  # _SAME: alike in every row of an application
    stages: list[Stage] = field(default_factory=list)
    next_step: str = ""


class _Refused(Exception):
    def __init__(self, column: str, why: str) -> None:
        super().__init__(column, why)
        self.column = column
        self.why = why


def read_status(data: bytes, zone: tzinfo, offered: Mapping[str, str]) -> StatusFile:
    """Read a status file. `offered` gives the agency of each service; dates are in `zone`."""
    try:
        return _Reader(zone, offered).read(_rows(data))
    except _Refused as refusal:
        complaint = Complaint(_WHOLE_FILE, refusal.column, refusal.why)
        return StatusFile((), (complaint,), frozenset(), usable=False)


def _rows(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their line numbers; commas or, as Excel writes here, semicolons."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Refused("berkas", "bukan teks UTF-8; simpan sebagai CSV UTF-8") from None
    header, _, _ = text.partition("\n")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        for column in COLUMNS:
            if names.count(column) != 1:
                why = "ada dua kali" if column in names else "tidak ada di baris judul"
                raise _Refused(column, why)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * (len(names) - len(cells))]
                row = dict(zip(names, (cell.strip() for cell in padded), strict=False))
                yield reader.line_num, row
    except csv.Error:
        why = f"susunan CSV rusak di sekitar baris {reader.line_num}, mungkin tanda kutip"
        raise _Refused("berkas", why) from None


class _Reader:
    """Gathers rows into applications."""

    def __init__(self, zone: tzinfo, offered: Mapping[str, str]) -> None:
        self._zone = zone
        self._offered = offered
        self._drafts: dict[str, _Draft] = {}
        self._complaints: list[Complaint] = []
        self._doubtful: set[str] = set()
        self._usable = True

    def read(self, rows: Iterator[tuple[int, dict[str, str]]]) -> StatusFile:
        for line, row in rows:
            number = row["nomor_permohonan"]
            if not is_tracking_number(number):
                self._usable = False
                why = "harus dua belas angka dengan angka pemeriksa yang benar"
                self._complaints.append(Complaint(line, "nomor_permohonan", why))
                continue
            try:
                self._take(number, row)
            except _Refused as refusal:
                self._doubtful.add(number)
                self._complaints.append(Complaint(line, refusal.column, refusal.why))
        if not self._drafts and not self._complaints:
            raise _Refused("berkas", "tidak memuat satu baris pun")
        applications = tuple(
            self._finished(number, draft)
            for number, draft in self._drafts.items()
            if number not in self._doubtful
        )
        return StatusFile(
            applications, tuple(self._complaints), frozenset(self._doubtful), self._usable
        )

    def _finished(self, number: str, draft: _Draft) -> Application:
        agency_id, service_id, factor = draft.same
        return Application(
            number, factor, agency_id, service_id, tuple(draft.stages), draft.next_step
        )

    def _take(self, number: str, row: Mapping[str, str]) -> None:
        same = self._identity(row)
        draft = self._drafts.setdefault(number, _Draft(same))
        for column, mine, others in zip(_SAME, same, draft.same, strict=True):
            if mine != others:
                raise _Refused(column, "berbeda dari baris lain permohonan yang sama")
        if len(draft.stages) == MOST_STAGES:
            raise _Refused("tahap", f"lebih dari {MOST_STAGES} tahap")
        if not row["tahap"]:
            raise _Refused("tahap", "wajib diisi")
        for column, longest in _LONGEST.items():
            if len(row[column]) > longest:
                raise _Refused(column, f"lebih dari {longest} huruf")
        reached_at = self._moment(row["tanggal"]) if row["tanggal"] else None
        draft.stages.append(Stage(row["tahap"], reached_at, row["keterangan"]))
        if reached_at is not None:
            draft.next_step = row["langkah_berikutnya"]

    def _identity(self, row: Mapping[str, str]) -> tuple[str, str, str]:
        agency_id, service_id, factor = row["instansi"], row["layanan"], row["telepon_4_akhir"]
        if service_id not in self._offered:
            raise _Refused("layanan", "tidak ada di katalog mal ini")
        if agency_id != self._offered[service_id]:
            raise _Refused("instansi", "bukan penyelenggara layanan itu di katalog mal ini")
        if not is_factor(factor):
            raise _Refused("telepon_4_akhir", "harus empat angka, juga bila diawali nol")
        return agency_id, service_id, factor

    def _moment(self, text: str) -> datetime:
        for form in _FORMATS:
            try:
                return datetime.strptime(text, form).replace(tzinfo=self._zone)
            except ValueError:
                continue
        raise _Refused("tanggal", "harus berupa tanggal seperti 2026-11-19 09:12")
