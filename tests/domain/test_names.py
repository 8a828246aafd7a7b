"""Names that read as an official's."""

import pytest

from domain.names import Name, is_official_sounding, same_name


@pytest.mark.parametrize(
    ("first", "last", "same"),
    [
        ("Сергей", "Ильин", True),
        ("Ильин", "Сергей", True),
        ("Ceргeй", "Ильин", True),  # Latin C and e
        ("Сергей Петрович", "Ильин", True),
        ("Сергей", "Ильина", False),
        ("Сергей", "", False),
        ("Пётр", "Ильин", False),
    ],
)
def test_whose_name_it_reads_as(first: str, last: str, same: bool) -> None:
    assert same_name(Name(first, last), "Сергей Ильин") is same


@pytest.mark.parametrize(
    ("first", "last", "sounds"), [("Администрация", "Приозёрска", True), ("Админ", "Петров", False)]
)
def test_a_page_that_calls_itself_an_authority(first: str, last: str, sounds: bool) -> None:
    assert is_official_sounding(Name(first, last)) is sounds
