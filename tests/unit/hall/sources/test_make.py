"""Settings of portals: each wrong one is named with what to do, the rest makes readers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hall.sources.make import make_sources
from kiosk.errors import BadSettings
from kiosk.settings import SourceSettings, read_settings
from tests.unit.hall.desk import FakeClock

GOOD: dict[str, Any] = {"id": "pusat", "kind": "hall", "address": "http://pusat.example"}


@pytest.mark.parametrize(
    ("changes", "key", "why"),
    [
        ({"id": "Pusat Kota"}, "id", "huruf kecil"),
        ({"id": ""}, "id", "huruf kecil"),
        ({"address": ""}, "address", "salah satu saja"),
        ({"file": Path("x")}, "address", "salah satu saja"),
        ({"address": "", "file": Path("x")}, "address", "wajib diisi untuk kind 'hall'"),
        ({"address": "ftp://x.example"}, "address", "http:// atau https://"),
        ({"address": "http://"}, "address", "http:// atau https://"),
        ({"address": "http://a:b@x.example"}, "address", "pakai token"),
        ({"token": "rahasia\n"}, "token", "tidak dapat dikirim"),
        ({"rank": 0}, "rank", "antara 1 dan 99"),
        ({"region": "Blitar"}, "region", "Kemendagri"),
        ({"interval_minutes": 0}, "interval_minutes", "sepekan"),
        ({"full_hours": float("inf")}, "full_hours", "sebulan"),
    ],
)
def test_a_wrong_setting_is_named(changes: dict[str, Any], key: str, why: str) -> None:
    with pytest.raises(BadSettings) as refused:
        make_sources([SourceSettings(**(GOOD | changes))], FakeClock())
    assert str(refused.value.facts["key"]).endswith(f".{key}")
    assert why in refused.value.sentence


def test_an_id_is_used_once() -> None:
    with pytest.raises(BadSettings, match="dipakai dua kali"):
        make_sources([SourceSettings(**GOOD), SourceSettings(**GOOD)], FakeClock())


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json", "json-ld"])
def test_files_are_read_beside_the_settings_or_at_an_address(tmp_path: Path, kind: str) -> None:
    text = f'[[hall.sources]]\nid = "a"\nkind = "{kind}"\nfile = "layanan"\n'
    text += f'[[hall.sources]]\nid = "b"\nkind = "{kind}"\naddress = "https://b.example/x"\n'
    path = tmp_path / "settings.toml"
    path.write_text(text)
    settings = read_settings(path, {}).hall
    assert settings is not None
    here, there = make_sources(settings.sources, FakeClock())
    assert here.report == tmp_path / "layanan"
    assert there.report is None
    assert there.portal.name == "b.example"


def test_a_kind_or_setting_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for line in ('kind = "soap"', 'kind = "csv"\nfolder = "x"'):
        path.write_text(f'[[hall.sources]]\nid = "a"\n{line}\n')
        with pytest.raises(BadSettings, match="sources"):
            read_settings(path, {})
