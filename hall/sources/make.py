"""Makes the readers of the settings, and says in a sentence what is wrong with a setting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from urllib.parse import urlsplit

from hall.sources.document import Document
from hall.sources.door import Door
from hall.sources.hall_feed import HallFeed
from hall.sources.linked.files import LinkedFile
from hall.sources.parts import Portal, is_region
from hall.sources.referral.feed import ReferralFeed
from hall.sources.sheets.files import FORMS, SheetFile
from hall.sources.source import Followed, Source
from kiosk.errors import BadSettings
from kiosk.ports import Clock
from kiosk.settings import SourceSettings

_SECTION = "[[hall.sources]]"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,23}")
_FEEDS = {"hall", "open-referral"}


def make_sources(settings: Iterable[SourceSettings], clock: Clock) -> tuple[Followed, ...]:
    """The portals of a hall. Raises BadSettings naming the first wrong entry."""
    made: list[Followed] = []
    for one in settings:
        _check(one, {followed.portal.id for followed in made})
        made.append(_made(one, clock))
    return tuple(made)


def _made(settings: SourceSettings, clock: Clock) -> Followed:
    name = settings.name or urlsplit(settings.address).hostname or settings.id
    portal = Portal(settings.id, name, settings.licence, settings.region)
    door = Door(settings.id, settings.token)
    where = settings.file or settings.address
    document = Document(settings.id, where, door)
    makers: dict[str, Callable[[], Source]] = {
        "hall": lambda: HallFeed(portal, settings.address, door),
        "open-referral": lambda: ReferralFeed(
            portal, settings.address, door, clock, settings.full_hours
        ),
        "json-ld": lambda: LinkedFile(portal, document),
        **{form: partial(SheetFile, portal, document, form) for form in FORMS},
    }
    return Followed(
        portal,
        settings.kind,
        settings.rank,
        "\n".join((f"{settings.kind} {where}", name, settings.licence, settings.region)),
        settings.interval_minutes * 60,
        makers[settings.kind](),
        document.path,
    )


def _check(settings: SourceSettings, known: set[str]) -> None:
    one = settings.id
    if not _ID.fullmatch(one):
        _refuse(one, "id", "harus 1-24 huruf kecil, angka atau tanda hubung")
    if one in known:
        _refuse(one, "id", "dipakai dua kali")
    if bool(settings.address) == bool(settings.file):
        _refuse(one, "address", "atau file harus diisi, salah satu saja")
    if settings.kind in _FEEDS and not settings.address:
        _refuse(one, "address", f"wajib diisi untuk kind '{settings.kind}'")
    place = urlsplit(settings.address)
    if settings.address and (place.scheme not in {"http", "https"} or not place.hostname):
        _refuse(one, "address", "harus alamat http:// atau https://")
    if place.username is not None:
        _refuse(one, "address", "tidak boleh memuat nama pengguna; pakai token")
    if settings.token and not (settings.token.isascii() and settings.token.isprintable()):
        _refuse(one, "token", "memuat huruf yang tidak dapat dikirim")
    if not 1 <= settings.rank <= 99:
        _refuse(one, "rank", "harus antara 1 dan 99; berkas mal sendiri selalu didahulukan")
    if settings.region and not is_region(settings.region):
        _refuse(one, "region", 'harus kosong atau kode wilayah Kemendagri seperti "35.74"')
    if not 0.01 <= settings.interval_minutes <= 10_080:
        _refuse(one, "interval_minutes", "harus antara 0.01 dan 10080 (sepekan)")
    if not 0.01 <= settings.full_hours <= 720:
        _refuse(one, "full_hours", "harus antara 0.01 dan 720 (sebulan)")


def _refuse(source_id: str, key: str, why: str) -> None:
    raise BadSettings(_SECTION, f"{source_id}.{key}", why)
