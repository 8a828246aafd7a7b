"""Whether somebody writes of a place the bot does not serve: «живу в Твери», never «автобус до Москвы»."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from domain.organisation import Region
from routing.forms import adjective_endings, is_adjective
from routing.text import Words, read

_OF_PLACE = r"(?: (?:в|во|из|города?|городе|г|гор|поселк[аеу]|пгт|сел[аео]|деревн[еи]|дер))*"
_STATED = re.compile(
    r"(?<!\w)(?:"
    r"(?<!не )(?:живу|живем|проживаю|проживаем|прописан[аы]?|нахожусь|находимся)"
    r"(?: (?:сейчас|тут|здесь|постоянно|сам|сама|сами|мы|я|с семьей))*"
    r"|(?:я|мы|сам|сама|сами)(?: (?:сам|сама|сами))?(?= из )"
    r"|(?:пишу|пишем|обращаюсь|обращаемся)(?: (?:вам|к вам))?(?= из )"
    r"|у нас(?: (?:тут|здесь))?(?= (?:в|во) )"
    r"|(?:жител[ьи]|жительниц[аы])(?= )"
    rf"){_OF_PLACE} "
)
"""Where the writer or the trouble is, said outright; the place's name comes next."""

_HEADED = re.compile(r"(?:адрес(?: такой)? |по адресу |г |гор |город )?")
"""A message may begin with its address: «Тверь, ул. Советская, 5»."""

_STREET_NEXT = re.compile(
    r"(?:ул|улица|пр|проспект|пр т|пер|переулок|проезд|бульвар|б р|шоссе|набережная|наб|мкр|микрорайон) "
)

_BUT = re.compile(
    r"(?<!\w)(?:раньше|прежде|жил[аи]?|родом|родил\w+|переех\w+|приех\w+|приезж\w+|приед\w+|еду|едем|поед\w+|езжу|ездим"
    r"|собира\w+|турист\w*|гост(?:и|ях|ей|ил\w*)|отдыха\w*|отпуск\w*|командировк\w+|проезд(?:ом|ал\w*)"
    r"|мам\w+|пап[аыеу]\w?|отец|отца|отцу|родител\w+|бабушк\w+|дедушк\w+|тещ\w+|свекр\w+|родн(?:я|ые|ых|ым)|родин\w+"
    r"|дач[аиеуо]\w?|участ(?:ок|ка|ке|ки)|имеем дом|купил\w*|по наследству"
    r"|у вас|к вам|в ваш\w+|из ваш\w+"
    r"|ваш(?:его|ем|ему|ей|а|у|и|их)? (?:город|район|округ|област|кра|республик|сел|деревн|посел)\w*"
    r"|не у нас|а не в)(?!\w)"
)
"""The writer has to do with another place as well: perhaps that is the one meant."""

_DIVISIONS = ("област", "край", "кра", "республик", "округ", "район", "автономн", "народн", "муниципальн", "городск")
_BY_FORM = re.compile(
    r"(?P<root>\w+ск)(?:ой|ая|ую) обл(?:аст[ьи]|асти)?(?!\w)|(?P<land>\w+ск)(?:ом|ий|ого) кра[йея](?!\w)"
)


_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_DECLINED = {
    "а": ("а", "ы", "и", "у", "е", "ой", "ей"),
    "я": ("я", "и", "ю", "е", "ей"),
    "ь": ("ь", "и", "ью", "я", "ю", "ем", "е"),
    "й": ("й", "я", "ю", "ем", "е"),
    "о": ("о", "а", "у", "ом", "е"),
    "ы": ("ы", "ов", "ам", "ах", "ами", ""),
    "и": ("и", "ов", "ей", "ам", "ах", "ами", ""),
}
_AFTER_CONSONANT = ("", "а", "у", "е")
"""How a name declines by its last letter; «Смоленской» is a street, not Смоленск."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A place's name, as it is told and as the words it is met by."""

    title: str
    words: tuple[str, ...]

    def begins(self, words: Words, first: int) -> bool:
        """Whether it stands there, in any case."""
        met = words.tokens[first : first + len(self.words)]
        return len(met) == len(self.words) and all(map(_is_case_of, met, self.words))


