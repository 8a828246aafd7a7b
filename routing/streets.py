"""Streets and houses by their form: no list of a town's streets is needed to see that «победы 14» is an address."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from domain.language import plainly
from routing.address import Address
from routing.text import Words, stem
from routing.wordlists import pattern, words

_TYPE = (
    r"(?i:ул(?:\.|иц(?:ам|ах|ей|[аеуы])?)?|просп(?:\.|ект[аеу]?)|пр-?к?т\.?|пр\.|пер(?:\.|еул(?:ок|к[аеу]))|"
    r"проезд[аеу]?|пр-д|"
    r"шоссе|ш\.|наб(?:\.|ережн(?:ая|ой|ую))|бульвар[аеу]?|б-р|площад(?:ь|и)|пл\.|тракт[аеу]?|мкрн?\.?|"
    r"микрорайон[аеу]?|квартал[аеу]?|кв-л|аллея|аллее|тупик[аеу]?|канал[аеу]?)"
)
_TYPE_AFTER = (
    r"(?i:ул\.?|улиц[аеуы]|просп\.|проспект[аеу]?|пр-?к?т\.?|пр\.?|пр-д|переул(?:ок|к[аеу])|пер\.?|проезд[аеу]?|шоссе|"
    r"бульвар[аеу]?|б-р|наб\.|набережн(?:ая|ой|ую)|площад(?:ь|и)|пл\.|тракт[аеу]?|тупик[аеу]?|лини[яию])(?:(?<=\.)|(?!\w))"
)
_NAME_WORD = r"[А-ЯЁа-яё][а-яё]*(?:-[А-ЯЁа-яё][а-яё]+)*"
_CAPITAL = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*"
_BIG = (
    r"(?:(?i:больш|мал|нов|стар|верхн|нижн|средн|красн)(?:ая|яя|ой|ей|ую|юю|ый|ий|ого|его)[ \t]+"
    r"|(?i:б|м|н|ст)\.[ \t]?|[А-ЯЁ]\.[ \t]?|(?i:карла|розы|генерала|маршала|академика|адмирала|героя|космонавта)[ \t]+)"
)
_SPLIT = r"(?:,[ \t]*|[ \t]+)"
_LETTER = r"(?:[а-жклА-ЖКЛ](?![А-ЯЁа-яё\d])|[ \t][А-ЖКЛ](?![А-ЯЁа-яё\d]))"
_BLOCK = (
    r"(?:,?[ \t]*(?i:(?:корп(?:\.|ус)?|кор\.|к\.?|стр(?:\.|оение)?)[ \t]*\d{1,2}(?!\d)"
    r"|лит(?:\.|ера?)?[ \t]*[а-я](?![а-яё])))"
)
_HOUSE = (
    r"(?:(?i:д(?:ом(?:а|е|у|ов)?|\.)?)[ \t]*№?[ \t]*)?(?P<number>[1-9]\d{0,2}"
    r"(?![\d:]|[.,]\d|[-–]?(?:й|я|го|му|м|х|ый|ая|ой)(?!\w))"
    rf"{_LETTER}?(?:[ \t]?[/\\–-][ \t]?\d{{1,3}}(?![\d/]){_LETTER}?)?{_BLOCK}?)"
)
_ENTRANCE = (
    r"(?:,?[ \t]*(?i:\d{1,2}(?:-?[йомы]{1,2})?[ \t]*(?:подъезд[а-я]*|под\.|парадн[а-я]+)"
    r"|(?:подъезд[а-я]*|под\.|парадн[а-я]+)[ \t]*№?[ \t]*\d{1,2}))?"
)
_ORDINAL = r"(?:\d{1,2}-?(?:я|й|ая|ой|го|е)[ \t]+|\d{1,3}[ \t]+(?=[А-ЯЁа-яё]+[ \t]+[А-ЯЁ])|[А-ЯЁ]\.[ \t]?){0,2}"

_TYPED = re.compile(
    rf"(?<![\w-]){_TYPE}(?:(?<=\.)|(?!\w))[ \t]*(?i:им(?:\.|ени)[ \t]*|реки[ \t]+)?"
    rf"(?P<name>{_ORDINAL}{_NAME_WORD}(?:[ \t]+{_CAPITAL}){{0,2}})"
    rf"(?P<house>(?:{_SPLIT}|(?<=\.)){_HOUSE}{_ENTRANCE})?"
)
_AFTER = re.compile(
    rf"(?<![\w-])(?P<name>(?:\d{{1,2}}-?(?:я|й|ая|ой|ую|го|е)?[ \t]+)?{_BIG}?{_CAPITAL}|[а-яё]+(?:ой|ая|ую|ий|ого)"
    rf"|\d{{1,2}}-?(?:я|й|ой|ю)(?=[ \t]+[Лл]ини[яию]))"
    rf"(?:[ \t]+|,[ \t]*)(?>{_TYPE_AFTER})(?![ \t]*(?:\d-?[а-я]{{1,2}}[ \t]+)?[А-ЯЁ][а-яё])"
    rf"(?P<house>,?[ \t]*{_HOUSE}{_ENTRANCE})?"
)
_HOUSE_FIRST = re.compile(
    rf"(?<![\w-])(?i:д(?:ом[аеу]?|\.))[ \t]*№?[ \t]*(?P<number>\d{{1,3}}{_LETTER}?(?:/\d{{1,3}})?)[ \t]+(?:на|по)[ \t]+"
    rf"(?:{_TYPE}[ \t]*)?(?P<name>{_NAME_WORD})|"
    rf"(?<![\w-])(?P<first>[1-9]\d{{0,2}}{_LETTER}?)[ \t]+дом(?:[ае]|у)?[ \t]+(?:на|по)[ \t]+"
    rf"(?:{_TYPE}[ \t]*)?(?P<named>{_NAME_WORD})"
)
_BARE = re.compile(
    rf"(?<![\w-])(?P<name>{_BIG}?{_NAME_WORD}){_SPLIT}(?P<house>{_HOUSE}){_ENTRANCE}"
    r"(?![\w%°/+]|[ \t]?[-–][ \t]?\d)(?P<after>[ \t]*[а-яёА-ЯЁ]*)"
)
_ON = re.compile(
    rf"(?<![\w-])(?P<way>(?i:на|по|с|от|до|к|вдоль))[ \t]+(?P<name>{_BIG}?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)(?![\w-])"
    r"(?P<after>[ \t]+[а-яё]+)?"
)
_ON_SMALL = re.compile(r"(?<![\w-])(?i:на|по)[ \t]+(?P<name>[а-яё]{4,})(?![\w-])(?P<after>[ \t]+[а-яё]+)?")
_MORE = re.compile(
    rf"(?:[ \t]*(?:,|/|[ \t]и[ \t]|[ \t]до[ \t])[ \t]*(?:ул\.[ \t]*)?)"
    rf"(?P<name>(?:\d+ лет )?{_BIG}?{_CAPITAL})(?![\w-])(?!,?[ \t]*\d)"
)
_CORNER = re.compile(rf"(?<![\w/])(?P<one>{_CAPITAL})[ \t]?/[ \t]?(?P<two>{_CAPITAL})(?![\w/])")

_NOT_STREETS = words("not_streets")
_NOT_NAMES = words("not_names")
_USUAL = re.compile(rf"{pattern('street_names')}$")
_GENITIVE = re.compile(
    r"(?:победы|мира|труда|правды|восстания|марата|\w{3,}(?:ова|ева|ёва|ского|цкого|ина|ына|енко)|пушкина|гоголя|толстого|"
    r"юности|дружбы)$"
)
"""Surnames and other names in the genitive: a street even without a house."""

_ADJECTIVES = re.compile(rf"{pattern('street_adjectives')}(?:ой|ей)$")
_ADJECTIVE_NAME = re.compile(rf"{pattern('street_adjectives')}(?:ой|ей|ая|яя|ую|юю|ий|ый|ого|его|ом|ем)$")
_DECLINED = re.compile(r"(?:н|ск|цк|ов|ев|ч)(?:ой|ей)$")
_RELATIVE = re.compile(r"(?:ск|цк)(?:ой|ая|ую|ого|ом|ий)$")
_SMALL_END = re.compile(r"(?:[иы]|[ая]|ого|его|ой|ей|ая|яя|ую|ов|ев|ский|ская|ской|цкий|[ко]е)$")
_STRONG_END = re.compile(r"(?:ого|его|ой|ей|ая|яя|ую|[оие]в|[иы]н[аы]?|[ое]ва|ский|ская|ской|цкий|ный|цкая|енко)$")
"""What a street's name ends with when nothing else tells it from the first word of a sentence."""

