"""What a counter does with visitors, by mouse and by keyboard only."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.unit.web.counter_page import KEYS, LABELS, CounterPage
from tests.unit.web.hall_server import HallServer, Place

CounterAt = Callable[..., CounterPage]
BY = pytest.mark.parametrize(
    "by", [CounterPage.click, CounterPage.press], ids=["mouse", "keyboard"]
)


@BY
def test_a_visitor_is_called_again_served_and_finished(
    by: Callable[[CounterPage, str], None],
    shared_hall: HallServer,
    place: Place,
    counter_at: CounterAt,
) -> None:
    number = shared_hall.issue(place.services[:1], "elderly")["number"]
    desk = counter_at(shared_hall, place.counters[0])
    desk.expect_state("idle")
    by(desk, "next")
    desk.expect_state("called", number)
    by(desk, "again")
    expect(desk.page.locator("#notes")).to_have_text("Lansia · Dipanggil 2 kali")
    by(desk, "start")
    desk.expect_state("serving", number)
    by(desk, "finish")
    desk.expect_state("idle")
    expect(desk.page.locator("#recent")).to_contain_text(f"Tadi: {number} selesai")
    assert shared_hall.told(number) == [
        "ticket.issued",
        "ticket.called",
        "ticket.called_again",
        "ticket.started",
        "ticket.finished",
    ]


@BY
def test_finishing_and_calling_the_next_is_one_press(
    by: Callable[[CounterPage, str], None],
    shared_hall: HallServer,
    place: Place,
    counter_at: CounterAt,
) -> None:
    first, second = (shared_hall.issue(place.services[:1])["number"] for _ in range(2))
    desk = counter_at(shared_hall, place.counters[0])
    by(desk, "next")
    desk.expect_state("called", first)
    by(desk, "start")
    desk.expect_state("serving", first)
    by(desk, "finishNext")
    desk.expect_state("called", second)
    assert shared_hall.told(first)[-1] == "ticket.finished"


@BY
def test_who_is_not_there_goes_back_with_a_penalty(
    by: Callable[[CounterPage, str], None],
    shared_hall: HallServer,
    place: Place,
    counter_at: CounterAt,
) -> None:
    absent, present = (shared_hall.issue(place.services[:1])["number"] for _ in range(2))
    desk = counter_at(shared_hall, place.counters[0])
    by(desk, "next")
    desk.expect_state("called", absent)
    by(desk, "noShow")
    desk.expect_state("idle")
    by(desk, "next")
    desk.expect_state("called", present)
    expect(desk.waiting()).to_have_count(1)
    expect(desk.waiting()).to_contain_text(absent)


def test_enter_is_always_the_blue_button(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    first, second = (shared_hall.issue(place.services[:1])["number"] for _ in range(2))
    desk = counter_at(shared_hall, place.counters[0])
    for action, state, number in (
        ("next", "called", first),
        ("start", "serving", first),
        ("finishNext", "called", second),
    ):
        expect(desk.button(action)).to_be_enabled()
        desk.page.keyboard.press("Enter")
        desk.expect_state(state, number)


def test_after_a_click_enter_means_the_blue_button_and_not_the_last_one_clicked(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    number = shared_hall.issue(place.services[:1])["number"]
    desk = counter_at(shared_hall, place.counters[0])
    desk.click("next")
    desk.expect_state("called", number)
    desk.click("again")
    expect(desk.page.locator("#notes")).to_have_text("Dipanggil 2 kali")
    expect(desk.button("start")).to_be_enabled()
    desk.page.keyboard.press("Enter")
    desk.expect_state("serving", number)


def test_the_tab_key_reaches_every_lawful_action_and_shows_where_it_is(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    number = shared_hall.issue(place.services[:1])["number"]
    desk = counter_at(shared_hall, place.counters[0])
    desk.press("next")
    desk.expect_state("called", number)
    desk.page.keyboard.press("Tab")
    expect(desk.button("again")).to_be_focused()
    outline = desk.button("again").evaluate("e => getComputedStyle(e).outlineWidth")
    assert outline == "3px"
    expect(desk.button("again")).to_be_enabled()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#notes")).to_have_text("Dipanggil 2 kali")
    desk.page.keyboard.press("Tab")
    expect(desk.button("noShow")).to_be_focused()


def test_only_lawful_actions_are_enabled_and_one_is_primary(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    shared_hall.issue(place.services[:1])
    desk = counter_at(shared_hall, place.counters[0])
    for state, lawful, onward in (
        ("idle", {"next"}, "next"),
        ("called", {"start", "again", "noShow", "cancel"}, "start"),
        ("serving", {"finishNext", "finish", "hold", "transfer"}, "finish"),
    ):
        desk.expect_state(state)
        for action in lawful:
            expect(desk.button(action)).to_be_enabled()
        expect(desk.page.locator(".actions button:enabled")).to_have_count(len(lawful))
        primary = desk.page.locator(".actions .primary")
        expect(primary).to_have_count(1)
        assert primary.get_attribute("data-action") in lawful
        desk.press(onward)


def test_keys_in_a_field_or_with_a_modifier_are_left_alone(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    number = shared_hall.issue(place.services[:1])["number"]
    desk = counter_at(shared_hall, place.counters[0])
    desk.press("next")
    desk.expect_state("called", number)
    expect(desk.button("again")).to_be_enabled()
    desk.page.keyboard.press("Control+s")
    desk.page.keyboard.press("Alt+x")
    desk.page.evaluate("document.body.append(document.createElement('input'))")
    desk.page.locator("body > input").press_sequentially("rsxf")
    desk.page.locator("body > input").press("Enter")
    desk.page.evaluate("document.querySelector('body > input').remove()")
    desk.press("again")
    expect(desk.page.locator("#notes")).to_have_text("Dipanggil 2 kali")
    desk.expect_state("called", number)


def test_a_key_held_down_or_struck_twice_is_one_press(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    numbers = [shared_hall.issue(place.services[:1])["number"] for _ in range(3)]
    desk = counter_at(shared_hall, place.counters[0])
    expect(desk.button("next")).to_be_enabled()
    desk.page.keyboard.down("Enter")
    for _ in range(5):
        desk.page.keyboard.down("Enter")  # Playwright sends these as repeats
    desk.page.keyboard.up("Enter")
    desk.page.keyboard.press("Enter")
    desk.expect_state("called", numbers[0])
    expect(desk.button("start")).to_be_enabled()
    desk.button("start").dblclick()
    desk.expect_state("serving", numbers[0])
    expect(desk.button("finish")).to_be_enabled()
    desk.expect_state("serving", numbers[0])
    assert shared_hall.told(numbers[0]) == ["ticket.issued", "ticket.called", "ticket.started"]
    assert shared_hall.told(numbers[1]) == ["ticket.issued"]


def test_calling_when_nobody_waits_says_so_calmly(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    desk = counter_at(shared_hall, place.counters[0])
    desk.press("next")
    expect(desk.page.locator("#notice")).to_have_text("Belum ada yang menunggu.")
    desk.expect_state("idle")


def test_every_action_has_an_accessible_name_with_its_key(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    number = shared_hall.issue(place.services[:1])["number"]
    desk = counter_at(shared_hall, place.counters[0])
    desk.press("next")
    desk.expect_state("called", number)
    group = desk.page.get_by_role("group", name="Tindakan")
    for actions in (("start", "again", "noShow", "cancel"), ("finishNext", "finish", "hold")):
        snapshot = group.aria_snapshot()
        for action in actions:
            key = desk.button(action).get_attribute("aria-keyshortcuts") or ""
            assert KEYS[action].upper() in key.upper()
            assert f'"{LABELS[action]} ' in snapshot
        desk.press(actions[0])
        desk.expect_state("serving" if actions[0] == "start" else "idle")
    asides = desk.page.get_by_role("group", name="Antrean loket ini").get_by_role("button")
    keys = asides.evaluate_all("all => all.map(e => e.getAttribute('aria-keyshortcuts'))")
    assert keys == ["N", "U"]
