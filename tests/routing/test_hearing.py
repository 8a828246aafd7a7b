"""Questions are heard in the talk of a chat, and the talk is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.organisation import Region, Topic
from domain.ports import Kind
from routing.listener import WordListener
from tests.routing import lines
from tests.routing.region import REGION, hear


@pytest.mark.parametrize("text", lines.QUESTIONS)
def test_a_question_in_passing_is_heard(listener: WordListener, text: str) -> None:
    assert hear(listener, text).kind in {Kind.QUESTION, Kind.MAYBE}


def test_most_questions_are_heard_for_sure(listener: WordListener) -> None:
    sure = sum(hear(listener, text).kind is Kind.QUESTION for text in lines.QUESTIONS)
    assert sure >= 0.85 * len(lines.QUESTIONS)


@pytest.mark.parametrize(
    "text",
    [
        "https://vk.com/wall-242065128_40?reply=45&thread=12",
        "смотрите vk.com/video-1_2?list=abc",
        "https://www.gosuslugi.ru/help/feedback?from=chat 👍",
        "кто забыл перчатку? https://vk.com/photo1_2?rev=1",
    ],
)
def test_row_20_a_link_with_a_question_mark_is_no_question(text: str) -> None:
    heard = WordListener().hear(text, REGION, municipality="priozerny", asked_outright=False)
    assert heard.kind is not Kind.QUESTION


@pytest.mark.parametrize("text", lines.CHATTER)
def test_talk_is_never_taken_for_a_question(listener: WordListener, text: str) -> None:
    assert hear(listener, text).kind is Kind.CHATTER


@pytest.mark.parametrize(
    "text", ["бассейн когда", "Николай Андреевич, а каток?", "Роддом закрывают, правда", "Почту не тронут?"]
)
def test_where_a_broadcast_goes_on_less_is_enough_for_a_question(listener: WordListener, text: str) -> None:
    there = listener.hear(text, REGION, municipality="priozerny", asked_outright=False, on_air=True)
    assert there.kind is Kind.QUESTION


def test_talk_stays_talk_there(listener: WordListener) -> None:
    """But for one or two in a hundred, that a moderator puts aside."""
    there = [
        listener.hear(text, REGION, municipality="priozerny", asked_outright=False, on_air=True)
        for text in lines.CHATTER
    ]
    assert sum(each.kind is not Kind.CHATTER for each in there) * 50 <= len(there)


@pytest.mark.parametrize("text", lines.PERHAPS)
def test_a_rumour_reaches_people_who_can_tell(listener: WordListener, text: str) -> None:
    assert hear(listener, text).kind is not Kind.CHATTER


@pytest.mark.parametrize(
    "text",
    ["кто знает, когда дадут воду?", "девочки, у кого нет света на Мира?", "кто в курсе, почему автобус не ходит"],
)
def test_a_matter_asked_of_neighbours_is_for_a_moderator(listener: WordListener, text: str) -> None:
    assert hear(listener, text).kind is not Kind.CHATTER


@pytest.mark.parametrize(
    "text", ["где дворник?", "Заручевье", "хочу лавочку", "а у вас совесть есть?", "во сколько магазин"]
)
def test_what_is_asked_outright_is_a_question(listener: WordListener, text: str) -> None:
    assert hear(listener, text, outright=True).kind is Kind.QUESTION


@pytest.mark.parametrize("text", lines.THANKS)
def test_courtesy_is_no_question_even_in_private(listener: WordListener, text: str) -> None:
    assert hear(listener, text, outright=True).kind is Kind.CHATTER
    assert listener.is_thanks(text)


@pytest.mark.parametrize("text", lines.NOT_THANKS)
def test_more_than_courtesy_is_not_dropped(listener: WordListener, text: str) -> None:
    assert hear(listener, text, outright=True).kind is Kind.QUESTION
    assert not listener.is_thanks(text)


@pytest.mark.parametrize("text", lines.ME_TOO)
def test_joining_a_neighbour_is_heard(listener: WordListener, text: str) -> None:
    assert hear(listener, text).me_too


@pytest.mark.parametrize("text", lines.NOT_ME_TOO)
def test_another_question_does_not_join(listener: WordListener, text: str) -> None:
    assert not hear(listener, text).me_too


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("а что с фонарём на победы 14? третий день темно, дети из школы идут", "lighting"),
        ("Скажите а автобус до Зарубино будет зимой ходить по субботам", "transport"),
        ("когда почистят дорогу у нас от остановки до магазина", "roads"),
        ("Когда уже, уроды, дорогу на Лесной сделаете", "roads"),
        ("пахнет газом, Труда 8, 2 подъезд", "housing"),
        ("Говорят, роддом с января закрывают", "health"),
        ("опять мусор не вывезли, контейнеры переполнены", "waste"),
        ("Третий день нет воды в Заручевье", "housing"),
        ("опять отключили свет без предупреждения", "power"),
        ("Стая собак бегает у магазина", "animals"),
        ("качели сломаны на детской площадке", "yards"),
        ("Очередь в детский сад не двигается", "schools"),
        ("Когда будут выплаты многодетным?", "aid"),
        ("Ну и когда у нас будет интернет нормальный?", "links"),
        ("грейдер когда пройдёт?", "roads"),
    ],
)
def test_the_topic_is_named(listener: WordListener, text: str, topic: str) -> None:
    assert hear(listener, text).topic == topic


def test_the_words_that_decided_are_told(listener: WordListener) -> None:
    because = hear(listener, "а что с фонарём на победы 14? третий день темно").because
    assert "фонарем" in because
    assert "день темно" in because
    assert "темно" not in because, "once is enough"


def test_a_region_without_a_topic_sends_its_matters_to_the_nearest(listener: WordListener) -> None:
    small = Region(
        name="Р", calendar=REGION.calendar, topics=(Topic("town", "ЖКХ"), Topic("roads", "Дороги и транспорт"))
    )
    assert listener.hear("не горит фонарь", small, municipality="", asked_outright=False).topic == "town"
    assert listener.hear("где автобус?", small, municipality="", asked_outright=False).topic == "roads"


def test_a_region_s_own_word_acts_at_once(listener: WordListener) -> None:
    own = Region(name="Р", calendar=REGION.calendar, topics=(Topic("beavers", "Бобры", ("бобр", "плотина")),))
    heard = listener.hear("бобры опять перегородили ручей, когда приедете?", own, municipality="", asked_outright=False)
    assert (heard.kind, heard.topic) == (Kind.QUESTION, "beavers")
    assert listener.hear("плотину размыло", own, municipality="", asked_outright=False).topic == "beavers"


def test_a_new_snapshot_of_the_region_is_read_anew(listener: WordListener) -> None:
    before = Region(name="Р", calendar=REGION.calendar, topics=(Topic("one", "Дороги"),))
    after = Region(name="Р", calendar=REGION.calendar, topics=(Topic("two", "Дороги"),))
    assert listener.hear("яма", before, municipality="", asked_outright=False).topic == "one"
    assert listener.hear("яма", after, municipality="", asked_outright=False).topic == "two"


def test_alike_questions_are_alike(listener: WordListener) -> None:
    lamp = "а что с фонарём на победы 14? третий день темно"
    assert listener.same(lamp, lamp) == pytest.approx(1)
    assert listener.same(lamp, "Не горит фонарь на Победы, темно уже три дня") > 0.4
    assert listener.same(lamp, "когда почистят дорогу до магазина") < 0.1
    assert listener.same("здравствуйте, скажите пожалуйста, когда", "здравствуйте, скажите пожалуйста, где") == 0
    assert listener.same("", "") == 0


@given(st.text(max_size=300))
def test_any_text_is_bearable(text: str) -> None:
    listener = WordListener()
    heard = listener.hear(text, REGION, municipality="", asked_outright=True)
    assert heard.kind in Kind
    listener.is_thanks(text)
    assert 0 <= listener.same(text, "когда дадут воду") <= 1


@pytest.mark.parametrize(
    "text", ["\ud800", "\x00", "а" * 100_000, "[" * 5_000, "(" * 5_000, "?" * 10_000, "1 " * 5_000, "победы " * 2_000]
)
def test_hostile_text_is_bearable(listener: WordListener, text: str) -> None:
    hear(listener, text)


@pytest.mark.parametrize(
    "text",
    [
        "Труда 5-7, 2 подъезд",
        "Здравствуйте. Победы 14, двор",
        "Гагарина 5, вход со двора",
        "Ольга, вы ошибаетесь, это площадка на Труда 8",
    ],
)
def test_a_place_alone_or_a_correction_opens_no_question(text: str, listener: WordListener) -> None:
    assert hear(listener, text).kind is Kind.CHATTER


@pytest.mark.parametrize(
    "text",
    [
        "А до Гагарина 5 когда дойдут?",
        "Труда 8 когда наконец?",
        "Просадка люка на Победы 14",
        "ни разу не чистили, сколько жалоб уже отправили",
    ],
)
def test_a_place_with_its_trouble_is_at_least_perhaps_a_question(text: str, listener: WordListener) -> None:
    assert hear(listener, text).kind is not Kind.CHATTER
