"""The OpenAPI page of the contract: `python -m hall.openapi docs/openapi.json` (make openapi)."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import FastAPI

from hall.app import create_app
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
        settings = HallSettings(database=Path(folder) / "hall.db")
        return contract(create_app(settings, nobody, (), (), SystemClock()))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(contract_of_no_hall(), encoding="utf-8")
