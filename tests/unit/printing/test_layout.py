"""What stands on a ticket, whatever prints it."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise

import pytest

from kiosk.domain.paper import PaperTicket
from kiosk.domain.ticket import WaitRange
from printing.layout import (
    Banner,
    Block,
    Code,
    Notice,
    Number,
    Pair,
    Space,
    Text,
    TickList,
    lay_out,
)
from tests.papers import OFFLINE, TICKET


def texts(blocks: tuple[Block, ...]) -> list[str]:
    """Every text of a layout, top to bottom."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Text(text) | Number(text) | Banner(text) | Notice(text):
                found.append(text)
            case Pair(label, value):
                found.append(f"{label}: {value}")
            case TickList(items):
                found.extend(items)
            case Code(_, title, note, host):
                found.extend((title, note, host))
            case _:
                pass
    return found


def test_a_ticket_says_all_a_visitor_needs() -> None:
    assert texts(lay_out(TICKET)) == [
        "Mal Pelayanan Publik",
        "Kota Contoh",
        "Nomor antrean Anda",
        "A012",
        "KTP elektronik hilang atau rusak",
        "Dinas Kependudukan dan Pencatatan Sipil",
        "Silakan menunggu di",
        "Zona Biru",
        "Loket 3 atau 4",
        "Di depan Anda: 6 orang",
        "Kira-kira: 15–25 menit",
        "Mohon siapkan",
        "Surat keterangan kehilangan dari kepolisian",
        "Kartu Keluarga (fotokopi)",
        "KTP lama, bila rusak",
        "Pantau dari ponsel",
        "Pindai kode ini, tanpa aplikasi.",
        "antrean.mpp.example.go.id",
        "Senin, 23 November 2026",
        "Pukul 09.41 · Berlaku hari ini",
    ]


def test_a_ticket_in_english_leaves_published_names_as_they_are() -> None:
    said = texts(lay_out(replace(TICKET, language="en")))
    assert "Your queue number" in said
    assert "Counter 3 or 4" in said
    assert "KTP elektronik hilang atau rusak" in said
    assert not {"Nomor antrean Anda", "Mohon siapkan"} & set(said)


def test_the_code_carries_the_phone_address_unchanged() -> None:
    codes = [block for block in lay_out(TICKET) if isinstance(block, Code)]
    assert [code.address for code in codes] == [TICKET.phone_url]


def test_an_offline_ticket_says_so_in_words_and_promises_no_wait() -> None:
    said = texts(lay_out(OFFLINE))
    assert any("sambungan ke server mal terputus" in text for text in said)
    assert any("tetap berlaku" in text for text in said)
    assert not any(text.startswith(("Di depan", "Kira-kira")) for text in said)


def test_a_duplicate_is_marked_before_its_number() -> None:
    said = texts(lay_out(replace(TICKET, duplicate=True)))
    assert said.index("DUPLIKAT") < said.index("A012")
    assert "DUPLIKAT" not in texts(lay_out(TICKET))


def test_people_ahead_are_printed_though_nobody_knows_the_wait() -> None:
    said = texts(lay_out(replace(TICKET, wait=None)))
    assert "Di depan Anda: 6 orang" in said
    assert not any(text.startswith("Kira-kira") for text in said)


def test_nobody_ahead_is_a_word_not_a_zero() -> None:
    said = texts(lay_out(replace(TICKET, ahead=0, wait=WaitRange(0, 5))))
    assert "Di depan Anda: tidak ada" in said
    assert "Kira-kira: sampai 5 menit" in said


def test_a_ticket_without_a_place_sends_the_visitor_to_the_board() -> None:
    said = texts(lay_out(replace(TICKET, zone="", counters=())))
    assert "Silakan perhatikan papan panggilan" in said
    assert "Silakan menunggu di" not in said


def test_a_zone_without_counters_and_counters_without_a_zone_are_both_places() -> None:
    assert "Zona Biru" in texts(lay_out(replace(TICKET, counters=())))
    assert "Loket 3 atau 4" in texts(lay_out(replace(TICKET, zone="")))


def test_a_city_already_in_the_halls_name_is_not_repeated() -> None:
    said = texts(lay_out(replace(TICKET, hall="MPP Kota Contoh", city="Kota Contoh")))
    assert said[0] == "MPP Kota Contoh"
    assert "Kota Contoh" not in said


def test_a_long_list_of_papers_ends_with_how_many_more() -> None:
    papers = tuple(f"Berkas {number}" for number in range(1, 15))
    said = texts(lay_out(replace(TICKET, papers=papers)))
    assert "Berkas 10" in said
    assert "Berkas 11" not in said
    assert "dan 4 lagi, tercantum di halaman ponsel" in said


def test_nothing_to_bring_leaves_no_empty_heading() -> None:
    assert "Mohon siapkan" not in texts(lay_out(replace(TICKET, papers=())))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "antrean.example.go.id",
        "ftp://antrean.example.go.id/t/1",
        "javascript:alert(1)",
        "https://[half/t/1",
        "https://host:port/t/1",
        "https:///t/1",
        "https://antrean.example.go.id/t/\x1b@",
        "https://antrean.example.go.id/" + "t" * 200,
    ],
)
def test_an_address_no_phone_can_open_leaves_no_code(address: str) -> None:
    blocks = lay_out(replace(TICKET, phone_url=address))
    assert not any(isinstance(block, Code) for block in blocks)
    assert "A012" in texts(blocks)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://127.0.0.1:8200/t/1", "127.0.0.1:8200"),
        ("https://mal@evil.example/t/1", "evil.example"),
        ("https://ANTREAN.Example.go.id/t/1", "antrean.example.go.id"),
    ],
)
def test_the_host_in_words_is_where_a_phone_will_go(address: str, host: str) -> None:
    assert host in texts(lay_out(replace(TICKET, phone_url=address)))


def test_no_text_touches_the_next() -> None:
    blocks = lay_out(replace(OFFLINE, duplicate=True, ahead=3, wait=WaitRange(5, 10)))
    for above, below in pairwise(blocks):
        assert isinstance(above, Space) or isinstance(below, Space)


def test_a_ticket_has_no_field_for_anything_personal() -> None:
    assert {field.name for field in fields(PaperTicket)} == {
        *("hall", "city", "number", "service", "agency", "taken_at", "zone", "counters"),
        *("ahead", "wait", "papers", "phone_url", "offline", "duplicate", "language"),
    }
