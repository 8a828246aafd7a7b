"""The wire: what a bot sees of VK on HTTP: methods, Long Poll, uploads."""

import asyncio
from typing import Any

import orjson
from aiohttp import web

from sandbox import api
from sandbox.faults import LONGPOLL, UPLOAD, Fault
from sandbox.longpoll import EventQueue
from sandbox.media import SAMPLE_PICTURE, SAMPLE_SVG
from sandbox.world import World

WORLD = web.AppKey("world", World)
CLOSING = web.AppKey("closing", asyncio.Event)

BAD_GATEWAY = "<html><head><title>{0} Bad Gateway</title></head><body><h1>{0} Bad Gateway</h1></body></html>"
LONGEST_WAIT = 90.0

routes = web.RouteTableDef()


def json_response(body: Any, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json", charset="utf-8")


@routes.route("*", "/method/{name}")
async def call_method(request: web.Request) -> web.StreamResponse:
    """GET and POST are equal; query and body are merged."""
    world, name = request.app[WORLD], request.match_info["name"]
    world.base_url = str(request.url.origin())
    values = await _values(request)
    refused = _refused(world, request, name)
    if refused is not None:
        return refused
    inner, peers = api.inside(name, values)
    slow = world.faults.take(name, "delay", peers=peers, inner=inner)
    if slow:
        await asyncio.sleep(slow.value)
    broken = world.faults.take(name, "http", "drop", "hang", "bytes", peers=peers, inner=inner)
    if broken:
        world.note(f"{name} → {broken.kind} {int(broken.value) or ''}".rstrip())
    if broken and not broken.after_work:
        return await _broken(request, broken)
    reply = api.answer(world, name, values)
    return await _broken(request, broken) if broken else json_response(reply)


@routes.route("*", "/whp/{group_id:\\d+}")
async def poll(request: web.Request) -> web.StreamResponse:
    """Long Poll: answers as soon as there is something to say."""
    world = request.app[WORLD]
    queue = world.queues.get(int(request.match_info["group_id"]))
    values = await _values(request)
    if queue is None or values.get("act") != "a_check":
        raise web.HTTPNotFound
    loop = asyncio.get_running_loop()
    until = loop.time() + _wait(values.get("wait", "25"))
    ts, released = values.get("ts", ""), queue.released
    while True:
        if world.faults.network_down:
            return _cut(request)
        if _is_gone(request):
            return web.Response()
        trouble = world.faults.take(LONGPOLL, "failed", "bytes", "http", "drop", "delay", "hang")
        if trouble is not None and trouble.kind == "delay":
            await asyncio.sleep(trouble.value)
        elif trouble is not None:
            return await _failed_poll(request, queue, trouble)
        answer = queue.answer(values.get("key", ""), ts)
        if answer is not None:
            return json_response(answer)
        left = until - loop.time()
        if left <= 0 or queue.released != released or request.app[CLOSING].is_set():
            return json_response({"ts": ts, "updates": []})
        await queue.wait(left)


def _wait(text: str) -> float:
    try:
        return min(max(float(text), 0.0), LONGEST_WAIT)
    except ValueError:
        return 25.0


async def _failed_poll(request: web.Request, queue: EventQueue, trouble: Fault) -> web.StreamResponse:
    if trouble.kind != "failed":
        return await _broken(request, trouble)
    failed = int(trouble.value)
    if failed in (2, 3):
        queue.expire_keys()
    return json_response({"failed": 1, "ts": queue.ts} if failed == 1 else {"failed": failed})


@routes.post("/upload/{ticket}")
async def upload(request: web.Request) -> web.StreamResponse:
    """A file in the multipart field `photo` or `file`."""
    world, ticket = request.app[WORLD], request.match_info["ticket"]
    form = await request.post()
    refused = _refused(world, request, UPLOAD)
    if refused is not None:
        return refused
    broken = world.faults.take(UPLOAD, "http", "drop", "hang", "bytes")
    if broken and not broken.after_work:
        return await _broken(request, broken)
    name = world.uploads.field(ticket)
    if name is None:
        raise web.HTTPNotFound
    part = form.get(name)
    sent = isinstance(part, web.FileField)
    body = part.file.read() if isinstance(part, web.FileField) else b""
    file_name = part.filename if isinstance(part, web.FileField) else name
    reply = world.uploads.receive(ticket, file_name, body if sent else b"")
    return await _broken(request, broken) if broken else json_response(reply)


@routes.get("/media/{name}")
async def media(request: web.Request) -> web.Response:
    """An uploaded file, or the sample picture of the stage."""
    name = request.match_info["name"]
    if name == SAMPLE_PICTURE:
        return web.Response(body=SAMPLE_SVG, content_type="image/svg+xml")
    kept = request.app[WORLD].media.get(name)
    if kept is None:
        raise web.HTTPNotFound
    # A stranger's HTML must not run on the page's own origin.
    mime = kept.mime if kept.mime.startswith(("image/png", "image/jpeg", "audio/")) else "application/octet-stream"
    return web.Response(body=kept.body, content_type=mime, headers={"X-Content-Type-Options": "nosniff"})


async def _values(request: web.Request) -> dict[str, str]:
    values = dict(request.query)
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        form = await request.post()
        values |= {name: value for name, value in form.items() if isinstance(value, str)}
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer" and token:
        values.setdefault("access_token", token.strip())
    return values


def _refused(world: World, request: web.Request, name: str) -> web.StreamResponse | None:
    """A cut connection, or the loud refusal of a call the test forbids now."""
    if world.faults.network_down:
        return _cut(request)
    words = world.forbid() if world.forbid else None
    if words is None:
        return None
    world.violations.append(f"{name}: {words}")
    return web.Response(status=500, text=f"{name}: {words}")


async def _broken(request: web.Request, fault: Fault) -> web.StreamResponse:
    if fault.kind == "bytes":
        return web.Response(body=fault.body, content_type="application/json")
    if fault.kind == "hang":
        await _until_given_up(request)
    if fault.kind in ("drop", "hang"):
        return _cut(request)
    status = int(fault.value)
    return web.Response(status=status, text=BAD_GATEWAY.format(status), content_type="text/html")


async def _until_given_up(request: web.Request) -> None:
    """Whoever asked has left, or the sandbox closes."""
    while not _is_gone(request):
        try:
            await asyncio.wait_for(request.app[CLOSING].wait(), 0.01)
        except TimeoutError:
            continue
        return


def _cut(request: web.Request) -> web.StreamResponse:
    """Close the connection without a word."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _is_gone(request: web.Request) -> bool:
    """Whether the poller has left: it must not eat a trouble meant for the next one."""
    return request.transport is None or request.transport.is_closing()
