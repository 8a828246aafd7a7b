"""One community by its token: reachable, ours, allowed enough, heard."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson

from bot.clock import Clock
from bot.doctor.findings import Finding, bad, good, unknown, why
from bot.settings import Settings
from bot.vk.client import Vk
from bot.vk.errors import VkError

VERSION = "5.199"
"""Older events have another shape (vk/README 6)."""

RIGHTS = {
    "manage": "без него бот не получает события",
    "messages": "без него бот не читает и не пишет",
    "wall": "без него нет ответов под записями",
    "docs": "без него нет выгрузки файлом",
    "photos": "без него нет картинок",
}
EVENTS = (
    "message_new", "message_event", "message_reply", "message_edit", "message_allow", "message_deny",
    "message_reaction_event", "wall_reply_new", "wall_reply_edit", "wall_reply_delete", "wall_reply_restore",
    "video_comment_new", "video_comment_edit", "video_comment_delete", "video_comment_restore",
)  # fmt: skip
CAPABILITIES = ("messages", "bots_capabilities", "bots_add_to_chat", "bots_start_button")
CLOCK_SLACK = 60


@dataclass(frozen=True, slots=True)
class Community:
    """A community whose token works."""

    id: int
    name: str
    screen_name: str
    vk: Vk

    def __str__(self) -> str:
        return f"«{self.name}» ({self.id})"


class CommunityDoctor:
    """`found` is set when the token turned out to be a community's."""

    def __init__(self, settings: Settings, clock: Clock, vk: Vk, label: str, *, fix: bool, wait: int) -> None:
        self._settings = settings
        self._clock = clock
        self._vk = vk
        self._label = label
        self._fix = fix
        self._wait = wait
        self.found: Community | None = None

    async def examine(self) -> AsyncIterator[Finding]:
        try:
            seconds = int(await self._vk.call("utils.getServerTime"))
            group, name, screen_name = await self._vk.group()
        except VkError as error:
            yield bad(f"{self._label} не работает", why(error))
            return
        self.found = Community(group, name, screen_name, self._vk)
        yield good(f"{self._label}: сообщество {self.found}")
        yield self._clocks(seconds)
        for finding in await self._rights():
            yield finding
        if self._settings.vk_intake != "callback":
            for finding in await self._longpoll():
                yield finding
            yield await self._poll()
        for finding in await self._callbacks():
            yield finding
        yield await self._capabilities()

    def _clocks(self, seconds: int) -> Finding:
        apart = abs(self._clock.now().timestamp() - seconds)
        if apart >= CLOCK_SLACK:
            return bad(
                f"{self._named('часы')}: разница с ВКонтакте {apart:.0f} с", "включите синхронизацию времени (NTP)"
            )
        return good(f"{self._named('часы')}: совпадают с ВКонтакте")

    def _named(self, what: str) -> str:
        return f"{self.found}, {what}"

    async def _rights(self) -> list[Finding]:
        try:
            answer = await self._vk.call("groups.getTokenPermissions")
        except VkError as error:
            return [unknown(self._named("права ключа: не узнать"), why(error))]
        held = {str(item.get("name")) for item in answer.get("permissions", [])}
        lacking = [
            bad(self._named(f"нет права «{name}»: {consequence}"), "сделайте новый ключ со всеми правами")
            for name, consequence in RIGHTS.items()
            if name not in held
        ]
        return lacking or [good(self._named("прав ключа хватает"))]

    # --- Long Poll

    async def _longpoll(self) -> list[Finding]:
        try:
            settings = await self._vk.call("groups.getLongPollSettings", group_id=self._group)
            wanted = _longpoll_changes(settings)
            if not wanted or not self._fix:
                return self._longpoll_now(settings)
            await self._vk.call("groups.setLongPollSettings", group_id=self._group, **wanted)
            after = await self._vk.call("groups.getLongPollSettings", group_id=self._group)
        except VkError as error:
            return [bad(self._named("настройки Long Poll не прочитать или не изменить"), why(error))]
        mended = good(self._named(f"Long Poll: включил {', '.join(wanted)}"))
        return [mended, *self._longpoll_now(after)]

    def _longpoll_now(self, settings: Mapping[str, Any]) -> list[Finding]:
        if not settings.get("is_enabled"):
            return [bad(self._named("Long Poll выключен"), "otklik check --fix включит")]
        found = []
        version = str(settings.get("api_version", ""))
        if version != VERSION:
            found.append(
                bad(self._named(f"версия событий {version or 'не названа'}, нужна {VERSION}"), "otklik check --fix")
            )
        events = settings.get("events", {})
        if off := [name for name in EVENTS if name in events and not events[name]]:
            found.append(bad(self._named(f"не включены события: {', '.join(off)}"), "otklik check --fix включит"))
        if absent := [name for name in EVENTS if name not in events]:
            found.append(
                unknown(
                    self._named(f"события, о которых ВКонтакте не сказал: {', '.join(absent)}"),
                    "проверьте галочки в Управление → Работа с API → Long Poll API",
                )
            )
        return found if any(finding.is_bad for finding in found) else [good(self._named("Long Poll включён")), *found]

    async def _poll(self) -> Finding:
        try:
            server = await self._vk.call("groups.getLongPollServer", group_id=self._group)
            query = {"act": "a_check", "key": server["key"], "ts": str(server["ts"]), "wait": str(self._wait)}
            limit = aiohttp.ClientTimeout(total=self._wait + 10)
            async with self._vk.session.get(server["server"], params=query, timeout=limit) as response:
                answer = orjson.loads(await response.read())
        except VkError as error:
            return bad(self._named("события не приходят"), why(error))
        except (aiohttp.ClientError, TimeoutError, OSError, orjson.JSONDecodeError):
            return bad(self._named("сервер событий не отвечает"), "проверьте, что сеть пускает к lp.vk.com и lp.vk.ru")
        if not isinstance(answer, Mapping) or "ts" not in answer or "failed" in answer:
            return bad(self._named("сервер событий ответил непонятно"), "повторите через минуту")
        return good(self._named("события приходят"))

    # --- Callback and capabilities

    async def _callbacks(self) -> list[Finding]:
        try:
            answer = await self._vk.call("groups.getCallbackServers", group_id=self._group)
        except VkError as error:
            return [unknown(self._named("серверы Callback API: не узнать"), why(error))]
        addresses = [str(item.get("url", "")) for item in answer.get("items", []) if item.get("status") == "ok"]
        path = f"/vk/callback/{self._group}"
        ours = [address for address in addresses if address.rstrip("/").endswith(path)]
        found = []
        if len(ours) > 1:
            found.append(bad(self._named(f"наш адрес Callback API вписан {len(ours)} раза"), "оставьте один"))
        if self._settings.vk_intake == "longpoll" and ours:
            found.append(
                unknown(self._named("Callback API включён, а VK_INTAKE=longpoll"), "VK_INTAKE=both или уберите")
            )
        if self._settings.vk_intake != "longpoll" and not ours:
            todo = f"впишите в Callback API адрес {self._settings.web_url}{path} и секретный ключ"
            mark = bad if self._settings.vk_intake == "callback" else unknown
            found.append(mark(self._named("Callback API: нашего сервера нет"), todo))
        if strangers := len(addresses) - len(ours):
            todo = "если это другой бот, он ответит тоже: отключите"
            found.append(unknown(self._named(f"события получает ещё кто-то: серверов {strangers}"), todo))
        return found or [good(self._named("никто другой событий не получает"))]

    async def _capabilities(self) -> Finding:
        what = self._named("«Возможности ботов»")
        if not self._fix:
            return unknown(f"{what}: ВКонтакте о них не говорит", "otklik check --fix включит")
        try:
            wanted = dict.fromkeys(CAPABILITIES, True)
            await self._vk.call("groups.setSettings", group_id=self._group, **wanted)
        except VkError as error:
            return bad(f"{what} не включить", f"включите сами: Управление → Сообщения; {why(error)}")
        return good(f"{what}: включил сообщения, возможности ботов, добавление в чаты, кнопку «Начать»")

    @property
    def _group(self) -> int:
        assert self.found is not None  # noqa: S101  asked for only after the community is known
        return self.found.id


def _longpoll_changes(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What to ask VK for; an event it does not list is asked for together with the others."""
    events = settings.get("events", {})
    wanted: dict[str, Any] = {}
    if not settings.get("is_enabled"):
        wanted["enabled"] = True
    if settings.get("api_version") != VERSION:
        wanted["api_version"] = VERSION
    return wanted | {name: True for name in EVENTS if not events.get(name)}
