"""The model that people taught: taken over without a restart, never in the way of hearing."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.teaching import Teaching
from domain.calendar import Calendar
from domain.organisation import Region
from domain.ports import Hearing
from routing.learning import learn
from routing.listener import WordListener
from routing.model import Model
from tests.routing.region import REGION as KNOWN
from tests.routing.school import TOPICS, history

REGION = Region(name="Р", calendar=Calendar(KNOWN.calendar.timezone), topics=TOPICS)
BEAVERS = "бобры построили запруду у мельницы, примите меры"


@pytest.fixture(scope="module")
def model() -> Model:
    taught = learn(history(), TOPICS).model
    assert taught is not None
    return taught


@pytest.fixture
def listener() -> WordListener:
    return WordListener()


def hear(listener: WordListener, text: str, region: Region = REGION) -> Hearing:
    return listener.hear(text, region, municipality="", asked_outright=True)


async def test_a_model_that_appears_serves_at_the_next_look(
    tmp_path: Path, model: Model, listener: WordListener
) -> None:
    teaching = Teaching(listener, tmp_path / "models")
    await teaching.step()
    before = hear(listener, BEAVERS)

    teaching.store.save(model)
    await teaching.step()
    after = hear(listener, BEAVERS)

    assert before.topic != "beavers"
    assert (after.topic, after.likely) == ("beavers", ())
    assert "бобры" in after.because


async def test_what_it_knows_of_themes_and_executors_is_told_and_what_is_new_of_it(
    tmp_path: Path, model: Model, listener: WordListener
) -> None:
    teaching = Teaching(listener, tmp_path)
    tried = {"among_three": 0.9, "coverage": 0.25, "precision": 0.94}
    theme = {"reason": "better", "examples": 300, "held_out": tried, "kept": True}
    executor = {"reason": "first", "examples": 120, "held_out": tried}
    teaching.store.save(model, {"examples": 400, "finer": {"theme": theme, "executor": executor}})
    await teaching.step()
    known = teaching.state().finer
    assert [(name, one.examples, one.is_new) for name, one in known.items()] == [
        ("theme", 300, False),
        ("executor", 120, True),
    ]
    assert (known["theme"].precision, known["executor"].among_three) == (0.94, 0.9)

    teaching.store.save(model, {"examples": 400})  # as versions of before were told
    await teaching.step()
    assert teaching.state().finer == {}


async def test_stepping_back_to_words_alone_is_taken_over_too(
    tmp_path: Path, model: Model, listener: WordListener
) -> None:
    teaching = Teaching(listener, tmp_path)
    teaching.store.save(model)
    await teaching.step()
    teaching.store.step_back()
    await teaching.step()

    assert listener.taught is None
    assert hear(listener, BEAVERS).topic != "beavers"


async def test_a_spoiled_file_leaves_the_words(tmp_path: Path, model: Model, listener: WordListener) -> None:
    teaching = Teaching(listener, tmp_path)
    teaching.store.save(model)
    (tmp_path / "model-000001.npz").write_bytes(b"nonsense")

    await teaching.step()

    assert listener.taught is None
    assert hear(listener, "не горит фонарь").topic == "lighting"


async def test_what_neither_is_sure_of_is_offered_to_a_person(
    tmp_path: Path, model: Model, listener: WordListener
) -> None:
    teaching = Teaching(listener, tmp_path)
    teaching.store.save(model)
    await teaching.step()

    heard = hear(listener, "почему так, сколько можно?")

    assert heard.topic is None
    assert len(heard.likely) == 3


async def test_a_topic_the_region_no_longer_has_is_never_named(
    tmp_path: Path, model: Model, listener: WordListener
) -> None:
    teaching = Teaching(listener, tmp_path)
    teaching.store.save(model)
    await teaching.step()
    smaller = replace(REGION, topics=TOPICS[:4])

    heard = hear(listener, BEAVERS, smaller)

    assert "beavers" not in {heard.topic, *heard.likely}


def test_words_alone_are_sure_or_say_whom_to_ask(listener: WordListener) -> None:
    sure, unsure = (
        hear(listener, "опять мусор не вывезли", KNOWN),
        hear(listener, "автобус застрял в яме на дороге", KNOWN),
    )

    assert (sure.topic, sure.likely) == ("waste", ())
    assert unsure.topic in unsure.likely
    assert len(unsure.likely) >= 2


def test_what_the_sandbox_learns_never_serves_the_bot() -> None:
    bot = Settings(database_url="sqlite+aiosqlite:///var/otklik.db")
    sandbox = Settings(database_url="sqlite+aiosqlite:///var/sandbox.db")
    shared = Settings(database_url="postgresql+asyncpg://bot@db/otklik")

    assert bot.models_dir == shared.models_dir == Path("var/models")
    assert sandbox.models_dir == Path("var/models-sandbox")


def test_the_bot_starts_without_numpy() -> None:
    """A region that taught nothing yet pays nothing for learning."""
    code = "import sys, bot.app, bot.teaching; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
