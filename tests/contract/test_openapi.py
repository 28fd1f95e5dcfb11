"""docs/openapi.json is what the hall server serves; a change is announced by committing it."""

from __future__ import annotations

from pathlib import Path

from hall.openapi import contract_of_no_hall

PAGE = Path(__file__).parents[2] / "docs" / "openapi.json"


def test_the_openapi_page_is_the_one_in_docs() -> None:
    """Mend with: make openapi."""
    assert contract_of_no_hall() == PAGE.read_text(encoding="utf-8")
