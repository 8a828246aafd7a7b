"""The .ftl files as one book of phrases: says a phrase or raises, never leaves a hole in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

Variables: TypeAlias = dict[str, str | int]

FOLDER = Path(__file__).parent
NO_LINE = "\ue000"
_ABSENT_LINE = re.compile(f"^[ {NO_LINE}]*{NO_LINE}[ {NO_LINE}]*(?:\n|\\Z)", re.MULTILINE)
_ABSENT = re.compile(f" *{NO_LINE}")
_WORD = re.compile(r"(?<!^)(?=[A-Z])")
_RESERVED = re.compile("[\ue000-\uf8ff]")
_FIRST_STAND_IN = 0xE100
_LONG = 200
"""Fluent silently cuts a value above 2 500 characters: longer ones are put in afterwards."""


class PhraseError(Exception):
    """A phrase is missing or lacks a variable: a bug of ours, shown to nobody."""


class Phrasebook:
    """Every phrase of the bot by its id."""

    def __init__(self, bundle: FluentBundle, sources: Mapping[str, ast.Resource]) -> None:
        self._bundle = bundle
        self._sources = sources
        self._known: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        """What was found out about the messages asked for: their variables and their references."""
        self._always: dict[str, str] = {}
        """What was said by phrases that ask for nothing: they say the same each time."""

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Phrasebook":
        """Reads the folder's .ftl files; a faulty line or a phrase said twice stops the start."""
        bundle = FluentBundle(["ru"], use_isolating=False)
        sources: dict[str, ast.Resource] = {}
        seen: set[str] = set()
        for path in sorted(folder.glob("*.ftl")):
            source = path.read_text(encoding="utf-8")
            sources[path.stem] = parsed = FluentParser().parse(source)
            for entry in parsed.body:
                if isinstance(entry, ast.Junk):
                    raise PhraseError(f"{path.name}: {entry.annotations[0].message}: {(entry.content or '')[:80]!r}")
                if isinstance(entry, ast.Message):
                    if entry.id.name in seen:
                        raise PhraseError(f"{path.name}: {entry.id.name} is said twice")
                    seen.add(entry.id.name)
            bundle.add_resource(parsed)
        return cls(bundle, sources)

    def __contains__(self, id_: str) -> bool:
        name, _, attribute = id_.partition(".")
        if not self._bundle.has_message(name):
            return False
        return not attribute or attribute in self._bundle.get_message(name).attributes

    def say(self, id_: str, variables: Mapping[str, str | int] | None = None) -> str:
        """The phrase, or the attribute of one as `phrase.attribute`; a missing variable raises."""
        if id_ in self._always:
            return self._always[id_]
        name, _, attribute = id_.partition(".")
        if id_ not in self:
            raise PhraseError(f"no phrase {id_!r}")
        message = self._bundle.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        if pattern is None:
            raise PhraseError(f"{id_} has no words")
        wanted = self.variables_of(name)
        given, stand_ins = _with_stand_ins(variables or {}, wanted)
        said, errors = self._bundle.format_pattern(pattern, given)
        if errors:
            raise PhraseError(f"{id_}: {errors[0]}")
        whole = _put_back(_without_absent(str(said)), stand_ins)
        if not wanted:
            self._always[id_] = whole
        return whole

    def messages(self) -> Iterator[tuple[str, ast.Message]]:
        """Every message with the name of its file."""
        for stem, source in self._sources.items():
            for entry in source.body:
                if isinstance(entry, ast.Message):
                    yield stem, entry

    def variables_of(self, id_: str) -> frozenset[str]:
        """The variables a message may ask for, its references and attributes included."""
        return self._walked(id_)[0]

    def references_of(self, id_: str) -> frozenset[str]:
        """The messages a message is made of, however deep."""
        return self._walked(id_)[1] - {id_}

    def _walked(self, id_: str) -> tuple[frozenset[str], frozenset[str]]:
        if id_ not in self._known:
            self._known[id_] = self._walk(id_)
        return self._known[id_]

    def _walk(self, id_: str) -> tuple[frozenset[str], frozenset[str]]:
        entries = {message.id.name: message for _, message in self.messages()}
        found, seen = _Found(), set[str]()
        waiting = {id_}
        while waiting:
            one = waiting.pop()
            seen.add(one)
            found.visit(entries[one])
            waiting |= found.references - seen
        return frozenset(found.variables), frozenset(seen)


class _Found(Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.references: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.references.add(node.id.name)


def _with_stand_ins(variables: Mapping[str, str | int], wanted: Iterable[str]) -> tuple[Variables, list[str]]:
    """Those that the phrase may ask for, which are few of all the forms there are."""
    given: Variables = {}
    stand_ins: list[str] = []
    for name in wanted:
        value = variables.get(name)
        if isinstance(value, str):
            clean = _RESERVED.sub("", value)
            if len(clean) > _LONG:
                stand_ins.append(clean)
                clean = chr(_FIRST_STAND_IN + len(stand_ins) - 1)
            given[name] = clean
        elif value is not None:
            given[name] = value
    return given, stand_ins


def _put_back(said: str, stand_ins: list[str]) -> str:
    for index, value in enumerate(stand_ins):
        said = said.replace(chr(_FIRST_STAND_IN + index), value)
    return said


def _without_absent(said: str) -> str:
    """Lines where nothing was left are gone, and so are the gaps before what is absent."""
    lines = _ABSENT_LINE.sub("", said)
    return _ABSENT.sub("", lines).rstrip("\n")


def phrase_id(kind: type) -> str:
    """`AnswerInPlace` → `answer-in-place`."""
    return _WORD.sub("-", kind.__name__).lower()


def yes(truth: bool) -> str:
    """How a phrase is told of a fact that holds or not."""
    return "yes" if truth else "no"
