"""Catalogs as large as a country's: the sample hall's services as every region would word them.

Seeded: the same count and seed give the same entries. Agencies carry their region's name, names are
reworded, some services have near-duplicates (a kind for companies, for villages, by mail), and
descriptions differ in length, as in portals that many offices fill.
"""

from __future__ import annotations

import random
from dataclasses import replace

from kiosk.catalog.reader import read_catalog
from kiosk.search.entry import Entry, entry_of
from kiosk.search.language.regions import Gazetteer
from kiosk.settings import bundled_files

WHOLE_COUNTRY = 27_000
_HOME = ("35.72", "Kota Blitar")
HOME_SERVICES = 200
_WITH_ALIASES = 0.3  # of the portals note what people say
_OPENINGS = ("", "", "", "Pelayanan ", "Pengurusan ", "Penerbitan ", "Permohonan ", "Layanan ")
_ENDINGS = (
    "",
    "",
    "",
    " secara daring",
    " di kecamatan",
    " bagi badan usaha",
    " bagi penduduk rentan",
    " (jemput bola)",
    " melalui kelurahan",
    " jalur cepat",
)
_REWORDINGS = (
    ("KTP elektronik", "Kartu Tanda Penduduk Elektronik"),
    ("KTP elektronik", "KTP-el"),
    ("Kartu Keluarga", "KK"),
    ("Akta", "Kutipan akta"),
    ("sertipikat", "sertifikat"),
    ("Sertifikat", "Sertipikat"),
    ("Perpanjangan", "Memperpanjang"),
    ("Pendaftaran", "Daftar"),
    ("Penggantian", "Ganti"),
    ("Ganti", "Pencetakan ulang"),
    ("Surat keterangan", "Keterangan"),
    ("Persetujuan Bangunan Gedung", "PBG"),
    ("Izin", "Perizinan"),
    ("baru", "pertama kali"),
)
_TOLD = (
    "Diajukan oleh warga {region} dengan datang ke {agency}.",
    "{name} untuk warga {region}.",
    "Permohonan diperiksa petugas {agency}, lalu diterbitkan {product}.",
    "Berkas diserahkan di loket; hasilnya {product}.",
    "",
)


def entries(count: int = WHOLE_COUNTRY, *, home: bool = True, seed: int = 2026) -> list[Entry]:
    """`count` services over all 552 regions, the sample's first, as they are.

    With `home` the first 200 are of a hall in Blitar. Ids end with the id of the sample's service.
    """
    chance = random.Random(seed)  # noqa: S311
    assets = bundled_files().assets
    files = read_catalog(assets / "sample" / "hall.json", assets / "sample" / "services.json")
    agencies = {agency.id: agency for agency in files.agencies}
    plain = [
        entry_of(service, agencies[service.agency_id], of_this_hall=home)
        for service in files.services
    ]
    regions = list(Gazetteer.read(assets / "search" / "regions.txt").official.items())
    chance.shuffle(regions)
    made = plain[:count]
    for number in range(len(made), count):
        of_hall = home and number < HOME_SERVICES
        region = _HOME if of_hall else regions[number % len(regions)]
        entry = _reworded(chance.choice(plain), number, region, chance)
        made.append(replace(entry, of_this_hall=of_hall))
    return made


def _reworded(entry: Entry, number: int, region: tuple[str, str], chance: random.Random) -> Entry:
    code, region_name = region
    name = entry.name
    for said, otherwise in chance.sample(_REWORDINGS, 6):
        name = name.replace(said, otherwise)
    place = region_name.removeprefix("Kabupaten ").removeprefix("Kota ")
    told = chance.choice(_TOLD).format(
        name=name, region=region_name, agency=entry.agency, product=entry.description.strip()
    )
    return replace(
        entry,
        id=f"{code}.{number}.{entry.id}",
        name=f"{chance.choice(_OPENINGS)}{name}{chance.choice(_ENDINGS)}",
        agency_id=f"{code}.{entry.agency_id}",
        agency=f"{entry.agency} {place}",
        region=code,
        description=told,
        aliases=entry.aliases if chance.random() < _WITH_ALIASES else (),
    )
