"""A file of a portal, on this machine or at an address, read only when it changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from hall.sources.door import MOST_BYTES, Door
from hall.sources.texts import digest
from kiosk.errors import SourceUnreachable, SourceUnusable


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes, and the mark under which they are known."""

    data: bytes
    mark: str


class Document:
    """One file, at a path or an address."""

    def __init__(self, source: str, place: Path | str, door: Door) -> None:
        self._source = source
        self._place = place
        self._door = door

    @property
    def name(self) -> str:
        """What it is called in complaints."""
        where = self._place.name if isinstance(self._place, Path) else self._place
        return where.rsplit("/", maxsplit=1)[-1][:60] or self._source

    @property
    def path(self) -> Path | None:
        """Where it is on this machine, None when it is elsewhere."""
        return self._place if isinstance(self._place, Path) else None

    def read(self, mark: str) -> Content | None:
        """Its content, None when that is what `mark` stands for.

        Raises SourceUnreachable, SourceUnusable.
        """
        known = _known(mark)
        if isinstance(self._place, Path):
            data, etag = self._from_disk(self._place), ""
        else:
            answer = self._door.get(self._place, etag=known.get("etag", ""))
            if answer.body is None:
                return None
            data, etag = answer.body, answer.etag
        print_of = digest(data.decode("latin-1"))
        if print_of == known.get("print"):
            return None
        return Content(data, json.dumps({"print": print_of, "etag": etag}))

    def close(self) -> None:
        """End what is being read."""
        self._door.close()

    def _from_disk(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            why = f"berkas {path.name} tidak dapat dibuka ({error.strerror})"
            raise SourceUnreachable(self._source, why) from error
        if len(data) > MOST_BYTES:
            why = f"berkas {path.name} lebih dari {MOST_BYTES // 1_000_000} MB"
            raise SourceUnusable(self._source, why)
        return data


def _known(mark: str) -> dict[str, str]:
    return dict(json.loads(mark)) if mark else {}
