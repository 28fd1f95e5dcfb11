"""Fields of a foreign JSON object, each of the type it must have or refused by name.

Portals write null, "" and nothing at all for the same, so these are alike here. A field of another
type than the specification's refuses its record.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from hall.sources.texts import lines, plain
from kiosk.catalog.service_checks import check_agencies, check_services
from kiosk.domain.service import Agency, Service
from kiosk.errors import BadRecord

#: List items of one field, in one record.
_MOST_ITEMS = 500


class Wrong(Exception):
    """A field cannot be taken; its record is refused."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(field, why)
        self.field = field
        self.why = why


class Fields:
    """The fields of one object; `path` is where it stands in its record."""

    def __init__(self, raw: Mapping[str, Any], path: str = "") -> None:
        self._raw = raw
        self._path = path

    def place(self, name: str) -> str:
        """What a field is called in complaints."""
        return f"{self._path}.{name}" if self._path else name

    def has(self, *names: str) -> bool:
        """Whether any of the fields is there, even empty."""
        return any(name in self._raw for name in names)

    def text(self, name: str) -> str:
        """A text in one line, "" when there is none."""
        return plain(self.raw_text(name))

    def needed(self, name: str) -> str:
        """A text that must be there."""
        text = self.text(name)
        if not text:
            raise Wrong(self.place(name), "wajib diisi")
        return text

    def lines(self, name: str) -> tuple[str, ...]:
        """A text as the lines it was written in."""
        return lines(self.raw_text(name))

    def raw_text(self, name: str) -> str:
        """A text as it is."""
        value = self._raw.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise Wrong(self.place(name), "harus berupa teks")
        return value

    def number(self, name: str) -> float | None:
        """A number, also one in quotes, as some portals write them."""
        value = self._raw.get(name)
        if value is None or value == "":
            return None
        with suppress(ValueError, OverflowError):
            if isinstance(value, int | float | str) and not isinstance(value, bool):
                number = float(value)
                if math.isfinite(number):
                    return number
        raise Wrong(self.place(name), "harus berupa bilangan")

    def object(self, name: str) -> Fields | None:
        """An object within this one."""
        value = self._raw.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise Wrong(self.place(name), "harus berupa objek")
        return Fields(value, self.place(name))

    def objects(self, name: str) -> Iterator[Fields]:
        """The objects of a list within this one."""
        value = self._raw.get(name)
        if value is None:
            return
        if not isinstance(value, list):
            raise Wrong(self.place(name), "harus berupa daftar")
        if len(value) > _MOST_ITEMS:
            raise Wrong(self.place(name), f"lebih dari {_MOST_ITEMS} isi")
        for place, one in enumerate(value):
            field = f"{self.place(name)}[{place}]"
            if not isinstance(one, dict):
                raise Wrong(field, "harus berupa objek")
            yield Fields(one, field)


def check(service: Service, agency: Agency) -> None:
    """See that the catalog can have them. Raises Wrong."""
    try:
        check_services("", (service,))
        check_agencies("", (agency,))
    except BadRecord as bad:
        raise Wrong(str(bad.facts["field"]), str(bad.facts["why"])) from bad
