"""What the pages send: little, strict, and nothing that is not ours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import hall.web
from tests.unit.web import audit
from tests.unit.web.hall_server import HOSTILE, HallServer, Place, places

WEB = Path(hall.web.__file__).parent
STATIC = WEB / "static"
PHONE_BYTES = 50_000
#: Newer than ES2017, or missing in the browsers of old phones.
TOO_NEW = re.compile(
    r"\?\.[A-Za-z(\[]|\?\?|\bcatch \{|for await|async \*|\bstatic\b|[ ({]#[a-z]|\.at\("
    r"|replaceChildren|replaceAll|matchAll|fromEntries|\.flat|globalThis"
    r"|allSettled|finally\(|\{ ?\.\.\."
)


def test_the_first_load_of_the_phone_page_is_under_50_kb(
    shared_hall: HallServer, place: Place, open_page: Callable[..., Page]
) -> None:
    """Counts what Chromium's network stack received, headers included, until all is painted."""
    ticket = shared_hall.issue(place.services[:1])
    page = open_page("about:blank", 360, 640)
    received: list[float] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda done: received.append(done["encodedDataLength"]))
    page.goto(f"{shared_hall.url}/t/{ticket['id']}")
    expect(page.locator("#where")).to_be_visible()
    page.get_by_role("button", name="English").click()
    assert len(received) >= 10
    assert sum(received) < PHONE_BYTES


def test_a_second_visit_takes_the_scripts_from_the_phone_itself(shared_hall: HallServer) -> None:
    _, html = shared_hall.ask("GET", "/t/unknown")
    script = re.search(r'<script type="module" src="(/static/[0-9a-f]{12}/phone\.js)">', html)
    assert script
    headers = shared_hall.headers(script[1])
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "javascript" in headers["content-type"]


def _modules(name: str) -> set[str]:
    """A script and every script it imports."""
    found = {name}
    for imported in re.findall(r'from "\./([a-z0-9_]+\.js)"', (STATIC / name).read_text()):
        found |= _modules(imported)
    return found


@pytest.mark.parametrize("name", sorted(_modules("phone.js")))
def test_the_phone_page_uses_nothing_newer_than_es2017(name: str) -> None:
    code = re.sub(r"//.*", "", (STATIC / name).read_text(encoding="utf-8"))
    assert TOO_NEW.findall(code) == []


@pytest.mark.parametrize("path", ["/", "/counter", "/t/unknown"])
def test_pages_hold_no_inline_script_or_style_and_load_nothing_from_elsewhere(
    path: str, shared_hall: HallServer
) -> None:
    _, html = shared_hall.ask("GET", path)
    tags = re.sub(r'="[^"]*"', '=""', html)  # what a value says is text
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", tags)
    addresses = re.findall(r'(?:src|href)="([^"]*)"', html)
    assert addresses
    assert all(re.match(r"/(static/|counter$)", address) for address in addresses)


@pytest.mark.parametrize("path", ["/", "/counter", "/t/unknown"])
def test_pages_are_strict_with_the_browser(path: str, shared_hall: HallServer) -> None:
    headers = shared_hall.headers(path)
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_code_that_is_no_ticket_is_a_404_and_a_ticket_code_is_not(
    shared_hall: HallServer,
) -> None:
    assert shared_hall.ask("GET", "/t/unknown")[0] == 404
    assert shared_hall.ask("GET", f"/t/{shared_hall.new_id()}")[0] == 200


def test_a_code_from_the_end_of_time_is_answered_like_any_other(shared_hall: HallServer) -> None:
    status, html = shared_hall.ask("GET", "/t/ffffffff-ffff-7fff-bfff-ffffffffffff")
    assert status == 200
    assert 'data-may-arrive="no"' in html


