"""Two languages, switched in place; and their files complete."""

from __future__ import annotations

import os
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

from tests.helpers.kiosk_window import KioskWindow
from ui.look.languages import compiled, linguist_file, update


def test_one_touch_changes_the_language_and_keeps_the_place(kiosk: KioskWindow) -> None:
    kiosk.go("agencies")
    kiosk.tap("Lanjutan")
    kiosk.tap("English")
    texts = kiosk.texts()
    assert {
        "Choose an office",
        "Page 2 of 2",
        "Connected · Monday, 23\N{NO-BREAK SPACE}November",
    } <= set(texts)
    assert "09:41" in texts
    assert "Indonesia" in texts


def test_the_choice_is_on_every_page_in_its_own_name(kiosk: KioskWindow) -> None:
    for name in ("home", "agencies", "services", "service"):
        kiosk.go(name, {"services": "dukcapil", "service": "dukcapil.ktp-ganti"}.get(name, ""))
        assert "English" in kiosk.texts()
        kiosk.prefer("en")
        assert "Indonesia" in kiosk.texts()
        kiosk.prefer("id")


def test_numbers_of_people_follow_each_languages_grammar(kiosk: KioskWindow) -> None:
    kiosk.go("service", "dukcapil.ktp-ganti")
    kiosk.prefer("en")
    assert "1 person" in kiosk.texts()


def test_no_word_of_the_screens_waits_for_its_translation(tmp_path: Path) -> None:
    """When it fails: `python -m ui.look.languages update`, then translate what is unfinished."""
    committed = linguist_file("en")
    fresh = tmp_path / committed.name
    shutil.copy(committed, fresh)
    update(fresh)
    messages = {_key(m): m for m in _messages(fresh)}
    unfinished = [
        key
        for key, m in messages.items()
        if m.find("translation").get("type") is not None  # type: ignore[union-attr]
    ]
    assert unfinished == []
    assert set(messages) == {_key(m) for m in _messages(committed)}


def test_places_for_numbers_and_names_are_the_same_in_both_languages() -> None:
    for message in _messages(linguist_file("en")):
        source = message.findtext("source") or ""
        forms = [f.text or "" for f in message.iter("numerusform")] or [
            message.findtext("translation") or ""
        ]
        for form in forms:
            for place in ("%1", "%2", "%3", "%n"):
                assert (place in source) == (place in form), source
            assert form.strip(), source


def test_a_newer_linguist_file_is_compiled_again(tmp_path: Path) -> None:
    shutil.copy(linguist_file("en"), tmp_path)
    first = compiled("en", tmp_path)
    assert first.stat().st_size > 1000
    stamp = first.stat().st_mtime_ns
    os.utime(linguist_file("en", tmp_path), ns=(stamp + 10**9, stamp + 10**9))
    first.write_bytes(b"stale")
    os.utime(first, ns=(stamp, stamp))
    assert compiled("en", tmp_path).stat().st_size > 1000


def test_a_frozen_program_uses_the_compiled_file_it_ships(tmp_path: Path) -> None:
    shipped = tmp_path / "kiosk_en.qm"
    shipped.write_bytes(b"shipped")
    assert compiled("en", tmp_path) == shipped
    assert shipped.read_bytes() == b"shipped"


def _messages(path: Path) -> list[ET.Element]:
    return list(ET.parse(path).iter("message"))  # noqa: S314 - our own file


def _key(message: ET.Element) -> tuple[str, str]:
    return (message.findtext("source") or "", message.get("numerus", ""))
