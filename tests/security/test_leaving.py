"""Rights end at once: somebody left, somebody's page was stolen, somebody only bears the name."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.region import take_file
from domain.message import Message
from domain.place import Place, PlaceKind, private
from handlers.events import NewMessage, StaffReply
from tests.build import COMMUNITY, GROMOV, LEBEDEVA, STAFF_CHAT
from tests.security.town import ASSIGNED, CCU_ALONE, NOW, Town
from tests.world import CHAT, GROUP, ILYIN, KUZMIN, MARINA, REGION, World

QUESTION = "Когда починят фонарь на Победы, 14? Третий день темно"
STOP = f"стоп человек vk.com/id{ILYIN}"
WORDS = "Лампу заменили, всё горит"


def without(person: int, folder: Path) -> Path:
    """The region file after somebody left."""
    head, *people = REGION.read_text("utf-8").split("[[person]]")
    (gone,) = (one for one in people if f"vk_id = {person}\n" in one)
    file = folder / "region.toml"
    file.write_text("[[person]]".join([head, *(one for one in people if one is not gone)]), "utf-8")
    return file


async def leaves(world: World, person: int, folder: Path) -> None:
    """The administrator loads the new file while the bot runs."""
    await take_file(world.bot.database, world.vk.clock, without(person, folder))


async def tries_everything(world: World, person: int, question: int) -> None:
    """All the ways to answer that were open to the person a minute ago; `question` is the resident's message."""
    await world.presses(person, "К дате…")
    await world.presses(person, "Не наше")
    card = world.bot_said(person)[0].cmid
    await world.writes(person, WORDS, to=card)
    await world.writes(person, f"ответ 1 {WORDS}")
    await world.says(person, WORDS, to=question)
    await world.says(person, f"!ответ 1 {WORDS}")


def answered(world: World) -> list[str]:
    return [message.text for peer in (CHAT, MARINA) for message in world.bot_said(peer) if WORDS in message.text]


async def test_a_former_official_answers_nothing_from_the_same_minute(world: World, tmp_path: Path) -> None:
    cmid = await world.says(MARINA, QUESTION)
    await world.writes(ILYIN, "1")

    await leaves(world, ILYIN, tmp_path)
    await tries_everything(world, ILYIN, cmid)

    assert answered(world) == []
    assert world.mark(cmid) == "❓"
    assert set(world.popped(ILYIN)) == {"Для этого нужны другие права. Их даёт ЦУР."}


async def test_what_a_former_official_owed_goes_to_another_and_nothing_more_to_them(
    world: World, tmp_path: Path
) -> None:
    await world.says(MARINA, QUESTION)
    world.heard(ILYIN)

    await leaves(world, ILYIN, tmp_path)
    await world.tick()

    card = world.heard(KUZMIN)[-1]
    assert "№1" in card
    assert "тот, кто за него отвечал, больше не отвечает" in card
    assert "Кузьмин" in world.heard(MARINA)[-1]
    await world.pass_time(timedelta(days=2))
    assert world.heard(ILYIN) == []


async def test_what_waited_for_the_morning_is_not_told_to_somebody_who_left_in_the_night(
    world: World, tmp_path: Path
) -> None:
    cmid = await world.says(MARINA, QUESTION)
    await world.until("2026-11-24 19:42")
    await world.says(MARINA, "И на соседнем столбе тоже темно", to=cmid)
    await world.says(MARINA, "Когда починят дорогу к школе?")
    world.heard(ILYIN)
    await leaves(world, ILYIN, tmp_path)

    world.vk.clock.advance(timedelta(hours=16))  # nothing ticks: the sender alone looks first
    await world.settle()
    await world.tick()

    assert world.heard(ILYIN) == []
    assert any("№1" in text for text in world.heard(KUZMIN))


