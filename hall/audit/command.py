"""The auditor on a hall's database, beside the server that writes to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date

from hall.audit.day import audit_day
from hall.audit.forecasts import audit_forecasts
from hall.audit.reading import halls_in
from hall.audit.words import day_text, forecast_text
from hall.store.dialect import Connection, database_at
from kiosk.errors import BadSettings
from kiosk.settings import HallSettings


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to print, and whether everything was as promised."""

    text: str
    clean: bool


def audit(settings: HallSettings, hall_id: str | None, day: date) -> Verdict:
    """Audit a service day; `hall_id` is needed where a database has several halls.

    Raises BadSettings.
    """
    with one_state(settings) as connection:
        report = audit_day(connection, chosen_hall(connection, hall_id), day.isoformat())
    return Verdict(day_text(report), report.clean)


def forecasts(settings: HallSettings, hall_id: str | None, day: date) -> Verdict:
    """Report on the forecasts of a service day. Raises BadSettings."""
    with one_state(settings) as connection:
        chosen = chosen_hall(connection, hall_id)
        reports = audit_forecasts(connection, chosen, day.isoformat())
    return Verdict(forecast_text(chosen, day.isoformat(), reports), clean=True)


@contextmanager
def one_state(settings: HallSettings) -> Iterator[Connection]:
    """A connection that reads the store as of one commit, whatever is written meanwhile."""
    database = database_at(settings.database, settings.database_url)
    key = "database_url" if settings.database_url else "database"
    try:
        opened = database.connect_reader()
    except database.errors as error:
        raise BadSettings("[hall]", key, "tidak dapat dibuka") from error
    with closing(opened) as connection:
        try:
            connection.execute(database.begin_read)
            halls_in(connection)
        except database.errors as error:
            why = "bukan basis data server mal, atau belum pernah dijalankan"
            raise BadSettings("[hall]", key, why) from error
        yield connection


def chosen_hall(connection: Connection, hall_id: str | None) -> str:
    """The hall of an id, or the only one there is. Raises BadSettings."""
    known = halls_in(connection)
    if hall_id is None and len(known) == 1:
        return known[0]
    if hall_id is None or hall_id not in known:
        names = ", ".join(known) or "belum ada"
        raise BadSettings("[hall]", "--hall", f"harus salah satu dari mal di basis data: {names}")
    return hall_id
