"""What the bot and a person are in the middle of."""

from collections.abc import Sequence, Set
from datetime import UTC, datetime

from sqlalchemy import bindparam, select

from domain.place import VkId
from domain.ports import Dialog, Draft
from storage.batch import Batch, How, Record
from storage.drafts import Drafts
from storage.tables import dialogs

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

ONE = select(dialogs).where(*(dialogs.c[name] == bindparam(name) for name in ("community", "peer", "person")))
PRIVATE_OF = select(dialogs).where(
    dialogs.c.person.in_(bindparam("people", expanding=True)), dialogs.c.peer == dialogs.c.person
)


class Dialogs:
    """Dialogs read or saved in this transaction are remembered: every private message asks for one."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._drafts = Drafts(batch)
        self._known: dict[tuple[int, int, VkId], Dialog] = {}
        self._of: dict[VkId, dict[int, Dialog]] = {}
        """Private dialogs of a person, by community."""
        self._asked: set[VkId] = set()
        """People whose private dialogs are all known."""

    async def get(self, community: int, peer: int, person: VkId) -> Dialog:
        key = (community, peer, person)
        if key not in self._known:
            there_is_none = peer == person and person in self._asked
            where = {"community": community, "peer": peer, "person": person}
            row = None if there_is_none else await self._batch.row(ONE, **where)
            self._remember(Dialog(community, peer, person) if row is None else _dialog_of(row))
        return self._known[key]

    async def save(self, dialog: Dialog) -> None:
        key = self._remember(dialog)
        values = {
            "community": dialog.community,
            "peer": dialog.peer,
            "person": dialog.person,
            "allowed": dialog.allowed,
            "started_at": dialog.started_at,
            "last_at": dialog.last_at,
            "card": dialog.card,
            "expecting": str(dialog.expecting),
            "facts": dialog.facts,
        }
        self._batch.put(dialogs, How.REPLACE, key, values)

    async def reachable(self, person: VkId) -> Dialog | None:
        private = [dialog for dialog in await self._private(person) if dialog.allowed]
        return max(private, key=lambda dialog: dialog.last_at or LONG_AGO, default=None)

    async def forbidden(self, person: VkId) -> bool:
        answers = {dialog.allowed for dialog in await self._private(person)}
        return False in answers and True not in answers

    async def draft(self, community: int, person: VkId) -> Draft | None:
        return await self._drafts.find(community, person)

    async def save_draft(self, draft: Draft) -> None:
        await self._drafts.save(draft)

    async def drop_draft(self, community: int, person: VkId) -> None:
        await self._drafts.drop(community, person)

    async def ready_drafts(self, now: datetime, limit: int) -> Sequence[Draft]:
        return await self._drafts.ready(now, limit)

    async def expect(self, people: Set[VkId]) -> None:
        """Reads the private dialogs of many people in one query, for the calls that follow."""
        unasked = people - self._asked
        if unasked:
            for row in await self._batch.rows(PRIVATE_OF, people=sorted(unasked)):
                if (row.community, row.peer, row.person) not in self._known:
                    self._remember(_dialog_of(row))
            self._asked |= unasked

    def forget(self) -> None:
        """Drops what is remembered: the rows were changed past this repository."""
        self._known.clear()
        self._of.clear()
        self._asked.clear()

    async def _private(self, person: VkId) -> list[Dialog]:
        if person not in self._asked:
            await self.expect({person})
        return list(self._of.get(person, {}).values())

    def _remember(self, dialog: Dialog) -> tuple[int, int, VkId]:
        key = (dialog.community, dialog.peer, dialog.person)
        self._known[key] = dialog
        if dialog.peer == dialog.person:
            self._of.setdefault(dialog.person, {})[dialog.community] = dialog
        return key


def _dialog_of(row: Record) -> Dialog:
    return Dialog(
        community=row.community,
        peer=row.peer,
        person=row.person,
        allowed=row.allowed,
        started_at=row.started_at,
        last_at=row.last_at,
        card=row.card,
        expecting=row.expecting,
        facts=row.facts,
    )
