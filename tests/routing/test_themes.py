"""Other systems' names brought to the region's topics."""

from domain.calendar import Calendar
from domain.organisation import Region, Theme, Topic
from routing.listener import WordListener
from routing.themes import Labels
from tests.routing.region import REGION


def test_groups_and_themes_become_topics() -> None:
    labels = Labels(REGION)

    assert labels.of("Дороги", "что угодно") == "roads"
    assert labels.of("дороги", "") == "roads"
    assert labels.of("3", "Неисправность или отсутствие освещения на территории") == "lighting"
    assert labels.of("Содержание автомобильных дорог", "") == "roads"
    assert labels.of("Космос", "Полёты") is None


def test_the_words_of_a_theme_speak_for_its_topic() -> None:
    topics = (Topic("roads", "Дороги"), Topic("space", "Космодром"))
    plain = Region(name="Р", calendar=Calendar(REGION.calendar.timezone), topics=topics)
    themed = Region(name="Р", calendar=plain.calendar, topics=topics, themes=(Theme("Падение ракет", "space"),))
    listener, text = WordListener(), "ракета упала в лесу, кто заберёт?"

    assert listener.hear(text, plain, municipality="", asked_outright=True).topic is None
    assert listener.hear(text, themed, municipality="", asked_outright=True).topic == "space"


def test_a_theme_of_a_topic_that_is_no_more_is_left_out() -> None:
    region = Region(
        name="Р",
        calendar=Calendar(REGION.calendar.timezone),
        topics=(Topic("roads", "Дороги"),),
        themes=(Theme("Запуски ракет", "space"),),
    )
    heard = WordListener().hear("запуск ракеты видели?", region, municipality="", asked_outright=True)
    assert "space" not in {heard.topic, *heard.likely}


def test_the_finer_matter_is_told_only_where_it_stands_out() -> None:
    listener, region = WordListener(), REGION
    told = {
        text: listener.hear(text, region, municipality="priozerny", asked_outright=True).theme
        for text in (
            "огромная яма на дороге, разбитый асфальт",
            "а что с фонарём на победы 14? третий день темно",
            "поставьте фонарь на Мира, темно",
            "когда займётесь дорогами?",
            "спасибо",
        )
    }
    lamps = ["Не горит фонарь", "Нет освещения, просят поставить"]
    assert list(told.values()) == ["Ямы и разбитое покрытие", *lamps, "", ""]
