"""Streets and houses by their form: no list of a town's streets is needed to see that «победы 14» is an address."""

import re

from routing.text import lower
from routing.wordlists import pattern, words

_TYPE = (
    r"(?i:ул(?:\.|иц(?:а|е|у|ы|ей|ам|ах))?|просп(?:\.|ект[аеу]?)|пр-?к?т\.?|пер(?:\.|еул(?:ок|к[аеу]))|проезд[аеу]?|пр-д|"
    r"шоссе|ш\.|наб(?:\.|ережн(?:ая|ой|ую))|бульвар[аеу]?|б-р|площад(?:ь|и)|пл\.|тракт[аеу]?|мкрн?\.?|"
    r"микрорайон[аеу]?|квартал[аеу]?|кв-л|аллея|аллее|тупик[аеу]?)"
)
_NAME_WORD = r"[А-ЯЁа-яё][а-яё]*(?:-[А-ЯЁа-яё][а-яё]+)*"
_CAPITAL = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*"
_SPLIT = r"(?:,[ \t]*|[ \t]+)"
_LETTER = r"(?:[а-жклА-ЖКЛ](?![А-ЯЁа-яё\d])|[ \t][А-ЖКЛ](?![А-ЯЁа-яё\d]))"
_BLOCK = (
    r"(?:,?[ \t]*(?i:(?:корп(?:\.|ус)?|кор\.|к\.?|стр(?:\.|оение)?)[ \t]*\d{1,2}(?!\d)"
    r"|лит(?:\.|ера?)?[ \t]*[а-я](?![а-яё])))"
)
_HOUSE = (
    r"(?:(?i:д(?:ом(?:а|е|у|ов)?|\.)?)[ \t]*№?[ \t]*)?[1-9]\d{0,2}"
    r"(?![\d:]|[.,]\d|[-–]?(?:й|я|го|му|м|х|ый|ая|ой)(?!\w))"
    rf"{_LETTER}?(?:[ \t]?[/–-][ \t]?\d{{1,3}}(?![\d/]){_LETTER}?)?{_BLOCK}?"
)
_ENTRANCE = (
    r"(?:,?[ \t]*(?i:\d{1,2}(?:-?[йомы]{1,2})?[ \t]*(?:подъезд[а-я]*|под\.|парадн[а-я]+)"
    r"|(?:подъезд[а-я]*|под\.|парадн[а-я]+)[ \t]*№?[ \t]*\d{1,2}))?"
)
_ORDINAL = r"(?:\d{1,2}(?:-?(?:я|й|ая|ой|го|е))?[ \t]+|[А-ЯЁ]\.[ \t]?){0,2}"

_TYPED = re.compile(
    rf"(?<![\w-]){_TYPE}(?:(?<=\.)|(?!\w))[ \t]*(?i:им(?:\.|ени)[ \t]*)?"
    rf"(?P<name>{_ORDINAL}{_NAME_WORD}(?:[ \t]+{_CAPITAL}){{0,2}})"
    rf"(?P<house>{_SPLIT}{_HOUSE}{_ENTRANCE})?"
)
_AFTER = re.compile(
    rf"(?<![\w-])(?P<name>{_ORDINAL}{_CAPITAL}|[а-яё]+(?:ой|ая|ую))[ \t]+"
    rf"(?i:ул\.?|улиц[аеу]|просп\.|проспект[аеу]?|пр\.|переул(?:ок|к[аеу])|пер\.|проезд[аеу]?|шоссе|бульвар[аеу]?)(?!\w)(?:{_SPLIT}{_HOUSE}{_ENTRANCE})?"
)
_HOUSE_FIRST = re.compile(
    rf"(?<![\w-])(?i:дом[аеу]?)[ \t]*№?[ \t]*\d{{1,3}}{_LETTER}?[ \t]+(?:на|по)[ \t]+"
    rf"(?:{_TYPE}[ \t]*)?(?P<name>{_NAME_WORD})"
)
_BARE = re.compile(
    rf"(?<![\w-])(?P<name>{_NAME_WORD}){_SPLIT}(?P<house>{_HOUSE}){_ENTRANCE}(?![\w%°/])(?P<after>[ \t]*[а-яёА-ЯЁ]*)"
)
_ON = re.compile(
    r"(?<![\w-])(?i:на|по|с|от|до|к|вдоль)[ \t]+(?P<name>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)(?![\w-])"
    r"(?P<after>[ \t]+[а-яё]+)?"
)
_ON_SMALL = re.compile(r"(?<![\w-])(?i:на|по)[ \t]+(?P<name>[а-яё]{4,})(?![\w-])(?P<after>[ \t]+[а-яё]+)?")

_NOT_STREETS = words("not_streets")
_NOT_NAMES = words("not_names")
_USUAL = re.compile(rf"{pattern('street_names')}$")
_GENITIVE = re.compile(
    r"(?:победы|мира|труда|\w{3,}(?:ова|ева|ёва|ского|ина|ына)|пушкина|гоголя|толстого|юности|дружбы)$"
)
"""Surnames and other names in the genitive: a street even without a house."""

