"""Months, weekdays, numbers and lengths in their forms."""

STEMS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)


def _forms(soft: str, hard: str, may: str) -> dict[str, int]:
    """A month's name in one case: soft «январь», hard «март», and «май» of its own kind."""
    ends = {2: hard, 7: hard, 4: may}
    return {stem + ends.get(index, soft): index + 1 for index, stem in enumerate(STEMS)}


SHORT = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
OF_MONTH = _forms("я", "а", "я") | {name: index + 1 for index, name in enumerate(SHORT)} | {"сент": 9, "нояб": 11}
IN_MONTH = _forms("е", "е", "е")
TO_MONTH = _forms("ю", "у", "ю")
MONTH = _forms("ь", "", "й")
ANY_MONTH = OF_MONTH | IN_MONTH | TO_MONTH | MONTH

WEEKDAYS = {
    "понедельник": 0, "понедельника": 0, "понедельнику": 0, "пн": 0,
    "вторник": 1, "вторника": 1, "вторнику": 1, "вт": 1,
    "среду": 2, "среды": 2, "среде": 2, "ср": 2,
    "четверг": 3, "четверга": 3, "четвергу": 3, "чт": 3,
    "пятницу": 4, "пятницы": 4, "пятнице": 4, "пт": 4,
    "субботу": 5, "субботы": 5, "субботе": 5, "сб": 5,
    "воскресенье": 6, "воскресенья": 6, "воскресенью": 6, "вс": 6,
}  # fmt: skip
NOMINATIVE = {"среда": 2, "пятница": 4, "суббота": 5}

NUMBERS = {
    "один": 1, "одного": 1, "одну": 1, "одной": 1, "два": 2, "две": 2, "двух": 2, "пару": 2, "пары": 2,
    "три": 3, "трех": 3, "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6,
    "семь": 7, "семи": 7, "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10, "десяти": 10,
}  # fmt: skip
IN_DAYS = {"двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "семи": 7, "десяти": 10}

UNITS = (
    "", "перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат",
    "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат",
    "девятнадцат", "двадцат",
)  # fmt: skip


def _ordinals() -> dict[str, int]:
    """«первого», «первому» … «тридцать первому»."""
    words = {}
    for number in range(1, 32):
        tens, unit = divmod(number, 10)
        stem = UNITS[number] if number <= 20 else {30: "тридцат"}.get(number) or UNITS[unit]
        before = {2: "двадцать ", 3: "тридцать "}.get(tens, "") if number > 20 and unit else ""
        for end in ("ого", "ому"):
            words[before + stem + ("ь" + end.replace("о", "е", 1) if stem == "трет" else end)] = number
    return words


ORDINALS = _ordinals()
QUARTERS = {"первом": 1, "втором": 2, "третьем": 3, "четвертом": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
QUARTERS |= {"первый": 1, "второй": 2, "третий": 3, "четвертый": 4}
QUARTERS |= {str(number): number for number in range(1, 5)}


def any_of(words: dict[str, int]) -> str:
    """A pattern of these words, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"
