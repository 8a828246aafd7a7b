"""A notice's typed facts as the variables of its phrase.

Every fact `x` gives `has_x`; an absent one gives nothing else, so that a phrase which forgot to ask fails at once.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from bot.texts import codes
from bot.texts.moments import moment
from bot.texts.phrasebook import Phrasebook, Variables, yes
from bot.texts.quotes import harmless, quoted
from bot.texts.setting import Setting
from bot.texts.someones import someone
from domain.notices import AirAct, Confirmed, Line, Notice, Quote, Someone, ToStaff, Verbatim, Welcome
from domain.privacy import defuse

LINES_AT_MOST = 20
LINES_IN_PUBLIC = 3
FACT_LIMIT = 200
FACT_LIMITS = {("PromiseMoved", "reason"): 1000}
QUOTE_LIMIT = 200
QUOTE_LIMIT_IN_PUBLIC = 80
LINE_QUOTE_LIMIT = 70
QUOTE_LIMITS = {
    ("Card", "text"): 1500,
    ("UrgentCard", "text"): 600,
    ("MaybeQuestion", "text"): 600,
    ("AddedToQuestion", "text"): 600,
    ("ClarifyCame", "more"): 600,
    ("CameBack", "reason"): 300,
    ("NobodyToAnswer", "text"): 300,
    ("OfficialWay", "text"): 1500,
    ("TemplateRow", "text"): 300,
    ("VoiceHeard", "text"): 1000,
    ("TemplateKept", "text"): 900,
}
QUOTED_TO_JUDGE = {("NewcomerHeld", "text"): 600, ("NewcomerRemoved", "text"): 600, ("RemovalCard", "text"): 600}
"""Words people decide about, in chats of staff as well."""
EXCERPTS = {("Card", "earlier"): 300}
"""An official's words where only their gist is wanted; everywhere else they pass whole."""

KIND_OF_ATTACHMENT = re.compile(r"[a-z_]*[a-z]")
"""`photo` of `photo1_2_key`."""

NUMBERS = frozenset({"number", "main", "template"})
RESIDENTS = frozenset({"author"})
RESIDENT_PERSONS = (Welcome, Confirmed)
"""Notices whose `person` is a resident."""


_NOT_LETTERS = re.compile(r"\W+")


_HINTS: dict[type, dict[str, Any]] = {}


def hints(kind: type) -> dict[str, Any]:
    """The types of a notice's fields, in order, with NewTypes kept apart."""
    if kind not in _HINTS:
        found = get_type_hints(kind)
        _HINTS[kind] = {field.name: found[field.name] for field in fields(kind)}
    return _HINTS[kind]


class Fact(NamedTuple):
    """A field of a notice, a line or a list: its type and whether there are several of it."""

    name: str
    kind: Any
    several: bool
    parts: bool
    """It has facts of its own."""


_FACTS: dict[type, tuple[Fact, ...]] = {}


def facts(kind: type) -> tuple[Fact, ...]:
    """The fields of a kind, in order."""
    if kind not in _FACTS:
        types = {name: bare(hint) for name, hint in hints(kind).items()}
        _FACTS[kind] = tuple(Fact(name, one, several, is_dataclass(one)) for name, (one, several) in types.items())
    return _FACTS[kind]


def someones(fact: object) -> set[int]:
    """VK ids of everybody a notice, a line or a list names."""
    found: set[int] = set()
    for name, kind, several, parts in facts(type(fact)):
        value = getattr(fact, name)
        if value is None or not (parts or kind is Someone):
            continue
        for one in value if several else (value,):
            if kind is Someone:
                found.add(one)
            else:
                found |= someones(one)
    return found


def bare(hint: Any) -> tuple[Any, bool]:
    """The type without `| None` and without the tuple around it, and whether there was one."""
    if get_origin(hint) in {Union, UnionType}:
        (hint,) = (one for one in get_args(hint) if one is not type(None))
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    return hint, False


