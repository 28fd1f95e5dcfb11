"""The words of the search are data that staff can edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.search.language.aliases import AliasTable
from kiosk.search.language.synonyms import Synonyms
from kiosk.search.language.words import Stemmer, codes, fold, split, split_places, spoken_roots
from kiosk.search.speller import allowed, cuts, distance, distance_so_far
from tests.unit.kiosk.search.shelves import lexicon


def _table(tmp_path: Path, text: str) -> AliasTable:
    path = tmp_path / "aliases.txt"
    path.write_text(text, encoding="utf-8")
    return AliasTable.read(path, tuple)


def _forms(table: AliasTable, name: str, agency: str = "") -> list[str]:
    groups = table.groups_for(frozenset(split(name)), frozenset(split(agency)))
    return [" ".join(form) for group in groups for form in table.groups[group]]


def test_forms_are_for_services_whose_name_has_all_words_of_a_phrase(tmp_path: Path) -> None:
    table = _table(tmp_path, "ktp baru ; ktp pemula : foto ktp, rekam ktp\n")

    assert _forms(table, "Cetak KTP bagi pemula") == ["foto ktp", "rekam ktp"]
    assert _forms(table, "KTP hilang") == []


def test_a_phrase_may_forbid_words_and_ask_for_an_agency(tmp_path: Path) -> None:
    table = _table(tmp_path, "ktp -hilang : satu\naduan @pdam : dua\n")

    assert _forms(table, "KTP") == ["satu"]
    assert _forms(table, "KTP hilang") == []
    assert _forms(table, "Aduan", "PDAM Kota") == ["dua"]
    assert _forms(table, "Aduan", "PLN") == []


def test_equal_phrases_stand_for_each_other(tmp_path: Path) -> None:
    table = _table(tmp_path, "kk = kartu keluarga\nkk hilang : ksk\n")

    assert "ksk" in _forms(table, "Kartu Keluarga hilang")
    assert "kartu keluarga" in _forms(table, "KK hilang")


def test_comments_and_empty_lines_say_nothing(tmp_path: Path) -> None:
    assert _forms(_table(tmp_path, "# ktp : a\n\n  # b\nktp : c # d\n"), "KTP") == ["c"]


def test_a_word_has_other_spellings_and_other_words(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("izin ~ ijin\nhilang : ilang, lost\nkehilangan : ilang\n", encoding="utf-8")
    synonyms = Synonyms.read(path)

    assert synonyms.spelled("ijin") == ("izin",)
    assert synonyms.meant("ilang") == ("hilang", "kehilangan")
    assert synonyms.meant("izin") == ()


def test_the_alias_table_is_as_large_as_it_must_be() -> None:
    groups = lexicon().aliases.groups

    assert len(groups) >= 220
    assert sum(map(len, groups)) >= 1_450


def test_text_is_folded_to_plain_words() -> None:
    assert fold("Ékspedisi İZİN") == "ekspedisi izin"
    assert split("  KTP-el/KIA: ﬁskal 5x ") == ["ktp", "el", "kia", "fiskal", "5x"]
    assert list(split_places("e-KTP baru")) == [("e", 0, 1), ("ktp", 2, 5), ("baru", 6, 10)]


def test_codes_have_two_ways_to_be_written() -> None:
    assert codes(["ak1"]) == ["ak", "1"]
    assert codes(["kartu", "ak", "1"]) == ["ak1"]
    assert codes(["tahun", "2026"]) == []


@pytest.mark.parametrize(
    ("spoken", "root"),
    [("nyicil", "cicil"), ("ngaktifin", "aktif"), ("mbayar", "bayar"), ("ndaftarake", "daftar")],
)
def test_spoken_forms_lead_to_their_roots(spoken: str, root: str) -> None:
    assert root in list(spoken_roots(spoken))


def test_indonesian_stems_are_cut() -> None:
    stem = Stemmer().stem

    assert (stem("perpanjangan"), stem("kehilangan")) == ("panjang", "hilang")


@pytest.mark.parametrize(
    ("typed", "meant", "missed"),
    [("kelahrian", "kelahiran", 1), ("paspr", "paspor", 1), ("reklmae", "reklame", 1),
     ("kelurag", "keluarga", 2), ("sim", "sim", 0)],
)  # fmt: skip
def test_letters_missed_added_changed_or_swapped_count_one(
    typed: str, meant: str, missed: int
) -> None:
    assert distance(typed, meant, 2) == missed
    assert missed <= allowed(typed)
    assert missed == 0 or cuts(typed) & cuts(meant)


def test_a_word_being_typed_is_compared_with_beginnings() -> None:
    assert distance_so_far("sertfik", "sertifikat") == 1
