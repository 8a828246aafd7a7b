"""«Справки»: before a broadcast departments tell the host what is known; residents read none of it."""

from pathlib import Path

from tests.console.evening import Studio
from tests.journeys.broadcasts import announced
from tests.world import (
    CHAT,
    ILYIN,
    IRINA,
    MARINA,
    MODERATORS_CHAT,
    OLEG,
    PETROVA,
    SOKOLOVA,
    VETROV,
    a_town,
    labels,
    moment,
)


async def test_departments_tell_the_host_and_nobody_else(tmp_path: Path) -> None:
    async with a_town(tmp_path, at="2026-12-01 11:00") as world:
        await announced(world)
        for official in (ILYIN, PETROVA):
            await world.starts(official)
        await world.says(OLEG, "Когда починят фонарь на Победы, 14?")
        await world.says(MARINA, "Вопрос эфиру: когда сделают дорогу на Лесной?")
        await world.says(IRINA, "Эфиру: когда отремонтируют дорогу на Лесной, там ямы?")
        await world.says(OLEG, "Вопрос к эфиру: когда откроют каток у школы №2?")
        await world.until("2026-12-01 11:10")
        for peer in (CHAT, MODERATORS_CHAT, ILYIN, PETROVA):
            world.heard(peer)

        # asked by a command and by buttons; the same twice is one card
        await world.says(SOKOLOVA, "справка 2 Петрова", peer=MODERATORS_CHAT)
        [asked] = world.heard(MODERATORS_CHAT)
        assert asked.startswith("Спросил про «")
        assert "Ольга Петрова" in asked
        [card] = world.heard(PETROVA)
        assert card.startswith("К эфиру 3 декабря, Николай Ветров: тема «")
        assert "(вопросов 2)" in card
        await world.says(SOKOLOVA, "справка 3 Петрова", peer=MODERATORS_CHAT)
        [again] = world.heard(MODERATORS_CHAT)
        assert "уже спрашивали" in again
        assert world.heard(PETROVA) == []
        await world.says(SOKOLOVA, "справка 4 Петрова", peer=MODERATORS_CHAT)
        await world.says(SOKOLOVA, "справка 4 Ильин", peer=MODERATORS_CHAT)
        rink = world.bot_said(PETROVA)[-1]
        world.heard(PETROVA)

        # two are wanted: plain words are not guessed about, a reply to the card is clear
        await world.writes(PETROVA, "Щебень завезли, начнём в среду")
        [which] = world.heard(PETROVA)
        assert "никуда не ушёл" in which
        await world.writes(PETROVA, "Обещали залить к 12 декабря, телефон 8 921 123-45-67", to=rink.cmid)
        [told] = world.heard(PETROVA)
        assert told.startswith("Записал в лист ведущему: «")
        assert "Жителям не отправлял" in told
        await world.writes(PETROVA, "Щебень завезли, начнём в среду")
        assert "Записал в лист ведущему" in world.heard(PETROVA)[-1]

        # an open card of a question comes first: its words are the answer to the resident
        world.heard(CHAT)
        await world.writes(ILYIN, "1")
        await world.writes(ILYIN, "Фонарь заменим завтра")
        assert any("Фонарь заменим завтра" in text for text in world.heard(CHAT))
        world.heard(ILYIN)

        # the day before, in working hours, whoever was silent is asked once more
        await world.until("2026-12-02 10:05")
        [recalled] = [text for text in world.heard(ILYIN) if text.startswith("Напоминаю. К эфиру")]
        assert "каток" in recalled.casefold()
        assert not any("Напоминаю. К эфиру" in text for text in world.heard(PETROVA))
        world.heard(MODERATORS_CHAT)

        # the digest counts; the sheet has the words under their theme; no resident has read them
        await world.until("2026-12-03 12:05")
        [digest] = [text for text in world.heard(MODERATORS_CHAT) if text.startswith("Эфир №1 сегодня.")]
        assert "Справки от отделов: 2 из 3" in digest
        await world.presses(SOKOLOVA, "Справки от отделов", peer=MODERATORS_CHAT)
        theme = next(one for one in labels(world.bot_said(MODERATORS_CHAT)[-1]) if "каток" in one.casefold())
        await world.presses(SOKOLOVA, theme, peer=MODERATORS_CHAT)
        assert "Ольга Петрова" in labels(world.bot_said(MODERATORS_CHAT)[-1])
        await world.presses(SOKOLOVA, "Ольга Петрова", peer=MODERATORS_CHAT)
        assert "уже спрашивали" in world.heard(MODERATORS_CHAT)[-1]
        # the host has it in hand an hour before, and whenever it is asked for
        await world.starts(VETROV)
        world.heard(VETROV)
        await world.says(SOKOLOVA, "эфир лист", peer=MODERATORS_CHAT)
        assert world.heard(MODERATORS_CHAT)[-1] == "Отправил лист в личные сообщения: Николай Ветров."
        [sheet] = world.heard(VETROV)
        first, *rows = sheet.splitlines()
        assert first == "Лист ведущему к эфиру 3 декабря."
        road = next(at for at, row in enumerate(rows) if "вопросов 2" in row)
        assert rows[road + 1] == "— Ольга Петрова: Щебень завезли, начнём в среду"
        await world.writes(VETROV, "эфир лист")
        assert world.heard(VETROV) == [sheet]
        world.vk.clock.advance(moment("2026-12-03 17:01") - world.vk.clock.now())
        await world.tick()
        await world.tick()
        assert [text for text in world.heard(VETROV) if text.startswith("Лист ведущему")] == [sheet]

        async with world.visitor() as client:
            page = await (await Studio(world, client, number=1).get("/broadcasts/1/sheet")).text()
        assert "Ольга Петрова: Щебень завезли, начнём в среду" in page
        assert "Ольга Петрова: Обещали залить к 12 декабря" in page
        assert "123-45-67" not in page
        public = [*world.heard(CHAT), *world.heard(MARINA), *world.heard(OLEG)]
        assert not any("Щебень" in text or "залить" in text for text in public)
