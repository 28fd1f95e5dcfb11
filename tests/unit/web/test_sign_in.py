"""Signing in at a counter, and out again."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.unit.web.counter_page import CounterPage
from tests.unit.web.hall_server import PIN, HallServer, Place

OpenPage = Callable[..., Page]
CounterAt = Callable[..., CounterPage]


def fill(page: Page, counter: str, pin: str) -> None:
    page.get_by_label("Loket", exact=True).select_option(counter)
    page.get_by_label("Nama petugas").fill(f"staf{counter}")
    page.get_by_label("PIN").fill(pin)


def test_counters_are_grouped_by_agency_and_the_pin_is_typed_on_a_pad_of_digits(
    shared_hall: HallServer, open_page: OpenPage
) -> None:
    page = open_page(f"{shared_hall.url}/counter")
    assert page.get_by_label("PIN").get_attribute("inputmode") == "numeric"
    assert page.get_by_label("PIN").get_attribute("type") == "password"
    groups = page.locator("#counter optgroup")
    assert groups.evaluate_all("gs => gs.map(g => g.label)") == ["Dukcapil", "Polres"]
    first = groups.first.locator("option").all_text_contents()
    assert first[:3] == ["Loket 1", "Loket 2", "Loket 3"]


def test_the_form_works_with_the_keyboard_only(
    shared_hall: HallServer, place: Place, open_page: OpenPage
) -> None:
    page = open_page(f"{shared_hall.url}/counter")
    expect(page.get_by_label("Loket", exact=True)).to_be_focused()
    page.keyboard.type(f"Loket {place.counters[0]}")
    page.keyboard.press("Tab")
    page.keyboard.type(f"staf{place.counters[0]}")
    page.keyboard.press("Tab")
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Loket {place.counters[0]}")).to_be_visible()
    expect(page.locator("#primary")).to_be_focused()


def test_a_wrong_pin_is_told_in_a_sentence_and_only_the_pin_is_asked_again(
    shared_hall: HallServer, place: Place, open_page: OpenPage
) -> None:
    page = open_page(f"{shared_hall.url}/counter")
    fill(page, place.counters[0], "111111")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("alert").first).to_have_text(
        "Nama atau PIN tidak cocok. Coba lagi, atau hubungi pengelola mal."
    )
    expect(page.get_by_label("PIN")).to_be_focused()
    expect(page.get_by_label("PIN")).to_have_value("")
    expect(page.get_by_label("Nama petugas")).to_have_value(f"staf{place.counters[0]}")
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Loket {place.counters[0]}")).to_be_visible()


def test_a_pin_that_is_too_short_or_no_number_is_not_sent(
    shared_hall: HallServer, place: Place, open_page: OpenPage
) -> None:
    page = open_page(f"{shared_hall.url}/counter")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    for pin in ("12345", "12345a"):
        fill(page, place.counters[0], pin)
        page.get_by_role("button", name="Masuk").click()
        assert not page.get_by_label("PIN").evaluate("e => e.validity.valid")
    assert [url for url in sent if url.endswith("/v1/session")] == []


def test_the_session_lasts_through_a_reload(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    desk = counter_at(shared_hall, place.counters[0])
    desk.page.reload()
    expect(desk.page.get_by_role("heading", name=f"Loket {place.counters[0]}")).to_be_visible()
    desk.expect_line("Tersambung")


def test_signing_out_ends_the_session_for_good(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    desk = counter_at(shared_hall, place.counters[0])
    desk.page.get_by_role("button", name="Keluar").click()
    expect(desk.page.get_by_role("heading", name="Masuk ke loket")).to_be_visible()
    desk.page.reload()
    expect(desk.page.get_by_role("heading", name="Masuk ke loket")).to_be_visible()
    status = desk.page.evaluate(f"fetch('/v1/counters/{place.counters[0]}').then(a => a.status)")
    assert status == 401


def test_who_lost_the_counter_to_a_colleague_is_told_and_asked_to_sign_in(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    mine = counter_at(shared_hall, place.counters[0])
    counter_at(shared_hall, place.counters[0])
    shared_hall.issue(place.services[:1])
    expect(mine.page.get_by_role("heading", name="Masuk ke loket")).to_be_visible()
    expect(mine.page.locator("#sign-in-problem")).to_contain_text("Silakan masuk")
    expect(mine.page.get_by_label("Loket", exact=True)).to_have_value(place.counters[0])


def test_neither_name_nor_pin_is_kept_in_the_browser(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    desk = counter_at(shared_hall, place.counters[0])
    kept = desk.page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")
    assert PIN not in kept
    assert f"staf{place.counters[0]}" not in kept
    assert "mpp_session" not in kept
