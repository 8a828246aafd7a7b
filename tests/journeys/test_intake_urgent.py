"""Danger: advice at once, everybody who must know at any hour, and no word that is not true."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    KUZMIN,
    LEBEDEVA,
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
)

GAS = "пахнет газом, Труда 8, 2 подъезд"
ADVICE = "Запах газа: выйдите на улицу, не включайте свет, звоните 104 или 112."
TOLD = "Дежурному сообщил в 02:14"
STAFF = (ILYIN, KUZMIN, STAFF_CHAT, MODERATORS_CHAT, LEBEDEVA, SOKOLOVA, VETROV, PETROVA)


@pytest.fixture
async def night(tmp_path: Path) -> AsyncIterator[World]:
    async with a_town(tmp_path, at="2026-11-25 02:14") as town:
        yield town


def said_at_first(world: World, words: str) -> list[str]:
    """Texts with these words as they were sent, before any change."""
    return [p["message"] for m, p in world.vk.done if m == "messages.send" and words in p.get("message", "")]


async def test_advice_stands_in_the_chat_at_once_even_at_night(night: World) -> None:
    asked = await night.says(MARINA, GAS)

    [advice] = night.heard(CHAT)
    assert advice.startswith(ADVICE)
    assert night.bot_said(CHAT)[-1].reply_to == asked
    assert night.mark(asked) == "❓"


async def test_everybody_who_must_know_is_alarmed_at_once(night: World) -> None:
    await night.says(MARINA, GAS)

    for who in (ILYIN, KUZMIN, STAFF_CHAT, MODERATORS_CHAT):
        [alarm] = night.heard(who)
        assert alarm.startswith("⚠ Запах газа. Вопрос №1"), who
        assert "Труда 8" in alarm


async def test_told_is_said_only_after_delivery(night: World) -> None:
    await night.says(MARINA, GAS)

    [sent] = said_at_first(night, "104 или 112")
    assert "Дежурному" not in sent
    [now] = [m.text for m in night.bot_said(CHAT)]
    assert TOLD in now
    assert ADVICE in now
    assert len([1 for m, _ in night.vk.done if m == "messages.edit"]) == 1


async def test_told_is_never_said_when_nobody_could_be_reached(night: World) -> None:
    for who in STAFF:
        night.vk.refuse(GROUP, who, 917 if who > 2_000_000_000 else 901)
    await night.says(MARINA, GAS)
    await night.pass_time(timedelta(minutes=30))

    [advice] = [m.text for m in night.bot_said(CHAT)]
    assert advice.startswith(ADVICE)
    assert "Дежурному" not in advice


async def test_told_is_said_when_the_first_of_them_is_reached_later(night: World) -> None:
    for who in STAFF:
        night.vk.refuse(GROUP, who, 9)
    await night.says(MARINA, GAS)
    assert "Дежурному" not in night.bot_said(CHAT)[-1].text

    for who in STAFF:
        night.vk.refuse(GROUP, who, None)
    await night.pass_time(timedelta(minutes=15))

    assert "Дежурному сообщил в 02:29" in night.bot_said(CHAT)[-1].text


async def test_advice_that_came_late_still_learns_that_they_were_told(night: World) -> None:
    night.vk.refuse(GROUP, CHAT, 9)
    await night.says(MARINA, GAS)
    assert night.heard(ILYIN)
    night.vk.refuse(GROUP, CHAT, None)
    await night.pass_time(timedelta(minutes=15))

    [advice] = [m.text for m in night.bot_said(CHAT)]
    assert TOLD in advice


async def test_in_private_too_and_with_no_second_question(night: World) -> None:
    await night.writes(VIKTOR, GAS)
    await night.pass_time(timedelta(minutes=2))

    texts = [m.text for m in night.bot_said(VIKTOR)]
    assert any(text.startswith(ADVICE) and TOLD in text for text in texts)
    assert not any("№2" in text for text in texts)


async def test_under_the_wall_the_advice_is_a_reply(night: World) -> None:
    number = await night.comments(MARINA, GAS)

    [advice] = [c for c in night.vk.comments(-GROUP, post_id=1) if c.from_id == -GROUP]
    assert advice.text.startswith(ADVICE)
    assert advice.reply_to == number
    assert "Дежурному" not in advice.text, "a comment cannot be changed, so it says nothing it may not keep"


async def test_an_outage_later_the_alarm_is_still_given(night: World) -> None:
    await night.kill()
    night.vk.say(GROUP, CHAT, MARINA, GAS)
    night.vk.clock.advance(timedelta(minutes=40))
    await night.start()
    await night.settle()

    assert night.heard(CHAT)[0].startswith(ADVICE)
    assert any("Труда 8" in text for text in night.heard(ILYIN))


async def test_the_same_danger_told_twice_does_not_lose_the_second(night: World) -> None:
    await night.says(MARINA, GAS)
    await night.says(OLEG, "на Труда 8 газом воняет на весь этаж!")

    advice = night.heard(CHAT)
    assert len(advice) == 2
    assert all(text.startswith(ADVICE) for text in advice)


@pytest.mark.parametrize(
    "text",
    [
        "вы просто огонь, концерт бомба",
        "Газель перекрыла выезд со двора",
        "газету не приносят третью неделю",
        "прорвало меня на слёзы от фильма",
        "потушили пожар, спасибо",
        "горит свет днём на Школьной",
    ],
)
async def test_traps_alarm_nobody(night: World, text: str) -> None:
    await night.says(MARINA, text)

    assert night.heard(CHAT) == []
    assert night.heard(KUZMIN) == []
    assert night.heard(STAFF_CHAT) == []


async def test_an_official_who_reports_danger_is_no_resident(night: World) -> None:
    await night.says(ILYIN, "на Труда 8 пахнет газом, бригада выехала")

    assert night.heard(CHAT) == []
    assert night.heard(STAFF_CHAT) == []
