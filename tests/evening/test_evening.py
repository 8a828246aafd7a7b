"""The recorded evening is what its generator writes, and questions of it are put into the themes they belong to."""

from sandbox.recording import RECORDED, Recording
from tests.evening.generator import recorded
from tests.routing.measure_grouping import measured
from tests.routing.test_hearing import REGION


def test_the_recording_is_what_the_generator_writes() -> None:
    assert RECORDED.read_text("utf-8").splitlines() == recorded()


def test_a_part_of_the_evening_is_grouped_as_it_is_labelled() -> None:
    asked = [(line.theme, line.text) for line in Recording.read().lines if line.kind == "question"]
    found = measured(asked[::3], REGION)
    assert found.precision >= 0.9
    assert found.recall >= 0.7
