"""What strangers must not read (phones, cards, documents, flats), and what relayed text must not do (ping people)."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

HIDDEN = "•••"
"""What stands where something private stood."""


class Private(StrEnum):
    PHONE = "phone"
    CARD = "card"
    PASSPORT = "passport"
    SNILS = "snils"
    EMAIL = "email"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class PrivateDatum:
    """Something private and where its secret part stands in the text."""

    kind: Private
    span: tuple[int, int]


_DASH = r"\-‐‑‒–—−"
_BLANK = " \t\u00a0\u2009\u202f\u200b\u200c\u200d\u2060\ufeff"
_GAP = rf"[{_BLANK}.()/_{_DASH}]{{0,3}}"
_SPLIT = rf"[{_BLANK}{_DASH}]{{1,2}}"

_DIGIT = re.compile(r"\d")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}(?![\w-])")
_CARD = re.compile(
    rf"(?<!\d)(?:\d{{4}}{_SPLIT}\d{{4}}{_SPLIT}\d{{4}}{_SPLIT}\d{{4}}(?:{_SPLIT}\d{{2,3}})?|\d{{13,20}})(?!\d)"
)
_CARD_WORDS = re.compile(r"карт[аеуыо]|сбер|тинькоф|перевод|счет|счёт", re.IGNORECASE)
_SNILS = re.compile(rf"(?<![\d])\d{{3}}{_SPLIT}\d{{3}}{_SPLIT}\d{{3}}{_SPLIT}\d{{2}}(?!\d)")
_SNILS_NAMED = re.compile(rf"снилс\D{{0,20}}(?P<secret>\d(?:{_GAP}\d){{10}})(?!\d)", re.IGNORECASE)
_SERIES = rf"\d{{2}}[{_BLANK}]?\d{{2}}"
_PASSPORT_NAMED = re.compile(
    rf"(?:паспорт|сери[яию])\D{{0,40}}(?P<secret>{_SERIES}\D{{0,12}}\d{{3}}[{_BLANK}]?\d{{3}})(?!\d)",
    re.IGNORECASE,
)
_PASSPORT = re.compile(rf"(?<![\d.,№/-])(?!19|20){_SERIES}[{_BLANK}]{{1,2}}(?:№[{_BLANK}]?)?\d{{6}}(?![\d.,]?\d)")
_PHONE = re.compile(rf"(?<![\d№])(?:\+[{_BLANK}]?)?\(?[78](?:{_GAP}\d){{10}}(?!\d)")
_PHONE_SHORT = re.compile(rf"(?<![\w№+])\(?[3489](?:{_GAP}\d){{9}}(?!\d)")
_PHONE_WORD = (
    r"(?<!\w)(?:тел(?:ефон)?\w{0,3}|т\.|моб\w{0,6}|сот\w{0,5}|факс\w?|звони\w{0,4}|позвони\w{0,4}|дозвони\w{0,6}|набира\w{1,4}|набери\w{0,2}|"
    r"диспетчер\w{0,4}|whats ?app|ватсап\w?|вацап\w?|вайбер\w?|viber)"
)
_PHONE_NAMED = re.compile(
    rf"{_PHONE_WORD}[^\d\n]{{0,30}}?(?<![\d№])(?P<secret>(?:\(?\d{{3,5}}\)?{_GAP})?\d{{1,3}}[{_BLANK}.{_DASH}]{{1,2}}\d{{2}}[{_BLANK}.{_DASH}]{{1,2}}\d{{2}}|"
    rf"\d{{2}}[{_BLANK}.{_DASH}]\d{{3}}|\d{{5,7}})(?![\d:]|[.,]\d|[{_DASH}]\d|{_GAP}(?:руб|₽|квт|чел))",
    re.IGNORECASE,
)
_PHONE_CITY = re.compile(
    rf"(?<![\w№#./,{_DASH}])(?P<first>\d{{1,3}})[{_DASH}](?P<second>\d{{2}})[{_DASH}]\d{{2}}(?![\w]|[./{_DASH}]\d)"
)
_FLAT = re.compile(
    rf"(?<!\w)(?:кв|квартир\w{{0,3}})[{_BLANK}]*[.:]?[{_BLANK}]*№?[{_BLANK}]*(?P<secret>\d{{1,4}}(?:(?:[{_BLANK}]и[{_BLANK}]|-)\d{{1,4}}(?!-?[йя]))*[а-г]?)(?![\w²]|[.,]\d|[{_BLANK}]*(?:м\b|м²|метр|кв\b))",
    re.IGNORECASE,
)
_FLAT_BEFORE = re.compile(
    rf"(?<![\w.,/{_DASH}])(?:(?P<secret>\d{{1,4}})(?:-?(?:я|й|ю|ой|ая|ую))?[{_BLANK}]+(?:квартир[аеу]\b|кв\b(?!\.?[{_BLANK}]*(?:м|км|\d|№|•)))|"
    rf"(?<=из )(?P<owner>\d{{1,4}})(?:-?(?:й|ой))?[{_BLANK}]+(?:квартиры\b|кв\b))",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.(?:19|20)\d\d")
_ROUTES = re.compile(r"(?:автобус|маршрут|трамва|троллейбус)\w*[\s:№]*$", re.IGNORECASE)

_WITH_CODE = re.compile(
    rf"\(?\d{{3,5}}\)?[{_BLANK}{_DASH}]*\d{{1,3}}[{_BLANK}{_DASH}]?\d{{2}}[{_BLANK}{_DASH}]?\d{{2}}"
)
_DOTTED_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2}")

_STREET_BEFORE = re.compile(
    r"(?:ул(?:\.|иц\w*)?|пр(?:\.|оспект\w*)|пер(?:\.|еул\w*)|пл(?:\.|ощад\w*)|им(?:\.|ени)|наб\w*\.?|проезд\w*)\s*$",
    re.IGNORECASE,
)
_SURNAME = re.compile(
    r"(?<!\w)[А-ЯЁ][а-яё]{1,20}(?:ов|ев|ёв|ин|ын)(?:а|у|ы|е|ым|ой|ых)?(?!\w)|(?<!\w)[А-ЯЁ][а-яё]{2,20}(?:ск|цк)(?:ий|ая|ого|ой|ому|им|ие|их)(?!\w)|"
    r"(?<!\w)[А-ЯЁ][а-яё]{2,20}(?:енко|чук|швили|ян|дзе|ук|юк)(?!\w)"
)


def find(text: str) -> list[PrivateDatum]:
    """Everything private, in the order of the text; no two overlap."""
    found: list[PrivateDatum] = []
    taken = bytearray(len(text))  # by the letter: a text of nothing but phones is read as fast as any other
    for kind, spans in _seekers(text):
        for start, end in spans(text):
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append(PrivateDatum(kind, (start, end)))
    return sorted(found, key=lambda datum: datum.span)


def mask(text: str) -> str:
    """The text with everything private hidden; houses, dates, prices and numbers of questions stay."""
    while found := find(text):
        ends = [0, *(datum.span[1] for datum in found)]
        starts = [*(datum.span[0] for datum in found), len(text)]
        text = HIDDEN.join(text[end:start] for end, start in zip(ends, starts, strict=True))
    return text


def surname_with_flat(text: str) -> bool:
    """Whether somebody is named together with the flat: «у Смирновой из 12 квартиры»."""
    if not any(datum.kind is Private.FLAT for datum in find(text)):
        return False
    return any(
        not _STREET_BEFORE.search(text, 0, match.start())
        and not re.match(r"[\s,]*(?:д(?:ом|\.)?\s*)?\d", text[match.end() :])
        for match in _SURNAME.finditer(text)
    )


def names_somebody(text: str) -> bool:
    """Whether a surname stands there that is no street's."""
    return any(not _STREET_BEFORE.search(text, 0, match.start()) for match in _SURNAME.finditer(text))


