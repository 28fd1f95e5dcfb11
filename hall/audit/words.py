"""What the auditor says, in Indonesian: the summary of a day, the first breach, the forecasts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from hall.audit.breaches import Breach, Kind
from hall.audit.day import Report, RulesFrom
from hall.audit.replay.tally import LISTED
from hall.audit.rulebook import RULES, Rulebook
from hall.store.event import Event
from kiosk.domain.forecast_report import ForecastReport
from kiosk.domain.numbers import TicketNumber

#: A number this large is a time in milliseconds.
_TIMES = 100_000_000_000

_REASONS = {
    "needs-help": "perlu bantuan",
    "papers-brought": "berkas dilengkapi",
    "staff-mistake": "keliru petugas",
    "agency-request": "permintaan instansi",
}
_RULES_FROM = {
    RulesFrom.EVENTS: "yang tercatat dalam kejadian hari itu",
    RulesFrom.CATALOG: "dari katalog yang berlaku sekarang (hari itu tidak mencatatnya)",
    RulesFrom.NOWHERE: "tidak ada",
}
_SENTENCES = {
    Kind.SEQ_GAP: "Nomor kejadian tidak berurutan: seharusnya {expected}. Ada kejadian yang hilang "
    "atau disisipkan.",
    Kind.CLOCK_BACK: "Jam mundur {found} detik di antara dua kejadian.",
    Kind.MALFORMED: "Isi kejadian tidak dapat dibaca. {found}",
    Kind.NO_RULES: "Aturan hari itu tidak tercatat, juga tidak dalam katalog.",
    Kind.UNKNOWN_EVENT: "Jenis kejadian {found} tidak dikenal.",
    Kind.NEVER_ISSUED: "Tiket {number} tidak pernah diberikan.",
    Kind.ISSUED_TWICE: "Tiket {number} diberikan dua kali.",
    Kind.AFTER_END: "Tiket {number} sudah berakhir, tetapi masih berubah.",
    Kind.ILLEGAL_CHANGE: "Perubahan tiket {number} tidak sah: {found} {expected}.",
    Kind.INTERRUPTED: "Kejadian ini harus langsung disusul lanjutannya, tetapi disusul {found}.",
    Kind.WRONG_WAITING: "Jumlah yang menunggu tertulis {found}, seharusnya {expected}.",
    Kind.WRONG_NUMBER: "Nomor {found} bukan nomor yang benar di sini: {expected}.",
    Kind.NUMBER_TWICE: "Nomor {number} diberikan dua kali.",
    Kind.NUMBER_GAP: "Nomor {number} melompat, seharusnya {expected}.",
    Kind.WRONG_TIME: "Waktu pada tiket {number} tidak mungkin: {found}, pembandingnya {expected}.",
    Kind.WRONG_DUE: "Urutan (due_at) tiket {number} {found}, seharusnya {expected}.",
    Kind.WRONG_STOP: "Layanan tiket {number} berikutnya bukan ini: {found}, "
    "pembandingnya {expected}.",
    Kind.OUT_OF_ORDER: "Tiket {number} dipanggil tanpa alasan, padahal giliran {expected}.",
    Kind.NOT_IN_PROFILE: "Loket ini tidak melayani antrean {found}.",
    Kind.COUNTER_TWICE: "Loket ini masih memegang {found}.",
    Kind.NOT_HOLDER: "Tiket {number} dipegang loket {expected}, bukan {found}.",
    Kind.RECALLS: "Tiket {number} kembali ke antrean ke-{found}, batasnya {expected}.",
    Kind.EARLY_EXPIRY: "Tiket {number} kedaluwarsa terlalu dini: {found}.",
    Kind.NOT_ENDED: "Hari sudah berakhir, tetapi tiket {number} masih {found}.",
    Kind.TABLE_TICKET: "Tabel tiket berkata lain tentang {number}: {found}, menurut kejadian "
    "{expected}.",
    Kind.TABLE_MISSING: "Tiket {number} tidak ada dalam tabel tiket.",
    Kind.TABLE_EXTRA: "Tiket {number} ada dalam tabel tiket tanpa kejadian.",
    Kind.TABLE_SERIES: "Nomor terakhir awalan {number} tertulis {found}, menurut kejadian "
    "{expected}.",
}
_KEEP = "Simpan salinan basis data dan kirim keluaran ini kepada pengembang."


def day_text(report: Report) -> str:
    """The audit of a day, for a technician's terminal."""
    verdict = "sesuai" if report.breach is None else f"pelanggaran ({report.breach.kind})"
    lines = [f"Audit antrean {report.hall_id}, hari layanan {report.day}: {verdict}"]
    if report.breach is not None:
        lines += _breach_lines(report.breach, report.state.rules)
    if report.window is None:
        lines.append("Tidak ada kejadian pada hari itu.")
    else:
        lines += _summary(report)
    return "\n".join(_printable(line) for line in lines)


def forecast_text(hall_id: str, day: str, reports: Mapping[str, ForecastReport]) -> str:
    """How good the forecasts of a day were, a line for each queue."""
    lines = [f"Perkiraan tunggu {hall_id}, hari layanan {day}"]
    if not reports[""].told:
        return "\n".join((*lines, "Tidak ada perkiraan yang sudah dapat dinilai."))
    width = max(len(queue_id) for queue_id in (*reports, "antrean"))
    lines.append(f"{'antrean':{width}}  diberi  dipanggil   galat    bias  dalam 50%  dalam 90%")
    for queue_id, one in sorted(reports.items()):
        lines.append(
            f"{queue_id or 'semua':{width}}  {_whole(one.told):>6}  {_whole(one.called):>9}  "
            f"{_minutes(one.error):>6}  {_minutes(one.bias):>6}  "
            f"{_share(one.within_low):>9}  {_share(one.within_high):>9}"
        )
    lines.append("Galat dan bias dalam menit; bias di atas nol: perkiraan terlalu lama.")
    return "\n".join(_printable(line) for line in lines)