_NO_NAME = re.compile(r"(?:л[аои]|л[аои]сь|ть|ться|[юу]т|[ая]ет|[иа]лся|[еи]те|ие|ции|ости|[еи]тся|к[аи]|ия|ии)$")
"""Endings of verbs and of nouns that streets are not called by."""

_UNITS = re.compile(rf"{pattern('units')}$")
_NOT_NOUN = re.compile(
    r"(?:\w*(?:[аеиоы]н[аоы]|[иеы]т[аоы]|[еи]те|[юуяа]т|[еи]т|ть|л|л[аои]|ся|сь|но)|не|ни|нет|опять|уже|до|от|у|к|в|и|а|где|когда|ям[аыу]|дыра|тоже|вообще|"
    r"сплошн\w+|возле|около|напротив|рядом|перед|за|под|с|со|из|без|там|тут|вчера|сегодня|постоянно|все|всё|грязь|мусор|"
    r"снег|лед|лёд|гололед\w*|фонар\w*|свет\w*|вод\w+|тротуар\w*|темнот\w+|луж\w+|свалк\w+|пробк\w+)$"
)
_NOUN = re.compile(
    r"площад|дорог|трасс|ярмарк|част|больниц|школ|библиотек|котельн|остановк|сторон|станци|алле|набережн|област|район|округ|"
    r"губерн|федерац|епарх|родин|улиц|проспект|переул|шоссе|проезд|земл|власт|армии|революц|войн|помощ|скор"
)
_LEAD = re.compile(r"(?:^|[,.;:!?\n(–-]|(?<!\w)(?i:на|по|у|с|от|до|адрес|адресу|доме|ул))$")
_BEGINS = re.compile(r"(?:^|[.!?\n:;)]|\W-)\s*$")
_SERVICE = re.compile(
    r"(?i:улица|улиц[еуы]|ул|имени|им|реки|проспект\w*|просп|переул\w+|пер|проезд\w*|шоссе|набережн\w+|наб|канал\w*)$"
)

