"""Commands as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.commands import VOCABULARY
from handlers.residents import is_asked
from handlers.words import Spoken, Vocabulary
from tests.build import CALM

SMALL = Vocabulary.of(["не", "не решено", "мои", "мои вопросы", "статус", "просрочено", "в"])


def heard(text: str, *, tolerant: bool = False) -> tuple[str, int | None, str] | None:
    spoken = VOCABULARY.find(text, tolerant=tolerant)
    return (spoken.name, spoken.number, spoken.rest) if spoken else None


@pytest.mark.parametrize("text", ["мои", "Мои", "МОИ", "!мои", "/мои", "! мои", "  /  Мои  ", "мои.", "«мои»", "мои!"])
def test_a_command_has_any_case_and_any_sign_before_it(text: str) -> None:
    assert heard(text) == ("мои", None, "")


@pytest.mark.parametrize(("text", "prefixed"), [("мои", False), ("!мои", True), ("/мои", True), (" ! мои", True)])
def test_a_sign_before_a_command_is_remembered(text: str, *, prefixed: bool) -> None:
    spoken = VOCABULARY.find(text, tolerant=False)
    assert spoken is not None
    assert spoken.prefixed is prefixed


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("ответ 214 Завтра починим", 214, "Завтра починим"),
        ("ответ №214 Завтра починим", 214, "Завтра починим"),
        ("ответ № 214: Завтра починим", 214, "Завтра починим"),
        ("ответ 214, завтра", 214, "завтра"),
        ("ответ 214 — завтра", 214, "завтра"),
        ("ответ: 214", 214, ""),
        ("ответ 214\nЗавтра\nпочиним", 214, "Завтра\nпочиним"),
        ("ответ\n214 завтра", 214, "завтра"),
        ("ответ завтра в 214", None, "завтра в 214"),
        ("ответ 14-й дом починим", None, "14-й дом починим"),
        ("ответ 10.12 починим", None, "10.12 починим"),  # never the answer to question 10
        ("ответ 15:00 приедет бригада", None, "15:00 приедет бригада"),
        ("ответ 214. Завтра починим", 214, "Завтра починим"),
        ("ответ 214-завтра починим", 214, "завтра починим"),
        ("ответ 2й", None, "2й"),
        ("ответ 12345678901 завтра", None, "12345678901 завтра"),
        ("ответ ٢١٤ завтра", None, "٢١٤ завтра"),
        ("ответ", None, ""),
    ],
)
def test_the_number_of_a_question_follows_the_command(text: str, number: int | None, rest: str) -> None:
    assert heard(text) == ("ответ", number, rest)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("не решено 214", "не решено"),
        ("не наше 214", "не наше"),
        ("не вопрос", "не вопрос"),
        ("мои вопросы", "мои вопросы"),
        ("мои соседи", "мои"),
        ("удали мои вопросы", "удали мои вопросы"),
        ("официальный ответ", "официальный ответ"),
        ("Официально 214", "официально"),
        ("ближайший эфир", "ближайший эфир"),
        ("задать вопрос", "задать вопрос"),
    ],
)
def test_the_longer_command_is_meant_before_the_shorter(text: str, name: str) -> None:
    found = heard(text)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("вопрос когда починят фонарь", True),
        ("Вопрос: решён ли вопрос с дорогой на Бор?", True),
        ("вопрос почему закрыли школу в Заручевье", True),
        ("вопрос по автобусу: когда пустят?", True),
        ("вопрос про дорогу, когда сделают?", True),
        ("Вопрос решён, спасибо, горит", False),
        ("вопрос с мусором так и не закрыт", False),
        ("Вопрос взят на контроль", False),
        ("вопрос по дороге на Бор снимается", False),
        ("Вопрос наконец-то закрыли", False),
    ],
)
def test_a_sentence_about_a_question_asks_none(text: str, asks: bool) -> None:
    assert is_asked(text) is asks


def test_not_solved_is_not_just_not() -> None:
    assert SMALL.find("не решено 214", tolerant=False) == Spoken("не решено", 214, "", words="214")
    assert SMALL.find("не надо", tolerant=False) == Spoken("не", None, "надо", words="надо")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("просрочно", "просрочено"),  # a letter missing
        ("просрочженно", None),  # two letters wrong
        ("просроченно", "просрочено"),  # a letter added
        ("просрачено", "просрочено"),  # a letter changed
        ("рпосрочено", "просрочено"),  # neighbours swapped
        ("просрочено", "просрочено"),
        ("стаус 214", "статус"),
        ("сатус 214", "статус"),
        ("помощ", "помощь"),
        ("очереть", "очередь"),
        ("не решенно 214", "не решено"),
        ("неэ решено 214", None),  # short words are not guessed
        ("мой", None),
        ("мои вапросы", "мои вопросы"),
        ("ожидание", None),
    ],
)
def test_in_private_one_wrong_letter_is_forgiven_in_a_long_word(typed: str, name: str | None) -> None:
    found = heard(typed, tolerant=True)
    assert (found[0] if found else None) == name


@pytest.mark.parametrize("typed", ["просрочно", "стаус 214", "очереть", "вапрос когда?"])
def test_in_a_chat_a_wrong_letter_is_talk_unless_a_sign_says_it_is_a_command(typed: str) -> None:
    assert heard(typed) is None
    assert heard(f"!{typed}") is not None


@pytest.mark.parametrize("text", ["", "   ", "!", "/", "привет", "!!!", "№214", "214", "\n", "…"])
def test_what_is_no_command_is_none(text: str) -> None:
    assert heard(text, tolerant=True) is None


@pytest.mark.parametrize("name", VOCABULARY.names)
def test_every_command_is_heard_as_itself(name: str) -> None:
    for text in (name, name.upper(), f"!{name}", f"/ {name.capitalize()}"):
        for tolerant in (False, True):
            found = heard(text, tolerant=tolerant)
            assert found is not None
            assert found[0] == name


@CALM
@given(st.text(max_size=60), st.booleans())
def test_any_words_are_a_command_or_not(text: str, tolerant: bool) -> None:
    spoken = VOCABULARY.find(text, tolerant=tolerant)
    assert spoken is None or spoken.name in VOCABULARY.names


@CALM
@given(
    st.sampled_from(VOCABULARY.names), st.integers(0, 999_999_999), st.text(st.characters(categories=["L"]), min_size=1)
)
def test_a_command_its_number_and_its_words_come_back_apart(name: str, number: int, rest: str) -> None:
    assert heard(f"{name} №{number} {rest}") == (name, number, rest)
