"""How strict the bot is: what a gate lets through, and whose gate stands where."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.gate import NEVER, Passing, through
from domain.organisation import SOFTEST, STRICTEST, Gate
from tests.build import a_region

STEPS = st.integers(SOFTEST, STRICTEST)
HEARD = st.lists(
    st.tuples(
        st.builds(Passing, st.integers(NEVER, STRICTEST), st.integers(NEVER, STRICTEST), st.sampled_from([0, 85, 90])),
        st.integers(1, 50),
    ),
    max_size=20,
)


def test_a_message_between_the_borders_is_a_perhaps() -> None:
    heard = [(Passing(1, 2, 90), 3), (Passing(NEVER, 0, 85), 2), (Passing(NEVER, -2, 90), 9)]
    assert through(Gate(), heard, 90) == replace(through(Gate(), heard, 85), named=3)
    assert (through(Gate(), heard, 85).questions, through(Gate(), heard, 85).perhaps) == (3, 2)
    stricter = through(Gate(question=2, perhaps=1), heard, 90)
    assert (stricter.questions, stricter.perhaps, stricter.named) == (0, 3, 3)
    softer = through(Gate(question=-2, perhaps=-2), heard, 90)
    assert (softer.questions, softer.perhaps, softer.named) == (3, 11, 12)


@given(HEARD, STEPS, STEPS)
def test_a_stricter_gate_never_lets_more_through(heard: list[tuple[Passing, int]], question: int, perhaps: int) -> None:
    gate = through(Gate("", question, perhaps), heard, 90)
    for stricter in (Gate("", question + 1, perhaps), Gate("", question, perhaps + 1)):
        now = through(stricter, heard, 90)
        assert now.questions <= gate.questions
        assert now.questions + now.perhaps <= gate.questions + gate.perhaps
    assert through(Gate("", question, perhaps), heard, 95).named <= gate.named


def test_a_municipality_has_its_own_gate_or_the_regions() -> None:
    region = replace(a_region(), gates=(Gate("", 1, 1), Gate("priozerny", -1, 0, 95)))
    assert region.gate("priozerny") == Gate("priozerny", -1, 0, 95)
    assert region.gate("lesnoy") == Gate("", 1, 1)
    assert a_region().gate("lesnoy") == Gate()
