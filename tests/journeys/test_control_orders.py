"""What ЦУР orders: documents, appointments, chats, marks of other systems; and what a question's history tells."""

import io
import re
from datetime import timedelta
from pathlib import Path

import aiohttp
import openpyxl
import pytest

from tests.world import (
    CHAT,
    GROUP,
    IRINA,
    KUZMIN,
    LEBEDEVA,
    MARINA,
    OLEG,
    PETROVA,
    SOKOLOVA,
    STAFF_CHAT,
    VIKTOR,
    World,
)

ROAD = "Когда починят дорогу на Мира? Мой телефон 8 921 555-12-34"
NEWCOMER, NEW_CHAT = 555, 2_000_000_004
INCIDENT_COLUMNS = Path(__file__).parents[3] / "shared" / "data" / "incident_export_columns.txt"
OUR_COLUMNS = {"Номер вопроса", "№ ПОС", "Срок", "Просрочен", "Голосов", "Возвратов", "Автор"}
"""What «Инцидент Менеджмент» has no column for."""


async def document(world: World, peer: int) -> list[tuple[str, ...]]:
    """The rows of the .xlsx in the newest message there, downloaded as a person would."""
    [sent] = world.bot_said(peer)[-1].attachments
    assert sent["type"] == "doc"
    assert sent["doc"]["title"].endswith(".xlsx")
    async with aiohttp.ClientSession() as session, session.get(sent["doc"]["url"]) as answer:
        book = openpyxl.load_workbook(io.BytesIO(await answer.read()), read_only=True)
    return [tuple(str(cell or "") for cell in row) for row in book.active.iter_rows(values_only=True)]


async def test_the_list_arrives_as_a_document_with_nobodys_name(world: World) -> None:
    asked = await world.says(MARINA, ROAD)
    await world.says(PETROVA, "Отсыпали, звоните 8 921 555-12-34", to=asked)
    world.heard(LEBEDEVA)

    await world.writes(LEBEDEVA, "выгрузка")

    [said] = world.heard(LEBEDEVA)
    assert said == "Выгрузка: 1 строка.\nИмена и телефоны скрыты."
    heading, row = await document(world, LEBEDEVA)
    line = dict(zip(heading, row, strict=True))
    assert line["Номер вопроса"] == "№1"
    assert line["Текущий шаг инцидента"] == "ответ дан"
    assert line["Муниципалитет"] == "Приозёрный округ"
    assert line["Исполнитель"] == "Ольга Петрова"
    assert line["Дата создания"] == "24.11.2026 10:00"
    assert line["Текст инцидента"].startswith("Когда починят дорогу на Мира?")
    assert line["Автор"] == ""
    assert "555" not in "".join(row)
    assert "Котова" not in "".join(row)
    assert "201" not in line["URL автора"]


async def test_columns_are_those_of_incident_management(world: World) -> None:
    if not INCIDENT_COLUMNS.exists():
        pytest.skip("the list of columns is not here: shared/data/incident_export_columns.txt")
    await world.writes(LEBEDEVA, "выгрузка")
    heading, *_ = await document(world, LEBEDEVA)
    assert set(heading) - set(INCIDENT_COLUMNS.read_text(encoding="utf-8").splitlines()) == OUR_COLUMNS


async def test_names_for_the_administrator_only_and_noted(world: World) -> None:
    await world.says(MARINA, ROAD)
    await world.writes(SOKOLOVA, "выгрузка полная")
    assert world.heard(SOKOLOVA)[-1] == "Для этого нужны другие права. Их даёт ЦУР."

    world.heard(STAFF_CHAT)
    await world.says(LEBEDEVA, "выгрузка полная", peer=STAFF_CHAT)

    assert world.heard(STAFF_CHAT) == [], "names are for the one who may, not for the chat"
    assert "имена и тексты без скрытия, записал в журнал" in world.heard(LEBEDEVA)[-1]
    heading, row = await document(world, LEBEDEVA)
    line = dict(zip(heading, row, strict=True))
    assert line["Автор"] == "Марина Котова"
    assert line["URL автора"] == "https://vk.com/id201"
    assert "8 921 555-12-34" in line["Текст инцидента"]
    async with world.bot.database.reading() as uow:
        assert [(e.actor, e.what) for e in await uow.history.of(0)] == [(LEBEDEVA, "exported_full")]


async def test_a_moderators_list_is_of_her_municipality(world: World) -> None:
    await world.says(MARINA, "Когда починят дорогу на Мира?")
    await world.says(MARINA, "Когда починят дорогу в Сосновке?")
    await world.writes(SOKOLOVA, "выгрузка")
    _, *rows = await document(world, SOKOLOVA)
    assert [row[0] for row in rows] == ["№1"]


