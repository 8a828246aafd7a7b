"""The invented region whose residents the tests of understanding listen to."""

from zoneinfo import ZoneInfo

from domain.calendar import Calendar
from domain.organisation import Municipality, Region, Topic
from domain.ports import Hearing
from routing.listener import WordListener

REGION = Region(
    name="Озёрная область",
    calendar=Calendar(ZoneInfo("Europe/Moscow")),
    topics=(
        Topic("roads", "Дороги", ("дорога", "яма", "грейдер")),
        Topic("housing", "ЖКХ"),
        Topic("lighting", "Освещение"),
        Topic("transport", "Общественный транспорт"),
        Topic("health", "Медицина"),
        Topic("power", "Электричество"),
        Topic("yards", "Благоустройство"),
        Topic("waste", "Мусор"),
        Topic("schools", "Школы и детские сады"),
        Topic("aid", "Социальная защита"),
        Topic("animals", "Животные"),
        Topic("links", "Связь"),
    ),
    municipalities=(
        Municipality(
            "priozerny", "Приозёрный округ", ("Приозёрский район",), ("Приозёрск", "Заручевье", "Лесной", "Зарубино")
        ),
        Municipality("rechnoy", "Речной округ", (), ("Речное", "Бор", "Заречье")),
        Municipality("borovoy", "Боровой округ", (), ("Боровое", "Бор", "Холм")),
    ),
)


def hear(listener: WordListener, text: str, *, outright: bool = False) -> Hearing:
    """What is made of a text said in Приозёрный."""
    return listener.hear(text, REGION, municipality="priozerny", asked_outright=outright)
