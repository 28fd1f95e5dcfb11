"""The page behind a ticket's QR."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from playwright.sync_api import Page, expect

from kiosk.domain.phone_code import encode
from tests.helpers.waiting import until
from tests.unit.web.counter_page import CounterPage
from tests.unit.web.hall_server import HallServer, Place, reserved

OpenPage = Callable[..., Page]
CounterAt = Callable[..., CounterPage]
OTHER = reserved("Y")  # of the other agency

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


def test_a_visitor_gives_the_place_up_after_one_question(
    shared_hall: HallServer, place: Place, open_page: OpenPage, counter_at: CounterAt
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    desk = counter_at(shared_hall, place.counters[0])
    expect(desk.waiting()).to_have_count(1)
    page = open_phone(open_page, shared_hall, ticket)
    page.get_by_role("button", name="Batalkan nomor").click()
    question = page.get_by_role("group", name=f"Batalkan nomor {ticket['number']}?")
    expect(question).to_contain_text("Tempat Anda dalam antrean hilang")
    expect(question.get_by_role("button", name="Tetap menunggu")).to_be_focused()
    question.get_by_role("button", name="Tetap menunggu").click()
    expect(question).to_be_hidden()
    assert shared_hall.ticket(ticket["id"])["state"] == "waiting"
    page.get_by_role("button", name="Batalkan nomor").click()
    question.get_by_role("button", name="Ya, batalkan").click()
    expect(page.get_by_text("Nomor ini sudah dibatalkan.")).to_be_visible()
    expect(page).to_have_title(f"{ticket['number']} · dibatalkan")
    expect(page.locator("#cancel")).to_be_hidden()
    expect(desk.waiting()).to_have_count(0)
    assert shared_hall.told(ticket["number"]) == ["ticket.issued", "ticket.cancelled"]


def test_a_ticket_on_hold_says_so_and_may_be_given_up(
    shared_hall: HallServer, place: Place, open_page: OpenPage, counter_at: CounterAt
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    page = open_phone(open_page, shared_hall, ticket)
    desk = counter_at(shared_hall, place.counters[0])
    desk.serve(ticket["number"])
    expect(page.get_by_text("Anda sedang dilayani")).to_be_visible()
    expect(page.locator("#cancel")).to_be_hidden()
    desk.press("hold")
    expect(page.locator("#message")).to_contain_text("Nomor Anda ditahan")
    expect(page).to_have_title(f"{ticket['number']} · ditahan")
    desk.ready()
    desk.page.get_by_role("button", name="Kembalikan ke antrean").click()
    expect(page.locator("#tiles")).to_be_visible()
    desk.serve(ticket["number"])
    desk.press("hold")
    page.get_by_role("button", name="Batalkan nomor").click()
    page.get_by_role("button", name="Ya, batalkan").click()
    expect(page.get_by_text("Nomor ini sudah dibatalkan.")).to_be_visible()
    expect(desk.held()).to_have_count(0)


def test_who_is_sent_on_to_another_agency_is_followed_there(
    shared_hall: HallServer, place: Place, open_page: OpenPage, counter_at: CounterAt
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    page = open_phone(open_page, shared_hall, ticket)
    desk = counter_at(shared_hall, place.counters[0])
    desk.serve(ticket["number"])
    desk.press("transfer")
    expect(desk.page.locator("#transfer-list label").first).to_be_visible()
    desk.page.keyboard.type("keliling kartu keluarga")
    queue = f"queue%3Aq-{OTHER.letter.lower()}"
    with page.expect_request(lambda request: queue in request.url):
        desk.page.keyboard.press("Enter")
    expect(page.locator("#service")).to_have_text("Kartu Keluarga baru keliling")
    expect(page.locator("#agency")).to_have_text("Polres")
    expect(page.locator("#line")).to_be_hidden()


def test_the_phone_listens_to_its_ticket_its_queue_and_the_counters_that_serve_it(
    shared_hall: HallServer, place: Place, open_page: OpenPage
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    page = open_page("about:blank", 360, 640)
    with page.expect_request("**/v1/events*") as line:
        page.goto(f"{shared_hall.url}/t/{ticket['id']}")
    topics = parse_qs(urlsplit(line.value.url).query)["topic"]
    counters = [f"counter:{counter}" for counter in place.counters]
    assert topics == [f"ticket:{ticket['id']}", f"queue:q-{place.letter.lower()}", *counters]


def test_a_wait_from_zero_is_said_as_at_most(
    shared_hall: HallServer, place: Place, open_page: OpenPage
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    answer = json.dumps({**ticket, "ahead": 0, "wait": {"low": 0, "high": 5}})
    page = open_page("about:blank", 360, 640)
    page.route("**/v1/tickets/*", lambda route: route.fulfill(body=answer))
    page.goto(f"{shared_hall.url}/t/{ticket['id']}")
    expect(page.locator("#wait")).to_have_text("sampai 5 menit")
    page.get_by_role("button", name="English").click()
    expect(page.locator("#wait")).to_have_text("up to 5 min")


# What the stream says, cut where the network may cut it, and what a page hears of it.
HEAR = """
async ([script, parts]) => {
  const { followEvents } = await import(script);
  const heard = [];
  window.fetch = async () => new Response(new ReadableStream({
    start(line) {
      parts.forEach((part) => line.enqueue(new TextEncoder().encode(part)));
      line.close();
    },
  }));
  return new Promise((resolve) => {
    const follower = followEvents({
      topics: () => [],
      opened: () => {},
      event: (type, data) => heard.push([type, data.seq || 0]),
      lost: () => { follower.end(); resolve(heard); },
    });
  });
}
"""


def test_a_block_of_a_number_alone_is_a_sign_of_life_and_no_event(
    shared_hall: HallServer, open_page: OpenPage
) -> None:
    page = open_page(f"{shared_hall.url}/t/x")
    script = page.locator("script[type=module]").get_attribute("src") or ""
    parts = [
        "retry: 1000\n\n: ping\n\nid: 7\n\n",
        'id: 8\nevent: ticket.called\ndata: {"se',
        'q": 8}\n\n: ping\n\nid: 9\n',
        "\nid: 10\nevent: reset\ndata: {}\n\n",
    ]
    heard = page.evaluate(HEAR, [script.replace("phone.js", "events.js"), parts])
    assert heard == [["ticket.called", 8], ["reset", 0]]


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
