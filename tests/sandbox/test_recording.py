"""A recorded broadcast evening is played into the town: every message at its moment, in its place, once."""

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.errors import StageError
from sandbox.recording import Act, Line, Recording, Replay, Stand
from sandbox.snapshot import snapshot
from sandbox.stage import Stage
from sandbox.world import World
from tests.sandbox.bot import CHAT, GROUP, Bot, keyboard
from tests.sandbox.test_control import order, read

MODERATORS, SOKOLOVA = 2_000_000_003, 106


def an_evening(world: World, *lines: Line) -> Replay:
    stand = Stand(GROUP, CHAT, 1, 1)
    replay = Replay(world, Recording(((10_001, "Ирина", "Котова"),), lines), stand, world.clock.now())
    replay.gather()
    return replay


def test_each_message_comes_at_its_moment_and_in_its_place(world: World) -> None:
    evening = an_evening(
        world,
        Line(1, 0, "chat", 10_001, "а каток?", "question", "rink"),
        Line(2, 0, "video", 10_001, "добрый вечер", "greeting"),
        Line(3, 5, "chat", 10_001, "+1", "plus", to=1),
        Line(4, 5, "wall", 10_001, "где почта", "question", "post"),
        Line(5, 60, "private", 10_001, "когда баня", "question", "bath"),
    )
    assert [line.n for line in evening.step()] == [1, 2]
    assert not evening.step()
    world.clock.advance(timedelta(seconds=5))
    assert [line.n for line in evening.step()] == [3, 4]
    world.clock.advance(timedelta(seconds=60))
    evening.step()
    assert evening.is_over
    first, plus = world.messages(GROUP, CHAT)[-2:]
    assert plus.reply_to == first.cmid == evening.placed[1]
    assert [one.text for one in world.comments(-GROUP, video_id=1)] == ["добрый вечер"]
    assert [one.text for one in world.comments(-GROUP, post_id=1)] == ["где почта"]
    assert [one.text for one in world.messages(GROUP, 10_001)] == ["когда баня"]
    assert evening.labels() == Counter(question=3, greeting=1, plus=1)


async def test_a_moderator_speaks_and_presses_what_is_there(bot: Bot, world: World) -> None:
    acts = (
        Act(-60, SOKOLOVA, say="эфир {date} {time} Ветров"),
        Act(0, SOKOLOVA, press="Начать"),
        Act(5, SOKOLOVA, press="Нет"),
    )
    stand = Stand(GROUP, CHAT, 1, 1, MODERATORS)
    evening = Replay(world, Recording((), (), acts), stand, world.clock.now() + timedelta(minutes=1))
    evening.step()
    assert world.messages(GROUP, MODERATORS)[-1].text == "эфир 24.11 19:43 Ветров"
    await bot.send(MODERATORS, "Пульт", keyboard=keyboard("Начать", "Пауза"))
    world.clock.advance(timedelta(minutes=2))
    evening.step()
    assert evening.is_over
    assert [press.user_id for press in world.presses.values()] == [SOKOLOVA]
    assert evening.passed_over == [acts[2]]


def test_the_recording_in_examples_is_what_it_says() -> None:
    evening = Recording.read()
    kinds = Counter(line.kind for line in evening.lines)
    assert len(evening.lines) == 2_500
    assert 0.3 <= kinds["question"] / 2_500 <= 0.37
    assert kinds["flood"] == 20
    assert len({line.text for line in evening.lines if line.kind == "flood"}) == 1
    assert all(line.theme for line in evening.lines if line.kind == "question")
    assert sum(line.late for line in evening.lines) > 20
    assert max(Counter(line.t for line in evening.lines).values()) >= 5
    assert {"chat", "wall", "video", "private"} == {line.at for line in evening.lines}
    known = {line.n: line for line in evening.lines}
    assert all(known[line.to].at == line.at and line.to < line.n for line in evening.lines if line.to)
    assert {line.who for line in evening.lines} <= {number for number, _, _ in evening.people}


def test_a_shortened_evening_keeps_its_kinds_and_what_is_replied_to() -> None:
    evening = Recording.read()
    short = evening.shortened(150)
    kept = {line.n for line in short.lines}
    assert 150 <= len(short.lines) <= 170
    assert all(line.to in kept for line in short.lines if line.to)
    assert {line.kind for line in short.lines} >= {"question", "chat", "plus", "abuse", "thanks"}
    assert {line.who for line in short.lines} == {number for number, _, _ in short.people}
    burst = short.in_one_burst(60)
    assert {(line.t, line.at) for line in burst.lines} == {(60, "video")}
    assert len({line.who for line in burst.lines}) == len(short.lines)
    assert short.hurried(600).begins == timedelta(seconds=-600)


def test_a_file_that_is_no_recording_is_refused_in_words(tmp_path: Path) -> None:
    wrong = tmp_path / "evening.jsonl"
    wrong.write_text('{"people": [[1, "Ирина"]]}\n', encoding="utf-8")
    with pytest.raises(StageError, match="Это не запись эфира"):
        Recording.read(wrong)
    with pytest.raises(StageError, match="Это не запись эфира"):
        Recording.read(tmp_path / "none.jsonl")


async def test_the_page_plays_it_and_the_crowd_stays_in_the_background(bot: Bot, world: World) -> None:
    begun = await order(bot, "replay", speed=3600, messages=40)
    assert world.replay is not None
    await order(bot, "replay", status=400)
    world.clock.advance(timedelta(hours=5))
    while not world.replay.is_over:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    state = await read(bot)
    assert state["replay"] == {"said": begun["messages"], "of": begun["messages"]}
    crowd = {one["id"] for one in state["users"] if one["kind"] == "crowd"}
    assert crowd
    assert not crowd & {one["user_id"] for one in state["dialogs"]}
    assert {one["from_id"] for one in state["videos"][0]["comments"]} <= crowd


async def test_a_new_beginning_ends_the_evening(bot: Bot, world: World) -> None:
    await order(bot, "replay", speed=1, messages=10)
    await order(bot, "reset")
    assert world.replay is None
    assert snapshot(world)["replay"] is None


def test_a_town_without_a_video_has_no_place_for_an_evening(world: World) -> None:
    assert Stand.in_world(world) == Stand(GROUP, CHAT, 1, 1, MODERATORS)
    bare = Stage.read()
    bare.plan["communities"][0].pop("videos")
    with pytest.raises(StageError, match="видео"):
        Stand.in_world(bare.open())
