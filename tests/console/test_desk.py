"""The desk in the studio and the viewers' screen at the wire: who may, what is shown, two who tap at once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from aiohttp.test_utils import TestClient, TestServer

from domain.answer import Answer, AnswerKind
from domain.question import Status
from domain.verified import Verified
from tests.build import GROMOV, a_question, in_chat
from tests.console.evening import LONG, OF_LONG, PHONED, RINK, ROAD, RUDE, Studio, a_studio
from tests.world import ILYIN, LEBEDEVA, MARINA, SOKOLOVA, VETROV
from web.console import FORM_HEADER


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    async with a_studio(tmp_path) as studio:
        yield studio


async def test_the_evening_by_the_buttons_of_the_page(studio: Studio) -> None:
    """Journey 4, minute by minute, as the laptop in the studio does it."""
    state = await studio.state()
    assert [theme["title"] for theme in state["queue"]][:3] == [
        "Дорога на Лесной",
        "Каток у школы №2",
        "Субботний автобус",
    ]
    assert state["state"] == "collecting"

    assert (await studio.taps("start", link="vk.com/video-1_2"))[0] == 200
    assert (await studio.taps("show", theme=1, seen=0, seconds=180))[0] == 200
    state = await studio.state()
    assert (state["screen"]["title"], state["code"]) == ("Дорога на Лесной", {"part": 1, "seconds": 180})

    status, answer = await studio.taps("answered", theme=1, seen=state["screen"]["version"], seconds=369)
    road = answer["state"]["answered"][0]
    assert (status, road["code"]["clock"], answer["state"]["screen"]) == (200, "08:54", None)
    assert answer["state"]["undo"]["what"] == "Ответили: Дорога на Лесной"
    status, answer = await studio.taps("promised", theme=1, seen=road["version"], day="2026-12-10")
    assert answer["state"]["answered"][0]["promise"] == "чт 10.12"
    version = answer["state"]["answered"][0]["version"]
    status, answer = await studio.taps("code", theme=1, seen=version, code={"part": 1, "clock": "08:40"})
    assert answer["state"]["answered"][0]["code"]["clock"] == "08:40"
    _, answer = await studio.taps("also", theme=2, seen=0)
    assert [one["title"] for one in answer["state"]["answered"]] == ["Дорога на Лесной", "Каток у школы №2"]
    _, answer = await studio.taps("other", text="Про ёлку: поставим 15 декабря", seconds=60)
    assert answer["state"]["answered"][-1]["title"] == "Про ёлку: поставим 15 декабря"

    assert (await studio.taps("pause", seconds=600))[0] == 200
    _, answer = await studio.taps("resume", link="https://vk.com/video-1_3", seconds=720)
    assert answer["state"]["code"] == {"part": 2, "seconds": 0}
    _, answer = await studio.taps("end", seconds=60)
    assert (answer["state"]["state"], answer["state"]["watch"]) == ("ended", "https://vk.com/video-1_3")
    evening = await studio.evening()
    assert evening.balance.holds
    assert {tap.by for tap in evening.taps} == {SOKOLOVA}


async def test_row_23_a_wrong_tap_is_taken_back_and_the_log_says_so(studio: Studio) -> None:
    state = await studio.state()
    assert state["new_all"] == 8
    bus = next(one for one in state["new"] if "автобус" in one["text"])
    _, answer = await studio.taps("queue", theme=bus["theme"], seen=bus["theme_version"])
    assert answer["state"]["new_all"] == 7
    rude = next(one for one in state["new"] if one["theme"] == RUDE)
    assert (await studio.taps("off-air", theme=RUDE, seen=0))[0] == 422, "without a reason nothing is declined"
    _, answer = await studio.taps("off-air", theme=RUDE, seen=0, reason="insult")
    assert [one["why"] for one in answer["state"]["aside"]] == ["оскорбление"]
    _, answer = await studio.taps("in-writing", question=2, seen=0)
    _, answer = await studio.taps("join", question=3, to=2)
    assert next(one for one in answer["state"]["queue"] if one["id"] == 2)["questions"] == 2
    _, answer = await studio.taps(
        "rename", theme=2, seen=answer["state"]["queue"][0]["version"], text="Каток и обочина"
    )
    renamed = answer["state"]["undo"]
    assert renamed["what"].startswith("Переименовали")
    _, answer = await studio.taps("undo", tap=renamed["number"])
    assert next(one for one in answer["state"]["queue"] if one["id"] == 2)["title"] == "Каток у школы №2"
    assert [line["undone"] for line in answer["state"]["log"][:2]] == [False, True]
    assert rude["number"] not in [one["number"] for one in answer["state"]["new"]]


async def test_two_moderators_at_once_do_not_fight(studio: Studio) -> None:
    """Both saw the same version; the second is told who was first, and nothing is done twice."""
    await studio.taps("start")
    await studio.taps("show", theme=1, seen=0)
    seen = (await studio.state())["screen"]["version"]
    first, second = await asyncio.gather(
        studio.taps("answered", SOKOLOVA, theme=1, seen=seen), studio.taps("answered", LEBEDEVA, theme=1, seen=seen)
    )
    assert sorted((first[0], second[0])) == [200, 409]
    no = (first if first[0] == 409 else second)[1]
    winner = "Соколова" if second[0] == 409 else "Лебедева"
    assert winner in no["no"]
    assert "ответили" in no["no"]
    assert len(no["state"]["answered"]) == 1
    assert [tap.kind.value for tap in (await studio.evening()).taps] == ["start", "show", "answered"]
    assert (await studio.taps("undo", tap=2))[0] == 409, "what others changed since is not undone under their hands"


async def test_rights_of_the_pages(studio: Studio) -> None:
    """The desk is for those who moderate this district, the sheet also for its heads; others find nothing."""
    for path, let_in in (
        (studio.desk, {SOKOLOVA, LEBEDEVA}),
        (f"{studio.desk}/state", {SOKOLOVA, LEBEDEVA}),
        (f"{studio.desk}/themes/1", {SOKOLOVA, LEBEDEVA}),
        (f"{studio.desk}/sheet", {SOKOLOVA, LEBEDEVA, VETROV}),
    ):
        for person in (SOKOLOVA, LEBEDEVA, VETROV, ILYIN, GROMOV, MARINA):
            async with await studio.get(path, person) as page:
                assert (page.status == 200) == (person in let_in), (path, person)
                if page.status != 200:
                    assert "Лесн" not in await page.text()
    for person in (VETROV, ILYIN, GROMOV, MARINA):
        status, body = await studio.taps("show", person, theme=1)
        assert status in {403, 404}
        assert "state" not in body
    assert (await studio.evening()).taps == ()
    async with await studio.get("/broadcasts/13") as page:
        assert page.status == 404
    async with studio.client.get(studio.desk) as page:
        assert page.status == 401


async def test_a_tap_comes_from_our_own_page_only(studio: Studio) -> None:
    cookie, headers = await studio.form()
    _, others = await studio.form(LEBEDEVA)
    wrong = [
        {"Origin": headers["Origin"]},
        {**headers, "Origin": "https://evil.example"},
        {FORM_HEADER: headers[FORM_HEADER]},
        {**headers, FORM_HEADER: others[FORM_HEADER]},
        {**headers, FORM_HEADER: "я"},
    ]
    for sent in wrong:
        body = {"act": "start"}
        async with studio.client.post(f"{studio.desk}/tap", json=body, cookies=cookie, headers=sent) as refused:
            assert refused.status == 403
    for junk in ('"x"', "[]", "{", '{"act":"burn"}', '{"act":"show","theme":"1"}', '{"act":"show","theme":true}',
                 '{"act":"code","theme":1,"code":{"part":1,"clock":"1:99"}}', '{"act":"promised","theme":1,"day":"32"}',
                 '{"act":"start","link":"javascript:x y"}'):  # fmt: skip
        async with studio.client.post(f"{studio.desk}/tap", data=junk, cookies=cookie, headers=headers) as refused:
            assert refused.status == 400, junk
    assert (await studio.evening()).taps == ()


async def test_somebody_stopped_is_out_in_the_middle_of_the_evening(studio: Studio) -> None:
    await studio.taps("start")
    await studio.world.writes(LEBEDEVA, f"стоп человек id{SOKOLOVA}")
    assert (await studio.taps("pause"))[0] == 403
    async with await studio.get(f"{studio.desk}/events") as line:
        assert line.status == 403


# --- the viewers' screen


async def test_row_7_the_screen_shows_a_first_name_and_a_village_and_nothing_more(studio: Studio) -> None:
    assert '"kind":"card"' in await studio.screen()
    await studio.taps("start")
    assert await studio.screen() == '{"kind":"nothing"}'
    await studio.taps("show", theme=1, seen=0)
    shown = orjson.loads(await studio.screen())
    assert shown == {"kind": "question", "title": ROAD, "who": "Ирина, Лесная", "more": "ещё 2"}
    assert "Фамильева" not in await studio.screen()
    await studio.taps("end")
    assert await studio.screen() == '{"kind":"nothing"}'


async def test_nothing_rude_and_nothing_private_reaches_the_screen(studio: Studio) -> None:
    await studio.taps("start")
    await studio.taps("show", theme=PHONED, seen=0)
    shown = await studio.screen()
    assert "•••" in shown
    assert "123" not in shown
    await studio.taps("show", theme=RUDE, seen=0)
    assert await studio.screen() == '{"kind":"nothing"}', "no stars on the air: nothing at all"
    await studio.taps("show", theme=OF_LONG, seen=0)
    assert orjson.loads(await studio.screen())["title"] == LONG


async def test_the_key_of_the_screen(studio: Studio) -> None:
    right = studio.overlay()
    wrong = [
        right[:-1],
        f"{right}x",
        right.replace("/12?", "/13?"),
        "/overlay/12",
        "/overlay/12?key=",
        "/overlay/12?key=я",
    ]
    for path in wrong:
        for address in (path, path.replace("?", "/events?")):
            async with studio.client.get(address) as page:
                assert page.status == 403, address
                assert "Лесн" not in await page.text()
    async with studio.client.get(studio.overlay(13)) as page:
        assert page.status == 404, "a right key of a broadcast that is not there"
    async with studio.client.get(right) as page:
        assert page.status == 200
        assert "unsafe" not in page.headers["Content-Security-Policy"]
        assert "https://" not in await page.text()


async def test_the_screen_and_the_desk_change_by_themselves(studio: Studio) -> None:
    await studio.taps("start")

    async def next_state(line: object) -> dict[str, object]:
        while True:
            said = (await asyncio.wait_for(line.content.readline(), 5)).decode()  # type: ignore[attr-defined]
            if said.startswith("data: {"):
                return orjson.loads(said.removeprefix("data: "))  # type: ignore[no-any-return]

    screen = await studio.client.get(studio.overlay().replace("?", "/events?"))
    desk = await studio.get(f"{studio.desk}/events")
    assert screen.headers["Content-Type"].startswith("text/event-stream")
    assert (await next_state(screen))["kind"] == "nothing"
    assert (await next_state(desk))["screen"] is None
    await studio.taps("show", theme=2, seen=0)
    assert (await next_state(screen))["title"] == RINK
    assert (await next_state(desk))["screen"]["id"] == 2  # type: ignore[index]
    async with studio.world.bot.database.begin(studio.world.vk.clock.now()) as uow:
        await uow.broadcasts.hide_name(4, hidden=True)
    assert (await next_state(screen))["who"] == "Приозёрск", "at the next look, and not when the line is silent"
    told = {one["number"]: one["who"] for one in (await next_state(desk))["new"]}  # type: ignore[attr-defined]
    assert told[5] == "Виктор, Заречье"
    assert told.get(4, "имя не называть").endswith("имя не называть")
    screen.close()
    desk.close()


async def test_row_24_the_state_outlives_the_bot(studio: Studio) -> None:
    """Row 24 of failures.md: killed and started anew, the screen shows what it showed."""
    await studio.taps("start")
    await studio.taps("show", theme=3, seen=0)
    before, seen = await studio.screen(), await studio.state()
    await studio.world.kill()
    await studio.world.start()

    async with TestClient(TestServer(studio.world.bot.site())) as studio.client:
        assert await studio.screen() == before
        assert await studio.state() == seen


async def test_a_page_without_its_database_says_so_and_shows_no_inside(studio: Studio) -> None:
    async with studio.world.bot.database.engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE broadcasts")
    for path in (studio.desk, studio.overlay(), f"{studio.desk}/sheet"):
        async with await studio.get(path) as page:
            text = await page.text()
        assert page.status == 503
        assert "База не отвечает" in text
        assert "SELECT" not in text
        assert "Traceback" not in text


async def test_the_hosts_sheet_has_the_next_five_and_what_was_answered_before(studio: Studio) -> None:
    said = "Каток зальют 12 декабря, если будет мороз. Звоните 8 921 555-44-33"
    async with studio.world.bot.database.begin(studio.world.vk.clock.now()) as uow:
        before = replace(a_question(Status.CLOSED), number=99, text="Когда зальют каток у второй школы?", topic=None)
        await uow.questions.add(before)
        at = studio.world.vk.clock.now() - timedelta(days=10)
        await uow.answers.add(Answer("before", 99, AnswerKind.FINAL, said, ILYIN, at, in_chat(1)))
        await uow.verified.keep(Verified(99, "priozerny", at + timedelta(days=30)))
    await studio.taps("start")
    await studio.taps("show", theme=2, seen=0)
    async with await studio.get(f"{studio.desk}/sheet", VETROV) as page:
        text = await page.text()
    assert text.index("Каток у школы №2") < text.index("Дорога на Лесной") < text.index("Субботний автобус")
    assert text.count("<li>") == 5
    assert "Сергей Ильин, 23.11: Каток зальют 12 декабря" in text
    assert text.count("Раньше об этом не отвечали") == 4
    assert "555-44-33" not in text
    assert "123-45-67" not in text
    assert "проср" not in text


async def test_the_front_page_shows_what_each_may_open(studio: Studio) -> None:
    async with await studio.get("/") as page:
        text = await page.text()
        assert f'href="{studio.desk}"' in text
        assert studio.keys.overlay(12) in text
    async with await studio.get("/", VETROV) as page:
        text = await page.text()
        assert f"{studio.desk}/sheet" in text
        assert studio.keys.overlay(12) not in text
    studio.world.vk.clock.advance(timedelta(minutes=2))
