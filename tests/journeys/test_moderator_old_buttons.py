"""Buttons live for ever and may be forged: a polite line pops up and nothing changes."""

from datetime import timedelta

import pytest

from sandbox.state import Press
from tests.journeys.answers import LAMP, ask
from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    IRINA,
    KUZMIN,
    LEBEDEVA,
    LENA,
    MARINA,
    PETROVA,
    SOKOLOVA,
    VIKTOR,
    World,
    labels,
)

WORDS = "Блок управления перегорел, новый уже заказан"


def forge(world: World, person: int, payload: object, peer: int | None = None) -> None:
    """A press that no button of ours could make."""
    event = {
        "user_id": person,
        "peer_id": peer or person,
        "event_id": f"forged{len(world.vk.presses)}",
        "payload": payload,
        "conversation_message_id": 1,
    }
    world.vk.presses[event["event_id"]] = Press(
        event["event_id"], GROUP, person, peer or person, world.vk.clock.waited()
    )
    world.vk.emit(GROUP, "message_event", event)


async def everything(world: World) -> list[str]:
    """All the bot has ever said in public and to residents, and how the question stands."""
    await world.writes(LEBEDEVA, "история 1")
    said = [m.text for peer in (CHAT, MARINA, VIKTOR, IRINA) for m in world.bot_said(peer)]
    return [*said, world.heard(LEBEDEVA)[-1]]


@pytest.mark.parametrize("label", ["К дате…", "Уточнить", "Не наше", "Передать"])
async def test_a_cards_buttons_the_day_after_the_answer(world: World, label: str) -> None:
    await ask(world, "chat")
    await world.writes(ILYIN, "1")
    await world.writes(ILYIN, "ответ 1 Спасибо, этот столб не наш")
    world.vk.clock.advance(timedelta(days=1))
    before = await everything(world)

    await world.presses(ILYIN, label)
    await world.writes(ILYIN, "какие-то слова")

    if label != "К дате…":  # a date may be added to an answer
        assert "№1" in world.popped(ILYIN)[-1]
    assert [text for text in await everything(world) if "какие-то слова" in text] == []
    assert before


FORGED: list[object] = [
    None,
    "",
    "junk",
    17,
    [],
    {},
    {"a": "NoSuch", "q": 1},
    {"a": "Undo"},
    {"a": "Undo", "q": "1"},
    {"a": "Undo", "q": True},
    {"a": "Undo", "q": 2**62},
    {"a": "Undo", "q": -1},
    {"a": "Open", "q": 404},
    {"a": "DateIs", "q": 1, "d": "вчера"},
    {"a": "DateIs", "q": 1, "d": "9999-12-31"},
    {"a": "DateIs", "q": 1, "d": "2020-01-01"},
    {"a": "HandTo", "q": 1, "p": 201},
    {"a": "HandTo", "q": 1, "p": 2**62},
    {"a": "AskBackWith", "q": 1, "w": {"x": 1}},
    {"a": ["Undo"], "q": 1},
    {"a": "SubstituteIs", "p": 103, "d": "junk"},
]


async def test_forged_payloads(world: World) -> None:
    await ask(world, "chat")
    before = await everything(world)

    for payload in FORGED:
        forge(world, ILYIN, payload)
        await world.settle()

    pops = world.popped(ILYIN)
    assert len(pops) == len(FORGED)
    assert all(0 < len(pop) <= 90 for pop in pops)
    assert await everything(world) == before


OTHERS: list[dict[str, object]] = [
    {"a": "Undo", "q": 1},
    {"a": "Open", "q": 1},
    {"a": "DatesWrong", "q": 1},
    {"a": "PickDate", "q": 1},
    {"a": "DateIs", "q": 1, "d": "2026-11-27"},
    {"a": "AskBackWith", "q": 1, "w": "where"},
    {"a": "HandTo", "q": 1, "p": 102},
    {"a": "NotOurs", "q": 1},
    {"a": "PromiseDone", "q": 1},
    {"a": "PromiseMove", "q": 1},
    {"a": "Withdraw", "q": 1},
    {"a": "Solved", "q": 1},
    {"a": "NotSolved", "q": 1},
    {"a": "Partly", "q": 1},
    {"a": "Fix", "q": 1},
    {"a": "NotQuestion", "q": 1},
]


@pytest.mark.parametrize("person", [LENA, SOKOLOVA, 107])
async def test_somebody_elses_buttons(world: World, person: int) -> None:
    """A neighbour, a moderator and an official of another municipality."""
    await ask(world, "chat")
    await world.writes(ILYIN, "Лампу заменим в четверг")
    before = await everything(world)

    for payload in OTHERS:
        forge(world, person, payload)
        await world.settle()

    assert len(world.popped(person)) == len(OTHERS)
    assert world.heard(person) == []
    assert await everything(world) == before


