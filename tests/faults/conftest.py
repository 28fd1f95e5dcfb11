"""Fixtures of the faults."""

from tests.papers import ample_answers as ample_answers  # noqa: PLC0414 - for every test here
