"""docs/api.md names every error of the API under the status it is sent with."""

from __future__ import annotations

import re
from pathlib import Path

from hall.wire.problems import STATUS

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
MADE_BY_THE_SERVER = {
    404: {"not-found"},
    405: {"method-not-allowed"},
    500: {"internal"},
}


def test_the_table_of_errors_is_the_one_in_the_code() -> None:
    written = {
        int(row[1]): set(re.findall(r"`([a-z]+(?:-[a-z]+)+|internal)`", row[2]))
        for row in re.finditer(r"^\| (\d{3}) \| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    }
    sent = {status: set(codes) for status, codes in MADE_BY_THE_SERVER.items()}
    for error, status in STATUS.items():
        sent.setdefault(int(status), set()).add(error.code)
    assert written == sent
