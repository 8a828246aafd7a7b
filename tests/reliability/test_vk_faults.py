"""VK's faults as people meet them: who hears what, nothing lost, nothing twice. The table of what is expected stands
here, in words; docs/reference/vk-faults.md says the same and names these stories."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.vk import client
from domain.question import OPEN
from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    KUZMIN,
    LEBEDEVA,
    LENA,
    MARINA,
    MODERATORS_CHAT,
    OLEG,
    PETROVA,
    SOKOLOVA,
    STAFF_CHAT,
    VETROV,
    VIKTOR,
    World,
    a_town,
    labels,
)

LAMP = "не горит фонарь на победы 14, третий день темно"
PIT = "яма на дороге на мира 3, машины бьются, когда заделают"
ANSWER = "Лампу заменили сегодня утром, светит"
TOKEN, PERSON = "sandbox-242065128", "sandbox-user-106"
CHAT_NAME = f"{CHAT} (Приозёрный округ)"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with a_town(tmp_path) as town:
        await town.tick()  # the morning's lists
        yield town


async def asks(world: World) -> int:
    """Марина asks in the chat; Ильин owes the answer to №1, and everybody has seen what was said about it."""
    asked = await world.says(MARINA, LAMP)
    for peer in (CHAT, MARINA, ILYIN, STAFF_CHAT, MODERATORS_CHAT):
        world.heard(peer)
    return asked


async def answers(world: World, number: int = 1) -> None:
    await world.writes(ILYIN, f"ответ {number} {ANSWER}")


async def minutes_pass(world: World, minutes: int) -> None:
    """Time goes by a minute at a time: the sender tries again when it may."""
    for _ in range(minutes):
        await world.pass_time(timedelta(minutes=1))


async def hours_pass(world: World, hours: int) -> None:
    """Time goes by an hour at a time: enough where nothing has to come on the minute."""
    for _ in range(hours):
        world.vk.clock.advance(timedelta(hours=1))
        await world.tick()


def answered(world: World, peer: int = CHAT) -> int:
    """How often the answer stands in a conversation."""
    return sum(ANSWER in message.text for message in world.bot_said(peer))


async def by_hand(world: World) -> int:
    """How often moderators were asked to publish the answer by hand."""
    return sum("Опубликуйте вручную" in m.text and ANSWER in m.text for m in world.bot_said(MODERATORS_CHAT))


async def waits(world: World) -> None:
    """Nothing is lost: whatever was to be said was said, taken another way, or put aside with a word about it."""
    async with world.bot.database.reading() as uow:
        backlog = await uow.gauges.outbox_backlog(world.vk.clock.now())
        assert backlog.waiting == 0
        assert await uow.inbox.count_quarantined() == 0


# --- what passes by itself


@pytest.mark.parametrize(
    ("code", "within"),
    [(1, 2), (6, 2), (9, 4), (10, 2), (995, 4)],
)
async def test_a_trouble_that_passes_is_waited_out_and_bothers_nobody(world: World, code: int, within: int) -> None:
    await asks(world)
    world.vk.faults.fail("messages.send", code, times=2, peer=CHAT)
    await answers(world)
    assert answered(world) == 0
    await minutes_pass(world, within)

    assert answered(world) == 1
    assert world.heard(STAFF_CHAT) == world.heard(MODERATORS_CHAT) == []
    await waits(world)


async def test_flood_control_is_not_asked_again_within_seconds(world: World) -> None:
    await asks(world)
    world.vk.faults.fail("messages.send", 9, peer=CHAT)
    await answers(world)
    world.vk.clock.advance(timedelta(seconds=50))
    await world.settle()
    assert answered(world) == 0
    world.vk.clock.advance(timedelta(seconds=20))
    await world.settle()

    assert answered(world) == 1


@pytest.mark.parametrize("code", [1, 10])
async def test_work_vk_did_and_denied_is_not_done_twice(world: World, code: int) -> None:
    await asks(world)
    world.vk.faults.fail("messages.send", code, times=2, after_work=True, peer=CHAT)
    await answers(world)
    await minutes_pass(world, 5)

    assert answered(world) == 1
    await waits(world)


# --- what an administrator has to mend


@pytest.mark.parametrize("picture", [False, True], ids=["page", "picture"])
async def test_a_captcha_delays_and_is_told_once(world: World, picture: bool) -> None:
    await asks(world)
    world.vk.faults.fail("messages.send", 14, peer=CHAT, picture=picture)
    await answers(world)
    await world.pass_time(timedelta(minutes=30))

    assert answered(world) == 1
    (told,) = world.alarms()
    assert told.startswith(f"⚠ ВКонтакте просит капчу у сообщества {GROUP} (Приозёрный округ)")
    await waits(world)


async def test_access_denied_waits_for_the_right_and_is_told(world: World) -> None:
    await asks(world)
    world.vk.faults.fail("messages.send", 15, times=3, peer=CHAT)
    await answers(world)
    await world.pass_time(timedelta(minutes=5))
    (told,) = world.alarms()
    assert told.startswith(f"⚠ ВКонтакте отказывает сообществу {GROUP} (Приозёрный округ) в доступе. Проверьте права")
    await world.pass_time(timedelta(hours=1))

    assert answered(world) == 1
    await waits(world)


async def test_a_quota_used_up_is_waited_out_for_long_and_told(world: World) -> None:
    await asks(world)
    world.vk.faults.fail("messages.send", 29, peer=CHAT)
    await answers(world)
    await world.pass_time(timedelta(minutes=29))
    assert answered(world) == 0
    sent = sum(ANSWER in str(form) and str(CHAT) in str(form) for _, form in world.vk.requests)
    await world.pass_time(timedelta(minutes=30))

    assert answered(world) == 1
    assert sent == 1, "not asked again meanwhile"
    assert any("лимит на сегодня исчерпан" in text for text in world.alarms())
    await waits(world)


@pytest.mark.parametrize("code", [5, 27, 1117])
async def test_a_token_that_died_loses_nothing_however_long_it_takes(
    world: World, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Friday evening until Monday: everything is said when there is a token again."""
    await asks(world)
    world.vk.faults.fail("messages.send", code, times=10_000)
    await answers(world)
    await hours_pass(world, 60)
    assert answered(world) == 0
    health = await world.bot.examine()
    assert f"VK refuses the token of community {GROUP}" in health.troubles
    assert [record for record in caplog.records if getattr(record, "type", "") == "token"]
    world.vk.faults.clear()
    await world.pass_time(timedelta(minutes=30))

    assert answered(world) == 1
    async with world.bot.database.reading() as uow:
        assert await uow.gauges.outbox_quarantined() == 0


