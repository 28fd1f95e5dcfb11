"""Foreign text on its way to paper."""

from __future__ import annotations

import pytest

from printing.plain import MARKS, plain
from tests.papers import typeface


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Kartu Keluarga", "Kartu Keluarga"),
        ("  Kartu \t\n Keluarga ", "Kartu Keluarga"),
        ("\x1b@\x1dV\x00KTP", "@ V KTP"),
        ("KTP\u202egnalih\u202c", "KTPgnalih"),
        ("KTP 🪪 elektronik", "KTP elektronik"),
        ("Surat\u200bKeterangan", "SuratKeterangan"),
        ("\uff2b\uff34\uff30", "KTP"),
        ("\U0001d40a\U0001d413\U0001d40f", "KTP"),
        ("ﬁle", "file"),
        ("Café é", "Café é"),
        ("Z̷̙a̴l̸g̵o", "Zalgo"),
        ("‘Ijin’ – “baru”…", "‘Ijin’ – “baru”..."),
        ("مرحبا", ""),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_text_becomes_one_plain_line(text: str, kept: str) -> None:
    assert plain(text, 120) == kept


def test_a_long_text_ends_at_a_word_with_an_ellipsis() -> None:
    assert (
        plain("Surat keterangan kehilangan dari kepolisian", 30) == "Surat keterangan kehilangan…"
    )


def test_a_long_word_is_cut_where_the_limit_is() -> None:
    assert plain("W" * 10_000, 120) == "W" * 119 + "…"


def test_every_character_that_may_be_printed_has_a_shape() -> None:
    kept = {c for c in map(chr, range(0x250)) if plain(f"a{c}a", 9) == f"a{c}a"} | MARKS | {" "}
    for face in typeface().values():
        assert {c for c in kept if ord(c) not in face.advances} == set()