# --- a breach -----------------------------------------------------------------------------------


def sentence(breach: Breach, rules: Rulebook | None) -> str:
    """What is wrong, in one sentence."""
    return _SENTENCES[breach.kind].format(
        number=breach.number,
        found=_value(breach.found, rules),
        expected=_value(breach.expected, rules),
    )


def _breach_lines(breach: Breach, rules: Rulebook | None) -> Iterator[str]:
    yield sentence(breach, rules)
    if breach.events:
        yield "Kejadian yang bersangkutan:"
        yield from (f"  {_event(event, rules)}" for event in breach.events)
    yield _KEEP
    yield "Sampai di situ:"


def _event(event: Event, rules: Rulebook | None) -> str:
    parts = [str(event.seq), _moment(event.at, rules), event.type, event.number]
    if event.counter_id:
        parts.append(f"loket {event.counter_id}")
    if event.waiting is not None:
        parts.append(f"menunggu {event.waiting}")
    told = {name: value for name, value in event.facts.items() if value is not None}
    parts += (f"{name}={_value(v, rules)}" for name, v in told.items() if name != RULES)
    return "  ".join(part for part in parts if part)


# --- a summary ----------------------------------------------------------------------------------


def _summary(report: Report) -> Iterator[str]:
    tally, rules, window = report.state.tally, report.state.rules, report.window
    events = tally.events
    issued, opened = events["ticket.issued"], len(report.state.open)
    if window is not None:
        seqs = f"{_whole(window.first)}-{_whole(window.last)}"
        yield f"Kejadian: {_whole(events.total())} (nomor kejadian {seqs})"
    yield (
        f"Tiket: {_whole(issued)}, dari server {_whole(issued - tally.printed)}, "
        f"luring {_whole(tally.printed)}, tiba sesudah harinya {_whole(tally.late)}"
    )
    yield (
        f"Selesai {_whole(events['ticket.finished'])}, batal {_whole(events['ticket.cancelled'])}, "
        f"kedaluwarsa {_whole(events['ticket.expired'])}, masih berjalan {_whole(opened)}"
    )
    yield (
        f"Panggilan: {_whole(events['ticket.called'])}, diulang "
        f"{_whole(events['ticket.called_again'])}, tidak hadir "
        f"{_whole(events['ticket.no_show'])}, kembali ke antrean "
        f"{_whole(events['ticket.recalled'])}"
    )
    yield from _out_of_order(report)
    yield from _numbers(report)
    changed = ", ".join(_moment(at, rules) for at in tally.rules_changed_at)
    yield f"Aturan: {_RULES_FROM[report.rules_from]}" + (changed and f"; diubah {changed}")
    if tally.steps_back:
        yield f"Jam mundur {tally.steps_back} kali, paling jauh {tally.largest_step} milidetik"
    if tally.forgotten:
        yield f"{_whole(tally.forgotten)} kejadian hari sebelumnya tidak disimpan lagi"
    if events["day.began"] > 1:
        yield f"Hari itu dimulai {events['day.began']} kali"


def _out_of_order(report: Report) -> Iterator[str]:
    tally = report.state.tally
    reasons = [f"{_REASONS.get(r, r)} {n}" for r, n in tally.reasons.most_common()]
    yield f"Di luar urutan: {_whole(tally.reasons.total())}" + (
        f" ({', '.join(reasons)})" if reasons else ""
    )
    for at, number, reason in tally.called_early:
        yield f"  {_moment(at, report.state.rules)}  {number}  {_REASONS.get(reason, reason)}"
    if tally.reasons.total() > LISTED:
        yield "  dan seterusnya"


def _numbers(report: Report) -> Iterator[str]:
    numbering, tally = report.state.numbering, report.state.tally
    last = ", ".join(str(TicketNumber(p, s.last)) for p, s in sorted(numbering.series.items()))
    yield f"Nomor terakhir: {last or 'tidak ada'}"
    for prefix, series in sorted(numbering.series.items()):
        for hole in series.holes:
            first, end = TicketNumber(prefix, hole.start), TicketNumber(prefix, hole.stop - 1)
            yield f"  {first}-{end} tidak dipakai: basis data dipulihkan dari cadangan"
    for old, new in tally.replaced:
        yield f"  {old} tidak di kertas: yang tercetak {new}"
    for (prefix, letter), printed in sorted(numbering.printed.items()):
        missing = printed.last - printed.count
        if missing:
            yield f"  luring {prefix}...{letter}: {_whole(missing)} nomor belum tiba"


# --- parts --------------------------------------------------------------------------------------


def _moment(milliseconds: int, rules: Rulebook | None) -> str:
    moment = (
        rules.local(milliseconds)
        if rules is not None
        else datetime.fromtimestamp(milliseconds / 1000, UTC)
    )
    return moment.strftime("%Y-%m-%d %H:%M:%S.") + f"{moment.microsecond // 1000:03d}"


def _value(value: object, rules: Rulebook | None) -> str:
    if isinstance(value, int) and value >= _TIMES:
        return _moment(value, rules)
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _minutes(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}".replace(".", ",")


def _share(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.0f} %"


def _printable(line: str) -> str:
    """Whatever stands in a doctored row, a terminal only gets text."""
    return "".join(character if character.isprintable() else "?" for character in line)
