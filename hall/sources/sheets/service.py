"""A row of an agency's sheet as the catalog has it: a service and its agency."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hall.sources.fields import Wrong, check
from hall.sources.parts import (
    AGENCY_ICON,
    SERVICE_ICON,
    Portal,
    channel_of,
    day_of,
    duration_of,
    fee_of,
    is_web,
    life_event_of,
    status_of,
)
from hall.sources.sheets.columns import BY_KEY
from hall.sources.sheets.tables import Row
from hall.sources.texts import digest, lines, local_id, plain, printable, shortened, unique
from kiosk.domain.service import (
    Agency,
    Channel,
    ChannelKind,
    Duration,
    InternalStandard,
    LifeEvent,
    Product,
    Provenance,
    Requirement,
    Service,
    ServiceStatus,
)

T = TypeVar("T")

#: Where a part of a record comes from, so that complaints name the column people see.
_COLUMN_OF = {
    "name": "nama_layanan",
    "short_name": "nama_singkat",
    "aliases": "nama_lain",
    "description": "deskripsi",
    "requirements": "persyaratan",
    "steps": "prosedur",
    "duration": "waktu",
    "fees": "biaya",
    "products": "produk",
    "complaints": "pengaduan",
    "internal": "dasar_hukum",
    "channels": "alamat_daring",
    "region": "wilayah",
    "note": "catatan",
    "provenance": "sumber",
}


def row_id(row: Row) -> str:
    """The id of a row: its own, or one made of agency and name."""
    own = plain(row.cells.get("id", ""))
    if own:
        return local_id(own)
    names = (plain(row.cells.get(key, "")).casefold() for key in ("instansi", "nama_layanan"))
    return "x" + digest(*names)


def read_row(row: Row, portal: Portal) -> tuple[Service, Agency, tuple[str, ...]]:
    """The service of a row, its agency, and its ids elsewhere.

    Raises Wrong naming the column by its heading.
    """
    for key, why in row.wrong.items():
        raise Wrong(BY_KEY[key].heading, why)
    reader = _Reader(row)
    agency = reader.agency()
    service = reader.service(agency, portal)
    try:
        check(service, agency)
    except Wrong as wrong:
        part = wrong.field.split(".")[0].split("[")[0]
        key = _COLUMN_OF.get(part, "instansi")
        raise Wrong(BY_KEY[key].heading, wrong.why) from wrong
    return portal.completed(service), portal.completed(agency), reader.several("sama_dengan")


class _Reader:
    """The cells of a row as parts of a service."""

    def __init__(self, row: Row) -> None:
        self._row = row

    def agency(self) -> Agency:
        name, short = self._needed("instansi"), self._text("singkatan_instansi")
        return Agency(
            id="x" + digest(name.casefold()),
            name=name,
            short_name=short or shortened(name, 40),
            icon=AGENCY_ICON,
        )

    def service(self, agency: Agency, portal: Portal) -> Service:
        name = self._needed("nama_layanan")
        return Service(
            id=row_id(self._row),
            agency_id=agency.id,
            name=name,
            short_name=self._text("nama_singkat") or shortened(name),
            icon=SERVICE_ICON,
            requirements=tuple(Requirement(one) for one in self.several("persyaratan")),
            duration=duration_of(self._text("waktu")) if self._text("waktu") else Duration(""),
            fees=self._parts("biaya", fee_of),
            products=tuple(Product(one) for one in self.several("produk")),
            internal=self._internal(),
            provenance=(self._provenance(portal),),
            steps=self.several("prosedur"),
            complaints=self._parts("pengaduan", channel_of),
            channels=self._channels(),
            status=self._status(),
            region=self._text("wilayah"),
            life_events=self._life_events(),
            description=self._text("deskripsi"),
            note=self._text("catatan"),
            aliases=self.several("nama_lain"),
        )

    def several(self, key: str) -> tuple[str, ...]:
        """A cell with several items: one a line, or parted by semicolons on a single one."""
        found = lines(self._row.cells.get(key, ""))
        if len(found) == 1:
            found = tuple(part.strip() for part in found[0].split(";"))
        return unique(found)

    def _text(self, key: str) -> str:
        return plain(self._row.cells.get(key, ""))

    def _needed(self, key: str) -> str:
        text = self._text(key)
        if not text:
            raise Wrong(BY_KEY[key].heading, "wajib diisi")
        return text

    def _parts(self, key: str, read: Callable[[str], T | None]) -> tuple[T, ...]:
        return tuple(part for one in self.several(key) if (part := read(one)) is not None)

    def _internal(self) -> InternalStandard:
        return InternalStandard(
            legal_basis=self.several("dasar_hukum"),
            facilities=self.several("sarana"),
            competence=self._text("kompetensi"),
            supervision=self._text("pengawasan"),
            staffing=self._text("jumlah_pelaksana"),
            guarantee=self._text("jaminan_pelayanan"),
            safety=self._text("jaminan_keamanan"),
            evaluation=self._text("evaluasi"),
        )

    def _provenance(self, portal: Portal) -> Provenance:
        checked, url = self._text("tanggal_periksa"), self._text("sumber")
        if checked and not day_of(checked):
            raise Wrong(BY_KEY["tanggal_periksa"].heading, "harus tanggal seperti 2026-11-01")
        if url and not is_web(url):
            raise Wrong(BY_KEY["sumber"].heading, "harus alamat http:// atau https://")
        source_id = self._text("id") or row_id(self._row)
        return portal.provenance(source_id, day_of(checked), checked, url)

    def _channels(self) -> tuple[Channel, ...]:
        found: list[Channel] = []
        for text in self.several("alamat_daring"):
            channel = channel_of(text)
            if channel is None or channel.kind is not ChannelKind.ONLINE:
                why = "harus alamat http:// atau https://"
                raise Wrong(BY_KEY["alamat_daring"].heading, why)
            found.append(channel)
        found += [Channel(ChannelKind.ELSEWHERE, text) for text in self.several("tempat_lain")]
        return tuple(found)

    def _status(self) -> ServiceStatus:
        status = status_of(self._text("status"))
        if status is None:
            why = "harus aktif, tutup sementara, atau dihentikan"
            raise Wrong(BY_KEY["status"].heading, why)
        return status

    def _life_events(self) -> tuple[LifeEvent, ...]:
        found: list[LifeEvent] = []
        for text in self.several("peristiwa"):
            event = life_event_of(text)
            if event is None:
                why = f"'{printable(text, 30)}' tidak dikenal; lihat lembar Petunjuk"
                raise Wrong(BY_KEY["peristiwa"].heading, why)
            found.append(event)
        return tuple(dict.fromkeys(found))
