from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendars import build_calendar
from domain.calendar import Calendar

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
RUSSIAN_ZONES = [
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Simferopol", "Europe/Kirov", "Europe/Volgograd",
    "Europe/Astrakhan", "Europe/Saratov", "Europe/Ulyanovsk", "Europe/Samara", "Asia/Yekaterinburg",
    "Asia/Omsk", "Asia/Novosibirsk", "Asia/Barnaul", "Asia/Tomsk", "Asia/Novokuznetsk", "Asia/Krasnoyarsk",
    "Asia/Irkutsk", "Asia/Chita", "Asia/Yakutsk", "Asia/Khandyga", "Asia/Vladivostok", "Asia/Ust-Nera",
    "Asia/Magadan", "Asia/Sakhalin", "Asia/Srednekolymsk", "Asia/Kamchatka", "Asia/Anadyr",
]  # fmt: skip
OFFICE = ((time(8, 30), time(13)), (time(14), time(17, 30)))
FRIDAY = ((time(8, 30), time(13)), (time(14), time(16, 15)))
WEEK = (OFFICE,) * 4 + (FRIDAY,) + ((),) * 2
HOURS = {"mon-thu": ["08:30-13:00", "14:00-17:30"], "fri": ["08:30-13:00", "14:00-16:15"]}


def office(zone=MOSCOW, **more) -> Calendar:
    return Calendar(zone, (OFFICE,) * 5 + ((),) * 2, **more)