def _emails(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _EMAIL.finditer(text))


def _cards(text: str) -> Iterator[tuple[int, int]]:
    speaks_of_cards: bool | None = None
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if not _luhn(digits) and len(digits) != 20 and speaks_of_cards is None:
            speaks_of_cards = _CARD_WORDS.search(text) is not None
        if _luhn(digits) or len(digits) == 20 or speaks_of_cards:
            yield match.span()


def _luhn(digits: str) -> bool:
    """The check sum of payment cards."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (place % 2 + 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _snils(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _SNILS.finditer(text))
    yield from (match.span("secret") for match in _SNILS_NAMED.finditer(text))


def _passports(text: str) -> Iterator[tuple[int, int]]:
    return (match.span("secret") for match in _PASSPORT_NAMED.finditer(text))


def _bare_passports(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _PASSPORT.finditer(text))


def _full_phones(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _PHONE.finditer(text) if _dialled(match))


def _phones(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _PHONE_SHORT.finditer(text) if _dialled(match))
    for match in _PHONE_NAMED.finditer(text):
        if not _DOTTED_DATE.fullmatch(match["secret"]):
            yield match.span("secret")
    yield from (match.span() for match in _PHONE_CITY.finditer(text) if not _dated(match))


def _dialled(match: re.Match[str]) -> bool:
    """Ten or eleven digits that make a number to call, and not dates or routes in a row."""
    written = match.group()
    digits = re.sub(r"\D", "", written)
    if _DATE.search(written):
        return False
    groups = re.findall(r"\d+", written)
    if all(len(group) <= 2 for group in groups) and not all(len(group) == 1 for group in groups):
        return digits[1 if len(digits) == 11 else 0] == "9" and not _ROUTES.search(
            match.string[max(match.start() - 60, 0) : match.start()]
        )
    if len(digits) == 11:
        return digits[1] in "3456789"
    return digits[0] == "9" or _WITH_CODE.fullmatch(written) is not None


def _dated(match: re.Match[str]) -> bool:
    """«10-12-24» is more likely a day than a number to call."""
    return 1 <= int(match["first"]) <= 31 and 1 <= int(match["second"]) <= 12


def _flats(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span("secret") for match in _FLAT.finditer(text))
    for match in _FLAT_BEFORE.finditer(text):
        yield match.span("secret") if match["secret"] else match.span("owner")


_SEEKERS: tuple[tuple[Private, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    (Private.EMAIL, _emails),
    (Private.CARD, _cards),
    (Private.SNILS, _snils),
    (Private.PASSPORT, _passports),
    (Private.PHONE, _full_phones),
    (Private.PASSPORT, _bare_passports),
    (Private.PHONE, _phones),
    (Private.FLAT, _flats),
)

FEWEST = 5
"""Digits of the shortest number that is somebody's; a flat has one."""