@pytest.mark.parametrize("code", [5, 27, 1051, 1117])
async def test_a_persons_token_that_died_sends_the_answer_another_way(tmp_path: Path, code: int) -> None:
    async with a_town(tmp_path, user_token=True) as world:
        await world.starts(MARINA)
        await world.comments(MARINA, LAMP, video=True)
        world.heard(MARINA)
        world.vk.faults.fail("video.createComment", code, times=99)
        await answers(world)
        await world.pass_time(timedelta(minutes=2))

        assert world.bot_commented(video=True) == []
        assert answered(world, MARINA) == 1
        told = world.alarms()
        assert [text for text in told if "Ключ человека (VK_USER_TOKEN) больше не работает" in text]
        await waits(world)


# --- our own mistakes


@pytest.mark.parametrize("code", [911, 912, 943])
async def test_buttons_vk_does_not_take_do_not_cost_the_card(world: World, code: int) -> None:
    world.vk.faults.fail("messages.send", code, peer=ILYIN)
    await world.says(MARINA, LAMP)

    (card,) = [m for m in world.bot_said(ILYIN) if LAMP in m.text]
    assert labels(card) == []
    await world.writes(ILYIN, ANSWER, to=card.cmid)
    assert answered(world) == 1, "a reply to the card works without buttons"
    await waits(world)


