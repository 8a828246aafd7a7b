"""Rights by role and municipality."""

import pytest

from domain.organisation import Role
from domain.people import HOLDERS, Right, may, may_with
from tests.build import a_person, a_question

# o official, d deputy, h head, m moderator, c ccu, A admin
LETTERS = dict(zip("odhmcA", Role, strict=True))
HELD = {
    Right.ANSWER: "odhcA",
    Right.MODERATE: "mcA",
    Right.CONTROL: "cA",
    Right.WATCH: "dhmcA",
    Right.EXPORT_NAMES: "A",
    Right.APPOINT: "cA",
}
EVERY = [(role, right) for role in Role for right in Right]


def holds(role: Role, right: Right) -> bool:
    return role in {LETTERS[letter] for letter in HELD[right]}


@pytest.mark.parametrize(("role", "right"), EVERY, ids=lambda value: value.value)
def test_a_role_holds_its_rights_at_home_and_none_next_door(role: Role, right: Right) -> None:
    person = a_person(1, role)
    assert may(person, right, "priozerny") is holds(role, right)
    assert may(person, right, "lesnoy") is False


@pytest.mark.parametrize(("role", "right"), EVERY, ids=lambda value: value.value)
def test_the_regions_own_staff_hold_theirs_everywhere(role: Role, right: Right) -> None:
    person = a_person(1, role, municipality="")
    assert {may(person, right, place) for place in ("priozerny", "lesnoy", "")} == {holds(role, right)}


@pytest.mark.parametrize("right", Right)
def test_a_stranger_may_nothing(right: Right) -> None:
    assert not may(None, right, "priozerny")
    assert not may(a_person(1), right, "priozerny")


def test_every_right_is_somebodys() -> None:
    assert set(HOLDERS) == set(Right)


def test_two_roles_give_the_rights_of_both() -> None:
    person = a_person(1, Role.OFFICIAL, Role.MODERATOR)
    assert may(person, Right.ANSWER, "priozerny")
    assert may(person, Right.MODERATE, "priozerny")


def test_a_right_to_a_question_is_a_right_where_the_question_is() -> None:
    person = a_person(1, Role.OFFICIAL)
    assert may_with(person, Right.ANSWER, a_question())
    assert not may_with(person, Right.ANSWER, a_question(municipality="lesnoy"))
    assert not may_with(person, Right.ANSWER, a_question(municipality=""))
