"""Private data hide everywhere the bot repeats them; relayed text pings nobody."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import privacy
from domain.privacy import Private, clean, defuse, find, mask, surname_with_flat

PHONES = """
+7 900 123-45-67
+79001234567
89001234567
8 900 123 45 67
8-900-123-45-67
8(900)123-45-67
8 (900) 1234567
8.900.123.45.67
7 900 123 45 67
+7 (8162) 77-12-34
8 (81653) 5-12-34
8 8162 77 12 34
9001234567
900 123-45-67
(8162) 77-12-34
8 9 0 0 1 2 3 4 5 6 7
8 90 01 23 45 67
8–900–123–45–67
8 800 100 24 00
тел. 5-12-34
тел 77-12-34
телефон: 51234
т. 2-15-40
звоните 771234
77-45-34
дозвониться на 5-12-34 нельзя
тел. диспетчерской 5 12 34
""".strip().splitlines()

KEPT = """
Победы 14, третий день темно
Труда 8, 2 подъезд
дом 36/50, корпус 2
с 8:30 до 17:30
до 01.12.2025, 10:00
01.12.2025-10.12.2025
10-12-24 обещали сделать
12 декабря 2025 года
100 000 рублей
квитанция на 4 567,89 руб
1 250 000 000 рублей на дороги
автобус №5 и №12, маршруты 101 и 102
автобусы 8 35 46 12 19 20
вопрос №214
№217 отозвать
звоните 112 или 104
площадь 45 кв. м
45 кв м и 12 кв.метров
дом на 24 квартиры
в 24-квартирном доме
2025-2027 годы
школа 3, класс 7, 28 детей
5 подъезд, 9 этаж
температура -25, ветер 12 м/с
за 2019 2020 2021 годы
заявка 123456 от 12.03.2025
в 2024 году 123456 рублей
СП 2.3.6.1066-01. 2.3.5
дело № А40-234152/18
по телефону сказали 04.11.19 приехать
квартира 65.8 кв.м
""".strip().splitlines()


@pytest.mark.parametrize("phone", PHONES)
def test_a_phone_is_hidden_however_it_is_written(phone: str) -> None:
    hidden = mask(f"позвоните мне, {phone}, это срочно")
    assert not re.search(r"\d", hidden), hidden
    assert hidden.endswith("это срочно")


@pytest.mark.parametrize("text", KEPT)
def test_houses_dates_prices_and_numbers_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "hidden", "kind"),
    [
        ("карта 4276 5500 1234 5674", "карта •••", Private.CARD),
        ("вот 4111111111111111 переведите", "вот ••• переведите", Private.CARD),
        ("4111-1111-1111-1111", "•••", Private.CARD),
        ("паспорт 4909 123456 выдан", "паспорт ••• выдан", Private.PASSPORT),
        ("паспорт серии 49 09 № 123456", "паспорт серии •••", Private.PASSPORT),
        ("Паспорт: серия 4909 номер 123456", "Паспорт: серия •••", Private.PASSPORT),
        ("4909 123456", "•••", Private.PASSPORT),
        ("СНИЛС 112-233-445 95", "СНИЛС •••", Private.SNILS),
        ("снилс: 11223344595", "снилс: •••", Private.SNILS),
        ("112-233-445-95", "•••", Private.SNILS),
        ("пишите на ivan.petrov@mail.ru!", "пишите на •••!", Private.EMAIL),
        ("Победы 14, кв. 12", "Победы 14, кв. •••", Private.FLAT),
        ("кв. 82 - 4-й этаж", "кв. ••• - 4-й этаж", Private.FLAT),
        ("квартиры 12 и 14", "квартиры •••", Private.FLAT),
        ("победы 14 кв12 темно", "победы 14 кв••• темно", Private.FLAT),
        ("квартира №7, не греют батареи", "квартира №•••, не греют батареи", Private.FLAT),
        ("в 12 квартире шумят", "в ••• квартире шумят", Private.FLAT),
        ("сосед из 12 квартиры", "сосед из ••• квартиры", Private.FLAT),
        ("12-я квартира", "•••-я квартира", Private.FLAT),
        ("Лиговский 89/20 кв. 2", "Лиговский 89/20 кв. •••", Private.FLAT),
    ],
)
def test_other_private_data_are_hidden(text: str, hidden: str, kind: Private) -> None:
    assert mask(text) == hidden
    assert [datum.kind for datum in find(text)] == [kind]


def test_every_datum_of_a_text_is_hidden_not_the_first_alone() -> None:
    text = "Звоните 89001234567 или +7 (900) 765-43-21, тел. 5-12-34, кв. 5, a@b.ru, паспорт 4909 123456. Победы 14"
    assert mask(text) == "Звоните ••• или •••, тел. •••, кв. •••, •••, паспорт •••. Победы 14"


def test_two_phones_side_by_side() -> None:
    assert mask("8 900 123 45 67 8 900 765 43 21") == "••• •••"
    assert mask("89001234567/89007654321") == "•••/•••"


def test_spans_cover_the_secret_alone() -> None:
    text = "Победы 14, кв. 12"
    assert [text[slice(*datum.span)] for datum in find(text)] == ["12"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("у Смирновой из 12 квартиры долг 40 тысяч", True),
        ("Иванов, кв. 5, опять шумит", True),
        ("Вознесенский кв. 3 не платит", True),
        ("Гагарина 5, кв. 12", False),
        ("ул. Гагарина, кв. 12", False),
        ("проспект Кирова д. 3 кв. 8", False),
        ("Смирновой передайте спасибо", False),
        ("кв. 12, нет воды", False),
    ],
)
def test_a_surname_beside_a_flat_is_noticed(text: str, named: bool) -> None:
    assert surname_with_flat(text) is named


_SOUP = st.text(alphabet=st.sampled_from("0123456789 -+()./№кв.тел@abры\n•,:8799"), max_size=80)


@given(_SOUP | st.text(max_size=60))
def test_masking_twice_is_masking_once_and_leaves_nothing(text: str) -> None:
    once = mask(text)
    assert mask(once) == once
    assert find(once) == []


@given(
    st.integers(10**9, 10**10 - 1),
    st.lists(st.sampled_from(["", " ", "-", " - ", "(", ") "]), min_size=10, max_size=10),
)
def test_no_digit_of_a_mobile_survives_any_spacing(number: int, gaps: list[str]) -> None:
    digits = f"89{number % 10**9:09d}"
    written = digits[0] + "".join(gap + digit for gap, digit in zip(gaps, digits[1:], strict=True))
    assert not re.search(r"\d", mask(f"мой номер: {written}, звоните"))


_ANY = st.text(alphabet=st.characters(categories=None, exclude_categories=()), max_size=60)
_LIVE = re.compile(
    r"\[(?:id|club|public)\d+\|[^\]]*\]|\[https?://[^\]|]*\|[^\]]*\]|[@*](?:id|club|public)\d|@(?:all|online|here|все)\b",
    re.I,
)
_PINGS = st.lists(
    st.sampled_from(
        [
            "[id1|x]",
            "[club1|x]",
            "[https://vk.com|x]",
            "@all",
            "@online",
            "@все",
            "@here",
            "@id1",
            "*id1",
            "@durov",
            "[",
            "]",
            "|",
            "id1",
            "@",
            "*",
            "\u202e",
            "\x00",
            "\u2060",
            " ",
            "all",
            "\ud800",
            "\u0301",
            "club7",
        ]
    ),
    max_size=14,
).map("".join)


@given(_ANY | _PINGS)
def test_clean_text_can_be_stored_and_cleaning_again_changes_nothing(text: str) -> None:
    tidy = clean(text)
    tidy.encode("utf-8")
    assert clean(tidy) == tidy
    assert "\x00" not in tidy
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", tidy)


@given(_ANY | _PINGS)
def test_relayed_text_pings_nobody(text: str) -> None:
    safe = defuse(text)
    safe.encode("utf-8")
    assert not _LIVE.search(safe)
    assert defuse(safe) == safe


@pytest.mark.parametrize("text", ["👨‍👩‍👧‍👦", "❤️", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👍🏽", "ёй\tй\n", "Ёлка — «да»", "a@b.ru", "2*2=4", "й̆"])
def test_ordinary_signs_stay(text: str) -> None:
    assert clean(text) == text
    assert defuse(text) == text


def test_towers_of_accents_are_cut() -> None:
    tower = "а" + "\u0301" * 50
    assert clean(tower) == "а" + "\u0301" * 3
    assert clean("а" + "\u0301\u200d" * 50).count("\u0301") == 3


def test_controls_go_and_line_breaks_stay() -> None:
    assert clean("раз\r\nдва\x07\x00три\tчетыре") == "раз\nдватри\tчетыре"


def test_a_defused_mention_still_reads_the_same() -> None:
    assert defuse("[id1|Иван] @all").replace("\u2060", "") == "[id1|Иван] @all"


SCRAPS = [
    *PHONES,
    "кв. 5",
    "из 12 квартиры",
    " a@b.ru ",
    "паспорт 4912 123456",
    "тел 12-345",
    "5-12-45",
    "дом 7",
    " в 19:30",
]


@given(st.lists(st.sampled_from(SCRAPS), max_size=4), st.integers(0, 5), st.integers(0, 8))
def test_what_a_text_has_too_few_digits_for_is_not_there(scraps: list[str], first: int, cut: int) -> None:
    text = " ".join(scraps)[first:]
    text = text[: len(text) - cut]

    assert [span for _, spans in privacy._seekers(text) for span in spans(text)] == [
        span for _, spans in privacy._SEEKERS for span in spans(text)
    ]
