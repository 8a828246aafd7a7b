"""VK brings events by itself: kept before «ok», each once, and nobody else is let in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiohttp.test_utils import TestClient
from pydantic import SecretStr

from bot.settings import Settings, SettingsError
from bot.vk import callback
from tests.world import CHAT, GROUP, ILYIN, MARINA, STAFF_CHAT, World, a_town

SECRET = "a_secret_of_the_community"
QUESTION = "а что с фонарём на победы 14? третий день темно"
Json = dict[str, Any]


class Mail:
    """VK's deliveries to the bot's address."""

    def __init__(self, world: World, client: TestClient) -> None:
        self.world = world
        self.client = client
        self.brought = 0

    async def bring(self, update: Json, *, secret: str | None = SECRET, group: int = GROUP) -> tuple[int, str]:
        signed = update if secret is None else {**update, "secret": secret}
        return await self.raw(orjson.dumps(signed), group=group)

    async def raw(self, body: bytes, *, group: int = GROUP) -> tuple[int, str]:
        async with self.client.post(f"/vk/callback/{group}", data=BytesIO(body)) as response:
            return response.status, await response.text()

    def news(self) -> list[Json]:
        """What has happened since the last time, as VK's events."""
        events = list(self.world.vk.queues[GROUP]._events)
        fresh, self.brought = events[self.brought :], len(events)
        return fresh

    async def deliver(self) -> list[Json]:
        """Brings all news and waits for what follows."""
        fresh = self.news()
        for update in fresh:
            assert await self.bring(update) == (200, "ok")
        await self.world.settle()
        return fresh


@asynccontextmanager
async def a_post(folder: Path, intake: str = "callback") -> AsyncIterator[Mail]:
    async with a_town(folder) as world:
        await world.kill()
        changes = {"vk_intake": intake, "vk_callback_secret": SecretStr(SECRET)}
        world.settings = world.settings.model_copy(update=changes)
        await world.start()
        async with world.visitor() as client:
            yield Mail(world, client)


@pytest.fixture
async def mail(tmp_path: Path) -> AsyncIterator[Mail]:
    async with a_post(tmp_path) as post:
        yield post


async def test_a_question_comes_by_callback_and_is_marked(mail: Mail) -> None:
    world = mail.world
    assert world.bot.longpolls == []
    cmid = world.vk.say(GROUP, CHAT, MARINA, QUESTION)
    await mail.deliver()
    assert world.mark(cmid) == "❓"


async def test_the_whole_way_to_the_answer(mail: Mail) -> None:
    world = mail.world
    world.vk.start(GROUP, ILYIN)
    await mail.deliver()
    cmid = world.vk.say(GROUP, CHAT, MARINA, QUESTION)
    await mail.deliver()
    world.vk.say(GROUP, CHAT, ILYIN, "Заменим завтра до обеда", reply_to=cmid)
    await mail.deliver()
    assert world.mark(cmid) == "👌"


async def test_the_same_event_brought_again_changes_nothing(mail: Mail) -> None:
    world = mail.world
    cmid = world.vk.say(GROUP, CHAT, MARINA, QUESTION)
    (update, *_) = await mail.deliver()
    said = len(world.bot_said(CHAT)) + len(world.bot_said(ILYIN))
    for _ in range(3):
        assert await mail.bring(update) == (200, "ok")
    await world.settle()
    assert world.mark(cmid) == "❓"
    assert len(world.bot_said(CHAT)) + len(world.bot_said(ILYIN)) == said
    assert await kept(world) == 1


@pytest.mark.parametrize("other_id", [False, True])
async def test_one_event_by_both_ways_is_one(tmp_path: Path, other_id: bool) -> None:
    async with a_post(tmp_path, "both") as mail:
        world = mail.world
        assert world.bot.longpolls
        cmid = await world.says(MARINA, QUESTION)
        for update in mail.news():
            again = {**update, "event_id": "f" * 40} if other_id else update
            assert await mail.bring(again) == (200, "ok")
        await world.settle()
        assert world.mark(cmid) == "❓"
        assert await kept(world) == 1


