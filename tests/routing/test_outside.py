"""Who writes of a place the bot does not serve is told so; whoever only mentions one is served."""

from dataclasses import replace

import pytest

from routing.listener import WordListener
from tests.routing.region import REGION

NOVGOROD = replace(REGION, name="Новгородская область")
PARTLY = replace(REGION, outside=("Дальнее", "Заозёрный район"))

OUTSIDE = [
    ("Я живу в Твери, когда у нас починят дорогу на Советской?", "Тверь"),
    ("живу в г. Тверь, нет горячей воды", "Тверь"),
    ("Здравствуйте, я из Нижнего Новгорода. Почему не чистят двор?", "Нижний Новгород"),
    ("Проживаем в городе Ростове-на-Дону, нет отопления", "Ростов-на-Дону"),
    ("Пишу вам из Казани, не ходит 5 автобус", "Казань"),
    ("У нас в Тверской области нет газа, когда проведут?", "Тверская область"),
    ("у нас в Краснодарском крае отключили свет", "Краснодарский край"),
    ("Тверь, ул. Советская, 5 — нет света", "Тверь"),
    ("г. Псков, улица Юбилейная 40, яма у подъезда", "Псков"),
    ("Мы жители Петрозаводска, просим сделать остановку", "Петрозаводск"),
    ("у нас в Питере двор не убирают", "Питер"),
    ("Живу в Вышнем Волочке, дорога разбита", "Вышний Волочёк"),
]

HERE = """
Когда пустят автобус до Москвы?
Почему нет электрички из Твери в Приозёрск?
В Москве давно сделали, а у нас когда?
Живу в Москве, но у мамы в деревне нет света
Я живу в Твери, приехали к вам, где парковка?
Раньше жил в Петербурге, теперь здесь, почему нет автобуса?
Живу в Зарубино, работаю в Твери, автобуса нет
Я не живу в Твери, я здесь, почините дорогу
Я из деревни Заручевье, нет воды
Я из отдела кадров, когда починят лифт?
у нас в подъезде темно
у нас в городе нет остановок
у нас на Московской 5 нет воды
ул. Тверская, 5 — яма
Живу на улице Тверской, нет воды
Дочь учится в Казани, как оформить выплату?
Московская компания не вывозит мусор
Купил участок у вас, живу в Пскове, когда газ?
Живу в Озёрной области, когда газ?
мы из Приозёрска, почему нет воды
проживаю в Речном округе, газ
у нас на Смоленской темно
живу в доме на Дзержинского 5, лифт стоит
у нас в Смоленском переулке яма
Смоленская, ул. за гаражами, свалка
живу на Кирова 12, нет воды
""".strip().splitlines()


@pytest.mark.parametrize(("text", "place"), OUTSIDE)
def test_a_place_stated_outside_the_region(listener: WordListener, text: str, place: str) -> None:
    assert listener.elsewhere(text, REGION, municipality="priozerny") == place


@pytest.mark.parametrize("text", HERE)
def test_a_place_only_mentioned_is_no_home(listener: WordListener, text: str) -> None:
    assert listener.elsewhere(text, REGION, municipality="priozerny") == ""


def test_the_regions_own_towns_are_never_outside(listener: WordListener) -> None:
    for text in ("Живу в Боровичах, нет воды", "У нас в Новгородской области", "я из Великого Новгорода, где автобус?"):
        assert listener.elsewhere(text, NOVGOROD, municipality="priozerny") == ""
    assert listener.elsewhere("я из Нижнего Новгорода, где автобус?", NOVGOROD, municipality="") == "Нижний Новгород"


def test_the_region_file_names_neighbours_that_are_not_connected(listener: WordListener) -> None:
    assert listener.elsewhere("Живу в Дальнем, нет воды", PARTLY, municipality="priozerny") == "Дальнее"
    assert listener.elsewhere("у нас в Заозёрном районе нет воды", PARTLY, municipality="") == "Заозёрный район"
    assert listener.elsewhere("автобус до Дальнего когда?", PARTLY, municipality="priozerny") == ""


@pytest.mark.parametrize("text", ["", "живу в", "у нас в", "г", "я из", "😀", "город " * 50])
def test_anything_may_be_read(listener: WordListener, text: str) -> None:
    assert listener.elsewhere(text, REGION, municipality="priozerny") == ""
