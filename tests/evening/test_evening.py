"""The recorded evening is what its generator writes, and questions of it are put into the themes they belong to."""

import re
from datetime import timedelta
from pathlib import Path

from sandbox.recording import RECORDED, Recording
from tests.evening.generator import recorded
from tests.evening.playing import a_night, is_over
from tests.routing.measure_grouping import measured
from tests.routing.region import REGION
from tests.world import MODERATORS_CHAT

PHONE = re.compile(r"\d{3}-\d{2}-\d{2}|\d{3} \d{2} \d{2}")


def test_the_recording_is_what_the_generator_writes() -> None:
    assert RECORDED.read_text("utf-8").splitlines() == recorded()


def test_a_part_of_the_evening_is_grouped_as_it_is_labelled() -> None:
    asked = [(line.theme, line.text) for line in Recording.read().lines if line.kind == "question"]
    found = measured(asked[::3], REGION)
    assert found.precision >= 0.9
    assert found.recall >= 0.7


async def test_every_message_of_an_evening_is_accounted_for(tmp_path: Path) -> None:
    """150 messages from the announcement to half an hour after the end; the moderator takes themes on air."""
    async with a_night(tmp_path, Recording.read().shortened(150).hurried(900)) as night:
        night.step, night.look, night.afterwards = timedelta(minutes=3), timedelta(minutes=10), timedelta(minutes=30)
        await night.play()
        found, evening = await night.account(), await night.evening()
        shown = "\n".join(message.text for message in night.town.bot_said(MODERATORS_CHAT))
    assert found.said >= 150
    assert found.lost == 0
    assert found.balance.holds
    assert found.balance.collected == len(evening.asked) > 30
    assert found.balance.on_air >= 5
    assert is_over(evening)
    of_kind = {kind: count for (label, kind), count in found.by_kind.items() if label == "question"}
    assert of_kind.get("talk", 0) <= 0.1 * sum(of_kind.values())
    assert of_kind["late question"] >= 1
    assert all(found.by_kind[kind, "question"] == 0 for kind in ("greeting", "thanks", "abuse"))
    assert found.themes < found.balance.collected
    assert found.desk_edits > 20
    assert not PHONE.search(shown), "a phone stood on the moderators' screens"
    assert found.passed_over == ()
