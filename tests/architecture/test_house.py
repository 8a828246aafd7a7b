"""Rules of the house that imports cannot show; each is tried on code that must pass and code that must not."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "domain", "routing", "storage", "scheduler", "web")

Rule = Callable[[ast.Module], Iterator[int]]


def async_functions(tree: ast.Module) -> Iterator[int]:
    """Rules are pure and synchronous."""
    yield from (node.lineno for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef))


def speaking(tree: ast.Module) -> Iterator[int]:
    """Nothing is said except through the outbox: VK's speaking methods are named in bot/vk only."""
    said = ("messages.send", "messages.edit", "messages.delete", "wall.createComment", "video.createComment")
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(said):
            yield node.lineno
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "message.answer":
            yield node.lineno


def commits(tree: ast.Module) -> Iterator[int]:
    """Whoever opened the unit of work commits it, and nobody else."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
            yield node.lineno


RULES: dict[str, tuple[Rule, Callable[[Path], bool]]] = {
    "no async def in the rules of the domain": (
        async_functions,
        lambda path: (
            path.parts[0] == "domain"
            and path.parts[1] not in {"use_cases", "ports"}
            and not path.name.startswith("ports")
        ),
    ),
    "no speaking outside bot/vk": (speaking, lambda path: path.parts[:2] != ("bot", "vk")),
    "no commit outside the engine": (commits, lambda path: path != Path("storage/engine.py")),
}

LONGEST_FUNCTION, LONGEST_MODULE = 60, 430

LONGER = {
    "domain/question.py": "one value, whose changes belong together",
    "domain/promise_dates/rules.py": "a table of the ways in which Russian names a day",
}
"""What may be longer, and why. Migrations are lists of tables and are never touched again."""

EXAMPLES = [
    (async_functions, "def due(now): ...", "async def due(now): ..."),
    (speaking, "await outbox.put(Verb.SAY, place, notice)", "await vk.call('messages.send', peer_ids=1)"),
    (speaking, "await answering.answer(scope, question, message)", "await message.answer('да')"),
    (commits, "await uow.questions.save(question)", "await connection.commit()"),
]


@pytest.mark.parametrize(("rule", "good", "bad"), EXAMPLES)
def test_a_rule_bites_where_it_should(rule: Rule, good: str, bad: str) -> None:
    assert not list(rule(ast.parse(good)))
    assert list(rule(ast.parse(bad)))


@pytest.mark.parametrize("name", RULES)
def test_the_house_keeps_the_rule(name: str) -> None:
    rule, applies = RULES[name]
    broken = [
        f"{path}:{line}"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if applies(path.relative_to(ROOT))
        for line in rule(ast.parse(path.read_text()))
    ]
    assert not broken, f"{name}: {broken}"


def test_only_the_clock_asks_what_time_it_is() -> None:
    """The moment is an argument everywhere else; the sandbox command begins its own time."""
    asked = [
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}
        if isinstance(node.value, ast.Name) and node.value.id in {"datetime", "date"}
    ]
    assert sorted(set(asked)) == ["bot/clock.py", "bot/sandbox.py"]


def too_long(name: str, text: str) -> Iterator[str]:
    """What of a file is too long to be read at once."""
    if text.count("\n") > LONGEST_MODULE and name not in LONGER:
        yield name
    for node in ast.walk(ast.parse(text)):
        function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if function and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION:
            yield f"{name}: {node.name}"


def test_nothing_is_too_long_to_read() -> None:
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "versions" not in path.parts]
    texts = {str(path.relative_to(ROOT)): path.read_text() for path in files}

    assert [long for name, text in texts.items() for long in too_long(name, text)] == []
    assert [name for name in LONGER if texts[name].count("\n") <= LONGEST_MODULE] == []


def test_what_is_too_long_is_seen() -> None:
    long = "def tell():\n" + "    say()\n" * LONGEST_FUNCTION

    assert list(too_long("a.py", long)) == ["a.py: tell"]
    assert list(too_long("a.py", "say()\n" * (LONGEST_MODULE + 1))) == ["a.py"]
    assert not list(too_long("a.py", long.replace("    say()\n", "", 1)))
