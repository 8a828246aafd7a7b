"""Which confirmed answers hold for others, and until when."""

from datetime import timedelta

import pytest

from domain.verified import named_until, says_validity, valid_until, without_greeting
from tests.build import at, office

CALENDAR = office()

SAID, CONFIRMED = at("вт 10:00"), at("ср 10:00")
USUAL = timedelta(days=30)


def until(text: str) -> str:
    found = valid_until(text, SAID, CONFIRMED, CALENDAR, USUAL)
    return f"{CALENDAR.local(found):%d.%m.%Y}" if found else ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("По субботам один рейс: из Приозёрска 8:10, обратно 13:40", "25.12.2026"),
        ("С 1 декабря по субботам один рейс: из Приозёрска 8:10", "25.12.2026"),
        ("Рейс отменён до 1 марта", "01.03.2027"),
        ("Каток работает до 15 марта с 10 до 21", "15.03.2027"),
        ("Грейдер пройдёт завтра, 25 ноября, до 13:00. Дальше — после каждого снега", "25.11.2026"),
        ("Звоните диспетчеру: 8 81234 5-67-89", "25.12.2026"),
        ("Сделали, проверьте вечером", ""),
        ("Принято, разберёмся", ""),
        ("Сегодня до обеда починим", ""),
        ("У Смирновой долг 40 тысяч, поэтому отключили", ""),
        ("  ", ""),
    ],
)
def test_an_answer_holds_as_long_as_its_own_words_say(text: str, day: str) -> None:
    assert until(text) == day


@pytest.mark.parametrize(
    ("words", "days"),
    [("месяц", 30), ("на полгода", 182), ("на год", 365), ("нет", 0), ("до 1 декабря", 7), ("01.12", 7)],
)
def test_an_official_names_the_day_in_any_words(words: str, days: int) -> None:
    found = named_until(words, SAID, CALENDAR)

    assert found is not None
    assert (CALENDAR.local(found).date() - CALENDAR.local(SAID).date()).days == days


def test_what_is_no_day_is_none_and_no_answer_outlives_a_year() -> None:
    assert named_until("скоро", SAID, CALENDAR) is None
    assert named_until("", SAID, CALENDAR) is None
    assert named_until("до 1 марта 2029", SAID, CALENDAR) == SAID + timedelta(days=365)


def test_a_term_is_no_promise() -> None:
    text = "Рейс отменён. Действует до 1 марта"
    assert says_validity(text, (text.index("до 1"), len(text)))
    assert says_validity(text, (text.index("1 марта"), len(text)))
    assert not says_validity("Починим до 1 марта", (8, 18))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Виктор, добрый день. С 1 декабря один рейс", "С 1 декабря один рейс"),
        ("Здравствуйте, Виктор! Рейс один", "Рейс один"),
        ("Добрый день! рейс один", "Рейс один"),
        ("Сделали, рейс один", "Сделали, рейс один"),
        ("Виктор", "Виктор"),
    ],
)
def test_others_are_not_called_by_the_first_one_s_name(text: str, bare: str) -> None:
    assert without_greeting(text, "Виктор") == bare
