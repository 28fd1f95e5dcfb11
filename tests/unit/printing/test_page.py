"""Setting blocks on a roll, and the dots they become (UX-44)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from printing.layout import BODY, Align, Banner, Code, Number, Pair, Text, TickList, Weight, lay_out
from printing.page.letters import load_typeface, truetype
from printing.page.roll import ROLL_58, ROLL_58_COARSE, ROLL_80, ROLL_80_COARSE, Roll, roll_of
from printing.page.typeset import Bar, Letters, Page, typeset, wrap
from tests.papers import (
    DOTS_PER_MM,
    OFFLINE,
    TICKET,
    code_side,
    draw,
    line_heights,
    number_height,
    read_code,
    read_number,
    typeface,
)

ROLLS = [ROLL_80, ROLL_58, ROLL_80_COARSE, ROLL_58_COARSE]
LONG = "Penerbitan Surat Keterangan Pengganti Tanda Identitas bagi Penduduk Rentan Administrasi"


def set_on(roll: Roll, *blocks: object) -> Page:
    return typeset(blocks, roll, typeface())  # type: ignore[arg-type]


def lines(page: Page) -> list[Letters]:
    return [mark for mark in page.marks if isinstance(mark, Letters)]


def test_the_number_is_at_least_ten_millimetres_high_on_paper() -> None:
    for number in ("A012", "AB012", "A003X", "AB1012X"):
        image = draw(*lay_out(replace(TICKET, number=number)))
        assert read_number(image) == number
        assert number_height(image) >= 10 * DOTS_PER_MM


def test_a_usual_number_is_the_largest_thing_on_paper() -> None:
    page = set_on(ROLL_80, *lay_out(TICKET))
    (number,) = (line for line in lines(page) if line.text == "A012")
    assert number.cap == 18
    assert max(line.cap for line in lines(page) if line is not number) < number.cap / 3


def test_capitals_of_the_smallest_text_are_three_millimetres_high() -> None:
    smallest = min(line.cap for line in lines(set_on(ROLL_80, *lay_out(TICKET))))
    assert smallest == BODY
    (height,) = line_heights(draw(Text("HEHE", BODY)))
    assert height >= 3 * DOTS_PER_MM


def test_the_code_is_at_least_25_millimetres_wide_for_every_length_of_address() -> None:
    for length in range(20, 201, 6):
        address = "https://a.id/" + "x" * (length - 13)
        for roll in ROLLS:
            image = draw(Code(address, "a", "b", "c"), roll=roll)
            assert read_code(image) == address
            assert code_side(image) / roll.dots_per_mm >= 25


def test_a_printed_code_is_read_back_from_its_dots() -> None:
    assert read_code(draw(*lay_out(TICKET))) == TICKET.phone_url


def test_long_names_break_between_words_and_lose_nothing() -> None:
    for roll in ROLLS:
        page = set_on(roll, Text(LONG))
        assert len(lines(page)) > 1
        assert " ".join(line.text for line in lines(page)) == LONG


def test_a_word_wider_than_the_paper_is_broken_and_loses_nothing() -> None:
    word = "W" * 100
    page = set_on(ROLL_58, Text(word, align=Align.LEFT))
    assert "".join(line.text for line in lines(page)) == word


def test_nothing_stands_outside_the_printable_area() -> None:
    for roll in ROLLS:
        ticket = replace(OFFLINE, service=LONG, agency=LONG, zone=LONG, duplicate=True, ahead=999)
        page = set_on(roll, *lay_out(ticket))
        for mark in page.marks:
            if isinstance(mark, Letters):
                right = mark.x + typeface()[mark.weight].width(mark.text, mark.cap)
            else:
                right = mark.x + (mark.width if isinstance(mark, Bar) else mark.side)
            assert mark.x >= 0
            assert right <= roll.printable + 0.001
            assert 0 <= mark.y <= page.height


def test_centred_lines_are_of_about_the_same_length() -> None:
    text = "Dinas Kependudukan dan Pencatatan Sipil"
    widths = [
        typeface()[line.weight].width(line.text, line.cap)
        for line in lines(set_on(ROLL_80, Text(text)))
    ]
    assert len(widths) == 2
    assert min(widths) > 0.9 * max(widths)


def test_a_value_too_wide_for_its_line_goes_below_its_label() -> None:
    label, value = lines(set_on(ROLL_58, Pair("Perkiraan lama menunggu", "125–180 menit")))
    assert value.y > label.y
    label, value = lines(set_on(ROLL_80, Pair("Kira-kira", "15–25 menit")))
    assert value.y == label.y
    wrapped = lines(set_on(ROLL_58, Pair("Kira-kira", "paling lama 1.000.000 menit")))
    assert [line.text for line in wrapped[1:]] == ["paling lama", "1.000.000 menit"]


def test_a_box_to_tick_stands_before_the_first_line_of_its_item() -> None:
    page = set_on(ROLL_80, TickList((LONG,)))
    top = min(mark.y for mark in page.marks if isinstance(mark, Bar))
    first, second = lines(page)[:2]
    assert top == pytest.approx(first.y - BODY)
    assert first.x == second.x > BODY


def test_a_banner_is_white_on_black() -> None:
    image = draw(Banner("DUPLIKAT")).convert("L")
    black = sum(value == 0 for value in image.tobytes()) / (image.width * image.height)
    assert 0.7 < black < 0.95


def test_words_of_a_code_stand_beside_it_or_below_it_on_a_narrow_roll() -> None:
    code = Code("https://a.id/t/1", "Pantau dari ponsel", "Pindai kode ini.", "a.id")
    wide, narrow = set_on(ROLL_80, code), set_on(ROLL_58, code)
    *beside, below = lines(wide)
    assert all(line.x > 33 and line.y < 33 for line in beside)
    assert (below.text, below.x) == ("a.id", 0)
    assert all(line.y > 33 for line in lines(narrow))


def test_an_empty_number_prints_nothing_and_breaks_nothing() -> None:
    assert set_on(ROLL_80, Number("")).height == 0


def test_wrapping_measures_as_wide_as_letters_are() -> None:
    face = typeface()[Weight.REGULAR]
    width = face.width("satu dua", 3)
    assert wrap("satu dua tiga", width, 3, face) == ["satu dua", "tiga"]
    assert wrap("satu dua tiga", width - 0.01, 3, face) == ["satu", "dua tiga"]
    assert wrap("", 10, 3, face) == []


def test_a_separator_never_ends_a_line() -> None:
    face = typeface()[Weight.BOLD]
    text = "Pukul 09.41 · Berlaku hari ini"
    assert wrap(text, face.width(text, 3) - 1, 3, face) == ["Pukul 09.41 · Berlaku hari", "ini"]
    assert wrap(text, face.width("Pukul 09.41 ·", 3), 3, face)[0] == "Pukul 09.41"


@pytest.mark.parametrize(
    ("paper", "dots_per_inch", "dots", "printable"),
    [(80, 203, 576, 72), (58, 203, 384, 48), (80, 180, 512, 72.2), (58, 180, 360, 50.8)],
)
def test_a_roll_is_what_the_head_can_reach(
    paper: int, dots_per_inch: int, dots: int, printable: float
) -> None:
    roll = roll_of(paper, dots_per_inch)
    assert roll.dots == dots
    assert roll.dots % 8 == 0
    assert roll.printable == pytest.approx(printable, abs=0.1)
    assert draw(*lay_out(TICKET), roll=roll).width == dots


def test_the_letters_for_pdf_are_the_same_file_every_time() -> None:
    for face in load_typeface().values():
        assert truetype(face).read() == truetype(face).read()