_TYPE_WORDS = re.compile(
    r"(?:ул|улиц(?:ам|ах|ей|[аеуы])?|просп|проспект[аеу]?|пр|прт|пркт|пер|переул(?:ок|к[аеу])|проезд[аеу]?|шоссе|ш|наб|"
    r"набережн(?:ая|ой|ую)|бульвар[аеу]?|б|площад[ьи]|пл|тракт[аеу]?|мкрн?|микрорайон[аеу]?|квартал[аеу]?|кв|алле[яе]|"
    r"тупик[аеу]?|канал[аеу]?|лини[яию])$"
)
_LONGEST_HOUSE = 3
_BEFORE_STREET = frozenset({"на", "по", "с", "от", "до", "к", "вдоль"})


@lru_cache(maxsize=20_000)
def is_type(token: str) -> bool:
    """«улица», «ул», «пр»: what kind of street it is."""
    return _TYPE_WORDS.match(token) is not None


@lru_cache(maxsize=20_000)
def _may_be_on(token: str) -> bool:
    """Worth a look after «на» or «по»."""
    return token.endswith(("ой", "ей")) or _GENITIVE.search(token) is not None or _USUAL.search(token) is not None


def find(message: Words) -> tuple[Address, ...]:
    """Every address of a text in its order; of two that lie on each other the one with a house, then the longer."""
    if message.addresses is None:
        message.addresses = _find(message)
    return message.addresses


def _find(message: Words) -> tuple[Address, ...]:
    anchors = [at for at, token in enumerate(message.tokens) if _is_anchor(token)]
    found: list[Address] = []
    for at in anchors:
        found.extend(_at(message, at))
    if "/" in message.text:
        for match in _CORNER.finditer(message.text):
            found.extend(_corner(match))
    if not found:
        return ()
    for each in tuple(found):
        found.extend(_more(message.text, each))
    return _apart(found)


def _is_anchor(token: str) -> bool:
    """A word that an address may stand at: a number, «улица», «дом», «на»."""
    return len(token) <= _LONGEST_HOUSE if token.isdigit() else _is_anchor_word(token)


@lru_cache(maxsize=20_000)
def _is_anchor_word(token: str) -> bool:
    return token in _BEFORE_STREET or is_type(token)


