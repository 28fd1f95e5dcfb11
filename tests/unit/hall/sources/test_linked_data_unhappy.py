"""Linked data that is broken or hostile: named, refused, and nothing else is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kiosk.errors import BadRecord, MppError, SourceUnreachable, SourceUnusable
from tests.unit.hall.sources.test_linked_data import SCHEMA, services, source, whole


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": None}, "title"),
        ({"name": 0}, ""),
        ({"provider": None}, "hasCompetentAuthority"),
        ({"provider": {"@id": "x:nobody"}}, "hasCompetentAuthority"),
        ({"@id": None}, "@id"),
        ({"offers": {"price": "murah"}}, "price"),
        ({"offers": {"price": -1}}, "hasCost"),
        ({"offers": {"price": 1e300}}, "price"),
        ({"description": "x\u202ey"}, "description"),
        ({"description": "x" * 70_000}, "description"),
        ({"keyword": ["x"] * 501}, "keyword"),
    ],
)
def test_a_wrong_service_is_named_and_the_others_are_taken(
    tmp_path: Path, changes: dict[str, Any], field: str
) -> None:
    page = whole(tmp_path, [SCHEMA | {"@id": "https://x.example/2"}, SCHEMA | changes])
    assert [complaint.field for complaint in page.complaints] == ([field] if field else [])
    assert len(services(page)) == (1 if field else 2)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", BadRecord),
        (b"<rdf>", BadRecord),
        (b"[]", SourceUnusable),
        (b'"PublicService"', SourceUnusable),
        (b'{"@type": "Person"}', SourceUnusable),
        (b"[" * 40 + b"]" * 40, BadRecord),
        (b"[" + b"{}," * 200_001 + b"{}]", SourceUnusable),
        (b" " * 10_000_001, SourceUnusable),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(
    tmp_path: Path, content: bytes, error: type[MppError]
) -> None:
    path = tmp_path / "layanan.jsonld"
    path.write_bytes(content)
    with pytest.raises(error):
        list(source(path).changes(""))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachable, match="tidak dapat dibuka"):
        list(source(tmp_path / "tidak-ada.jsonld").changes(""))


def test_nodes_that_name_each_other_in_a_circle_end(tmp_path: Path) -> None:
    circle = [
        SCHEMA | {"provider": {"@id": "x:a"}, "hasInput": {"@id": "x:a"}},
        {"@id": "x:a", "name": "Dinas", "provider": {"@id": SCHEMA["@id"]}},
    ]
    assert len(services(whole(tmp_path, circle))) == 1
