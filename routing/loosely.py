"""Where a question of a broadcast is about, looser than for duplicates: the street without the house, «вторая школа»
as «школа №2», a street or a village of the region written small."""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.language import plainly
from domain.organisation import Region
from routing.forms import is_form_of
from routing.places import Place
from routing.sameplace import Where, where
from routing.text import Words, stem
from routing.wordlists import pattern

_KINDS = frozenset({"route", "school", "kindergarten", "clinic"})
_ORDINALS = {
    "перв": "1", "втор": "2", "трет": "3", "четверт": "4", "пят": "5", "шест": "6", "седьм": "7", "восьм": "8",
}  # fmt: skip
_NUMBERED = {"школ": "school", "сад": "kindergarten", "садик": "kindergarten", "поликлиник": "clinic"}
_STREET = re.compile(rf"{pattern('street_adjectives')}(?P<end>ая|ой|ую)$")
_AGREE = {"ая": re.compile(r"(?:а|я|ь)$"), "ой": re.compile(r"(?:ой|ей|е|и|ы|ью)$"), "ую": re.compile(r"(?:у|ю)$")}
_NO_NOUNS = frozenset({
    "вся", "всю", "всей", "и", "а", "в", "во", "на", "по", "не", "нет", "без", "до", "или", "где", "когда", "же", "ли",
    "будет", "будете", "вы", "там", "уже", "сделаете", "почините", "ужасная", "разбитая",
})  # fmt: skip
_BESIDE = frozenset({"у", "около", "возле", "напротив", "рядом", "мимо", "за"})
_PASSED = frozenset(
    {"здания", "дома", "нашей", "нашего", "самой", "самого", "с", "от", "старого", "старой", "районной"}
)
_US = frozenset({"нас", "вас", "мен", "нег", "них", "дом", "сво", "наш", "ваш", "теб", "ког", "год", "мног"})
_WHERE = frozenset({"в", "во", "из", "до", "под", "деревня", "деревне", "деревни"})


def whereabouts(words: Words, place: Place, region: Region, home: str, settlement: str | None) -> Where:
    """`settlement` is the village known when the text names none."""
    there = where(words, place, home)
    numbers = dict.fromkeys(each for each in there.numbers if each[0] in _KINDS)
    for before, after in zip(words.stems, words.stems[1:], strict=False):
        if after in _NUMBERED and (number := _ORDINALS.get(before)) is not None:
            numbers[_NUMBERED[after], number] = None
    streets = dict.fromkeys((street, "") for street, _ in there.addresses)
    streets = streets or dict.fromkeys((frozenset({root}), "") for root in _small_streets(words))
    village = there.settlement or _small_village(words, region, home) or settlement
    return replace(there, settlement=village, addresses=tuple(streets), numbers=tuple(sorted(numbers)))


def landmarks(words: Words) -> frozenset[str]:
    """«у здания суда», «возле гимназии»; numbered ones are places of their own."""
    found = set()
    for at, token in enumerate(words.tokens[:-1]):
        if token in _BESIDE:
            after = at + 1
            while after + 1 < len(words.tokens) and words.tokens[after] in _PASSED:
                after += 1
            if not words.tokens[after].isdigit() and len(words.stems[after]) > 2:
                found.add(words.stems[after])
    return frozenset(found - _US)


def _small_streets(words: Words) -> Iterator[str]:
    """«на лесной», «Лесная вся в ямах»; not «школьная столовая»."""
    for at, token in enumerate(words.tokens):
        met = _STREET.match(token)
        if met is None:
            continue
        after = words.tokens[at + 1] if at + 1 < len(words.tokens) else ""
        parted = not after or any(sign in words.gap(at + 1) for sign in ",.?!;:—-")
        if parted or after in _NO_NOUNS or after.isdigit() or not _AGREE[met["end"]].search(after):
            yield stem(token)


def _small_village(words: Words, region: Region, home: str) -> str | None:
    """«в бору»."""
    names = [village for each in region.municipalities if each.id == home for village in each.settlements]
    for before, token in zip(words.tokens, words.tokens[1:], strict=False):
        if before in _WHERE:
            for name in names:
                if " " not in name and is_form_of(token, plainly(name)):
                    return name
    return None
