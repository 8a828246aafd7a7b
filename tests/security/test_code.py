"""What no line of the bot may do, by the syntax tree; each rule is tried on code that must pass and that must not.

ruff's own security rules run beside (`S` in pyproject.toml); these say what the house allows instead.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "domain", "routing", "storage", "scheduler", "web", "sandbox")
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))

Rule = Callable[[ast.Module], Iterator[str]]

SQL = re.compile(
    r"\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|VACUUM|BEGIN|SET|LOCK|TRUNCATE|ATTACH|COPY|WITH)\b"
)
"""How a statement begins; the house writes SQL in capitals."""

RAW = frozenset({"text", "literal_column", "exec_driver_sql", "execute_fetchall", "executescript", "executemany"})
"""What takes a statement as it is written."""

CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*")

FORBIDDEN_CALLS = frozenset({"eval", "exec", "__import__", "breakpoint", "input"})
FORBIDDEN_MODULES = frozenset(
    {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml", "subprocess", "pty", "ctypes", "telnetlib"}
)
FORBIDDEN_ATTRIBUTES = frozenset({"os.system", "os.popen", "os.execv", "os.spawnv", "asyncio.create_subprocess_shell"})


def built_statements(tree: ast.Module) -> Iterator[str]:
    """A statement is a constant; values go beside it. Nothing is pasted, formatted or joined into SQL."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and SQL.match(_beginning(node)) and not _of_constants(node):
            yield f"{node.lineno}: {ast.unparse(node)}"
        pasted = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod) and _is_sql(node.left)
        if pasted or (isinstance(node, ast.Attribute) and node.attr in {"format", "join"} and _is_sql(node.value)):
            yield f"{node.lineno}: {ast.unparse(node)}"


def raw_statements(tree: ast.Module) -> Iterator[str]:
    """Where a statement is taken as it is written, it is written there or is a constant of the module."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        is_sql_text = name in RAW - {"text"} or (name == "text" and isinstance(node.func, ast.Name))
        first = node.args[0]
        if is_sql_text and not isinstance(first, ast.Constant) and not _is_constant(first):
            yield f"{ast.unparse(node)}"


def dangerous_calls(tree: ast.Module) -> Iterator[str]:
    """Nothing runs text as code, starts a shell or reads objects somebody else may have written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            yield f"{node.lineno}: {node.func.id}"
        if isinstance(node, ast.Attribute) and ast.unparse(node) in FORBIDDEN_ATTRIBUTES:
            yield f"{node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.keyword) and node.arg in {"shell", "allow_pickle"} and not _is_false(node.value):
            yield f"{node.value.lineno}: {node.arg}"
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from (f"import {name}" for name in names if name.partition(".")[0] in FORBIDDEN_MODULES)


def unverified_connections(tree: ast.Module) -> Iterator[str]:
    """TLS is never switched off."""
    for node in ast.walk(tree):
        checks = isinstance(node, ast.keyword) and node.arg in {"ssl", "verify", "verify_ssl"}
        if isinstance(node, ast.keyword) and checks and isinstance(node.value, ast.Constant) and not node.value.value:
            yield f"{node.value.lineno}: {node.arg}"
        if isinstance(node, ast.Attribute) and node.attr in {"CERT_NONE", "_create_unverified_context"}:
            yield f"{node.lineno}: {node.attr}"


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _beginning(node: ast.JoinedStr) -> str:
    first = node.values[0] if node.values else None
    return str(first.value) if isinstance(first, ast.Constant) else ""


def _of_constants(node: ast.JoinedStr) -> bool:
    return all(_is_constant(part.value) for part in node.values if isinstance(part, ast.FormattedValue))


def _is_sql(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value) is not None


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and CONSTANT.fullmatch(node.id) is not None


KNOWN = {
    "storage/engine.py": {"connection.exec_driver_sql(begin)"},  # BEGIN or BEGIN IMMEDIATE, given two lines above
    "storage/quicksqlite.py": {"connection.executemany(sql, rows)"},  # what SQLAlchemy compiled, with its values beside
}
"""Read by a person: what goes in there is written in the same file."""

RULES: dict[str, Rule] = {
    "no statement is pasted together": built_statements,
    "no statement comes from elsewhere": raw_statements,
    "no text is run as code": dangerous_calls,
    "no connection goes unverified": unverified_connections,
}

EXAMPLES = [
    (
        built_statements,
        "rows(select(t).where(t.c.author == author))",
        'text(f"SELECT * FROM t WHERE author = {author}")',
    ),
    (built_statements, 'f"PRAGMA busy_timeout={PATIENCE_MS}"', '"SELECT * FROM t WHERE author = " + author'),
    (built_statements, '"SELECT 1"', "\"DELETE FROM t WHERE name = '%s'\" % name"),
    (built_statements, 'f"Выберите {who}"', '"UPDATE t SET name = {}".format(name)'),
    (raw_statements, 'text("SELECT 1")', "connection.exec_driver_sql(query)"),
    (raw_statements, "message.text(words)", "text(words)"),
    (dangerous_calls, "json.loads(body)", "pickle.loads(body)\nimport pickle"),
    (dangerous_calls, "re.compile(words)", "eval(words)"),
    (dangerous_calls, "os.replace(one, other)", "os.system(words)"),
    (dangerous_calls, "run(words, check=True)", "run(words, shell=True)"),
    (dangerous_calls, "numpy.load(file, allow_pickle=False)", "numpy.load(file, allow_pickle=trusted)"),
    (unverified_connections, "session.get(url)", "session.get(url, ssl=False)"),
]


@pytest.mark.parametrize(("rule", "good", "bad"), EXAMPLES)
def test_a_rule_bites_where_it_should(rule: Rule, good: str, bad: str) -> None:
    assert not list(rule(ast.parse(good)))
    assert list(rule(ast.parse(bad)))


@pytest.mark.parametrize("name", RULES)
def test_no_line_breaks_the_rule(name: str) -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {where}"
        for path in SOURCES
        for where in RULES[name](ast.parse(path.read_text("utf-8")))
        if where not in KNOWN.get(str(path.relative_to(ROOT)), ())
    ]

    assert broken == []


def test_the_exceptions_are_still_there() -> None:
    """An exception nobody needs any more would hide the next one."""
    for file, wheres in KNOWN.items():
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        found = {where for rule in RULES.values() for where in rule(tree)}

        assert wheres <= found
