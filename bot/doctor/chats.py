"""Chats: alive or gone, whether the bot is an administrator there, and whether it hears everybody."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.doctor.community import Community
from bot.doctor.findings import Finding, bad, good, unknown, why
from bot.vk.errors import NOT_A_MEMBER, VkError
from domain.organisation import ChatKind, Region
from domain.ports import HeardInChat

GONE = {
    993: "переехала в MAX",
    996: "закрыта другим администратором",
    1017: "удалена",
    945: "отключена",
    946: "не поддерживается",
    927: "не существует",
    922: "бот из неё вышел",
    932: "сообществу с ней нельзя говорить",
}
ENOUGH = 20
"""Messages in a row before their numbers tell anything."""

ALL, FEW = 0.8, 0.5
"""Shares of a chat's messages that were heard; deleted messages and other bots leave holes too."""

KINDS = {ChatKind.RESIDENTS: "жители", ChatKind.MODERATORS: "модераторы", ChatKind.STAFF: "ЦУР"}
REMOVE = "уберите её из файла региона или верните туда бота"
PROMOTE = "назначьте сообщество администратором чата"


@dataclass(frozen=True, slots=True)
class Registered:
    community: int
    peer: int
    label: str


class ChatDoctor:
    def __init__(self, region: Region, communities: Mapping[int, Community], heard: Sequence[HeardInChat]) -> None:
        self._communities = communities
        self._heard = {(one.community, one.peer): one for one in heard}
        self._region = region

    async def examine(self) -> AsyncIterator[Finding]:
        registered = list(self._registered())
        for chat in registered:
            community = self._communities.get(chat.community)
            if community is None:
                yield bad(f"{chat.label}: нет ключа сообщества {chat.community}", "впишите его в VK_TOKENS")
            else:
                yield await self._look(chat, community)
        known = {(chat.community, chat.peer) for chat in registered}
        for group, peer in sorted(self._heard.keys() - known):
            what = f"Незнакомая беседа {peer} в сообществе {group}: бот её слышит"
            yield unknown(what, "впишите её в файл региона или напишите в ней: !подключить ОКРУГ жители")

    def _registered(self) -> list[Registered]:
        found = []
        for chat in self._region.chats:
            municipality = self._region.municipality_name(chat.municipality)
            label = f"Беседа {chat.peer_id} ({', '.join(filter(None, (municipality, KINDS[chat.kind])))})"
            found.append(Registered(chat.group_id, chat.peer_id, label))
        staff = self._region.staff_chat
        first = next((community.group_id for community in self._region.communities), None)
        if staff is not None and first is not None and (first, staff) not in {(c.community, c.peer) for c in found}:
            found.append(Registered(first, staff, f"Беседа {staff} (ЦУР)"))
        return found

    async def _look(self, chat: Registered, community: Community) -> Finding:
        try:
            answer = await community.vk.call("messages.getConversationsById", peer_ids=[chat.peer])
        except VkError as error:
            if error.code in GONE:
                return bad(f"{chat.label}: {GONE[error.code]}", REMOVE)
            if error.code != NOT_A_MEMBER:
                return unknown(f"{chat.label}: не проверить", why(error))
            return self._without_admin(chat)
        items = answer.get("items", []) if isinstance(answer, Mapping) else []
        if not items:
            return self._without_admin(chat)
        return self._described(chat, community, items[0])

    def _described(self, chat: Registered, community: Community, item: Mapping[str, Any]) -> Finding:
        settings = item.get("chat_settings") or {}
        if settings.get("state", "in") != "in":
            return bad(f"{chat.label}: сообщества в ней больше нет", "добавьте его снова и назначьте администратором")
        may_write = item.get("can_write") or {}
        if not may_write.get("allowed", True):
            reason = int(may_write.get("reason") or 0)
            return bad(f"{chat.label}: {GONE.get(reason, f'писать нельзя (код {reason})')}", PROMOTE)
        if -community.id not in (settings.get("admin_ids") or []):
            return self._without_admin(chat)
        share = self._share(chat)
        if share is not None and share < FEW:
            todo = "проверьте, что сообщество назначено администратором, а не просто добавлено"
            return unknown(f"{chat.label}: бот администратор, а слышит не всё", todo)
        return good(f"{chat.label}: жива, бот администратор и слышит всех")

    def _without_admin(self, chat: Registered) -> Finding:
        """Not administered; what is heard there is told by the numbers of messages."""
        share = self._share(chat)
        if share is None:
            return bad(f"{chat.label}: бот не администратор, слышит ли он всех, пока не видно", PROMOTE)
        if share >= ALL:
            return good(
                f"{chat.label}: жива, бот слышит всех, но не администратор", f"{PROMOTE}: реакции и дочитывание"
            )
        if share < FEW:
            return bad(f"{chat.label}: бот слышит только обращения к нему (судя по пропускам в номерах)", PROMOTE)
        return unknown(f"{chat.label}: бот не администратор и слышит не всё (судя по пропускам в номерах)", PROMOTE)

    def _share(self, chat: Registered) -> float | None:
        heard = self._heard.get((chat.community, chat.peer))
        return heard.share if heard is not None and heard.span >= ENOUGH else None
