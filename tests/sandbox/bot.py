"""A bot of the tests: speaks to the stand-in over HTTP and holds every word against VK's schema."""

from typing import Any

import aiohttp
import orjson

from sandbox.server import Running
from tests.sandbox import schema

GROUP = 242065128
TOKEN = "sandbox-242065128"
CHAT = 2000000002
MARINA, LENA, OFFICIAL = 201, 202, 101

Json = dict[str, Any]


class Refused(Exception):
    """VK answered an error."""

    def __init__(self, error: Json) -> None:
        super().__init__(f"{error['error_code']} {error['error_msg']}")
        self.code: int = error["error_code"]
        self.words: str = error["error_msg"]
        self.error = error


class Bot:
    """A community's bot with no library between it and the wire."""

    def __init__(self, session: aiohttp.ClientSession, running: Running, token: str = TOKEN) -> None:
        self.session = session
        self.running = running
        self.token = token
        self.key = ""
        self.server = ""
        self.ts = ""

    def speaking_as(self, token: str) -> "Bot":
        return Bot(self.session, self.running, token)

    async def raw(self, method: str, **form: str) -> Json:
        """The whole answer to exactly this form."""
        async with self.session.post(f"{self.running.url}/method/{method}", data=form) as response:
            assert response.status == 200
            assert response.content_type == "application/json"
            answer: Json = orjson.loads(await response.read())
        return answer

    async def call(self, method: str, *, strict: bool = True, **params: Any) -> Any:
        """The response of a method; `strict` holds the request against the schema first."""
        form = {name: self._wire(value) for name, value in params.items()}
        if strict:
            assert schema.request_complaints(method, form) == []
        answer = await self.raw(method, **form, access_token=self.token, v="5.199")
        if "error" in answer:
            assert schema.error_complaints(answer) == []
            raise Refused(answer["error"])
        assert schema.response_complaints(method, answer) == []
        return answer["response"]

    async def refusal(self, method: str, **params: Any) -> int:
        """The code of the error the call must meet."""
        try:
            response = await self.call(method, strict=False, **params)
        except Refused as refused:
            return refused.code
        raise AssertionError(f"{method} was not refused: {response}")

    async def send(self, peer_id: int, text: str = "", **params: Any) -> Json:
        """messages.send with peer_ids, the only form that tells the cmid."""
        params.setdefault("random_id", 0)
        if text:
            params["message"] = text
        items = await self.call("messages.send", peer_ids=peer_id, **params)
        item: Json = items[0]
        return item

    async def listen(self) -> None:
        """Take a Long Poll server and stand at the present."""
        got = await self.call("groups.getLongPollServer", group_id=GROUP)
        self.key, self.server, self.ts = got["key"], got["server"], got["ts"]

    async def poll(self, wait: int = 0, **changed: str) -> Json:
        """One poll, whatever it answers; `ts` and `key` may be forged."""
        query = {"act": "a_check", "key": self.key, "ts": self.ts, "wait": str(wait)} | changed
        async with self.session.get(self.server, params=query) as response:
            answer: Json = orjson.loads(await response.read())
        return answer

    async def hear(self, wait: int = 0) -> list[Json]:
        """New events, each held against the schema."""
        answer = await self.poll(wait)
        assert "failed" not in answer, answer
        assert isinstance(answer["ts"], str)
        self.ts = answer["ts"]
        updates: list[Json] = answer["updates"]
        for event in updates:
            assert schema.event_complaints(event) == [], event
        return updates

    async def hear_one(self, kind: str) -> Json:
        """The object of the only new event, which must be of this kind."""
        events = await self.hear()
        assert [event["type"] for event in events] == [kind]
        heard: Json = events[0]["object"]
        return heard

    @staticmethod
    def _wire(value: object) -> str:
        if isinstance(value, bool):
            return str(int(value))
        if isinstance(value, list):
            return ",".join(str(one) for one in value)
        if isinstance(value, dict):
            return orjson.dumps(value).decode()
        return str(value)


def keyboard(*labels: str, kind: str = "callback", inline: bool = True, **rest: object) -> Json:
    """A keyboard of one column, each button telling its number."""
    row = [[{"action": {"type": kind, "label": label, "payload": f'{{"n":{n}}}'}}] for n, label in enumerate(labels)]
    return {"inline": inline, "one_time": False, "buttons": row} | rest
