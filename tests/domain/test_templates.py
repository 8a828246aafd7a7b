"""Blanks of kept answers: spelt as people spell them, filled from what is known, the rest asked for."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain import templates
from domain.organisation import Template
from tests.build import a_region

ROAD = Template(1, "priozerny", "roads", "{имя}, грейдер будет {дата}, улица {улица}", 101)
WORDS = st.text(st.characters(categories=["L", "N", "Z", "P"], exclude_characters="{}"), min_size=1, max_size=30)


def test_blanks_are_read_in_any_spelling() -> None:
    assert templates.plain(" { Дата } на {УЛИЦА} ") == "{дата} на {улица}"
    assert templates.strange_blanks("{дата} и {Цена}") == ("цена",)


def test_the_day_is_asked_for_last_and_a_name_never() -> None:
    assert templates.missing(ROAD.text, {}) == "улица"
    assert templates.missing(ROAD.text, {"улица": "Лесная, 4"}) == "дата"
    assert templates.missing(ROAD.text, {"улица": "Лесная, 4", "дата": "в пятницу"}) is None


def test_somebody_nameless_is_not_addressed() -> None:
    known = {"улица": "Лесная, 4", "дата": templates.day_in_words(date(2026, 11, 27))}
    assert templates.filled(ROAD.text, known) == "Грейдер будет 27 ноября, улица Лесная, 4"
    assert templates.filled(ROAD.text, known | {"имя": "Марина"}).startswith("Марина, грейдер будет 27 ноября")


@given(WORDS, WORDS, WORDS)
def test_once_told_nothing_is_missing(street: str, day: str, name: str) -> None:
    known = {"улица": street, "дата": day, "имя": name}
    assert templates.missing(ROAD.text, known) is None
    assert day in templates.filled(ROAD.text, known)


def test_a_template_fits_its_topic_and_its_municipality() -> None:
    anywhere = replace(ROAD, number=2, municipality="", topic="")
    other = replace(ROAD, number=3, municipality="lesnoy")
    region = replace(a_region(), templates=(ROAD, anywhere, other))
    assert [one.number for one in templates.fitting(region, "priozerny", "roads")] == [1, 2]
    assert [one.number for one in templates.fitting(region, "priozerny", None)] == [2]
    assert templates.find(region, "priozerny", 3) is None
