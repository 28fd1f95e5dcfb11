"""A wrong line of the search's files is refused by file, line and word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.errors import BadRecord
from kiosk.search.lexicon import Lexicon
from tests.unit.kiosk.search.shelves import FOLDER

WRONG = [
    ("aliases.txt", "ktp baru foto ktp", "ktp baru foto ktp"),
    ("aliases.txt", "ktp : foto ktp, , rekam", ","),
    ("aliases.txt", "ktp : foto, foto", "foto"),
    ("aliases.txt", "ktp -!! : foto", "-!!"),
    ("aliases.txt", "-hilang : foto", "-hilang"),
    ("aliases.txt", "ktp ; : foto", ";"),
    ("aliases.txt", "ktp = ", "="),
    ("aliases.txt", "a : b : c", "a : b : c"),
    ("words.txt", "hilang : lost and found", "lost and found"),
    ("words.txt", "kartu keluarga : kk", "kartu keluarga"),
    ("words.txt", "hilang : lost\nhilang : lost", "lost"),
    ("words.txt", "hilang ~ hilang", "hilang"),
    ("fillers.txt", "mau, tolong dong", "tolong dong"),
    ("joiners.txt", "dan\ndan", "dan"),
    ("regions.txt", "35.78 ; Kota Surabaya ;", "35.78"),
    ("regions.txt", "35 ; Jawa Timur\n35 ; Jawa Timur", "35"),
    ("regions.txt", "3578 ; Kota Surabaya", "3578"),
    ("regions.txt", "35", "35"),
]


@pytest.mark.parametrize(("name", "text", "word"), WRONG, ids=[text for _, text, _ in WRONG])
def test_a_wrong_line_is_named_with_file_line_and_word(
    tmp_path: Path, name: str, text: str, word: str
) -> None:
    folder = tmp_path / "search"
    shutil.copytree(FOLDER, folder)
    (folder / name).write_text(f"# satu\n\n{text}\n", encoding="utf-8")

    with pytest.raises(BadRecord) as refused:
        Lexicon.read(folder)
    lines = text.count("\n")
    assert str(refused.value).startswith(f"{name}: data 'baris {3 + lines}'")
    assert f"'{word}'" in str(refused.value)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    shutil.copytree(FOLDER, folder)
    (folder / "fillers.txt").write_bytes(b"mau\n\xff\xfe\n")

    with pytest.raises(BadRecord, match=r"fillers\.txt: data 'baris 2'"):
        Lexicon.read(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    shutil.copytree(FOLDER, folder)
    (folder / "words.txt").unlink()

    with pytest.raises(BadRecord, match=r"words\.txt"):
        Lexicon.read(folder)
