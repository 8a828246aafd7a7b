"""«Обещали — сделали» (product.md 110): the month as a post, on the first working day and on demand."""

from pathlib import Path

from tests.world import CHAT, ILYIN, LEBEDEVA, LENA, MARINA, MODERATORS_CHAT, World, a_town


async def test_a_month_of_promises_is_told_without_names(tmp_path: Path) -> None:
    async with a_town(tmp_path, at="2026-11-26 09:00") as world:
        await world.starts(MARINA)
        await _three_promises(world)
        await world.writes(LEBEDEVA, "обещали за октябрь Приозёрный")
        assert world.heard(LEBEDEVA)[-1] == "Приозёрный округ, октябрь 2026: обещаний со сроком не было."
        await world.writes(LEBEDEVA, "обещали за лето")
        assert "Не понял месяц" in world.heard(LEBEDEVA)[-1]

        await world.until("2026-12-01 08:50")

        [post] = [text for text in world.heard(MODERATORS_CHAT) if "Обещали — сделали" in text]
        assert post.splitlines() == [
            "Готовый пост за месяц. Имён в нём нет, проверьте и опубликуйте.",
            "Обещали — сделали. Приозёрный округ, ноябрь 2026",
            "Обещали 2, сделали 1, жители подтвердили 1. Сроки не переносили.",
            "Сделали:",
            "— Освещение: Победы, 14 · обещали к 27.11",
            "Ещё не сделали 1:",
            "— Освещение: Победы, 16 · обещали к 27.11",
        ]
        assert "Ильин" not in post
        await world.until("2026-12-02 08:50")
        assert not any("Обещали — сделали" in text for text in world.heard(MODERATORS_CHAT)), "once a month"
        await world.writes(LEBEDEVA, "обещали за ноябрь")
        assert world.heard(LEBEDEVA)[-1].startswith("Обещали — сделали. Вся область, ноябрь 2026\nОбещали 2, сделали 1")


async def _three_promises(world: World) -> None:
    """One kept and confirmed, one forgotten, one for December."""
    await world.says(MARINA, "Когда починят фонарь на Победы, 14? Третий день темно")
    await world.says(LENA, "Когда починят фонарь на Победы, 16? Совсем темно")
    await world.says(MARINA, "Когда заменят лампу на Лесной, 3?")
    for words in ("1 В пятницу заменим блок", "2 Тоже в пятницу сделаем", "3 Заменим 10 декабря, лампы едут"):
        await world.writes(ILYIN, f"ответ {words}")
    await world.until("2026-11-27 12:00")
    await world.writes(ILYIN, "готово 1 горит")
    await world.until("2026-11-27 17:40")
    await world.presses(MARINA, "Да", peer=CHAT)
