"""The columns of the sheet agencies fill in: a row per service, the 14 components of its standard.

Headings are Indonesian; in a file they may be written with capitals, spaces or underscores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kiosk.domain.life_events import WORDS

_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what people read above it, what goes in, and an example.

    `several` columns take one item a line.
    """

    heading: str
    explanation: str
    example: str = ""
    needed: bool = False
    several: bool = False

    @property
    def key(self) -> str:
        """What it is called in the program, and in JSON."""
        return key_of(self.heading)


def key_of(heading: str) -> str:
    """A heading as the program knows it, however it is written."""
    return _APART.sub("_", heading.strip().lower()).strip("_")[:60]


#: The id of the template's own example row, which is not read.
EXAMPLE_ID = "CONTOH"

COLUMNS = (
    Column("ID", "Pengenal tetap milik instansi; boleh kosong, jangan diubah kemudian", EXAMPLE_ID),
    Column("Instansi", "Nama lengkap instansi", "Dinas Kependudukan dan Pencatatan Sipil", True),
    Column("Singkatan instansi", "Nama yang dikenal orang", "Dispendukcapil"),
    Column("Nama layanan", "Nama resmi layanan", "Penerbitan akta kelahiran", True),
    Column("Nama singkat", "Untuk tombol di anjungan, paling panjang 60 huruf", "Akta kelahiran"),
    Column(
        "Nama lain", "Sebutan sehari-hari, satu per baris", "akte lahir\nsurat lahir", several=True
    ),
    Column("Deskripsi", "Untuk siapa dan untuk apa, satu kalimat", "Bagi bayi yang baru lahir"),
    Column(
        "Persyaratan",
        "1. Yang harus dibawa atau dipenuhi, satu per baris",
        "Surat keterangan lahir (asli)\nKartu Keluarga\nKTP kedua orang tua",
        several=True,
    ),
    Column(
        "Prosedur",
        "2. Langkah-langkah, satu per baris",
        "Ambil nomor antrean\nSerahkan berkas di loket\nTerima akta",
        several=True,
    ),
    Column("Waktu", "3. Jangka waktu, misalnya 3 hari kerja atau 30 menit", "3 hari kerja"),
    Column(
        "Biaya",
        "4. Gratis, atau jumlah rupiah dan kasusnya, satu per baris: Rp 350.000 (paspor biasa)",
        "Gratis",
        several=True,
    ),
    Column("Produk", "5. Yang diterima pemohon, satu per baris", "Kutipan akta", several=True),
    Column(
        "Pengaduan",
        "6. Nomor telepon, alamat web atau tempat, satu per baris",
        "Telepon: 0343 123456\nSP4N LAPOR: https://www.lapor.go.id",
        several=True,
    ),
    Column("Dasar hukum", "7. Peraturan, satu per baris", "UU 24/2013", several=True),
    Column("Sarana", "8. Sarana, prasarana, fasilitas, satu per baris", several=True),
    Column("Kompetensi", "9. Kompetensi pelaksana"),
    Column("Pengawasan", "10. Pengawasan internal"),
    Column("Jumlah pelaksana", "11. Jumlah pelaksana"),
    Column("Jaminan pelayanan", "12. Jaminan pelayanan"),
    Column("Jaminan keamanan", "13. Jaminan keamanan dan keselamatan"),
    Column("Evaluasi", "14. Evaluasi kinerja pelaksana"),
    Column("Alamat daring", "Tempat mengurus lewat internet, satu per baris", several=True),
    Column("Tempat lain", "Tempat mengurus selain mal ini, satu per baris", several=True),
    Column("Status", "aktif (bila kosong), tutup sementara, atau dihentikan", "aktif"),
    Column("Wilayah", "Kode wilayah Kemendagri, misalnya 35.74; kosong: wilayah mal ini"),
    Column(
        "Peristiwa",
        "Kapan orang membutuhkannya, satu per baris: "
        + ", ".join(one.name for one in WORDS.values()),
        "Kelahiran dan anak",
        several=True,
    ),
    Column("Catatan", "Yang perlu diketahui sebelum datang"),
    Column("Tanggal periksa", "Kapan isi baris ini terakhir diperiksa", "2026-11-01"),
    Column("Sumber", "Alamat web tempat standar ini diumumkan"),
    Column(
        "Sama dengan", "Pengenal layanan yang sama di katalog mal, satu per baris", several=True
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}
