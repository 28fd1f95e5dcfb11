"""The index changes inside its caller's transaction, and is made anew when its words change."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

from kiosk.search.index import Index
from kiosk.search.lexicon import Lexicon
from kiosk.search.search import Search
from tests.unit.kiosk.search import shelves
from tests.unit.kiosk.search.shelves import ids, indexed, lexicon, service

KTP = service("ktp", "KTP elektronik baru")
KK = service("kk", "Kartu Keluarga baru")


def test_an_entry_put_again_replaces_the_old_one() -> None:
    connection = indexed([KTP, KK])
    Index(lexicon()).put(connection, [replace(KTP, name="Paspor")])
    search = Search.open(connection, lexicon())

    assert ids(search, "paspor") == ["ktp"]
    assert "ktp" not in ids(search, "elektronik")


def test_a_dropped_entry_and_its_words_are_gone() -> None:
    connection = indexed([KTP, KK])
    Index(lexicon()).drop(connection, ["ktp", "never-there"])
    search = Search.open(connection, lexicon())

    assert ids(search, "elektronik") == []
    assert ids(search, "elektronic ") == []  # nor does the speller know them
    assert ids(search, "keluarga") == ["kk"]


def test_of_one_id_put_twice_at_once_the_last_counts() -> None:
    connection = indexed([KTP, replace(KTP, name="Paspor")])

    assert connection.execute("SELECT count(*) FROM search_text").fetchone() == (1,)
    assert ids(Search.open(connection, lexicon()), "paspor") == ["ktp"]


def test_a_service_can_leave_the_hall_and_come_back() -> None:
    connection = indexed([KTP, KK])
    index, search = Index(lexicon()), Search.open(connection, lexicon())
    index.put(connection, [replace(KTP, of_this_hall=False)])
    assert [hit.of_this_hall for hit in shelves.found(search, "ktp").hits] == [False]
    index.put(connection, [KTP])
    assert [hit.of_this_hall for hit in shelves.found(search, "ktp").hits] == [True]


def test_what_is_rolled_back_was_never_there() -> None:
    connection = indexed([KK])
    connection.execute("BEGIN")
    Index(lexicon()).put(connection, [KTP])
    connection.execute("ROLLBACK")

    assert ids(Search.open(connection, lexicon()), "ktp") == []


def test_a_reader_sees_whole_commits_while_the_writer_writes(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    index = Index(lexicon())
    index.prepare(writer)
    index.put(writer, [KK])
    reader = sqlite3.connect(path, isolation_level=None)
    search = Search.open(reader, lexicon())

    writer.execute("BEGIN")
    index.put(writer, [KTP])
    assert ids(search, "ktp") == []
    writer.execute("COMMIT")
    assert ids(search, "ktp") == ["ktp"]
    reader.close()
    writer.close()


def test_a_search_leaves_no_transaction_open() -> None:
    connection = indexed([KTP])
    ids(Search.open(connection, lexicon()), "ktp")

    assert not connection.in_transaction


def test_an_index_of_the_same_words_is_kept() -> None:
    connection = indexed([KTP])

    assert not Index(lexicon()).prepare(connection)
    assert ids(Search.open(connection, lexicon()), "ktp") == ["ktp"]


def test_an_edited_alias_table_asks_for_every_entry_again(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    shutil.copytree(shelves.FOLDER, folder)
    aliases = folder / "aliases.txt"
    aliases.write_text(aliases.read_text(encoding="utf-8") + "\nktp : kartu ajaib sakti\n")
    edited = Lexicon.read(folder)
    connection = indexed([KTP])

    index = Index(edited)
    assert index.prepare(connection)
    index.put(connection, [KTP])
    assert ids(Search.open(connection, edited), "kartu ajaib sakti") == ["ktp"]


def test_an_index_of_another_shape_is_made_anew() -> None:
    connection = indexed([KTP])
    connection.execute("UPDATE search_state SET fingerprint = '0:of an older program'")
    connection.execute("ALTER TABLE search_text DROP COLUMN own")

    index = Index(lexicon())
    assert index.prepare(connection)
    index.put(connection, [KK])
    assert ids(Search.open(connection, lexicon()), "kartu") == ["kk"]


def test_fts5_finds_its_own_tables_sound_after_changes() -> None:
    connection = indexed([KTP, KK])
    index = Index(lexicon())
    index.put(connection, [replace(KK, of_this_hall=False), service("x", "Izin")])
    index.drop(connection, ["ktp"])

    for table in ("search_all", "search_home"):
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")  # noqa: S608