def at(text: str, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


class TestWorkingTime:
    def test_the_first_answer_of_the_journey(self):
        assert office().add(at("2026-11-24 19:42"), hours(9)) == at("2026-11-26 09:30")

    @pytest.mark.parametrize(
        ("start", "work", "due"),
        [
            ("2026-11-24 08:30", 4.5, "2026-11-24 13:00"),  # to the very end of an interval
            ("2026-11-24 08:30", 5, "2026-11-24 14:30"),  # over lunch
            ("2026-11-24 13:20", 1, "2026-11-24 15:00"),  # asked during lunch
            ("2026-11-24 06:00", 8, "2026-11-24 17:30"),  # a whole day, from before it
            ("2026-11-24 17:30", 1, "2026-11-25 09:30"),  # the closing minute is no longer work
            ("2026-11-27 17:00", 1, "2026-11-30 09:00"),  # over the weekend
            ("2026-11-28 12:00", 4, "2026-11-30 12:30"),  # asked on a Saturday
            ("2026-11-24 19:42", 0, "2026-11-24 19:42"),
            ("2026-11-24 10:00", 80, "2026-12-08 10:00"),
        ],
    )
    def test_working_time_is_added(self, start, work, due):
        assert office().add(at(start), hours(work)) == at(due)

    @pytest.mark.parametrize(
        ("start", "end", "work"),
        [
            ("2026-11-24 19:42", "2026-11-26 09:30", 9),
            ("2026-11-24 12:00", "2026-11-24 15:00", 2),
            ("2026-11-24 13:10", "2026-11-24 13:50", 0),
            ("2026-11-27 17:30", "2026-11-30 08:30", 0),
            ("2026-11-26 09:30", "2026-11-24 19:42", 0),  # never negative
            ("2026-11-23 00:00", "2026-11-30 00:00", 40),
        ],
    )
    def test_working_time_between(self, start, end, work):
        assert office().between(at(start), at(end)) == hours(work)

    @pytest.mark.parametrize(
        ("moment", "working", "following"),
        [
            ("2026-11-24 08:29", False, "2026-11-24 08:30"),
            ("2026-11-24 08:30", True, "2026-11-24 08:30"),
            ("2026-11-24 13:00", False, "2026-11-24 14:00"),
            ("2026-11-24 17:29", True, "2026-11-24 17:29"),
            ("2026-11-24 17:30", False, "2026-11-25 08:30"),
            ("2026-11-28 10:00", False, "2026-11-30 08:30"),
        ],
    )
    def test_next_working_moment(self, moment, working, following):
        assert office().is_working(at(moment)) is working
        assert office().next_working(at(moment)) == at(following)

    def test_days_off_and_worked_saturdays(self):
        calendar = office(
            days_off=frozenset({date(2026, 11, 25)}),
            working_days={date(2026, 11, 28): ((time(9), time(12)),)},
        )
        assert calendar.add(at("2026-11-24 17:00"), hours(1)) == at("2026-11-26 09:00")
        assert calendar.between(at("2026-11-28 00:00"), at("2026-11-29 00:00")) == hours(3)
        assert calendar.add_working_days(date(2026, 11, 24), 3) == date(2026, 11, 28)
        assert calendar.opening(date(2026, 11, 28)) == at("2026-11-28 09:00")

    def test_results_are_utc_whatever_the_zone_of_the_arguments(self):
        start = datetime(2026, 11, 24, 19, 42, tzinfo=MOSCOW)
        assert office().add(start, hours(9)).tzinfo is UTC
        assert office().next_working(start).tzinfo is UTC
        assert office().local(start.astimezone(UTC)).hour == 19

    def test_naive_moments_are_refused(self):
        naive = datetime(2026, 11, 24, 19, 42)  # noqa: DTZ001
        calendar = office(quiet=(time(22), time(8)))
        for question in (calendar.local, calendar.is_working, calendar.next_working, calendar.is_quiet,
                         calendar.quiet_end, lambda moment: calendar.add(moment, hours(1)),
                         lambda moment: calendar.between(moment, at("2026-11-26 09:30")),
                         lambda moment: calendar.between(at("2026-11-24 09:30"), moment)):  # fmt: skip
            with pytest.raises(ValueError, match="needs a timezone"):
                question(naive)

    def test_negative_work_is_refused(self):
        with pytest.raises(ValueError, match="negative"):
            office().add(at("2026-11-24 10:00"), hours(-1))


class TestDays:
    def test_working_days_are_counted_without_the_first(self):
        assert office().add_working_days(date(2026, 11, 26), 1) == date(2026, 11, 27)
        assert office().add_working_days(date(2026, 11, 26), 7) == date(2026, 12, 7)
        assert office().add_working_days(date(2026, 11, 28), 1) == date(2026, 11, 30)
        assert office().add_working_days(date(2026, 11, 28), 0) == date(2026, 11, 28)
        assert office().add_working_days(date(2026, 11, 30), -1) == date(2026, 11, 27)

    def test_opening_and_closing(self):
        assert office().opening(date(2026, 11, 26)) == at("2026-11-26 08:30")
        assert office().closing(date(2026, 11, 26)) == at("2026-11-26 17:30")
        assert office().opening(date(2026, 11, 28)) is None
        assert office().closing(date(2026, 11, 28)) is None

    def test_a_day_ends_with_its_work_and_a_day_off_at_an_hour_of_its_own(self):
        assert office().end_of(date(2026, 11, 26)) == at("2026-11-26 17:30")
        assert office().end_of(date(2026, 11, 28)) == at("2026-11-28 23:59:59")
        assert office().end_of(date(2026, 11, 28), off=time(18)) == at("2026-11-28 18:00")


class TestAlways:
    always = Calendar.always(MOSCOW)

    @given(st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)), st.timedeltas(hours(0), hours(9000)))  # noqa: DTZ001
    def test_it_is_plain_addition(self, start, work):
        start = start.replace(tzinfo=UTC)
        assert self.always.add(start, work) == start + work
        assert self.always.between(start, start + work) == work
        assert self.always.next_working(start) == start
        assert self.always.is_working(start)

    def test_every_day_is_worked_from_midnight_to_midnight(self):
        new_year = date(2027, 1, 1)
        assert self.always.is_working_day(new_year)
        assert self.always.opening(new_year) == at("2027-01-01 00:00")
        assert self.always.closing(new_year) == at("2027-01-02 00:00")
        assert not self.always.is_quiet(at("2027-01-01 03:00"))

    def test_it_has_no_days_off(self):
        with pytest.raises(ValueError, match="around the clock"):
            Calendar(MOSCOW, None, frozenset({date(2027, 1, 1)}))