async def test_a_press_by_both_ways_is_one(tmp_path: Path) -> None:
    async with a_post(tmp_path, "both") as mail:
        world = mail.world
        await world.starts(ILYIN)
        await world.says(MARINA, QUESTION)
        before = await kept(world)
        await world.presses(ILYIN, "Уточнить")
        presses = [update for update in mail.news() if update["type"] == "message_event"]
        assert presses
        for update in presses:
            await mail.bring({**update, "event_id": "e" * 40})
        await world.settle()
        assert await kept(world) == before + len(presses)


async def test_the_secret_is_not_kept(mail: Mail) -> None:
    world = mail.world
    world.vk.say(GROUP, CHAT, MARINA, QUESTION)
    for update in mail.news():
        await mail.bring(update)
    async with world.bot.database.reading() as uow:
        (row,) = await uow.inbox.waiting(world.vk.clock.now(), 10)
    assert SECRET not in str(row.body)


@pytest.mark.parametrize("secret", [None, "", "another", SECRET[:-1], SECRET.upper(), "секрет"])
async def test_a_wrong_secret_is_turned_away(mail: Mail, secret: str | None) -> None:
    status, _ = await mail.bring({"type": "message_new", "group_id": GROUP, "object": {}}, secret=secret)
    assert status == 403
    assert await kept(mail.world) == 0


async def test_a_secret_that_is_no_text(mail: Mail) -> None:
    body = orjson.dumps({"type": "message_new", "group_id": GROUP, "object": {}, "secret": [SECRET]})
    assert (await mail.raw(body))[0] == 403


async def test_an_unknown_community(mail: Mail) -> None:
    assert (await mail.bring({"type": "message_new", "group_id": 777, "object": {}}, group=777))[0] == 404
    assert (await mail.bring({"type": "confirmation", "group_id": 777}, group=777))[0] == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[]",
        b"null",
        b'"ok"',
        b"[" * 5000,
        b'{"type": 5, "group_id": 242065128}',
        b'{"group_id": 242065128}',
        b'{"type": "message_new"}',
        b'{"type": "message_new", "group_id": 777}',
    ],
)
async def test_junk_is_refused(mail: Mail, body: bytes) -> None:
    assert (await mail.raw(body))[0] == 400
    assert await kept(mail.world) == 0


async def test_too_large_a_body(mail: Mail) -> None:
    huge = {"type": "message_new", "group_id": GROUP, "object": {"x": "я" * 2**20}}
    assert (await mail.bring(huge))[0] == 413

    async def drip() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 2**16

    async with mail.client.post(f"/vk/callback/{GROUP}", data=drip()) as response:
        assert response.status == 413
    assert await kept(mail.world) == 0


async def test_confirmation_is_asked_from_vk_once(mail: Mail) -> None:
    for _ in range(3):
        assert await mail.bring({"type": "confirmation", "group_id": GROUP}, secret=None) == (200, "c0de42")
    asked = [name for name, _ in mail.world.vk.requests if name == "groups.getCallbackConfirmationCode"]
    assert len(asked) == 1


async def test_confirmation_while_vk_does_not_tell_it(mail: Mail) -> None:
    mail.world.vk.faults.fail("groups.getCallbackConfirmationCode", 10)
    assert (await mail.bring({"type": "confirmation", "group_id": GROUP}))[0] == 503
    assert (await mail.bring({"type": "confirmation", "group_id": GROUP}))[0] == 503, "asked too often"
    mail.world.vk.clock.advance(callback.TRIED)
    assert await mail.bring({"type": "confirmation", "group_id": GROUP}) == (200, "c0de42")


async def test_confirmation_written_in_the_settings(tmp_path: Path) -> None:
    async with a_town(tmp_path) as world:
        await world.kill()
        world.settings = world.settings.model_copy(
            update={
                "vk_intake": "callback",
                "vk_callback_secret": SecretStr(SECRET),
                "vk_callback_confirmation": (f"{GROUP}:beef07",),
            }
        )
        await world.start()
        async with world.visitor() as client:
            mail = Mail(world, client)
            assert await mail.bring({"type": "confirmation", "group_id": GROUP}) == (200, "beef07")


