"""Bringing a document to VK, in three steps, none of which lasts longer than a row of the outbox is leased."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import aiohttp
import orjson

from bot.vk.client import Vk
from bot.vk.errors import Busy, Misused

LONGEST = 45.0
"""Seconds the file itself may take on its way."""

UPLOAD = 22
"""VK's code for a failed upload."""


async def upload_document(vk: Vk, peer: int, name: str, body: bytes) -> str:
    """A document for a message to a peer; how VK addresses it. Nothing is said yet, so a failure has no unknown end."""
    server = await vk.call("docs.getMessagesUploadServer", type="doc", peer_id=peer)
    answer = await _post(vk, _field(server, "upload_url"), name, body)
    saved = await vk.call("docs.save", file=_field(answer, "file"), title=name)
    doc = saved.get("doc") if isinstance(saved, Mapping) else None
    if not isinstance(doc, Mapping) or "id" not in doc or "owner_id" not in doc:
        raise Busy(UPLOAD, "docs.save: no document in the answer")
    return f"doc{doc['owner_id']}_{doc['id']}" + (f"_{doc['access_key']}" if doc.get("access_key") else "")


async def _post(vk: Vk, url: str, name: str, body: bytes) -> Any:
    form = aiohttp.FormData()
    form.add_field("file", body, filename=PurePath(name).name, content_type="application/octet-stream")
    try:
        async with vk.session.post(url, data=form, timeout=aiohttp.ClientTimeout(total=LONGEST)) as response:
            raw = await response.read()
            if response.status in range(400, 500):
                raise Misused(UPLOAD, f"upload: HTTP {response.status}")
            return orjson.loads(raw)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        # The address of an upload is a key to it: it stays out of the words.
        raise Busy(UPLOAD, f"upload: {type(error).__name__}") from None


def _field(answer: object, name: str) -> str:
    value = answer.get(name) if isinstance(answer, Mapping) else None
    if not isinstance(value, str) or not value:
        raise Busy(UPLOAD, f"upload: no {name}")
    return value
