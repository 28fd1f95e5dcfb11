"""Names that people take for the same are the same, and names they tell apart are not."""

from __future__ import annotations

import pytest

from hall.portals.names import agency_names, place_in, places, service_name

HOME = "Kota Uji"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Penerbitan Akta Kelahiran", "akte kelahiran"),
        ("Kartu Tanda Penduduk Elektronik baru", "KTP-el Baru"),
        ("e-KTP hilang", "KTP elektronik hilang"),
        ("Layanan pembuatan Kartu Keluarga", "KK"),
        ("Ijin Mendirikan Usaha", "izin mendirikan usaha"),
        ("Legalisasi ijazah", "Legalisir Ijazah"),
        ("Sertipikat tanah hilang", "SERTIFIKAT TANAH (HILANG)"),
        ("Surat Keterangan Catatan Kepolisian baru", "SKCK baru"),
        ("Paspor baru", "Baru: paspor"),
        ("Pajak Bumi dan Bangunan", "PBB"),
    ],
)
def test_the_same_service_by_another_name(one: str, other: str) -> None:
    assert service_name(one) == service_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SIM A baru", "SIM C baru"),
        ("SIM baru", "Perpanjangan SIM"),
        ("Akta kelahiran", "Akta kematian"),
        ("Pindah ke luar kota", "Pindah dari luar kota"),
        ("KTP hilang", "KTP rusak"),
        ("Paspor biasa", "Paspor elektronik"),
        ("Pelayanan", "Permohonan"),
    ],
)
def test_another_service_by_a_similar_name(one: str, other: str) -> None:
    assert service_name(one) != service_name(other)


@pytest.mark.parametrize(
    "names",
    [
        ("Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil"),
        ("Dispendukcapil Kota Uji",),
        ("DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL KOTA UJI",),
        ("Dukcapil Kab. Lain",),
    ],
)
def test_an_agency_is_known_by_its_long_and_short_name(names: tuple[str, ...]) -> None:
    assert "dukcapil" in agency_names(*names)


def test_agencies_that_differ_stay_apart() -> None:
    assert not set(agency_names("BPJS Kesehatan")) & set(agency_names("BPJS Ketenagakerjaan"))
    assert not set(agency_names("Kejaksaan Negeri")) & set(agency_names("Pengadilan Negeri"))


def test_the_place_is_said_by_a_code_a_name_or_not_at_all() -> None:
    assert place_in("Dinas Sosial Kab. Blitar") == place_in("DINAS SOSIAL KABUPATEN BLITAR")
    assert places(["Dinas Sosial Kota Batu"], "", HOME) == ("kota batu",)
    assert places(["Dinas Sosial"], "", HOME) == ("kota uji",)
    assert places(["Dinas Sosial"], "35.79", "") == ("35.79",)
    assert places(["Dinas Sosial"], "", "") == ("",)
