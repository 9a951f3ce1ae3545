"""The staffed hours as values, for the desk and for whatever reckons with days of the line without one."""

from orosbot.rules.hours import Schedule
from orosbot.settings import WEEKDAYS, Settings


def schedule_of(settings: Settings) -> Schedule:
    """The staffed hours that the settings give."""
    hours = settings.hours
    weekly = {day: getattr(hours, day) for day in WEEKDAYS}
    return Schedule.of(weekly, settings.zone, country=hours.holidays, closed=hours.closed)
