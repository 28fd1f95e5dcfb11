"""The languages of the screens: Indonesian is the source, the others are Qt Linguist files.

`ui/i18n/kiosk_en.ts` is edited by people; its `.qm` is a build product, made here when it is older
than its source. `python -m ui.look.languages` makes all of them (set-up, PyInstaller build);
with `update` it first takes new texts of the screens into the Linguist files.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, QTranslator

from ui.visit.preferences import LANGUAGES

UI = Path(__file__).resolve().parent.parent
I18N = UI / "i18n"
SOURCE_LANGUAGE = LANGUAGES[0]


def linguist_file(language: str, folder: Path = I18N) -> Path:
    """The file translators edit."""
    return folder / f"kiosk_{language}.ts"


def update(target: Path) -> None:
    """Take the texts of the screens into a Linguist file; new ones are marked unfinished."""
    texts = [*sorted((UI / "qml" / "Kiosk").rglob("*.qml")), *sorted(UI.rglob("*.py"))]
    options = ["-silent", "-source-language", "id_ID", "-no-obsolete", "-locations", "none"]
    _run("lupdate", *options, *map(str, texts), "-ts", str(target))


def compiled(language: str, folder: Path = I18N) -> Path:
    """The compiled file of a language, fresh; a frozen program ships it without its source."""
    source, target = linguist_file(language, folder), folder / f"kiosk_{language}.qm"
    if not source.is_file():
        return target
    if not target.is_file() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
        _run("lrelease", "-silent", str(source), "-qm", str(target))
    return target


def _run(tool: str, *arguments: str) -> None:
    program = str(Path(PySide6.__file__).parent / tool)
    subprocess.run([program, *arguments], check=True, timeout=60)  # noqa: S603 - Qt's own tool


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
        if "update" in sys.argv[1:]:
            update(linguist_file(_language))
        compiled(_language)