class Arguments:
    """Reads the facts of one notice for one setting."""

    def __init__(self, setting: Setting, book: Phrasebook, phrase: str) -> None:
        self.setting = setting
        self.book = book
        self.phrase = phrase
        self.links = False
        """Whether a resident's links are shown: to staff in their own dialogs and chats."""

    def of(self, notice: Notice) -> Variables:
        self.links = isinstance(notice, ToStaff) and not self.setting.public
        variables = self._facts(notice)
        variables["public"] = yes(self.setting.public)
        for name, kind, several, parts in facts(type(notice)):
            if several and parts and kind is not AirAct:  # buttons, no lines of the text
                variables |= self._rows(name, getattr(notice, name), variables)
        return variables

    def _facts(self, owner: object) -> Variables:
        variables: Variables = {}
        for name, kind, several, _ in facts(type(owner)):
            value = getattr(owner, name)
            if several:
                variables |= self._several(owner, name, kind, value)
            elif value is None:
                variables[f"has_{name}"] = yes(False)
            else:
                variables |= self._one(owner, name, kind, value)
        if isinstance(owner, Line) and _says(owner.text, owner.place):
            variables["has_place"] = yes(False)
        return variables

    def _one(self, owner: object, name: str, kind: Any, value: Any) -> Variables:
        if kind is Someone:
            return self._someone(owner, name, value)
        if is_dataclass(kind):
            return self._facts(value)
        if kind is datetime:
            return {f"has_{name}": yes(True), **moment(name, value, self.setting)}
        if kind is bool:
            return {name: yes(value)}
        if kind is int:
            return {f"has_{name}": yes(value != 0), name: str(value) if name in NUMBERS else value}
        return self._words(owner, name, kind, value)

    def _someone(self, owner: object, name: str, value: int) -> Variables:
        resident = name in RESIDENTS or isinstance(owner, RESIDENT_PERSONS)
        return someone(name, value, self.setting, self.book, resident=resident)

    def _words(self, owner: object, name: str, kind: Any, value: str) -> Variables:
        where = (type(owner).__name__, name)
        if name.endswith("link"):
            said = value
        elif kind is Verbatim:
            said = harmless(value, EXCERPTS[where]) if where in EXCERPTS else defuse(value)
        elif kind is Quote:
            said = quoted(value, self._quote_limit(where), links=self.links)
        else:
            said = harmless(value, FACT_LIMITS.get(where, FACT_LIMIT))
        if where == ("HistoryLine", "detail"):
            said = codes.detail(said, self.setting, self.book)
        if name == "municipality":
            said = self.setting.region.municipality_name(value) or said
        variables: Variables = {f"has_{name}": yes(bool(said)), name: said}
        if kind is Quote and not said:
            variables[name] = self.book.say("no-words")
        if name == "place":
            variables |= codes.place(said, self.book)
        if name == "because":
            variables |= codes.because(said)
        return variables

    def _quote_limit(self, where: tuple[str, str]) -> int:
        if where[0] == "Line":
            return LINE_QUOTE_LIMIT
        if where in QUOTED_TO_JUDGE:
            return QUOTED_TO_JUDGE[where]
        return QUOTE_LIMIT_IN_PUBLIC if self.setting.public else QUOTE_LIMITS.get(where, QUOTE_LIMIT)

    def _several(self, owner: object, name: str, kind: Any, values: tuple[Any, ...]) -> Variables:
        variables: Variables = {f"has_{name}": yes(bool(values)), f"{name}_count": len(values)}
        if is_dataclass(kind):
            return variables
        said: Iterable[str]
        if kind is Someone:
            said = (str(self._someone(owner, name, value)[name]) for value in values)
        elif kind is datetime:
            days = dict.fromkeys(str(moment(name, value, self.setting)[f"{name}_day_short"]) for value in values)
            said, variables[f"{name}_count"] = days, len(days)
        elif name == "attachments":
            said = self._attachments(values)
        elif name == "notes":
            lines = (self.book.say("note-line", {"note": harmless(value, FACT_LIMIT)}) for value in values)
            return {**variables, name: "\n".join(lines)}
        elif kind is Quote:
            where = (type(owner).__name__, name)
            said = (quoted(value, self._quote_limit(where), links=self.links) for value in values)
        else:
            said = (harmless(value, FACT_LIMIT) for value in values)
        return {**variables, name: self._joined(said)}

    def _joined(self, said: Iterable[str]) -> str:
        whole = ""
        for one in dict.fromkeys(said):
            whole = self.book.say("list-comma", {"first": whole, "rest": one}) if whole else one
        return whole

    def _attachments(self, values: tuple[str, ...]) -> Iterator[str]:
        kinds: dict[str, int] = {}
        for value in values:
            named = KIND_OF_ATTACHMENT.match(value)
            phrase = f"attachment-{named.group() if named else 'other'}"
            if phrase not in self.book:
                phrase = "attachment-other"
            kinds[phrase] = kinds.get(phrase, 0) + 1
        for phrase, count in kinds.items():
            what = self.book.say(phrase)
            yield what if count == 1 else self.book.say("several", {"what": what, "count": count})

    def _rows(self, name: str, rows: tuple[Any, ...], variables: Variables) -> Variables:
        most = len(rows)
        if "more" in variables:
            most = LINES_IN_PUBLIC if self.setting.public else LINES_AT_MOST
        format_ = f"{self.phrase}.{name}"
        said = [self.book.say(format_, {**variables, **self._facts(row)}) for row in rows[:most]]
        more = int(variables.get("more", 0)) + len(rows) - len(said)
        today = sum(_is_today(row, self.setting) for row in rows)
        return {
            name: "\n".join(said),
            "more": more,
            f"{name}_total": len(rows) + int(variables.get("more", 0)),
            f"{name}_today": today,
        }


def _says(text: str, place: str) -> bool:
    """Whether the words name the place already, however it is punctuated there."""
    plain = _NOT_LETTERS.sub(" ", f" {text} ".casefold().replace("ё", "е"))
    return _NOT_LETTERS.sub(" ", f" {place} ".casefold().replace("ё", "е")) in plain


def _is_today(row: Any, setting: Setting) -> bool:
    due = getattr(row, "due", None)
    if due is None:
        return False
    local = setting.region.calendar.local
    return bool(local(due).date() <= local(setting.now).date())
