"""How a visitor wants the screen: language, size of the text, contrast. Gone with the visitor."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

LANGUAGES = ("id", "en")
TEXT_SCALES = (1.0, 1.5, 2.0)


@QmlElement
class Preferences(QObject):
    """The three choices of the bottom bar.

    Signals:
        changed: one of them is different now.
        languageChanged: the language is; emitted before `changed`.
    """

    changed = Signal()
    languageChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = LANGUAGES[0]
        self._text_scale = TEXT_SCALES[0]
        self._high_contrast = False

    @Property(str, notify=changed)
    def language(self) -> str:
        """The code of the language on screen."""
        return self._language

    @Property(float, notify=changed)
    def textScale(self) -> float:
        """1, 1.5 or 2."""
        return self._text_scale

    @Property(bool, notify=changed)
    def highContrast(self) -> bool:
        """Whether the high-contrast colours are on."""
        return self._high_contrast

    @property
    def language_code(self) -> str:
        """The language for Python: a Property is not typed as what it gives."""
        return self._language

    @property
    def slow_reader(self) -> bool:
        """Whether the visitor chose the largest text and needs more time (UX-24)."""
        return self._text_scale == TEXT_SCALES[-1]

    @Slot()
    def switchLanguage(self) -> None:
        """The next language."""
        following = LANGUAGES.index(self._language) + 1
        self._set_language(LANGUAGES[following % len(LANGUAGES)])

    @Slot()
    def nextTextScale(self) -> None:
        """The next size of the text; after the largest the normal one."""
        following = TEXT_SCALES.index(self._text_scale) + 1
        self._text_scale = TEXT_SCALES[following % len(TEXT_SCALES)]
        self.changed.emit()

    @Slot()
    def toggleContrast(self) -> None:
        """High contrast on or off."""
        self._high_contrast = not self._high_contrast
        self.changed.emit()

    def reset(self) -> None:
        """Back to Indonesian, normal text, normal contrast."""
        self._text_scale = TEXT_SCALES[0]
        self._high_contrast = False
        self._set_language(LANGUAGES[0])

    def _set_language(self, code: str) -> None:
        if code != self._language:
            self._language = code
            self.languageChanged.emit()
        self.changed.emit()
