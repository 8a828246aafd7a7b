"""What the installation is made of, against the lock files; then what is publicly known against it.

`make audit`, and part of `make check`. The first half needs no network and fails on any difference. The second asks a
public service about every package through pip-audit; where the service does not answer, it says so loudly and fails
nothing: a machine without the internet may check its code.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)(?P<rest>.*)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
NOT_LOCKED = frozenset({"otklik", "pip", "setuptools", "uv"})
"""The project itself, and what installs it."""

PATIENCE = 240
"""Seconds for the whole of the public audit."""

NOT_DONE = """
!!!  THE PUBLIC AUDIT WAS NOT DONE: {why}
!!!  Nobody has looked whether vulnerabilities are known in {count} packages. Where the internet is reachable, run:
!!!      make audit
!!!  and before a release let it pass once.
"""


@dataclass(frozen=True, slots=True)
class Pin:
    version: str
    hashes: int


def pins(lock: str) -> dict[str, Pin]:
    """The packages of a lock file with their versions and how many files may be installed for each."""
    found: dict[str, Pin] = {}
    name = ""
    for line in lock.splitlines():
        pinned = PINNED.match(line)
        if pinned is not None:
            name = canonicalize_name(pinned["name"])
            found[name] = Pin(pinned["version"], 0)
        if name:
            found[name] = Pin(found[name].version, found[name].hashes + len(HASH.findall(line)))
    return found


def loose_lines(lock: str) -> Iterator[str]:
    """Lines that would bring in something that is not pinned by its hash, or from another place."""
    for line in lock.splitlines():
        told = line.strip()
        if told and not told.startswith(("#", "--hash=")) and not PINNED.match(told):
            yield told


def faults_of_lock(name: str, lock: str) -> Iterator[str]:
    yield from (f"{name}: not a pinned package: {line}" for line in loose_lines(lock))
    yield from (f"{name}: {package} has no hash" for package, pin in pins(lock).items() if not pin.hashes)


def faults_of_project(project: Mapping[str, object], locks: Mapping[str, Mapping[str, Pin]]) -> Iterator[str]:
    """What the project asks for is locked, in a version it accepts, and both lock files agree."""
    run, test = locks["requirements.lock"], locks["requirements-test.lock"]
    stated = project["project"]
    assert isinstance(stated, dict)
    for wanted, lock, name in (
        (stated["dependencies"], run, "requirements.lock"),
        (stated["optional-dependencies"]["test"], test, "requirements-test.lock"),
    ):
        for line in wanted:
            requirement = Requirement(line)
            pin = lock.get(canonicalize_name(requirement.name))
            if pin is None and (requirement.marker is None or requirement.marker.evaluate()):
                yield f"{name}: {requirement.name} is asked for and not locked: run make lock"
            elif pin is not None and not requirement.specifier.contains(pin.version, prereleases=True):
                yield f"{name}: {requirement.name} {pin.version} is locked, {requirement.specifier} is asked for"
    for package, pin in run.items():
        other = test.get(package)
        if other is not None and other.version != pin.version:
            yield f"{package}: {pin.version} runs, {other.version} is tested"


def faults_installed(installed: Mapping[str, str], locked: Mapping[str, Pin]) -> Iterator[str]:
    """What is there is what was locked: nothing older, newer or besides."""
    for package, version in sorted(installed.items()):
        pin = locked.get(package)
        if pin is None and package not in NOT_LOCKED:
            yield f"{package} {version} is installed and not locked"
        elif pin is not None and pin.version != version:
            yield f"{package} {version} is installed, {pin.version} is locked"
    for package in sorted(locked.keys() - installed.keys()):
        yield f"{package} is locked and not installed"


def offline(root: Path, installed: Mapping[str, str]) -> list[str]:
    """Everything that can be told without asking anybody."""
    texts = {name: (root / name).read_text("utf-8") for name in ("requirements.lock", "requirements-test.lock")}
    locks = {name: pins(text) for name, text in texts.items()}
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    return [
        *(fault for name, text in texts.items() for fault in faults_of_lock(name, text)),
        *faults_of_project(project, locks),
        *faults_installed(installed, {**locks["requirements-test.lock"], **locks["requirements.lock"]}),
    ]


@dataclass(frozen=True, slots=True)
class Public:
    """What the service told: known vulnerabilities, and the packages it could say nothing about."""

    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    why: str = ""
    """Why there is no answer at all."""


def read_answer(output: str) -> Public:
    """pip-audit's JSON. A package it skipped was not audited, whatever its last line says."""
    try:
        packages = json.loads(output)["dependencies"]
        known = tuple(
            f"{package['name']} {package['version']}: {found['id']}, mended in {found['fix_versions']}"
            for package in packages
            for found in package.get("vulns", ())
        )
        unknown = tuple(package["name"] for package in packages if "skip_reason" in package)
    except (ValueError, KeyError, TypeError):
        return Public(why="the service did not answer")
    return Public(known, unknown)


def ask(requirements: Path) -> Public:
    """Asks about every package of a lock file."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(requirements), "--require-hashes", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return Public(why="the service is too slow")
    return read_answer(done.stdout)


def public(root: Path, folder: Path) -> Public:
    """First about one package alone: where that is not answered, the others are not asked about."""
    lock = (root / "requirements-test.lock").read_text("utf-8")
    first = re.search(r"^aiohttp==[^\n]*(?:\n {4}--hash=[^\n]*)+", lock, re.MULTILINE)
    probe = folder / "one.txt"
    probe.write_text(f"{first.group() if first else ''}\n", "utf-8")
    answer = ask(probe)
    if answer.why or answer.unknown:
        return Public(why=answer.why or "the service knows nothing of aiohttp, so it is not the right one")
    return ask(root / "requirements-test.lock")


def main() -> int:
    installed = {canonicalize_name(one.metadata["Name"]): one.version for one in distributions()}
    faults = offline(ROOT, installed)
    for fault in faults:
        print(f"✗ {fault}")
    if not faults:
        print(f"✓ {len(installed)} packages are installed, each as it is locked with its hashes")
    with TemporaryDirectory() as folder:
        answer = public(ROOT, Path(folder))
    for trouble in answer.known:
        print(f"✗ {trouble}")
    if answer.why:
        print(NOT_DONE.format(why=answer.why, count=len(installed)))
    elif answer.unknown:
        print(NOT_DONE.format(why=f"nothing is known of {', '.join(answer.unknown)}", count=len(answer.unknown)))
    elif not answer.known:
        print("✓ no vulnerability is publicly known in any of them")
    return int(bool(faults or answer.known))


if __name__ == "__main__":
    sys.exit(main())
