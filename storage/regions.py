"""The region as the file and the staff's commands left it."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from domain.organisation import Chat, Gate, Person, Region, Template, Theme, TopicWord, Watch
from domain.place import VkId
from storage.batch import Batch, How
from storage.numbers import Counter
from storage.regionrows import (
    KINDS,
    STOPPED,
    Piece,
    chat_piece,
    gate_piece,
    person_piece,
    pieces_of,
    region_of,
    template_piece,
    theme_piece,
    watch_piece,
    word_piece,
)
from storage.tables import counters, organisation

FILE, STAFF = "file", "staff"
VERSION = select(counters.c.value).where(counters.c.name == "organisation")
LAST = 1_000_000
"""Where rows the staff added stand: after those of the file."""


class Regions:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._counter = Counter(batch, "organisation")
        self._templates = Counter(batch, "templates")
        self._version: int | None = None

    async def load(self) -> Region | None:
        """The snapshot; None before the first region file was read."""
        kinds = ["head", STOPPED, *KINDS]
        query = select(organisation).where(organisation.c.kind.in_(kinds))
        rows = await self._batch.rows(
            query.order_by(organisation.c.kind, organisation.c.position, organisation.c.id), organisation
        )
        return region_of(Piece(row.kind, row.id, row.body) for row in rows)

    async def replace(self, region: Region, file_hash: str) -> None:
        """Takes over a file; people and chats the staff added stay unless the file names them."""
        await self._batch.execute(delete(organisation).where(organisation.c.source == FILE), organisation)
        for position, piece in enumerate([*pieces_of(region), Piece("file", "hash", file_hash)]):
            self._put(piece, FILE, position)
        self._version = await self._counter.next()

    async def file_hash(self) -> str | None:
        """What `replace` was told last, to know whether the file has changed since."""
        query = select(organisation.c.body).where(organisation.c.kind == "file")
        found: str | None = await self._batch.value(query, organisation)
        return found

    async def version(self) -> int:
        """Grows with every change of the organisation; read once a transaction, every event asks for it."""
        if self._version is None:
            self._version = int(await self._batch.value(VERSION, counters) or 0)
        return self._version

    async def stop_person(self, vk_id: VkId) -> None:
        """Somebody lost every right by a command; a file that names them does not give it back."""
        self._put(Piece(STOPPED, str(vk_id), ""), STAFF, LAST)
        self._version = await self._counter.next()

    async def lift_stops(self) -> None:
        """Those who were stopped are again what the file and the staff's commands made them."""
        await self._batch.execute(delete(organisation).where(organisation.c.kind == STOPPED), organisation)
        self._version = await self._counter.next()

    async def save_person(self, person: Person) -> None:
        """Somebody appointed by a command."""
        stopped = (organisation.c.kind == STOPPED, organisation.c.id == str(person.vk_id))
        await self._batch.execute(delete(organisation).where(*stopped), organisation)
        self._put(person_piece(person), STAFF, LAST)
        self._version = await self._counter.next()

    async def save_chat(self, chat: Chat) -> None:
        """A chat connected by a command."""
        self._put(chat_piece(chat), STAFF, LAST)
        self._version = await self._counter.next()

    async def save_word(self, word: TopicWord) -> None:
        """A topic's word said by staff; the same word said again changes its sign."""
        self._put(word_piece(word), STAFF, LAST)
        self._version = await self._counter.next()

    async def drop_word(self, word: TopicWord) -> None:
        """A word staff added is no word of the topic any more."""
        await self._drop(word_piece(word))

    async def next_template(self) -> int:
        """A number no template had before."""
        return await self._templates.next()

    async def save_template(self, template: Template) -> None:
        self._put(template_piece(template), STAFF, LAST)
        self._version = await self._counter.next()

    async def drop_template(self, template: Template) -> None:
        await self._drop(template_piece(template))

    async def _drop(self, piece: Piece) -> None:
        which = (organisation.c.kind == piece.kind, organisation.c.id == piece.id)
        await self._batch.execute(delete(organisation).where(*which), organisation)
        self._version = await self._counter.next()

    async def save_gate(self, gate: Gate) -> None:
        """How strict the bot is from now on, in a municipality or in all without a gate of their own."""
        self._put(gate_piece(gate), STAFF, LAST)
        self._version = await self._counter.next()

    async def save_watch(self, watch: Watch) -> None:
        """How a chat is kept from now on."""
        self._put(watch_piece(watch), STAFF, LAST)
        self._version = await self._counter.next()

    async def save_themes(self, themes: Iterable[Theme]) -> None:
        """Names of themes out of a history; those known already get the topic said last."""
        for theme in themes:
            self._put(theme_piece(theme), STAFF, LAST)
        self._version = await self._counter.next()

    def _put(self, piece: Piece, source: str, position: int) -> None:
        values = {"kind": piece.kind, "id": piece.id, "body": piece.body}
        key = (piece.kind, piece.id)
        self._batch.put(organisation, How.REPLACE, key, {**values, "source": source, "position": position})