async def test_a_slow_database_is_not_called_kept(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callback, "PATIENCE", 0.1)
    world = mail.world
    cmid = world.vk.say(GROUP, CHAT, MARINA, QUESTION)
    (update, *_) = mail.news()
    signed = {**update, "secret": SECRET}
    async with (
        world.bot.database.begin(world.vk.clock.now()),
        mail.client.post(f"/vk/callback/{GROUP}", json=signed) as response,
    ):
        assert response.status == 503
        assert response.headers["Retry-After"] == "30"
    assert await kept(world) == 0
    assert await mail.bring(update) == (200, "ok")
    await world.settle()
    assert world.mark(cmid) == "❓"


async def test_ok_is_said_after_the_event_is_kept(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callback, "PATIENCE", 5.0)
    world = mail.world
    world.vk.say(GROUP, CHAT, MARINA, QUESTION)
    (update, *_) = mail.news()
    async with world.bot.database.begin(world.vk.clock.now()):
        answer = asyncio.ensure_future(mail.bring(update))
        await asyncio.sleep(0.1)
        assert not answer.done()
    assert await answer == (200, "ok")
    assert await kept(world) == 1


async def test_without_the_setting_there_is_no_such_address(tmp_path: Path) -> None:
    async with a_town(tmp_path) as world, world.visitor() as client:
        assert (await Mail(world, client).bring({"type": "confirmation", "group_id": GROUP}))[0] == 404


@pytest.mark.parametrize("line", ["VK_INTAKE=callback", "VK_INTAKE=both\nVK_CALLBACK_SECRET=", "VK_INTAKE=push"])
def test_callback_without_a_secret_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    for name in Settings.names():
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".env").write_text(line)
    with pytest.raises(SettingsError, match=r"VK_(CALLBACK_SECRET|INTAKE): "):
        Settings.load(tmp_path / ".env")


async def kept(world: World) -> int:
    """Events in the inbox, handled or not."""
    async with world.bot.database.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT count(*) FROM inbox WHERE type <> 'message_reply'")
        return int(rows.scalar_one())


# --- what VK did not bring


async def mend(world: World) -> None:
    """The bot looks after what was not brought."""
    assert world.bot.ears.callback is not None
    for _ in range(3):
        for mender in world.bot.ears.callback.menders.values():
            await mender.step()
        await world.settle()


async def test_an_event_that_was_never_brought_is_read_back_before_the_next(mail: Mail) -> None:
    world = mail.world
    world.vk.say(GROUP, CHAT, ILYIN, "всем привет")
    await mail.deliver()
    await mend(world)
    lost = world.vk.say(GROUP, CHAT, MARINA, QUESTION)
    mail.news()
    world.vk.say(GROUP, CHAT, ILYIN, "всем добрый день")
    await mail.deliver()
    assert world.mark(lost) == ""
    await mend(world)
    assert world.mark(lost) == "❓"


async def test_what_was_said_while_the_door_was_shut_is_asked_for(mail: Mail) -> None:
    world = mail.world
    await mend(world)
    lost = world.vk.say(GROUP, CHAT, MARINA, QUESTION)
    private = world.vk.say(GROUP, ILYIN, ILYIN, "здравствуйте")
    mail.news()
    await world.kill()
    world.vk.clock.advance(timedelta(minutes=30))
    await world.start()
    await mend(world)
    assert world.mark(lost) == "❓"
    async with world.bot.database.reading() as uow:
        assert await uow.inbox.known(GROUP, [f"message_new:{ILYIN}:{private}"])


async def test_a_door_vk_has_given_up_is_told(mail: Mail) -> None:
    """VK stops bringing to an address that failed too often, and says nothing."""
    world = mail.world
    for text in (QUESTION, "когда заделают яму на мира 3?"):
        await mend(world)
        world.vk.say(GROUP, CHAT, MARINA, text)
        mail.news()
        world.vk.clock.advance(timedelta(minutes=45))
        await mend(world)
        await world.bot.ticks.minute()
    await world.settle()
    told = [text for text in world.heard(STAFF_CHAT) if "о новых сообщениях" in text]
    assert len(told) == 1
    async with world.bot.database.reading() as uow:
        assert await uow.questions.find(2) is not None
