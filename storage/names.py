"""Names of people as VK told them."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from domain.names import Name
from domain.place import VkId
from storage.batch import Batch, How
from storage.tables import names as table


class Names:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def known(self, ids: Iterable[VkId]) -> dict[VkId, Name]:
        """The names among these that are known."""
        wanted = sorted(set(ids))
        if not wanted:
            return {}
        rows = await self._batch.rows(select(table).where(table.c.person.in_(wanted)), table)
        return {row.person: Name(row.first, row.last, row.sex) for row in rows}

    async def save(self, names: Mapping[VkId, Name]) -> None:
        for person, name in names.items():
            values = {"person": person, "first": name.first, "last": name.last, "sex": name.sex}
            self._batch.put(table, How.REPLACE, person, values)
