"""The console's door: who gets in, with what, for how long, and who is out again."""

import base64
import hmac
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient
from pydantic import SecretStr

from tests.world import ILYIN, LEBEDEVA, MARINA, MODERATORS_CHAT, SOKOLOVA, World, a_town
from web import console
from web.keys import AHEAD, SESSION_LIVES, Keys, Pass, launched

APP_SECRET = "the_secret_of_the_mini_app"
LINK = re.compile(r"http://\S+/in\?t=\S+")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with a_town(tmp_path) as town:
        await town.kill()
        town.settings = town.settings.model_copy(update={"vk_app_secret": SecretStr(APP_SECRET)})
        await town.start()
        yield town


@pytest.fixture
async def visitor(world: World) -> AsyncIterator[TestClient]:
    async with world.visitor() as client:
        yield client


async def asked(world: World, person: int, *, peer: int | None = None) -> str:
    """The path of the link the bot sent somebody; empty when it sent none."""
    await world.says(person, "консоль", peer=peer or person)
    found = [LINK.search(text) for text in world.heard(person)]
    address = next((one[0] for one in found if one), "")
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if address else ""


def origin(client: TestClient) -> dict[str, str]:
    return {"Origin": str(client.make_url("/")).rstrip("/")}


async def enter(client: TestClient, link: str, **headers: str) -> ClientResponse:
    token = link.partition("?t=")[2]
    return await client.post("/in", data={"t": token}, headers=headers or origin(client), allow_redirects=False)


async def test_a_link_opens_the_console_once_and_a_preview_does_not_use_it_up(
    world: World, visitor: TestClient
) -> None:
    link = await asked(world, SOKOLOVA)
    for _ in range(3):  # a messenger looks at links before people do
        async with visitor.get(link) as page:
            assert page.status == 200
            assert "Set-Cookie" not in page.headers
    entered = await enter(visitor, link)
    again = await enter(visitor, link)
    async with visitor.get("/") as home:
        assert home.status == 200
        assert "Соколова" in await home.text()

    assert (entered.status, again.status) == (303, 403)
    cookie = entered.headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", "Path=/"))
    assert "Secure" not in cookie, "this console is served by http on the machine itself"


async def test_the_cookie_goes_over_https_only_where_there_is_https(world: World) -> None:
    await world.kill()
    world.settings = world.settings.model_copy(update={"given_web_url": "https://pult.example.ru"})
    await world.start()
    await world.writes(SOKOLOVA, "консоль")
    found = re.search(r"https://pult\.example\.ru/in\?t=(\S+)", world.heard(SOKOLOVA)[-1])
    assert found
    async with world.visitor() as client:
        entered = await enter(client, f"/in?t={found[1]}", Origin="https://pult.example.ru")
        assert entered.status == 303
        assert entered.headers["Set-Cookie"].startswith("__Host-otklik=")
        assert "Secure" in entered.headers["Set-Cookie"]


async def test_from_a_chat_of_staff_the_link_goes_to_the_person_alone(world: World) -> None:
    assert await asked(world, SOKOLOVA, peer=MODERATORS_CHAT)
    assert all("/in?t=" not in text for text in world.heard(MODERATORS_CHAT))


@pytest.mark.parametrize("person", [ILYIN, MARINA])
async def test_without_the_role_there_is_no_link(world: World, person: int) -> None:
    assert await asked(world, person) == ""


async def test_a_person_gets_so_many_links_an_hour(world: World) -> None:
    sent = [bool(await asked(world, LEBEDEVA)) for _ in range(8)]
    assert sent == [True] * 6 + [False] * 2


async def test_a_link_lives_ten_minutes_and_a_session_a_working_day(world: World, visitor: TestClient) -> None:
    link, late = await asked(world, SOKOLOVA), await asked(world, LEBEDEVA)
    assert (await enter(visitor, link)).status == 303
    world.vk.clock.advance(timedelta(minutes=10))
    async with visitor.get(late) as page:
        assert page.status == 403
    assert (await enter(visitor, late)).status == 403
    async with visitor.get("/") as home:
        assert home.status == 200
    world.vk.clock.advance(SESSION_LIVES)
    async with visitor.get("/") as home:
        assert home.status == 401


async def test_whoever_lost_the_role_is_out_at_the_next_request(world: World, visitor: TestClient) -> None:
    unused = await asked(world, SOKOLOVA)
    await enter(visitor, await asked(world, SOKOLOVA))
    await world.writes(LEBEDEVA, f"стоп человек id{SOKOLOVA}")
    async with visitor.get("/") as home:
        assert home.status == 403
    assert (await enter(visitor, unused)).status == 403


async def test_another_sites_form_does_not_sign_in(world: World, visitor: TestClient) -> None:
    """Else somebody could make a moderator work under a stranger's name."""
    link = await asked(world, SOKOLOVA)
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert (await enter(visitor, link, **headers)).status == 403
    assert (await enter(visitor, link)).status == 303


