"""What happens elsewhere in the hall shows on the counter page without a reload."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.unit.web.counter_page import CounterPage
from tests.unit.web.hall_server import HallServer, Place

CounterAt = Callable[..., CounterPage]


def test_a_ticket_taken_now_appears_in_the_list(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    desk = counter_at(shared_hall, place.counters[0])
    expect(desk.waiting()).to_have_count(0)
    number = shared_hall.issue(place.services[1:2], "pregnant")["number"]
    expect(desk.waiting()).to_have_count(1)
    expect(desk.waiting()).to_have_text(f"{number}Kartu keluarga · hamilbaru")
    expect(desk.page.get_by_role("heading", name="Menunggu · 1")).to_be_visible()
    expect(desk.page).to_have_title(f"1 menunggu · Loket {place.counters[0]}")


def test_the_second_counters_call_shows_here(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    first, second = (shared_hall.issue(place.services[:1])["number"] for _ in range(2))
    here = counter_at(shared_hall, place.counters[0])
    there = counter_at(shared_hall, place.counters[1])
    expect(here.waiting()).to_have_count(2)
    there.click("next")
    there.expect_state("called", first)
    expect(here.waiting()).to_have_count(1)
    expect(here.waiting()).to_contain_text(second)
    here.expect_state("idle")


def test_two_counters_never_get_the_same_visitor(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    first, second = (shared_hall.issue(place.services[:1])["number"] for _ in range(2))
    desks = [counter_at(shared_hall, counter) for counter in place.counters]
    for desk in desks:
        expect(desk.button("next")).to_be_enabled()
    for desk in desks:
        desk.page.keyboard.press("Enter")
    desks[0].expect_state("called", first)
    desks[1].expect_state("called", second)


def test_events_of_other_queues_are_not_read_after(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    desk = counter_at(shared_hall, place.counters[0])
    with desk.page.expect_request("**/v1/events*") as line:
        desk.page.reload()
    topics = parse_qs(urlsplit(line.value.url).query)["topic"]
    assert topics == [f"counter:{place.counters[0]}", f"queue:q-{place.letter.lower()}"]
    desk.expect_line("Tersambung")
    desk.ready()
    reads: list[str] = []
    desk.page.on("request", lambda request: reads.append(request.url))
    shared_hall.issue(["y.ktp"])
    number = shared_hall.issue(place.services[:1])["number"]
    expect(desk.waiting()).to_contain_text(number)
    views = [url for url in reads if url.endswith(f"/v1/counters/{place.counters[0]}")]
    assert len(views) == 1


def test_what_the_visitor_came_for_and_should_bring_is_shown(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    shared_hall.issue(place.services[:2], "infant")
    desk = counter_at(shared_hall, place.counters[0])
    desk.press("next")
    stops = desk.page.get_by_role("list", name="Layanan pada tiket").get_by_role("listitem")
    expect(stops).to_have_text(
        [
            "1 Ganti KTP elektronik hilang atau rusak",
            f"2 Kartu Keluarga baru, Loket {place.counters[0]}, Loket {place.counters[1]}",
        ]
    )
    expect(desk.page.get_by_role("region", name="Berkas yang dibawa")).to_contain_text(
        "Surat keterangan kehilangan dari kepolisian"
    )
    expect(desk.page.locator("#notes")).to_have_text("Membawa bayi")


def test_the_time_runs_and_starts_again_with_the_service(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    shared_hall.issue(place.services[:1])
    desk = counter_at(shared_hall, place.counters[0])
    desk.press("next")
    expect(desk.page.locator("#since")).to_have_text("Sejak dipanggil")
    expect(desk.page.get_by_role("timer")).to_have_text("00:02")
    desk.press("start")
    expect(desk.page.locator("#since")).to_have_text("Berjalan")
    expect(desk.page.get_by_role("timer")).to_have_text("00:01")


def test_a_row_under_the_keyboard_stays_there_while_the_list_changes(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    first, second = (shared_hall.issue(place.services[:1])["number"] for _ in range(2))
    desk = counter_at(shared_hall, place.counters[0])
    row = desk.waiting().get_by_role("button", name=second)
    row.focus()
    shared_hall.issue(place.services[:1], "elderly")
    expect(desk.waiting()).to_have_count(3)
    other = counter_at(shared_hall, place.counters[1])
    other.press("next")
    expect(desk.waiting()).to_have_count(2)
    expect(desk.waiting()).to_contain_text([first, second])
    expect(row).to_be_focused()