class TestQuietHours:
    @pytest.mark.parametrize(
        ("moment", "quiet", "end"),
        [
            ("2026-11-24 21:59", False, "2026-11-24 21:59"),
            ("2026-11-24 22:00", True, "2026-11-25 08:00"),
            ("2026-11-25 00:00", True, "2026-11-25 08:00"),
            ("2026-11-25 07:59", True, "2026-11-25 08:00"),
            ("2026-11-25 08:00", False, "2026-11-25 08:00"),
        ],
    )
    def test_they_may_cross_midnight(self, moment, quiet, end):
        calendar = office(quiet=(time(22), time(8)))
        assert calendar.is_quiet(at(moment)) is quiet
        assert calendar.quiet_end(at(moment)) == at(end)

    def test_they_may_stay_within_a_day(self):
        calendar = office(quiet=(time(0), time(6)))
        assert calendar.quiet_end(at("2026-11-25 00:30")) == at("2026-11-25 06:00")
        assert not calendar.is_quiet(at("2026-11-25 23:30"))


NIGHT = ((time(0), time(5)), (time(22), time(0)))


class TestChangeOfClocks:
    """Berlin: 2026-03-29 has 23 hours, 2026-10-25 has 25."""

    night = Calendar(BERLIN, (NIGHT,) * 7)

    def test_working_time_is_what_really_passed(self):
        def worked(day: date) -> timedelta:
            return self.night.between(at(f"{day} 00:00", BERLIN), at(f"{day + timedelta(days=1)} 00:00", BERLIN))

        assert worked(date(2026, 3, 28)) == hours(7)
        assert worked(date(2026, 3, 29)) == hours(6)
        assert worked(date(2026, 10, 25)) == hours(8)
        assert self.night.between(at("2026-03-01 00:00", BERLIN), at("2026-05-01 00:00", BERLIN)) == hours(426)

    def test_adding_over_the_change(self):
        assert self.night.add(at("2026-03-29 01:00", BERLIN), hours(3)) == at("2026-03-29 05:00", BERLIN)
        assert self.night.add(at("2026-10-25 01:00", BERLIN), hours(5)) == at("2026-10-25 05:00", BERLIN)

    def test_an_hour_that_is_skipped_is_not_worked_twice(self):
        skipped = Calendar(BERLIN, (((time(2), time(2, 45)), (time(3), time(4))),) * 7)
        assert skipped.between(at("2026-03-29 00:00", BERLIN), at("2026-03-30 00:00", BERLIN)) == hours(1)

    @pytest.mark.parametrize("zone", RUSSIAN_ZONES)
    def test_the_journey_is_the_same_in_every_russian_zone(self, zone):
        zone = ZoneInfo(zone)
        assert office(zone).add(at("2026-11-24 19:42", zone), hours(9)) == at("2026-11-26 09:30", zone)


