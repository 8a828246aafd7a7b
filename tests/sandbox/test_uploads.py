"""Uploads: a server, a file, a method that keeps it, and an attachment."""

import aiohttp
import orjson

from sandbox.world import World
from tests.sandbox.bot import CHAT, GROUP, MARINA, Bot, Json


async def put(bot: Bot, url: str, field: str, name: str, body: bytes) -> Json:
    form = aiohttp.FormData()
    form.add_field(field, body, filename=name)
    async with bot.session.post(url, data=form) as response:
        answer: Json = orjson.loads(await response.read())
    return answer


async def test_a_photo_goes_from_the_bot_to_the_chat(bot: Bot, world: World) -> None:
    server = await bot.call("photos.getMessagesUploadServer", peer_id=CHAT)
    put_answer = await put(bot, server["upload_url"], "photo", "card.png", b"\x89PNG")
    photo = (await bot.call("photos.saveMessagesPhoto", **put_answer))[0]
    name = f"photo{photo['owner_id']}_{photo['id']}_{photo['access_key']}"
    await bot.send(CHAT, attachment=name)
    shown = world.messages(GROUP, CHAT)[0].attachments[0]["photo"]
    assert shown["id"] == photo["id"]
    async with bot.session.get(shown["sizes"][-1]["url"]) as response:
        assert await response.read() == b"\x89PNG"


async def test_a_document_keeps_its_title(bot: Bot, world: World) -> None:
    server = await bot.call("docs.getMessagesUploadServer", type="doc", peer_id=MARINA)
    uploaded = await put(bot, server["upload_url"], "file", "week.xlsx", b"PK")
    saved = await bot.call("docs.save", file=uploaded["file"], title="Неделя.xlsx")
    doc = saved["doc"]
    assert (doc["title"], doc["ext"], doc["size"]) == ("Неделя.xlsx", "xlsx", 2)
    await bot.send(MARINA, attachment=f"doc{doc['owner_id']}_{doc['id']}")
    assert world.messages(GROUP, MARINA)[0].attachments[0]["doc"]["title"] == "Неделя.xlsx"


async def test_what_was_not_uploaded_cannot_be_kept(bot: Bot) -> None:
    assert await bot.refusal("docs.save", file="выдумка") == 105
    server = await bot.call("photos.getMessagesUploadServer", peer_id=CHAT)
    good = await put(bot, server["upload_url"], "photo", "a.png", b"x")
    assert await bot.refusal("photos.saveMessagesPhoto", **good | {"hash": "0"}) == 121
    assert await bot.refusal("photos.saveMessagesPhoto", **good | {"server": 1}) == 118


async def test_an_empty_or_misnamed_file_fails_the_upload_itself(bot: Bot) -> None:
    photos = await bot.call("photos.getMessagesUploadServer", peer_id=CHAT)
    assert (await put(bot, photos["upload_url"], "file", "a.png", b"x"))["photo"] == "[]"
    docs = await bot.call("docs.getMessagesUploadServer", peer_id=CHAT)
    assert "error" in await put(bot, docs["upload_url"], "file", "a.txt", b"")


async def test_a_server_is_given_for_reachable_people_only(bot: Bot) -> None:
    assert await bot.refusal("photos.getMessagesUploadServer", peer_id=202) == 901


async def test_the_upload_server_breaks_on_order(bot: Bot, world: World) -> None:
    server = await bot.call("docs.getMessagesUploadServer", peer_id=CHAT)
    world.faults.http("upload", 502)
    form = aiohttp.FormData()
    form.add_field("file", b"x", filename="a.txt")
    async with bot.session.post(server["upload_url"], data=form) as response:
        assert response.status == 502
