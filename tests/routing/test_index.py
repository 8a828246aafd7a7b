"""The index of questions is compact and quick; what it finds is what a slow and plain search would find."""

import heapq
import math
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing import duplicates
from routing.duplicates import Index, Matter, by_letters, is_same
from routing.letters import cosine, letters_of
from routing.postings import Postings, both
from routing.sameplace import Agreement, Where, compare

WORDS = ("фонар", "фонарь", "фонори", "гор", "мусор", "мусар", "вод", "горяч", "ям", "двор", "двороый", "снег", "@")
MANY = tuple("абвгдежзиклмнопрстуфхц")
PLACES = (
    Where("priozerny"),
    Where("priozerny", addresses=((frozenset({"побед"}), "14"),)),
    Where("priozerny", addresses=((frozenset({"побед"}), ""), (frozenset({"труд", "аллея"}), "8"))),
    Where("priozerny", "Зарубино", numbers=(("route", "101"),)),
    Where(None, numbers=(("school", "3"),)),
    Where("rechnoy", "Заручевье"),
)

Found = tuple[int, float, Agreement, tuple[str, ...], bool]


class Plain:
    """Goes through every question known; each step as it is told in words."""

    def __init__(self) -> None:
        self.known: dict[int, Matter] = {}

    def _met(self, term: str) -> list[int]:
        return sorted(id_ for id_, each in self.known.items() if term in _terms(each))

    def weight(self, term: str) -> float:
        total = len(self.known) + 200
        return math.log(total / (len(self._met(term)) + 2)) / math.log(total / 3)

    def _meant(self, term: str) -> list[str]:
        if self._met(term):
            return [term]
        if len(term) < 4 or term.startswith("@"):
            return []
        near = sorted(
            {
                (cosine(letters_of(term), letters_of(one)), one)
                for each in self.known.values()
                for one in _terms(each)
                if one[:3] == term[:3] and abs(len(one) - len(term)) <= 2
            },
            reverse=True,
        )
        return [one for likeness, one in near if likeness >= 0.6][:2]

    def _candidates(self, asked: Matter, among: int, but: int | None) -> list[int]:
        met = sorted((self._met(one) for term in _terms(asked) for one in self._meant(term)), key=len)
        met = met[: duplicates._RAREST]
        scores: Counter[int] = Counter()
        for ids in met:
            if len(ids) > duplicates._COMMONEST or len(scores) > duplicates._ENOUGH:
                break
            for id_ in ids:
                scores[id_] += math.log((len(self.known) + 200) / (len(ids) + 2)) ** 2  # type: ignore[assignment]
        if not scores and met:
            common = set(met[0]).intersection(*met[1:2])
            return [id_ for id_ in sorted(common, reverse=True)[: among + 1] if id_ != but]
        likeliest = heapq.nsmallest(3 * among, scores, key=lambda id_: (-scores[id_], id_))
        briefest = sorted(likeliest, key=lambda id_: (-scores[id_] / (3 + len(self.known[id_].stems)) ** 0.5, id_))
        return [id_ for id_ in briefest[: among + 1] if id_ != but]

    def alike(self, asked: Matter, among: int, but: int | None, close: frozenset[int]) -> list[Found]:
        found: list[Found] = []
        for id_ in self._candidates(asked, among, but):
            known = self.known[id_]
            agreement = compare(asked.where, known.where)
            if agreement is Agreement.DIFFERENT:
                continue
            shared = sorted((one for one in known.stems if one in asked.stems), key=self.weight, reverse=True)
            told = sum(map(self.weight, shared))
            likeness = by_letters(asked, known)
            if told > 1.0:
                lengths = [sum(self.weight(one) ** 2 for one in each) for each in (shared, asked.stems, known.stems)]
                likeness = max(likeness, (lengths[0] / min(lengths[1:])) ** 2 * min(1.0, (told - 1.0) / (3.1 - 1.0)))
            one_topic = asked.topic is None or known.topic is None or asked.topic == known.topic
            same = is_same(likeness, agreement, told, one_topic=one_topic, close=id_ in close)
            found.append((id_, likeness, agreement, tuple(shared[:4]), same))
        return sorted(found, key=lambda each: (-each[4], -each[1]))


def _terms(known: Matter) -> list[str]:
    houses = [f"@{' '.join(sorted(street))} {house}" for street, house in known.where.addresses if house]
    return [*known.stems, *houses]


@st.composite
def matters(draw: st.DrawFn) -> Matter:
    stems = tuple(draw(st.lists(st.sampled_from(WORDS), unique=True, max_size=6)))
    letters = 0
    for one in stems:
        letters |= letters_of(one)
    return Matter(stems, letters, draw(st.sampled_from(PLACES)), draw(st.sampled_from((None, "roads", "housing"))))


