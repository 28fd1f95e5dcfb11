"""When two names are the same name: folded alike, they are.

A service is the same in two portals when agency, place and name are. Portals write these in their
own ways: "Penerbitan Akte Kelahiran" is "Akta kelahiran", "Disdukcapil Kota Batu" is "Dinas
Kependudukan dan Pencatatan Sipil" of that town. What is dropped or folded is said here and nowhere
else; it must never make two services one that people tell apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

_WORD = re.compile(r"[^\W_]+")
#: Words that say only that it is a service, or join others.
_KIND_WORDS = {
    *("layanan", "pelayanan", "jasa", "pembuatan", "penerbitan", "pengurusan", "permohonan"),
    *("pengajuan", "permintaan", "proses", "dan", "di", "untuk", "bagi", "yang", "dengan"),
    *("pada", "atas", "secara"),
}
_SPELLINGS = {
    "akte": "akta",
    "ijin": "izin",
    "perijinan": "perizinan",
    "sertipikat": "sertifikat",
    "antrian": "antrean",
    "pasport": "paspor",
    "passport": "paspor",
    "elektrik": "elektronik",
    "online": "daring",
    "legalisasi": "legalisir",
    "ktpel": "ktp",
    "ektp": "ktp",
}
#: Spelled out and short, as one phrase of folded words each.
_PHRASES = (
    ("kartu tanda penduduk elektronik", "ktp"),
    ("kartu tanda penduduk", "ktp"),
    ("ktp elektronik", "ktp"),
    ("e ktp", "ktp"),
    ("ktp el", "ktp"),
    ("kartu keluarga", "kk"),
    ("kartu identitas anak", "kia"),
    ("identitas kependudukan digital", "ikd"),
    ("surat keterangan catatan kepolisian", "skck"),
    ("surat izin mengemudi", "sim"),
    ("surat izin praktik", "sip"),
    ("nomor induk berusaha", "nib"),
    ("nomor pokok wajib pajak", "npwp"),
    ("pajak bumi bangunan", "pbb"),
    ("bea perolehan hak tanah bangunan", "bphtb"),
    ("persetujuan bangunan gedung", "pbg"),
    ("sertifikat laik fungsi", "slf"),
    ("pajak kendaraan bermotor", "pkb"),
    ("pencari kerja", "pencaker"),
    ("kartu kuning", "ak1"),
    ("kartu pencaker", "ak1"),
)
_AGENCY_KIND_WORDS = {
    *("dinas", "kantor", "badan", "balai", "unit", "upt", "uptd", "satuan", "cabang"),
    *("perwakilan", "pemerintah", "daerah", "republik", "indonesia", "ri", "pt", "persero"),
    *("kelas", "i", "ii", "iii", "tpi", "non", "mal", "publik", "dan"),
}
_AGENCY_PHRASES = (
    ("kependudukan pencatatan sipil", "dukcapil"),
    ("penanaman modal pelayanan terpadu satu pintu", "dpmptsp"),
    ("penanaman modal ptsp", "dpmptsp"),
    ("pertanahan nasional", "bpn"),
    ("kementerian agraria tata ruang", "atr"),
    ("atr bpn", "bpn"),
    ("atr pertanahan", "bpn"),
    ("kepolisian resor", "polres"),
    ("kepolisian resort", "polres"),
    ("kementerian agama", "kemenag"),
    ("pelayanan pajak pratama", "kpp"),
    ("kpp pratama", "kpp"),
    ("pengawas obat makanan", "bpom"),
    ("pendapatan", "bapenda"),
    ("penyelenggara jaminan sosial kesehatan", "bpjs kesehatan"),
    ("penyelenggara jaminan sosial ketenagakerjaan", "bpjs ketenagakerjaan"),
    ("bpjs tk", "bpjs ketenagakerjaan"),
    ("kejaksaan negeri", "kejari"),
    ("lingkungan hidup", "dlh"),
    ("perusahaan umum air minum", "pdam"),
    ("perusahaan air minum", "pdam"),
)
_AGENCY_SPELLINGS = {
    "disdukcapil": "dukcapil",
    "dispendukcapil": "dukcapil",
    "dispenduk": "dukcapil",
    "dinkes": "kesehatan",
    "dinsos": "sosial",
    "disnaker": "dnaker",
    "dishub": "perhubungan",
    "disdik": "pendidikan",
    "pertanahan": "bpn",
    "polresta": "polres",
}
_PLACE = re.compile(r"\b(kota|kabupaten|kab|provinsi|prov|propinsi)\b\.?\s+(.+)$")
_PLACE_KINDS = {"kab": "kabupaten", "prov": "provinsi", "propinsi": "provinsi"}


def service_name(name: str) -> str:
    """The folded name of a service; words the same in another order are the same name."""
    words = _phrased(_words(name, _SPELLINGS, ("dan",)), _PHRASES)
    kept = [word for word in words if word not in _KIND_WORDS]
    return " ".join(sorted(set(kept or words)))


def agency_names(*names: str) -> tuple[str, ...]:
    """The folded names of an agency without its place, each once."""
    return tuple(dict.fromkeys(folded for name in names if (folded := _agency(name))))


def places(names: Iterable[str], code: str, home: str) -> tuple[str, ...]:
    """What is known of where: a Kemendagri code, the place in its names or else `home`, if any."""
    found = [place for name in names if (place := place_in(name))]
    words = found[0] if found else place_in(home) or _plain(home)
    return tuple(one for one in (code, words) if one) or ("",)


def place_in(name: str) -> str:
    """The place an agency's name ends with ("… Kota Batu"), "" without."""
    found = _PLACE.search(_plain(name))
    if found is None:
        return ""
    return f"{_PLACE_KINDS.get(found[1], found[1])} {found[2]}"


def _agency(name: str) -> str:
    without = _PLACE.sub("", _plain(name))
    words = _phrased(_words(without, _AGENCY_SPELLINGS, ("dan",)), _AGENCY_PHRASES)
    kept = [word for word in words if word not in _AGENCY_KIND_WORDS]
    return " ".join(sorted(set(kept or words)))


def _plain(text: str) -> str:
    """Lower case without accents, words parted by one space."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(_WORD.findall(bare))


def _words(text: str, spellings: dict[str, str], dropped: Collection[str]) -> list[str]:
    words = (spellings.get(word, word) for word in _plain(text).split())
    return [word for word in words if word not in dropped]


def _phrased(words: list[str], phrases: Iterable[tuple[str, str]]) -> list[str]:
    line = f" {' '.join(words)} "
    for long, short in phrases:
        line = line.replace(f" {long} ", f" {short} ")
    return line.split()
