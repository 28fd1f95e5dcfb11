"""Parts of a service made out of the words portals have for them: fees, durations, channels.

What cannot be read out of the words with certainty stays words only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from hall.sources.texts import amount_words, plain, rupiah
from kiosk.catalog.checks import is_web_address
from kiosk.domain.life_events import WORDS
from kiosk.domain.service import (
    Agency,
    Channel,
    ChannelKind,
    Counted,
    Duration,
    Fee,
    LifeEvent,
    Provenance,
    Service,
    ServiceStatus,
)

_Record = TypeVar("_Record", Agency, Service)

SERVICE_ICON = "file-text"
AGENCY_ICON = "building"

#: Longer than any sentence that is a number with its case; the rest is prose.
_SHORT = 300
_CASE = re.compile(r"(.+?)\s*\(([^()]+)\)")
_SPAN = re.compile(
    r"(?:.*?\b(?:\d{1,4}\s*(?:-|–|s/d|sampai(?: dengan)?)\s*))?(\d{1,4})(?:\s*\([a-z ]+\))?\s*"
    r"(menit|jam kerja|jam|hari kerja|hari|minggu|bulan|tahun)\b(.*)"
)
_SPANS = {
    "menit": ("PT{}M", Counted.CALENDAR),
    "jam": ("PT{}H", Counted.CALENDAR),
    "jam kerja": ("PT{}H", Counted.WORKING_HOURS),
    "hari": ("P{}D", Counted.CALENDAR),
    "hari kerja": ("P{}D", Counted.WORKING_DAYS),
    "minggu": ("P{}W", Counted.CALENDAR),
    "bulan": ("P{}M", Counted.CALENDAR),
    "tahun": ("P{}Y", Counted.CALENDAR),
}
_ISO = re.compile(
    r"P(?=.)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?"
    r"(?:T(?=.)(?:(\d{1,4})H)?(?:(\d{1,4})M)?)?"
)
_ISO_UNITS = ("tahun", "bulan", "minggu", "hari", "jam", "menit")
_PHONE = re.compile(r"\+?[0-9(][0-9 ().-]{1,30}[0-9]")
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_REGION = re.compile(r"[1-9]\d(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?")
_LIFE_EVENTS = {event.value: event for event in LifeEvent} | {
    words.name.lower(): event for event, words in WORDS.items()
}
_STATUS = {
    "": ServiceStatus.ACTIVE,
    "active": ServiceStatus.ACTIVE,
    "aktif": ServiceStatus.ACTIVE,
    "buka": ServiceStatus.ACTIVE,
    # An inactive service may come back, a defunct one does not (HSDS 3, service.status).
    "inactive": ServiceStatus.CLOSED,
    "tidak aktif": ServiceStatus.CLOSED,
    "temporarily closed": ServiceStatus.CLOSED,
    "temporarily-closed": ServiceStatus.CLOSED,
    "tutup sementara": ServiceStatus.CLOSED,
    "defunct": ServiceStatus.WITHDRAWN,
    "withdrawn": ServiceStatus.WITHDRAWN,
    "deprecated": ServiceStatus.WITHDRAWN,
    "dihentikan": ServiceStatus.WITHDRAWN,
    "dihapus": ServiceStatus.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Portal:
    """What is said of every record of a source: its name for people, licence and region."""

    id: str
    name: str
    licence: str = ""
    region: str = ""

    def provenance(
        self, source_id: str, revision: str = "", checked: str = "", url: str = ""
    ) -> Provenance:
        """Where a record of this portal comes from; `checked` is when somebody verified it."""
        day = day_of(checked)
        return Provenance(
            source=self.name,
            verified=bool(day),
            verified_at=day,
            source_id=plain(source_id),
            revision=plain(revision),
            licence=self.licence,
            url=url if is_web(url) else "",
        )

    def completed(self, record: _Record) -> _Record:
        """A record with the portal's region where it names none."""
        if record.region or not self.region:
            return record
        return replace(record, region=self.region)


def fee_of(text: str) -> Fee | None:
    """A fee of a line of words: "Rp 350.000 (paspor biasa)", "Gratis", or words only."""
    words = plain(text)
    if not words:
        return None
    case = _CASE.fullmatch(words) if len(words) <= _SHORT else None
    if case is not None and (idr := rupiah(case[1])) is not None:
        return Fee(idr, amount_words(idr), condition=case[2].strip())
    idr = rupiah(words)
    return Fee(idr, amount_words(idr) if idr is not None else words)


def duration_of(text: str) -> Duration:
    """A duration of words ("1-3 hari kerja sejak berkas lengkap") or of ISO 8601 ("P3D")."""
    words = plain(text)
    iso = _ISO.fullmatch(words)
    if iso is not None:
        spans = zip(iso.groups(), _ISO_UNITS, strict=True)
        said = " ".join(f"{int(count)} {unit}" for count, unit in spans if count and int(count))
        return Duration(said or words, words)
    span = _SPAN.fullmatch(words.lower()) if len(words) <= _SHORT else None
    if span is None or any(char.isdigit() for char in span[3]):
        return Duration(words)
    form, counted = _SPANS[span[2]]
    rest = span[3].strip(" ,.;")
    starts = rest if rest.startswith(("sejak", "setelah", "sesudah", "dari")) else ""
    return Duration(words, form.format(int(span[1])), counted, starts)


def channel_of(text: str, name: str = "") -> Channel | None:
    """A channel of a line of words: a web address, a telephone number, or words."""
    words = plain(text)
    if not words:
        return None
    web = _WEB.search(words)
    if web is not None and is_web(web[0]):
        label = name or words.replace(web[0], "").strip(" :-,") or web_name(web[0])
        return Channel(ChannelKind.ONLINE, label, web[0])
    label, _, number = words.rpartition(":")
    if _PHONE.fullmatch(number.strip()):
        return phone(name or label.strip() or "Telepon", number.strip())
    if name:
        return Channel(ChannelKind.ELSEWHERE, name, words)
    return Channel(ChannelKind.ELSEWHERE, words)


def phone(name: str, number: str) -> Channel:
    """A number to call, or words where it is none."""
    kind = ChannelKind.PHONE if _PHONE.fullmatch(number) else ChannelKind.ELSEWHERE
    return Channel(kind, name, number)


def web_name(address: str) -> str:
    """What an address is called when nobody named it: its host."""
    return address.split("/")[2].removeprefix("www.") or address


def is_web(text: str) -> bool:
    """Whether a text is a web address and nothing else."""
    return is_web_address(text)


def status_of(text: str) -> ServiceStatus | None:
    """The status of a portal's word for it, None for a word nobody knows."""
    return _STATUS.get(" ".join(text.lower().replace("_", " ").split()))


def day_of(text: str) -> str:
    """The ISO date of a date or moment, "" for anything else."""
    words = text.strip()
    for form in ("%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(words, form).date().isoformat()  # noqa: DTZ007 - a day only
        except ValueError:
            continue
    try:
        return date.fromisoformat(words[:10]).isoformat() if len(words) >= 10 else ""
    except ValueError:
        return ""


def is_region(text: str) -> bool:
    """Whether a text is a code of a region as Kemendagri writes them: "35", "35.72"."""
    return _REGION.fullmatch(text) is not None


def life_event_of(text: str) -> LifeEvent | None:
    """The life event of its code or of what people call it, None for another word."""
    return _LIFE_EVENTS.get(text.strip().lower())
