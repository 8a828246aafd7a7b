"""The upload server: a file comes first, and is kept by a method afterwards."""

import mimetypes
import secrets
from dataclasses import dataclass
from typing import Any

import orjson

from sandbox.errors import VKError
from sandbox.media import Media
from sandbox.state import State

Json = dict[str, Any]

SERVER = 857616
PHOTO_LIMIT = 50 * 2**20


@dataclass
class Arrived:
    """A file on the upload server that no method has kept yet."""

    group_id: int
    kind: str
    name: str
    body: bytes
    hash: str


class Uploads:
    """Addresses given out and the files that arrived there."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[int, str]] = {}
        self._arrived: dict[str, Arrived] = {}

    def open(self, group_id: int, kind: str, base_url: str) -> str:
        """A fresh address for one upload."""
        ticket = secrets.token_hex(12)
        self._open[ticket] = (group_id, kind)
        return f"{base_url}/upload/{ticket}"

    def field(self, ticket: str) -> str | None:
        """The multipart field this address wants; None for a strange address."""
        known = self._open.get(ticket)
        if known is None:
            return None
        return "photo" if known[1] == "photo" else "file"

    def receive(self, ticket: str, name: str, body: bytes) -> Json:
        """What the upload server answers to a file."""
        group_id, kind = self._open[ticket]
        if kind == "photo" and (not body or len(body) > PHOTO_LIMIT):
            return {"server": SERVER, "photo": "[]", "hash": ""}
        if not body:
            return {"error": "no_file"}
        token = secrets.token_hex(16)
        arrived = Arrived(group_id, kind, name, body, secrets.token_hex(16))
        self._arrived[token] = arrived
        if kind == "photo":
            photo = orjson.dumps([{"photo": token, "sizes": [], "kid": ticket}]).decode()
            return {"server": SERVER, "photo": photo, "hash": arrived.hash}
        return {"file": token}

    def photo_token(self, photo: str, server: int, photo_hash: str) -> str:
        """The token inside the `photo` of an upload's answer, its server and hash checked."""
        try:
            token = orjson.loads(photo)[0]["photo"]
        except (orjson.JSONDecodeError, IndexError, KeyError, TypeError) as error:
            raise VKError(100, "photo is invalid") from error
        arrived = self._arrived.get(token)
        if server != SERVER:
            raise VKError(118)
        if arrived is None or arrived.hash != photo_hash:
            raise VKError(121)
        return str(token)

    def keep(self, world: State, token: str, group_id: int, title: str) -> Media:
        """Keep an arrived file for the community; a file is kept once."""
        arrived = self._arrived.pop(token, None)
        if arrived is None or arrived.group_id != group_id:
            raise VKError(105)
        mime = mimetypes.guess_type(arrived.name)[0] or "application/octet-stream"
        media = Media(
            kind=arrived.kind,
            owner_id=-group_id,
            id=457_239_000 + world.next_number("media", group_id),
            title=title or arrived.name,
            body=arrived.body,
            mime=mime,
            date=world.clock.unix(),
        )
        world.media[media.name] = media
        return media
