"""The wire to VK's stand-in without a network: sandbox/wire.py answers within the loop.

Each request passes a point before VK has heard it and a point when its work is done and the answer is on its way.
"""

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import orjson
from aiohttp import web
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from sandbox import wire
from sandbox.wire import CLOSING, WORLD
from sandbox.world import World

HOST = "http://vk.test"
HANDLERS = {
    "method": ("name", wire.call_method),
    "whp": ("group_id", wire.poll),
    "upload": ("ticket", wire.upload),
}


class Asked:
    """As much of aiohttp's request as the wire reads."""

    content_type = "application/x-www-form-urlencoded"
    headers: Mapping[str, str] = {}
    cut = False

    def __init__(self, app: Mapping[Any, Any], match_info: Mapping[str, str], params: Any, form: Any) -> None:
        self.app = app
        self.match_info = match_info
        self.url = URL(HOST)
        self.query = {key: str(value) for key, value in (params or {}).items()}
        self._form = form
        self.transport = self

    def abort(self) -> None:
        self.cut = True

    def is_closing(self) -> bool:
        """Whoever gives up is cancelled together with the answer."""
        return False

    async def post(self) -> Mapping[str, Any]:
        if isinstance(self._form, aiohttp.FormData):
            return {str(kind["name"]): _field(kind, body) for kind, _, body in self._form._fields}
        return {key: str(value) for key, value in (self._form or {}).items()}


def _field(kind: Mapping[str, str], body: bytes) -> web.FileField:
    nothing = CIMultiDictProxy(CIMultiDict[str]())
    return web.FileField(kind["name"], kind.get("filename", ""), io.BytesIO(body), "", nothing)  # type: ignore[arg-type]


class Answer:
    """As much of aiohttp's response as the bot and vkbottle read."""

    def __init__(self, url: str, body: bytes, status: int) -> None:
        self.url = URL(url)
        self.status = status
        self._body = body

    async def read(self) -> bytes:
        return self._body

    async def text(self, encoding: str = "utf-8", **_: Any) -> str:
        return self._body.decode(encoding)

    async def json(self, loads: Callable[[str], Any] = orjson.loads, **_: Any) -> Any:
        return loads(self._body.decode())

    def raise_for_status(self) -> None:
        if self.status >= 400:
            nothing = CIMultiDictProxy(CIMultiDict[str]())
            about = aiohttp.RequestInfo(self.url, "POST", nothing, self.url)
            raise aiohttp.ClientResponseError(about, (), status=self.status)


class Line:
    """Stands where the bot has its aiohttp session."""

    closed = False

    def __init__(self, world: World, point: Callable[[str], None]) -> None:
        self._app = {WORLD: world, CLOSING: asyncio.Event()}
        self._point = point

    async def close(self) -> None:
        self.closed = True

    @asynccontextmanager
    async def request(
        self, method: str, url: str, *, data: Any = None, params: Any = None, **_: Any
    ) -> AsyncIterator[Answer]:
        _, kind, rest = str(url).removeprefix(HOST).split("/", 2)
        name = rest if kind == "method" else {"whp": "a poll", "upload": "an upload"}[kind]
        key, handler = HANDLERS[kind]
        asked = Asked(self._app, {key: rest}, params, data)
        self._point(f"before {name}")
        await asyncio.sleep(0)
        self._point("")
        try:
            told: Any = await handler(asked)  # type: ignore[arg-type]
        except web.HTTPException as refusal:
            told = refusal
        self._point(f"after {name}")
        if asked.cut:
            raise aiohttp.ServerDisconnectedError
        yield Answer(str(url), told.body, told.status)

    def get(self, url: str, **more: Any) -> Any:
        return self.request("GET", url, **more)

    def post(self, url: str, **more: Any) -> Any:
        return self.request("POST", url, **more)
