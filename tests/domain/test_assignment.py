"""Who owes the answer: the most specific official who is here, else somebody higher."""

from itertools import combinations

import pytest

from domain.assignment import (
    HABIT,
    Assignment,
    assign,
    depends_on_settlement,
    offered,
    stand_in,
    stated,
    up_the_ladder,
)
from domain.organisation import Person, Region, Role
from tests.build import (
    GROMOV,
    ILYIN,
    KUZMIN,
    LEBEDEVA,
    PETROVA,
    VETROV,
    a_person,
    a_region,
)

ANY = a_person(1, Role.OFFICIAL)
OF_VILLAGE = a_person(2, Role.OFFICIAL, settlements=("Бор",))
OF_TOPIC = a_person(3, Role.OFFICIAL, topics=("roads",))
OF_BOTH = a_person(4, Role.OFFICIAL, topics=("roads",), settlements=("Бор",))
OFFICIALS = (ANY, OF_VILLAGE, OF_TOPIC, OF_BOTH)
RULES = {1: "any", 2: "settlement", 3: "topic", 4: "topic and settlement"}
DEPUTY, HEAD, CCU = a_person(5, Role.DEPUTY), a_person(6, Role.HEAD), a_person(7, Role.CCU, municipality="")

TEAMS = [team for size in range(5) for team in combinations(OFFICIALS, size)]
QUESTIONS = {
    ("roads", "Бор"): (4, 3, 2, 1),
    ("roads", "Лесной"): (3, 1),
    ("roads", None): (3, 1),
    ("waste", "Бор"): (2, 1),
    (None, "Бор"): (2, 1),
    ("waste", "Лесной"): (1,),
    (None, None): (1,),
}
"""Topic and settlement of a question, and whose it is, the most fitting first."""


def who(found: Assignment | None) -> tuple[int, str] | None:
    return (found.person.vk_id, found.rule) if found else None


def whose(
    region: Region, topic: str | None = "roads", settlement: str | None = None, away: tuple[int, ...] = ()
) -> tuple[int, str] | None:
    return who(assign(region, "priozerny", topic, settlement, away))


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
@pytest.mark.parametrize("team", TEAMS, ids=lambda team: "+".join(RULES[one.vk_id] for one in team) or "nobody")
def test_the_most_specific_official_of_those_there_are(
    team: tuple[Person, ...], question: tuple[str | None, str | None]
) -> None:
    here = {one.vk_id for one in team}
    wanted = next(((one, RULES[one]) for one in QUESTIONS[question] if one in here), (5, "deputy"))
    for people in ((*team, DEPUTY), (DEPUTY, *reversed(team))):
        assert whose(a_region(*people), *question) == wanted


def test_of_the_journeys_people_each_has_their_own_matters() -> None:
    region = a_region()
    assert whose(region, "lighting") == (ILYIN, "topic")
    assert whose(region, "roads") == (PETROVA, "topic")
    assert whose(region, "health") == (KUZMIN, "deputy")
    assert who(assign(region, "lesnoy", "roads", None)) == (GROMOV, "any")


@pytest.mark.parametrize(
    ("people", "found"),
    [
        ((DEPUTY, HEAD, CCU), (5, "deputy")),
        ((HEAD, CCU), (6, "head")),
        ((CCU,), (7, "ccu")),
    ],
)
def test_without_officials_it_goes_up_the_ladder(people: tuple[Person, ...], found: tuple[int, str]) -> None:
    assert whose(a_region(*people)) == found


def test_a_region_with_nobody_assigns_to_nobody() -> None:
    assert whose(a_region(a_person(9, Role.MODERATOR))) is None


def test_a_neighbouring_districts_people_are_not_asked() -> None:
    neighbours = [a_person(n, role, municipality="lesnoy") for n, role in enumerate(Role, 1)]
    assert whose(a_region(*neighbours)) is None


@pytest.mark.parametrize(
    ("away", "found"),
    [
        ((), (3, "topic")),
        ((3,), (1, "any")),  # a less specific official before the deputy
        ((3, 1), (5, "deputy")),
        ((3, 1, 5), (6, "head")),
        ((3, 1, 5, 6), (7, "ccu")),
        ((3, 1, 5, 6, 7), None),
    ],
)
def test_who_is_away_is_passed_over(away: tuple[int, ...], found: tuple[int, str] | None) -> None:
    assert whose(a_region(ANY, OF_TOPIC, DEPUTY, HEAD, CCU), away=away) == found


# --- substitutes


def chain(*links: int, role: Role = Role.OFFICIAL) -> tuple[Person, ...]:
    """People of whom each stands in for the one before."""
    following = [*links[1:], None]
    return tuple(a_person(one, role, substitute=after) for one, after in zip(links, following, strict=True))


