"""Calls of VK's methods through vkbottle's API client, at a pace, with errors by what can be done about them.

vkbottle raises TypeError on today's captcha and asks again by itself after five seconds, which can double a message;
its answer is therefore read by our own validator and judged here.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Any

import aiohttp
import orjson
from pydantic import SecretStr

from bot.library import API, ABCResponseValidator, AiohttpClient
from bot.vk.errors import SETUP, Busy, Misused, VkError, error_of
from bot.vk.limits import ORDINARY, Pace, Timepiece
from domain.names import Name
from handlers.reading import whole_number

EXECUTE = "execute"

LONGEST = 30.0
"""Seconds a method may take; the outbox counts on it (its lease is longer)."""

TOO_MANY = 6
REST = 1.0
"""Seconds without a request after VK said there were too many; what it was said to has not been done."""

TRIES = 3
"""Of one request while there are too many."""

NAMES_AT_ONCE = 1000
"""users.get takes so many ids (vk/README 1.7)."""


class Unread(ABCResponseValidator):  # type: ignore[misc]  # vkbottle is read untyped
    """Hands vkbottle's raw answer on."""

    async def validate(self, method: str, data: dict[str, Any], response: Any, ctx_api: Any) -> Any:  # noqa: ARG002
        return response


class Vk:
    """One token's way to VK."""

    def __init__(
        self,
        token: SecretStr,
        url: str,
        session: aiohttp.ClientSession,
        per_second: int,
        timepiece: Timepiece | None = None,
    ) -> None:
        self._api = API(token.get_secret_value(), http_client=AiohttpClient(session=session))
        self._api.API_URL = url
        self._api.response_validators = [Unread()]
        self._pace = Pace(per_second, timepiece)
        self.session = session
        self.errors: Counter[int] = Counter()
        """How often VK answered each error since the start; 0 when it did not answer."""
        self.trouble = 0
        """The error that needs people and has not passed: a request worked since, and it is 0 again."""
        self.met: set[int] = set()
        """The errors met since somebody looked."""

    def __repr__(self) -> str:
        return "<Vk>"

    @property
    def timepiece(self) -> Timepiece:
        """What the token's requests are paced by."""
        return self._pace.timepiece

    @timepiece.setter
    def timepiece(self, timepiece: Timepiece) -> None:
        self._pace.timepiece = timepiece

    async def call(self, method: str, *, urgency: int = ORDINARY, **parameters: Any) -> Any:
        """What VK answers; raises Refused, Busy or Misused. The less `urgency`, the sooner its turn comes.

        Of `execute` the whole answer is handed on: the errors of its calls stand beside their results.
        """
        for left in reversed(range(TRIES)):
            try:
                answer = await self._answer(method, urgency, parameters)
            except VkError as error:
                self.note(error)
                if error.code != TOO_MANY or not left:
                    raise
            else:
                break
        self.trouble = 0
        return answer

    def note(self, error: VkError) -> None:
        """Counts an error VK answered, whether to a request or to a call inside one."""
        self.errors[error.code] += 1
        if error.code in SETUP:
            self.trouble = error.code
        self.met.add(error.code)
        if error.code == TOO_MANY:
            self._pace.rest(REST)

    async def _answer(self, method: str, urgency: int, parameters: Mapping[str, Any]) -> Any:
        form = {name: wire(value) for name, value in parameters.items() if value is not None}
        await self._pace.turn(urgency)
        try:
            async with asyncio.timeout(LONGEST):
                raw = await self._api.request(method, form)
        except (TimeoutError, aiohttp.ClientError, OSError, UnicodeDecodeError) as error:
            # The library's words hold the address, and the address holds the token.
            raise Busy(0, f"{method}: {type(error).__name__}", unknown=True) from None
        return _judged(method, raw)

    async def names(self, people: list[int]) -> dict[int, Name]:
        """Names of people; unknown and deleted ones are simply absent."""
        found: dict[int, Name] = {}
        for start in range(0, len(people), NAMES_AT_ONCE):
            ids = ",".join(str(person) for person in people[start : start + NAMES_AT_ONCE])
            told = await self.call("users.get", user_ids=ids, fields="sex")
            for user in told if isinstance(told, list) else []:
                if not isinstance(user, Mapping) or user.get("deactivated") == "deleted":
                    continue  # VK calls them all «DELETED»
                if person := whole_number(user.get("id")):
                    sex = whole_number(user.get("sex"))
                    found[person] = Name(str(user.get("first_name", "")), str(user.get("last_name", "")), sex)
        return found

    async def group(self) -> tuple[int, str, str]:
        """The community behind the token: id, name, screen name."""
        answer = await self.call("groups.getById")
        groups = answer.get("groups", []) if isinstance(answer, dict) else answer
        if not groups:
            raise Misused(27, "the token is not a community's")
        return int(groups[0]["id"]), str(groups[0].get("name", "")), str(groups[0].get("screen_name", ""))


def wire(value: object) -> str | int:
    """VK takes no JSON bodies: booleans are 1 and 0, lists are comma-joined, objects are JSON text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, dict):
        return orjson.dumps(value).decode()
    if isinstance(value, list | tuple):
        return ",".join(str(item) for item in value)
    return value if isinstance(value, int) else str(value)


def items_of(answer: object) -> list[Mapping[str, Any]]:
    """The list VK's answers wrap in `items`; what is no object in it is left out."""
    items = answer.get("items") if isinstance(answer, Mapping) else None
    return [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []


def _judged(method: str, raw: object) -> Any:
    try:
        answer = orjson.loads(raw) if isinstance(raw, str | bytes) else raw
    except orjson.JSONDecodeError:
        raise Busy(0, f"{method}: not JSON", unknown=True) from None
    if not isinstance(answer, Mapping):
        raise Busy(0, f"{method}: not an object", unknown=True)
    error = answer.get("error")
    if isinstance(error, Mapping):
        code = error.get("error_code")
        raise error_of(whole_number(code), f"{method}: {error.get('error_msg', '')}")
    if "response" not in answer:
        raise Busy(0, f"{method}: neither answer nor error", unknown=True)
    return answer if method == EXECUTE else answer["response"]
