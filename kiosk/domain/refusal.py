"""The polite no, before anything is printed: why there is no ticket now, and when there is one.

The same words at the hall server and at a kiosk without its line.
"""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.availability import ClosureReason
from kiosk.domain.calendar import Opening, Reason
from kiosk.errors import NotServedNow

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_WHY = {
    Reason.NOT_YET_OPEN: "Mal belum buka.",
    Reason.BREAK: "Mal sedang istirahat{occasion}.",
    Reason.LAST_TICKET_PASSED: "Pengambilan nomor untuk hari ini sudah ditutup.",
    Reason.CLOSED_FOR_TODAY: "Mal sudah tutup untuk hari ini.",
    Reason.CLOSED_DAY: "Mal tidak melayani pada hari ini.",
    Reason.HOLIDAY: "Mal libur hari ini{occasion}.",
    Reason.QUEUE_CLOSED: "Antrean ini sedang ditutup{occasion}.",
    Reason.QUOTA_USED_UP: "Nomor antrean layanan ini untuk hari ini sudah habis.",
    Reason.NO_COUNTER_OPEN: "Belum ada loket yang buka untuk layanan ini.",
    Reason.SERVICE_CLOSED: "Layanan ini sedang ditutup sementara oleh instansinya.",
    Reason.SERVICE_WITHDRAWN: "Layanan ini sudah tidak diberikan lagi.",
}

#: Why staff close a queue (docs/api.md, "Counters"), as said inside a sentence.
_CLOSURES: dict[str, str] = {
    ClosureReason.SYSTEM_DOWN: "sistem sedang gangguan",
    ClosureReason.STAFF_ABSENT: "petugas sedang tidak di tempat",
    ClosureReason.MATERIALS_OUT: "bahan sedang habis",
    ClosureReason.AGENCY_REQUEST: "atas permintaan instansi",
}


def nearest(reason: str) -> Reason:
    """The reason of a code; of one that only a newer hall server knows, what is true of all."""
    try:
        return Reason(reason)
    except ValueError:
        return Reason.QUEUE_CLOSED


def not_served_now(opening: Opening, now: datetime) -> NotServedNow:
    """Word an opening that gives no ticket at `now` (hall-local)."""
    reason = opening.reason
    if reason is None:
        raise ValueError("tickets are given now")
    said = _CLOSURES.get(opening.occasion, opening.occasion)
    occasion = f" ({said})" if said else ""
    return NotServedNow(
        f"{_WHY[reason].format(occasion=occasion)} {_when(opening.opens_at, now)}",
        reason=reason.value,
        opens_at=opening.opens_at.isoformat() if opening.opens_at else None,
    )


def _when(opens_at: datetime | None, now: datetime) -> str:
    if opens_at is None:
        return "Silakan bertanya di meja informasi."
    clock = opens_at.strftime("pukul %H.%M")
    if opens_at.date() == now.date():
        return f"Nomor antrean dapat diambil mulai {clock}."
    day, month = _DAYS[opens_at.weekday()], _MONTHS[opens_at.month - 1]
    return f"Silakan datang lagi {day}, {opens_at.day} {month} {opens_at.year}, mulai {clock}."
