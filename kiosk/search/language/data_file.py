"""The data files of the search: lines that staff can edit, read strictly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import BadRecord
from kiosk.search.language.words import split

MAX_FILE_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something, with where it stands."""

    file: str
    number: int
    text: str

    def bad(self, word: str, why: str) -> BadRecord:
        """The error that names file, line and word."""
        return BadRecord(self.file, f"baris {self.number}", word, why)

    def parts(self, mark: str, count: int) -> list[str]:
        """The line cut at `mark` into exactly `count` parts. Raises BadRecord."""
        parts = [part.strip() for part in self.text.split(mark)]
        if len(parts) != count:
            raise self.bad(self.text[:40], f"harus {count} bagian dengan '{mark}' di antaranya")
        return parts

    def phrases(self, text: str, mark: str = ",") -> tuple[tuple[str, ...], ...]:
        """Phrases parted by `mark`, each as its words. Raises BadRecord: empty, or said twice."""
        found: list[tuple[str, ...]] = []
        for part in text.split(mark):
            words = tuple(split(part))
            if not words:
                raise self.bad(part.strip() or mark, "kosong: hapus tanda yang berlebih")
            if words in found:
                raise self.bad(part.strip(), "tertulis dua kali di baris ini")
            found.append(words)
        return tuple(found)


def read_lines(path: Path) -> Iterator[Line]:
    """Lines of a UTF-8 file without comments (#) and empty ones. Raises BadRecord."""
    name = path.name
    try:
        content = path.read_bytes()
        if len(content) > MAX_FILE_BYTES:
            raise BadRecord(name, "berkas", "ukuran", f"lebih dari {MAX_FILE_BYTES} bita")
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise BadRecord(name, "berkas", "isi", "tidak dapat dibaca") from error
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadRecord(name, f"baris {line}", "huruf", "bukan teks UTF-8") from error
    for number, raw in enumerate(text.splitlines(), 1):
        said = raw.partition("#")[0].strip()
        if said:
            yield Line(name, number, said)
