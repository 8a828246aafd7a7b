"""The other way in: VK brings events to /vk/callback/{group_id} instead of being asked for them.

VK never brings again what was answered «ok», so «ok» is said only when the event is kept.
"""

import asyncio
import hmac
from collections.abc import Mapping
from typing import Any, Protocol

import orjson
from aiohttp import web

LARGEST = 2**20
"""Bytes of one event; VK's are a hundred times smaller."""

READING = 10.0
"""Seconds a body may take to come."""

COME_AGAIN = "30"
"""Seconds after which VK may bring the event once more."""


class CannotKeepError(Exception):
    """Not now: VK should come again."""


class Door(Protocol):
    """What stands behind the address."""

    @property
    def secret(self) -> str: ...

    def knows(self, group: int) -> bool: ...

    async def confirmation(self, group: int) -> str:
        """What the community's settings want to hear from our server; CannotKeepError while it is not known."""
        ...

    async def keep(self, group: int, update: Mapping[str, Any]) -> None:
        """Returns when the event is kept for good, seen before or not; raises CannotKeepError."""
        ...


def add_callback(app: web.Application, door: Door) -> None:
    """Opens the address of every community the bot speaks for."""

    async def callback(request: web.Request) -> web.Response:
        group = int(request.match_info["group_id"])
        if not door.knows(group):
            return _said("unknown community", 404)
        body = await _body(request)
        if body is None:
            return _said("too much or too slow", 413)
        update = _read(body, group)
        if update is None:
            return _said("not an event", 400)
        try:
            if update["type"] == "confirmation":
                return _said(await door.confirmation(group))
            if not _is_vk(update.get("secret"), door.secret):
                return _said("wrong secret", 403)
            await door.keep(group, {name: value for name, value in update.items() if name != "secret"})
        except CannotKeepError:
            return web.Response(text="later", status=503, headers={"Retry-After": COME_AGAIN})
        return _said("ok")

    app.router.add_post(r"/vk/callback/{group_id:[0-9]{1,12}}", callback)


async def _body(request: web.Request) -> bytes | None:
    """The whole body; None when it is too large or does not come."""
    if (request.content_length or 0) > LARGEST:
        return None
    body = bytearray()
    try:
        async with asyncio.timeout(READING):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > LARGEST:
                    return None
    except TimeoutError:
        return None
    return bytes(body)


def _read(body: bytes, group: int) -> dict[str, Any] | None:
    """An event of this community; None for anything else."""
    try:
        update = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(update, dict) or not isinstance(update.get("type"), str) or update.get("group_id") != group:
        return None
    return update


def _is_vk(given: object, secret: str) -> bool:
    known = given.encode() if isinstance(given, str) else b""
    return hmac.compare_digest(known, secret.encode()) and bool(secret)


def _said(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status)
