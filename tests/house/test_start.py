"""What a hall server loads when it starts: after a power cut a hall waits for just that."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from tests.helpers.ports import free_port
from tests.helpers.waiting import until
from tests.journeys.processes import Program, answers

#: Screens, paper, what a kiosk does, the schema's changes, another database, monitoring.
OTHERS_NEED = (
    *("PySide6", "ui", "kiosk.demo", "kiosk.desk", "kiosk.sync", "kiosk.catalog.cache"),
    *("printing", "escpos", "reportlab", "qrcode", "PIL"),
    *("alembic", "mako", "sqlalchemy.orm", "psycopg"),
    *("prometheus_client", "requests", "urllib3", "sqlite_utils"),
)


def test_a_hall_server_loads_nothing_that_only_others_need(tmp_path: Path) -> None:
    before = loaded_by_a_start(tmp_path, tmp_path / "first.log")
    assert "alembic" in before  # it made the tables
    found = loaded_by_a_start(tmp_path, tmp_path / "second.log")
    assert {"fastapi", "hall.server"} <= found
    assert sorted(found.intersection(OTHERS_NEED)) == []


def test_everything_it_must_not_load_is_there_to_be_loaded() -> None:
    assert [name for name in OTHERS_NEED if find_spec(name) is None] == []


def loaded_by_a_start(folder: Path, log: Path) -> set[str]:
    """The modules a hall server has loaded by the time it is ready."""
    port = free_port()
    settings = folder / "settings.toml"
    settings.write_text(f'[hall]\ndatabase = "hall.db"\nport = {port}\n')
    command = ["-X", "importtime", "-m", "kiosk", "hall", "--settings", str(settings)]
    with Program(command, log) as server:
        until(lambda: answers(port))
        said = server.log()
    return set(re.findall(r"^import time: +\d+ \| +\d+ \| +(\S+)$", said, re.MULTILINE))
