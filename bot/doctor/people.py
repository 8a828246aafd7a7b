"""Staff whom the bot may not write to yet."""

import asyncio
from collections.abc import AsyncIterator, Mapping

from bot.doctor.community import Community
from bot.doctor.findings import Finding, bad, good, unknown, why
from bot.vk.errors import VkError
from domain.organisation import Person, Region


class PeopleDoctor:
    def __init__(self, region: Region, communities: Mapping[int, Community]) -> None:
        self._region = region
        self._communities = communities

    async def examine(self) -> AsyncIterator[Finding]:
        people = [person for person in self._region.people if person.roles]
        looks = await asyncio.gather(*(self._look(person) for person in people))
        for finding in looks:
            if finding is not None:
                yield finding
        if reachable := looks.count(None):
            yield good(f"Нажали «Начать»: {reachable} из {len(people)}")

    async def _look(self, person: Person) -> Finding | None:
        """None when the bot may write to the person in at least one community."""
        nearest = self._nearest(person)
        who = f"{person.name or f'id{person.vk_id}'} ({person.post})" if person.post else person.name
        if nearest is None:
            return unknown(f"{who}: нет сообщества, через которое написать", "впишите ключ сообщества в VK_TOKENS")
        trouble = None
        for community in [nearest, *(one for one in self._communities.values() if one is not nearest)]:
            try:
                answer = await community.vk.call(
                    "messages.isMessagesFromGroupAllowed", group_id=community.id, user_id=person.vk_id
                )
            except VkError as error:
                trouble = trouble or error
                continue
            if answer.get("is_allowed"):
                return None
        if trouble is not None:
            return unknown(f"{who}: можно ли писать, не узнать", why(trouble))
        address = nearest.screen_name or f"club{nearest.id}"
        return bad(f"{who} не нажал(а) «Начать»: бот не может написать", f"пришлите ссылку https://vk.me/{address}")

    def _nearest(self, person: Person) -> Community | None:
        """The community that will write to the person first."""
        own = self._region.community_of(person.municipality) if person.municipality else None
        order = [own or 0, *(one.group_id for one in self._region.communities), *self._communities]
        return next((self._communities[id_] for id_ in order if id_ in self._communities), None)
