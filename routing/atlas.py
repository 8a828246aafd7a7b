"""A municipality's own settlements and streets, read from lists that registries give out (ГАР, ФИАС, ОКТМО) as CSV."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from domain.language import plainly
from domain.organisation import Region
from routing.text import read, stem


@dataclass(frozen=True, slots=True)
class Settlement:
    name: str
    municipality: str


@dataclass(frozen=True, slots=True)
class Street:
    """A street; `settlement` is empty when the list does not say whose it is."""

    name: str
    municipality: str
    settlement: str = ""


@dataclass(frozen=True, slots=True)
class Atlas:
    """Places known by name."""

    settlements: tuple[Settlement, ...] = ()
    streets: tuple[Street, ...] = ()
    unknown: tuple[str, ...] = ()
    """Municipalities of the list that the region does not have."""


_COLUMNS = {
    "region": ("регион", "субъект", "region"),
    "municipality": (
        "муниципалитет", "муниципальный округ", "муниципальный район", "округ", "район", "мо",
        "municipality", "area", "district",
    ),
    "settlement": (
        "населенный пункт", "нп", "город", "settlement", "city", "locality", "наименование населенного пункта",
    ),
    "street": ("улица", "наименование улицы", "street", "street_name", "street name"),
    "name": ("name", "наименование", "formalname", "offname", "name1"),
    "type": ("typename", "shortname", "socr", "тип", "сокращение", "type"),
    "level": ("level", "aolevel", "уровень"),
    "id": ("objectid", "aoguid", "id", "код"),
    "parent": ("parentobjid", "parentguid", "parent", "parent_id", "код родителя"),
}  # fmt: skip
_STREET_LEVELS = frozenset({"7", "8"})
_SETTLEMENT_LEVELS = frozenset({"4", "5", "6"})
_SETTLEMENT_TYPES = re.compile(
    r"^(?:рп|пгт|г|город|с|село|д|дер|деревня|п|пос|поселок|поселок городского типа|рабочий поселок|х|хутор|ст|станция|"
    r"ст-ца|станица|аул|м|местечко|ж/д\s?ст|ж/д\s?рзд|рзд|разъезд|кордон|сл|слобода|нп|кп|пст|гп|сп|мкр|тер)\.?\s+(?=[А-ЯЁ])",
    re.IGNORECASE,
)
_STREET_TYPES = re.compile(
    r"^(?:ул|улица|пр-кт|просп|проспект|пер|переулок|проезд|пр-д|ш|шоссе|наб|набережная|б-р|бульвар|пл|площадь|туп|тупик|"
    r"тракт|мкр|микрорайон|кв-л|квартал|аллея|линия|канал|км|тер|снт|гск)\.?\s+|"
    r"\s+(?:ул|улица|пр-кт|просп|проспект|пер|переулок|проезд|пр-д|ш|шоссе|наб|набережная|б-р|бульвар|пл|площадь|туп|тупик|"
    r"тракт|мкр|микрорайон|кв-л|квартал|аллея|линия)\.?$",
    re.IGNORECASE,
)
_DIVISION = re.compile(r"округ\w*|район\w*|муниципальн\w+|городск\w+|сельск\w+|поселени\w+|город\w*|область|г\.|р-н")


def read_atlas(text: str, region: Region) -> Atlas:
    """The places of a CSV of any of the known shapes; raises ValueError when no column is understood."""
    rows = list(_rows(text))
    if not rows:
        raise ValueError("empty")
    builder = _Builder(_Municipalities(region))
    if _is_oktmo(rows[0]):
        builder.take_oktmo(rows)
        return builder.atlas()
    columns = _columns(rows[0])
    body = rows[1:]
    if "level" in columns and "name" in columns:
        builder.take_levels(body, columns)
    elif "street" in columns or "settlement" in columns:
        builder.take_flat(body, columns)
    else:
        raise ValueError("columns")
    return builder.atlas()


def _rows(text: str) -> Iterator[list[str]]:
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    for row in csv.reader(text.splitlines(), delimiter=separator):
        if any(cell.strip() for cell in row):
            yield [cell.strip() for cell in row]


def _columns(header: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, title in enumerate(header):
        plain = plainly(title).strip(' "')
        for meaning, titles in _COLUMNS.items():
            if plain in titles:
                found.setdefault(meaning, index)
    return found


def _is_oktmo(row: list[str]) -> bool:
    return len(row) >= 7 and re.fullmatch(r"\d{2}", row[0]) is not None and re.fullmatch(r"\d{3}", row[1]) is not None


def plain_settlement(name: str) -> str:
    """«д Заречье» and «Заречье д.» are «Заречье»."""
    name = _SETTLEMENT_TYPES.sub("", name.strip())
    return re.sub(r"\s+(?:г|с|д|п|рп|пгт|х|ст|дер|пос)\.?$", "", name).strip()


def plain_street(name: str) -> str:
    """«ул. Лесная» and «Лесная улица» are «Лесная»."""
    return _STREET_TYPES.sub("", name.strip()).strip()


class _Municipalities:
    """The region's municipalities, found by the way a registry calls them."""

    def __init__(self, region: Region) -> None:
        self._known: dict[tuple[str, ...], str] = {}
        self._home: dict[str, str] = {}
        for municipality in region.municipalities:
            for title in (municipality.name, *municipality.aliases, municipality.id):
                self._known.setdefault(_title_key(title), municipality.id)
            for settlement in municipality.settlements:
                self._home.setdefault(plainly(settlement), municipality.id)
        self.only = region.municipalities[0].id if len(region.municipalities) == 1 else ""

    def named(self, title: str) -> str | None:
        home = self._home.get(plainly(plain_settlement(title)))
        return self._known.get(_title_key(title)) or home or self.only or None