async def test_another_questions_number_gives_no_power_over_it(world: World) -> None:
    """The author of №2 presses «Отозвать» with №1 inside."""
    await ask(world, "chat")
    await world.writes_and_waits(VIKTOR, "Почему холодные батареи на Труда, 8?")
    before = await everything(world)

    forge(world, VIKTOR, {"a": "Withdraw", "q": 1})
    await world.settle()

    assert "автор" in world.popped(VIKTOR)[-1]
    assert await everything(world) == before


async def test_a_card_of_a_withdrawn_question_tells_so(world: World) -> None:
    await ask(world, "chat")
    await world.writes(MARINA, "отозвать 1")
    world.heard(ILYIN)

    await world.writes(ILYIN, "1")
    await world.writes(ILYIN, WORDS)

    assert "отозван" in world.heard(ILYIN)[0]
    assert world.bot_said(CHAT) == []


async def test_what_was_asked_for_makes_no_sense_any_more(world: World) -> None:
    """The official was to say whose it is; meanwhile the deputy answered. The next text is free again."""
    await ask(world, "chat")
    await world.writes(ILYIN, "1")
    await world.presses(ILYIN, "Не наше")
    await world.writes(KUZMIN, f"ответ 1 {WORDS}")
    world.heard(ILYIN)

    await world.writes(ILYIN, "Этот столб ведёт Россети")
    assert "№1" in world.heard(ILYIN)[-1]
    assert len(world.bot_said(CHAT)) == 1
    await world.says(IRINA, "Почему темно во дворе на Труда, 8? Фонарь не горит")
    await world.writes(ILYIN, "Фонарь на Труда, 8 включат вечером")

    assert world.bot_said(CHAT)[-1].text == "Фонарь на Труда, 8 включат вечером\n— Сергей Ильин, ЖКХ"


# --- private data and mentions


async def test_private_data_in_a_quote_is_hidden_and_nobody_is_pinged(world: World) -> None:
    text = f"{LAMP} Звоните +7 911 123-45-67, [id1|Дуров] подтвердит, @all"
    await world.says(MARINA, text)

    card = world.bot_said(ILYIN)[-1].text
    assert "123-45-67" not in card
    assert "•••" in card
    assert "[id1|Дуров]" not in card
    assert "@all" not in card


async def test_a_phone_given_for_a_place_is_hidden_too(world: World) -> None:
    await ask(world, "private")
    await world.writes(ILYIN, "уточнить 1 где это?")

    await world.writes(VIKTOR, "у магазина, звоните 8 911 123-45-67")
    await world.writes(ILYIN, "1")

    for message in world.bot_said(ILYIN):
        assert "123-45-67" not in message.text


async def test_an_officials_mention_pings_nobody_and_reads_the_same(world: World) -> None:
    asked = await ask(world, "chat")

    await world.writes(ILYIN, f"ответ 1 Спросите [id{PETROVA}|Петрову], @all, сайт vk.com/priozerny")

    [said] = asked.published
    assert f"[id{PETROVA}|" not in said
    assert (
        said.replace("\u2060", "")
        == f"Спросите [id{PETROVA}|Петрову], @all, сайт vk.com/priozerny\n— Сергей Ильин, ЖКХ"
    )
    assert world.bot_said(CHAT)[-1].disable_mentions


async def test_rude_words_of_a_resident_are_hidden_on_the_card(world: World) -> None:
    await world.says(MARINA, "Когда уже, уроды, фонарь на Победы, 14 почините? Темно")

    assert "[груб.]" in world.bot_said(ILYIN)[-1].text


# --- the moderator's own work


async def test_merge_and_split_by_a_moderator(world: World) -> None:
    await ask(world, "chat")
    await world.says(LENA, "Почему не горит фонарь на Победы, 16?")

    await world.writes(SOKOLOVA, "тема 1 2")
    assert "Присоединил №2 к вопросу №1" in world.heard(SOKOLOVA)[-1]
    await world.presses(SOKOLOVA, "Разделить")

    assert "Отделил №2 от вопроса №1" in world.heard(SOKOLOVA)[-1]
    assert "Отделили от другого вопроса" in world.heard(ILYIN)[-1]


@pytest.mark.parametrize("words", ["тема 1 1", "тема 1", "тема 1 404", "разделить 1"])
async def test_a_merge_that_makes_no_sense(world: World, words: str) -> None:
    await ask(world, "chat")
    before = await everything(world)

    await world.writes(SOKOLOVA, words)

    assert len(world.heard(SOKOLOVA)) == 1
    assert await everything(world) == before


async def test_labels_are_short_enough_for_a_phone(world: World) -> None:
    await ask(world, "chat")
    await world.writes(ILYIN, "1")

    assert labels(world.bot_said(ILYIN)[-1]) == ["К дате…", "Уточнить", "Передать", "Не наше"]
