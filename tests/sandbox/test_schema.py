"""The stand-in against VK's own schema, whose mistakes are listed and proven to be its own."""

import pytest

from tests.sandbox import schema
from tests.sandbox.schema import ABSENT, CHECK

pytestmark = pytest.mark.skipif(CHECK is None, reason=ABSENT)

CAPTURED_AND_WRONG = {"message_event", "message_typing_state", "wall_reply_delete"}


def test_captured_events_pass_except_where_the_schema_is_wrong() -> None:
    for event in schema.captured_events():
        if event["type"] in schema.EVENT_OBJECTS:
            assert schema.event_complaints(event) == [], event["type"]


@pytest.mark.parametrize(("kind", "words"), schema.WRONG_EVENTS)
def test_every_listed_mistake_of_the_schema_is_still_there(kind: str, words: str) -> None:
    captured = [event for event in schema.captured_events() if event["type"] == kind]
    found = [
        one
        for event in captured
        for one in CHECK.errors("../callback/objects.json#/definitions/callback_base", event)
        + CHECK.errors(f"../{schema.EVENT_OBJECTS[kind]}", event["object"])
    ]
    assert any(words in one for one in found)


@pytest.mark.parametrize(("method", "name"), schema.EXTRA_PARAMETERS)
def test_every_extra_parameter_is_unknown_to_the_schema(method: str, name: str) -> None:
    assert f"{name}: unknown parameter" in CHECK.request_errors(method, {name: "1"})


def test_the_schema_would_notice_a_wrong_answer() -> None:
    assert schema.response_complaints("groups.getLongPollServer", {"response": {"server": "s", "ts": 1}})
    assert schema.request_complaints("messages.send", {"random_id": "x", "foo": "1"})
