"""Nothing cut off, nothing pale, nothing nameless: every state, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from playwright.sync_api import Page, expect

from kiosk.domain.phone_code import encode
from tests.unit.web import audit
from tests.unit.web.counter_page import CounterPage
from tests.unit.web.hall_server import HOSTILE, HallServer, Place, places, reserved

OpenPage = Callable[..., Page]
CounterAt = Callable[..., CounterPage]
HOSTILE_PLACE = reserved("Z")
LONG_PLACES = (reserved("CY"), reserved("CZ"))
#: A strip beside other software, 200 % zoom of 1280 x 800, a small and two usual screens.
DESK_SIZES = ((360, 740), (640, 400), (1024, 768), (1280, 800), (1920, 1080))
PHONE_SIZES = ((320, 568), (360, 640), (412, 915), (915, 412), (1280, 800))


def assert_sound(page: Page, sizes: Sequence[tuple[int, int]], smallest: int) -> None:
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        assert audit.cut_off(page) == [], width
        assert audit.too_small(page, smallest) == [], width
    assert audit.too_pale(page) == []
    assert audit.nameless(page) == []


def states(desk: CounterPage, number: str) -> Iterator[str]:
    """Takes a visitor through the counter, stopping at every state."""
    desk.expect_state("idle")
    yield "idle"
    desk.press("next")
    desk.expect_state("called", number)
    yield "called"
    desk.press("start")
    desk.expect_state("serving", number)
    yield "serving"
    desk.press("finish")
    desk.expect_state("idle")
    yield "idle again"


def test_the_counter_page_is_sound_in_every_state(
    shared_hall: HallServer, counter_at: CounterAt
) -> None:
    offline = {"number": "CY001X", "taken_at": shared_hall.now.isoformat()}
    shared_hall.issue(LONG_PLACES[0].services[1:], "disability", offline=offline)
    shared_hall.issue(LONG_PLACES[0].services[:1], "pregnant")
    desk = counter_at(shared_hall, LONG_PLACES[0].counters[0])
    for _ in states(desk, "CY001X"):
        assert_sound(desk.page, DESK_SIZES, 24)


def test_the_sign_in_and_the_front_door_are_sound(
    shared_hall: HallServer, open_page: OpenPage
) -> None:
    page = open_page(f"{shared_hall.url}/counter")
    expect(page.get_by_role("heading", name="Masuk ke loket")).to_be_visible()
    assert_sound(page, DESK_SIZES, 44)
    page.goto(shared_hall.url)
    assert_sound(page, DESK_SIZES, 44)


def test_the_phone_page_is_sound_in_every_state(
    shared_hall: HallServer, open_page: OpenPage, counter_at: CounterAt
) -> None:
    offline = {"number": "CZ001X", "taken_at": shared_hall.now.isoformat()}
    ticket = shared_hall.issue(LONG_PLACES[1].services[:1], "elderly", offline=offline)
    page = open_page(f"{shared_hall.url}/t/{encode(UUID(ticket['id']))}")
    desk = counter_at(shared_hall, LONG_PLACES[1].counters[0])
    shown = {
        "idle": "waiting",
        "called": "called",
        "serving": "serving",
        "idle again": "finished",
    }
    for state in states(desk, ticket["number"]):
        expect(page.locator("body")).to_have_attribute("data-state", shown[state])
        assert_sound(page, PHONE_SIZES, 44)
    page.goto(f"{shared_hall.url}/t/unknown")
    assert_sound(page, PHONE_SIZES, 44)
    page.goto(f"{shared_hall.url}/t/{encode(shared_hall.new_id())}")
    expect(page.get_by_role("button", name="Coba lagi sekarang")).to_be_visible()
    assert_sound(page, PHONE_SIZES, 44)


def test_a_lost_line_is_sound_too(
    hall: HallServer, open_page: OpenPage, counter_at: CounterAt
) -> None:
    place = next(iter(places()))
    ticket = hall.issue(place.services[:1])
    phone = open_page(f"{hall.url}/t/{ticket['id']}", 360, 640)
    desk = counter_at(hall, place.counters[0])
    hall.kill()
    desk.press("next")
    expect(desk.page.locator("#press-banner")).to_be_visible()
    expect(phone.locator("#line")).to_be_visible()
    assert_sound(desk.page, DESK_SIZES, 24)
    assert_sound(phone, PHONE_SIZES, 44)


def test_a_hostile_service_name_is_text_and_nothing_else(
    shared_hall: HallServer, open_page: OpenPage, counter_at: CounterAt
) -> None:
    shared_hall.issue(HOSTILE_PLACE.services[1:2])  # stays in the list
    ticket = shared_hall.issue(HOSTILE_PLACE.services[:1], "elderly")
    phone = open_page(f"{shared_hall.url}/t/{ticket['id']}", 360, 640)
    expect(phone.locator("#service")).to_have_text(HOSTILE)
    desk = counter_at(shared_hall, HOSTILE_PLACE.counters[0], 360, 740)
    desk.press("next")
    expect(desk.page.locator("#stops")).to_have_text(HOSTILE)
    expect(desk.waiting()).to_contain_text(HOSTILE)
    expect(desk.page.locator("#papers-list")).to_have_text(HOSTILE)
    for page in (phone, desk.page):
        assert page.locator("img").count() == 0
        assert page.locator("body script").count() == 0
        assert audit.cut_off(page) == []


def test_every_question_and_what_is_held_and_closed_is_sound(
    shared_hall: HallServer, open_page: OpenPage, counter_at: CounterAt
) -> None:
    place = LONG_PLACES[0]
    ticket = shared_hall.issue(place.services[:1], "pregnant")
    phone = open_page(f"{shared_hall.url}/t/{ticket['id']}")
    desk = counter_at(shared_hall, place.counters[1])
    sizes = ((360, 740), (640, 400), (1280, 800))
    desk.key("u")
    assert_sound(desk.page, sizes, 24)
    desk.page.get_by_label("Sampai akhir hari").check()
    desk.page.get_by_label("Petugas tidak di tempat").check()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#closures li")).to_have_count(1)
    desk.key("n")
    desk.page.keyboard.type(ticket["number"])
    assert_sound(desk.page, sizes, 24)
    desk.page.get_by_label("Pengunjung perlu bantuan").check()
    phone.get_by_role("button", name="Batalkan nomor").click()
    assert_sound(phone, PHONE_SIZES, 44)
    desk.page.keyboard.press("Enter")
    desk.expect_state("called", ticket["number"])
    desk.press("cancel")
    assert_sound(desk.page, sizes, 24)
    desk.page.keyboard.press("Escape")
    desk.press("start")
    desk.expect_state("serving")
    desk.press("transfer")
    expect(desk.page.locator("#transfer-list label").first).to_be_visible()
    assert_sound(desk.page, sizes, 24)
    desk.page.keyboard.press("Escape")
    desk.press("hold")
    expect(desk.held()).to_have_count(1)
    assert_sound(desk.page, DESK_SIZES, 24)
    expect(phone.locator("body")).to_have_attribute("data-state", "held")
    assert_sound(phone, PHONE_SIZES, 44)
    phone.get_by_role("button", name="Batalkan nomor").click()
    phone.get_by_role("button", name="Ya, batalkan").click()
    expect(phone.locator("body")).to_have_attribute("data-state", "cancelled")
    assert_sound(phone, PHONE_SIZES, 44)
    desk.page.get_by_role("button", name="Buka lagi").click()
    expect(desk.page.locator("#closures")).to_be_hidden()


def test_the_largest_text_leaves_the_phone_page_whole(
    shared_hall: HallServer, place: Place, open_page: OpenPage
) -> None:
    ticket = shared_hall.issue(place.services[:1], "elderly")
    # A phone of 360 pixels at 200 % text, as Android's browsers zoom it, is one of 180.
    page = open_page(f"{shared_hall.url}/t/{ticket['id']}", 180, 320)
    page.get_by_role("button", name="Batalkan nomor").click()
    assert audit.cut_off(page) == []


def test_the_actions_do_not_move_when_the_state_changes(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    number = shared_hall.issue(place.services[:1])["number"]
    desk = counter_at(shared_hall, place.counters[0])
    boxes = [desk.page.locator("#primary").bounding_box() for _ in states(desk, number)]
    assert boxes.count(boxes[0]) == len(boxes)
