"""The same trouble told by two neighbours is found; the same words about another house are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.duplicates import Alike, Index, Matter, matter
from routing.listener import WordListener
from routing.places import Places
from routing.sameplace import Agreement, compare, where
from routing.text import read
from tests.routing.lines import ME_TOO, QUESTIONS
from tests.routing.region import REGION

PLACES = Places(REGION)


def about(text: str, topic: str | None = None) -> Matter:
    words = read(text)
    return matter(words, PLACES.find(words, "priozerny"), "priozerny", topic)


def town(*more: str) -> Index:
    """A hundred questions of the town, and a few of one's own from number 1000 on."""
    index = Index(enumerate(about(text) for text in QUESTIONS))
    for number, text in enumerate(more, 1000):
        index.add(number, about(text))
    return index


def suggested(index: Index, text: str) -> list[Alike]:
    return [each for each in index.alike(about(text)) if each.is_same and each.id >= 1000]


@pytest.mark.parametrize(
    ("asked", "again"),
    [
        ("Не горит фонарь на Победы 14, темно", "победы 14 так и не горит фонарь"),
        ("Во дворе Труда 8 не убирают мусор, контейнеры переполнены", "Труда 8, контейнеры переполнены, мусор кругом"),
        (
            "когда починят мостик через ручей у старой мельницы в Заручевье",
            "мостик у старой мельницы через ручей сгнил",
        ),
        ("маршрут 101 утром не приходит, люди мёрзнут", "утром маршрут 101 опять не приходит, мёрзнут дети"),
        ("Прорвало трубу на Гагарина 5, вода хлещет", "Гагрина 5 прорвало трубу, хлещет вода"),
    ],
)
def test_the_same_trouble_in_other_words_is_found(asked: str, again: str) -> None:
    assert [each.id for each in suggested(town(asked), again)] == [1000]


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("Не горит фонарь на Победы 14", "Не горит фонарь на Победы 16"),
        ("Не горит фонарь на Победы 14", "Не горит фонарь на Мира 14"),
        (
            "Надписи на стене дома Пушкина, 45к1. Просьба закрасить",
            "Надписи на стене дома Пушкина, 45к2. Просьба закрасить",
        ),
        ("автобус 101 не пришёл утром, люди мёрзли", "автобус 102 не пришёл утром, люди мёрзли"),
        ("школа 3: протекает крыша спортзала", "школа 5: протекает крыша спортзала"),
        ("нет воды в Заручевье третий день", "нет воды в Зарубино третий день"),
        ("на 1-й Новой улице яма у колодца", "на 2-й Новой улице яма у колодца"),
    ],
)
def test_the_same_words_about_another_place_are_another_matter(asked: str, other: str) -> None:
    index = town(asked)
    assert compare(about(asked).where, about(other).where) is Agreement.DIFFERENT
    assert 1000 not in [each.id for each in index.alike(about(other))]


@pytest.mark.parametrize(
    ("asked", "other"),
    [("не горит фонарь", "Не горит фонарь на Победы 14"), ("нет воды", "нет воды у нас"), ("яма", "яма")],
)
def test_common_words_without_a_place_suggest_nothing(asked: str, other: str) -> None:
    assert not suggested(town(asked), other)


def test_within_hours_in_one_chat_fewer_words_are_enough() -> None:
    index = town("а воду когда дадут?")
    asked = about("когда уже дадут воду")
    assert not [each for each in index.alike(asked) if each.is_same]
    assert [each.id for each in index.alike(asked, close={1000}) if each.is_same] == [1000]


def test_another_topic_at_the_same_house_needs_more_words() -> None:
    index = Index([(1, about("Горячую воду на Советской 44 когда дадут?", "housing"))])
    assert index.alike(about("воду дадут на Советской 44?", "housing"))[0].is_same
    assert not index.alike(about("просьба убрать воду и грязь у Советской 44", "yards"))[0].is_same


def test_the_reasons_are_told() -> None:
    found = suggested(town("Не горит фонарь на Победы 14, темно"), "победы 14 так и не горит фонарь")[0]
    assert (found.agreement, "фонар" in found.words) == (Agreement.SAME, True)


def test_what_is_forgotten_is_not_found() -> None:
    index = town("Не горит фонарь на Победы 14, темно")
    index.remove(1000)
    index.remove(1000)
    assert not suggested(index, "победы 14 не горит фонарь")
    assert len(index) == len(QUESTIONS)


def test_a_question_is_not_its_own_duplicate() -> None:
    index = town("Не горит фонарь на Победы 14, темно")
    assert 1000 not in [each.id for each in index.alike(about("Не горит фонарь на Победы 14, темно"), but=1000)]


def test_a_village_and_a_house_agree_by_what_both_name() -> None:
    def at(text: str) -> Agreement:
        words = read(text)
        return compare(where(words, PLACES.find(words, "")), about("на Лесной 5 в Зарубино яма").where)

    assert at("Лесная 5, Зарубино") is Agreement.SAME
    assert at("на Лесной яма") is Agreement.NEAR
    assert at("в Зарубино яма") is Agreement.UNKNOWN
    assert at("яма") is Agreement.UNKNOWN
    assert at("Лесная 5, Заручевье") is Agreement.DIFFERENT
    assert at("в Речном округе яма") is Agreement.DIFFERENT


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_texts_are_bearable_and_likeness_is_a_share(one: str, other: str) -> None:
    index = Index([(1, about(one)), (2, about(other))])
    for each in index.alike(about(one)):
        assert 0 <= each.likeness <= 1 + 1e-9


def test_one_beside_many_is_the_same_as_one_by_one() -> None:
    listener = WordListener()
    many = (*QUESTIONS, *ME_TOO, "", "воды нет")
    for one in (*many[::7], "когда дадут воду на Мира 3?", "ёлки"):
        found = listener.same_as(one, many)
        assert list(found) == pytest.approx([listener.same(one, other) for other in many])
