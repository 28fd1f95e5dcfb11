"""A QR module matrix as one path, so that a screen draws it as crisp squares."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby


def svg_path(matrix: Sequence[Sequence[bool]]) -> str:
    """SVG path data of the dark modules, one unit a module: each run of a row is a rectangle."""
    return "".join(
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(matrix)
        for start, length in _dark_runs(row)
    )


def _dark_runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    runs, x = [], 0
    for dark, group in groupby(row):
        length = sum(1 for _ in group)
        if dark:
            runs.append((x, length))
        x += length
    return runs
