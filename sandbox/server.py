"""The sandbox as a server on loopback: the wire, the control API and the page."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from sandbox import control, wire
from sandbox.control import REPLAYS, STAGE, STREAMS, WALKS
from sandbox.stage import Stage
from sandbox.wire import CLOSING, WORLD
from sandbox.world import World

STATIC = Path(__file__).with_name("static")
LARGEST_UPLOAD = 64 * 2**20


@dataclass
class Running:
    """A served sandbox."""

    world: World
    host: str
    port: int
    _runner: web.AppRunner

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    async def close(self) -> None:
        """Let go of every connection and the port."""
        await self._runner.cleanup()


def create_app(world: World, stage: Stage | None = None) -> web.Application:
    """The application; `stage` is what the page's reset sets, by default the example."""
    app = web.Application(client_max_size=LARGEST_UPLOAD)
    app[WORLD] = world
    app[STAGE] = stage or Stage.read()
    app[CLOSING] = asyncio.Event()
    app[STREAMS] = set()
    app[WALKS] = set()
    app[REPLAYS] = set()
    app.add_routes(wire.routes)
    app.add_routes(control.routes)
    app.router.add_get("/", _page)
    if STATIC.is_dir():
        app.router.add_static("/static/", STATIC)
        app.on_response_prepare.append(_always_fresh)
    app.on_shutdown.append(_let_go)
    return app


async def serve(world: World, host: str = "127.0.0.1", port: int = 0, stage: Stage | None = None) -> Running:
    """Serve the world; port 0 takes a free one."""
    runner = web.AppRunner(create_app(world, stage), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    address = runner.addresses[0]
    running = Running(world, host, int(address[1]), runner)
    world.base_url = running.url
    return running


async def _page(_: web.Request) -> web.StreamResponse:
    page = STATIC / "index.html"
    if page.is_file():
        return web.FileResponse(page, headers={"Cache-Control": "no-cache"})
    return web.Response(text="Песочница работает. Страница ещё не собрана, API — /method/")


async def _always_fresh(request: web.Request, response: web.StreamResponse) -> None:
    """After an update a browser must not mix old scripts with new ones."""
    if request.path.startswith("/static/"):
        response.headers["Cache-Control"] = "no-cache"


async def _let_go(app: web.Application) -> None:
    """Waiting polls and streams end at once, so that closing is quick."""
    app[CLOSING].set()
    app[WORLD].replay = None
    app[WORLD].wake()
    for changed in app[STREAMS]:
        changed.set()
