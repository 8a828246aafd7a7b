"""Streets of a municipality's own list, met in a text in any case, with or without «улица» and a house."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from routing.address import Address
from routing.atlas import Street
from routing.forms import adjective_endings, is_adjective, is_form_of
from routing.streets import house_at, is_type
from routing.text import Words, read, stem
from routing.wordlists import words

_COMMON = frozenset(stem(word) for word in words("common") | words("common_streets"))
_DROPPED = re.compile(
    r"(?:больш|мал|нов|стар|верхн|нижн|средн)(?:ая|яя|ый|ий|ое|ой)$|(?:карла|розы|генерала|маршала|академика|адмирала|героя|"
    r"космонавта|ивана|константина|владимира|николая|петра|павла|степана|ивана|максима|юрия|семена|софьи|клары|марии|зои|"
    r"полковника|капитана|лейтенанта|сержанта|летчика|братьев|сестер|протоиерея|святого|\d+|й|я|ая|ый|летия|лет)$"
)
"""Words of a name that people leave out: «Маркса», «Конюшенная», «Новый»."""

_WAYS = words("ways")
_SURE_WAYS = frozenset({"на", "по", "вдоль", "до", "от", "с", "угол", "углу"})
_NOT_AFTER = re.compile(
    r"площадк|школ|больниц|дорог|область|област|район|округ|сельск|поселени|сторон|власт|сад|лес|рек|озер|церк|храм|станци|"
    r"остановк|парк|сквер|мост|ярмарк|рынок|рынк|армии|революц|библиотек|поликлин|част|улиц|администрац|глав|компани|служб"
)
_FIRST_NAME = re.compile(r"[А-ЯЁ][а-яё]+$")


@dataclass(frozen=True, slots=True)
class _Listed:
    stems: tuple[str, ...]
    last: str
    endings: frozenset[str] | None
    guarded: bool
    """An everyday word as well: taken for a street only when written as one."""
    street: Street


class StreetList:
    """The streets of one region's list."""

    def __init__(self, streets: Sequence[Street]) -> None:
        self._names: dict[str, list[_Listed]] = defaultdict(list)
        for street in streets:
            parts = list(read(street.name).tokens)
            for kept in _shorter(parts):
                self._add(kept, street)

    def __bool__(self) -> bool:
        return bool(self._names)

    def find(self, message: Words) -> Iterator[tuple[Address, tuple[Street, ...]]]:
        """Addresses of the list in the order of the text, each with the streets that bear the name."""
        free = 0
        for first, root in enumerate(message.stems):
            if first < free or root not in self._names:
                continue
            fitting = [name for name in self._names[root] if _fits(name, message, first)]
            if not fitting:
                continue
            length = max(len(name.stems) for name in fitting)
            longest = [name for name in fitting if len(name.stems) == length]
            free = first + length
            yield _address(message, first, free - 1, longest[0]), tuple(name.street for name in longest)

    def knows(self, key: tuple[str, ...]) -> bool:
        """Whether any street of the list has all these words in its name."""
        return any(
            set(key) <= set(name.stems) or set(name.stems) <= set(key)
            for part in key
            for name in self._names.get(part, ())
        )

    def _add(self, parts: list[str], street: Street) -> None:
        last = parts[-1]
        endings = adjective_endings(last) if is_adjective(last) else None
        stems = tuple(stem(part) for part in parts)
        guarded = len(stems) == 1 and (stems[0] in _COMMON or len(last) < 4 or (is_adjective(last)))
        listed = _Listed(stems, last, endings, guarded, street)
        if listed not in self._names[stems[0]]:
            self._names[stems[0]].append(listed)


def _shorter(parts: list[str]) -> Iterator[list[str]]:
    """The name, and what people leave of it."""
    parts = [part for part in parts if part not in {"улица", "им", "имени", "реки"}]
    if parts:
        yield parts
    kept = [part for part in parts if _DROPPED.match(part) is None]
    if kept and kept != parts and len(kept[-1]) > 3:
        yield kept
    if len(kept) > 1 and len(kept[-1]) > 4 and kept[-1].endswith(("а", "я", "го", "ой", "о")):
        yield kept[-1:]


def _fits(name: _Listed, message: Words, first: int) -> bool:
    last = first + len(name.stems) - 1
    if message.stems[first : last + 1] != name.stems:
        return False
    token = message.tokens[last]
    if name.endings is not None and not any(token.endswith(ending) for ending in name.endings):
        return False
    if (
        name.endings is None
        and token != name.last
        and not (message.raw[last][0].isupper() and is_form_of(token, name.last))
    ):
        return False  # «по энергетике» is not «по Энергетиков»
    before = message.tokens[first - 1] if first and "." not in message.gap(first).strip(" ") else ""
    after = message.tokens[last + 1] if last + 1 < len(message.tokens) and not _parted(message, last + 1) else ""
    if is_type(before) or is_type(after) or house_at(message, last) is not None:
        return True
    capital = message.raw[first][0].isupper()
    if _NOT_AFTER.match(after) is not None and name.endings is not None:
        return False
    if before in _SURE_WAYS:
        return capital or not name.guarded or _declines(before, token)
    if not capital:
        return not name.guarded and (before in _WAYS or len(message.tokens) <= 2)
    if name.guarded:
        return before in _WAYS or _stands_out(message, first, last)
    return not _is_person(message, first)


def _parted(message: Words, at: int) -> bool:
    return any(sign in message.gap(at) for sign in ".!?\n;:")


def _declines(before: str, token: str) -> bool:
    """«на лесной» is a street, «на лесное» nothing."""
    return token.endswith(("ой", "ей")) or before in {"по", "вдоль"}


def _stands_out(message: Words, first: int, last: int) -> bool:
    """A bare name with marks around it or a capital within a sentence: «Новгородская, Кирочная, Дегтярная»."""
    inside = first > 0 and not _parted(message, first)
    following = last + 1 >= len(message.tokens) or any(sign in message.gap(last + 1) for sign in ",.!?;:/\n")
    return (inside and (following or message.tokens[last].endswith("ая"))) or (first == 0 and following)


def _is_person(message: Words, first: int) -> bool:
    """«Марина Чернышевская», «Чернышевского попросили»: no street."""
    if (
        first
        and not _parted(message, first)
        and message.gap(first).strip() == ""
        and message.raw[first - 1][0].isupper()
    ):
        return _FIRST_NAME.match(message.raw[first - 1]) is not None and len(message.raw[first - 1]) > 3
    return False


def _address(message: Words, first: int, last: int, name: _Listed) -> Address:
    start, end = message.spans[first][0], message.spans[last][1]
    found = house_at(message, last)
    house = ""
    if found is not None:
        house, end = found
    return Address(message.text[start:end].strip(" ,.;"), tuple(sorted(name.stems)), house, start, end)


def settlement_of(streets: tuple[Street, ...], municipality: str) -> str | None:
    """The settlement of a street, when no other at home has one of that name."""
    homes = {street.settlement for street in streets if street.municipality == municipality and street.settlement}
    return homes.pop() if len(homes) == 1 else None