_ADJECTIVES = re.compile(rf"{pattern('street_adjectives')}(?:ой|ей)$")
_ADJECTIVE = re.compile(r"(?:ая|яя|ой|ей|ую|ого|ский|ском)$")
_SMALL_END = re.compile(r"(?:[иы]|[ая]|ого|его|ой|ей|ая|яя|ов|ев|ский|ская|ской|[ко]е)$")
_NO_NAME = re.compile(r"(?:л[аои]|л[аои]сь|ть|ться|[юу]т|[ая]ет|[иа]лся|[еи]те|ие|ции|ости|[еи]тся|к[аи]|ия|ии)$")
"""Endings of verbs and of nouns that streets are not called by."""

_UNITS = re.compile(rf"{pattern('units')}$")
_NOT_NOUN = re.compile(
    r"(?:[еи]те|[юуяа]т|[еи]т|ть|л|л[аои]|ся|сь|но|не|ни|нет|опять|уже|до|от|у|к|в|и|а|где|когда|ям[аыу]|дыра|тоже|вообще|сплошн\w+)$"
)
_NOUN = re.compile(
    r"площад|дорог|трасс|ярмарк|част|больниц|школ|библиотек|котельн|остановк|сторон|станци|алле|набережн"
)
_LEAD = re.compile(r"(?:^|[,.;:!?\n(–-]|(?<!\w)(?i:на|по|у|с|от|до|адрес|адресу|доме|ул))$")


def find(text: str) -> str:
    """The street and house as written, the first with a house if any; empty when the text names none."""
    found: list[tuple[bool, int, str]] = []
    for form, judge in _WAYS:
        for match in form.finditer(text):
            if address := _tidy(judge(match)):
                found.append((not any(sign.isdigit() for sign in address), match.start(), address))
                break
    return min(found, key=lambda each: (each[0], each[1], -len(each[2])))[2] if found else ""


def _typed(match: re.Match[str]) -> str:
    """«ул. Лесная, 4», «улице полевой»; «на улице темно» names nothing."""
    name = match["name"]
    if lower(name) in _NOT_NAMES:
        return ""
    bare = name[0].islower() and not match["house"]
    return "" if bare and not (_GENITIVE.search(name) or _ADJECTIVE.search(name)) else match.group()


def _named_first(match: re.Match[str]) -> str:
    """«Лесная улица, 7»; «эта улица» names nothing."""
    return "" if lower(match["name"]) in _NOT_NAMES else match.group()


def _house_first(match: re.Match[str]) -> str:
    """«дом 5 по улице Мира»."""
    return match.group()


def _bare(match: re.Match[str]) -> str:
    """«победы 14», «Труда 8, 2 подъезд», «Лиговский, 44»."""
    name = match["name"]
    word = lower(name)
    if word in _NOT_STREETS or len(word) < 4 or _UNITS.match(lower(match["after"].strip())):
        return ""
    if not _USUAL.search(word) and not _is_street(name, word, match):
        return ""
    return match.string[match.start() : match.start("after")]


def _is_street(name: str, word: str, match: re.Match[str]) -> bool:
    """Written with a capital, or in small letters with a street's ending and where a street is named."""
    looks = _SMALL_END.search(word) is not None
    if name[0].isupper() and (match.start() > 0 or looks):
        return _NO_NAME.search(word) is None or word.endswith(("ки", "ка", "ии"))
    return (
        looks
        and _NO_NAME.search(word) is None
        and _LEAD.search(match.string[: match.start()].rstrip(" \t")) is not None
    )


def _on(match: re.Match[str]) -> str:
    """«дорогу на Лесной», «по Гагарина»: a street without a house."""
    name, after = lower(match["name"]), (match["after"] or "").strip()
    if not name.endswith(("ой", "ей")) or len(name) < 5:
        return match["name"] if _GENITIVE.search(name) else ""
    alone = not after or _NOT_NOUN.search(after) is not None
    return match["name"] if alone or (_ADJECTIVES.search(name) and not _NOUN.match(after)) else ""


def _on_small(match: re.Match[str]) -> str:
    """«дорога на советской разбита», in small letters."""
    name, after = lower(match["name"]), (match["after"] or "").strip()
    if _USUAL.search(name) and name not in {"мира", "мая", "октября"}:
        return match["name"]
    return match["name"] if _ADJECTIVES.search(name) and (not after or _NOT_NOUN.search(after)) else ""


_WAYS = (
    (_HOUSE_FIRST, _house_first),
    (_TYPED, _typed),
    (_AFTER, _named_first),
    (_BARE, _bare),
    (_ON, _on),
    (_ON_SMALL, _on_small),
)


def _tidy(address: str) -> str:
    return re.sub(r"\s+", " ", address).strip(" ,.;")
