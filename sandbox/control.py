"""The control API: what the page reads and what people do through it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import orjson
from aiohttp import web

from sandbox.acts import Act, perform
from sandbox.errors import StageError
from sandbox.recording import Recording, Replay, Stand
from sandbox.snapshot import snapshot
from sandbox.stage import Stage
from sandbox.wire import CLOSING, WORLD, json_response
from sandbox.world import World

Json = dict[str, Any]

STAGE = web.AppKey("stage", Stage)
STREAMS = web.AppKey("streams", set[asyncio.Event])
"""The pages that watch."""

WALKS = web.AppKey("walks", set[object])
"""Walks of the clock that go on; a reset takes them away."""

REPLAYS = web.AppKey("replays", set["asyncio.Task[None]"])

HEARTBEAT = 15.0
"""Seconds of silence after which a page is told that the line is alive."""

FASTEST = 3600
"""How many seconds of the town may go by in one of ours."""

LONGEST = 366 * 86400
"""Seconds the clock goes forward at once, at most."""

STRIDE, NIGHT_STRIDE = timedelta(minutes=5), timedelta(minutes=30)
"""A walk's steps while people work, and else."""

DAY = range(8, 18)
WAKING = 10.0
"""Seconds a bot that lives here may take to wake up after a reset."""

LEAD, BEAT = timedelta(minutes=2), 0.1
"""How long before its first word an evening is ready; seconds between two looks at what of it has come due."""

routes = web.RouteTableDef()