async def test_the_capabilities_of_bots_switched_off_are_told(world: World) -> None:
    world.vk.faults.fail("messages.send", 912, peer=ILYIN)
    await world.says(MARINA, LAMP)
    await world.pass_time(timedelta(minutes=2))

    (told,) = world.alarms()
    assert "выключены «Возможности ботов»" in told


async def test_words_vk_finds_too_long_come_in_pieces(world: World) -> None:
    await asks(world)
    long = " ".join(f"Работы на участке {number} закончим в срок." for number in range(60))
    world.vk.faults.fail("messages.send", 914, peer=CHAT)
    await world.writes(ILYIN, f"ответ 1 {long}")

    pieces = [m for m in world.bot_said(CHAT) if "Работы на участке" in m.text]
    assert len(pieces) > 1
    assert long in " ".join(m.text for m in pieces)
    assert pieces[0].reply_to is not None
    await waits(world)


async def test_a_request_vk_calls_wrong_is_said_without_its_trimmings(world: World) -> None:
    await asks(world)
    world.vk.faults.fail("messages.send", 100, peer=CHAT)
    await answers(world)

    assert answered(world) == 1
    assert world.bot_said(CHAT)[-1].reply_to is None
    await waits(world)


async def test_what_vk_calls_wrong_whatever_is_left_away_is_published_by_hand(world: World) -> None:
    await asks(world)
    world.vk.faults.fail("messages.send", 100, times=99, peer=CHAT)
    await answers(world)
    await world.pass_time(timedelta(minutes=2))

    assert answered(world) == 0
    assert await by_hand(world) == 1
    assert [text for text in world.alarms() if "Отложено сообщений, которые не удалось отправить: 1" in text]


async def test_a_card_that_cannot_be_sent_is_told_to_the_ccu(world: World) -> None:
    world.vk.faults.fail("messages.send", 100, times=99, peer=ILYIN)
    await world.says(MARINA, LAMP)

    assert [text for text in world.alarms() if "Сергей Ильин" in text and "№1" in text]


async def test_a_message_deleted_before_its_mark_alarms_nobody(world: World) -> None:
    """VK answers 100 to a mark on what is not there."""
    gone = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    for poll in world.bot.longpolls:
        await poll.step(0)
    world.vk.delete(GROUP, CHAT, MARINA, gone)
    await world.settle()
    await world.pass_time(timedelta(minutes=3))

    assert world.alarms() == []
    assert world.heard(CHAT) == []


async def test_an_unknown_code_is_tried_for_half_an_hour_and_then_left_to_people(world: World) -> None:
    await asks(world)
    world.vk.faults.fail("messages.send", 4242, times=99, peer=CHAT)
    await answers(world)
    await minutes_pass(world, 20)
    assert await by_hand(world) == 0
    await minutes_pass(world, 30)

    assert await by_hand(world) == 1
    assert answered(world) == 0


async def test_an_unknown_code_that_passes_is_forgotten(world: World) -> None:
    await asks(world)
    world.vk.faults.fail("messages.send", 4242, times=2, peer=CHAT)
    await answers(world)
    await minutes_pass(world, 5)

    assert answered(world) == 1
    assert await by_hand(world) == 0
    await waits(world)


# --- people who cannot be written to


@pytest.mark.parametrize("code", [7, 18, 900, 901, 902, 936, 1021])
async def test_an_author_who_cannot_be_written_to_is_answered_by_hand(world: World, code: int) -> None:
    await world.writes_and_waits(VIKTOR, LAMP)
    world.vk.refuse(GROUP, VIKTOR, code)
    await answers(world)

    assert answered(world, VIKTOR) == 0
    assert await by_hand(world) == 1
    await waits(world)


