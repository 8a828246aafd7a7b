"""What is done at an hour of a day, or not at all: after an outage it may come too late to be worth anything."""

from datetime import date, time, timedelta

from domain.use_cases.scope import Scope


def today_at(scope: Scope, hour: time, late: timedelta) -> date | None:
    """Today, when it is a working day and the hour struck no longer ago than that; nothing where work never ends."""
    calendar = scope.calendar
    today = calendar.local(scope.now).date()
    if calendar.is_always or not calendar.is_working_day(today):
        return None
    struck = calendar.moment(today, hour)
    return today if struck <= scope.now < struck + late else None


def week_begun_at(scope: Scope, hour: time, late: timedelta) -> date | None:
    """The Monday of this week, when today is its first working day and the hour struck no longer ago than that."""
    today = today_at(scope, hour, late)
    if today is None:
        return None
    monday = today - timedelta(days=today.weekday())
    return monday if scope.calendar.add_working_days(today, -1) < monday else None
