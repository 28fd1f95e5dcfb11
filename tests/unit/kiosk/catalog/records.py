"""A small sound catalog as plain records, fresh each time so that a test can spoil its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Record = dict[str, Any]


def hall_record(**changes: Any) -> Record:
    """A hall of one agency, two queues, two counters and one kiosk."""
    record: Record = {
        "id": "mpp-uji",
        "name": "Mal Pelayanan Publik",
        "city": "Kota Uji",
        "building": "Gedung Uji",
        "address": "Jalan Uji 1",
        "time_zone": "Asia/Jakarta",
        "calendar": {
            "hours": [
                {"weekday": 0, "opens": "08:00", "closes": "14:00"},
                {"weekday": 4, "opens": "08:00", "closes": "11:00"},
            ],
            "breaks": [{"weekday": 0, "begins": "12:00", "ends": "12:30", "name": "Istirahat"}],
            "holidays": [{"day": "2026-12-25", "name": "Natal"}],
            "last_ticket_minutes": 30,
        },
        "zones": [
            {"id": "biru", "name": "Zona Biru", "floor": "1", "way": "", "plan": [0, 0, 50, 50]}
        ],
        "queues": [queue_record(), queue_record("kk", "K", ["dukcapil.kk"])],
        "counters": [
            {
                "id": "1",
                "number": 1,
                "zone_id": "biru",
                "agency_id": "dukcapil",
                "profile": ["ktp", "kk"],
            },
            {
                "id": "2",
                "number": 2,
                "zone_id": "biru",
                "agency_id": "dukcapil",
                "profile": ["kk"],
            },
        ],
        "kiosks": [{"id": "kiosk-1", "name": "Anjungan 1", "letter": "X", "zone_id": "biru"}],
        "popular_services": ["dukcapil.ktp"],
    }
    return {**record, **changes}


def queue_record(
    queue_id: str = "ktp", prefix: str = "A", services: list[str] | None = None
) -> Record:
    """A queue of Dukcapil."""
    return {
        "id": queue_id,
        "agency_id": "dukcapil",
        "name": "KTP",
        "prefix": prefix,
        "service_ids": ["dukcapil.ktp"] if services is None else services,
        "typical_minutes": 8,
    }


def agency_record(agency_id: str = "dukcapil", **changes: Any) -> Record:
    """An agency."""
    record = {"id": agency_id, "name": "Dinas Kependudukan", "short_name": agency_id, "icon": "id"}
    return {**record, **changes}


def service_record(service_id: str = "dukcapil.ktp", **changes: Any) -> Record:
    """A service of the agency its id begins with."""
    record: Record = {
        "id": service_id,
        "agency_id": service_id.partition(".")[0],
        "name": "KTP elektronik baru",
        "short_name": "KTP baru",
        "icon": "id",
        "requirements": [{"text": "Kartu Keluarga"}],
        "duration": {"text": "1 hari kerja", "iso": "P1D", "counted": "working-days"},
        "fees": [{"idr": 0, "text": "Gratis"}],
        "products": [{"name": "KTP"}],
        "internal": {"legal_basis": ["UU 24/2013"]},
        "provenance": [{"source": "laman dinas", "verified": True}],
    }
    return {**record, **changes}


def full_service_record() -> Record:
    """A service that tells of everything, as `to_record` writes it."""
    told = {
        "source": "Portal kota",
        "verified": True,
        "verified_at": "2026-10-12",
        "unverified_fields": ["fees[1]", "internal.legal_basis[0]", "duration.starts"],
        "source_id": "skck-01",
        "revision": "7",
        "licence": "CC-BY-4.0",
        "url": "https://portal.example.go.id/skck",
    }
    only_source = {"source": "Portal provinsi", "verified": False, "verified_at": ""}
    nothing = {"unverified_fields": [], "source_id": "", "revision": "", "licence": "", "url": ""}
    return {
        "id": "dukcapil.skck",
        "agency_id": "dukcapil",
        "name": "Surat keterangan catatan kepolisian",
        "short_name": "SKCK",
        "icon": "id",
        "requirements": [
            {"text": "2 fotokopi KTP", "originals": None, "copies": 2, "condition": ""},
            {
                "text": "Surat kuasa asli bila dikuasakan",
                "originals": 1,
                "copies": None,
                "condition": "bila dikuasakan",
            },
        ],
        "duration": {
            "text": "1 hari kerja sejak berkas lengkap",
            "iso": "P1D",
            "counted": "working-days",
            "starts": "sejak berkas lengkap",
        },
        "fees": [
            {"idr": 30_000, "text": "Rp30.000", "condition": "baru", "formula": ""},
            {
                "idr": None,
                "text": "Menurut luas",
                "condition": "perpanjangan",
                "formula": "luas x Rp1.000",
            },
        ],
        "products": [
            {"name": "SKCK", "validity": "berlaku 6 bulan"},
            {"name": "Kartu sidik jari", "validity": ""},
        ],
        "internal": {
            "legal_basis": ["UU 2/2002", "PP 76/2020"],
            "facilities": ["Ruang tunggu"],
            "competence": "Anggota Polri",
            "supervision": "Atasan langsung",
            "staffing": "3 orang",
            "guarantee": "Selesai tepat waktu",
            "safety": "Data disimpan aman",
            "evaluation": "SKM setiap semester",
        },
        "provenance": [told, only_source | nothing],
        "steps": ["Serahkan berkas", "Ambil SKCK"],
        "complaints": [
            {"kind": "phone", "name": "Telepon", "address": "0343 421234", "hours": "08.00-14.00"}
        ],
        "channels": [
            {"kind": "counter", "name": "Loket", "address": "", "hours": ""},
            {
                "kind": "online",
                "name": "Presisi",
                "address": "https://skck.example.go.id",
                "hours": "",
            },
        ],
        "status": "temporarily-closed",
        "region": "35.72",
        "life_events": ["work", "law"],
        "description": "Keterangan tentang catatan seseorang",
        "note": "Datang sendiri",
        "aliases": ["surat kelakuan baik"],
    }


def write_hall(folder: Path, hall: Record | None = None, **parts: Any) -> Path:
    """A hall file; `parts` replace or add top-level entries."""
    content = {"hall": hall or hall_record(), "agencies": [agency_record()], **parts}
    return write(folder / "hall.json", content)


def write_services(folder: Path, *services: Record) -> Path:
    """A services file."""
    both = services or (service_record(), service_record("dukcapil.kk"))
    return write(folder / "services.json", {"services": list(both)})


def write(path: Path, content: object) -> Path:
    """Any JSON file."""
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def change(cursor: int, kind: str, record: Record) -> Record:
    """An entry of the feed that tells a record."""
    return {"cursor": cursor, "kind": kind, "id": record["id"], "deleted": False, "record": record}


def tombstone(cursor: int, kind: str, record_id: str) -> Record:
    """An entry of the feed that takes a record away."""
    return {"cursor": cursor, "kind": kind, "id": record_id, "deleted": True, "record": None}


def page_of(*changes: Record, epoch: str = "e1", more: bool = False, **parts: Any) -> Record:
    """A page of the feed that ends at its last change."""
    cursor = changes[-1]["cursor"] if changes else 0
    content = {"epoch": epoch, "changes": list(changes), "cursor": cursor, "more": more}
    return {**content, **parts}


def as_bytes(content: object) -> bytes:
    """JSON as it comes over the line."""
    return json.dumps(content).encode()
