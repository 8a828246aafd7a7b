"""Liveness with reasons: what a watchdog and a person read at /healthz."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import orjson
from aiohttp import web

LARGEST = 2**20
"""Bytes of any request; the console takes nothing larger."""

HEADERS = {
    "Server": "otklik",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
"""A page that shows more than a line of text loosens its own policy."""

LOOSER = frozenset({"Referrer-Policy", "Content-Security-Policy", "Cache-Control"})
"""What a page may say for itself."""

FRAMED = web.ResponseKey("framed", bool)
"""The mark of an answer that somebody named in its policy may show within their own page."""


@dataclass(frozen=True, slots=True)
class Health:
    """Nothing in `troubles` means alive; each of them is one plain sentence."""

    troubles: tuple[str, ...] = ()

    @property
    def is_alive(self) -> bool:
        return not self.troubles


Examine = Callable[[], Awaitable[Health]]


def create_app(examine: Examine) -> web.Application:
    """The console's application with /healthz; the other modules of this room add their pages."""

    async def healthz(_: web.Request) -> web.Response:
        health = await examine()
        body = {"status": "ok" if health.is_alive else "trouble", "troubles": list(health.troubles)}
        return web.Response(
            body=orjson.dumps(body), status=200 if health.is_alive else 503, content_type="application/json"
        )

    app = web.Application(client_max_size=LARGEST)
    app.on_response_prepare.append(_harden)
    app.router.add_get("/healthz", healthz)
    return app


async def _harden(_: web.Request, response: web.StreamResponse) -> None:
    """For every answer, errors included: nothing to guess, to keep, to embed or to run."""
    own = LOOSER & {*response.headers}
    response.headers.update({name: value for name, value in HEADERS.items() if name not in own})
    if response.get(FRAMED):
        del response.headers["X-Frame-Options"]
