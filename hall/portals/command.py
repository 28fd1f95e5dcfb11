"""What `mpp-kiosk catalog` does: the map of a hall, the template to fill in, a file tried out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from hall.audit.command import chosen_hall, one_state
from hall.portals import map_text
from hall.portals.map import draw
from hall.portals.records import Records
from hall.portals.reports import report_lines
from hall.store.transaction import Transaction
from kiosk.catalog.feed import Kind
from kiosk.catalog.reader import read_hall
from kiosk.domain.hall import Hall
from kiosk.errors import BadFile, BadSettings
from kiosk.settings import HallSettings, SiteSettings, bundled_files

Form = Literal["text", "json", "csv"]


def catalog_map(settings: HallSettings, hall_id: str | None, form: Form) -> str:
    """The integration map of a hall, also while its server runs. Raises BadSettings."""
    with one_state(settings) as connection:
        chosen = chosen_hall(connection, hall_id)
        site, hall = _site(settings, chosen)
        tx = Transaction(connection, chosen, datetime.now(UTC))
        drawn = draw(chosen, Records(tx), site.sources)
    if form == "json":
        return map_text.as_json(drawn)
    if form == "csv":
        return map_text.as_csv(drawn)
    if not drawn.portals:
        return "Katalog mal ini hanya dari berkasnya sendiri; belum ada [[hall.sources]]."
    return map_text.as_text(drawn, hall.zone_info)


def write_template(target: Path) -> None:
    """Write the XLSX template. Raises BadFile when it cannot be written, or is there."""
    from hall.sources.sheets.xlsx import template

    try:
        with target.open("xb") as file:
            file.write(template())
    except FileExistsError as error:
        raise BadFile(str(target), "sudah ada; pilih nama lain") from error
    except OSError as error:
        raise BadFile(str(target), f"tidak dapat ditulis ({error.strerror})") from error


def check_file(path: Path) -> tuple[str, bool]:
    """Read a file of an agency as the hall would; the report, and whether all of it is good.

    Raises SourceUnreachable, SourceUnusable, BadRecord; BadFile for one of another kind.
    """
    from hall.sources.document import Document
    from hall.sources.door import Door
    from hall.sources.linked.files import LinkedFile
    from hall.sources.parts import Portal
    from hall.sources.sheets.files import FORMS, SheetFile
    from hall.sources.source import Source

    portal = Portal(path.name, path.name)
    document = Document(portal.id, path, Door(portal.id))
    form = path.suffix.lower().removeprefix(".")
    if form not in (*FORMS, "jsonld"):
        raise BadFile(str(path), "harus .xlsx, .csv, .json, atau .jsonld")
    source: Source = (
        LinkedFile(portal, document) if form == "jsonld" else SheetFile(portal, document, form)
    )
    pages = list(source.changes(""))
    complaints = tuple(one for page in pages for one in page.complaints)
    good = sum(told.kind is Kind.SERVICE for page in pages for told in page.changes)
    lines = [f"{good} layanan dapat diterima.", *report_lines(path.name, complaints)]
    return "\n".join(lines), not complaints


def _site(settings: HallSettings, hall_id: str) -> tuple[SiteSettings, Hall]:
    """The settings and set-up of a hall."""
    sample = bundled_files().assets / "sample" / "hall.json"
    for site in settings.sites:
        hall = read_hall(site.hall_file or sample)
        if hall.id == hall_id:
            return site, hall
    raise BadSettings("[hall]", "halls", f"tidak memuat mal '{hall_id}'")
