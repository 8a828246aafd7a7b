"""How a resident learns that a question is written down, without noise in the chat."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.world import CHAT, GROUP, ILYIN, IRINA, LENA, MARINA, OLEG, REGION, VIKTOR, World, a_town

LAMP = "когда починят фонарь на Победы 14?"
HOLE = "когда заделают яму на Труда 3?"
SHORT = "Записал, №1. Ответ — до завтра, 11:00."
CHAT_LINES = """peer_id = 2000000002
municipality = "priozerny"
kind = "residents"
receipts = "reaction"
"""


def region_with(folder: Path, receipts: str, more: str = "") -> Path:
    """The example region with other receipts in the residents' chat."""
    text = REGION.read_text()
    assert CHAT_LINES in text
    path = folder / "region.toml"
    path.write_text(text.replace(CHAT_LINES, CHAT_LINES.replace('"reaction"', f'"{receipts}"') + more))
    return path


@pytest.fixture
async def without_reactions(tmp_path: Path) -> AsyncIterator[World]:
    async with a_town(tmp_path) as town:
        town.vk.chat(GROUP, CHAT).reactions = False
        yield town


async def test_where_reactions_are_off_one_short_reply(without_reactions: World) -> None:
    world = without_reactions

    asked = await world.says(MARINA, LAMP)

    [receipt] = world.heard(CHAT)
    assert receipt.startswith(SHORT)
    assert world.bot_said(CHAT)[-1].reply_to == asked


async def test_at_most_once_an_hour_a_person(without_reactions: World) -> None:
    world = without_reactions
    await world.says(MARINA, LAMP)
    await world.says(MARINA, HOLE)
    assert len(world.heard(CHAT)) == 1

    await world.says(OLEG, "когда вывезут мусор с Победы 3?")
    assert len(world.heard(CHAT)) == 1, "another person's hour is another hour"

    await world.pass_time(timedelta(minutes=61))
    await world.says(MARINA, "когда покрасят забор у школы на Мира 1?")
    assert len(world.heard(CHAT)) == 1


async def test_the_chat_is_remembered_and_not_asked_again(without_reactions: World) -> None:
    world = without_reactions
    await world.says(MARINA, LAMP)
    await world.kill()
    await world.start()
    world.heard(CHAT)

    await world.says(OLEG, HOLE)

    assert len(world.heard(CHAT)) == 1
    assert len([1 for m, _ in world.vk.done if m == "messages.sendReaction"]) == 1


@pytest.mark.parametrize("code", [1010, 1011])
async def test_vk_refuses_the_reaction_and_words_take_its_place(world: World, code: int) -> None:
    world.vk.faults.fail("messages.sendReaction", code)

    await world.says(MARINA, LAMP)

    [receipt] = world.heard(CHAT)
    assert receipt.startswith(SHORT)


@pytest.mark.parametrize("code", [6, 9, 10])
async def test_vk_is_busy_and_the_reaction_comes_later_once(world: World, code: int) -> None:
    world.vk.faults.fail("messages.sendReaction", code)
    asked = await world.says(MARINA, LAMP)
    assert world.mark(asked) == ""

    await world.pass_time(timedelta(minutes=15))

    assert world.mark(asked) == "❓"
    assert world.heard(CHAT) == []
    assert len([1 for m, _ in world.vk.done if m == "messages.sendReaction"]) == 2


async def test_receipts_by_text(tmp_path: Path) -> None:
    async with a_town(tmp_path, region=region_with(tmp_path, "text")) as world:
        asked = await world.says(MARINA, LAMP)

        assert world.mark(asked) == ""
        [receipt] = world.heard(CHAT)
        assert receipt.startswith(SHORT)


async def test_silent_receipts(tmp_path: Path) -> None:
    async with a_town(tmp_path, region=region_with(tmp_path, "silent")) as world:
        asked = await world.says(MARINA, LAMP)

        assert world.mark(asked) == ""
        assert world.heard(CHAT) == []
        assert "№1" in world.heard(MARINA)[0]
        assert world.heard(ILYIN)


# --- quiet hours and the day's limit


async def test_at_night_the_mark_comes_at_once(tmp_path: Path) -> None:
    async with a_town(tmp_path, at="2026-11-24 23:10") as world:
        asked = await world.says(MARINA, LAMP)

        assert world.mark(asked) == "❓"
        assert world.heard(CHAT) == []


async def test_at_night_the_bots_own_words_wait_for_eight(tmp_path: Path) -> None:
    async with a_town(tmp_path, at="2026-11-24 23:10", region=region_with(tmp_path, "text")) as world:
        await world.says(MARINA, LAMP)
        assert world.heard(CHAT) == []
        assert world.heard(MARINA) == [], "and nobody is woken up in private about a chat"

        await world.until("2026-11-25 07:59")
        assert world.heard(CHAT) == []
        await world.until("2026-11-25 08:00")
        [receipt] = world.heard(CHAT)
        assert "№1" in receipt
        assert "№1" in world.heard(MARINA)[0]


async def test_an_answer_at_night_goes_out_at_once(tmp_path: Path) -> None:
    async with a_town(tmp_path, at="2026-11-24 23:10") as world:
        await world.says(MARINA, LAMP)
        await world.writes(ILYIN, "ответ 1 Починим завтра до обеда")

        assert world.heard(CHAT) == ["Починим завтра до обеда\n— Сергей Ильин, ЖКХ"]


async def test_row_21_the_days_limit_of_texts_is_kept(tmp_path: Path) -> None:
    region = region_with(tmp_path, "text", "texts_per_day = 2\n")
    async with a_town(tmp_path, region=region) as world:
        for person, text in ((MARINA, LAMP), (OLEG, HOLE), (LENA, "когда вывезут мусор с Победы 3?")):
            await world.says(person, text)
        assert len(world.heard(CHAT)) == 2

        await world.writes(ILYIN, "ответ 1 Починим завтра")
        assert len(world.heard(CHAT)) == 1, "an answer is not the bot's own word"

        await world.until("2026-11-25 09:00")
        world.heard(CHAT)
        await world.says(IRINA, "когда покрасят забор у школы на Мира 1?")
        assert len(world.heard(CHAT)) == 1, "a new day"


# --- in private


async def test_the_private_note_says_who_and_when(world: World) -> None:
    await world.says(MARINA, LAMP)

    [note] = world.heard(MARINA)
    assert "№1" in note
    assert "Ответит Сергей Ильин, ЖКХ. Срок — завтра, 11:00." in note


async def test_who_did_not_allow_messages_hears_nothing_anywhere(world: World) -> None:
    asked = await world.says(LENA, LAMP)

    assert world.mark(asked) == "❓"
    assert world.heard(CHAT) == []
    assert world.heard(LENA) == []
    await world.says(LENA, HOLE)
    tried = [p for m, p in world.vk.done if m == "messages.send" and p.get("peer_ids") == str(LENA)]
    assert len(tried) <= 1, "after the first refusal it is not tried again"


async def test_the_receipt_does_not_promise_a_private_note_that_cannot_come(without_reactions: World) -> None:
    world = without_reactions
    await world.says(LENA, LAMP)
    await world.pass_time(timedelta(hours=2))
    world.heard(CHAT)

    await world.says(LENA, HOLE)

    [receipt] = world.heard(CHAT)
    assert "в личк" not in receipt


async def test_in_private_the_receipt_is_the_whole_of_it(world: World) -> None:
    await world.writes_and_waits(VIKTOR, "когда почистят дорогу в Заручевье")

    [receipt] = world.heard(VIKTOR)
    assert "№1" in receipt
    assert "Ответит Ольга Петрова" in receipt