def _at(message: Words, at: int) -> Iterator[Address]:
    token, text, spans = message.tokens[at], message.text, message.spans
    if token in _BEFORE_STREET:
        if at + 1 < len(spans) and _may_be_on(message.tokens[at + 1]):
            yield from _judged(_ON.match(text, spans[at][0]), _on)
            yield from _judged(_ON_SMALL.match(text, spans[at][0]), _on_small)
        elif at + 2 < len(spans) and message.raw[at + 1][0].isupper() and _may_be_on(message.tokens[at + 2]):
            yield from _judged(_ON.match(text, spans[at][0]), _on)
        return
    if token.isdigit():
        for back in (at - 3, at - 2, at - 1):
            if back >= 0:
                match = _BARE.match(text, spans[back][0])
                if match is not None and match.start("number") == spans[at][0]:
                    yield from _bare(match)
        for start in (at - 1, at):
            if start >= 0:
                yield from _judged(_HOUSE_FIRST.match(text, spans[start][0]), _house_first)
        return
    yield from _judged(_TYPED.match(text, spans[at][0]), _typed)
    for back in (at - 3, at - 2, at - 1):
        if back >= 0:
            match = _AFTER.match(text, spans[back][0])
            if match is not None and match.end() >= spans[at][1]:
                yield from _named_first(match)


def _judged(match: re.Match[str] | None, judge: Callable[[re.Match[str]], Iterator[Address]]) -> Iterator[Address]:
    return judge(match) if match is not None else iter(())


_HOUSE_AFTER = re.compile(rf"{_SPLIT}{_HOUSE}{_ENTRANCE}(?![\w%°/+]|[ \t]?[-–][ \t]?\d)(?P<after>[ \t]*[а-яёА-ЯЁ]*)")


def house_at(message: Words, last: int) -> tuple[str, int] | None:
    """The house that follows a word, as compared, and where it ends; «20 годами» is none."""
    match = _HOUSE_AFTER.match(message.text, message.spans[last][1])
    if match is None:
        return None
    plain = match["number"].isdigit() and match.group().lstrip(" ,\t")[0].isdigit()
    if plain and _UNITS.match(plainly(match["after"].strip())):
        return None
    return house_key(match["number"]), match.start("after")


def best(addresses: tuple[Address, ...]) -> str:
    """The address to show: the first with a house, else the first; empty when there is none."""
    return next((each.text for each in addresses if each.house), addresses[0].text if addresses else "")


def _apart(found: list[Address]) -> tuple[Address, ...]:
    kept: list[Address] = []
    for each in sorted(found, key=lambda address: (not address.house, address.start - address.end)):
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    return tuple(sorted(kept, key=lambda address: address.start))


def _address(match: re.Match[str], name: str, house: str | None, end: int | None = None) -> Address:
    start, stop = match.start(), match.end() if end is None else end
    written = match.string[start:stop]
    text = _tidy(written)
    return Address(text, street_key(name), house_key(house or ""), start, stop)


def street_key(name: str) -> tuple[str, ...]:
    """The stems of a street's name in any of its forms, without its type and initials."""
    parts = re.findall(r"[а-яё]+|\d+", plainly(name))
    kept = [stem(part) for part in parts if (len(part) > 2 or part.isdigit()) and not _SERVICE.match(part)]
    return tuple(sorted(kept)) or tuple(sorted(stem(part) for part in parts))


def house_key(house: str) -> str:
    """A house as compared: «14 А» is «14а», «д. 3, корп. 2» is «3к2»."""
    plain = re.sub(r"корпус|корп|кор|стр(?:оение)?", "к", plainly(house).replace("\\", "/").replace("–", "-"))
    plain = re.sub(r"\s*лит(?:ера?|\.)?\s*[а-я]\b", "", plain)  # parts of one building
    return re.sub(r"^(?:дом\w*|д\.?)|[\s.,№]", "", plain.strip())


def _typed(match: re.Match[str]) -> Iterator[Address]:
    """«ул. Лесная, 4», «улице полевой»; «на улице темно» names nothing."""
    name = match["name"]
    low = plainly(name)
    if low in _NOT_NAMES or len(low) < 3 or low.startswith(("лит", "дом ")):
        return
    if plainly(match.group()).startswith("канал") and not _GENITIVE.search(low):
        return  # a channel one watches
    bare = name[0].islower() and not match["house"]
    if bare and not (_GENITIVE.search(name) or _ADJECTIVE_NAME.match(low) or _RELATIVE.search(low)):
        return
    yield _address(match, name, match["number"])


