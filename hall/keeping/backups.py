"""Copies of the store: made while it works, kept in a folder, found again when it is broken."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hall.store.dialect import CopyFailed, Database

_FORM = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backups:
    """The copies of one database in a folder; the newest `keep` of them stay."""

    database: Database
    folder: Path
    keep: int

    def make(self, now: datetime) -> Path:
        """Make a copy, whole and on the disk before it has its name. Raises CopyFailed."""
        target = self.folder / f"mpp-{now.astimezone(UTC).strftime(_FORM)}.backup"
        draft = target.with_suffix(".draft")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft.unlink(missing_ok=True)
            self.database.copy_to(draft)
            draft.chmod(0o600)
            _to_disk(draft)
            draft.replace(target)
            _to_disk(self.folder)
        except OSError as error:
            raise CopyFailed(str(error)) from error
        finally:
            draft.unlink(missing_ok=True)
        for old in self.all()[self.keep :]:
            old.unlink(missing_ok=True)
        return target

    def age_seconds(self, now: datetime) -> float | None:
        """How old the newest copy is; None when there is none."""
        newest = next(iter(self.all()), None)
        if newest is None:
            return None
        made = datetime.strptime(newest.stem.removeprefix("mpp-"), _FORM).replace(tzinfo=UTC)
        return max(0.0, (now - made).total_seconds())

    def all(self) -> list[Path]:
        """The copies, newest first."""
        return sorted(self.folder.glob("mpp-*.backup"), reverse=True)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
