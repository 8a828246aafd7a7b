"""The audit notices what it is there for; `make audit` runs it on this very installation."""

import json
import re
from pathlib import Path

import pytest

from tests.security.audit import Pin, Public, faults_installed, faults_of_lock, faults_of_project, pins, read_answer

ROOT = Path(__file__).parents[2]
HASH = "--hash=sha256:" + "ab" * 32
GOOD = f"""\
aiohttp==3.14.5 \\
    {HASH} \\
    {HASH}
    # via otklik
orjson==3.11.4 ; python_version < '4' \\
    {HASH}
"""


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_every_package_is_pinned_by_its_hashes(name: str) -> None:
    lock = (ROOT / name).read_text("utf-8")

    assert list(faults_of_lock(name, lock)) == []
    assert len(pins(lock)) > 20


def test_the_lock_is_read() -> None:
    assert pins(GOOD) == {"aiohttp": Pin("3.14.5", 2), "orjson": Pin("3.11.4", 1)}
    assert list(faults_of_lock("lock", GOOD)) == []


@pytest.mark.parametrize(
    "line",
    [
        "aiohttp>=3.14", "aiohttp", "-e .", "git+https://example.ru/x.git", "https://example.ru/x.whl", "--pre",
        "--extra-index-url https://example.ru/simple", "--find-links ./wheels", "--trusted-host example.ru", "x @ file:///x",
        "orjson==3.11.4", "aiohttp==3.14.5 \\\n    --hash=md5:abcd", "aiohttp==3.14.5 \\\n    --hash=sha256:short",
    ],
)  # fmt: skip
def test_a_loose_line_is_a_fault(line: str) -> None:
    assert list(faults_of_lock("lock", line + "\n"))


@pytest.mark.parametrize(
    ("installed", "told"),
    [
        ({"aiohttp": "3.14.5", "otklik": "0.1.0", "pip": "26"}, []),
        ({"aiohttp": "3.14.4"}, ["aiohttp 3.14.4 is installed, 3.14.5 is locked"]),
        ({"aiohttp": "3.14.5", "evil": "1.0"}, ["evil 1.0 is installed and not locked"]),
        ({}, ["aiohttp is locked and not installed"]),
    ],
)
def test_what_is_installed_is_what_is_locked(installed: dict[str, str], told: list[str]) -> None:
    assert list(faults_installed(installed, {"aiohttp": Pin("3.14.5", 1)})) == told


def test_what_is_asked_for_is_locked_in_a_version_that_was_asked_for() -> None:
    project = {
        "project": {"dependencies": ["aiohttp>=3.12", "orjson>=4"], "optional-dependencies": {"test": ["pytest"]}}
    }
    run = {"aiohttp": Pin("3.14.5", 1), "orjson": Pin("3.11", 1)}
    locks = {"requirements.lock": run, "requirements-test.lock": {**run, "aiohttp": Pin("3.13", 1)}}

    assert list(faults_of_project(project, locks)) == [
        "requirements.lock: orjson 3.11 is locked, >=4 is asked for",
        "requirements-test.lock: pytest is asked for and not locked: run make lock",
        "aiohttp: 3.14.5 runs, 3.13 is tested",
    ]


def test_a_known_vulnerability_is_told() -> None:
    vulnerable = {"name": "x", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
    answer = json.dumps({"dependencies": [vulnerable, {"name": "y", "version": "2", "vulns": []}], "fixes": []})

    assert read_answer(answer) == Public(("x 1.0: PYSEC-1, mended in ['1.1']",))


def test_a_package_that_was_skipped_was_not_audited() -> None:
    """A mirror without the service makes pip-audit say «No known vulnerabilities found» about everything."""
    answer = json.dumps({"dependencies": [{"name": "x", "skip_reason": "Dependency not found"}], "fixes": []})

    assert read_answer(answer) == Public(unknown=("x",))


@pytest.mark.parametrize("output", ["", "Traceback", "[]", "null", '{"dependencies": 5}', '{"fixes": []}'])
def test_no_answer_is_no_good_news(output: str) -> None:
    assert read_answer(output).why


def test_make_installs_by_hashes_and_check_audits() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")

    installs = [line for line in makefile.splitlines() if "pip install" in line and "-r requirements" in line]
    assert len(installs) == 2
    assert all("--require-hashes" in line for line in installs)
    check = re.search(r"^check:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert check is not None
    assert "tests.security.audit" in check[1]
