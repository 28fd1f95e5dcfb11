"""Public services as linked data: CPSV-AP and schema.org, with and without @graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hall.sources.document import Document
from hall.sources.door import Door
from hall.sources.linked.files import LinkedFile
from hall.sources.parts import Portal
from hall.sources.source import Page
from kiosk.domain.service import (
    Agency,
    Channel,
    ChannelKind,
    Duration,
    Fee,
    LifeEvent,
    Product,
    Requirement,
    Service,
    ServiceStatus,
)
from tests.unit.hall.sources.web import Reply, Web

PORTAL = Portal("eropa", "Portal Terbuka")

CPSV = {
    "@context": ["https://contexts.example/cpsv-ap.jsonld", {"dct": "http://purl.org/dc/terms/"}],
    "@graph": [
        {
            "@id": "https://layanan.example/akta-lahir",
            "@type": "PublicService",
            "dct:identifier": "akta-lahir",
            "dct:title": [
                {"@language": "en", "@value": "Birth certificate"},
                {"@language": "id", "@value": "Akta kelahiran"},
            ],
            "dct:description": {"@language": "id", "@value": "Bagi bayi baru lahir"},
            "dcat:keyword": [{"@value": "akta lahir", "@language": "id"}, "surat lahir"],
            "cv:hasCompetentAuthority": {"@id": "ex:dukcapil"},
            "cpsv:hasInput": [{"@id": "ex:surat"}, {"@id": "ex:kk"}],
            "cpsv:follows": {"@type": "Rule", "dct:description": "Serahkan berkas di loket"},
            "cv:processingTime": {"@type": "xsd:duration", "@value": "P3D"},
            "cv:hasCost": {
                "@type": "Cost",
                "cv:hasValue": {"@type": "xsd:double", "@value": "0"},
                "cv:currency": {"@id": "http://publications.example/currency/IDR"},
            },
            "cpsv:produces": {"@id": "ex:akta"},
            "cv:contactPoint": {"@id": "ex:kontak"},
            "cv:hasLegalResource": {"@id": "ex:uu", "dct:title": "UU 24/2013"},
            "cv:hasChannel": [{"@id": "ex:web"}],
            "cv:isGroupedBy": {"@id": "ex:event", "@type": "LifeEvent", "dct:type": "birth"},
            "adms:status": {"@id": "http://purl.org/adms/status/Completed"},
            "dct:modified": "2026-10-10",
        },
        {
            "@id": "ex:dukcapil",
            "@type": "PublicOrganization",
            "skos:prefLabel": [{"@language": "id", "@value": "Dinas Dukcapil"}],
            "dct:spatial": {"@id": "https://wilayah.example/35.74"},
        },
        {"@id": "ex:surat", "@type": "Evidence", "dct:title": "Surat keterangan lahir"},
        {"@id": "ex:kk", "@type": "Evidence", "dct:title": "KK", "dct:description": "asli"},
        {"@id": "ex:akta", "@type": "Output", "dct:title": "Kutipan akta kelahiran"},
        {"@id": "ex:kontak", "cv:telephone": "0343 123456", "cv:email": "mailto:a@b.example"},
        {"@id": "ex:web", "@type": "Channel", "foaf:page": {"@id": "https://daftar.example/"}},
    ],
}

SCHEMA = {
    "@context": "https://schema.org",
    "@type": "GovernmentService",
    "@id": "https://kota.example/layanan/1",
    "name": "Kartu pencari kerja",
    "alternateName": "Kartu kuning",
    "provider": {"@type": "GovernmentOrganization", "name": "Dinas Tenaga Kerja"},
    "areaServed": {"@type": "AdministrativeArea", "identifier": "35.74"},
    "availableChannel": {
        "@type": "ServiceChannel",
        "name": "Kantor dinas",
        "serviceUrl": "https://kerja.example/",
        "servicePhone": {"@type": "ContactPoint", "telephone": "0343 654321"},
        "processingTime": "PT30M",
        "serviceLocation": {
            "@type": "Place",
            "name": "Kantor",
            "address": {"streetAddress": "Jalan Uji 2", "addressLocality": "Kota Uji"},
        },
    },
    "offers": {"@type": "Offer", "price": 5000, "priceCurrency": "IDR", "name": "Cetak ulang"},
    "serviceOutput": {"@type": "Thing", "name": "Kartu AK-1"},
    "termsOfService": "Permenaker 39/2016",
    "sameAs": "https://lain.example/ak1",
    "dateModified": "2026-09-09",
}


def source(path: Path) -> LinkedFile:
    return LinkedFile(PORTAL, Document("eropa", path, Door("eropa")))


def whole(folder: Path, content: Any) -> Page:
    path = folder / "layanan.jsonld"
    path.write_text(json.dumps(content), encoding="utf-8")
    (page,) = source(path).changes("")
    return page


def services(page: Page) -> list[Service]:
    return [told.record for told in page.changes if isinstance(told.record, Service)]


def test_a_graph_of_cpsv_ap_finds_its_place(tmp_path: Path) -> None:
    page = whole(tmp_path, CPSV)
    (found,) = services(page)
    assert not page.complaints
    assert page.changes[0].record == Agency(
        page.changes[0].id, "Dinas Dukcapil", "Dinas Dukcapil", "building", "35.74"
    )
    assert found.name == "Akta kelahiran"
    assert found.aliases == ("akta lahir",)
    assert found.requirements == (Requirement("Surat keterangan lahir"), Requirement("KK (asli)"))
    assert found.steps == ("Serahkan berkas di loket",)
    assert found.duration == Duration("3 hari", "P3D")
    assert found.fees == (Fee(0, "Gratis"),)
    assert found.products == (Product("Kutipan akta kelahiran"),)
    assert found.complaints == (
        Channel(ChannelKind.PHONE, "Telepon", "0343 123456"),
        Channel(ChannelKind.ELSEWHERE, "Surel", "a@b.example"),
    )
    assert found.channels == (
        Channel(ChannelKind.ONLINE, "daftar.example", "https://daftar.example/"),
    )
    assert found.internal.legal_basis == ("UU 24/2013",)
    assert found.life_events == (LifeEvent.BIRTH,)
    assert found.status is ServiceStatus.ACTIVE
    (told,) = found.provenance
    assert told.source_id == told.url == "https://layanan.example/akta-lahir"
    assert told.revision == "2026-10-10"


def test_schema_org_finds_its_place(tmp_path: Path) -> None:
    page = whole(tmp_path, SCHEMA)
    (found,) = services(page)
    assert (found.name, found.aliases) == ("Kartu pencari kerja", ("Kartu kuning",))
    assert found.region == "35.74"
    assert found.duration == Duration("30 menit", "PT30M")
    assert found.fees == (Fee(5000, "Rp5.000", "Cetak ulang"),)
    assert found.products == (Product("Kartu AK-1"),)
    assert found.internal.legal_basis == ("Permenaker 39/2016",)
    assert found.channels == (
        Channel(ChannelKind.ONLINE, "Kantor dinas", "https://kerja.example/"),
        Channel(ChannelKind.PHONE, "Kantor dinas", "0343 654321"),
        Channel(ChannelKind.ELSEWHERE, "Kantor", "Jalan Uji 2, Kota Uji"),
    )
    (told,) = (one for one in page.changes if one.id == found.id)
    assert set(told.same_as) == {"https://lain.example/ak1", "https://kota.example/layanan/1"}


@pytest.mark.parametrize(
    "name",
    [
        "Akta kelahiran",
        ["Akta kelahiran"],
        {"@value": "Akta kelahiran"},
        {"id": "Akta kelahiran", "en": "Birth certificate"},
        {"en": ["Birth"], "id": ["Akta kelahiran"]},
        [{"@value": "Birth", "@language": "en"}, {"@value": "Akta kelahiran", "@language": "ID"}],
        [{"@value": "Geburt", "@language": "de"}, "Akta kelahiran"],
    ],
)
@pytest.mark.parametrize("term", ["name", "dct:title", "http://purl.org/dc/terms/title"])
def test_a_name_is_read_however_it_is_written(tmp_path: Path, name: Any, term: str) -> None:
    content = {"@type": "cpsv:PublicService", "@id": "x:1", term: name, "provider": "Dinas"}
    assert services(whole(tmp_path, [content]))[0].name == "Akta kelahiran"


def test_a_type_of_several_and_ids_without_at_signs_are_read(tmp_path: Path) -> None:
    content = {
        "type": ["schema:Service", "schema:GovernmentService"],
        "id": "x:1",
        "name": "Izin",
        "isAccessibleForFree": True,
        "serviceOperator": {"id": "x:2"},
        "status": "http://purl.org/adms/status/Withdrawn",
    }
    (found,) = services(whole(tmp_path, [content, {"id": "x:2", "name": "Dinas"}]))
    assert found.fees == (Fee(0, "Gratis"),)
    assert found.status is ServiceStatus.WITHDRAWN


def test_a_file_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    page = whole(tmp_path, SCHEMA)
    assert not list(source(tmp_path / "layanan.jsonld").changes(page.cursor))


def test_a_file_at_an_address_is_read_as_well(web: Web) -> None:
    web.answer = lambda asked: (
        Reply(status=304)
        if "if-none-match" in asked.headers
        else Reply(json.dumps(SCHEMA).encode(), headers={"etag": '"1"'})
    )
    there = LinkedFile(PORTAL, Document("eropa", web.address + "/a.jsonld", Door("eropa")))
    (page,) = there.changes("")
    assert not list(there.changes(page.cursor))
