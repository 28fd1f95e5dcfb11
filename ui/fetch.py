"""One GET of the hall server's API over Qt's network: no thread, bounded, ended exactly once.

Serves programs with a screen and no sync worker, the board above all; the kiosk's own door to the
hall server is kiosk.sync.hall_client.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

#: Silence after which an answer is given up, and the longest time for the whole of it (seconds).
ANSWER_SECONDS = 5.0
TOTAL_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class HallAddress:
    """Where the hall server is, and the token of this device."""

    url: str
    token: str = ""

    def request(self, path: str, silence_seconds: float = ANSWER_SECONDS) -> QNetworkRequest:
        """A request that gives up after a silence, follows no redirect and takes no cookie."""
        request = QNetworkRequest(QUrl(self.url.rstrip("/") + path))
        request.setTransferTimeout(round(silence_seconds * 1000))
        attributes = QNetworkRequest.Attribute
        manual = QNetworkRequest.LoadControl.Manual
        request.setAttribute(
            attributes.RedirectPolicyAttribute,
            QNetworkRequest.RedirectPolicy.ManualRedirectPolicy,  # a token is for one server only
        )
        request.setAttribute(attributes.CookieLoadControlAttribute, manual)
        request.setAttribute(attributes.CookieSaveControlAttribute, manual)
        # Named by us, so that Qt does not unpack what a hostile server packed.
        request.setRawHeader(b"Accept-Encoding", b"identity")
        if self.token:
            request.setRawHeader(b"Authorization", b"Bearer " + self.token.encode())
        return request


def status_of(reply: QNetworkReply) -> int:
    """The HTTP status of a reply, 0 before there is one."""
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    return status if isinstance(status, int) else 0


class Fetch(QObject):
    """The body of a 200, or why there is none; deletes itself after its end.

    Signals:
        done: the body (bytes).
        failed: why, in a few words for the log.
    """

    done = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        network: QNetworkAccessManager,
        request: QNetworkRequest,
        limit: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit = limit
        self._reply = network.get(request)
        self._reply.setParent(self)
        self._reply.readyRead.connect(self._watch)
        self._reply.finished.connect(self._end)
        self._deadline = QTimer(self, singleShot=True, interval=round(TOTAL_SECONDS * 1000))
        self._deadline.timeout.connect(self._reply.abort)
        self._deadline.start()

    def cancel(self) -> None:
        """End now, without done or failed."""
        self._reply.finished.disconnect(self._end)
        self._deadline.stop()
        self._reply.abort()
        self.deleteLater()

    @Slot()
    def _watch(self) -> None:
        if self._reply.bytesAvailable() > self._limit:
            self._reply.abort()

    @Slot()
    def _end(self) -> None:
        self._deadline.stop()
        self.deleteLater()
        status = status_of(self._reply)
        if self._reply.error() is not QNetworkReply.NetworkError.NoError or status != 200:
            self.failed.emit(f"status {status}" if status else self._reply.errorString())
            return
        self.done.emit(bytes(self._reply.readAll().data()))
