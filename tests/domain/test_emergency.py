"""What cannot wait: the clock of a question that was hurried, the place of an emergency, the number of «Инцидент»."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest

from domain.emergency import Emergency
from domain.errors import RuleViolation
from domain.organisation import Municipality, Region
from domain.ports import UnitOfWork
from domain.question import EMERGENCY, MARKED, Clock, Question, Status
from domain.use_cases.matters.emergency import muffles, place_named
from domain.use_cases.matters.incident import number_in
from domain.use_cases.scope import Scope
from tests.build import a_question, at, hours, office, said

CALENDAR = office()
ASKED, UNTIL = at("ср 8:30"), at("ср 17:00")
REGION = Region(
    name="Приозёрная область",
    calendar=CALENDAR,
    municipalities=(
        Municipality("priozerny", "Приозёрный округ", settlements=("Заручевье", "Лесной", "Бор")),
        Municipality("lesnoy", "Лесной округ", settlements=("Бор", "Дубки")),
    ),
)


def asked_at_half_past_eight(**more: object) -> Question:
    question = a_question(Status.ASSIGNED, asked_at=ASKED, **more)
    return question.started(Clock(hours(9), ASKED), CALENDAR)


def now_is(moment: datetime) -> Scope:
    return Scope(cast(UnitOfWork, None), REGION, moment)


@pytest.mark.parametrize(("now", "due"), [("ср 9:30", "25.11 14:30"), ("ср 16:00", "26.11 9:30")])
def test_four_hours_from_now_and_never_later_than_before(now: str, due: str) -> None:
    hurried = asked_at_half_past_eight().hurried(MARKED, hours(4), at(now), CALENDAR)
    assert said(hurried.due_at) == due
    assert not hurried.in_danger
    assert hurried.calmed(hours(9), CALENDAR) == asked_at_half_past_eight()


def test_while_the_resident_is_asked_back_nothing_runs() -> None:
    waits = asked_at_half_past_eight().clarifying(at("ср 9:30"), at("пт 9:30"), CALENDAR)
    hurried = waits.hurried(EMERGENCY, hours(1), at("ср 16:00"), CALENDAR)
    assert hurried.due_at is None
    assert said(hurried.resumed(at("чт 8:30"), CALENDAR).due_at) == "26.11 9:30"


def test_only_what_is_not_about_the_emergency_waits_with_its_reminders() -> None:
    village = Emergency("priozerny", "Бор", ASKED, UNTIL, 1, ASKED)
    scope = now_is(at("ср 12:00"))
    there = replace(a_question(), municipality="priozerny", settlement="Бор")
    assert not muffles(scope, there, [village])
    assert muffles(scope, replace(there, settlement="Заручевье"), [village])
    assert muffles(scope, replace(there, settlement=None), [village])
    assert not muffles(scope, replace(there, municipality="lesnoy"), [village]), "others have nothing to do with it"
    assert not muffles(scope, replace(there, settlement=None), [village, replace(village, settlement="")])
    assert not muffles(now_is(UNTIL + timedelta(minutes=1)), replace(there, settlement=None), [village])


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Приозёрный", ("priozerny", "")),
        ("заручевье", ("priozerny", "Заручевье")),
        ("Лесной", ("lesnoy", "")),
        ("посёлок Лесной", ("priozerny", "Лесной")),
        ("Бор Лесной", ("lesnoy", "Бор")),
        ("п. Дубки", ("lesnoy", "Дубки")),
    ],
)
def test_the_place_as_people_type_it(words: str, place: tuple[str, str]) -> None:
    assert place_named(now_is(ASKED), words) == place


@pytest.mark.parametrize("words", ["Бор", "выехала бригада", "Париж", ""])
def test_two_places_of_one_name_and_none_are_asked_about(words: str) -> None:
    with pytest.raises(RuleViolation, match="emergency-where"):
        place_named(now_is(ASKED), words)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("12345", "12345"),
        ("№ 77-12", "77-12"),
        ("ИМ-2026/15.", "ИМ-2026/15"),
        ("номер 555", "555"),
        ("77 https://vk.com/wall-1_40?reply=45", "77"),
        ("https://vk.com/wall-1_40", None),
        ("а где его взять", None),
        ("ответ: " + "приедем завтра в 10 " * 9, None),
    ],
)
def test_the_number_among_a_few_words(words: str, number: str | None) -> None:
    assert number_in(words) == number
