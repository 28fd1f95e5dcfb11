"""A kiosk that loses its power while it takes in the catalog: kill -9 against a real process."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.cache_file import Found
from kiosk.catalog.catalog_reader import CatalogReader
from kiosk.catalog.feed import parse_page

PER_PAGE = 20
PAGES = 400

#: How many pages a process may be ahead of what it has said when the blow comes.
AHEAD = 3

#: Takes in one page for each line it is given and says aloud each page that is kept.
CHILD = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from kiosk.catalog.cache import CatalogCache
from tests.faults.test_catalog_killed import page

cache = CatalogCache.open(Path(sys.argv[1]))
print("open", flush=True)
epoch, start = sys.argv[2], cache.cursor()
if start[0] != epoch and start[1]:
    cache.apply(page(epoch, {PAGES - 1}), datetime.now(UTC))
done = cache.cursor()[1] // {PER_PAGE}
for number in range(done, {PAGES}):
    sys.stdin.readline()
    cache.apply(page(epoch, number), datetime.now(UTC))
    print(cache.cursor()[1], flush=True)
print("done", flush=True)
sys.stdin.read()
"""


def page(epoch: str, number: int):  # type: ignore[no-untyped-def]
    """Page `number` of a feed in which a service's name is its epoch; the hall comes at the end."""
    changes = []
    for cursor in range(number * PER_PAGE + 1, (number + 1) * PER_PAGE + 1):
        record = {
            "id": f"dukcapil.s{cursor}",
            "agency_id": "dukcapil",
            "name": epoch,
            "short_name": "S",
            "icon": "id",
            "requirements": [{"text": "KTP"}] * 5,
            "duration": {"text": "1 hari"},
            "fees": [{"idr": 0, "text": "Gratis"}],
            "products": [{"name": "S"}],
            "internal": {},
            "provenance": [{"source": "uji"}],
            "note": "x" * 500,
        }
        changes.append({"cursor": cursor, "kind": "service", "id": record["id"]} | _told(record))
    last = number == PAGES - 1
    if last:
        hall = _hall(epoch)
        changes[-1] = {"cursor": PAGES * PER_PAGE, "kind": "hall", "id": hall["id"]} | _told(hall)
    cursor = (number + 1) * PER_PAGE
    content = {"epoch": epoch, "changes": changes, "cursor": cursor, "more": not last}
    return parse_page(json.dumps(content).encode())


def _told(record: dict[str, object]) -> dict[str, object]:
    return {"deleted": False, "record": record}


def _hall(name: str) -> dict[str, object]:
    hours = [{"weekday": 0, "opens": "08:00", "closes": "14:00"}]
    empty: list[object] = []
    return {
        "id": "mpp-uji",
        "name": name,
        "city": "Kota Uji",
        "building": "",
        "address": "",
        "time_zone": "Asia/Jakarta",
        "calendar": {"hours": hours},
        **dict.fromkeys(("zones", "queues", "counters", "kiosks", "popular_services"), empty),
    }


def run_and_kill(path: Path, epoch: str, after: int) -> tuple[int, bool]:
    """Let a process take in pages and kill it once it has said `after` of them.

    Returns the last cursor it said, and whether it came to the end.
    """
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), epoch],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write("\n" * (after + AHEAD))
    child.stdin.flush()
    said: list[str] = []
    for line in child.stdout:
        said.append(line.strip())
        if len(said) > after or said[-1] == "done":
            break
    os.kill(child.pid, signal.SIGKILL)
    said += [line.strip() for line in child.stdout]  # what it had said before the blow
    child.stdin.close()
    child.stdout.close()
    child.wait()
    cursors = [int(word) for word in said if word.isdigit()]
    return (cursors[-1] if cursors else 0), "done" in said


def test_a_catalog_killed_in_mid_reading_is_whole_and_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    finished, kills, said = False, 0, 0
    while not finished:
        last_said, finished = run_and_kill(path, "e1", after=60 + 17 * (kills % 5))
        kills += 1
        cache = CatalogCache.open(path)
        assert (cache.opened.found, cache.opened.dropped) == (Found.WHOLE, 0)
        epoch, cursor = cache.cursor()
        said = max(said, last_said)
        assert (epoch, cursor % PER_PAGE) == ("e1", 0)
        assert cursor >= said  # a page that was kept stays kept
        reader = CatalogReader.open(path)
        whole = cursor == PAGES * PER_PAGE
        assert (reader.hall() is not None) == whole
        kept = cache._db.execute("SELECT count(*) FROM records").fetchone()[0]
        assert kept == cursor  # nothing of a page that was cut off
        reader.close()
        cache.close()
    assert kills >= 4


def test_a_change_of_epoch_killed_anywhere_shows_the_old_catalog_or_the_new_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "catalog.db"
    cache = CatalogCache.open(path)
    for number in range(PAGES):
        cache.apply(page("e1", number), datetime.now(UTC))
    cache.close()
    finished = False
    while not finished:
        _, finished = run_and_kill(path, "e2", after=110)
        cache = CatalogCache.open(path)
        reader = CatalogReader.open(path)
        hall = reader.hall()
        assert hall is not None
        shown = {hall.name}
        for number in (1, PER_PAGE, PER_PAGE * PAGES - 1):
            service = reader.service(f"dukcapil.s{number}")
            assert service is not None
            shown.add(service.name)
        assert shown == ({"e2"} if cache.cursor() == ("e2", PAGES * PER_PAGE) else {"e1"})
        reader.close()
        cache.close()
    assert hall.name == "e2"
