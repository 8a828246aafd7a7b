"""VK's Long Poll as fast as it can be: prepared batches for any number of communities, in a process of its own.

    python -m tests.benchmarks.feed EVENTS PER_BATCH COMMUNITIES

Prints its port. A community is named by its token, `feed-7`; its first `a_check` is written down, so that a start can
be timed. Everything but reading is answered with flood control (9): the benchmarks here are about what comes in.
"""

import asyncio
import re
import sys
import time
from collections.abc import Mapping

import orjson
from aiohttp import web

from tests.benchmarks.town import updates
from tests.world import GROUP

TOKEN = re.compile(r"feed-(\d+)")
FLOOD = {"error": {"error_code": 9, "error_msg": "Flood control"}}


class Feed:
    """`ts` is how many events of its community were told."""

    def __init__(self, events: int, per_batch: int, communities: int) -> None:
        self._per_batch = per_batch
        share = -(-events // communities)
        self._prepared = {
            GROUP + index: [orjson.dumps(update) for update in updates(share, GROUP + index)]
            for index in range(communities if events else 0)
        }
        self.first_poll: float | None = None
        self.open = asyncio.Event()
        """Nothing is told before it is set."""
        self.waiting = 0

    def application(self) -> web.Application:
        site = web.Application(client_max_size=2**20)
        site.router.add_route("*", "/method/{method}", self.method)
        site.router.add_route("*", "/poll/{community}", self.poll)
        site.router.add_get("/first", self.first)
        site.router.add_get("/open", self.begin)
        return site

    async def first(self, _: web.Request) -> web.Response:
        """When the first poll came, by the machine's clock, and how many wait now."""
        return web.json_response({"first": self.first_poll, "waiting": self.waiting})

    async def begin(self, _: web.Request) -> web.Response:
        self.open.set()
        return web.json_response({})

    async def method(self, request: web.Request) -> web.Response:
        said: Mapping[str, object] = {**request.query, **(await request.post())}
        found = TOKEN.search(str(said.get("access_token", "")) + request.headers.get("Authorization", ""))
        community = GROUP + int(found[1]) if found else GROUP
        match request.match_info["method"]:
            case "groups.getById":
                group = {"id": community, "name": f"Посёлок {community}", "screen_name": f"club{community}"}
                return web.json_response({"response": {"groups": [group], "profiles": []}})
            case "groups.getLongPollServer":
                server = f"{request.url.origin()}/poll/{community}"
                return web.json_response({"response": {"key": "k", "server": server, "ts": "0"}})
            case _:
                return web.json_response(FLOOD)

    async def poll(self, request: web.Request) -> web.Response:
        if self.first_poll is None:
            self.first_poll = time.time()
        wait = float(request.query.get("wait", "25"))
        self.waiting += 1
        try:
            if not self.open.is_set():
                await _until(self.open, wait)
            prepared = self._prepared.get(int(request.match_info["community"]), [])
            start = int(request.query.get("ts", "0"))
            told = prepared[start : start + self._per_batch] if self.open.is_set() else []
            if not told and self.open.is_set():
                await asyncio.sleep(wait)
        finally:
            self.waiting -= 1
        body = b'{"ts":"%d","updates":[%s]}' % (start + len(told), b",".join(told))
        return web.Response(body=body, content_type="application/json")


async def _until(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return


async def main() -> None:
    feed = Feed(*(int(argument) for argument in sys.argv[1:4]))
    runner = web.AppRunner(feed.application(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=8192)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