async def test_what_is_no_browser_enters_with_the_link_alone(world: World, visitor: TestClient) -> None:
    """A script that holds the link says nothing of where it comes from; it still presses nothing without the form."""
    assert (await enter(visitor, await asked(world, SOKOLOVA), X="neither Origin nor Sec-Fetch-Site")).status == 303
    async with visitor.get("/") as home:
        assert home.status == 200
    async with visitor.post("/out", allow_redirects=False) as refused:
        assert refused.status == 403


async def test_leaving_forgets_the_session(world: World, visitor: TestClient) -> None:
    await enter(visitor, await asked(world, SOKOLOVA))
    async with visitor.post("/out", headers={"Origin": "https://evil.example"}) as refused:
        assert refused.status == 403
    async with visitor.post("/out", headers=origin(visitor), allow_redirects=False) as left:
        assert left.status == 303
    async with visitor.get("/") as home:
        assert home.status == 401


async def test_guessing_is_slowed_down(visitor: TestClient) -> None:
    statuses = []
    for number in range(console.KNOCKS + 2):
        async with visitor.get(f"/in?t=guess{number}") as page:
            statuses.append(page.status)
    assert statuses == [403] * console.KNOCKS + [429] * 2


# --- VK's Mini App


def launch(world: World, person: int = SOKOLOVA, secret: str = APP_SECRET, **more: str) -> str:
    given = {"vk_app_id": "51", "vk_user_id": str(person), "vk_ts": f"{world.vk.clock.now().timestamp():.0f}", **more}
    signed = base64.urlsafe_b64encode(hmac.digest(secret.encode(), urlencode(sorted(given.items())).encode(), "sha256"))
    return f"/app?{urlencode({**given, 'utm': 'x', 'sign': signed.decode().rstrip('=')})}"


async def test_the_mini_app_lets_in_whom_vk_names(world: World, visitor: TestClient) -> None:
    async with visitor.get(launch(world)) as page:
        text = await page.text()
        assert page.status == 200
        assert "frame-ancestors https://vk.com" in page.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in page.headers
    found = re.search(r"/in\?t=[^\"]+", text)
    assert found
    assert (await enter(visitor, found[0])).status == 303


async def test_the_mini_app_believes_vk_only(world: World, visitor: TestClient) -> None:
    old = launch(world)
    world.vk.clock.advance(timedelta(minutes=10))
    tampered = launch(world, MARINA).replace(f"vk_user_id={MARINA}", f"vk_user_id={SOKOLOVA}")
    wrong = [old, tampered, launch(world, secret="x"), launch(world, vk_user_id="106x"), "/app", "/app?sign=я"]
    for address in [*wrong, launch(world, MARINA), launch(world, ILYIN)]:
        async with visitor.get(address) as page:
            assert page.status == 403, address
            assert "/in?t=" not in await page.text()
    parameters = [("vk_user_id", "106"), ("sign", "")]
    assert launched(parameters, "", world.vk.clock.now()) is None, "without a secret nobody is believed"


# --- what is signed


def test_one_kind_of_signature_does_not_pass_for_another(world: World) -> None:
    keys, now = Keys("0123456789abcdef"), world.vk.clock.now()
    link, session = keys.link(SOKOLOVA, now), keys.session(SOKOLOVA, now)
    assert keys.read_link(link, now) is not None
    assert keys.read_session(link, now) is None
    assert keys.read_link(session, now) is None
    assert Keys("another key of ours").read_link(link, now) is None
    assert keys.read_link(link, now - AHEAD - timedelta(seconds=1)) is None, "made in the future"
    for place in range(len(link)):
        tampered = f"{link[:place]}{'A' if link[place] != 'A' else 'B'}{link[place + 1 :]}"
        assert keys.read_link(tampered, now) in {None, keys.read_link(link, now)}
    assert {keys.overlay(1), keys.overlay(2), keys.form(Pass(1, "x")), keys.form(Pass(2, "x"))}.__len__() == 4


@pytest.mark.parametrize("path", ["/", "/in", "/app", "/static/console.css", "/static/icon.svg"])
async def test_pages_load_nothing_from_outside_and_run_nothing_inline(visitor: TestClient, path: str) -> None:
    async with visitor.get(path) as page:
        policy, text = page.headers["Content-Security-Policy"], await page.text()
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "https:" not in text.replace("http://www.w3.org", "")
        assert re.search(r"<script(?![^>]+src=)|\son[a-z]+=|\sstyle=", text) is None


async def test_only_our_own_files_are_served(visitor: TestClient) -> None:
    for name in ("../keys.py", "..%2fkeys.py", "fonts/../../keys.py", "nothing.css", "", "fonts"):
        async with visitor.get(f"/static/{name}") as page:
            assert page.status == 404