_Names = Mapping[str, Sequence[_Name]]
"""By the first two letters."""


def outside(words: Words, region: Region) -> str:
    """The place the writer says they write of, when it is not the region's; empty when that is unsure.

    A place of the region named beside it is the caller's to look for.
    """
    if _BUT.search(words.flat):
        return ""
    return next(_stated(words, region), "")


def _stated(words: Words, region: Region) -> Iterator[str]:
    names = _names(region.name, _told(region), region.outside)
    at_word = {start: index for index, start in enumerate(words.starts)}
    for match in _STATED.finditer(words.flat):
        index = at_word.get(match.end())
        if index is None:
            continue
        name = _named(words, index, names)
        if found := name.title if name else _by_form(words, index, region):
            yield found
    head = _HEADED.match(words.flat)
    index = at_word.get(head.end()) if head else None
    name = None if index is None else _named(words, index, names)
    if index is not None and name is not None:
        after = index + len(name.words)
        if after < len(words.starts) and _STREET_NEXT.match(words.flat, words.starts[after]):
            yield name.title


def _named(words: Words, first: int, names: _Names) -> _Name | None:
    """The longest name that stands there."""
    met = [name for name in names.get(words.tokens[first][:2], ()) if name.begins(words, first)]
    return max(met, key=lambda name: len(name.words)) if met else None


def _is_case_of(token: str, name: str) -> bool:
    last = name[-1]
    if len(name) > 4 and is_adjective(name):
        return token.startswith(name[:-2]) and token[len(name) - 2 :] in adjective_endings(name)
    if last in _CONSONANTS:
        fleeting = name[:-2] + last if name[-2] in "ео" and len(name) > 3 else ""
        return any(token == root + ending for root in (name, fleeting) if root for ending in _AFTER_CONSONANT)
    return token == name or any(token == name[:-1] + ending for ending in _DECLINED.get(last, ()))


def _by_form(words: Words, first: int, region: Region) -> str:
    """«В Тверской области»: told by its form, whatever the list holds."""
    match = _BY_FORM.match(words.flat, words.starts[first])
    if match is None:
        return ""
    name = f"{match['root'].capitalize()}ая область" if match["root"] else f"{match['land'].capitalize()}ий край"
    own = _roots(region.name).union(*map(_roots, _told(region)))
    return "" if _roots(name) & own else name


def _told(region: Region) -> tuple[str, ...]:
    """Every name by which the region is known."""
    return tuple(name for place in region.municipalities for name in (place.name, *place.aliases, *place.settlements))


@cache
def _subjects() -> Mapping[str, tuple[str, ...]]:
    """The parts of the country and their towns."""
    table = tomllib.loads(files("routing").joinpath("russia.toml").read_text("utf-8"))
    return {title: (title, *towns) for title, towns in table.items()}


@lru_cache(maxsize=4)
def _names(name: str, told: tuple[str, ...], extra: tuple[str, ...]) -> _Names:
    """The names that are not the region's: other parts of the country, and those the region file lists."""
    own = {read(one).tokens for one in (name, *told)}
    roots = _roots(name)
    found: dict[str, list[_Name]] = defaultdict(list)
    for subject, names in _subjects().items():
        is_ours = roots & _roots(subject) or any(
            read(one).tokens in own for one in (subject, names[1] if names[1:] else subject)
        )
        for title in () if is_ours else names:
            _add(found, title, own)
    for title in extra:
        _add(found, title, own)
    return found


def _add(found: dict[str, list[_Name]], title: str, own: set[tuple[str, ...]]) -> None:
    tokens = read(title).tokens
    if tokens and tokens not in own:
        found[tokens[0][:2]].append(_Name(title, tokens))


def _roots(name: str) -> frozenset[str]:
    """What tells a name of a district or a region from another one."""
    return frozenset(root for root in read(name).stems if not root.startswith(_DIVISIONS))