async def test_the_last_days_only(world: World) -> None:
    await world.says(MARINA, "Когда починят дорогу на Мира?")
    world.vk.clock.advance(timedelta(days=10))
    await world.says(MARINA, "Когда починят дорогу на Победы?")
    for typed, numbers in (
        ("выгрузка 7 дней", ["№2"]),
        ("выгрузка неделя", ["№2"]),
        ("выгрузка за 2 недели", ["№1", "№2"]),
        ("выгрузка 30 дней полная", ["№1", "№2"]),
        ("выгрузка", ["№1", "№2"]),
    ):
        await world.writes(LEBEDEVA, typed)
        _, *rows = await document(world, LEBEDEVA)
        assert [row[0] for row in rows] == numbers, typed


async def test_in_the_residents_chat_the_document_goes_to_private(world: World) -> None:
    await world.says(MARINA, ROAD)
    world.heard(CHAT)  # her telephone is seen by all: the bot says so
    await world.says(SOKOLOVA, "!выгрузка")
    assert world.heard(CHAT) == []
    assert len(await document(world, SOKOLOVA)) == 2


async def test_an_official_gets_no_document(world: World) -> None:
    await world.writes(PETROVA, "выгрузка")
    assert world.heard(PETROVA) == ["Для этого нужны другие права. Их даёт ЦУР."]


# --- appointments


async def test_an_appointed_person_gets_cards_after_the_first_button(world: World) -> None:
    world.vk.add_user(NEWCOMER, "Тимур", "Галеев")
    await world.writes(LEBEDEVA, "назначить vk.com/id555 Приозёрный исполнитель ЖКХ")
    [done] = world.heard(LEBEDEVA)
    assert done.startswith("Тимур Галеев, ЖКХ: отвечает на вопросы, Приозёрный округ.")
    assert "Писать пока не могу" in done

    await world.starts(NEWCOMER)
    [welcome] = world.heard(NEWCOMER)
    assert welcome.startswith("Здравствуйте, Тимур. Сюда приходят вопросы жителей")

    asked = await world.says(MARINA, "Когда откроют библиотеку на Мира?")
    [card] = world.heard(NEWCOMER)
    assert card.startswith("№1")
    await world.writes(NEWCOMER, "Откроют в понедельник")
    [published] = world.heard(CHAT)
    assert published == "Откроют в понедельник\n— Тимур Галеев, ЖКХ"
    assert world.bot_said(CHAT)[-1].reply_to == asked


@pytest.mark.parametrize("person", [KUZMIN, PETROVA, SOKOLOVA])
async def test_nobody_else_appoints(world: World, person: int) -> None:
    await world.writes(person, "назначить vk.com/id555 Приозёрный исполнитель ЖКХ")
    assert world.heard(person) == ["Для этого нужны другие права. Их даёт ЦУР."]
    assert world.bot.region.current.person(NEWCOMER) is None


async def test_appointing_says_what_is_missing(world: World) -> None:
    for typed, said in (
        ("назначить Галеев Приозёрный глава", "Нужна ссылка на человека"),
        ("назначить vk.com/id555 Приозёрный начальник", "Не знаю такой роли"),
        ("назначить vk.com/id555 Тмутаракань глава", "Не знаю такого округа: «Тмутаракань»"),
    ):
        await world.writes(LEBEDEVA, typed)
        assert world.heard(LEBEDEVA)[-1].startswith(said)


async def test_staff_of_the_whole_region_are_made_and_unmade_by_an_administrator(world: World) -> None:
    """Lebedeva is an administrator; whom she makes ЦУР cannot make others so, nor take her own role."""
    world.vk.add_user(NEWCOMER, "Тимур", "Галеев")
    await world.writes(LEBEDEVA, "назначить id555 цур")
    await world.starts(NEWCOMER)
    world.heard(NEWCOMER)
    for typed in ("назначить id205 цур", "назначить id105 Приозёрный исполнитель"):
        await world.writes(NEWCOMER, typed)
        assert world.heard(NEWCOMER) == ["Для этого нужны другие права. Их даёт ЦУР."]
    await world.writes(NEWCOMER, "назначить id205 Приозёрный модератор")
    assert "модератор, Приозёрный округ" in world.heard(NEWCOMER)[-1]


# --- chats


