"""The second look before an official's words go to a resident (product.md 7): which words, which hint, which fix."""

import pytest

from domain.hints import HOLDING, Hint, Written, can_be_fixed, fixed, hints, is_private, meant_for
from domain.place import Place, PlaceKind
from domain.question import Question
from tests.build import COMMUNITY, MARINA, RESIDENTS_CHAT, a_region, at

REGION = a_region()
LAMP = "а что с фонарём на победы 14? третий день темно"
RINK = "Когда зальют каток у школы №2?"


def question(text: str = LAMP, number: int = 1, topic: str | None = None) -> Question:
    place = Place(PlaceKind.CHAT, COMMUNITY, RESIDENTS_CHAT, number)
    return Question(number, place, MARINA, text, at("вт 10:00"), "priozerny", topic=topic)


def first(text: str, **more: object) -> Hint | None:
    asked = more.pop("about", None) or question()
    return next(iter(hints(Written(text, asked, REGION, **more))), None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Вопрос взят на контроль, меры приняты",
        "Работы осуществляются подрядной организацией",
        "Ваше предложение будет рассмотрено в установленном порядке",
        "Уборка производится в соответствии с графиком",
        "Решаем в рамках полномочий",
    ],
)
def test_a_formula_says_nothing(text: str) -> None:
    assert first(text) is Hint.EMPTY
    assert first(text, dated=True) is not Hint.EMPTY, "a day makes it an answer"


@pytest.mark.parametrize(
    "text",
    [
        "Звоните Смирновой 8 912 345-67-89",
        "Это Петров, его телефон +7 (912) 345 67 89",
        "У Смирновой долг 40 тысяч, поэтому отключили",
        "У Кузнецовой из квартиры 12 перекрыт стояк",
        "Паспорт 45 12 345678 проверили",
        "Иванову отказано, у него диагноз не тот",
    ],
)
def test_private_data_never_goes_to_a_public_chat(text: str) -> None:
    assert first(text, dated=True) is Hint.PRIVATE
    assert first(text, dated=True, public=False) is not Hint.PRIVATE, "the author may read it in private"


@pytest.mark.parametrize(
    "text",
    [
        "Звоните в диспетчерскую: 8 (8152) 12-34-56, круглосуточно",
        "Горячая линия 8-800-200-34-56",
        "Аварийная служба водоканала: +7 912 345-67-89",
        "Победы, 14 и Победы, 16 — завтра",
        "Слесарь Иванов придёт завтра",
        "Квартиры с 1 по 20 подключат завтра",
    ],
)
def test_phones_of_offices_and_houses_are_for_everybody(text: str) -> None:
    assert not is_private(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Обратитесь в управляющую компанию", Hint.SENT_AWAY),
        ("Вам необходимо обратиться в другую организацию", Hint.SENT_AWAY),
        ("Обратитесь в ЕДДС по телефону 112, завтра починят", None),
        ("По закону № 131-ФЗ освещение — дело округа, заменим завтра", Hint.LAW),
        ("Постановление администрации от 12.03.2020 № 45: лампы меняем до 10 декабря", Hint.LAW),
        ("Вы уроды, ждите до завтра", Hint.RUDE),
        ("К сожалению, не будет. Оцените нашу работу", Hint.RATING),
        ("Заменили, горит. Оцените нашу работу", None),
        ("Перегорел блок управления, новый уже заказан", Hint.NO_DATE),
        ("Нет, фонаря здесь не будет: линию разобрали", None),
        ("Сделали, проверьте", None),
    ],
)
def test_the_first_thing_to_say(text: str, hint: Hint | None) -> None:
    assert first(text, dated="завтра" in text or "декабр" in text) is hint


def test_long_for_a_phone() -> None:
    assert first("слово " * 36, dated=True) is Hint.LONG
    assert first("Коротко. " * 101, dated=True) is Hint.LONG
    assert first("Коротко. " * 20, dated=True) is None


def test_the_third_equal_answer_is_a_common_case() -> None:
    assert first("Ждём технику", dated=True, equal=3) is Hint.REPEATED
    assert first("Ждём технику", dated=True, equal=2) is None


def test_an_answer_to_another_question() -> None:
    rink = question(RINK, 2)
    written = Written("Каток у школы зальём 12 декабря, если мороз", question(), REGION, dated=True, others=(rink,))
    assert hints(written)[0] is Hint.OTHER
    assert meant_for(written) == (rink,)
    assert not meant_for(Written("Фонарь у катка и школы починим", question(), REGION, others=(rink,)))
    assert not meant_for(Written("В четверг до обеда", question(), REGION, others=(rink,)))


@pytest.mark.parametrize(
    ("text", "hint", "after"),
    [
        ("Мастер 8 912 345-67-89 придёт завтра", Hint.PRIVATE, "Мастер ••• придёт завтра"),
        ("Это по № 131-ФЗ дело округа, заменим", Hint.LAW, "Это дело округа, заменим"),
        ("Не будет, денег нет. Оцените нашу работу!", Hint.RATING, "Не будет, денег нет."),
        ("Хватит ныть, уроды. Заменим завтра.", Hint.RUDE, "Заменим завтра."),
    ],
)
def test_one_tap_fixes(text: str, hint: Hint, after: str) -> None:
    assert can_be_fixed(text, hint)
    assert fixed(text, hint) == after


@pytest.mark.parametrize("text", ["У Смирновой долг 40 тысяч", "8 912 345-67-89", "Звоните 8 912 345-67-89"])
def test_no_tap_where_nothing_would_be_left_or_a_secret_would(text: str) -> None:
    assert not can_be_fixed(text, Hint.PRIVATE)


def test_only_private_data_and_the_gravest_hold_an_answer_back() -> None:
    assert {Hint.NO_DATE, Hint.LONG, Hint.REPEATED}.isdisjoint(HOLDING)