def test_row_13_a_substitute_of_a_substitute_is_not_lost() -> None:
    first, second, third = chain(31, 32, 33)
    region = a_region(first, second, third)
    assert stand_in(region, first, {31}) == second
    assert stand_in(region, first, {31, 32}) == third
    assert stand_in(region, first, {31, 32, 33}) is None


def test_the_substitute_answers_before_anybody_higher() -> None:
    region = a_region(
        a_person(31, Role.OFFICIAL, topics=("roads",), substitute=32),
        a_person(32, Role.MODERATOR),
        DEPUTY,
    )
    assert whose(region, away=(31,)) == (32, "substitute")
    assert whose(region, away=(31, 32)) == (5, "deputy")


@pytest.mark.parametrize("ring", [(31,), (31, 32), (31, 32, 33)])
def test_people_who_stand_in_for_each_other_do_not_send_the_question_round(ring: tuple[int, ...]) -> None:
    people = chain(*ring)
    last = a_person(ring[-1], Role.OFFICIAL, substitute=ring[0])
    region = a_region(*people[:-1], last, DEPUTY)
    assert stand_in(region, region.people[0], set(ring)) is None
    assert whose(region, away=ring) == (5, "deputy")


def test_a_substitute_who_left_the_roster_is_nobody() -> None:
    region = a_region(a_person(31, Role.OFFICIAL, substitute=99), HEAD)
    assert whose(region, away=(31,)) == (6, "head")


def test_a_deputy_away_is_stood_in_for_too() -> None:
    deputy = a_person(5, Role.DEPUTY, substitute=40)
    region = a_region(deputy, a_person(40, Role.OFFICIAL, municipality="lesnoy"), HEAD)
    assert who(up_the_ladder(region, "priozerny", {5})) == (40, "substitute")
    assert who(up_the_ladder(region, "priozerny", {5, 40})) == (6, "head")


def test_the_rung_says_who_it_is() -> None:
    region = a_region()
    rungs = [who(up_the_ladder(region, "priozerny", away)) for away in ((), {KUZMIN}, {KUZMIN, VETROV})]
    assert rungs == [(KUZMIN, "deputy"), (VETROV, "head"), (LEBEDEVA, "ccu")]


# --- whether the village matters


@pytest.mark.parametrize(
    ("people", "topic", "matters"),
    [
        ((ANY,), "roads", False),
        ((OF_TOPIC,), "roads", False),
        ((OF_VILLAGE,), "roads", True),
        ((OF_BOTH, OF_TOPIC), "roads", True),
        ((OF_BOTH, OF_TOPIC), "waste", False),
        ((OF_BOTH, ANY), None, False),
        ((a_person(8, Role.DEPUTY, settlements=("Бор",)),), "roads", False),
        ((a_person(8, Role.OFFICIAL, municipality="lesnoy", settlements=("Бор",)),), "roads", False),
    ],
)
def test_the_village_is_asked_for_only_when_it_decides_who_answers(
    people: tuple[Person, ...], topic: str | None, *, matters: bool
) -> None:
    assert depends_on_settlement(a_region(*people), "priozerny", topic) is matters


def test_whom_to_hand_to_the_table_goes_before_habit_and_habit_before_words() -> None:
    people = (DEPUTY, HEAD, ANY, OF_TOPIC, OF_VILLAGE)
    region = a_region(*people)
    here = [one for one in people if one is not OF_TOPIC]
    of_table = stated(region, "priozerny", "roads", "Бор")
    assert of_table == [OF_TOPIC, OF_VILLAGE], "whoever answers for everything is not stated for this"

    ids = {one.vk_id: one for one in people}
    ranked, why = offered(here, of_table, {HEAD.vk_id: HABIT, DEPUTY.vk_id: HABIT - 1}, (99, ANY.vk_id, HEAD.vk_id))
    assert [ids[one.vk_id] for one in ranked] == [OF_VILLAGE, HEAD, ANY, DEPUTY], "nobody who is not here"
    assert why == "stated"

    assert offered(here, (), {HEAD.vk_id: HABIT}, (ANY.vk_id,))[1] == "handed"
    often = {HEAD.vk_id: HABIT, DEPUTY.vk_id: 9 * HABIT}
    ranked, why = offered(here, (), often, (ANY.vk_id, HEAD.vk_id, DEPUTY.vk_id))
    assert (ranked[:3], why) == ([HEAD, DEPUTY, ANY], "handed"), "of those it often goes to, the words choose"
    assert offered(here, (), often, ())[0][:2] == [DEPUTY, HEAD], "and where words are silent, the more often"
    ranked, why = offered(here, (), {}, (99, ANY.vk_id))
    assert (ranked[0], why) == (ANY, "learned")
    assert offered(here, (), {99: 50}, (99,)) == (here, "")