async def test_a_chat_is_connected_from_inside(world: World) -> None:
    world.vk.add_chat(GROUP, NEW_CHAT, "Лесной: жители", members=[LEBEDEVA, MARINA, KUZMIN])
    world.vk.invite(GROUP, NEW_CHAT, LEBEDEVA, -GROUP)
    await world.settle()

    await world.says(MARINA, "!подключить Лесной", peer=NEW_CHAT)
    assert world.heard(NEW_CHAT) == []
    await world.says(KUZMIN, "!подключить Лесной", peer=NEW_CHAT)
    assert world.heard(KUZMIN)[-1] == "Для этого нужны другие права. Их даёт ЦУР."

    await world.says(LEBEDEVA, "подключить Лесной", peer=NEW_CHAT)
    assert world.heard(NEW_CHAT) == []
    assert world.heard(LEBEDEVA)[-1].startswith("Подключил чат жителей: Лесной округ.")
    asked = await world.says(MARINA, "Когда починят дорогу у школы?", peer=NEW_CHAT)
    assert world.mark(asked, NEW_CHAT) == "❓"
    world.heard(LEBEDEVA)
    await world.writes(LEBEDEVA, "ждут Лесной")
    assert "№1" in world.heard(LEBEDEVA)[-1]


async def test_connecting_is_done_in_a_chat(world: World) -> None:
    await world.writes(LEBEDEVA, "подключить Лесной")
    assert world.heard(LEBEDEVA) == ["Эта команда работает в чате. Напишите её там."]


# --- other systems


async def test_marks_of_other_systems(world: World) -> None:
    await world.says(MARINA, ROAD)
    await world.writes(LEBEDEVA, "инцидент 1 123456")
    await world.writes(LEBEDEVA, "пос №1 7-45")
    assert world.heard(LEBEDEVA) == [
        "Вопрос №1 — уже в «Инциденте», №123456. Напоминать не буду, в рейтинг не считаю.",
        "Вопрос №1 — уже в «Решаем вместе», №7-45.",
    ]
    await world.writes(LEBEDEVA, "выгрузка")
    heading, row = await document(world, LEBEDEVA)
    line = dict(zip(heading, row, strict=True))
    assert (line["Номер инцидента"], line["№ ПОС"]) == ("123456", "7-45")

    await world.writes(PETROVA, "инцидент 1 5")
    assert world.heard(PETROVA)[-1] == "Для этого нужны другие права. Их даёт ЦУР."


# --- history


async def test_history_reads_as_a_story(world: World) -> None:
    asked = await world.says(MARINA, ROAD)
    await world.reacts(OLEG, asked)
    await world.writes(LEBEDEVA, "передать 1 Ильин")
    await world.writes(KUZMIN, "передать 1 Петрова")
    await world.writes(PETROVA, "заметка 1 смета у подрядчика")
    await world.writes(PETROVA, "уточнить 1 У какого дома?")
    await world.says(MARINA, "У дома 5", to=world.bot_said(CHAT)[-1].cmid)
    await world.writes(PETROVA, "принял, разберёмся")
    await world.writes(PETROVA, "дата 1 завтра Отсыплем завтра")
    await world.writes(LEBEDEVA, "пос 1 45")
    world.heard(LEBEDEVA)

    await world.writes(LEBEDEVA, "история 1")

    [story] = world.heard(LEBEDEVA)
    assert story.splitlines()[0] == "Вопрос №1, что было:"
    for words in (
        "задан вопрос, Марина",
        "назначен: Ольга Петрова",
        "передан, Лебедева: Сергей Ильин",
        "голос соседа, Олег М.",
        "заметка, Петрова: смета у подрядчика",
        "спросили жителя, Петрова: У какого дома?",
        "житель уточнил, Марина К.: У дома 5",
        "«в работе», Петрова: принял, разберёмся",
        "ответ с датой, Петрова: Отсыплем завтра",
        "уже в «Решаем вместе», Лебедева: №45",
    ):
        assert words in story, story
    assert "555-12-34" not in story
    codes = re.findall(r"[a-z_]{3,}|\b\d{3,}\b", story)
    assert codes == [], story


async def test_history_of_a_mistaken_number(world: World) -> None:
    await world.writes(LEBEDEVA, "история 99")
    assert world.heard(LEBEDEVA) == ["Вопроса №99 нет. Проверьте номер."]
    await world.says(IRINA, "Когда починят дорогу на Мира?")
    await world.writes(VIKTOR, "!история 1")
    assert world.heard(VIKTOR)[-1] == "Не знаю такой команды. Напишите «помощь» — покажу, что умею."