def plainly(
    handler: Callable[[web.Request], Awaitable[Json]],
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Answer `{"ok": true}` with what the handler says, or 400 with words for a person."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return json_response({"ok": True} | await handler(request))
        except StageError as refusal:
            return json_response({"ok": False, "error": str(refusal)}, status=400)

    return answer


@routes.get("/sandbox/state")
async def read_state(request: web.Request) -> web.Response:
    return json_response(snapshot(request.app[WORLD]))


@routes.get("/sandbox/events")
async def stream(request: web.Request) -> web.StreamResponse:
    """Server-Sent Events: the version, whenever it grows."""
    world, closing = request.app[WORLD], request.app[CLOSING]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    await response.prepare(request)
    changed = asyncio.Event()
    changed.set()
    request.app[STREAMS].add(changed)
    world.on_change.append(changed.set)
    try:
        while not closing.is_set():
            if changed.is_set():
                changed.clear()
                await response.write(f'data: {{"version": {world.version}}}\n\n'.encode())
            else:
                await response.write(b": still here\n\n")
            await _until(changed, HEARTBEAT)
    except ConnectionResetError:
        return response
    finally:
        world.on_change.remove(changed.set)
        request.app[STREAMS].discard(changed)
    return response


async def _until(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)


@routes.post("/sandbox/act")
@plainly
async def act(request: web.Request) -> Json:
    return perform(request.app[WORLD], Act(await _body(request)))


@routes.post("/sandbox/clock")
@plainly
async def set_clock(request: web.Request) -> Json:
    world, body = request.app[WORLD], await _body(request)
    if "advance" in body:
        world.clock.advance(timedelta(seconds=_number(body, "advance", 0, LONGEST)))
        world.answer_polls()
    if "walk" in body:
        await _walk(request, timedelta(seconds=_number(body, "walk", 0, LONGEST)))
    if "speed" in body:
        world.clock.speed = _number(body, "speed", 0.01, FASTEST)
        world.clock.frozen = False
    if "frozen" in body:
        world.clock.frozen = bool(body["frozen"])
    world.changed()
    return {}


async def _walk(request: web.Request, length: timedelta) -> None:
    """Time goes by in round steps, and whoever lives here catches up at each: no morning is jumped over.

    A reset ends the walk.
    """
    world, walks, mine = request.app[WORLD], request.app[WALKS], object()
    walks.add(mine)
    end = world.clock.now() + length
    try:
        world.answer_polls()
        await _catch_up(world, lambda: mine in walks)  # what was said before is heard in its own minute
        while mine in walks and (left := end - world.clock.now()) > timedelta():
            world.clock.advance(min(left, _to_the_round(world.clock.now().astimezone(world.zone))))
            world.answer_polls()
            await _catch_up(world, lambda: mine in walks)
            world.changed()
            await asyncio.sleep(0)
    finally:
        walks.discard(mine)


async def _catch_up(world: World, still: Callable[[], bool]) -> None:
    for caught_up in list(world.on_walk):
        try:
            await caught_up()
        except Exception:
            if still():
                raise
            return  # the bot of the old town was going away: its trouble is nobody's


def _to_the_round(now: datetime) -> timedelta:
    """How long until the town's clock shows a whole stride: short ones while people work."""
    stride = STRIDE if now.hour in DAY else NIGHT_STRIDE
    return stride - timedelta(minutes=now.minute, seconds=now.second, microseconds=now.microsecond) % stride


@routes.post("/sandbox/network")
@plainly
async def set_network(request: web.Request) -> Json:
    world, body = request.app[WORLD], await _body(request)
    if body.get("clear"):
        world.faults.forgive()
        world.note("Ошибок больше не будет")
    if "down" in body:
        world.faults.network_down = bool(body["down"])
        world.note("Сеть пропала" if body["down"] else "Сеть вернулась")
    if "fail" in body:
        order = body["fail"]
        if not isinstance(order, dict):
            raise StageError("fail: нужен объект с полями method, code, times")
        code, times = int(_number(order, "code", 1, 99999)), int(_number({"times": 1} | order, "times", 1, 1000))
        peer = int(_number(order, "peer", -(10**12), 10**12)) if "peer" in order else None
        picture = bool(order.get("picture"))
        world.faults.fail(str(order.get("method", "*")), code, times, peer=peer, picture=picture)
    if "longpoll" in body:
        _longpoll_trouble(world, body["longpoll"])
    world.changed()
    return {}


def _longpoll_trouble(world: World, what: object) -> None:
    """The next poll of every community fails so, or its session goes deaf."""
    if what == "stall":
        for group_id in world.queues:
            world.stall(group_id)
    elif isinstance(what, int) and what in (1, 2, 3):
        world.faults.longpoll(what)
    else:
        raise StageError('longpoll: нужно 1, 2, 3 или "stall"')
    world.note(f"Long Poll: {what}")


@routes.post("/sandbox/reset")
@plainly
async def reset(request: web.Request) -> Json:
    """The stage as at the start; a bot that lives here wakes up on it before the answer comes."""
    world = request.app[WORLD]
    inhabited = bool(world.on_walk)
    request.app[WALKS].clear()
    request.app[STAGE].reset(world)
    until = asyncio.get_running_loop().time() + WAKING
    while inhabited and not world.on_walk and asyncio.get_running_loop().time() < until:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    return {}


@routes.post("/sandbox/replay")
@plainly
async def replay(request: web.Request) -> Json:
    """A recorded broadcast evening begins now: its first word comes in a minute; `speed` hurries the clock."""
    world, body = request.app[WORLD], await _body(request)
    running = request.app[REPLAYS]
    if world.replay is not None and not world.replay.is_over:
        raise StageError("Вечер эфира уже идёт")
    recording = Recording.read()
    if "messages" in body:
        recording = recording.shortened(int(_number(body, "messages", 1, len(recording.lines))))
    start = (world.clock.now() + LEAD - recording.begins).replace(second=0, microsecond=0)
    world.replay = Replay(world, recording, Stand.in_world(world), start)
    world.replay.gather()
    world.clock.speed, world.clock.frozen = _number({"speed": 1} | body, "speed", 1, FASTEST), False
    world.note(
        f"Вечер эфира: {world.replay.total} сообщений, начало в {world.replay.start.astimezone(world.zone):%H:%M}"
    )
    task = asyncio.create_task(_play(world, world.replay))
    running.add(task)
    task.add_done_callback(running.discard)
    world.changed()
    return {"messages": world.replay.total, "starts": int(world.replay.start.timestamp())}


async def _play(world: World, evening: Replay) -> None:
    """Until the evening is over or the stage is set anew."""
    while world.replay is evening and not evening.is_over:
        evening.step()
        await asyncio.sleep(BEAT)


async def _body(request: web.Request) -> Json:
    try:
        body = orjson.loads(await request.read())
    except orjson.JSONDecodeError as error:
        raise StageError("Тело запроса — не JSON") from error
    if not isinstance(body, dict):
        raise StageError("Тело запроса — не объект")
    return body


def _number(body: Json, name: str, least: float, most: float) -> float:
    """The number under a name; StageError when there is none or it is out of its bounds."""
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise StageError(f"{name}: нужно число от {least:g} до {most:g}")
    return float(value)
