"""What a stranger finds at the bot's address: a few doors, all of them narrow."""

import hmac
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import orjson
import pytest
from aiohttp.test_utils import TestClient
from pydantic import SecretStr

from tests.world import GROUP, World, a_town
from web import callback
from web.health import HEADERS, LARGEST

SECRET = "a_secret_of_the_community"
BROADCAST, OVERLAY = "/broadcasts/{number}", "/overlay/{number}"
READ = {
    "/healthz", "/metrics", "/", "/in", "/app", "/static/{name}", OVERLAY, f"{OVERLAY}/events",
    BROADCAST, f"{BROADCAST}/events", f"{BROADCAST}/state", f"{BROADCAST}/sheet", f"{BROADCAST}/themes/{{theme}}",
}  # fmt: skip
CHANGED = {"/in", "/out", f"{BROADCAST}/tap"}
DOORS = {(method, path) for path in READ for method in ("GET", "HEAD")} | {("POST", path) for path in CHANGED}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT")
PATHS = ("/healthz", "/metrics", f"/vk/callback/{GROUP}")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with a_town(tmp_path) as town:
        await town.kill()
        changes = {"vk_intake": "both", "vk_callback_secret": SecretStr(SECRET)}
        town.settings = town.settings.model_copy(update=changes)
        await town.start()
        yield town


@pytest.fixture
async def visitor(world: World) -> AsyncIterator[TestClient]:
    async with world.visitor() as client:
        yield client


def routes(world: World) -> set[tuple[str, str]]:
    site = world.bot.site()
    return {(route.method, route.resource.canonical) for route in site.router.routes() if route.resource is not None}


def test_these_are_all_the_doors(world: World) -> None:
    """A new page must be thought about here first: who may open it?"""
    paths = {route for route in routes(world) if not route[1].startswith("/vk/callback/")}

    assert paths == DOORS
    assert {method for method, path in routes(world) if path.startswith("/vk/callback/")} == {"POST"}


async def test_without_callback_there_are_no_others(tmp_path: Path) -> None:
    async with a_town(tmp_path) as world:
        assert routes(world) == DOORS


WRONG = [(method, path) for path in PATHS for method in METHODS if method != ("POST" if "callback" in path else "GET")]


@pytest.mark.parametrize(("method", "path"), WRONG)
async def test_a_wrong_method_is_refused(visitor: TestClient, method: str, path: str) -> None:
    async with visitor.request(method, path) as response:
        assert response.status in {400, 404, 405}
        assert GROUP not in [int(word) for word in (await response.text()).split() if word.isdigit()]


@pytest.mark.parametrize(
    "path",
    [
        "/admin", "/questions/1", "/settings", "/.env", "/var/otklik.db", "/../.env",
        "/%2e%2e/.env", "/vk/callback/", "/vk/callback/-1", "/vk/callback/1e3", f"/vk/callback/{'9' * 400}",
        f"/vk/callback/{GROUP}/x", "/vk/callback/２４２０６５１２８", "/metrics/", "/HEALTHZ",
    ],
)  # fmt: skip
async def test_nothing_else_is_there(visitor: TestClient, path: str) -> None:
    for method in ("GET", "POST"):
        async with visitor.request(method, path) as response:
            assert response.status in {400, 404}, (method, path)


@pytest.mark.parametrize("path", [*PATHS, "/nothing"])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_every_answer_is_hardened(visitor: TestClient, path: str, method: str) -> None:
    async with visitor.request(method, path, data=b"{}" if method == "POST" else None) as response:
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
        assert "aiohttp" not in str(response.headers), "versions are nobody's business"
        assert "Set-Cookie" not in response.headers


async def test_a_failing_page_shows_no_inside(world: World, visitor: TestClient) -> None:
    """No traceback, no statement, no path: the log has what happened."""
    async with world.bot.database.engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE inbox")
    for path in ("/healthz", "/metrics"):
        async with visitor.get(path) as response:
            text = await response.text()
            assert "Traceback" not in text
            assert "SELECT" not in text
            assert ".py" not in text


# --- VK's door


def event(**more: object) -> dict[str, object]:
    return {"type": "message_new", "group_id": GROUP, "object": {}, "secret": SECRET, **more}


async def test_the_body_has_a_limit(visitor: TestClient) -> None:
    assert LARGEST == callback.LARGEST == 2**20
    body = BytesIO(orjson.dumps(event(object={"x": "я" * 2**20})))
    async with visitor.post(f"/vk/callback/{GROUP}", data=body) as response:
        assert response.status == 413


async def test_the_secret_is_compared_in_constant_time(visitor: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much of it is right, the comparison is `hmac.compare_digest` of the whole."""
    compared: list[tuple[bytes, bytes]] = []
    compare = hmac.compare_digest

    def watched(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return compare(one, other)

    monkeypatch.setattr(callback.hmac, "compare_digest", watched)
    for secret in ("", SECRET[:-1], SECRET + "x", "x" * len(SECRET), "секрет", None, 7, ["a"], {"b": SECRET}):
        async with visitor.post(f"/vk/callback/{GROUP}", json=event(secret=secret)) as response:
            assert response.status == 403
    assert [other for _, other in compared] == [SECRET.encode()] * 9


async def test_without_a_secret_nobody_is_let_in(visitor: TestClient, world: World) -> None:
    """Not even with an empty one: the settings refuse to start so, and the door does not rely on it."""
    assert callback._is_vk("", "") is False
    assert callback._is_vk(None, "") is False


@pytest.mark.parametrize("group", [GROUP + 1, 1, 999_999_999_999])
async def test_a_strange_community_is_not_told_from_no_address(visitor: TestClient, group: int) -> None:
    async with visitor.post(f"/vk/callback/{group}", json=event(group_id=group)) as response:
        assert response.status == 404


@pytest.mark.parametrize("group", [GROUP + 1, str(GROUP), None, [GROUP], float(GROUP) + 0.5])
async def test_an_event_of_another_community_is_not_taken(visitor: TestClient, world: World, group: object) -> None:
    async with visitor.post(f"/vk/callback/{GROUP}", json=event(group_id=group)) as response:
        assert response.status == 400
    async with world.bot.database.reading() as uow:
        assert await uow.inbox.waiting(world.vk.clock.now(), 10) == []