@pytest.mark.parametrize("code", [900, 901, 902, 936, 1021])
async def test_row_22_an_official_who_cannot_be_written_to_is_told_the_same_minute(world: World, code: int) -> None:
    world.vk.refuse(GROUP, ILYIN, code)
    await world.says(MARINA, LAMP)

    told = [text for text in world.heard(STAFF_CHAT) if "Сергей Ильин, ЖКХ: не могу написать" in text]
    assert len(told) == 1
    assert "№1" in told[0]
    assert [text for text in world.heard(MODERATORS_CHAT) if "Сергей Ильин, ЖКХ: не могу написать" in text]
    others = [m for person in (PETROVA, KUZMIN, VETROV) for m in world.bot_said(person) if LAMP in m.text]
    assert len(others) == 1, "somebody else has the card"
    await waits(world)


# --- chats that are lost

LOST = {
    917: f"⚠ Чат {CHAT_NAME} потерян: ВКонтакте не даёт туда писать",
    922: f"⚠ Чат {CHAT_NAME} потерян",
    927: f"⚠ Чат {CHAT_NAME} потерян",
    945: f"⚠ Чат {CHAT_NAME} отключён",
    983: f"⚠ В чате {CHAT_NAME} боту запретили писать",
    993: f"⚠ Чат {CHAT_NAME} переехал в MAX",
    996: f"⚠ Чат {CHAT_NAME} закрыт другим администратором",
    1012: f"⚠ В чате {CHAT_NAME} боту запретили писать",
    1017: f"⚠ Чат {CHAT_NAME} удалён",
}


@pytest.mark.parametrize("code", LOST)
async def test_the_answer_for_a_lost_chat_goes_to_the_author_and_the_chat_is_told_once(world: World, code: int) -> None:
    await world.starts(MARINA)
    await asks(world)
    await world.says(MARINA, PIT)
    world.heard(STAFF_CHAT)
    world.vk.refuse(GROUP, CHAT, code)
    await answers(world)
    await world.writes(PETROVA, f"ответ 2 {ANSWER}")

    assert answered(world, MARINA) == 2
    (told,) = world.alarms()
    assert told.startswith(LOST[code])
    await waits(world)


async def test_an_author_of_a_lost_chat_who_never_wrote_to_the_bot_is_answered_by_hand(world: World) -> None:
    world.vk.community(GROUP).allowed.discard(MARINA)
    await asks(world)
    world.vk.refuse(GROUP, CHAT, 993)
    await answers(world)

    assert await by_hand(world) == 1
    await waits(world)


async def test_questions_of_a_chat_that_moved_stay_open_until_they_are_answered(world: World) -> None:
    await asks(world)
    world.vk.refuse(GROUP, CHAT, 993)
    await world.pass_time(timedelta(hours=1))
    async with world.bot.database.reading() as uow:
        assert (await uow.questions.get(1)).status in OPEN
    (told,) = world.alarms()
    assert "переехал в MAX" in told
    assert "Вопросы оттуда остались в работе" in told
    await answers(world)
    await hours_pass(world, 26)

    async with world.bot.database.reading() as uow:
        assert (await uow.questions.get(1)).answered_by == ILYIN
    assert [text for text in world.alarms() if "MAX" in text] == []


async def test_health_remembers_a_chat_that_moved(world: World) -> None:
    world.vk.refuse(GROUP, CHAT, 993)
    await hours_pass(world, 26)
    world.vk.refuse(GROUP, CHAT, None)
    world.heard(STAFF_CHAT)
    await world.says(LEBEDEVA, "здоровье", peer=STAFF_CHAT)

    assert "переехал в MAX" in world.heard(STAFF_CHAT)[-1]


async def test_what_the_lost_chat_of_the_ccu_was_to_hear_its_people_hear(world: World) -> None:
    await world.starts(LEBEDEVA)
    world.heard(LEBEDEVA)
    world.vk.refuse(GROUP, STAFF_CHAT, 917)
    world.vk.refuse(GROUP, ILYIN, 901)
    await world.says(MARINA, LAMP)

    assert [text for text in world.heard(LEBEDEVA) if "Сергей Ильин, ЖКХ: не могу написать" in text]
    await waits(world)


