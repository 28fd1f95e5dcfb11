"""The OpenAPI page of the contract: `python -m hall.openapi docs/openapi.json` (make openapi)."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import FastAPI

from hall.app import create_app
from hall.keeping.care import care_of
from hall.store.dialect import SqliteDatabase
from kiosk.catalog.reader import CatalogFiles
from kiosk.clock import SystemClock
from kiosk.domain.calendar import Calendar
from kiosk.domain.hall import Hall
from kiosk.settings import HallSettings


def contract(app: FastAPI) -> str:
    """The contract of an application as JSON text."""
    return json.dumps(app.openapi(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def contract_of_no_hall() -> str:
    """The contract, from a hall without anything: it is the same for every hall."""
    nobody = Hall("-", "-", "-", "-", "-", "Asia/Jakarta", Calendar(()), (), (), (), (), ())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "hall.db"
        files = CatalogFiles(nobody, (), ())
        settings, database, clock = HallSettings(database=path), SqliteDatabase(path), SystemClock()
        app = create_app(settings, [files], database, care_of(settings, database, clock), clock)
        assert isinstance(app, FastAPI)  # noqa: S101 - one hall is its own application
        return contract(app)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(contract_of_no_hall(), encoding="utf-8")
