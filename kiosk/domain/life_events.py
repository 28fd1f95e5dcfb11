"""What people call the events of a life that bring them to a hall."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.service import LifeEvent


@dataclass(frozen=True, slots=True)
class EventWords:
    """An event as a tile names it; `icon` is the name of a Tabler outline icon."""

    name: str
    about: str
    icon: str


#: Every event, in the order of a life.
WORDS: dict[LifeEvent, EventWords] = {
    LifeEvent.BIRTH: EventWords(
        "Kelahiran dan anak", "Akta, kartu anak, JKN bayi", "baby-carriage"
    ),
    LifeEvent.SCHOOL: EventWords("Sekolah dan kuliah", "Legalisir, izin penelitian", "school"),
    LifeEvent.IDENTITY: EventWords("KTP dan keluarga", "KTP, KK, identitas digital", "id"),
    LifeEvent.WORK: EventWords("Bekerja", "SKCK, kartu kuning, NPWP", "briefcase"),
    LifeEvent.BUSINESS: EventWords("Membuka usaha", "NIB, izin, halal, merek", "building-store"),
    LifeEvent.MARRIAGE: EventWords("Menikah atau berpisah", "Nikah, akta, cerai", "hearts"),
    LifeEvent.MOVING: EventWords("Pindah alamat", "Pindah, datang, ubah data", "truck"),
    LifeEvent.HOME: EventWords("Rumah dan tanah", "Sertipikat, PBB, air, listrik", "home"),
    LifeEvent.VEHICLE: EventWords("Kendaraan dan SIM", "Pajak, STNK, SIM, KIR", "car"),
    LifeEvent.TRAVEL: EventWords("Ke luar negeri", "Paspor, haji, barang kiriman", "plane"),
    LifeEvent.HEALTH: EventWords("Kesehatan", "JKN, faskes, izin praktik", "heartbeat"),
    LifeEvent.AID: EventWords("Bantuan sosial", "Bansos, PBI, SKTM", "heart-handshake"),
    LifeEvent.PENSION: EventWords("Hari tua dan pensiun", "Pensiun, JHT", "armchair"),
    LifeEvent.DEATH: EventWords("Keluarga meninggal", "Akta kematian", "candle"),
    LifeEvent.LOSS: EventWords("Kehilangan dokumen", "KTP, KK, paspor, sertipikat", "file-search"),
    LifeEvent.LAW: EventWords("Hukum dan pengaduan", "Konsultasi, tilang, lapor", "scale"),
}
