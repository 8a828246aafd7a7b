"""Buttons' values: written short, read back whole, never trusted beyond their shape."""

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.payloads import (
    KINDS,
    AskBackWith,
    DateIs,
    HandTo,
    Mine,
    Open,
    Payload,
    Solved,
    SubstituteIs,
    decode,
    encode,
)
from tests.build import CALM

MOST = 255
"""VK takes no longer payload."""

BIGGEST: dict[str, Any] = {
    "q": 999_999_999,
    "p": 2**31 - 1,
    "d": "2026-11-24T19:42:00+03:00",
    "w": "photo",
    "r": 999_999_999,
    "t": "transport",
    "i": 10,
    "m": 999_999_999,
    "n": 999_999,
    "c": "matter",
    "v": "yes",
    "o": "velikonovgorodsky",
    "x": -2,
    "y": -2,
    "z": 95,
    "e": 999_999,
}


def biggest(kind: type[Payload]) -> Payload:
    return kind(**{field.name: BIGGEST[field.name] for field in fields(kind)})


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_every_button_is_read_back_and_fits(kind: type[Payload]) -> None:
    payload = biggest(kind)
    wire = json.dumps(encode(payload), ensure_ascii=True)
    assert len(wire) <= MOST
    assert decode(json.loads(wire)) == payload
    assert type(decode(json.loads(wire))) is kind


def test_every_button_has_a_meaning_of_its_own() -> None:
    assert len({json.dumps(encode(biggest(kind))) for kind in KINDS.values()}) == len(KINDS)
    assert not {"Payload", "About"} & KINDS.keys()


@pytest.mark.parametrize(
    "junk",
    [
        None, "", "q1", "Mine", 1, 0, True, [], ["Mine"], {}, {"a": None}, {"a": "Nothing"}, {"a": "mine"}, {"a": []},
        {"a": {"a": "Mine"}}, {"b": "Mine"}, {"command": "start"}, {"a": "About", "q": 1}, {"a": "Payload"},
        {"a": "__class__"},
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_not_ours_is_nothing(junk: object) -> None:
    assert decode(junk) is None


@pytest.mark.parametrize("forged", [None, "214", "", 214.0, True, False, [214], {"q": 214}, "1 or 1=1"], ids=repr)
def test_a_number_that_is_no_number_makes_the_button_nothing(forged: object) -> None:
    assert decode({"a": "Open", "q": forged}) is None
    assert decode({"a": "HandTo", "q": 214, "p": forged}) is None


@pytest.mark.parametrize("forged", [None, 20261124, True, ["2026-11-24"], {}], ids=repr)
def test_a_day_that_is_no_text_makes_the_button_nothing(forged: object) -> None:
    assert decode({"a": "DateIs", "q": 214, "d": forged}) is None
    assert decode({"a": "SubstituteIs", "p": 103, "d": forged}) is None


@pytest.mark.parametrize("missing", [{"a": "Open"}, {"a": "HandTo", "q": 1}, {"a": "HandTo", "p": 1}, {"a": "DateIs"}])
def test_a_field_left_out_makes_the_button_nothing(missing: dict[str, Any]) -> None:
    assert decode(missing) is None


@pytest.mark.parametrize("forged", [10**18, -(10**18), 10**40])
def test_a_number_no_store_can_bear_makes_the_button_nothing(forged: int) -> None:
    assert decode({"a": "Open", "q": forged}) is None


def test_fields_from_elsewhere_are_left_out() -> None:
    assert decode({"a": "Mine", "q": 1, "admin": True}) == Mine()
    assert decode({"a": "Open", "q": 214, "actor": 105, "rights": ["control"]}) == Open(214)


def test_the_same_number_on_another_button_means_something_else() -> None:
    assert decode(encode(Open(214))) != Solved(214)


NUMBERS, WORDS = st.integers(-(2**31), 2**31), st.text(max_size=30)


@CALM
@given(
    st.one_of(
        st.builds(Open, NUMBERS),
        st.builds(DateIs, NUMBERS, WORDS),
        st.builds(AskBackWith, NUMBERS, WORDS),
        st.builds(HandTo, NUMBERS, NUMBERS),
        st.builds(SubstituteIs, NUMBERS, WORDS),
    )
)
def test_any_values_come_back_as_they_went(payload: Payload) -> None:
    assert decode(json.loads(json.dumps(encode(payload)))) == payload


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "q", "p", "d", "w"]), inner),
    max_leaves=6,
)
FORGED = st.builds(lambda kind, rest: {**rest, "a": kind}, st.sampled_from(sorted(KINDS)), st.dictionaries(
    st.sampled_from(["q", "p", "d", "w"]), JSON))  # fmt: skip


@CALM
@given(JSON | FORGED)
def test_a_forged_button_is_a_well_formed_one_or_nothing(value: object) -> None:
    payload = decode(value)
    if payload is not None:
        assert isinstance(value, dict)
        assert encode(payload).items() <= value.items()
