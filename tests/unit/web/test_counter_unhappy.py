"""The counter page when the line, the server or a colleague gets in the way."""

from __future__ import annotations

import signal
from collections.abc import Callable

from playwright.sync_api import expect

from tests.unit.web.counter_page import CounterPage
from tests.unit.web.hall_server import HallServer, Place, places

CounterAt = Callable[..., CounterPage]
PLACE: Place = next(iter(places()))


def test_a_lost_line_is_told_in_words_and_mends_by_itself(
    hall: HallServer, counter_at: CounterAt
) -> None:
    desk = counter_at(hall, PLACE.counters[0])
    hall.kill()
    desk.expect_line("Terputus")
    banner = desk.page.locator("#line-banner")
    expect(banner).to_contain_text("Sambungan ke server mal terputus. Yang terlihat adalah keadaan")
    hall.start()
    number = hall.issue(PLACE.services[:1])["number"]
    desk.expect_line("Tersambung")
    expect(banner).to_be_hidden()
    expect(desk.waiting()).to_contain_text(number)


def test_a_press_made_while_the_server_is_down_is_done_once(
    hall: HallServer, counter_at: CounterAt
) -> None:
    first, second = (hall.issue(PLACE.services[:1])["number"] for _ in range(2))
    desk = counter_at(hall, PLACE.counters[0])
    hall.kill()
    desk.expect_line("Terputus")
    desk.press("next")
    expect(desk.page.locator("#press-banner")).to_have_text(
        "“Panggil berikutnya” sudah dicatat dan dikirim begitu server menjawab."
    )
    desk.page.keyboard.press("Enter")  # impatience changes nothing
    hall.start()
    desk.expect_state("called", first)
    expect(desk.page.locator("#press-banner")).to_be_hidden()
    desk.expect_line("Tersambung")
    assert hall.told(first).count("ticket.called") == 1
    assert hall.told(second) == ["ticket.issued"]


def test_a_press_made_while_the_server_is_down_outlives_a_reload_of_the_page(
    hall: HallServer, counter_at: CounterAt
) -> None:
    first, second = (hall.issue(PLACE.services[:1])["number"] for _ in range(2))
    desk = counter_at(hall, PLACE.counters[0])
    sent: list[str | None] = []
    desk.page.on(
        "request",
        lambda request: (
            sent.append(request.headers.get("idempotency-key"))
            if request.method == "POST"
            else None
        ),
    )
    desk.page.route("**/calls", lambda route: route.abort())
    desk.press("next")
    expect(desk.page.locator("#press-banner")).to_be_visible()
    desk.page.unroute("**/calls")
    desk.page.reload()
    desk.expect_state("called", first)
    assert len(sent) > 1
    assert len(set(sent)) == 1
    assert hall.told(second) == ["ticket.issued"]


def test_an_answer_that_was_lost_is_asked_for_again_and_the_call_done_once(
    hall: HallServer, counter_at: CounterAt
) -> None:
    first, second = (hall.issue(PLACE.services[:1])["number"] for _ in range(2))
    desk = counter_at(hall, PLACE.counters[0])
    lost: list[int] = []

    def lose_the_first_answer(route):  # type: ignore[no-untyped-def]
        if not lost:
            lost.append(route.fetch().status)  # the server did it
            route.abort()
        else:
            route.continue_()

    desk.page.route("**/calls", lose_the_first_answer)
    desk.press("next")
    desk.expect_state("called", first)
    assert lost == [200]
    assert hall.told(first).count("ticket.called") == 1
    assert hall.told(second) == ["ticket.issued"]


def test_finish_and_call_next_survives_a_server_that_dies_between_the_two(
    hall: HallServer, counter_at: CounterAt
) -> None:
    first, second = (hall.issue(PLACE.services[:1])["number"] for _ in range(2))
    desk = counter_at(hall, PLACE.counters[0])
    desk.press("next")
    desk.expect_state("called", first)
    desk.press("start")
    desk.expect_state("serving", first)
    killed: list[bool] = []

    def die_before_the_call(route):  # type: ignore[no-untyped-def]
        if not killed:
            killed.append(True)
            hall.kill()
        route.continue_()

    desk.page.route("**/calls", die_before_the_call)
    desk.press("finishNext")
    expect(desk.page.locator("#press-banner")).to_be_visible()
    hall.start()
    desk.expect_state("called", second)
    assert hall.told(first)[-1] == "ticket.finished"
    assert hall.told(second).count("ticket.called") == 1


