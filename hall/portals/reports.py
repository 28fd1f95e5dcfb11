"""The report beside a file of an agency: what was taken, what was refused and why.

It lies where the agency looks, so that it can mend its file without us.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import suppress

from hall.sources.source import MOST_COMPLAINTS, Complaint, Followed, Page

log = logging.getLogger(__name__)

SUFFIX = ".laporan.txt"


def write_report(one: Followed, page: Page) -> None:
    """Write the report in one step; a folder we may not write to is logged."""
    if one.report is None:
        return
    path = one.report.with_name(one.report.name + SUFFIX)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    text = "\n".join(report_lines(one.report.name, page.complaints)) + "\n"
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        log.warning("no report beside %r: %s", one.report.name, error.strerror)
        with suppress(OSError):
            draft.unlink()


def report_lines(name: str, complaints: tuple[Complaint, ...]) -> Iterator[str]:
    """The report as lines of text."""
    if not complaints:
        yield f"{name}: semua baris diterima."
        return
    more = " atau lebih" if len(complaints) >= MOST_COMPLAINTS else ""
    yield f"{name}: {len(complaints)}{more} baris ditolak, baris lain diterima."
    for one in complaints:
        yield f"{one.place}, kolom {one.field}: {one.why}."
    yield "Baris yang ditolak tetap memakai data baik yang terakhir. Perbaiki lalu simpan lagi."
