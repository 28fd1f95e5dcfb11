"""The code on the screen is the code of the address, module by module."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ui.look.qr_path import svg_path

RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")

matrices = st.integers(1, 12).flatmap(
    lambda size: st.lists(
        st.lists(st.booleans(), min_size=size, max_size=size), min_size=size, max_size=size
    )
)


@given(matrices)
def test_every_dark_module_is_drawn_once_and_no_light_one(matrix: list[list[bool]]) -> None:
    path = svg_path(matrix)
    drawn: list[tuple[int, int]] = []
    for x, y, there, back in RUN.findall(path):
        assert there == back
        drawn += [(int(x) + step, int(y)) for step in range(int(there))]
    dark = [(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module]
    assert RUN.sub("", path) == ""
    assert sorted(drawn) == sorted(dark)


def test_a_run_is_one_rectangle() -> None:
    assert svg_path([[False, True, True], [True, False, True]]) == (
        "M1 0h2v1h-2zM0 1h1v1h-1zM2 1h1v1h-1z"
    )