async def test_what_the_lost_chat_of_moderators_was_to_publish_a_moderator_publishes(world: World) -> None:
    await world.starts(SOKOLOVA)
    await world.writes_and_waits(VIKTOR, LAMP)
    world.vk.refuse(GROUP, MODERATORS_CHAT, 917)
    world.vk.refuse(GROUP, VIKTOR, 901)
    await answers(world)

    assert [m for m in world.bot_said(SOKOLOVA) if "Опубликуйте вручную" in m.text and ANSWER in m.text]
    await waits(world)


# --- reactions


async def test_a_reaction_switched_off_becomes_a_text_and_is_tried_again_tomorrow(world: World) -> None:
    world.vk.faults.fail("messages.sendReaction", 1010, times=1)
    first = await world.says(MARINA, LAMP)
    second = await world.says(OLEG, PIT)
    assert [world.mark(first), world.mark(second)] == ["", ""]
    assert len([m for m in world.bot_said(CHAT) if m.reply_to in (first, second)]) == 2
    await hours_pass(world, 24)
    third = await world.says(LENA, "почему не вывозят мусор на лесной 5?")

    assert world.mark(third) == "❓"
    assert world.heard(STAFF_CHAT) == [] or not world.alarms()
    await waits(world)


async def test_a_message_with_too_many_reactions_gets_a_text_and_the_next_one_a_mark(world: World) -> None:
    world.vk.faults.fail("messages.sendReaction", 1011)
    first = await world.says(MARINA, LAMP)
    second = await world.says(OLEG, PIT)

    assert world.mark(first) == ""
    assert [m for m in world.bot_said(CHAT) if m.reply_to == first]
    assert world.mark(second) == "❓"
    await waits(world)


# --- comments


@pytest.mark.parametrize(
    ("code", "told"), [(212, "Не пускает"), (213, "Не пускает"), (13000, "запретил комментировать")]
)
async def test_comments_closed_to_the_bot_send_the_answer_to_the_author(world: World, code: int, told: str) -> None:
    await world.starts(MARINA)
    await world.comments(MARINA, LAMP)
    world.heard(STAFF_CHAT)
    world.vk.faults.fail("wall.createComment", code, times=99)
    await answers(world)
    await world.pass_time(timedelta(minutes=2))

    assert world.bot_commented() == []
    assert answered(world, MARINA) == 1
    assert [text for text in world.alarms() if told in text]
    await waits(world)


async def test_comments_closed_under_a_video_send_the_answer_to_the_author(tmp_path: Path) -> None:
    async with a_town(tmp_path, user_token=True) as world:
        await world.starts(MARINA)
        await world.comments(MARINA, LAMP, video=True)
        world.vk.faults.fail("video.createComment", 801, times=99)
        await answers(world)
        await minutes_pass(world, 1)

        assert world.bot_commented(video=True) == []
        assert answered(world, MARINA) == 1
        assert [text for text in world.alarms() if "Не пускает обсуждение под видео" in text]
        await waits(world)


# --- the wire

BROKEN: dict[str, dict[str, Any]] = {
    "a bad gateway": {"kind": "http"},
    "a cut connection": {"kind": "drop"},
    "no answer": {"kind": "hang"},
    "an empty answer": {"kind": "garble", "body": b""},
    "half an answer": {"kind": "garble", "body": b'{"response":[{"peer_id":2000000002,"mess'},
    "broken bytes": {"kind": "garble", "body": b'{"response":"\xff\xfe'},
    "a page": {"kind": "garble", "body": b"<html><h1>Service Unavailable</h1></html>"},
    "another shape": {"kind": "garble", "body": b'{"answer":1}'},
}


def breaks(world: World, how: str, method: str, *, after_work: bool, times: int = 1) -> None:
    trouble = dict(BROKEN[how])
    kind = trouble.pop("kind")
    getattr(world.vk.faults, kind)(method, times=times, after_work=after_work, **trouble)


