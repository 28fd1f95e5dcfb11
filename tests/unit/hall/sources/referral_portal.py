"""A portal that speaks Open Referral, written after the specification: `/services` in pages."""

from __future__ import annotations

from typing import Any

from tests.unit.hall.sources.web import Asked, Reply, as_json


def service(number: int, **changes: Any) -> dict[str, Any]:
    """A service with everything the catalog takes of one."""
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "name": f"Layanan {number}",
        "alternate_name": f"L{number}",
        "description": "<p>Untuk <b>semua</b> warga.</p>\n<p>Gratis &amp; cepat.</p>",
        "url": "https://layanan.example/1",
        "email": "tanya@layanan.example",
        "status": "active",
        "eligibility_description": "Warga kota",
        "minimum_age": 17,
        "application_process": "1. Ambil nomor\n2. Serahkan berkas\n3. Tunggu",
        "fees_description": "Tidak dipungut biaya",
        "wait_time": "1-3 hari kerja",
        "assured_date": "2026-10-01",
        "alert": "Tutup pada hari libur",
        "last_modified": f"2026-11-01T08:00:{number % 60:02}.000Z",
        "organization": {
            "id": "10000000-0000-4000-8000-000000000000",
            "name": "Dinas Kependudukan dan Pencatatan Sipil",
            "alternate_name": "Disdukcapil",
            "description": "Kependudukan",
        },
        "required_documents": [{"id": "a", "document": "KTP asli"}, {"id": "b", "document": "KK"}],
        "cost_options": [],
        "contacts": [
            {"id": "c", "title": "Pengaduan", "phones": [{"id": "p", "number": "0343 123456"}]}
        ],
        "phones": [{"id": "q", "number": "+62 812 0000", "description": "WhatsApp"}],
        "service_at_locations": [
            {
                "id": "s",
                "location": {
                    "id": "l",
                    "location_type": "physical",
                    "name": "Kantor",
                    "addresses": [{"address_1": "Jalan Uji 1", "city": "Kota Uji"}],
                    "accessibility": [{"id": "x", "description": "Jalur kursi roda"}],
                    "schedules": [
                        {"id": "h", "byday": "MO", "opens_at": "08:00:00", "closes_at": "14:00:00"}
                    ],
                },
            }
        ],
        "attributes": [{"id": "r", "label": "Dasar hukum", "value": "UU 24/2013"}],
    } | changes


class ReferralPortal:
    """Answers as the specification says; tests change what it has, or how it answers."""

    def __init__(self, *services: dict[str, Any], size: int = 2) -> None:
        self.services = list(services)
        self.size = size
        self.flat = False
        self.page_changes: dict[str, Any] = {}

    def __call__(self, asked: Asked) -> Reply:
        if asked.path.startswith("/api/services/"):
            wanted = asked.path.rsplit("/", 1)[-1]
            return as_json(next(one for one in self.services if one["id"] == wanted))
        if asked.path != "/api/services":
            return Reply(status=404)
        since = asked.query.get("modified_after", "")
        found = [one for one in self.services if one.get("last_modified", "") >= since]
        number = int(asked.query["page"])
        part = found[(number - 1) * self.size : number * self.size]
        if self.flat:
            part = [{k: v for k, v in one.items() if not isinstance(v, list)} for one in part]
        pages = -(-len(found) // self.size)
        page = {
            "total_items": len(found),
            "total_pages": pages,
            "page_number": number,
            "size": len(part),
            "first_page": number == 1,
            "last_page": number >= pages,
            "empty": not part,
            "contents": part,
        }
        return as_json(page | self.page_changes)