def _named_first(match: re.Match[str]) -> Iterator[Address]:
    """«Лесная улица, 7»; «эта улица» names nothing."""
    name = plainly(match["name"])
    if "лини" in plainly(match.group()) and not name[0].isdigit():
        return  # «красная линия»
    small = match["name"][0].islower() and not name[0].isdigit()
    if name in _NOT_NAMES or (small and (name in _NOT_STREETS or not _ADJECTIVE_NAME.match(name))):
        return
    yield _address(match, match["name"], match["number"])


def _house_first(match: re.Match[str]) -> Iterator[Address]:
    """«дом 5 по улице Мира», «в 12 доме на Воскресенской»."""
    name = match["name"] or match["named"]
    if plainly(name) not in _NOT_STREETS and not _NOUN.match(plainly(name)):
        yield _address(match, name, match["number"] or match["first"])


def _bare(match: re.Match[str]) -> Iterator[Address]:
    """«победы 14», «Труда 8, 2 подъезд», «Лиговский, 44»."""
    name = match["name"].split()[-1].rpartition(".")[2]
    word = plainly(name)
    plain = match["number"].isdigit() and match["house"][0].isdigit()
    if word in _NOT_STREETS or len(word) < 4 or (plain and _UNITS.match(plainly(match["after"].strip()))):
        return
    if _USUAL.search(word) or _is_street(name, word, match):
        yield _address(match, match["name"], match["number"], match.start("after"))


def _is_street(name: str, word: str, match: re.Match[str]) -> bool:
    """Written with a capital, or in small letters with a street's ending and where a street is named."""
    before = match.string[: match.start()]
    looks = _SMALL_END.search(word) is not None
    if name[0].isupper():
        if word.endswith("е") and not word.endswith(("ое", "ее", "ье")):
            return False  # «в Троицке 10 домов»
        begins = _BEGINS.search(before) is not None
        if not begins:
            return True
        if _NO_NAME.search(word) is not None:
            return False
        return _STRONG_END.search(word) is not None or (looks and word.endswith(("а", "я")))
    return looks and _NO_NAME.search(word) is None and _LEAD.search(before.rstrip(" \t")) is not None


def _on(match: re.Match[str]) -> Iterator[Address]:
    """«дорогу на Лесной», «по Гагарина»: a street without a house."""
    name, after = plainly(match["name"]), (match["after"] or "").strip()
    if name in _NOT_NAMES:
        return
    if not name.endswith(("ой", "ей")) or len(name) < 5:
        if _GENITIVE.search(name):
            yield _named(match)
        return
    if plainly(match["way"]) in {"с", "к"} and _DECLINED.search(name) is None:
        return  # «с Леной» is company, «с Лесной» a street
    alone = not after or _NOT_NOUN.match(after) is not None
    if alone or (_ADJECTIVES.search(name) and not _NOUN.match(after)):
        yield _named(match)


def _on_small(match: re.Match[str]) -> Iterator[Address]:
    """«дорога на советской разбита», in small letters."""
    name, after = plainly(match["name"]), (match["after"] or "").strip()
    usual = _USUAL.search(name) and name not in {"мира", "мая", "октября"}
    if usual or (_ADJECTIVES.search(name) and (not after or _NOT_NOUN.match(after))):
        yield _named(match)


def goes_on(after: str) -> bool:
    """Whether a word may be the noun that an adjective before it belongs to: «Детской поликлинике»."""
    return _NOT_NOUN.match(after) is None


def _named(match: re.Match[str]) -> Address:
    return Address(match["name"], street_key(match["name"]), "", match.start("name"), match.end("name"))


def _corner(match: re.Match[str]) -> Iterator[Address]:
    """«Греческий/Некрасова»: two streets that cross."""
    if all(_STRONG_END.search(plainly(match[name])) for name in ("one", "two")):
        for name in ("one", "two"):
            yield Address(match[name], street_key(match[name]), "", match.start(name), match.end(name))


def _more(text: str, known: Address) -> Iterator[Address]:
    """«на улицах Восстания, Жуковского и Маяковского»: the names after the first."""
    end = known.end
    if known.house:
        return
    while (match := _MORE.match(text, end)) is not None:
        name = plainly(match["name"])
        if not (_STRONG_END.search(name) or _GENITIVE.search(name) or _USUAL.search(name)) or name in _NOT_STREETS:
            return
        yield Address(match["name"], street_key(name), "", match.start("name"), match.end("name"))
        end = match.end()


def _tidy(address: str) -> str:
    return re.sub(r"\s+", " ", address).strip(" ,.;")
