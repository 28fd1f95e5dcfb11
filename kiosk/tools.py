"""What a technician runs once in a while: tokens and PINs, restore, audit.

Only kiosk.__main__ knows of it; like there, each command imports its rooms when it is chosen.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import secrets
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kiosk.clock import ShiftedClock, SystemClock
from kiosk.errors import BadSettings
from kiosk.ports import Clock
from kiosk.settings import Settings, read_settings

ROLES = ("kiosk", "board", "portal", "monitor")


def add_tools(roles: Any) -> None:
    """Add the commands to the parser's roles."""
    token = roles.add_parser("device-token", help="buat token perangkat baru")
    token.add_argument("id")
    token.add_argument("--as", dest="device_role", choices=ROLES, default="kiosk")
    token.set_defaults(role=_device_token)
    restore = roles.add_parser("restore", help="pulihkan basis data server mal dari cadangan")
    restore.add_argument("copy", type=Path, metavar="CADANGAN")
    restore.add_argument("--settings", type=Path, default=default_settings())
    restore.set_defaults(role=_restore)
    auditor = roles.add_parser("audit", help="periksa satu hari layanan dari kejadiannya")
    questions = auditor.add_subparsers(required=True, metavar="APA", dest="question")
    for name, text in (("day", "aturan antrean"), ("forecast", "perkiraan tunggu")):
        question = questions.add_parser(name, help=text)
        question.add_argument("date", type=date.fromisoformat, metavar="TANGGAL")
        question.add_argument("--settings", type=Path, default=default_settings())
        question.add_argument("--hall", metavar="ID", help="bila basis data memuat beberapa mal")
        question.set_defaults(role=_audit)
    _add_catalog(roles.add_parser("catalog", help="katalog: peta sumber, templat, periksa berkas"))
    pin = roles.add_parser("pin-hash", help="hash PIN petugas dari masukan standar")
    pin.set_defaults(role=_pin_hash)


def _add_catalog(command: Any) -> None:
    questions = command.add_subparsers(required=True, metavar="APA")
    drawn = questions.add_parser("map", help="sumber mana memberi apa, apa yang sama")
    drawn.add_argument("--settings", type=Path, default=default_settings())
    drawn.add_argument("--hall", metavar="ID", help="bila basis data memuat beberapa mal")
    form = drawn.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", default="text")
    form.add_argument("--csv", dest="form", action="store_const", const="csv")
    drawn.set_defaults(role=_catalog_map)
    empty = questions.add_parser("template", help="tulis berkas XLSX untuk diisi instansi")
    empty.add_argument("target", type=Path, metavar="BERKAS")
    empty.set_defaults(role=_catalog_template)
    tried = questions.add_parser("check", help="periksa berkas instansi tanpa memakainya")
    tried.add_argument("file", type=Path, metavar="BERKAS")
    tried.set_defaults(role=_catalog_check)


def default_settings() -> Path:
    """Where the settings are when nobody says otherwise."""
    return Path(os.environ.get("MPP_SETTINGS", "/etc/mpp-kiosk/settings.toml"))


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings a command was given. Raises BadSettings."""
    return read_settings(options.settings, os.environ)


def clock_of(settings: Settings) -> Clock:
    """The machine's clock, for a kiosk and a board: they hear the time from the hall server."""
    if settings.clock_shift_seconds == 0.0:
        return SystemClock()
    return ShiftedClock(timedelta(seconds=settings.clock_shift_seconds))


def _restore(options: argparse.Namespace) -> int:
    from hall.keeping.restore import restore

    settings = settings_of(options)
    if settings.hall is None:
        raise BadSettings(str(options.settings), "hall", "belum diisi")
    restore(settings.hall, options.copy, clock_of(settings))
    print(f"Basis data dipulihkan dari {options.copy.name}. Jalankan server mal kembali;")
    print("anjungan mengirim ulang tiket yang masih mereka pegang.")
    return 0


def _audit(options: argparse.Namespace) -> int:
    from hall.audit import command

    settings = settings_of(options)
    if settings.hall is None:
        raise BadSettings(str(options.settings), "hall", "belum diisi")
    ask = command.audit if options.question == "day" else command.forecasts
    verdict = ask(settings.hall, options.hall, options.date)
    print(verdict.text)
    return 0 if verdict.clean else 1


def _catalog_map(options: argparse.Namespace) -> int:
    from hall.portals.command import catalog_map

    settings = settings_of(options)
    if settings.hall is None:
        raise BadSettings(str(options.settings), "hall", "belum diisi")
    print(catalog_map(settings.hall, options.hall, options.form))
    return 0


def _catalog_template(options: argparse.Namespace) -> int:
    from hall.portals.command import write_template

    write_template(options.target)
    print(f"Templat ditulis ke {options.target}. Isi lembar Layanan; lembar Petunjuk menjelaskan.")
    return 0


def _catalog_check(options: argparse.Namespace) -> int:
    from hall.portals.command import check_file

    report, good = check_file(options.file)
    print(report)
    return 0 if good else 1


def _device_token(options: argparse.Namespace) -> int:
    token = secrets.token_urlsafe(32)
    digest = hashlib.sha256(token.encode()).hexdigest()
    print(f'Untuk perangkat, di [kiosk]:\n  token = "{token}"\n\nUntuk server mal:')
    print(f'[[hall.devices]]\nid = "{options.id}"\nrole = "{options.device_role}"')
    print(f'token_sha256 = "{digest}"')
    return 0


def _pin_hash(_: argparse.Namespace) -> int:
    from getpass import getpass

    from hall.auth import hash_pin

    pin = getpass("PIN (enam angka atau lebih): ") if sys.stdin.isatty() else input()
    if not (pin.isascii() and pin.isdigit() and len(pin) >= 6):
        print("PIN harus enam angka atau lebih. Ulangi dengan PIN lain.", file=sys.stderr)
        return 1
    print(hash_pin(pin))
    return 0