@pytest.mark.parametrize("after_work", [False, True], ids=["before the work", "after the work"])
@pytest.mark.parametrize("how", BROKEN)
async def test_an_answer_goes_through_a_broken_wire_once(
    world: World, how: str, after_work: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asks(world)
    if how == "no answer":  # long enough for a crowded machine to answer what it answers
        monkeypatch.setattr(client, "LONGEST", 1.5)
    breaks(world, how, "messages.send", after_work=after_work, times=2)
    await answers(world)
    await minutes_pass(world, 5)

    assert answered(world) == 1
    assert len([m for m in world.bot_said(ILYIN) if ANSWER not in m.text and "№1" in m.text]) <= 2
    assert world.heard(STAFF_CHAT) == world.heard(MODERATORS_CHAT) == []
    await waits(world)


@pytest.mark.parametrize("after_work", [False, True], ids=["before the work", "after the work"])
@pytest.mark.parametrize("how", ["a bad gateway", "half an answer"])
async def test_a_comment_and_a_mark_go_through_a_broken_wire_once(world: World, how: str, after_work: bool) -> None:
    breaks(world, how, "messages.sendReaction", after_work=after_work)
    asked = await world.says(MARINA, LAMP)
    await world.comments(OLEG, PIT)
    breaks(world, how, "wall.createComment", after_work=after_work)
    await world.writes(PETROVA, f"ответ 2 {ANSWER}")
    await minutes_pass(world, 5)

    assert world.mark(asked) == "❓"
    assert [ANSWER in text for text in world.bot_commented()] == [True]
    await waits(world)


async def test_an_outage_of_two_days_loses_nothing_and_says_nothing_twice(world: World) -> None:
    """Nobody is reached; when VK is back everybody gets what is still true, once."""
    asked = await asks(world)
    world.vk.faults.http("*", 503, times=10**6)
    world.vk.faults.http("longpoll", 503, times=10**6)
    world.vk.say(GROUP, ILYIN, ILYIN, f"ответ 1 {ANSWER}")
    for _ in range(48):
        world.vk.clock.advance(timedelta(hours=1))
        await world.bot.ticks.second()
        await world.bot.ticks.minute()
        while await world.bot.outbox.step():
            continue
    world.vk.faults.clear()
    await world.pass_time(timedelta(minutes=45))

    assert answered(world) == 1
    assert world.mark(asked) == "👌"
    async with world.bot.database.reading() as uow:
        assert await uow.gauges.outbox_quarantined() == 0
    await waits(world)


# --- one event with a missing field


@pytest.mark.parametrize("missing", ["from_id", "peer_id", "conversation_message_id"])
async def test_row_17_an_event_with_a_missing_field_stops_nobody_and_is_told(world: World, missing: str) -> None:
    world.vk.say(GROUP, CHAT, MARINA, LAMP)
    event = world.vk.queues[GROUP]._events[-1]
    del event["object"]["message"][missing]
    behind = await world.says(OLEG, PIT)
    assert world.mark(behind) == "❓", "in the same chat too: no second look would read it"
    await world.pass_time(timedelta(minutes=11))

    assert len([text for text in world.heard(STAFF_CHAT) if "Не разобрал 1 событие" in text]) == 1


# --- bots among themselves


async def test_row_16_two_bots_in_a_chat_never_answer_each_other(world: World) -> None:
    """A manager bot repeats whatever it hears; ours says nothing more for it."""
    other = -777
    conversation = world.vk.conversation(GROUP, CHAT)
    await world.says(MARINA, LAMP)
    for _ in range(20):
        echo = world.vk.put_message(conversation, other, LAMP)
        world.vk._deliver(conversation, echo)
        await world.settle()

    assert world.bot_said(CHAT) == []
    async with world.bot.database.reading() as uow:
        assert await uow.questions.find(2) is None
