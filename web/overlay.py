"""/overlay/N?key=…: what the viewers see, as a browser source of OBS. No login: the key in the address is the right.

The state stands in the page itself, so a reload in the middle of a broadcast shows what was there.
"""

from typing import Any

import orjson
from aiohttp import web

from domain.broadcasts.broadcast import State
from web.console import ClosedError, Console, guarded
from web.days import clock, day
from web.keys import same
from web.live import Watcher
from web.studio import Shown, Studio
from web.words import word

SAMPLE = {"title": word("overlay.sample"), "who": word("overlay.sample-who"), "more": word("overlay.more", count=33)}
"""What the test card shows, so that the size and the place of a question are seen before there is one."""


def add_overlay(app: web.Application, console: Console, studio: Studio, watcher: Watcher) -> None:
    """The page and its line."""

    async def shown(request: web.Request) -> Shown:
        number = int(request.match_info["number"])
        if not same(request.query.get("key", ""), console.keys.overlay(number)):
            console.paced(console.knocks, request)
            raise ClosedError("no.key", 403)
        found = await studio.shown(number)
        if found is None:
            raise ClosedError("no.such", 404)
        return found

    async def page(request: web.Request) -> web.Response:
        return console.paper.page("overlay.html", state=drawn(await shown(request)))

    async def events(request: web.Request) -> web.StreamResponse:
        await shown(request)

        async def draw() -> bytes:
            return orjson.dumps(drawn(await shown(request)))

        return await watcher.stream(request, int(request.match_info["number"]), draw)

    app.router.add_get(r"/overlay/{number:[1-9][0-9]{0,8}}", guarded(console, page))
    app.router.add_get(r"/overlay/{number:[1-9][0-9]{0,8}}/events", guarded(console, events))


def drawn(shown: Shown) -> dict[str, Any]:
    """What the page draws: a question, a test card, or nothing."""
    overlay = shown.overlay
    if overlay.title:
        who = ", ".join(part for part in (overlay.first_name, overlay.settlement) if part)
        more = word("overlay.more", count=overlay.more) if overlay.more else ""
        return {"kind": "question", "title": overlay.title, "who": who, "more": more}
    if overlay.state is not State.COLLECTING:
        return {"kind": "nothing"}
    when = f"{day(overlay.planned, shown.zone)}, {clock(overlay.planned, shown.zone)}" if overlay.planned else ""
    return {
        "kind": "card",
        "title": word("overlay.card", number=overlay.number),
        "who": shown.host,
        "more": when,
        "sample": SAMPLE,
    }
