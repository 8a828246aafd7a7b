"""A payload is whatever a client sends: a forged one is answered politely, changes nothing and breaks nothing."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import orjson
import pytest

from domain.message import Message
from domain.place import private
from handlers import payloads as p
from handlers.events import NewMessage, Pressed
from handlers.reading import read
from storage.uow import SqlUnitOfWork
from tests.build import COMMUNITY, ILYIN, LEBEDEVA, VIKTOR
from tests.security.town import ASSIGNED, EVERYBODY, MAIN, NOW, PROMISED, STRANGER, Town, in_the_chat, names_of, press

DEEP: Any = {"a": "Mine"}
for _ in range(200):
    DEEP = {"a": DEEP, "q": [DEEP]} if _ < 3 else {"command": "not_supported_button", "payload": DEEP}

NUMBERS: list[object] = [
    0, -1, 404, 2**31, 2**53 - 1, 2**53, 2**63, -(2**63), 10**40, 1.5, True, None, "1", "1 or 1=1", "１", [1], {"q": 1},
]  # fmt: skip
DAYS: list[object] = [
    "", " ", "0001-01-01", "9999-12-31", "2026-11-27T10:00", "2026-W48-5", "20261127", "2026-13-45", "завтра",
    "2026-11-27\x00", "2026-11-27' OR 1=1 --", "٢٠٢٦-11-27", "9" * 10_000, 20261127, None, ["2026-11-27"], True,
]  # fmt: skip
WORDS: list[object] = ["", "where", "own", "drop table questions", "\x00", "я" * 100_000, 7, None, ["where"], {}]
FORGED_FIELDS = {
    "q": NUMBERS, "p": NUMBERS, "m": NUMBERS, "n": NUMBERS, "i": NUMBERS, "d": DAYS, "w": WORDS, "t": WORDS,
    "c": WORDS, "v": WORDS, "o": WORDS, "x": NUMBERS, "y": NUMBERS, "z": NUMBERS, "r": NUMBERS, "e": NUMBERS,
}  # fmt: skip
TRUE_FIELDS: dict[str, object] = {
    "q": ASSIGNED, "p": VIKTOR, "m": MAIN, "n": 1, "i": 1, "d": "2026-11-27", "w": "where", "t": "roads", "c": "date",
    "v": "no", "o": "priozerny", "x": 1, "y": 1, "z": 95, "r": 1, "e": 1,
}  # fmt: skip

JUNK: list[object] = [
    None, "", "junk", 17, -0.5, True, [], [[]], {}, {"a": None}, {"a": []}, {"a": {"a": "Mine"}}, {"a": "Payload"},
    {"a": "About", "q": 1}, {"a": "__class__"}, {"a": "erase_yes"}, {"a": "NoSuch", "q": ASSIGNED},
    {"command": "start "}, {"command": ["start"]}, {"a": "x" * 100_000}, {"q": ASSIGNED}, ["Undo", ASSIGNED],
    "a" * 100_000, DEEP,
]  # fmt: skip


def forged(kind: type[p.Payload]) -> Iterator[dict[str, object]]:
    """A button of this kind with one field forged or missing."""
    names = [field.name for field in fields(kind)]
    true = {"a": kind.__name__, **{name: TRUE_FIELDS[name] for name in names}}
    for name in names:
        yield {key: value for key, value in true.items() if key != name}
        yield from ({**true, name: value} for value in FORGED_FIELDS[name])


@pytest.mark.parametrize("person", sorted(EVERYBODY), ids=lambda person: names_of({person})[0])
async def test_junk_instead_of_a_button_is_answered_and_forgotten(town: Town, person: int) -> None:
    for junk in JUNK:
        tried = await town.tries(press(person, junk))

        assert (junk, tried.refused, tried.changed) == (junk, "", set())
        assert [row["verb"] for row in tried.said] == ["pop"]
        assert [row["notice"] for row in tried.said] == ["StaleButton"]


@pytest.mark.parametrize("kind", [kind for kind in p.KINDS.values() if fields(kind)], ids=lambda kind: kind.__name__)
async def test_a_forged_field_moves_nobody(town: Town, kind: type[p.Payload]) -> None:
    """A stranger changes nothing whatever the field says; those with every right at least break nothing."""
    for payload in forged(kind):
        tried = await town.tries(press(STRANGER, payload))

        assert (payload, tried.changed) == (payload, set())
        assert all(row["verb"] in {"pop", "say"} and row["to_person"] == STRANGER for row in tried.said)
        for person in (ILYIN, LEBEDEVA):
            await town.tries(press(person, payload))


@pytest.mark.parametrize("kind", p.KINDS.values(), ids=lambda kind: kind.__name__)
async def test_a_text_button_is_forged_as_easily_and_as_vainly(town: Town, kind: type[p.Payload]) -> None:
    """A client may put any payload beside any words, in private and in the chat."""
    payload = {"a": kind.__name__, **{field.name: TRUE_FIELDS[field.name] for field in fields(kind)}}
    for place in (private(COMMUNITY, STRANGER).at(910), in_the_chat(910)):
        forged_by_text = NewMessage(Message(place, STRANGER, "Заменили, всё горит", NOW), payload)
        by_text, by_press = await town.tries(forged_by_text), await town.tries(press(STRANGER, payload))

        assert (by_text.refused, by_text.changed) == (by_press.refused, by_press.changed)


async def test_a_payload_of_another_question_has_that_questions_rights(town: Town) -> None:
    """The number is the presser's word, so it is the named question that is asked who may."""
    for number in range(20):
        for kind in (p.Undo, p.DatesWrong, p.PromiseDone, p.Take, p.Dismiss, p.Split, p.Withdraw, p.Solved):
            tried = await town.tries(press(STRANGER, kind(number)))

            assert (kind, number, bool(tried.refused), tried.changed) == (kind, number, True, set())


async def test_pressed_again_later_a_button_is_judged_by_what_stands_now(town: Town) -> None:
    """A replayed press finds the question as it is: a promise is kept once."""

    async def kept(uow: SqlUnitOfWork, _: int) -> None:
        question = await uow.questions.get(PROMISED)
        await uow.questions.save(question.answered(ILYIN, NOW, confirm_at=None, confirm_until=None))

    assert (await town.tries(press(ILYIN, p.PromiseDone(PROMISED)))).refused == ""
    again = await town.tries(press(ILYIN, p.PromiseDone(PROMISED)), kept)

    assert (again.refused, again.changed) == ("promise-closed", set())


@pytest.mark.parametrize(
    "wrapped",
    [
        orjson.dumps({"a": "Mine"}).decode(),
        orjson.dumps(orjson.dumps({"a": "Mine"}).decode()).decode(),
        {"command": "not_supported_button", "payload": orjson.dumps({"a": "Mine"}).decode()},
        DEEP,
    ],
    ids=["text", "text of text", "unsupported", "deep"],
)
def test_wrappings_are_followed_only_so_far(wrapped: object) -> None:
    facts = {"user_id": 1, "peer_id": 1, "event_id": "e", "conversation_message_id": 1, "payload": wrapped}
    event = read({"type": "message_event", "group_id": COMMUNITY, "object": facts})

    assert isinstance(event, Pressed)
    assert p.decode(event.payload) in {None, p.Mine()}
