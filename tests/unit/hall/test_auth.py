"""Devices, PINs and the cookie."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError
from starlette.requests import Request
from starlette.responses import Response

from hall.auth import Cookies, StaffDoor, hash_pin
from hall.keys import derived_key
from hall.queue.counter.sessions import Session
from kiosk.errors import NotSignedIn, SignInRefused, TooManyTries
from kiosk.settings import HallSettings, StaffSettings
from tests.unit.hall.desk import FakeClock

RINA = StaffSettings("rina", "Rina", hash_pin("135790"))


def request(cookie: str = "") -> Request:
    headers = [(b"cookie", cookie.encode())]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers})


def test_a_pin_is_kept_as_a_salted_argon2id_hash() -> None:
    assert hash_pin("135790").startswith("$argon2id$")
    assert hash_pin("135790") != hash_pin("135790")


def test_the_right_pin_opens_and_hashes_are_made_two_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    door = StaffDoor((RINA,), FakeClock())
    busy, most, lock = 0, 0, threading.Lock()
    verify = door._verify

    def watched(pin_hash: str, pin: str) -> bool:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        try:
            return verify(pin_hash, pin)
        finally:
            with lock:
                busy -= 1

    monkeypatch.setattr(door, "_verify", watched)

    async def story() -> None:
        tries = [door.prove(f"nobody {n}", "1", "10.0.0.9") for n in range(6)]
        refused = await asyncio.gather(*tries, return_exceptions=True)
        assert {type(error) for error in refused} == {SignInRefused}
        assert await door.prove("rina", "135790", "10.0.0.9") is RINA

    asyncio.run(story())
    door.close()
    assert most == 2


def test_many_tries_at_once_do_not_slip_through_the_lock() -> None:
    door = StaffDoor((RINA,), FakeClock())

    async def story() -> None:
        tries = [door.prove("rina", f"{n}", "10.0.0.9") for n in range(8)]
        outcomes = await asyncio.gather(*tries, return_exceptions=True)
        kinds = [type(outcome) for outcome in outcomes]
        assert (kinds.count(SignInRefused), kinds.count(TooManyTries)) == (5, 3)

    asyncio.run(story())
    door.close()


def test_one_address_may_not_try_name_after_name() -> None:
    door = StaffDoor((RINA,), FakeClock())
    for _ in range(40):
        door._addresses.count("10.0.0.9")

    async def story() -> None:
        with pytest.raises(TooManyTries):
            await door.prove("budi", "1", "10.0.0.9")
        assert await door.prove("rina", "135790", "10.0.0.8") is RINA

    asyncio.run(story())
    door.close()


def test_an_unknown_name_costs_what_a_wrong_pin_costs_and_opens_to_nobody() -> None:
    door = StaffDoor((RINA,), FakeClock())
    door.close()
    nobodys = door._nobody.pin_hash
    assert extract_parameters(nobodys) == extract_parameters(hash_pin("135790"))
    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(nobodys, "")


def test_a_door_hashes_nothing_until_somebody_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    def hash_at_start(*_: object, **__: object) -> str:
        raise AssertionError("a server that starts would wait for this")

    monkeypatch.setattr(PasswordHasher, "hash", hash_at_start)
    StaffDoor((RINA,), FakeClock()).close()


def test_a_hash_in_the_settings_that_is_none_opens_to_nobody() -> None:
    door = StaffDoor((StaffSettings("rina", "Rina", "not a hash"),), FakeClock())

    async def story() -> None:
        with pytest.raises(SignInRefused):
            await door.prove("rina", "not a hash", "10.0.0.9")

    asyncio.run(story())
    door.close()


def cookies(key: bytes, url: str = "http://hall") -> Cookies:
    return Cookies(key, HallSettings(database=Path("x"), public_url=url))


def made(signer: Cookies) -> str:
    response = Response()
    signer.set(response, Session("id", "3"))
    return str(response.headers["set-cookie"])


def test_a_cookie_gives_the_session_back_under_its_own_key_only() -> None:
    cookie = made(cookies(b"one")).partition(";")[0]
    assert cookies(b"one").session(request(cookie)) == Session("id", "3")
    with pytest.raises(NotSignedIn):
        cookies(b"other").session(request(cookie))
    with pytest.raises(NotSignedIn):
        cookies(b"one").session(request(cookie[:-1]))


def test_over_tls_the_cookie_stays_on_tls() -> None:
    assert "Secure" in made(cookies(b"one", "https://hall"))
    assert "Secure" not in made(cookies(b"one"))


def test_keys_for_different_purposes_differ() -> None:
    assert derived_key(b"secret", "session") != derived_key(b"secret", "applications")
