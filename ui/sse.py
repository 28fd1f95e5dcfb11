"""An incremental reader of server-sent events: bytes in, messages out, whatever the chunking.

Reads the text/event-stream form of the HTML standard as far as a client of the hall server needs
it: `event`, `data`, `id`, comments, LF, CR or CRLF. Sizes are bounded, because the line may lead
to a broken or hostile server.
"""

from __future__ import annotations

from dataclasses import dataclass

#: The longest line and the longest data of one message, in bytes; the hall's events have some 300.
MAX_LINE = 16_384
MAX_DATA = 65_536

_BOM = b"\xef\xbb\xbf"


class StreamTooLong(ValueError):
    """A line or a message passed its bound; the stream cannot be read on."""


@dataclass(frozen=True, slots=True)
class SseMessage:
    """One dispatched message; `id` is the last id of the stream so far, "" for none."""

    event: str
    data: str
    id: str


class SseReader:
    """Feeds on the bytes of one stream; a new connection needs a new reader."""

    def __init__(self) -> None:
        self._rest = b""
        self._first = True
        self._after_cr = False
        self._event = ""
        self._data: list[bytes] = []
        self._data_size = 0
        self._id = ""
        self._last_id = ""

    @property
    def last_id(self) -> str:
        """Where the stream is: the id of its last whole block, also of one without data."""
        return self._last_id

    def feed(self, chunk: bytes) -> list[SseMessage]:
        """The messages that `chunk` completes. Raises StreamTooLong."""
        messages = []
        for line in self._lines(chunk):
            message = self._take(line)
            if message is not None:
                messages.append(message)
        return messages

    def _lines(self, chunk: bytes) -> list[bytes]:
        if self._after_cr and chunk:
            chunk = chunk.removeprefix(b"\n")  # the second half of a CRLF cut in two
            self._after_cr = False
        text = self._rest + chunk
        self._after_cr = text.endswith(b"\r")
        *lines, self._rest = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        if max(map(len, (*lines, self._rest))) > MAX_LINE:
            raise StreamTooLong(f"a line of more than {MAX_LINE} bytes")
        if self._first and lines:
            self._first = False
            lines[0] = lines[0].removeprefix(_BOM)
        return lines

    def _take(self, line: bytes) -> SseMessage | None:
        if not line:
            return self._dispatch()
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"data":
            self._data.append(value)
            self._data_size += len(value) + 1
            if self._data_size > MAX_DATA:
                raise StreamTooLong(f"a message of more than {MAX_DATA} bytes")
        elif name == b"event":
            self._event = value.decode("utf-8", "replace")
        elif name == b"id" and b"\0" not in value:
            self._id = value.decode("utf-8", "replace")
        return None

    def _dispatch(self) -> SseMessage | None:
        event, data = self._event or "message", self._data
        self._event, self._data, self._data_size = "", [], 0
        self._last_id = self._id
        if not data:
            return None
        return SseMessage(event, b"\n".join(data).decode("utf-8", "replace"), self._id)
