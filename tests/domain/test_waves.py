"""What counts as a copy."""

import pytest

from domain.use_cases.order.waves import signature

TEXT = "Хватит врать про ремонт дороги на Лесной! Когда начнёте?"


@pytest.mark.parametrize(
    "copy",
    [
        "ХВАТИТ ВРАТЬ ПРО РЕМОНТ ДОРОГИ НА ЛЕСНОЙ. КОГДА НАЧНЕТЕ",
        "когда начнёте? хватит врать про ремонт дороги на Лесной 🔥 2",
    ],
)
def test_a_copy_in_other_dress_is_a_copy(copy: str) -> None:
    assert signature(copy) == signature(TEXT)


@pytest.mark.parametrize("other", ["Хватит врать про ремонт дороги на Мира! Когда начнёте?", "Когда начнёте ремонт?"])
def test_other_words_are_none(other: str) -> None:
    assert signature(other) != signature(TEXT)


def test_a_few_words_are_what_neighbours_say() -> None:
    assert signature("Когда дадут воду?") == ""
    assert signature("Нет света") == ""
    assert signature("и у нас так же!!!") == ""
