"""A small hall for tests: three queues, open every day from eight to two, with a break at noon."""

from __future__ import annotations

from datetime import date, time

from kiosk.domain.calendar import Break, Calendar, Holiday, Hours
from kiosk.domain.hall import Counter, Hall, Kiosk, Queue, Zone
from kiosk.domain.service import (
    Agency,
    Duration,
    Fee,
    InternalStandard,
    Product,
    Provenance,
    Requirement,
    Service,
)

KTP, KIA, KK, PASPOR = "dukcapil.ktp", "dukcapil.kia", "dukcapil.kk", "imigrasi.paspor"

CALENDAR = Calendar(
    hours=tuple(Hours(day, time(8), time(14)) for day in range(7)),
    breaks=tuple(Break(day, time(12), time(13), "Istirahat") for day in range(7)),
    holidays=(Holiday(date(2026, 12, 25), "Hari Natal"),),
    last_ticket_minutes=30,
)

AGENCIES = (
    Agency("dukcapil", "Dinas Kependudukan", "Dukcapil", "id"),
    Agency("imigrasi", "Kantor Imigrasi", "Imigrasi", "plane"),
)


def hall() -> Hall:
    """The hall. Counters 1 to 8 serve KTP, 2 also KK, 9 serves passports."""
    return Hall(
        id="mpp-uji",
        name="MPP Uji",
        city="Kota Uji",
        building="Gedung Uji",
        address="Jalan Uji 1",
        time_zone="Asia/Jakarta",
        calendar=CALENDAR,
        zones=(Zone("biru", "Zona Biru", "1", "Lurus", (0, 0, 50, 50)),),
        queues=(
            Queue("ktp", "dukcapil", "KTP", "A", (KTP, KIA), 10),
            Queue("kk", "dukcapil", "KK", "K", (KK,), 15),
            Queue("paspor", "imigrasi", "Paspor", "M", (PASPOR,), 20),
        ),
        counters=(
            Counter("1", 1, "biru", "dukcapil", ("ktp",)),
            Counter("2", 2, "biru", "dukcapil", ("ktp", "kk")),
            *(Counter(str(n), n, "biru", "dukcapil", ("ktp",)) for n in range(3, 9)),
            Counter("9", 9, "biru", "imigrasi", ("paspor",)),
        ),
        kiosks=(
            Kiosk("kiosk-1", "Anjungan 1", "X", "biru"),
            Kiosk("kiosk-2", "Anjungan 2", "Y", "biru"),
        ),
        popular_services=(KTP,),
    )


def service(service_id: str, name: str) -> Service:
    """A service with the least a record needs."""
    return Service(
        id=service_id,
        agency_id=service_id.split(".", maxsplit=1)[0],
        name=name,
        short_name=name,
        icon="id",
        requirements=(Requirement("KTP"),),
        duration=Duration("1 hari"),
        fees=(Fee(0, "Gratis"),),
        products=(Product(name),),
        internal=InternalStandard(legal_basis=("UU 24/2013",)),
        provenance=(Provenance("uji"),),
    )


SERVICES = (
    service(KTP, "KTP baru"),
    service(KIA, "Kartu anak"),
    service(KK, "Kartu keluarga"),
    service(PASPOR, "Paspor"),
)
