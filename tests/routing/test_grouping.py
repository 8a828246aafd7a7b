"""Questions of a broadcast become the subjects a host would read out, one question at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grouping import Asked
from domain.language import RUDE
from routing.atlas import Atlas, Settlement
from routing.grouping import WordGrouper
from routing.listener import WordListener
from routing.titles import LONGEST, NAMELESS
from tests.routing.measure_grouping import grouped, labelled, measured
from tests.routing.region import REGION

BROADCAST = 12
LESNAYA = "Когда сделают дорогу на Лесной? По ней скорая не проедет"


def asked(number: int, text: str, after: int | None = None) -> Asked:
    return Asked(number, text, municipality="priozerny", after=after)


def together(one: str, other: str) -> bool:
    first, second = grouped([one, other], REGION)
    return first == second


@pytest.mark.parametrize("part", ["tune", "kept"])
def test_of_questions_put_together_nine_in_ten_belong_together(part: str) -> None:
    found = [measured(labelled(part), REGION, seed) for seed in (7, 8, 9)]
    assert sum(each.precision for each in found) / 3 >= 0.9
    assert sum(each.recall for each in found) / 3 >= 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LESNAYA, "яма на Лесной у дома 7 уже с метр"),
        (LESNAYA, "Лесная вся в ямах, когда отсыпете?"),
        ("Когда зальют каток у школы №2?", "А коробку у второй школы зальёте или опять обещания"),
        ("Будет ли автобус до Зарубино по субботам?", "Мы в Зарубино по выходным отрезаны от мира, ни одного рейса"),
        ("Фонтан на площади не работает третье лето", "включите фонтан на площади"),
    ],
)
def test_one_subject_in_other_words_is_one_theme(one: str, other: str) -> None:
    assert together(one, other)
    assert together(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LESNAYA, "на лесной ни одного фонаря"),
        (LESNAYA, "Садовая улица разбита, планируется ремонт дороги?"),
        ("В Заручевье третий день нет воды", "В Зарубино третий день нет воды"),
        ("Каток у школы №2 зальют?", "Каток у школы №4 зальют?"),
        ("101 автобус опаздывает", "102 автобус опаздывает"),
        ("Негде поставить машину у суда, сделайте парковку", "у гимназии лёд на парковке"),
        ("Сколько вы получаете?", "Почему главный архитектор уволился"),
    ],
)
def test_another_place_or_another_matter_is_another_theme(one: str, other: str) -> None:
    assert not together(one, other)


def test_and_so_do_we_joins_the_question_it_was_said_to_or_takes_its_matter_elsewhere() -> None:
    grouper = WordGrouper()
    grouper.place(BROADCAST, asked(1, LESNAYA), 1, REGION)
    grouper.place(BROADCAST, asked(2, "Садовая вся в ямах"), 2, REGION)
    joined = grouper.theme_of(BROADCAST, asked(3, "и у нас", after=1), REGION)
    elsewhere = grouper.theme_of(BROADCAST, asked(4, "а на Садовой", after=1), REGION)
    assert joined is not None
    assert joined.theme == 1
    assert elsewhere is not None
    assert elsewhere.theme == 2
    assert grouper.theme_of(BROADCAST, asked(5, "и у нас"), REGION) is None


def test_what_was_placed_and_not_in_which_order_decides() -> None:
    """A bot that was restarted places what is stored and goes on as it would have gone on."""
    questions = [asked(number, text) for number, (_, text) in enumerate(labelled("tune"))]
    alive, themes = WordGrouper(), {}
    for each in questions[:150]:
        found = alive.theme_of(BROADCAST, each, REGION)
        themes[each.number] = found.theme if found else each.number
        alive.place(BROADCAST, each, themes[each.number], REGION)
    risen = WordGrouper()
    for each in reversed(questions[:150]):
        risen.place(BROADCAST, each, themes[each.number], REGION)
    for each in questions[150:]:
        assert risen.theme_of(BROADCAST, each, REGION) == alive.theme_of(BROADCAST, each, REGION)


def test_a_moderator_moves_a_question_and_the_next_ones_follow() -> None:
    grouper = WordGrouper()
    for number, text in enumerate(["Хор ветеранов выгнали из зала", "Верните зал хору ветеранов"], 1):
        grouper.place(BROADCAST, asked(number, text), number, REGION)
    grouper.place(BROADCAST, asked(2, "Верните зал хору ветеранов"), 1, REGION)
    found = grouper.theme_of(BROADCAST, asked(3, "где репетировать хору ветеранов, верните зал"), REGION)
    assert found is not None
    assert found.theme == 1
    grouper.remove(BROADCAST, 1)
    grouper.remove(BROADCAST, 2)
    grouper.remove(BROADCAST, 2)
    assert grouper.theme_of(BROADCAST, asked(3, "верните зал хору ветеранов"), REGION) is None


def test_broadcasts_do_not_mix_and_are_forgotten() -> None:
    grouper = WordGrouper()
    grouper.place(BROADCAST, asked(1, LESNAYA), 1, REGION)
    assert grouper.theme_of(13, asked(2, LESNAYA), REGION) is None
    assert grouper.knows(BROADCAST)
    grouper.forget(BROADCAST)
    assert not grouper.knows(BROADCAST)


def test_a_list_of_villages_given_to_the_listener_counts() -> None:
    listener = WordListener()
    grouper = WordGrouper(listener.places)
    before = grouper.title(["В Перекопке нет воды", "вода в Перекопке ржавая"], REGION)
    listener.atlas = Atlas(settlements=(Settlement("Перекопка", "priozerny"),))
    after = grouper.title(["В Перекопке нет воды", "вода в Перекопке ржавая"], REGION)
    assert (before, after) == ("Вода", "Вода в Перекопке")


def test_the_reasons_are_told() -> None:
    grouper = WordGrouper()
    grouper.place(BROADCAST, asked(1, LESNAYA), 1, REGION)
    found = grouper.theme_of(BROADCAST, asked(2, "дорога на Лесной никуда не годится"), REGION)
    assert found is not None
    assert "Дорога" in found.because


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        ([LESNAYA, "на Лесной яма у дома 7", "Лесная вся в ямах"], "Дорога на Лесной"),
        (["Когда зальют каток у школы №2?", "катк у школы 2 когда"], "Каток у школы №2"),
        (["автобус до Зарубино по субботам будет?", "Верните автобус до Зарубино"], "Автобус до Зарубино"),
        (["101 автобус вечно опаздывает", "Почему маршрут 101 не приходит?"], "Автобус №101"),
        (["Почему на улице Мира не вывозят мусор", "Мира 12 баки переполнены"], "Вывоз мусора на улице Мира"),
        (["Здравствуйте, когда вы лично поедете на автобусе?"], "Когда вы лично поедете на автобусе"),
        (["ответьте честно, ямы на Садовой засыпят?"], "Дорога на Садовой"),
        (["Здравствуйте! Сколько стоил праздник в день города?"], "Сколько стоил праздник в день города"),
        (["Николай Андреевич, хор ветеранов выгнали из зала. Где петь?"], "Хор ветеранов выгнали из зала"),
    ],
)
def test_a_theme_is_called_as_a_host_would_call_it(texts: list[str], title: str) -> None:
    assert WordGrouper().title(texts, REGION) == title


def test_nothing_rude_or_private_stands_in_a_title() -> None:
    title = WordGrouper().title(["хер вам а не фонтан, звоните 8 921 123-45-67 кв. 17"], REGION)
    assert RUDE not in title
    assert "921" not in title
    assert "хер" not in title.lower()
    assert WordGrouper().title(["да пошли вы нахуй"], REGION) == NAMELESS
    plain = WordGrouper().title(["суки, где фонтан на площади", "Почините фонтан на площади"], REGION)
    assert plain == "Почините фонтан на площади"


@given(st.lists(st.text(max_size=120), max_size=6))
def test_any_texts_are_bearable(texts: list[str]) -> None:
    assert len(grouped(texts, REGION)) == len(texts)
    assert 0 < len(WordGrouper().title(texts, REGION)) <= LONGEST
