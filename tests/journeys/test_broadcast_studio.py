"""Two desks of one evening: the message in the moderators' chat and the page on the laptop in the studio."""

from pathlib import Path

from tests.console.evening import Studio
from tests.journeys.broadcasts import announced, passes, taps, the_desk
from tests.world import CHAT, IRINA, LEBEDEVA, MARINA, OLEG, PETROVA, SOKOLOVA, a_town

AGAIN = "vk.com/video-242065128_8"


async def test_what_is_tapped_at_one_desk_stands_on_the_other(tmp_path: Path) -> None:
    async with a_town(tmp_path, at="2026-12-03 17:30") as world:
        await announced(world)
        for person in (MARINA, OLEG):
            await world.starts(person)
        await world.says(MARINA, "Вопрос эфиру: когда сделают дорогу на Лесной?")
        await world.says(IRINA, "Эфиру: когда отремонтируют дорогу на Лесной, там ямы?")
        await world.says(OLEG, "Вопрос к эфиру, анонимно: это Олег Сомов, когда откроют каток у школы №2?")
        await world.until("2026-12-03 18:00")
        world.heard(CHAT)
        async with world.visitor() as client:
            studio = Studio(world, client, number=1)
            before = await studio.state()
            road = next(theme for theme in before["queue"] if "Лесн" in theme["title"])
            assert road["questions"] == 2

            status, _ = await studio.taps("start", link="vk.com/video-242065128_7")
            await world.settle()
            assert status == 200
            [begun] = world.heard(CHAT)
            assert "vk.com/video-242065128_7" in begun
            rink = next(theme for theme in before["queue"] if "Каток" in theme["title"])
            assert [one["who"] for one in before["new"] if "каток" in one["text"]] == ["Олег · имя не называть"]
            assert "Ирина" in {one["who"].split(",")[0] for one in before["new"]}, "she only asked; VK tells her name"
            sheet = await (await studio.get("/broadcasts/1/sheet")).text()
            assert ("Марина" in sheet, "Олег" in sheet, "Сомов" in sheet) == (True, False, False), (
                "the host may read it out"
            )
            await studio.taps("show", theme=rink["id"], seen=rink["version"])
            screen = await studio.screen()
            assert ("Когда откроют каток" in screen, "Олег" in screen) == (True, False)
            road = next(theme for theme in (await studio.state())["queue"] if theme["id"] == road["id"])
            await world.starts(PETROVA)
            world.heard(PETROVA)
            assert {"id": PETROVA, "title": "Ольга Петрова", "version": 0} in before["officials"]
            status, after = await studio.taps("fact", theme=road["id"], seen=road["version"], to=PETROVA)
            assert (status, after["state"]["queue"][0]["facts"]) == (200, "справок 0 из 1")
            await passes(world, seconds=60)
            assert "Дорога на Лесной" in world.heard(PETROVA)[-1]
            await world.writes(PETROVA, "Щебень завезли, начнём в среду")
            assert (await studio.state())["queue"][0]["facts"] == "справок 1 из 1"
            assert "Щебень завезли" in await (await studio.get("/broadcasts/1/sheet")).text()
            await studio.taps("show", theme=road["id"], seen=road["version"])
            await passes(world, seconds=60)
            assert road["title"].split()[0] in the_desk(world).text
            assert "Лесн" in await studio.screen()

            await taps(world, "Ответили", LEBEDEVA)
            state = await studio.state()
            assert [theme["id"] for theme in state["answered"]] == [road["id"]]
            assert state["log"][0]["by"] == "Анна Лебедева"
            status, _ = await studio.taps("undo", tap=state["undo"]["number"])
            assert (status, (await studio.state())["screen"]["id"]) == (200, road["id"])

            await studio.taps("pause", seconds=300)
            await studio.taps("resume", link=AGAIN, seconds=600)
            await world.settle()
            broken, on = world.heard(CHAT)
            assert "места в очереди" in broken
            assert AGAIN in on
            seen = (await studio.state())["screen"]["version"]
            await studio.taps("answered", SOKOLOVA, theme=road["id"], seen=seen, seconds=75)
            answered = (await studio.state())["answered"][0]
            assert answered["code"] == {"part": 2, "clock": "01:00"}
            await studio.taps("end", seconds=600)
            await passes(world, minutes=2)
            assert (await studio.evening()).balance.holds
            assert (await studio.screen()) == '{"kind":"nothing"}'