NUMBERS = st.integers(0, 11)
STEPS = st.one_of(
    st.tuples(st.just("add"), NUMBERS, matters()),
    st.tuples(st.just("remove"), NUMBERS, st.none()),
    st.tuples(st.just("ask"), st.one_of(st.none(), NUMBERS), matters()),
)


@pytest.mark.parametrize(
    ("commonest", "enough", "rarest"), [(1_500, 3_000, 12), (2, 3_000, 12), (3, 4, 3)], ids=["few", "common", "many"]
)
@settings(max_examples=60, deadline=None)
@given(steps=st.lists(STEPS, max_size=40), among=st.integers(1, 5), close=st.frozensets(NUMBERS, max_size=4))
def test_what_is_found_is_what_a_plain_search_finds(
    commonest: int,
    enough: int,
    rarest: int,
    steps: list[tuple[str, int | None, Matter | None]],
    among: int,
    close: frozenset[int],
) -> None:
    """Questions come, change, go and are asked about in any order; the borders are near, so that few reach them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duplicates, "_COMMONEST", commonest)
        patch.setattr(duplicates, "_ENOUGH", enough)
        patch.setattr(duplicates, "_RAREST", rarest)
        index, plain = Index(), Plain()
        for step, number, each in steps:
            if step == "ask":
                assert each is not None
                found = [tuple(one) for one in index.alike(each, among=among, but=number, close=close)]
                assert found == plain.alike(each, among, number, close)
            elif each is not None:
                assert number is not None
                index.add(number, each)
                plain.known[number] = each
            else:
                assert number is not None
                index.remove(number)
                plain.known.pop(number, None)
        assert len(index) == len(plain.known)
        assert [index.known(number) for number in range(12)] == [plain.known.get(number) for number in range(12)]
        assert [index.weight(word) for word in WORDS] == [plain.weight(word) for word in WORDS]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), among=st.integers(1, 3), words=st.integers(6, len(MANY)))
def test_among_many_the_likeliest_are_those_of_a_plain_search(seed: int, among: int, words: int) -> None:
    """Far more questions share a word than are looked at closely, many of them equally."""
    chance = random.Random(seed)  # noqa: S311
    index, plain = Index(), Plain()
    for number in chance.sample(range(500), 90):
        stems = tuple(chance.sample(MANY[:words], chance.randint(1, 3)))
        plain.known[number] = Matter(stems, letters_of(stems[0]), chance.choice(PLACES[:2]))
        index.add(number, plain.known[number])
    for number in chance.sample(sorted(plain.known), 20):
        index.remove(number)
        del plain.known[number]
    for _ in range(5):
        each = Matter(tuple(chance.sample(MANY[:words], chance.randint(1, 5))), 0, chance.choice(PLACES[:2]))
        but = chance.choice([None, *plain.known])
        found = [tuple(one) for one in index.alike(each, among=among, but=but)]
        assert found == plain.alike(each, among, but, frozenset())


def test_of_equals_the_earliest_is_looked_at() -> None:
    each = Matter(("ям",), letters_of("ям"), Where())
    index = Index((number, each) for number in (5, 900, 7, 40))
    assert [one.id for one in index.alike(each, among=2)] == [5, 7, 40]


def test_of_two_words_as_rare_the_earliest_is_looked_at_whichever_it_has() -> None:
    index = Index((number, Matter(("ям" if number > 4 else "снег",), 0, Where())) for number in range(1, 9))
    assert [one.id for one in index.alike(Matter(("ям", "снег"), 0, Where()), among=1)] == [1, 2]


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 30), st.sets(st.sampled_from("абвг"), max_size=4)), max_size=60)
)
def test_postings_are_sets_in_order(steps: list[tuple[bool, int, set[str]]]) -> None:
    postings = Postings()
    plain: dict[str, set[int]] = {}
    for is_added, number, words in steps:
        if is_added:
            new = postings.add(number, sorted(words))
            assert new == [word for word in sorted(words) if not plain.get(word)]
            for word in words:
                plain.setdefault(word, set()).add(number)
        else:
            had = [word for word in sorted(words) if number in plain.get(word, ())]
            for word in had:
                plain[word].discard(number)
            assert postings.remove(number, sorted(words)) == [word for word in had if not plain[word]]
        assert {word: list(postings.of(word)) for word in "абвг" if word in postings} == {
            word: sorted(met) for word, met in plain.items() if met
        }
    one, other = postings.of("а"), postings.of("б")
    assert list(both(one, other)) == sorted(set(one) & set(other), reverse=True)


@pytest.mark.parametrize("number", [-1, 2**32])
def test_a_number_too_large_changes_nothing(number: int) -> None:
    index = Index()
    with pytest.raises(ValueError, match=str(number)):
        index.add(number, Matter(("ям",), 1, Where()))
    assert (len(index), index.known(number), index.weight("ям")) == (0, None, Index().weight("ям"))