def test_page_data_names_a_service_and_the_way_to_it(shared_hall: HallServer) -> None:
    status, answer = shared_hall.ask("GET", "/pages/services?id=a.kk&id=nobody")
    assert status == 200
    assert json.loads(answer) == {
        "a.kk": {
            "name": "Kartu Keluarga baru",
            "short_name": "Kartu keluarga",
            "agency": "Dukcapil",
            "requirements": [
                "Formulir F-1.02",
                "Surat keterangan kehilangan dari kepolisian (bila hilang)",
            ],
            "counters": [
                {
                    "id": number,
                    "number": int(number),
                    "name": f"Loket {number}",
                    "zone": "Zona Biru",
                    "floor": "Lantai 1",
                    "way": "Dari pintu masuk ke kiri",
                }
                for number in ("1", "2")
            ],
        },
        "nobody": None,
    }


@pytest.mark.parametrize("query", ["", "?id=" + "&id=".join(map(str, range(51)))])
def test_page_data_asks_for_some_services_and_not_for_too_many(
    query: str, shared_hall: HallServer
) -> None:
    status, answer = shared_hall.ask("GET", f"/pages/services{query}")
    assert 400 <= status < 500
    assert json.loads(answer)["code"] == "bad-request"


def test_page_data_lists_all_services_of_the_hall_by_agency(shared_hall: HallServer) -> None:
    status, answer = shared_hall.ask("GET", "/pages/transfers")
    groups = json.loads(answer)
    assert status == 200
    assert [group["agency"] for group in groups] == ["Dukcapil", "Polres"]
    assert {"id": "a.kk", "name": "Kartu Keluarga baru", "short_name": "Kartu keluarga"} in groups[
        0
    ]["services"]
    offered = [one for group in groups for one in group["services"]]
    assert len({one["id"] for one in offered}) == len(offered) == 3 * len(list(places()))
    assert any(one["name"] == HOSTILE for one in offered)


def test_the_front_door_leads_to_the_counters(
    shared_hall: HallServer, open_page: Callable[..., Page]
) -> None:
    page = open_page(shared_hall.url)
    page.get_by_role("link", name="Buka halaman loket").click()
    expect(page.get_by_role("heading", name="Masuk ke loket")).to_be_visible()


def test_the_pages_are_not_part_of_the_api(shared_hall: HallServer) -> None:
    paths = json.loads(shared_hall.ask("GET", "/v1/openapi.json")[1])["paths"]
    assert paths
    assert all(
        path.startswith("/v1/") or path in {"/healthz", "/metrics", "/readyz"} for path in paths
    )


def test_a_hostile_catalog_text_stays_text_in_page_data(shared_hall: HallServer) -> None:
    answer = json.loads(shared_hall.ask("GET", "/pages/services?id=z.ktp")[1])
    assert answer["z.ktp"]["name"] == HOSTILE


PAIRS = [
    ("text", "page"),
    ("text-quiet", "page"),
    ("text-quiet", "surface"),
    ("number", "surface"),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("chip-text", "chip"),
    ("text", "chip-quiet"),
    ("warn-text", "warn"),
    ("late", "surface"),
    ("night-text", "night"),
    ("night-text", "night-tile"),
    ("night-quiet", "night"),
    ("night-quiet", "night-tile"),
    ("called-text", "called"),
    ("called", "surface"),
]


@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_every_pair_of_text_and_ground_holds_4_5_to_1(front: str, back: str) -> None:
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", (STATIC / "tokens.css").read_text()))
    colours = [tuple(bytes.fromhex(tokens[name][1:])) for name in (front, back)]
    assert audit.contrast(*colours) >= 4.5


@pytest.mark.parametrize("back", ["page", "surface", "chip"])
@pytest.mark.parametrize("front", ["focus", "line-input", "brand"])
def test_controls_and_the_focus_ring_hold_3_to_1(front: str, back: str) -> None:
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", (STATIC / "tokens.css").read_text()))
    colours = [tuple(bytes.fromhex(tokens[name][1:])) for name in (front, back)]
    assert audit.contrast(*colours) >= 3
