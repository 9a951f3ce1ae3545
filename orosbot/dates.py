"""Moments as people read them: in full, in the line's own time zone and language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime


def day(moment: datetime, zone: ZoneInfo, language: str, *, today: date) -> str:
    """`fredag 24 mars`; with the year when it is not this one's."""
    local = moment.astimezone(zone)
    year = "" if local.year == today.year else " y"
    return format_date(local.date(), f"EEEE d MMMM{year}", locale=language)


def short_day(moment: datetime, zone: ZoneInfo, language: str, *, today: date) -> str:
    """`24 mars`; with the year when it is not this one's."""
    local = moment.astimezone(zone)
    year = "" if local.year == today.year else " y"
    return format_date(local.date(), f"d MMM{year}", locale=language)


def clock(moment: datetime, zone: ZoneInfo, language: str) -> str:
    """`14.00` in Swedish, `14:00` in English."""
    return format_datetime(moment.astimezone(zone), "HH.mm" if language == "sv" else "HH:mm", locale=language)


def full(moment: datetime, zone: ZoneInfo, language: str, *, today: date, has_time: bool = True) -> str:
    """`fredag 24 mars kl. 14.00`, `Friday 24 March at 14:00`: what staff can type back as it stands."""
    said = day(moment, zone, language, today=today)
    if not has_time:
        return said
    return f"{said} {'kl.' if language == 'sv' else 'at'} {clock(moment, zone, language)}"
