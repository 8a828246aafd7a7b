"""Names of a region's municipalities and settlements, found in any case and number of the word."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.language import plainly
from domain.organisation import Region
from routing.atlas import Settlement
from routing.forms import adjective_endings, is_adjective, is_form_of
from routing.text import Words, read, stem
from routing.wordlists import words


@dataclass(frozen=True, slots=True)
class Name:
    """A place's name as words: its stems, and how its last word may end."""

    stems: tuple[str, ...]
    settlement: str | None
    municipality: str
    endings: frozenset[str] | None
    guarded: bool
    """An everyday word as well: taken for a name only when written as one."""
    last: str = ""
    """The last word of a settlement's name, of which a text has some form."""


@dataclass(frozen=True, slots=True)
class Named:
    """Names met at one stretch of words; several when villages share a name."""

    first: int
    last: int
    names: tuple[Name, ...]


_ABBREVIATION = 2
_KINDS = frozenset({"деревня", "деревне", "деревни", "деревню", "д", "село", "селе", "села", "с", "поселок", "поселке"})
_KINDS |= {
    "поселка",
    "пос",
    "п",
    "пгт",
    "рп",
    "город",
    "городе",
    "города",
    "г",
    "станция",
    "станции",
    "ст",
    "хутор",
    "хуторе",
}
_DIVISIONS = frozenset(
    stem(word) for word in ("округ", "район", "поселение", "муниципальный", "городской", "сельский", "область")
)
_BEFORE = frozenset({"в", "во", "из", "до", "под", "около", "возле", "у", "через", "за", "к", "от", "по"})
_STREET = frozenset(
    {"улица", "улице", "улицы", "улицу", "ул", "проспект", "проспекте", "пр", "пер", "переулок", "переулке"}
)
_STREET |= {"проезд", "шоссе"}

# Everyday words that are also names of villages and towns.
_COMMON = frozenset(stem(word) for word in words("common"))
_OWNERS = frozenset({"о", "е", "у", "ом", "ем", "а"})


class Gazetteer:
    """The names of one region, and of more settlements than its file lists."""

    def __init__(self, region: Region, settlements: Sequence[Settlement] = ()) -> None:
        self._names: dict[str, list[Name]] = defaultdict(list)
        for municipality in region.municipalities:
            for village in municipality.settlements:
                self._add(_name(village, village, municipality.id))
            for title in (municipality.name, *municipality.aliases):
                name = _name(title, None, municipality.id)
                self._add(name)
                if len(name.stems) > 1 and name.stems[-1] in _DIVISIONS:
                    self._add_short(title, municipality.id)
        for settlement in settlements:
            self._add(_name(settlement.name, settlement.name, settlement.municipality))

    def find(self, text: Words) -> list[Named]:
        """Names in the order of the text, the longest at each word."""
        return list(self._find(text))

    def _find(self, text: Words) -> Iterator[Named]:
        free = 0
        for first, root in enumerate(text.stems):
            if first < free or root not in self._names:
                continue
            met = [name for name in self._names[root] if _fits(name, text, first)]
            if not met:
                continue
            length = max(len(name.stems) for name in met)
            free = first + length
            yield Named(first, free - 1, tuple(name for name in met if len(name.stems) == length))

    def _add(self, name: Name) -> None:
        if name.stems and name not in self._names[name.stems[0]]:
            self._names[name.stems[0]].append(name)

    def _add_short(self, title: str, municipality: str) -> None:
        """«Приозёрный округ» is also «Приозёрный район» and «Приозёрный муниципальный округ»."""
        own = tuple(root for root in read(title).stems if root not in _DIVISIONS)
        if not own:
            return
        division = [("округ",), ("район",), ("муниципальный", "округ"), ("муниципальный", "район"), ("р", "н"), ("мо",)]
        for ending in division:
            stems = (*own, *(stem(word) for word in ending))
            self._add(Name(stems, None, municipality, None, guarded=False))


def _name(title: str, settlement: str | None, municipality: str) -> Name:
    parts = [word for word in read(title).tokens if settlement is None or word not in _KINDS or len(word) > 3]
    stems = tuple(stem(word) for word in parts)
    endings = _endings(parts[-1]) if parts and settlement is not None else None
    guarded = len(stems) == 1 and (stems[0] in _COMMON or is_adjective(parts[0]) or len(parts[0]) < 4)
    last = parts[-1] if parts and settlement is not None else ""
    return Name(stems, settlement, municipality, endings, guarded, last)


def _endings(word: str) -> frozenset[str] | None:
    """How a name's last word may end: «Лесной» is not «Лесная», «Зарубино» is not «Зарубин»."""
    if is_adjective(word):
        return adjective_endings(word)
    return _OWNERS if word.endswith(("ово", "ево", "ино", "ыно")) else None


def _fits(name: Name, text: Words, first: int) -> bool:
    last = first + len(name.stems) - 1
    if text.stems[first : last + 1] != name.stems:
        return False
    for at in range(first + 1, last + 1):
        if len(text.stems[at]) <= _ABBREVIATION and text.tokens[at] != text.stems[at]:
            return False  # «на Лесной? Мой телефон»: «мо» only when written so
        if any(sign in text.gap(at) for sign in "?!\n") or ". " in text.gap(at):
            return False
    token = text.tokens[last]
    if name.endings is not None and not any(token.endswith(ending) for ending in name.endings):
        return False
    if name.last and not is_form_of(token, name.last):
        return False
    before = text.tokens[first - 1] if first else ""
    after = text.tokens[last + 1] if last + 1 < len(text.tokens) else ""
    if name.settlement is None and len(name.stems) > 1:
        return True
    if before in _KINDS and (len(before) > 1 or text.raw[first][0].isupper() or "." in text.gap(first)):
        return True
    if before in _STREET or after in _STREET or _numbered(text, last):
        return False
    if before in {"на", "по"} and token.endswith("ой"):
        return False  # «на Лесной» is a street
    if not name.guarded:
        return True
    if first and text.raw[first - 1][0].isupper() and before not in _BEFORE and text.gap(first).strip() == "":
        return False  # «Княжье Поле» is not Пола
    return text.raw[first][0].isupper() and (first > 0 or before in _BEFORE or token == plainly(name.settlement or ""))


def _numbered(text: Words, last: int) -> bool:
    """A house number follows: a street that bears the name of a place."""
    after = last + 1
    return after < len(text.tokens) and text.tokens[after].isdigit() and text.gap(after).strip(" ,") == ""
