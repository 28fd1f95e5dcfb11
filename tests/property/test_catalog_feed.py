"""Any order, repetition, cut or loss of pages, stops and damage: the same catalog in the end.

A hall's store changes while a kiosk reads it; the kiosk gets pages late, twice, out of order,
broken or not at all, is stopped, and loses its file. Without a set-up it shows nothing, and after
one undisturbed reading it shows the hall's present catalog, in the search index too.
"""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.catalog_reader import CatalogReader
from kiosk.catalog.feed import ChangePage, parse_page
from kiosk.errors import BadRecord
from kiosk.search.index import Index
from kiosk.search.lexicon import Lexicon
from kiosk.settings import bundled_files
from tests.unit.kiosk.catalog.records import (
    Record,
    agency_record,
    as_bytes,
    change,
    hall_record,
    service_record,
    tombstone,
)

NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
LEXICON = Lexicon.read(bundled_files().assets / "search")
IDS = [f"dukcapil.s{n}" for n in range(6)]
WORDS = ["akta", "paspor", "pajak", "nikah", "tanah"]

State = dict[str, str]


class FeedRoom(RuleBasedStateMachine):
    """A hall server's store on one side, a kiosk's cache on the other."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "catalog.db"
        self.epochs = 0
        self.late: list[ChangePage] = []
        self.begin_store()
        self.open()

    # --- the hall ---

    def begin_store(self) -> None:
        self.epoch = f"e{self.epochs}"
        self.cursor = 0
        self.rows: dict[tuple[str, str], Record] = {}
        self.tell("hall", hall_record())
        self.tell("agency", agency_record())

    def tell(self, kind: str, record: Record) -> None:
        self.cursor += 1
        self.rows[kind, record["id"]] = change(self.cursor, kind, record)

    def state(self) -> State:
        return {
            key[1]: row["record"]["name"]
            for key, row in self.rows.items()
            if key[0] == "service" and not row["deleted"]
        }

    @rule(record_id=st.sampled_from(IDS), word=st.sampled_from(WORDS))
    def change_service(self, record_id: str, word: str) -> None:
        self.tell("service", service_record(record_id, name=f"Layanan {word}"))

    @rule(record_id=st.sampled_from(IDS))
    def withdraw(self, record_id: str) -> None:
        if ("service", record_id) in self.rows:
            self.cursor += 1
            self.rows["service", record_id] = tombstone(self.cursor, "service", record_id)

    @rule()
    def change_set_up(self) -> None:
        self.tell("hall", hall_record(building=f"Gedung {self.cursor}"))

    @rule(kept=st.integers(0, 8))
    def begin_anew(self, kept: int) -> None:
        """Another store, with some services of the old one."""
        before = [r["record"] for r in self.rows.values() if r["kind"] == "service" and r["record"]]
        self.epochs += 1
        self.begin_store()
        for record in before[:kept]:
            self.tell("service", record)

    def page(self, after: int, limit: int) -> dict[str, Any]:
        rows = sorted(self.rows.values(), key=lambda row: row["cursor"])
        new = [row for row in rows if row["cursor"] > after]
        told = new[:limit]
        cursor = told[-1]["cursor"] if told else min(after, self.cursor)
        more = len(new) > limit
        page = {"epoch": self.epoch, "changes": told, "cursor": cursor, "more": more}
        return {**page, "last": self.cursor, "after": after}

    # --- the kiosk ---

    def open(self) -> None:
        self.cache = CatalogCache.open(self.path, Index(LEXICON))
        self.reader = CatalogReader.open(self.path)

    def ask(self, limit: int) -> bool:
        page = parse_page(as_bytes(self.page(self.cache.cursor()[1], limit)))
        self.late.append(page)
        return self.cache.apply(page, NOW)

    @rule(limit=st.integers(1, 5))
    def ask_once(self, limit: int) -> None:
        self.ask(limit)

    @rule(limit=st.integers(1, 5), at=st.floats(0, 1, exclude_max=True))
    def ask_and_be_cut(self, limit: int, at: float) -> None:
        whole = json.dumps(self.page(self.cache.cursor()[1], limit)).encode()
        with suppress(BadRecord):
            parse_page(whole[: int(at * len(whole))])
            raise AssertionError("half a page was taken for a whole one")

    @rule(limit=st.integers(1, 5), after=st.integers(0, 30))
    def get_a_page_out_of_turn(self, limit: int, after: int) -> None:
        self.late.append(parse_page(as_bytes(self.page(after, limit))))
        self.get_unasked(self.late[-1])

    @rule(data=st.data())
    def get_a_page_again(self, data: st.DataObject) -> None:
        if self.late:
            self.get_unasked(data.draw(st.sampled_from(self.late)))

    def get_unasked(self, page: ChangePage) -> None:
        with suppress(BadRecord):
            self.cache.apply(page, NOW)

    @rule()
    def index_some(self) -> None:
        self.cache.index_some(NOW)

    @rule()
    def stop_and_start(self) -> None:
        self.reader.close()
        self.cache.close()
        self.open()

    @rule()
    def lose_power(self) -> None:
        self.reader.close()
        self.cache._db.close()
        self.open()

    @rule()
    def copy(self) -> None:
        self.cache.copy()

    @rule()
    def lose_the_file(self) -> None:
        self.reader.close()
        self.cache.close()
        self.path.write_bytes(b"rusak " * 1000)
        self.open()

    @rule(limit=st.integers(1, 5))
    def read_undisturbed(self, limit: int) -> None:
        while self.ask(limit):
            pass
        while self.cache.index_some(NOW) is not None:
            pass
        assert self.shown() == self.state()
        rows = self.reader._connection.execute("SELECT id, shown FROM search_text")
        assert {key: json.loads(text)[0] for key, text in rows} == self.state()

    def shown(self) -> State:
        found = (self.reader.service(record_id) for record_id in IDS)
        return {one.id: one.name for one in found if one is not None}

    @invariant()
    def nothing_is_shown_without_a_set_up(self) -> None:
        if self.reader.hall() is None:
            assert self.shown() == {}

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.read_undisturbed(3)
            self.reader.close()
            self.cache.close()
            self.folder.cleanup()


TestFeedRoom = FeedRoom.TestCase
TestFeedRoom.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
