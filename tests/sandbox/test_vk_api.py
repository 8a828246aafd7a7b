"""A library that knows nothing of the stand-in works with it: vk_api."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
import vk_api
from requests.adapters import HTTPAdapter
from vk_api.bot_longpoll import VkBotEventType, VkBotLongPoll

from sandbox.server import Running
from sandbox.world import World
from tests.sandbox.bot import CHAT, GROUP, MARINA, TOKEN


class Detour(HTTPAdapter):
    """Takes every request for api.vk.ru to the stand-in."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        assert request.url is not None
        request.url = request.url.replace("https://api.vk.ru", self._base)
        return super().send(request, *args, **kwargs)


@contextmanager
def connected(base: str) -> Iterator[tuple[Any, VkBotLongPoll]]:
    session = vk_api.VkApi(token=TOKEN, api_version="5.199")
    session.http.mount("https://api.vk.ru/", Detour(base))
    session.http.trust_env = False
    listening = VkBotLongPoll(session, GROUP, wait=1)
    listening.session.trust_env = False
    try:
        yield session.get_api(), listening
    finally:
        session.http.close()
        listening.session.close()


def echo_one(base: str, heard: asyncio.Event, loop: asyncio.AbstractEventLoop) -> int:
    """Answer the first message with its own words."""
    with connected(base) as (vk, listening):
        loop.call_soon_threadsafe(heard.set)
        for event in listening.listen():
            if event.type == VkBotEventType.MESSAGE_NEW:
                message = event.message
                peers = [message["peer_id"]]
                sent = vk.messages.send(peer_ids=peers, message=f"Слышу: {message['text']}", random_id=1)
                return int(sent[0]["conversation_message_id"])
    raise AssertionError("listening ended")


async def test_vk_api_listens_and_answers(running: Running, world: World) -> None:
    listening = asyncio.Event()
    loop = asyncio.get_running_loop()
    bot = asyncio.create_task(asyncio.to_thread(echo_one, running.url, listening, loop))
    await asyncio.wait_for(listening.wait(), 5)
    world.say(GROUP, CHAT, MARINA, "когда починят фонарь?")
    cmid = await asyncio.wait_for(bot, 10)
    answer = world.messages(GROUP, CHAT)[-1]
    assert (answer.cmid, answer.text) == (cmid, "Слышу: когда починят фонарь?")
