"""VK's events, read from whatever VK sends: what we need is found, what we do not know does no harm."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.vk.catching import raw_event
from domain.place import Place, PlaceKind
from handlers.events import (
    Allowed,
    Deleted,
    EditedComment,
    EditedMessage,
    NewComment,
    NewMessage,
    Pressed,
    Reacted,
    StaffReply,
    speaker,
)
from handlers.identity import natural_key, peer_of
from handlers.reading import LONGEST, READERS, read
from tests.build import COMMUNITY, MARINA, in_chat, in_private

CAPTURED = Path(__file__).parents[3] / "shared" / "vk" / "events.jsonl"

SENT = 1791298667
CHAT = 2000000001


def update(kind: str, facts: object, **more: object) -> dict[str, Any]:
    return {"type": kind, "group_id": COMMUNITY, "event_id": "e1", "v": "5.199", "object": facts, **more}


def a_raw_message(**changes: Any) -> dict[str, Any]:
    raw = {
        "date": SENT, "from_id": MARINA, "id": 0, "version": 10000005, "out": 0, "important": False,
        "attachments": [], "fwd_messages": [], "conversation_message_id": 17, "peer_id": 2000000002,
        "random_id": 0, "text": "а что с фонарём?",
    }  # fmt: skip
    return {name: value for name, value in (raw | changes).items() if value is not ...}


def a_raw_comment(**changes: Any) -> dict[str, Any]:
    raw = {"id": 45, "from_id": 5, "date": SENT, "text": "Когда вывезут мусор?", "owner_id": -COMMUNITY,
           "post_id": 40, "parents_stack": []}  # fmt: skip
    return raw | changes


def message(**changes: Any) -> NewMessage:
    event = read(update("message_new", {"message": a_raw_message(**changes), "client_info": {}}))
    assert isinstance(event, NewMessage)
    return event


def words(text: object) -> str:
    return message(text=text).message.text


# --- the captured examples


def _captured() -> list[Any]:
    if not CAPTURED.exists():
        missing = pytest.mark.skip(reason=f"VK'S OWN EXAMPLES WERE NOT READ: no {CAPTURED}")
        return [pytest.param({}, None, marks=missing, id="events.jsonl")]
    lines = [orjson.loads(line) for line in CAPTURED.read_bytes().splitlines() if line.strip()]
    assert len(lines) == len(EXPECTED)
    return [
        pytest.param(line["event"], kind, id=f"{number}-{line['event']['type']}-{line['note'] or 'plain'}")
        for number, (line, kind) in enumerate(zip(lines, EXPECTED, strict=True), 1)
    ]


EXPECTED = (
    *(NewMessage,) * 10, EditedMessage, StaffReply, Pressed, Pressed, Reacted, Reacted, None, None,
    NewComment, NewComment, EditedComment, NewComment, Deleted,
    NewComment, EditedComment, NewComment, Deleted,
    None, None, Allowed, Allowed, None, None, None,
)  # fmt: skip


@pytest.mark.parametrize(("event", "kind"), _captured())
def test_vks_own_examples_are_read(event: Mapping[str, Any], kind: type | None) -> None:
    found = read(event)
    assert (type(found) if found is not None else None) is kind
    if found is not None:
        assert speaker(found) != 0 or kind is Deleted
        assert peer_of(event) != 0


@pytest.mark.parametrize(("event", "kind"), _captured())
def test_what_vk_adds_tomorrow_is_left_alone(event: dict[str, Any], kind: type | None) -> None:
    grown = {**event, "new_field": {"a": [1]}, "object": {**event["object"], "new": None}}
    if "message" in grown["object"]:
        grown["object"]["message"] = {**grown["object"]["message"], "is_pinned": {"x": 1}, "reactions": [{"y": 2}]}
    assert read(grown) == read(event)


@pytest.mark.parametrize(("event", "kind"), _captured())
def test_a_field_left_out_is_read_around_or_refused_as_broken(event: dict[str, Any], kind: type | None) -> None:
    facts = event["object"].get("message", event["object"])
    for name in facts:
        thinner = {key: value for key, value in facts.items() if key != name}
        with suppress(KeyError):
            read({**event, "object": thinner})
        peer_of({**event, "object": thinner})
        natural_key({**event, "object": thinner})


# --- messages


def test_a_message_of_a_chat() -> None:
    read_message = message().message
    assert (read_message.place, read_message.author, read_message.text) == (in_chat(17), MARINA, "а что с фонарём?")
    assert read_message.at == datetime.fromtimestamp(SENT, UTC)
    assert not read_message.outright


def test_a_private_message_is_addressed_to_the_bot() -> None:
    private = message(peer_id=MARINA).message
    assert private.place == in_private(MARINA, 17)
    assert private.outright


def test_a_message_without_its_wrapping_is_read_too() -> None:
    assert read(update("message_new", a_raw_message())) == message()


@pytest.mark.parametrize("name", ["date", "text", "attachments", "fwd_messages", "random_id", "version", "id"])
def test_a_message_is_heard_whatever_lesser_field_is_missing(name: str) -> None:
    assert message(**{name: ...}).message.author == MARINA


@pytest.mark.parametrize("name", ["peer_id", "from_id", "conversation_message_id"])
def test_a_message_from_nowhere_or_of_nobody_is_broken(name: str) -> None:
    with pytest.raises(KeyError):
        message(**{name: ...})


@pytest.mark.parametrize(
    ("said", "heard", "outright"),
    [
        ("[club242065128|@public242065128] когда починят фонарь?", "когда починят фонарь?", True),
        ("[club242065128|Отклик], когда починят фонарь?", "когда починят фонарь?", True),
        ("[public242065128|*otklik] : мои", "мои", True),
        ("Скажите, [club242065128|Отклик], когда?", "Скажите, , когда?", True),
        ("[club1|Другие] когда починят?", "[club1|Другие] когда починят?", False),
        ("[id105|Анна], когда починят?", "[id105|Анна], когда починят?", False),
        ("[club242065128 когда починят?", "[club242065128 когда починят?", False),
        ("@club242065128 когда?", "@club242065128 когда?", False),
    ],
)
def test_a_mention_of_the_community_is_an_address_and_no_word_of_the_question(
    said: str, heard: str, *, outright: bool
) -> None:
    found = message(text=said).message
    assert (found.text, found.outright) == (heard, outright)


def test_another_community_mentioned_first_is_not_cut_off_in_our_place() -> None:
    found = message(text="[club1|Соседи] и [club242065128|Отклик], когда?").message
    assert found.outright
    assert "[club1|Соседи]" in found.text
    assert "Отклик" not in found.text


def test_a_reply_names_the_message_it_answers() -> None:
    reply = {"date": SENT, "from_id": 77, "text": "Вопрос", "conversation_message_id": 12, "peer_id": 2000000002}
    found = message(reply_message=reply).message
    assert found.reply_to == in_chat(12)
    assert found.replied is not None
    assert (found.replied.author, found.replied.text) == (77, "Вопрос")


def test_a_reply_to_a_message_vk_does_not_number_is_a_reply_to_nothing_known() -> None:
    assert message(reply_message={"from_id": 77, "text": "Вопрос"}).message.reply_to is None


def test_forwarded_messages_are_read_in_their_order() -> None:
    inner = {"from_id": 2, "text": "второе", "peer_id": 2, "conversation_message_id": 5}
    outer = [{"from_id": 1, "text": "первое", "fwd_messages": [inner]}, {"from_id": 3, "text": "третье"}]
    assert [one.text for one in message(fwd_messages=outer).message.forwarded] == ["первое", "второе", "третье"]


def test_where_a_forwarded_message_stood_is_known_only_in_a_chat() -> None:
    known = {"from_id": 1, "text": "?", "peer_id": CHAT, "conversation_message_id": 5}
    private = {"from_id": 2, "text": "?", "peer_id": 2, "conversation_message_id": 5}
    found = message(fwd_messages=[known, private]).message.forwarded
    assert [one.place for one in found] == [in_chat(5, CHAT), None]


def test_forwards_fifty_deep_are_followed_a_little_way() -> None:
    nested: dict[str, Any] = {"from_id": 1, "text": "дно"}
    for level in range(50):
        nested = {"from_id": 1, "text": f"уровень {level}", "fwd_messages": [nested]}
    found = message(fwd_messages=[nested]).message.forwarded
    assert [one.text for one in found] == [f"уровень {level}" for level in (49, 48, 47, 46, 45)]


def test_vks_own_messages_say_what_they_are() -> None:
    assert message(action={"type": "chat_invite_user", "member_id": -COMMUNITY}).service == "chat_invite_user"
    assert message(action=None).service == ""


def test_words_of_an_employee_in_the_communitys_name_are_the_employees() -> None:
    event = read(update("message_reply", a_raw_message(from_id=-COMMUNITY, peer_id=MARINA, admin_author_id=105)))
    assert speaker(event) == 105


@pytest.mark.parametrize("own", [{}, {"admin_author_id": 105, "random_id": 77}, {"admin_author_id": 0}])
def test_the_bots_own_words_are_not_heard(own: dict[str, Any]) -> None:
    assert read(update("message_reply", a_raw_message(from_id=-COMMUNITY, peer_id=MARINA, **own))) is None


# --- texts


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("фонарь\x00 не горит", "фонарь не горит"),
        ("фонарь\ud83d не горит", "фонарь не горит"),
        ("\udcffфонарь", "фонарь"),
        ("\u202eфонарь", "фонарь"),
        ("первая\nвторая", "первая\nвторая"),
        ("", ""),
        (None, ""),
        (214, ""),
        (["фонарь"], ""),
        ({"a": 1}, ""),
    ],
)
def test_what_no_store_can_bear_is_cut_out_of_the_words(said: object, heard: str) -> None:
    assert words(said) == heard


def test_towers_of_accents_become_letters_again() -> None:
    tower = "ф" + "\u0301" * 500 + "онарь"
    heard = words(tower)
    assert len(heard) < 20
    assert heard.startswith("ф")
    assert heard.endswith("онарь")


@pytest.mark.parametrize(
    "text",
    ["я" * 1_000_000, "[club1|" * 150_000, "[club242065128|" * 70_000, "\u0301" * 1_000_000, "\x00" * 1_000_000],
    ids=["letters", "brackets", "our brackets", "accents", "nothing"],
)
def test_a_megabyte_of_anything_is_read_at_once(text: str) -> None:
    assert len(words(text)) <= LONGEST  # reading letter by letter again and again would take minutes


def test_a_mention_of_a_number_longer_than_any_is_a_word_like_another() -> None:
    text = f"[club{'1' * 5000}|x] когда?"
    assert words(text) == text


# --- attachments


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        ({"type": "photo", "photo": {"owner_id": 5, "id": 7, "access_key": "k"}}, ("photo5_7_k",)),
        ({"type": "doc", "doc": {"owner_id": -5, "id": 7}}, ("doc-5_7",)),
        ({"type": "link", "link": {"url": "https://vk.com/x"}}, ("link:https://vk.com/x",)),
        ({"type": "sticker", "sticker": {"sticker_id": 9}}, ("sticker",)),
        ({"type": "hologram", "hologram": {"depth": 3}}, ("hologram",)),
        ({"type": "hologram"}, ("hologram",)),
        ({"type": "photo", "photo": None}, ("photo",)),
        ({}, ()),
        ("photo5_7", ()),
        (None, ()),
    ],
)
def test_attachments_are_addressed_and_strange_ones_are_at_least_named(item: object, shown: tuple[str, ...]) -> None:
    assert message(attachments=[item]).message.attachments == shown


def test_a_place_on_the_map_is_an_attachment() -> None:
    geo = {"type": "point", "coordinates": {"latitude": 58.5, "longitude": 31.2}}
    assert message(geo=geo).message.attachments == ("geo:58.5,31.2",)
    assert message(geo={"type": "point"}).message.attachments == ()


# --- buttons, reactions, permissions


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ('{"a":"Mine"}', {"a": "Mine"}),
        ({"a": "Mine"}, {"a": "Mine"}),
        ('"q1"', "q1"),
        ("q1", "q1"),
        ("{broken", "{broken"),
        ("", ""),
        (None, None),
        ([1], [1]),
        ('{"command":"not_supported_button","payload":"{\\"q\\":1}"}', {"q": 1}),
        ({"command": "not_supported_button", "payload": {"command": "not_supported_button", "payload": "{}"}}, {}),
        ({"command": "start"}, {"command": "start"}),
        ('{"\\ud83d":1}', '{"\\ud83d":1}'),
    ],
)
def test_a_buttons_value_is_unwrapped(sent: object, meant: object) -> None:
    assert message(payload=sent).payload == meant


def test_a_button_wrapped_without_end_is_given_up() -> None:
    wrapped: object = {"a": "Mine"}
    for _ in range(50):
        wrapped = {"command": "not_supported_button", "payload": wrapped}
    assert message(payload=wrapped).payload != {"a": "Mine"}


def test_a_press_without_a_message_is_still_a_press() -> None:
    facts = {"user_id": MARINA, "peer_id": MARINA, "event_id": "0f1b", "payload": "q1"}
    event = read(update("message_event", facts))
    assert event == Pressed(in_private(MARINA, 0), MARINA, "0f1b", "q1")


@pytest.mark.parametrize(("sent", "reaction"), [({"reaction_id": 6}, 6), ({}, None), ({"reaction_id": 0}, None)])
def test_a_reaction_is_put_or_taken_away(sent: dict[str, int], reaction: int | None) -> None:
    facts = {"reacted_id": MARINA, "peer_id": 2000000002, "cmid": 33, **sent}
    assert read(update("message_reaction_event", facts)) == Reacted(in_chat(33), MARINA, reaction)


def test_permission_to_write_is_given_and_taken() -> None:
    events = [read(update(f"message_{word}", {"user_id": MARINA})) for word in ("allow", "deny")]
    assert events == [Allowed(COMMUNITY, MARINA, allowed=True), Allowed(COMMUNITY, MARINA, allowed=False)]


# --- comments


def test_a_comment_stands_under_its_post() -> None:
    event = read(update("wall_reply_new", a_raw_comment()))
    assert isinstance(event, NewComment)
    assert event.message.place == Place(PlaceKind.WALL, COMMUNITY, -COMMUNITY, 45, 40)
    assert event.message.reply_to is None


@pytest.mark.parametrize("thread", [{"reply_to_comment": 44}, {"parents_stack": [40, 44]}])
def test_a_comment_in_a_thread_answers_the_one_before(thread: dict[str, Any]) -> None:
    event = read(update("wall_reply_new", a_raw_comment(**thread)))
    assert isinstance(event, NewComment)
    assert event.message.reply_to == event.message.place.at(44)


def test_the_name_vk_puts_before_a_reply_is_cut_off() -> None:
    event = read(update("wall_reply_new", a_raw_comment(text="[id5|Анна], а когда?")))
    assert isinstance(event, NewComment)
    assert event.message.text == "а когда?"


def test_a_comment_under_a_video() -> None:
    raw = a_raw_comment(video_id=456239017)
    del raw["post_id"]
    event = read(update("video_comment_new", raw))
    assert isinstance(event, NewComment)
    assert event.message.place == Place(PlaceKind.VIDEO, COMMUNITY, -COMMUNITY, 45, 456239017)


# --- identity


def test_a_message_told_twice_has_one_key_and_others_have_others() -> None:
    first = update("message_new", {"message": a_raw_message()})
    again = update("message_new", {"message": a_raw_message()}, event_id="e2")
    others = [
        update("message_new", {"message": a_raw_message(conversation_message_id=18)}),
        update("message_new", {"message": a_raw_message(peer_id=2000000003)}),
        update("wall_reply_new", a_raw_comment()),
        update("wall_reply_new", a_raw_comment(id=46)),
        update("wall_reply_new", a_raw_comment(post_id=41)),
    ]
    assert natural_key(first) == natural_key(again)
    assert len({natural_key(one) for one in (first, *others)}) == 6


@pytest.mark.parametrize("kind", ["message_edit", "message_event", "wall_reply_edit", "wall_reply_restore", "unknown"])
def test_what_may_rightly_come_twice_has_no_key_of_its_own(kind: str) -> None:
    assert natural_key(update(kind, a_raw_message())) is None


def test_order_is_kept_within_a_conversation_or_a_wall_or_a_person() -> None:
    updates = [
        update("message_new", {"message": a_raw_message()}),
        update("wall_reply_new", a_raw_comment()),
        update("message_allow", {"user_id": MARINA}),
        update("group_change_photo", {}),
    ]
    assert [peer_of(one) for one in updates] == [2000000002, -COMMUNITY, MARINA, 0]


# --- anything at all

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**25), 10**25)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["[club242065128|x] ", '{"command":"not_supported_button","payload":"{}"}', 2000000002, "17"])
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KNOWN = sorted(
    {*a_raw_message(), *a_raw_comment(), "message", "action", "payload", "geo", "reply_message", "admin_author_id",
     "user_id", "event_id", "cmid", "reacted_id", "reaction_id", "video_id", "reply_to_comment"}
)  # fmt: skip
STRANGE = st.dictionaries(st.sampled_from(KNOWN), ANYTHING, max_size=8)
NEARLY = st.builds(lambda facts, base: base | facts, STRANGE, st.sampled_from([a_raw_message(), a_raw_comment()]))
FACTS = st.one_of(ANYTHING, STRANGE, NEARLY, NEARLY.map(lambda raw: {"message": raw}))
UPDATES = st.one_of(
    st.builds(update, st.sampled_from(sorted(READERS)), FACTS),
    st.dictionaries(st.sampled_from(["type", "group_id", "object", "event_id"]), ANYTHING),
)


@given(UPDATES)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_update_is_read_or_refused_as_broken(strange: dict[str, Any]) -> None:
    with suppress(KeyError, TypeError, ValueError):
        read(strange)


@given(UPDATES)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_update_has_a_conversation_and_perhaps_a_key(strange: dict[str, Any]) -> None:
    assert isinstance(peer_of(strange), int)
    assert natural_key(strange) is None or isinstance(natural_key(strange), str)


@given(UPDATES)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_update_can_be_kept(strange: dict[str, Any]) -> None:
    """What no column takes would come back with every poll and stand before everything that follows."""
    kept = raw_event(orjson.loads(json.dumps(strange)))
    texts = [text for text in (kept.type, kept.event_id, kept.natural) if text is not None]
    assert all("\x00" not in text and len(text) <= 200 for text in texts)
    assert abs(kept.peer) < 2**63


def test_numbers_may_come_as_their_text() -> None:
    told, spelled = a_raw_message(), a_raw_message(peer_id="2000000002", conversation_message_id="17", date=str(SENT))
    spelled["from_id"] = str(spelled["from_id"])
    one, other = update("message_new", {"message": told}), update("message_new", {"message": spelled})
    assert (peer_of(one), natural_key(one)) == (peer_of(other), natural_key(other))
    assert read(one) == read(other)


def test_words_without_a_date_are_of_the_moment_when_they_were_heard() -> None:
    """VK always gives one; a question of 1970 would be overdue before it is asked."""
    heard_at = datetime(2026, 11, 24, 10, tzinfo=UTC)

    def moment(**changes: Any) -> datetime:
        event = read(update("message_new", {"message": a_raw_message(**changes)}), heard_at)
        assert isinstance(event, NewMessage)
        return event.message.at

    assert moment() == datetime.fromtimestamp(SENT, UTC)
    assert moment(date=...) == heard_at
    assert moment(date=None) == heard_at
