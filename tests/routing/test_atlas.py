"""A municipality's own lists of villages and streets: read from registries' files, met in texts."""

import pytest

from domain.ports import Kind
from routing.atlas import Atlas, Settlement, Street, read_atlas
from routing.listener import WordListener
from routing.places import Places
from routing.text import read
from tests.routing.region import REGION

STREETS = (
    "Лесная", "Победы", "Мира", "Клыкова", "Энергетиков", "Карла Маркса", "1-я Новая", "Думская", "Новгородская",
    "Литейный", "50 лет Октября", "Заречная", "Малая Конюшенная", "наб. реки Мойки", "Рубинштейна",
)  # fmt: skip
ATLAS = Atlas(
    (Settlement("Находно", "priozerny"), Settlement("Пола", "rechnoy")),
    (*(Street(name, "priozerny") for name in STREETS), Street("Гагарина", "priozerny", "Зарубино")),
)


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(REGION, ATLAS)


def addresses(places: Places, text: str) -> list[str]:
    return [address.text for address in places.find(read(text), "priozerny").addresses]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("клыкова 8 нет света", ["клыкова 8"]),
        ("не чистят на клыкова", ["клыкова"]),
        ("Думская, Новгородская, Рубинштейна выглядят так", ["Думская", "Новгородская", "Рубинштейна"]),
        ("угол Литейного и Рубинштейна завален снегом", ["Литейного", "Рубинштейна"]),
        ("на Маркса 77/2 светофор", ["Маркса 77/2"]),
        ("Вас ждут на Малой Конюшенной 9", ["Малой Конюшенной 9"]),
        ("по 50 лет Октября не пройти", ["50 лет Октября"]),
        ("на Мойки 12 сосульки", ["Мойки 12"]),
        ("Рубинштейна когда??", ["Рубинштейна"]),
        ("дороги на лесной нет", ["лесной"]),
    ],
)
def test_a_street_of_the_list_is_met_in_any_form(places: Places, text: str, found: list[str]) -> None:
    assert addresses(places, text) == found


@pytest.mark.parametrize(
    "text",
    """
вопросы по энергетике и комитету
хотим мира и труда
с лесной стороны свалка
лесная дорога заросла
Марина Клыкова обещала
новая школа когда откроется
победы нашей команды
за мир во всём мире
он находится далеко
на Ивановской горке красиво
""".strip().splitlines(),
)
def test_everyday_words_and_people_are_no_streets(places: Places, text: str) -> None:
    place = places.find(read(text), "priozerny")
    assert (place.addresses, place.settlement) == ((), None)


def test_a_street_of_one_village_names_the_village(places: Places) -> None:
    assert places.find(read("на Гагарина 5 нет воды"), "priozerny").settlement == "Зарубино"


def test_another_municipality_s_village_moves_the_question_there() -> None:
    heard = WordListener(ATLAS).hear("в Поле нет света", REGION, municipality="priozerny", asked_outright=False)
    assert (heard.settlement, heard.municipality) == ("Пола", "rechnoy")


def test_a_street_and_the_next_sentence_are_not_a_municipality() -> None:
    heard = WordListener().hear(
        "Когда починят дорогу на Лесной? Мой телефон 89210000000",
        REGION,
        municipality="priozerny",
        asked_outright=False,
    )
    assert (heard.kind, heard.address, heard.municipality) == (Kind.QUESTION, "Лесной", None)


def test_a_list_with_columns_is_read() -> None:
    text = (
        "\ufeffМуниципальный округ;Населённый пункт;Улица\n"
        "Приозёрный муниципальный округ;д. Зарубино;ул. Лесная\n"
        "Приозёрный район;с Заручевье;Мира ул\n"
        "Дальний район;п. Чужой;Мира\n"
    )
    atlas = read_atlas(text, REGION)
    assert atlas.streets == (
        Street("Лесная", "priozerny", "Зарубино"),
        Street("Мира", "priozerny", "Заручевье"),
    )
    assert Settlement("Зарубино", "priozerny") in atlas.settlements
    assert atlas.unknown == ("Дальний район",)


def test_a_tree_of_objects_is_read() -> None:
    text = (
        "OBJECTID,PARENTOBJID,LEVEL,TYPENAME,NAME\n"
        "1,0,1,обл,Озёрная\n2,1,3,м.о.,Речной\n3,2,6,д,Холмы\n4,3,8,ул,Садовая\n5,1,3,м.о.,Нездешний\n6,5,8,ул,Иная\n"
    )
    atlas = read_atlas(text, REGION)
    assert atlas.settlements == (Settlement("Холмы", "rechnoy"),)
    assert atlas.streets == (Street("Садовая", "rechnoy", "Холмы"),)
    assert atlas.unknown


def test_oktmo_is_read() -> None:
    text = (
        '"49";"000";"000";"000";"9";"1";"Муниципальные образования Озёрной области"\n'
        '"49";"603";"000";"000";"8";"1";"Речной муниципальный округ"\n'
        '"49";"603";"401";"106";"3";"2";"д Большое Лучно"\n'
        '"49";"699";"000";"000";"8";"1";"Нездешний муниципальный округ"\n'
        '"49";"699";"401";"106";"3";"2";"д Чужая"\n'
    )
    atlas = read_atlas(text, REGION)
    assert atlas.settlements == (Settlement("Большое Лучно", "rechnoy"),)


@pytest.mark.parametrize("text", ["", "\n\n", "раз;два\n1;2\n"])
def test_a_list_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_atlas(text, REGION)