MOMENTS = st.datetimes(datetime(2025, 12, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
WORK = st.timedeltas(hours(0), hours(700))
CALENDARS = st.sampled_from(
    [office(ZoneInfo(zone)) for zone in RUSSIAN_ZONES[:3]]
    + [office(BERLIN), Calendar(BERLIN, (NIGHT,) * 7), Calendar(BERLIN, (NIGHT, (), ()) + (NIGHT,) * 4)]
    + [build_calendar(timezone="Europe/Moscow", hours=HOURS, holidays="RU")]
)


class TestLaws:
    @given(CALENDARS, MOMENTS, WORK)
    def test_between_undoes_add(self, calendar, start, work):
        assert calendar.between(start, calendar.add(start, work)) == work

    @given(CALENDARS, MOMENTS, WORK, WORK)
    def test_add_is_monotonic(self, calendar, start, one, other):
        less, more = sorted((one, other))
        assert calendar.add(start, less) <= calendar.add(start, more)
        assert calendar.add(start, more) <= calendar.add(start + less, more)

    @given(CALENDARS, st.lists(MOMENTS, min_size=3, max_size=3))
    def test_between_adds_up(self, calendar, moments):
        first, middle, last = sorted(moments)
        whole = calendar.between(first, last)
        assert whole == calendar.between(first, middle) + calendar.between(middle, last)

    @given(CALENDARS, MOMENTS)
    def test_nothing_is_worked_before_the_next_working_moment(self, calendar, moment):
        following = calendar.next_working(moment)
        assert calendar.is_working(following)
        assert calendar.between(moment, following) == hours(0)
        assert (following == moment) is calendar.is_working(moment)


class TestDisorder:
    @pytest.mark.parametrize(
        "day",
        [
            ((time(14), time(13)),),
            ((time(9), time(9)),),
            ((time(8), time(13)), (time(12), time(17))),
            ((time(14), time(17)), (time(8), time(13))),
        ],
    )
    def test_hours_must_follow_one_another(self, day):
        with pytest.raises(ValueError, match="overlap or run backwards"):
            Calendar(MOSCOW, (day,) * 7)

    def test_a_week_has_seven_days_and_some_work(self):
        with pytest.raises(ValueError, match="seven days"):
            Calendar(MOSCOW, (OFFICE,) * 5)
        with pytest.raises(ValueError, match="at least one working hour"):
            Calendar(MOSCOW, ((),) * 7)


# Federal holidays and moved days; working days a month as the production calendars of these years print them.
WORKING_DAYS = {
    2026: [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22],
    2027: [15, 19, 22, 22, 19, 21, 22, 22, 22, 21, 20, 22],
}


class TestProductionCalendar:
    russia = build_calendar(timezone="Europe/Moscow", hours=HOURS, holidays="RU", quiet="22:00-08:00")

    def days(self, year: int) -> list[date]:
        first = date(year, 1, 1)
        return [first + timedelta(days=n) for n in range(365)]

    @pytest.mark.parametrize("year", [2026, 2027])
    def test_247_working_days(self, year):
        worked = [day for day in self.days(year) if self.russia.is_working_day(day)]
        assert [sum(day.month == month for day in worked) for month in range(1, 13)] == WORKING_DAYS[year]
        assert len(worked) == 247

    def test_days_off_on_weekdays(self):
        def off(year: int) -> list[str]:
            return [
                f"{day:%d.%m}" for day in self.days(year) if day.weekday() < 5 and not self.russia.is_working_day(day)
            ]

        january = ["01.01", "02.01", "05.01", "06.01", "07.01", "08.01", "09.01"]
        assert off(2026) == [*january, "23.02", "09.03", "01.05", "11.05", "12.06", "04.11", "31.12"]
        january = ["01.01", "04.01", "05.01", "06.01", "07.01", "08.01"]
        spring = ["22.02", "23.02", "08.03", "03.05", "10.05", "14.06"]
        assert off(2027) == [*january, *spring, "04.11", "05.11", "31.12"]

    def test_the_only_worked_saturday(self):
        saturdays = [
            day
            for year in (2026, 2027)
            for day in self.days(year)
            if day.weekday() >= 5 and self.russia.is_working_day(day)
        ]
        assert saturdays == [date(2027, 2, 20)]

    def test_shortened_days(self):
        """Forty hours a week make 1972 hours in both years, as printed: 247 × 8 − 4."""
        flat = build_calendar(
            timezone="Europe/Moscow", hours={"mon-fri": ["09:00-13:00", "14:00-18:00"]}, holidays="RU"
        )

        def short(year: int) -> list[str]:
            return [f"{day:%d.%m}" for day in self.days(year) if flat.hours(day)[-1:] == ((time(14), time(17)),)]

        assert short(2026) == ["30.04", "08.05", "11.06", "03.11"]
        assert short(2027) == ["20.02", "30.04", "11.06", "03.11"]
        for year in (2026, 2027):
            assert flat.between(at(f"{year}-01-01 00:00"), at(f"{year + 1}-01-01 00:00")) == hours(1972)

    def test_a_shortened_friday_ends_an_hour_earlier(self):
        assert self.russia.closing(date(2026, 5, 8)) == at("2026-05-08 15:15")
        assert self.russia.closing(date(2026, 11, 3)) == at("2026-11-03 16:30")

    def test_a_last_interval_of_an_hour_or_less_goes_whole(self):
        stub = build_calendar(
            timezone="Europe/Moscow", hours={"mon-fri": ["08:00-13:00", "14:00-14:30"]}, holidays="RU"
        )
        assert stub.hours(date(2026, 11, 3)) == ((time(8), time(12, 30)),)

    def test_a_worked_saturday_has_the_hours_of_the_day_it_replaces(self):
        assert self.russia.closing(date(2027, 2, 20)) == at("2027-02-20 16:30")

    def test_a_year_without_a_decree_follows_the_labour_code(self):
        assert date(2034, 3, 8).weekday() == 2
        assert date(2034, 11, 4).weekday() == 5
        assert not self.russia.is_working_day(date(2034, 11, 6))
        assert self.russia.is_working_day(date(2034, 11, 7))
        assert self.russia.is_working_day(date(2034, 1, 9))

    def test_over_the_new_year(self):
        assert self.russia.add(at("2026-12-30 17:00"), hours(1)) == at("2027-01-11 09:00")


class TestRegionFile:
    def test_hours_and_quiet(self):
        calendar = build_calendar(timezone="Europe/Moscow", hours=HOURS, quiet="22:00-08:00")
        assert calendar.week == WEEK
        assert calendar.quiet == (time(22), time(8))
        assert not calendar.days_off

    def test_always_has_neither_hours_nor_quiet(self):
        calendar = build_calendar(timezone="Europe/Moscow", kind="always", hours=HOURS, quiet="22:00-08:00")
        assert calendar == Calendar.always(MOSCOW)

    def test_a_day_may_end_at_midnight(self):
        calendar = build_calendar(timezone="Europe/Moscow", hours={"mon-sun": ["00:00-24:00"]})
        assert calendar.between(at("2026-11-23 00:00"), at("2026-11-30 00:00")) == hours(168)

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"timezone": "Europe/Novgorod"}, "region.timezone.*Europe/Novgorod"),
            ({"timezone": ""}, "region.timezone"),
            ({"kind": "daily"}, "calendar.kind.*daily"),
            ({"hours": {}}, "calendar.hours"),
            ({"hours": {"пн-пт": ["08:30-17:30"]}}, "calendar.hours.*пн-пт"),
            ({"hours": {"fri-mon": ["08:30-17:30"]}}, "calendar.hours.*fri-mon"),
            ({"hours": {"mon-fri": ["08:30-17:30"], "fri": ["08:30-16:15"]}}, "fri is given twice"),
            ({"hours": {"mon-fri": "08:30-17:30"}}, "calendar.hours.mon-fri.*list"),
            ({"hours": {"mon-fri": ["8.30-17.30"]}}, "calendar.hours.mon-fri.*8.30-17.30"),
            ({"hours": {"mon-fri": ["08:30-25:30"]}}, "calendar.hours.mon-fri.*25:30"),
            ({"hours": {"mon-fri": ["17:30-08:30"]}}, "calendar.hours.mon-fri.*backwards"),
            ({"hours": {"mon-fri": []}}, "at least one working hour"),
            ({"holidays": "BY"}, "calendar.holidays.*BY"),
            ({"quiet": "22-8"}, "calendar.quiet.*22-8"),
            ({"quiet": "22:00-22:00"}, "calendar.quiet"),
        ],
    )
    def test_a_faulty_value_is_named(self, values, words):
        with pytest.raises(ValueError, match=words):
            build_calendar(**{"timezone": "Europe/Moscow", "hours": HOURS, **values})
