"""The audit of rendered pages sees what it is there to see."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.unit.web import audit

FAULTS = [
    (audit.cut_off, '<p style="width: 900px">wide</p>'),
    (
        audit.cut_off,
        '<p style="width: 20px; overflow: hidden; white-space: nowrap">cut off here</p>',
    ),
    (audit.cut_off, '<div style="width: 50px"><p style="width: 90px">out</p></div>'),
    (audit.too_pale, '<p style="color: #888; background: #fff">pale</p>'),
    (audit.nameless, "<button></button>"),
    (audit.nameless, "<input>"),
    (lambda page: audit.too_small(page, 24), '<button style="width: 20px">x</button>'),
]


def test_every_fault_is_seen_and_its_absence_too(open_page: Callable[..., Page]) -> None:
    page = open_page("about:blank", 360, 640)
    for look, fault in FAULTS:
        page.set_content("<p>sound</p><button style='width: 90px; height: 40px'>Named</button>")
        assert look(page) == []
        page.set_content(f"<p>sound</p>{fault}")
        assert look(page) != [], fault
