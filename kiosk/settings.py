"""Every path, address and time-out, read once from one TOML file and the environment.

The file is named by `--settings` or MPP_SETTINGS. A wrong or unknown entry is refused by name:
a setting that is silently ignored costs a technician a journey.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from kiosk.errors import BadSettings

_STRICT = ConfigDict(extra="forbid")


@checked(frozen=True, config=_STRICT)
class DeviceSettings:
    """An enrolled device; the hall server knows only the SHA-256 of its token (hex)."""

    id: str
    role: Literal["kiosk", "board", "portal", "monitor"]
    token_sha256: str


@checked(frozen=True, config=_STRICT)
class StaffSettings:
    """A member of staff; the PIN is stored as an argon2id hash."""

    username: str
    name: str
    pin_hash: str


@checked(frozen=True, config=_STRICT)
class SourceSettings:
    """A portal whose services this hall shows as well; checked further by hall.sources.make.

    It is read from an `address` or a `file`. Of two portals that tell of one service the one of
    the lower `rank` is believed first; the hall's own files come before all. `region` (a Kemendagri
    code) and `licence` are for records that name none. It is asked every `interval_minutes`, and
    told in full at least every `full_hours`.
    """

    id: str
    kind: Literal["hall", "open-referral", "json-ld", "xlsx", "csv", "json"]
    rank: int = 10
    name: str = ""
    address: str = ""
    file: Path | None = None
    token: str = ""
    licence: str = ""
    region: str = ""
    interval_minutes: float = 15.0
    full_hours: float = 24.0


@checked(frozen=True, config=_STRICT)
class SiteSettings:
    """One hall: phones reach it at `public_url`, agencies leave CSV files in `status_drop`.

    `sources` are the portals whose services it shows beside its own.
    """

    hall_file: Path | None = None
    services_file: Path | None = None
    status_drop: Path | None = None
    public_url: str = "http://127.0.0.1:8200"
    session_hours: int = 12
    devices: tuple[DeviceSettings, ...] = ()
    staff: tuple[StaffSettings, ...] = ()
    sources: tuple[SourceSettings, ...] = ()


@checked(frozen=True, config=_STRICT)
class HallSettings(SiteSettings):
    """The hall server, on a file of SQLite (`database`) or on PostgreSQL (`database_url`).

    It serves the one hall described here, or each of `halls` at the host name of its `public_url`.
    The store is copied to `backups` every `backup_minutes` (0: never), by default to a folder
    beside the file of SQLite; the newest `backup_keep` stay. Service days older than `keep_days`
    are forgotten.
    """

    database: Path | None = None
    database_url: str = ""
    backups: Path | None = None
    backup_minutes: int = 15
    backup_keep: int = 96
    keep_days: int = 400
    bind: str = "127.0.0.1"
    port: int = 8200
    session_key: str = ""
    halls: tuple[SiteSettings, ...] = ()

    @property
    def sites(self) -> tuple[SiteSettings, ...]:
        """The halls this server serves."""
        return self.halls or (self,)


@checked(frozen=True, config=_STRICT)
class PrinterSettings:
    """Where tickets go: a network printer (`address` "IP:port"), or PDF files in a `folder`.

    `proof` is how the printer proves a print: by a process id (GS ( H), or by "paper-status"
    (GS r) where it does not know the former.
    """

    kind: Literal["network", "pdf", "none"] = "pdf"
    address: str = ""
    folder: Path | None = None
    proof_seconds: float = 10.0
    proof: Literal["process-id", "paper-status"] = "process-id"
    paper_mm: Literal[80, 58] = 80
    dots_per_inch: Literal[203, 180] = 203


@checked(frozen=True, config=_STRICT)
class PanelSettings:
    """The panel, from which sizes in mm become pixels. `diagonal_inch` is measured, not EDID's."""

    diagonal_inch: float = 32.0
    orientation: Literal["portrait", "landscape"] = "portrait"
    renderer: Literal["software", "gpu"] = "software"


@checked(frozen=True, config=_STRICT)
class KioskSettings:
    """A kiosk. Times in seconds; `answer_seconds` is how long a visitor waits for the line.

    `patience_seconds` is how long the worker behind waits for one answer, `heartbeat_seconds` how
    often it asks whether the line is up, `catalog_seconds` how often for changes of the catalog.
    """

    id: str
    letter: str
    data: Path
    hall_url: str
    token: str
    connect_seconds: float = 1.0
    answer_seconds: float = 1.5
    patience_seconds: float = 5.0
    heartbeat_seconds: float = 3.0
    catalog_seconds: float = 60.0
    idle_seconds: int = 60
    idle_warning_seconds: int = 30
    personal_idle_seconds: int = 30
    personal_warning_seconds: int = 20
    ticket_seconds: int = 10
    panel: PanelSettings = field(default_factory=PanelSettings)
    printer: PrinterSettings = field(default_factory=PrinterSettings)


@checked(frozen=True, config=_STRICT)
class BoardSettings:
    """A board. `agencies` and `zones` filter what it shows; empty shows all."""

    hall_url: str
    token: str = ""
    reading: Literal["digits", "cardinal"] = "digits"
    sound: bool = True
    agencies: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    panel: PanelSettings = field(
        default_factory=lambda: PanelSettings(diagonal_inch=43.0, orientation="landscape")
    )


@checked(frozen=True, config=_STRICT)
class Settings:
    """The whole file; a role that is not set up on this machine is None.

    `clock_shift_seconds` is for the demo: the hall's time runs that far from the machine's.
    """

    hall: HallSettings | None = None
    kiosk: KioskSettings | None = None
    board: BoardSettings | None = None
    clock_shift_seconds: float = 0.0


_READER = TypeAdapter(Settings)


def read_settings(path: Path, environment: Mapping[str, str]) -> Settings:
    """Read the settings file; secrets may come from MPP_KIOSK_TOKEN and MPP_SESSION_KEY instead.

    Relative paths are relative to the file. Raises BadSettings naming the first wrong entry.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSettings(str(path), "berkas", f"tidak dapat dibaca ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(str(path), "berkas", f"bukan TOML yang sah ({error})") from error
    _overlay(raw, ("kiosk", "token"), environment.get("MPP_KIOSK_TOKEN"))
    _overlay(raw, ("hall", "session_key"), environment.get("MPP_SESSION_KEY"))
    _anchor_paths(raw, path.parent)
    try:
        return _READER.validate_python(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise BadSettings(str(path), key, f"tidak sah ({first['msg']})") from error


_PATHS = (
    ("hall", "database"),
    ("hall", "backups"),
    ("hall", "hall_file"),
    ("hall", "services_file"),
    ("hall", "status_drop"),
    ("hall", "sources", "file"),
    ("hall", "halls", "hall_file"),
    ("hall", "halls", "services_file"),
    ("hall", "halls", "status_drop"),
    ("hall", "halls", "sources", "file"),
    ("kiosk", "data"),
    ("kiosk", "printer", "folder"),
)


def _overlay(raw: dict[str, object], where: tuple[str, str], value: str | None) -> None:
    section = raw.get(where[0])
    if value is not None and isinstance(section, dict):
        section[where[1]] = value


def _anchor_paths(raw: dict[str, object], folder: Path) -> None:
    for *parents, name in _PATHS:
        sections: list[object] = [raw]
        for parent in parents:
            found = [s.get(parent) for s in sections if isinstance(s, dict)]
            sections = [one for f in found for one in (f if isinstance(f, list) else [f])]
        for section in sections:
            if isinstance(section, dict) and isinstance(section.get(name), str):
                section[name] = str((folder / section[name]).resolve())


@dataclass(frozen=True, slots=True)
class BundledFiles:
    """Where the files shipped with the program lie, from source and from a PyInstaller folder."""

    root: Path

    @property
    def assets(self) -> Path:
        """Sample hall, sounds, pictures."""
        return self.root / "assets"


def bundled_files() -> BundledFiles:
    """The files beside this package; PyInstaller keeps the same layout in its folder."""
    return BundledFiles(Path(__file__).resolve().parent.parent)
