"""Check an application, by finger; and what was typed is nowhere when the visitor has gone."""

from __future__ import annotations

import gc
import re
from collections import deque
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from kiosk.errors import ApplicationNotFound, HallUnreachable
from tests.helpers.kiosk_window import KioskWindow
from tests.unit.ui.desks import FACTOR, TRACKING_NUMBER, application
from tests.unit.ui.errands import (
    first_digits,
    found,
    found_at_the_end,
    mistyped,
    not_found,
    second_factor,
    view_model,
)

DOT = "\N{BULLET}"


def type_by_finger(kiosk: KioskWindow, digits: str) -> None:
    for digit in digits:
        kiosk.tap(digit)


def slots(kiosk: KioskWindow) -> str:
    """What stands in the field, place by place."""
    field = next(i for i in kiosk.items() if i.property("places") is not None)
    return "".join(str(i.property("text")) for i in _below(field) if i.property("text"))


def _below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        yield child
        yield from _below(child)


def everything_said(kiosk: KioskWindow) -> str:
    """Every text there is: items seen or not, what is spoken, our objects with their insides."""
    said = []
    for thing in gc.get_objects():
        ours = isinstance(thing, QObject) and type(thing).__module__.startswith("ui.")
        if ours and _alive(thing):
            said += [*_texts_of(thing), repr(vars(thing))]
    for item in [kiosk.window.contentItem(), *_below(kiosk.window.contentItem())]:
        said += _texts_of(item)
        spoken = QAccessible.queryAccessibleInterface(item)
        if spoken is not None:
            said += [spoken.text(QAccessible.Text.Name), spoken.text(QAccessible.Text.Description)]
    return re.sub("0x[0-9a-f]+", "", "\n".join(said))  # an address may look like anything


def _texts_of(thing: QObject) -> list[str]:
    kind = thing.metaObject()
    properties = [kind.property(place) for place in range(kind.propertyCount())]
    return [str(thing.property(p.name())) for p in properties if p.typeName() == "QString"]


def _alive(thing: QObject) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(thing))


def test_two_numbers_typed_by_finger_lead_to_the_answer(kiosk: KioskWindow, qtbot: QtBot) -> None:
    kiosk.go("check-application")
    type_by_finger(kiosk, TRACKING_NUMBER)
    assert slots(kiosk) == TRACKING_NUMBER
    kiosk.tap("Lanjut")
    type_by_finger(kiosk, FACTOR)
    assert slots(kiosk) == DOT * 4
    kiosk.tap("Lihat permohonan")
    qtbot.waitUntil(lambda: view_model(kiosk, "check-application").step == "result")
    kiosk.settle()
    texts = kiosk.texts()
    assert kiosk.desk.asked("look_up") == [(TRACKING_NUMBER, FACTOR)]
    assert {"Izin mendirikan klinik pratama", "DPMPTSP", "Peninjauan lokasi"} <= set(texts)
    assert "Selesai · 12 November 2026" in texts
    assert "Sedang di sini · 18 November 2026" in texts
    assert "Belum" in texts
    assert "Data dari instansi per 23 November 2026, 07.30" in texts


def test_the_answer_is_worded_again_in_english(kiosk: KioskWindow, qtbot: QtBot) -> None:
    found(kiosk, qtbot)
    kiosk.prefer("en")
    assert "Now here · 18 November 2026" in kiosk.texts()
    assert "Data from the office as of 23 November 2026, 07:30" in kiosk.texts()


def test_stages_are_told_apart_without_colour(kiosk: KioskWindow, qtbot: QtBot) -> None:
    found(kiosk, qtbot)
    rows = [i for i in kiosk.items() if i.property("stage") is not None]
    icons = [
        next(str(c.property("name")) for c in r.childItems() if c.property("stroke")) for r in rows
    ]
    assert icons == ["circle-check", "circle-check", "map-pin", "circle-dashed"]


def test_an_application_at_its_end_is_done_everywhere(kiosk: KioskWindow, qtbot: QtBot) -> None:
    found_at_the_end(kiosk, qtbot)
    stages = [str(i.property("stage")) for i in kiosk.items() if i.property("stage") is not None]
    assert stages == ["done"] * 4


def test_a_slip_is_told_before_anybody_is_asked(kiosk: KioskWindow, qtbot: QtBot) -> None:
    mistyped(kiosk, qtbot)
    assert "Ada angka yang keliru" in kiosk.texts()
    assert "Lanjut" not in [t.property("name") for t in kiosk.targets()]
    kiosk.tap("Hapus satu angka")
    kiosk.tap(TRACKING_NUMBER[-1])
    assert "Ada angka yang keliru" not in kiosk.texts()
    kiosk.tap("Lanjut")
    assert "Langkah 2 dari 2" in kiosk.texts()
    assert not kiosk.desk.asked("look_up")


