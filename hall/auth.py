"""Who is asking: devices by their token, staff by name and PIN, then by a signed cookie."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION
from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeSerializer

from hall.queue.counter.sessions import Session
from hall.queue.floor import Floor
from hall.tries import Lockout
from kiosk.errors import NotAllowed, NotSignedIn, SignInRefused
from kiosk.ports import Clock
from kiosk.settings import DeviceSettings, SiteSettings, StaffSettings

COOKIE = "mpp_session"
_HASHES_AT_ONCE = 2
_TRIES_PER_ADDRESS = 40


def hash_pin(pin: str) -> str:
    """The argon2id hash of a PIN, as the settings file keeps it."""
    return PasswordHasher().hash(pin)


class Devices:
    """Kiosks, boards and portals, known by the SHA-256 of their tokens."""

    def __init__(self, devices: tuple[DeviceSettings, ...]) -> None:
        self._devices = devices

    def kiosk(self, request: Request) -> str:
        """The id of the kiosk that asks. Raises NotSignedIn, or NotAllowed for another device."""
        return self._device(request, "kiosk")

    def kiosk_or_nobody(self, request: Request) -> str:
        """The id of the kiosk that asks, "" for anybody else."""
        device = self._found(request)
        return device.id if device is not None and device.role == "kiosk" else ""

    def portal(self, request: Request) -> str:
        """The id of the portal that asks. Raises NotSignedIn, or NotAllowed for another device."""
        return self._device(request, "portal")

    def monitor(self, request: Request) -> str:
        """The id of the monitoring that asks. Raises NotSignedIn, or NotAllowed for another."""
        return self._device(request, "monitor")

    def knows(self, request: Request) -> bool:
        """Whether the token that a request carries is one of these devices'."""
        return self._found(request) is not None

    def _device(self, request: Request, role: str) -> str:
        device = self._found(request)
        if device is None:
            raise NotSignedIn
        if device.role != role:
            raise NotAllowed
        return device.id

    def _found(self, request: Request) -> DeviceSettings | None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        digest = hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
        for device in self._devices:
            if hmac.compare_digest(device.token_sha256.lower(), digest):
                return device
        return None


class StaffDoor:
    """Checks name and PIN: two hashes at a time, off the event loop, and only so many tries."""

    def __init__(self, staff: tuple[StaffSettings, ...], clock: Clock) -> None:
        self._staff = {member.username: member for member in staff}
        self._accounts = Lockout(clock)
        self._addresses = Lockout(clock, free=_TRIES_PER_ADDRESS)
        self._hasher = PasswordHasher()
        self._nobody = StaffSettings("", "", _hash_of_no_pin(self._hasher))
        self._pool = ThreadPoolExecutor(_HASHES_AT_ONCE, thread_name_prefix="hall-pin")

    async def prove(self, username: str, pin: str, address: str) -> StaffSettings:
        """The member of staff with this name and PIN. Raises SignInRefused, TooManyTries.

        An unknown name takes as long as a wrong PIN.
        """
        self._addresses.count(address)
        self._accounts.count(username)
        member = self._staff.get(username, self._nobody)
        loop = asyncio.get_running_loop()
        right = await loop.run_in_executor(self._pool, self._verify, member.pin_hash, pin)
        if not right or member is self._nobody:
            raise SignInRefused
        self._addresses.take_back(address)
        self._accounts.clear(username)
        return member

    def _verify(self, pin_hash: str, pin: str) -> bool:
        try:
            return self._hasher.verify(pin_hash, pin)
        except (VerificationError, InvalidHashError):
            return False

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()


def _hash_of_no_pin(hasher: PasswordHasher) -> str:
    """A hash that takes as long to check as any other, of nothing: made without hashing."""
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, digest = (
        b64encode(secrets.token_bytes(length)).rstrip(b"=").decode()
        for length in (hasher.salt_len, hasher.hash_len)
    )
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${digest}"


class Cookies:
    """The cookie of a signed-in counter: signed, for this site only, out of reach of scripts."""

    def __init__(self, key: bytes, settings: SiteSettings) -> None:
        self._serializer = URLSafeSerializer(key, salt="session")
        self._seconds = settings.session_hours * 3600
        self._secure = settings.public_url.startswith("https:")

    def session(self, request: Request) -> Session:
        """The session a request carries. Raises NotSignedIn, or NotAllowed from another site.

        Whether the session still lives is asked in the transaction that uses it.
        """
        require_same_origin(request)
        try:
            content = self._serializer.loads(request.cookies.get(COOKIE, ""))
        except BadSignature:
            raise NotSignedIn from None
        return Session(content["session"], content["counter"])

    def session_at(self, floor: Floor, request: Request, counter_id: str) -> Session:
        """The session of a request that is about its own counter.

        Raises NotSignedIn, UnknownCounter, and NotAllowed for another counter.
        """
        session = self.session(request)
        if session.counter_id != floor.counter(counter_id).id:
            raise NotAllowed
        return session

    def set(self, response: Response, session: Session) -> None:
        """Put the session's cookie on a response."""
        value = self._serializer.dumps({"session": session.id, "counter": session.counter_id})
        response.set_cookie(
            COOKIE,
            value,
            max_age=self._seconds,
            httponly=True,
            samesite="strict",
            secure=self._secure,
        )

    def clear(self, response: Response) -> None:
        """Take the cookie away."""
        response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=self._secure)


def require_same_origin(request: Request) -> None:
    """Refuse a change that another site's page asks for (SameSite alone trusts the browser).

    Programs that are no browsers send neither header. Raises NotAllowed.
    """
    if request.method in {"GET", "HEAD"}:
        return
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise NotAllowed
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise NotAllowed
