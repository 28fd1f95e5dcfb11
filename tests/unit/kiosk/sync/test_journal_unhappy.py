"""A number printed is a number used, also when the file it was written in is gone."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.audit import Audit
from kiosk.domain.paper import PrintState
from kiosk.errors import StorageFailed
from kiosk.sync.journal import Journal, Step, open_journal
from kiosk.sync.store import Store
from tests.unit.kiosk.sync.parts import (
    NOW,
    StillClock,
    a_journal,
    asked,
    audited,
    owed,
    printed_offline,
)


def lose(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    path.write_bytes(b"This was a database once. " * 400)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5_000])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(4_096, len(content), 64):
        content[place] ^= 0xFF
    path.write_bytes(bytes(content))


def fill(journal: Journal) -> None:
    for _ in range(10_000):
        asked(journal)


@pytest.mark.parametrize("spoil", [lose, empty, overwrite, cut, flip])
def test_a_lost_or_damaged_journal_gets_back_its_numbers_and_what_it_owes(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    with a_journal(tmp_path) as journal:
        before = [printed_offline(journal) for _ in range(3)]
        journal.outbox.done(journal.outbox.pending()[0], NOW)
        before_the_loss = owed(journal)
    spoil(tmp_path / "journal.db")
    with a_journal(tmp_path) as journal:
        again = owed(journal)
        assert [ticket.id for ticket in again] == before
        assert again[1:] == before_the_loss
        assert {entry.step for t in before if (entry := journal.entry(t))} == {Step.UNKNOWN}
        assert str(journal.number_offline(asked(journal), "A", "X")) == "A004X"
    told = [record["event"] for record in audited(tmp_path)]
    assert told.count("ticket-restored") == 3
    assert ("journal-damaged" in told) is (spoil in {overwrite, cut, flip})
    assert len(list(tmp_path.glob("journal.db.damaged-*"))) == told.count("journal-damaged")


def test_an_older_copy_of_the_journal_gets_back_what_it_lacks(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        first = printed_offline(journal)
        half_way = asked(journal)
    shutil.copy(tmp_path / "journal.db", tmp_path / "backup")
    with a_journal(tmp_path) as journal:
        journal.number_offline(half_way, "A", "X")
        last = printed_offline(journal)
    shutil.copy(tmp_path / "backup", tmp_path / "journal.db")
    with a_journal(tmp_path) as journal:
        told = [(ticket.id, str(ticket.number)) for ticket in owed(journal)]
        assert told == [(first, "A001X"), (half_way, "A002X"), (last, "A003X")]
        assert [entry.id for entry in journal.unfinished()] == [first]
        assert str(journal.number_offline(asked(journal), "A", "X")) == "A004X"


def test_a_line_of_the_spare_torn_by_a_power_cut_spoils_no_other(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        printed_offline(journal)
        spare = next(tmp_path.glob("offline-*.jsonl"))
        with spare.open("ab") as file:
            file.write(b'{"id": "0193')
        printed_offline(journal)
    (tmp_path / "journal.db").unlink()
    with a_journal(tmp_path) as journal:
        assert [str(ticket.number) for ticket in owed(journal)] == ["A001X", "A002X"]


def test_a_spare_that_cannot_be_written_stops_no_visitor(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        (tmp_path / "offline-2026-11-23.jsonl").mkdir()
        printed_offline(journal)
        assert str(owed(journal)[0].number) == "A001X"
        (tmp_path / "offline-2026-11-23.jsonl").rmdir()
    assert [record["event"] for record in audited(tmp_path)] == ["spare-failed"]


def test_a_second_kiosk_on_the_same_files_is_refused(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        printed_offline(journal)
        audit = Audit(tmp_path / "audit.jsonl", StillClock())
        with pytest.raises(StorageFailed):
            open_journal(tmp_path, audit)
        audit.close()
        assert str(journal.number_offline(asked(journal), "A", "X")) == "A002X"


def test_a_full_disk_promises_nothing_and_loses_nothing(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        ticket = printed_offline(journal)
        with journal._store.transaction() as db:
            pages = db.execute("PRAGMA page_count").fetchone()[0]
            db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StorageFailed):
            fill(journal)
        journal.start_print(ticket)
        journal.end_print(ticket, PrintState.PRINTED, may_be_out=False)
        with journal._store.transaction() as db:
            db.execute(f"PRAGMA max_page_count = {pages + 1_000}")
        assert str(journal.number_offline(asked(journal), "A", "X")) == "A002X"


def test_after_a_fault_of_the_disk_nothing_more_is_promised_until_a_start(tmp_path: Path) -> None:
    class Fault(sqlite3.OperationalError):
        sqlite_errorcode = sqlite3.SQLITE_IOERR | (4 << 8)  # SQLITE_IOERR_FSYNC

    store = Store(tmp_path / "journal.db")
    with pytest.raises(StorageFailed), store.transaction():
        raise Fault("disk I/O error")
    with pytest.raises(StorageFailed), store.transaction():
        pytest.fail("the disk is not trusted any more")
    store.close()


def test_a_wrong_statement_of_ours_is_a_crash_and_no_fault_of_the_disk(tmp_path: Path) -> None:
    store = Store(tmp_path / "journal.db")
    with pytest.raises(sqlite3.OperationalError, match="no such table"), store.transaction() as db:
        db.execute("SELECT * FROM absent")
    store.close()


def test_the_same_number_cannot_be_kept_twice_even_by_mistake(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        printed_offline(journal)
        with journal._store.transaction() as db:
            db.execute("UPDATE series SET last = 0")
        ticket = asked(journal)
        with pytest.raises(sqlite3.IntegrityError):
            journal.number_offline(ticket, "A", "X")
        entry = journal.entry(ticket)
    assert entry is not None
    assert entry.step is Step.ASKED
