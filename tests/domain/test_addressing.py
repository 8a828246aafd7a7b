"""Whom a question is said to stands in front of it, and is no part of it."""

import pytest

from domain.addressing import without_address

RINK = "Когда откроют каток?"


@pytest.mark.parametrize(
    "address",
    [
        "эфиру: ", "Эфиру, ", "Эфиру ", "Вопрос в эфир: ", "вопрос эфиру. ", "Вопрос к эфиру — ",
        "Вопрос главе в эфир: ", "Вопрос для прямого эфира: ", "Прямому эфиру: ", "В эфир: ", "К эфиру вопрос: ",
        "— Вопросы к эфиру:\n",
    ],
)  # fmt: skip
def test_an_address_is_not_shown(address: str) -> None:
    assert without_address(address + "когда откроют каток?") == RINK
    assert without_address(without_address(address + RINK)) == RINK


@pytest.mark.parametrize(
    "text",
    [
        RINK,
        "В эфире глава обещал каток, где он?",
        "Эфир когда начнётся?",
        "В эфир вышла передача о катке. Это правда?",
        "К эфиру подготовили зал на Мира?",
        "Вопрос о катке в эфире уже был",
        "Вопрос эфиру",
        "Эфиру:",
    ],
)
def test_what_is_about_a_broadcast_stays(text: str) -> None:
    assert without_address(text) == text
