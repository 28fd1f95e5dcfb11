"""Hall servers killed at random moments under load: nobody is lied to."""

from __future__ import annotations

import random

from tests.kill.attack import Killer
from tests.kill.checker import EVENT_OF
from tests.kill.stage import Stage


def test_kills_lose_no_ticket_double_no_number_and_call_nobody_twice(
    stage: Stage, kills: int, seed: int
) -> None:
    killer = Killer(stage.servers, stage.history, random.Random(seed))  # noqa: S311 - when to kill
    crowd = stage.crowd(seed)
    with crowd.at_work():
        while killer.kills < kills:
            killer.strike()
            crowd.raise_failures()
    assert crowd.repeats > 0
    history = stage.history
    assert {done.action for done in history.done} == set(EVENT_OF), "everything was tried"
    assert history.given_up
    assert any(told.booking for told in history.numbered)
    stage.must_have_told_the_truth()
    assert stage.complaints() == []