def _title_key(title: str) -> tuple[str, ...]:
    plain = _DIVISION.sub(" ", plainly(title))
    return tuple(sorted(read(plain).stems)) or (stem(plainly(title)),)


@dataclass(slots=True)
class _Builder:
    municipalities: _Municipalities
    settlements: dict[Settlement, None] = field(default_factory=dict)
    streets: dict[Street, None] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)

    def atlas(self) -> Atlas:
        return Atlas(tuple(self.settlements), tuple(self.streets), tuple(self.unknown))

    def _home(self, title: str) -> str | None:
        home = self.municipalities.named(title)
        if home is None:
            self.unknown[title] = None
        return home

    def take_flat(self, rows: Iterable[list[str]], columns: Mapping[str, int]) -> None:
        """A row is a street with its settlement and municipality in columns of their own."""

        def cell(row: list[str], meaning: str) -> str:
            index = columns.get(meaning, len(row))
            return row[index] if index < len(row) else ""

        for row in rows:
            settlement = plain_settlement(cell(row, "settlement"))
            home = self._home(cell(row, "municipality") or cell(row, "settlement"))
            if home is None:
                continue
            if settlement:
                self.settlements[Settlement(settlement, home)] = None
            if street := plain_street(cell(row, "street")):
                self.streets[Street(street, home, settlement)] = None

    def take_oktmo(self, rows: Iterable[list[str]]) -> None:
        """ОКТМО: codes of the municipality, the settlement council and the settlement, then the name."""
        home: str | None = None
        for row in rows:
            name = next((cell for cell in row[4:] if re.search(r"[А-ЯЁа-яё]{2}", cell)), "")
            if row[2] == "000" and (len(row) < 4 or row[3] in {"000", ""}):
                home = None if row[1] == "000" or row[1].endswith("00") else self._home(name)
            elif row[3] not in {"000", ""} and home is not None:
                self.settlements[Settlement(plain_settlement(name), home)] = None

    def take_levels(self, rows: Iterable[list[str]], columns: Mapping[str, int]) -> None:
        """ГАР and ФИАС: every object in a row with its level and its parent."""
        table = {row[columns["id"]]: row for row in rows if "id" in columns and len(row) > columns["id"]}
        for row in table.values():
            level, name = row[columns["level"]], row[columns["name"]]
            above = list(self._above(row, table, columns))
            if level in _SETTLEMENT_LEVELS:
                home = self._first_home([*above, row], columns)
                if home is not None:
                    self.settlements[Settlement(plain_settlement(name), home)] = None
            elif level in _STREET_LEVELS:
                home = self._first_home(above, columns)
                owner = next((up for up in above if up[columns["level"]] in _SETTLEMENT_LEVELS), None)
                if home is not None:
                    settlement = plain_settlement(owner[columns["name"]]) if owner else ""
                    self.streets[Street(plain_street(name), home, settlement)] = None

    def _above(self, row: list[str], table: Mapping[str, list[str]], columns: Mapping[str, int]) -> Iterator[list[str]]:
        for _ in range(10):
            parent = table.get(row[columns["parent"]]) if "parent" in columns else None
            if parent is None:
                return
            yield parent
            row = parent

    def _first_home(self, above: list[list[str]], columns: Mapping[str, int]) -> str | None:
        for up in above:
            home = self.municipalities.named(up[columns["name"]])
            if home is not None:
                return home
        if above:
            self.unknown[above[-1][columns["name"]]] = None
        return None
