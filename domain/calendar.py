"""Working time of a region: what counts as working hours, and arithmetic over them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Self, TypeAlias
from zoneinfo import ZoneInfo

Interval: TypeAlias = tuple[time, time]
"""From and to within one day; 00:00 as the end is the end of that day."""

Hours: TypeAlias = tuple[Interval, ...]

DAY = timedelta(days=1)
NOTHING = timedelta(0)
WHOLE_DAY: Hours = ((time.min, time.min),)

Span: TypeAlias = tuple[datetime, datetime]
"""An interval of one day as instants in UTC."""

LAST_SECOND = time(23, 59, 59)

DAYS_REMEMBERED = 4000
"""Some ten years: more than any deadline looks ahead."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A week of working hours in one timezone, with its exceptions; instants in and out are UTC."""

    timezone: ZoneInfo
    week: tuple[Hours, ...] | None = None
    days_off: frozenset[date] = frozenset()
    working_days: Mapping[date, Hours] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    quiet: Interval | None = None
    _lengths: tuple[timedelta, ...] = field(init=False, repr=False, compare=False)
    _days: dict[date, tuple[Span, ...]] = field(init=False, repr=False, compare=False)
    """Days already turned into instants: every deadline asks for the same few."""

    def __post_init__(self) -> None:
        week = (WHOLE_DAY,) * 7 if self.week is None else self.week
        if len(week) != 7:
            raise ValueError(f"a week has seven days, not {len(week)}")
        for hours in (*week, *self.working_days.values()):
            refuse_disorder(hours)
        if self.week is None and (self.days_off or self.working_days):
            raise ValueError("around the clock there are neither days off nor special days")
        if not any(week):
            raise ValueError("a week needs at least one working hour")
        object.__setattr__(self, "_lengths", tuple(_length(hours) for hours in week))
        object.__setattr__(self, "_days", {})

    @classmethod
    def always(cls, timezone: ZoneInfo) -> Self:
        """Around the clock, every day, and never quiet."""
        return cls(timezone)

    @property
    def is_always(self) -> bool:
        return self.week is None

    @property
    def longest_day(self) -> timedelta:
        """The working time of the week's longest day; exceptions do not count."""
        return max(self._lengths)

    def local(self, at: datetime) -> datetime:
        """The same instant on the region's clocks."""
        return _aware(at).astimezone(self.timezone)

    def moment(self, day: date, at: time) -> datetime:
        """That local time of that day as an instant in UTC."""
        return datetime.combine(day, at, self.timezone).astimezone(UTC)

    def is_working(self, at: datetime) -> bool:
        return any(begin <= at < end for begin, end in self._spans(self.local(at).date()))

    def next_working(self, at: datetime) -> datetime:
        """The first working moment not before this one; `at` itself when it is working."""
        at = _aware(at).astimezone(UTC)
        if self.is_always:
            return at
        return next(max(begin, at) for begin, end in self._spans_from(at) if end > at)

    def add(self, start: datetime, work: timedelta) -> datetime:
        """The moment when that much working time has passed since `start`."""
        start = _aware(start).astimezone(UTC)
        if work < NOTHING:
            raise ValueError(f"working time cannot be negative: {work}")
        if self.is_always or not work:
            return start + work
        day = self.local(start).date()
        today = self._worked_since(day, start)
        while today < work:
            work -= today
            day += DAY
            today = self._length_of(day)
        return self._reach(day, start, work)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time between two moments; none when the second is not later."""
        start, end = _aware(start).astimezone(UTC), _aware(end).astimezone(UTC)
        if end <= start:
            return NOTHING
        if self.is_always:
            return end - start
        first, last = self.local(start).date(), self.local(end).date()
        if first == last:
            return self._worked_between(first, start, end)
        worked = self._worked_between(first, start, end) + self._worked_between(last, start, end)
        while (first := first + DAY) < last:
            worked += self._length_of(first)
        return worked

    def is_working_day(self, day: date) -> bool:
        return bool(self.hours(day))

    def add_working_days(self, day: date, count: int) -> date:
        """The day that many working days later (earlier when negative); `day` itself does not count."""
        step = DAY if count > 0 else -DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def hours(self, day: date) -> Hours:
        """The working hours of that day by the region's clocks."""
        special = self.working_days.get(day)
        if special is not None:
            return special
        if day in self.days_off:
            return ()
        return WHOLE_DAY if self.week is None else self.week[day.weekday()]

    def opening(self, day: date) -> datetime | None:
        """When work begins that day; midnight around the clock, None on a day off."""
        hours = self.hours(day)
        return self.moment(day, hours[0][0]) if hours else None

    def closing(self, day: date) -> datetime | None:
        """When work ends that day; the next midnight around the clock, None on a day off."""
        hours = self.hours(day)
        return self._span(day, hours[-1])[1] if hours else None

    def end_of(self, day: date, *, off: time = LAST_SECOND) -> datetime:
        """By when something is due that was promised for a day: when work ends; at the hour `off` on a day off."""
        return self.closing(day) or self.moment(day, off)

    def is_quiet(self, at: datetime) -> bool:
        """Whether the bot keeps its words to itself at this moment."""
        if self.quiet is None:
            return False
        begin, end = self.quiet
        clock = self.local(at).time()
        return begin <= clock < end if begin < end else clock >= begin or clock < end

    def quiet_end(self, at: datetime) -> datetime:
        """When the quiet hours around this moment are over; `at` itself when it is not quiet."""
        if self.quiet is None or not self.is_quiet(at):
            return _aware(at).astimezone(UTC)
        local, end = self.local(at), self.quiet[1]
        return self.moment(local.date() if local.time() < end else local.date() + DAY, end)

    def _midnight(self, day: date) -> datetime:
        return self.moment(day, time.min)

    def _span(self, day: date, interval: Interval) -> Span:
        begin, end = interval
        closing = self._midnight(day + DAY) if end == time.min else self.moment(day, end)
        return self.moment(day, begin), closing

    def _spans(self, day: date) -> tuple[Span, ...]:
        """The day's intervals as instants."""
        found = self._days.get(day)
        if found is None:
            if len(self._days) >= DAYS_REMEMBERED:
                self._days.clear()
            found = self._days[day] = tuple(self._instants(day))
        return found

    def _instants(self, day: date) -> Iterator[Span]:
        """An hour the clocks skip is not counted twice."""
        reached = self._midnight(day)
        for interval in self.hours(day):
            begin, end = self._span(day, interval)
            if end > max(begin, reached):
                yield max(begin, reached), end
                reached = end

    def _spans_from(self, at: datetime) -> Iterator[Span]:
        day = self.local(at).date()
        while True:
            yield from self._spans(day)
            day += DAY

    def _worked_since(self, day: date, start: datetime) -> timedelta:
        worked = NOTHING
        for begin, end in self._spans(day):
            if end > start:
                worked += end - max(begin, start)
        return worked

    def _worked_between(self, day: date, start: datetime, end: datetime) -> timedelta:
        spans = ((max(begin, start), min(finish, end)) for begin, finish in self._spans(day))
        return sum((till - since for since, till in spans if till > since), NOTHING)

    def _length_of(self, day: date) -> timedelta:
        """Real working time of a day: a change of the clocks inside it counts."""
        tomorrow = day + DAY
        midnights = datetime.combine(day, time.min), datetime.combine(tomorrow, time.min)
        if self.timezone.utcoffset(midnights[0]) != self.timezone.utcoffset(midnights[1]):
            return sum((end - begin for begin, end in self._spans(day)), NOTHING)
        special = self.working_days.get(day)
        if special is not None:
            return _length(special)
        return NOTHING if day in self.days_off else self._lengths[day.weekday()]

    def _reach(self, day: date, start: datetime, work: timedelta) -> datetime:
        """The moment of that day, not before `start`, when this much of it has been worked."""
        for begin, end in self._spans(day):
            since = max(begin, start)
            if since < end and work <= end - since:
                return since + work
            work -= max(end - since, NOTHING)
        raise ValueError(f"{day} has less working time than {work}")


def _aware(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError(f"a moment needs a timezone: {at!r}")
    return at


def _ends(interval: Interval) -> tuple[timedelta, timedelta]:
    """The interval as time since midnight."""
    begin, end = (timedelta(hours=at.hour, minutes=at.minute, seconds=at.second) for at in interval)
    return begin, end or DAY


def _length(hours: Hours) -> timedelta:
    return sum((end - begin for begin, end in map(_ends, hours)), NOTHING)


def refuse_disorder(hours: Hours) -> None:
    """Intervals of a day must follow one another and not be empty."""
    edges = [edge for interval in hours for edge in _ends(interval)]
    if any(later < earlier for earlier, later in pairwise(edges)) or any(a == b for a, b in map(_ends, hours)):
        words = ", ".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in hours)
        raise ValueError(f"working hours overlap or run backwards: {words}")
