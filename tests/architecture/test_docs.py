"""The documents say what is there: links lead somewhere, commands, settings, decisions and tests are the real ones."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from bot.settings import Settings
from handlers.commands import COMMANDS, VOCABULARY

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])
MADE = {DOCS / "reference" / "texts.md"}
"""Written by a program and checked by tests of its own."""

WRITTEN = [page for page in PAGES if page not in MADE]
NAMES = [str(page.relative_to(ROOT)) for page in WRITTEN]

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
ROOMS = "bot|handlers|domain|routing|storage|scheduler|web|sandbox|examples|tests|docs"
PATH = re.compile(rf"(?:{ROOMS})(?:/[\w.-]+)*/?")
TEST = re.compile(r"(tests/[\w/]+\.py)::(\w+)")
NUMBERED = re.compile(r"\d{4}-[\w-]+\.md")


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return FENCE.sub("", page.read_text("utf-8"))


def links(page: Path) -> Iterator[Path]:
    """Where a page's links lead inside the project."""
    for target in LINK.findall(prose(page)):
        if "://" not in target and not target.startswith("#"):
            yield (page.parent / unquote(target.partition("#")[0])).resolve()


def paths(page: Path) -> Iterator[str]:
    """Files and folders a page names in backticks; a pattern or an example with an ellipsis is none."""
    for words in CODE.findall(prose(page)):
        if PATH.fullmatch(words):
            yield words


def said(page: Path) -> Iterator[str]:
    """What stands in backticks in the first column of the page's tables."""
    for line in prose(page).splitlines():
        if line.startswith("| `"):
            yield from CODE.findall(line.split("|")[1])


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    lost = [str(target) for target in links(ROOT / name) if not target.exists()]

    assert not lost


@pytest.mark.parametrize("name", NAMES)
def test_every_path_named_is_there(name: str) -> None:
    lost = [path for path in paths(ROOT / name) if not (ROOT / path).exists()]

    assert not lost


def test_every_command_is_documented() -> None:
    shown = list(said(DOCS / "howto" / "commands.md"))
    heard = {found.name for words in shown if (found := VOCABULARY.find(words, tolerant=False))}

    assert heard == set(COMMANDS)


def test_no_command_is_documented_that_is_none() -> None:
    shown = said(DOCS / "howto" / "commands.md")
    strange = [words for words in shown if VOCABULARY.find(words, tolerant=False) is None and not words.isdigit()]

    assert not strange


def test_every_setting_is_explained() -> None:
    page = (DOCS / "howto" / "deploy.md").read_text("utf-8")

    assert {name for name in Settings.names() if f"`{name}`" not in page} == set()


def test_no_setting_is_explained_that_is_none() -> None:
    shown = said(DOCS / "howto" / "deploy.md")
    strange = {name for name in shown if re.fullmatch(r"[A-Z][A-Z_]+", name)} - set(Settings.names())

    assert not strange


def test_every_decision_is_listed_and_short() -> None:
    folder = DOCS / "decisions"
    pages = {page.name for page in folder.glob("*.md")} - {"README.md"}

    assert pages == set(NUMBERED.findall((folder / "README.md").read_text("utf-8")))
    for page in pages:
        text = (folder / page).read_text("utf-8")
        assert len(text.splitlines()) <= 50, page
        for part in ("**Context.**", "**Decision.**", "**Lost.**"):
            assert part in text, f"{page}: {part}"


def test_every_test_named_is_there() -> None:
    named = {match.groups() for page in WRITTEN for match in TEST.finditer(page.read_text("utf-8"))}
    lost = {
        f"{file}::{test}"
        for file, test in named
        if not (ROOT / file).is_file() or f"def {test}(" not in (ROOT / file).read_text("utf-8")
    }

    assert named
    assert not lost


# --- VK's faults

FAULTS = DOCS / "reference" / "vk-faults.md"
CODES = {1, 6, 9, 10, 14, 15, 29, 100, 900, 901, 902, 911, 914, 917, 936, 945, 983, 993, 996, 1010, 1011, 1017, 1021,
         1051, 1117, 13000}  # fmt: skip
"""What an administration wants to know about; any other code is «unknown»."""

ROWS = [line.strip("|").split(" | ") for line in prose(FAULTS).splitlines() if line.startswith("| ") and "::" in line]
WORDS = "\n".join(page.read_text("utf-8") for page in (ROOT / "bot" / "texts").glob("*.ftl"))


def source_of(file: str, test: str) -> str:
    """A test with its decorators, and the tables of its module that it is made of."""
    text = (ROOT / file).read_text("utf-8")
    tree = ast.parse(text)
    found = next(node for node in tree.body if getattr(node, "name", "") == test)
    first = min(one.lineno for one in [found, *getattr(found, "decorator_list", [])])
    own = "\n".join(text.splitlines()[first - 1 : found.end_lineno])
    tables = [
        ast.get_source_segment(text, node) or ""
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and any(name.id in own for name in ast.walk(node) if isinstance(name, ast.Name))
    ]
    return "\n".join([own, *tables])


def test_every_code_has_its_row() -> None:
    told = {int(code) for row in ROWS for code in re.findall(r"\d+", row[0].partition("(")[0])}

    assert told >= CODES


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip())
def test_a_fault_is_shown_by_a_test_that_speaks_of_it(row: list[str]) -> None:
    assert len(row) == 4, "what, what the bot does, who hears of it, which test"
    shown = "\n".join(source_of(*match.groups()) for match in TEST.finditer(row[3]))
    unspoken = [code for code in re.findall(r"\d+", row[0].partition("(")[0]) if not re.search(rf"\b{code}\b", shown)]

    assert not unspoken


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip())
def test_what_people_are_said_to_hear_is_in_the_texts(row: list[str]) -> None:
    strange = [quote for quote in re.findall(r"«(.+?)»(?!»)", row[2]) if quote not in WORDS]

    assert not strange


def test_readme_is_short_and_leads_to_every_guide() -> None:
    readme = ROOT / "README.md"
    reached = set(links(readme))

    assert len(readme.read_text("utf-8").splitlines()) <= 120
    assert {page.resolve() for page in (DOCS / "howto").glob("*.md")} <= reached
