"""The page behind a ticket's QR."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from playwright.sync_api import Page, expect

from kiosk.domain.phone_code import encode
from tests.journeys.processes import until
from tests.unit.web.counter_page import CounterPage
from tests.unit.web.hall_server import HallServer, Place

OpenPage = Callable[..., Page]
CounterAt = Callable[..., CounterPage]

# Notes what a phone would do with its motor and its speaker.
LISTEN = """
window.noticed = [];
navigator.vibrate = (pattern) => { noticed.push('vibrate'); return true; };
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (when) { noticed.push('tone'); start.call(this, when); };
"""


def open_phone(open_page: OpenPage, server: HallServer, ticket: dict[str, Any]) -> Page:
    return open_page(f"{server.url}/t/{encode(UUID(ticket['id']))}", 360, 640, LISTEN)


def test_it_shows_number_service_people_ahead_wait_way_and_papers(
    shared_hall: HallServer, place: Place, open_page: OpenPage, counter_at: CounterAt
) -> None:
    counter_at(shared_hall, place.counters[0])
    shared_hall.issue(place.services[:1])
    ticket = shared_hall.issue(place.services[1:2])
    page = open_phone(open_page, shared_hall, ticket)
    expect(page.get_by_role("heading", name=ticket["number"])).to_be_visible()
    expect(page.get_by_text("Kartu Keluarga baru")).to_be_visible()
    expect(page.locator("#ahead")).to_have_text("1 orang")
    wait = ticket["wait"]
    expect(page.locator("#wait")).to_have_text(f"{wait['low']}–{wait['high']} menit")
    expect(page.locator("#where")).to_have_text(
        f"Zona Biru · Loket {place.counters[0]}, {place.counters[1]}"
    )
    expect(page.locator("#way")).to_have_text("Lantai 1 · Dari pintu masuk ke kiri")
    expect(page).to_have_title(f"{ticket['number']} · 1 di depan Anda")
    page.get_by_text("Berkas yang dibawa").click()
    expect(page.get_by_text("Surat keterangan kehilangan dari kepolisian")).to_be_visible()


def test_the_canonical_id_opens_the_same_page(
    shared_hall: HallServer, place: Place, open_page: OpenPage
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    page = open_page(f"{shared_hall.url}/t/{ticket['id']}")
    expect(page.get_by_role("heading", name=ticket["number"])).to_be_visible()


def test_without_an_open_counter_nobody_pretends_to_know_the_wait(
    shared_hall: HallServer, place: Place, open_page: OpenPage
) -> None:
    page = open_phone(open_page, shared_hall, shared_hall.issue(place.services[:1]))
    expect(page.locator("#ahead")).to_have_text("Tidak ada")
    expect(page.locator("#wait")).to_have_text("Belum dapat diperkirakan")


def test_the_whole_visit_shows_without_a_reload(
    shared_hall: HallServer, place: Place, open_page: OpenPage, counter_at: CounterAt
) -> None:
    first = shared_hall.issue(place.services[:1])
    ticket = shared_hall.issue(place.services[:1])
    number = ticket["number"]
    desk = counter_at(shared_hall, place.counters[0])
    page = open_phone(open_page, shared_hall, ticket)
    waiting_colour = page.locator("body").evaluate("b => getComputedStyle(b).backgroundColor")
    expect(page.locator("#ahead")).to_have_text("1 orang")
    desk.press("next")
    desk.expect_state("called", first["number"])
    expect(page.locator("#ahead")).to_have_text("Tidak ada")
    desk.press("start")
    desk.expect_state("serving", first["number"])
    desk.press("finishNext")
    desk.expect_state("called", number)
    expect(page.get_by_text("Silakan menuju", exact=True)).to_be_visible()
    expect(page.locator("#go-counter")).to_have_text(f"Loket {place.counters[0]}")
    expect(page).to_have_title(f"{number} dipanggil · Loket {place.counters[0]}")
    called_colour = page.locator("body").evaluate("b => getComputedStyle(b).backgroundColor")
    assert called_colour != waiting_colour
    desk.press("start")
    expect(page.get_by_text(f"Anda sedang dilayani di Loket {place.counters[0]}.")).to_be_visible()
    desk.press("finish")
    expect(page.get_by_text("Layanan selesai. Terima kasih atas kunjungan Anda.")).to_be_visible()
    expect(page).to_have_title(f"{number} · selesai")


def test_after_one_tap_the_phone_rings_and_shakes_at_every_call(
    shared_hall: HallServer, place: Place, open_page: OpenPage, counter_at: CounterAt
) -> None:
    desk = counter_at(shared_hall, place.counters[0])
    ticket = shared_hall.issue(place.services[:1])
    page = open_phone(open_page, shared_hall, ticket)
    page.get_by_role("button", name="Bunyikan saat dipanggil").click()
    expect(page.get_by_text("Ponsel akan berbunyi saat nomor Anda dipanggil.")).to_be_visible()
    assert page.evaluate("noticed") == ["tone"] * 3  # the visitor hears what to listen for
    desk.press("next")
    until(lambda: page.evaluate("noticed.filter(n => n === 'vibrate').length") == 1)
    assert page.evaluate("noticed.filter(n => n === 'tone').length") == 12
    desk.press("again")
    until(lambda: page.evaluate("noticed.filter(n => n === 'vibrate').length") == 2)


def test_without_a_tap_the_phone_stays_silent(
    shared_hall: HallServer, place: Place, open_page: OpenPage, counter_at: CounterAt
) -> None:
    desk = counter_at(shared_hall, place.counters[0])
    ticket = shared_hall.issue(place.services[:1])
    page = open_phone(open_page, shared_hall, ticket)
    expect(page.get_by_role("button", name="Bunyikan saat dipanggil")).to_be_visible()
    desk.press("next")
    expect(page.locator("#go-counter")).to_be_visible()
    assert page.evaluate("noticed") == []


def test_who_missed_the_call_is_told_that_it_comes_again(
    shared_hall: HallServer, place: Place, open_page: OpenPage, counter_at: CounterAt
) -> None:
    desk = counter_at(shared_hall, place.counters[0])
    page = open_phone(open_page, shared_hall, shared_hall.issue(place.services[:1]))
    desk.press("next")
    expect(page.locator("#go-counter")).to_be_visible()
    desk.press("noShow")
    expect(page.locator("#message")).to_contain_text("Nomor Anda akan dipanggil lagi")
    expect(page.locator("#tiles")).to_be_visible()


def test_the_next_stop_of_a_ticket_is_told(
    shared_hall: HallServer, place: Place, open_page: OpenPage, counter_at: CounterAt
) -> None:
    desk = counter_at(shared_hall, place.counters[0])
    page = open_phone(open_page, shared_hall, shared_hall.issue(place.services[:2]))
    desk.press("next")
    desk.press("start")
    desk.press("finish")
    expect(page.locator("#message")).to_contain_text("Satu layanan selesai.")
    expect(page.locator("#service")).to_have_text("Kartu Keluarga baru")


def test_english_is_one_tap_away_and_remembered(
    shared_hall: HallServer, place: Place, open_page: OpenPage
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    page = open_phone(open_page, shared_hall, ticket)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("Your queue number")).to_be_visible()
    expect(page.get_by_role("button", name="Ring when called")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.get_by_text("Your queue number")).to_be_visible()
    page.get_by_role("button", name="Indonesia").click()
    expect(page.get_by_text("Nomor antrean Anda")).to_be_visible()


def test_both_languages_have_the_same_texts(shared_hall: HallServer, open_page: OpenPage) -> None:
    page = open_page(f"{shared_hall.url}/t/x")
    script = page.locator("script[type=module]").get_attribute("src") or ""
    text = script.replace("phone.js", "phone_text.js")
    same = "Object.keys(m.TEXT.id).join() === Object.keys(m.TEXT.en).join()"
    assert page.evaluate(f"import('{text}').then(m => {same})")
