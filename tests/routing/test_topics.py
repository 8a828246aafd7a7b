"""What a message is about is told by its matter, not by the names of its places nor by the words of asking."""

import pytest

from domain.organisation import Topic
from routing.features import Encoder, sketch
from routing.learning import learn
from routing.lexicon import Topics, shipped_names
from routing.text import read
from tests.routing.school import TOPICS, history

SHIPPED = Topics(Topic(id=name, name=name) for name in shipped_names())


def heard(text: str, topics: Topics = SHIPPED) -> set[str]:
    return {score.topic for score in topics.weigh(read(text)).scores if score.topic is not None}


@pytest.mark.parametrize(
    ("text", "not_about"),
    [
        ("на Лесной темно", "Экология"),
        ("Когда сделают дорогу на Лесной? По ней скорая не проедет", "Экология"),
        ("ул. Лесная 5, не горит фонарь", "Экология"),
        ("В Лесном нет связи", "Экология"),
        ("до Лесного автобус не доехал", "Экология"),
        ("в посёлке Лесной нет воды", "Экология"),
        ("яма на Школьной 4", "Образование"),
        ("Парковая улица, яма на яме", "Благоустройство"),
        ("На Больничной 7 нет воды", "Здравоохранение"),
        ("прорвало трубу на Театральной", "Культура и спорт"),
        ("в деревне Берёзовая не горит фонарь", "Благоустройство"),
        ("Кладбищенская 12, нет света", "Благоустройство"),
    ],
)
def test_the_name_of_a_place_is_no_word_of_a_topic(text: str, not_about: str) -> None:
    assert not_about not in heard(text)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("вырубили лес за деревней", "Экология"),
        ("на лесной поляне жгут мусор, лес горит", "Экология"),
        ("В Детской поликлинике нет врача", "Здравоохранение"),
        ("Школа 4 на Лесной без отопления", "Образование"),
        ("в Скорую не дозвониться", "Здравоохранение"),
        ("Парк на Лесной завален мусором", "Благоустройство"),
    ],
)
def test_the_same_words_speak_where_they_are_no_names(text: str, about: str) -> None:
    assert about in heard(text)


def test_a_word_of_the_staff_is_heard_though_it_is_a_name_too() -> None:
    own = Topics([Topic(id="plant", name="Завод", words=("лесной",))])
    assert heard("что с дорогой на Лесной", own) == {"plant"}
    shorter = Topics([Topic(id="plant", name="Завод", words=("лес",))])
    assert heard("на Лесной темно", shorter) == set()


def test_words_of_asking_are_not_told_as_the_reason() -> None:
    model = learn(history(200), TOPICS).model
    assert model is not None
    words = read("почему и когда, скажите, прошу: бобры запрудили ручей, сколько можно")
    each = sketch(words, Topics(TOPICS).weigh(words))
    because = model.because("topic", "beavers", each, 20)
    assert {"бобр"} <= set(because)
    assert not {"почем", "когд", "скаж", "прош", "скольк"} & set(because)


def test_a_slip_of_the_pen_leaves_most_of_a_word_to_a_model() -> None:
    shipped = Topics(TOPICS)

    def columns(text: str) -> set[int]:
        words = read(text)
        return set(encoder.encode(sketch(words, shipped.weigh(words)))[0].tolist())

    encoder = Encoder.of([sketch(read(each.text), shipped.weigh(read(each.text))) for each in history(50)])
    right, slipped, other = columns("плотина"), columns("платина"), columns("фонарь")
    assert len(right & slipped) > len(right & other)
