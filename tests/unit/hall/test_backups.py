"""Copies of the store: whole, as of a commit, found again; a restored store gives nothing twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from hall.keeping import trust
from hall.keeping.backups import Backups
from hall.keeping.restored import EVENTS_SKIPPED, NUMBERS_SKIPPED, mark_restored
from hall.keeping.trust import Trust
from hall.queue.visitor.numbers import Printed
from hall.ring import Ring
from hall.store import event, migrate
from hall.store.dialect import SqliteDatabase
from kiosk.errors import InvalidOfflineNumber, NumberTaken, StoreBroken
from tests.unit.hall.desk import MORNING, WIB, Desk, ticket_id


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The rules on a file of SQLite."""
    desk = Desk(tmp_path / "hall.db")
    yield desk
    desk.close()


def since(ring: Ring, cursor: int) -> bytes | None:
    """What comes after a number, None when that is gone."""
    piece = ring.piece(cursor)
    return None if piece is None else piece[0]


def path_of(desk: Desk) -> Path:
    assert isinstance(desk.database, SqliteDatabase)
    return desk.database.path


def backups(desk: Desk, keep: int = 3) -> Backups:
    return Backups(desk.database, path_of(desk).parent / "copies", keep)


def numbers(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as store:
        return [row[0] for row in store.execute("select number from tickets order by number")]


def epoch(path: Path) -> str:
    with closing(sqlite3.connect(path)) as store:
        rows = store.execute("select value from meta where key = 'epoch'").fetchall()
    return str(rows[0][0]) if rows else ""


def reopened(desk: Desk) -> Desk:
    """The rules on the same file, by another process."""
    desk.close()
    return Desk(path_of(desk))


def test_a_copy_is_whole_as_of_the_last_commit_while_others_write(desk: Desk) -> None:
    desk.issue()
    desk.connection.execute("begin immediate")
    desk.connection.execute("update tickets set number = 'Z999'")
    copy = backups(desk).make(MORNING)
    desk.connection.execute("rollback")
    assert numbers(copy) == ["A001"]
    assert SqliteDatabase(copy).broken() == ""


def test_the_newest_copies_stay_and_only_the_owner_reads_them(desk: Desk) -> None:
    kept = backups(desk)
    made = [kept.make(MORNING + timedelta(minutes=n)) for n in range(5)]
    assert kept.all() == made[:1:-1]
    assert {copy.stat().st_mode & 0o777 for copy in kept.all()} == {0o600}
    assert {file.suffix for file in kept.folder.iterdir()} == {".backup"}


def test_an_older_store_is_copied_before_it_is_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    present = migrate.HEAD
    migrate.upgrade(desk.database, told.append)
    assert told == []
    monkeypatch.setattr(migrate, "HEAD", "a later one")
    migrate.upgrade(desk.database, told.append)
    assert told == [present]


def test_the_revision_that_is_opened_without_alembic_is_the_newest() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(migrate.configuration()).get_heads() == [migrate.HEAD]


def test_a_restored_store_has_another_epoch_and_gives_no_number_twice(desk: Desk) -> None:
    desk.issue()
    copy = backups(desk).make(MORNING)
    lost = desk.issue()
    last = desk.every_event[-1].seq
    desk.close()
    desk.database.put_back(copy)
    mark_restored(desk.database, MORNING)
    first = epoch(path_of(desk))
    mark_restored(desk.database, MORNING)
    assert epoch(path_of(desk)) not in {"", first}
    again = Desk(path_of(desk))
    ticket = again.issue(id=ticket_id(50))
    assert lost.number == "A002"
    assert ticket.number == f"A{1 + 2 * NUMBERS_SKIPPED + 1:03d}"
    restored = [
        e
        for e in event.last(again.connection, again.floor.hall.id, 9)
        if e.type == "store.restored"
    ]
    assert [e.seq for e in restored] == [last - 1 + EVENTS_SKIPPED, last - 1 + 2 * EVENTS_SKIPPED]
    again.close()


def test_a_number_the_restored_store_has_lost_is_taken_back(desk: Desk) -> None:
    desk.issue()
    copy = backups(desk).make(MORNING)
    request = desk.request()
    lost = desk.put(request)
    desk.close()
    desk.database.put_back(copy)
    mark_restored(desk.database, MORNING)
    again = Desk(path_of(desk))
    given = Printed(lost.number, lost.taken_at)
    back = again.put(again.request(id=lost.id, given=given))
    assert (back.id, back.number, back.taken_at) == (lost.id, "A002", lost.taken_at)
    assert again.put(again.request(id=lost.id, given=given)).number == "A002"
    with pytest.raises(NumberTaken):
        again.put(again.request(given=given))
    with pytest.raises(InvalidOfflineNumber):
        again.put(again.request(given=Printed("A999", lost.taken_at)))
    again.close()


def test_who_knows_events_of_the_lost_store_is_told_to_begin_again(desk: Desk) -> None:
    for _ in range(5):
        desk.issue()
    copy = backups(desk).make(MORNING)
    known = desk.every_event[-1].seq + 3
    desk.close()
    desk.database.put_back(copy)
    mark_restored(desk.database, MORNING)
    again = Desk(path_of(desk))
    again.issue()
    ring = Ring(WIB)
    ring.fill(event.last(again.connection, again.floor.hall.id, 100))
    assert since(ring, known) is None
    assert since(ring, ring.last) == b""
    again.close()


# --- trust at a start ---------------------------------------------------------------------------


def flip(path: Path) -> None:
    """Damage a file in the middle of its pages."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        for at in range(4096, size, 4096):
            file.seek(at)
            file.write(b"\xff" * 64)


def test_a_whole_store_is_opened_as_it_is(desk: Desk) -> None:
    desk.issue()
    trust = Trust(SqliteDatabase(path_of(desk)), backups(desk))
    trust.begun()
    trust.look(MORNING)  # killed: the write-ahead log is still there
    trust.ended()
    desk.close()
    before = path_of(desk).read_bytes()
    trust.look(MORNING)
    assert path_of(desk).read_bytes() == before


@pytest.mark.logs("broken")
@pytest.mark.logs("put back")
def test_a_damaged_store_is_put_back_from_the_newest_whole_copy(desk: Desk) -> None:
    kept = backups(desk)
    desk.issue()
    kept.make(MORNING)
    desk.issue()
    flip(kept.make(MORNING + timedelta(minutes=1)))
    desk.issue()
    desk.close()
    flip(path_of(desk))
    Trust(SqliteDatabase(path_of(desk)), kept).look(MORNING)
    assert numbers(path_of(desk)) == ["A001"]
    aside = [file.name for file in path_of(desk).parent.glob("*.aside-*")]
    assert aside  # what is broken is kept for who can read it


@pytest.mark.logs("broken")
def test_without_a_whole_copy_nothing_is_made_new(desk: Desk) -> None:
    desk.issue()
    desk.close()
    flip(path_of(desk))
    before = path_of(desk).read_bytes()
    with pytest.raises(StoreBroken):
        Trust(SqliteDatabase(path_of(desk)), backups(desk)).look(MORNING)
    assert path_of(desk).read_bytes() == before


@pytest.mark.logs("broken")
def test_a_cut_off_file_is_found_broken(desk: Desk) -> None:
    desk.issue()
    desk.close()
    data = path_of(desk).read_bytes()
    path_of(desk).write_bytes(data[: len(data) // 2])
    with pytest.raises(StoreBroken):
        Trust(SqliteDatabase(path_of(desk)), backups(desk)).look(MORNING)


@pytest.mark.logs("write-ahead log")
def test_a_store_whose_log_was_deleted_goes_on_as_a_restored_one(desk: Desk) -> None:
    desk.issue()
    desk.connection.execute("pragma wal_checkpoint(truncate)").fetchall()
    trust = Trust(SqliteDatabase(path_of(desk)), backups(desk))
    trust.begun()
    desk.close()  # closing in order deletes the log; the mark says it was not in order
    mark_restored(desk.database, MORNING)
    before = epoch(path_of(desk))
    trust.look(MORNING)
    assert epoch(path_of(desk)) != before
    assert reopened(desk).issue(id=ticket_id(50)).number > "A200"


@pytest.mark.logs("broken")
def test_a_large_file_that_is_no_store_is_found_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.issue()
    desk.close()
    monkeypatch.setattr(trust, "_LOOKED_THROUGH", 0)
    Trust(SqliteDatabase(path_of(desk)), backups(desk)).look(MORNING)
    path_of(desk).write_bytes(b"\x17" * 100_000)
    with pytest.raises(StoreBroken):
        Trust(SqliteDatabase(path_of(desk)), backups(desk)).look(MORNING)


def test_the_age_of_the_newest_copy_is_known_after_a_restart(desk: Desk) -> None:
    kept = backups(desk)
    assert kept.age_seconds(MORNING) is None
    kept.make(MORNING)
    kept.make(MORNING + timedelta(minutes=5))
    assert kept.age_seconds(MORNING + timedelta(minutes=20)) == 15 * 60