async def test_an_absence_that_ends_brings_nothing_back_to_somebody_who_left(world: World, tmp_path: Path) -> None:
    await world.says(MARINA, QUESTION)
    await world.writes(ILYIN, "отпуск до 26.11 Кузьмин")
    await leaves(world, ILYIN, tmp_path)
    world.heard(ILYIN)

    await world.until("2026-11-27 12:00")
    await world.writes(KUZMIN, "очередь")

    assert "№1" in world.heard(KUZMIN)[-1]
    assert world.heard(ILYIN) == []


async def test_a_stolen_page_is_stopped_by_one_command(world: World) -> None:
    cmid = await world.says(MARINA, QUESTION)
    await world.writes(ILYIN, "1")

    await world.writes(LEBEDEVA, STOP)
    await tries_everything(world, ILYIN, cmid)

    assert "снял все права: Сергей Ильин" in world.heard(LEBEDEVA)[-1]
    assert "снял все права: Сергей Ильин" in world.heard(STAFF_CHAT)[-1]
    assert answered(world) == []
    assert "№1" in world.heard(KUZMIN)[-1]


async def test_the_region_file_gives_nothing_back_to_somebody_stopped(world: World) -> None:
    await world.writes(LEBEDEVA, STOP)
    _, warnings = await take_file(world.bot.database, world.vk.clock, REGION)
    assert [line for line in warnings if "Ильин" in line and "остановлен" in line]
    await world.says(MARINA, QUESTION)
    await world.writes(ILYIN, f"ответ 1 {WORDS}")
    assert answered(world) == []

    await world.writes(LEBEDEVA, f"назначить vk.com/id{ILYIN} Приозёрный исполнитель ЖКХ")
    await world.writes(ILYIN, f"ответ 1 {WORDS}")
    assert len(answered(world)) == 1


async def test_who_keeps_the_server_can_undo_every_stop(world: World) -> None:
    """A stolen page of ЦУР may stop others; the file and the machine it lies on are beyond its reach."""
    await world.writes(LEBEDEVA, STOP)

    await take_file(world.bot.database, world.vk.clock, REGION, lift_stops=True)
    await world.says(MARINA, QUESTION)
    await world.writes(ILYIN, f"ответ 1 {WORDS}")

    assert len(answered(world)) == 1


async def test_row_3_a_namesake_in_the_chat_is_a_resident(world: World) -> None:
    """failures.md 3: a false mayor; the name is the same, the number is not."""
    world.vk.add_user(300, "Николай", "Ветров")
    world.vk.chat(GROUP, CHAT).members.append(300)
    cmid = await world.says(MARINA, QUESTION)

    await world.says(300, WORDS, to=cmid)

    assert world.mark(cmid) == "❓"
    assert answered(world) == []
    await world.writes(LEBEDEVA, "ждут")
    assert "№1" in world.heard(LEBEDEVA)[-1]


async def test_what_is_refused_to_a_colleague_is_not_said_in_the_residents_dialog(town: Town) -> None:
    """Another district's official writes by hand in the community's name, to a resident's private question."""
    place = private(COMMUNITY, MARINA)

    async def asked_in_private(uow, _) -> None:
        question = await uow.questions.get(ASSIGNED)
        await uow.questions.add(replace(question, number=50, place=place.at(40)))

    by_hand = StaffReply(Message(place.at(41), GROMOV, WORDS, NOW, reply_to=place.at(40)))
    tried = await town.tries(by_hand, asked_in_private)

    assert (tried.refused, tried.changed) == ("no-right", set())
    assert [(row["peer"], row["to_person"]) for row in tried.said] == [(GROMOV, GROMOV)]


@pytest.mark.parametrize("person", [LEBEDEVA, CCU_ALONE])
@pytest.mark.parametrize("words", ["ждут", "!просрочено", "!выгрузка"])
async def test_a_chat_of_the_same_number_in_another_community_is_no_staff_chat(
    town: Town, person: int, words: str
) -> None:
    """Every community counts its chats from 2000000001: lists must not be read by strangers."""
    there = Place(PlaceKind.CHAT, COMMUNITY + 1, STAFF_CHAT, 5)

    tried = await town.tries(NewMessage(Message(there, person, words, NOW)))

    assert {row["peer"] for row in tried.said} == {person}