def test_a_server_that_hangs_is_noticed_and_the_press_waits_for_it(
    hall: HallServer, counter_at: CounterAt
) -> None:
    number = hall.issue(PLACE.services[:1])["number"]
    desk = counter_at(hall, PLACE.counters[0])
    hall.signal(signal.SIGSTOP)
    desk.press("next")
    desk.expect_line("Terputus")
    expect(desk.page.locator("#press-banner")).to_be_visible()
    hall.signal(signal.SIGCONT)
    desk.expect_state("called", number)
    desk.expect_line("Tersambung")
    assert hall.told(number).count("ticket.called") == 1


def test_a_refusal_is_shown_as_its_sentence_and_the_truth_beside_it(
    hall: HallServer, counter_at: CounterAt
) -> None:
    ticket = hall.issue(PLACE.services[:1])
    desk = counter_at(hall, PLACE.counters[0])
    desk.press("next")
    desk.expect_state("called", ticket["number"])
    view = f"**/v1/counters/{PLACE.counters[0]}"
    desk.page.route(view, lambda route: route.abort())
    # The same session starts the service in another window; this page cannot read of it.
    path = f"/v1/counters/{PLACE.counters[0]}/calls/{ticket['id']}/start"
    start = "([path, key]) => fetch(path, {method: 'POST', headers: {'Idempotency-Key': key}})"
    desk.page.evaluate(start, [path, str(hall.new_id())])
    desk.press("noShow")
    problem = desk.page.locator("#problem-banner")
    expect(problem).to_contain_text("“Tidak hadir” tidak dilakukan. Tiket")
    expect(problem).to_contain_text(ticket["number"])
    desk.page.unroute(view)
    desk.expect_state("serving", ticket["number"])
    desk.press("finish")
    expect(problem).to_be_hidden()


def test_an_error_of_the_server_does_not_sign_anybody_out(
    hall: HallServer, counter_at: CounterAt
) -> None:
    desk = counter_at(hall, PLACE.counters[0])
    view = f"**/v1/counters/{PLACE.counters[0]}"
    desk.page.route(view, lambda route: route.fulfill(status=500, body="{}"))
    number = hall.issue(PLACE.services[:1])["number"]
    desk.expect_line("Terputus")
    desk.page.unroute(view)
    desk.expect_line("Tersambung")
    expect(desk.waiting()).to_contain_text(number)


def test_the_sign_in_says_when_nobody_answers(hall: HallServer, counter_at: CounterAt) -> None:
    desk = counter_at(hall, PLACE.counters[0])
    desk.page.get_by_role("button", name="Keluar").click()
    expect(desk.page.get_by_role("heading", name="Masuk ke loket")).to_be_visible()
    hall.kill()
    desk.page.get_by_label("Loket", exact=True).select_option(PLACE.counters[0])
    desk.page.get_by_label("Nama petugas").fill("staf1")
    desk.page.get_by_label("PIN").fill("246810")
    desk.page.get_by_role("button", name="Masuk").click()
    expect(desk.page.locator("#sign-in-problem")).to_contain_text("Server mal belum menjawab.")


def test_staff_are_told_that_the_store_refuses_until_it_takes_writes_again(
    hall: HallServer, counter_at: CounterAt
) -> None:
    """The disk is full: the line is well, and what is pressed is done once when there is room."""
    first, second = (hall.issue(PLACE.services[:1])["number"] for _ in range(2))
    desk = counter_at(hall, PLACE.counters[0])
    colleague = counter_at(hall, PLACE.counters[1])
    banner = desk.page.locator("#trouble-banner")
    expect(banner).to_be_hidden()
    hall.limit_files(100)
    desk.press("next")
    expect(banner).to_contain_text("Server mal sedang tidak dapat menyimpan")
    expect(banner).to_contain_text("Mohon beri tahu teknisi mal sekarang")
    expect(desk.page.locator("#press-banner")).to_contain_text("sudah dicatat")
    desk.expect_line("Tersambung")
    expect(colleague.page.locator("#trouble-banner")).to_be_visible()
    hall.limit_files()
    desk.expect_state("called", first)
    for page in (desk.page, colleague.page):
        expect(page.locator("#trouble-banner")).to_be_hidden()
    assert hall.told(first).count("ticket.called") == 1
    assert hall.told(second) == ["ticket.issued"]
    hall.kill()  # its log complains, as it should
