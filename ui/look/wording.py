"""Times and dates as people of each language write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_LOCALES = {"id": "id_ID", "en": "en_GB"}
_TIMES = {"id": "%H.%M", "en": "%H:%M"}


def time_text(moment: datetime, language: str) -> str:
    """The time of day: 09.41 in Indonesian, 09:41 in English."""
    return moment.strftime(_TIMES[language])


def date_text(day: date, language: str, form: str = "dddd, d MMMM") -> str:
    """The day in words, "Senin, 23 November"; `form` is one of QLocale's date formats."""
    return QLocale(_LOCALES[language]).toString(QDate(day.year, day.month, day.day), form)


def opening_text(moment: datetime, now: datetime, language: str) -> str:
    """When something opens again, seen from `now`: today, tomorrow, or the day in words."""
    time = time_text(moment, language)
    if moment.date() == now.date():
        return QCoreApplication.translate("Wording", "hari ini pukul %1").replace("%1", time)
    if moment.date() == now.date() + timedelta(days=1):
        return QCoreApplication.translate("Wording", "besok pukul %1").replace("%1", time)
    day = date_text(moment, language)
    text = QCoreApplication.translate("Wording", "%1 pukul %2")
    return text.replace("%1", day).replace("%2", time)
