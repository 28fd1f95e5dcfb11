"""docs/api.md tells of every field of a catalog record and every word it may hold."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from kiosk.domain import service

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
CATALOG = PAGE.partition("\n## Catalog\n")[2].partition("\n## ")[0]

SHAPES = (
    *(service.Service, service.Requirement, service.Duration, service.Fee, service.Product),
    *(service.Channel, service.InternalStandard, service.Provenance, service.Agency),
)
WORDS = (service.ServiceStatus, service.Counted, service.ChannelKind, service.LifeEvent)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_field_is_on_the_page(shape: type) -> None:
    assert [field.name for field in fields(shape) if f'"{field.name}"' not in CATALOG] == []


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_every_word_is_on_the_page(words: type[service.LifeEvent]) -> None:
    said = [word for word in words if f'"{word}"' in CATALOG or f"`{word}`" in CATALOG]
    assert said == list(words)