def test_clear_empties_the_field(kiosk: KioskWindow, qtbot: QtBot) -> None:
    first_digits(kiosk, qtbot)
    kiosk.tap("Hapus semua")
    assert slots(kiosk) == ""
    assert "Hapus semua" not in [t.property("name") for t in kiosk.targets()]


def test_the_same_key_takes_quick_fingers(kiosk: KioskWindow) -> None:
    kiosk.go("check-application")
    type_by_finger(kiosk, "0000")
    assert slots(kiosk) == "0000"


def test_the_factor_is_shown_on_demand_only(kiosk: KioskWindow, qtbot: QtBot) -> None:
    second_factor(kiosk, qtbot)
    assert slots(kiosk) == DOT * 3
    kiosk.tap("Tampilkan sebentar")
    assert slots(kiosk) == FACTOR[:3]
    kiosk.tap("Hapus semua")
    assert slots(kiosk) == ""


def test_back_keeps_the_number_and_forgets_the_factor(kiosk: KioskWindow, qtbot: QtBot) -> None:
    second_factor(kiosk, qtbot)
    kiosk.tap("Kembali")
    assert slots(kiosk) == TRACKING_NUMBER
    kiosk.tap("Kembali")
    assert kiosk.shell.navigator.route.name == "home"


def test_not_found_leads_back_to_typing(kiosk: KioskWindow, qtbot: QtBot) -> None:
    not_found(kiosk, qtbot)
    assert "Permohonan tidak ditemukan" in kiosk.texts()
    assert "Masih ada 4 kesempatan" in kiosk.texts()
    kiosk.tap("Ketik ulang angka telepon")
    assert slots(kiosk) == ""
    kiosk.tap("Kembali")
    assert slots(kiosk) == TRACKING_NUMBER


def test_a_lost_line_can_be_tried_again(kiosk: KioskWindow, qtbot: QtBot) -> None:
    kiosk.desk.applications = deque([HallUnreachable("timed out"), application()])
    second_factor(kiosk, qtbot)
    type_by_finger(kiosk, FACTOR[3:])
    kiosk.tap("Lihat permohonan")
    check = view_model(kiosk, "check-application")
    qtbot.waitUntil(lambda: check.step == "refused")
    kiosk.settle()
    assert "Belum dapat mencari" in kiosk.texts()
    kiosk.tap("Coba lagi")
    qtbot.waitUntil(lambda: check.step == "result")


@pytest.mark.parametrize("end", ["the visitor leaves", "nobody answers", "home is touched"])
@pytest.mark.parametrize("stage", ["number", "factor", "revealed", "refused", "result"])
def test_nothing_of_the_visitor_remains(
    kiosk: KioskWindow, qtbot: QtBot, stage: str, end: str
) -> None:
    QAccessible.setActive(True)
    secrets = _stand_at(stage, kiosk, qtbot)
    kiosk.settle()
    before = everything_said(kiosk)
    assert any(secret in before for secret in secrets)  # or this test could not fail
    if end == "the visitor leaves":
        kiosk.shell.session.end()
    elif end == "home is touched":
        kiosk.tap("Beranda")
    else:
        kiosk.clock.advance(31)  # the limit of personal screens
        kiosk.shell.session.check()
        assert kiosk.shell.session.property("secondsLeft") > 0
        kiosk.clock.advance(20)
        kiosk.shell.session.check()
    kiosk.settle()
    after = everything_said(kiosk)
    assert [secret for secret in secrets if secret in after] == []


def _stand_at(stage: str, kiosk: KioskWindow, qtbot: QtBot) -> list[str]:
    """Go to a stage of the look-up; what may not remain of it."""
    typed = [TRACKING_NUMBER]
    if stage == "number":
        first_digits(kiosk, qtbot)
        return [TRACKING_NUMBER[:6]]
    if stage in ("factor", "revealed"):
        second_factor(kiosk, qtbot)
        if stage == "revealed":
            kiosk.tap("Tampilkan sebentar")
        return [*typed, FACTOR[:3], DOT]
    if stage == "refused":
        kiosk.desk.applications = deque([ApplicationNotFound()])
        not_found(kiosk, qtbot)
        return [*typed, FACTOR]
    found(kiosk, qtbot)
    status = application()
    return [*typed, FACTOR, status.service_name, status.next_step]
