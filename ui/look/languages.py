"""The languages of the screens: Indonesian is the source, the others are Qt Linguist files.

`ui/i18n/kiosk_en.ts` is edited by people; its `.qm` is a build product, made here when it is older
than its source. `python -m ui.look.languages` makes all of them (set-up, PyInstaller build).
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, QTranslator

from ui.visit.preferences import LANGUAGES

I18N = Path(__file__).parent.parent / "i18n"
SOURCE_LANGUAGE = LANGUAGES[0]


def compiled(language: str, folder: Path = I18N) -> Path:
    """The compiled file of a language, fresh; a frozen program ships it without its source."""
    source, target = folder / f"kiosk_{language}.ts", folder / f"kiosk_{language}.qm"
    if not source.is_file():
        return target
    if not target.is_file() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
        tool = Path(PySide6.__file__).parent / "lrelease"
        subprocess.run([tool, "-silent", source, "-qm", target], check=True, timeout=60)  # noqa: S603 - our own tool on our own file
    return target


class Languages:
    """Puts one language in front of the application."""

    def __init__(self) -> None:
        self._translators: dict[str, QTranslator] = {}
        self._shown: QTranslator | None = None

    def show(self, language: str) -> None:
        """Make `language` the one that qsTr answers in; the engine retranslates afterwards."""
        if self._shown is not None:
            QCoreApplication.removeTranslator(self._shown)
            self._shown = None
        if language == SOURCE_LANGUAGE:
            return
        if language not in self._translators:
            translator = QTranslator()
            if not translator.load(str(compiled(language))):
                raise FileNotFoundError(compiled(language))
            self._translators[language] = translator
        self._shown = self._translators[language]
        QCoreApplication.installTranslator(self._shown)


if __name__ == "__main__":
    for _language in LANGUAGES[1:]:
        compiled(_language)
