"""One visitor, from the first touch to the call: every program real, every wire real."""

from __future__ import annotations

import http.client
import json
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.helpers.waiting import PATIENCE, until
from tests.journeys.stage import PIN, Stage
from tests.papers import read_code, read_number

TWICE = 2


def test_a_touch_becomes_paper_a_call_a_phone_page_and_a_voice(
    stage: Stage, browser: Browser
) -> None:
    stage.start_hall()
    board = stage.start_board("--trace-calls", str(stage.folder / "calls.jsonl"))
    kiosk = stage.start_kiosk()

    # The visitor: one touch wakes the kiosk, a tile, the button.
    kiosk.tap("Sentuh layar untuk mulai. Touch the screen to begin")
    kiosk.tap("KTP elektronik baru (pemula)")
    kiosk.tap("Ambil nomor")
    kiosk.wait_for("A001")

    # The paper says the same number, and its code opens the visitor's page.
    (paper,) = stage.printed(1)
    with Image.open(paper) as picture:
        number, address = read_number(picture), read_code(picture)
    assert number == "A001"
    kiosk.wait_for("Tiket sudah dicetak. Silakan ambil")
    phone = browser.new_page()
    phone.goto(address)
    expect(phone.locator("#number")).to_have_text("A001")

    # The counter calls by keyboard; phone and board hear it without being asked.
    counter = browser.new_page()
    sign_in(counter, stage.address, "1")
    counter.keyboard.press("Enter")
    expect(counter.locator("#number")).to_have_text("A001")
    expect(phone.locator("#go-counter")).to_have_text("Loket 1")
    board.wait_for("A001")
    board.wait_for("Loket 1")

    # The call is spoken once, twice over, in Indonesian.
    spoken = until(lambda: calls(stage.folder / "calls.jsonl"))
    assert [call["number"] for call in spoken] == ["A001"]
    phrase = ["nomor-antrean", "a", "nol", "nol", "satu", "silakan-menuju-loket", "satu"]
    clips = [clip for clip in spoken[0]["clips"] if clip != "chime"]
    assert clips == phrase * TWICE

    # Served and finished; the paper's page says so.
    press(counter, "Mulai layani", "s")
    press(counter, "Selesai", "f")
    expect(phone.locator("#message")).to_contain_text("Layanan selesai.")
    assert one_ticket(stage) == {"waiting": 0, "calls": ["A001"]}


def sign_in(page: Page, address: str, counter: str) -> None:
    page.goto(f"{address}/counter")
    page.get_by_label("Loket", exact=True).select_option(counter)
    page.get_by_label("Nama petugas").fill("rina")
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("button", name="Panggil berikutnya")).to_be_enabled()


def press(page: Page, label: str, key: str) -> None:
    """Press an action's key as soon as the page offers the action."""
    label_of_button = page.get_by_text(label, exact=True)
    expect(page.get_by_role("button").filter(has=label_of_button)).to_be_enabled()
    page.keyboard.press(key)


def calls(trace: Path) -> list[dict[str, object]]:
    """What the board has spoken to the end."""
    if not trace.exists():
        return []
    lines = trace.read_text(encoding="utf-8").splitlines()
    return [call for call in map(json.loads, lines) if call.get("ended") is not None]


def one_ticket(stage: Stage) -> dict[str, object]:
    """What the hall server knows: who waits, who was called."""
    connection = http.client.HTTPConnection("127.0.0.1", stage.port, timeout=PATIENCE)
    try:
        connection.request("GET", "/v1/hall")
        snapshot = json.load(connection.getresponse())
    finally:
        connection.close()
    waiting = sum(queue["waiting"] for queue in snapshot["queues"])
    return {"waiting": waiting, "calls": [call["number"] for call in snapshot["calls"]]}