def _seekers(text: str) -> Iterator[tuple[Private, Callable[[str], Iterator[tuple[int, int]]]]]:
    """Those that may find something: most texts have no digit at all."""
    digits = len(_DIGIT.findall(text))
    for kind, spans in _SEEKERS:
        if ("@" in text) if kind is Private.EMAIL else digits >= (1 if kind is Private.FLAT else FEWEST):
            yield kind, spans


# What VK or a screen would obey in relayed text.
_WORD_JOINER = "\u2060"
_MARKS_AT_MOST = 3
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKLESS = re.compile(
    r"[\x00-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u205e\u20a0-\u20bf\u2100-\u2bff\U0001f300-\U0001faff]*"
)
"""Letters, signs and emoji among which no accent stands by itself."""

_LIVE = re.compile(
    r"\[(?=[^\[\]|\u2060][^\[\]|]{0,300}\||\|)|\[(?=\s*(?:id|club|public|event|app)-?\d|https?:|//|vk\.)"
    r"|[@*](?=(?:id|club|public|event|app)-?\d)|[@*](?=(?:all|online|here|everyone|все|всем|онлайн|тут)(?!\w))"
    r"|(?<!\w)@(?=\w)|(?<![\w*])\*(?=[a-z_])",
    re.IGNORECASE,
)


_END = (
    "ru|su|com|net|org|info|biz|pro|me|io|ly|cc|co|to|tk|ml|gl|site|online|store|shop|space|club|live|link|click|top|xyz|"
    "icu|fun|app|dev|page|ws|tv|by|kz|ua|uk|de|eu|us|moscow"
)
_LINK = re.compile(
    r"(?<![\w@.-])(?:(?:https?|ftp)://|www\.)[^\s<>«»\"|\[\]]{1,500}"
    rf"|(?<![\w@.-])(?:[a-z0-9-]{{1,63}}\.){{1,5}}(?:{_END})(?![\w-])(?:[/?#:][^\s<>«»\"|\[\]]{{0,500}})?"
    r"|(?<![\w@.-])(?:[а-яёa-z0-9-]{2,63}\.){1,3}рф(?![\w-])(?:[/?#:][^\s<>«»\"|\[\]]{0,500})?",
    re.IGNORECASE,
)
_OURS = re.compile(r"(?:https?://)?(?:[a-z0-9-]{1,63}\.){0,3}(?:vk\.com|vk\.ru|gosuslugi\.ru)(?![^/?#])", re.IGNORECASE)
_AWAY = re.compile(r"/(?:away|share)\.php|[?&]to=", re.IGNORECASE)


def without_links(text: str) -> str:
    """What a resident wrote, as others may read it from the bot: no way to a page that is not VK's or the state's."""
    return _LINK.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    link = found.group().rstrip(".,;:!?)]}…")
    kept = _OURS.match(link) is not None and _AWAY.search(link) is None
    return found.group() if kept else HIDDEN + found.group()[len(link) :]


def clean(text: str) -> str:
    """Text that any store and screen can bear: no NUL, no half characters, no bidi tricks, no towers of accents."""
    return _cap_marks(_UNWANTED.sub("", text))


def defuse(text: str) -> str:
    """Clean text that pings nobody and hides no link when the bot repeats it."""
    return _LIVE.sub(lambda match: match.group() + _WORD_JOINER, clean(text))


def _cap_marks(text: str) -> str:
    if text.isascii() or _MARKLESS.fullmatch(text):
        return text
    kept, marks = [], 0
    for sign in text:
        category = unicodedata.category(sign)
        if category in {"Mn", "Me"}:
            marks += 1
            if marks > _MARKS_AT_MOST:
                continue
        elif category != "Cf":
            marks = 0
        kept.append(sign)
    return "".join(kept)
