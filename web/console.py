"""The console's door: a one-time link from the bot or VK's Mini App, then a signed cookie. No passwords.

Opening a link changes nothing, so a messenger that looks at links does not use them up: a button on the page signs in.
Whoever lost the role is out at the next request, because the roster is asked each time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from aiohttp import web

from domain.organisation import Person
from domain.people import HOLDERS, Right
from domain.place import VkId
from web.keys import SESSION_LIVES, Keys, Pass, launched, same
from web.pace import Pace, address_of
from web.paper import VK, Paper
from web.words import word

log = logging.getLogger("otklik.console")

KNOCKS, CHANGES, READS = 20, 240, 600
"""A minute from one address: tries to sign in or to guess a key, changes, pages."""

READING = 10.0
"""Seconds a form may take to come."""

FORM_HEADER = "X-Form"


class Gate(Protocol):
    """What the door asks of the bot."""

    def now(self) -> datetime: ...

    async def person(self, vk_id: VkId) -> Person | None:
        """Somebody of the roster as it stands now."""
        ...

    async def once(self, nonce: str) -> bool:
        """Remembers that a link was used; True the first time."""
        ...


class ClosedError(Exception):
    """Not for this visitor: why, as a word of the pages, and the status."""

    def __init__(self, reason: str, status: int) -> None:
        self.reason, self.status = reason, status
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody signed in, with the role they hold at this moment."""

    person: Person
    session: Pass
    form: str
    """What a change sent from this visitor's page must bring along."""


class Console:
    """Lets people in and tells who they are."""

    def __init__(self, gate: Gate, keys: Keys, paper: Paper, url: str, mini_app_secret: str = "") -> None:
        self.gate = gate
        self.keys = keys
        self.paper = paper
        self.url = url
        self._mini_app_secret = mini_app_secret
        self.knocks, self.changes, self.reads = Pace(KNOCKS), Pace(CHANGES), Pace(READS)
        self.is_safe = url.startswith("https://")
        self.cookie = "__Host-otklik" if self.is_safe else "otklik"

    async def visitor(self, request: web.Request) -> Visitor:
        """Who asks; ClosedError for anybody who is not signed in or has no role for the console any more."""
        now = self.gate.now()
        session = self.keys.read_session(request.cookies.get(self.cookie, ""), now)
        if session is None:
            raise ClosedError("no.session", 401)
        person = await self.gate.person(session.person)
        if person is None or not welcome(person):
            raise ClosedError("no.role", 403)
        return Visitor(person, session, self.keys.form(session))

    async def changing(self, request: web.Request) -> Visitor:
        """Who sends a change; the page it comes from must be ours."""
        self.must_be_ours(request)
        visitor = await self.visitor(request)
        self.paced(self.changes, request)
        if not same(request.headers.get(FORM_HEADER, ""), visitor.form):
            raise ClosedError("no.form", 403)
        return visitor

    def must_be_ours(self, request: web.Request, *, by_browser: bool = True) -> None:
        """Browsers say where a form was sent from; another site's is refused. What is no browser may say nothing."""
        if not by_browser and not any(name in request.headers for name in ("Origin", "Sec-Fetch-Site")):
            return
        origin = request.headers.get("Origin", "")
        ours = {f"{request.scheme}://{request.host}", _origin(self.url)}
        if origin not in ours:
            raise ClosedError("no.form", 403)

    def paced(self, pace: Pace, request: web.Request) -> None:
        """ClosedError when too much comes from one address."""
        if not pace.allows(address_of(request), self.gate.now()):
            raise ClosedError("no.pace", 429)

    def let_in(self, person: VkId, response: web.Response) -> web.Response:
        """Puts the session into the visitor's browser; scripts cannot read it, other sites cannot send it."""
        response.set_cookie(
            self.cookie,
            self.keys.session(person, self.gate.now()),
            max_age=int(SESSION_LIVES.total_seconds()),
            httponly=True,
            samesite="Lax",
            secure=self.is_safe,
            path="/",
        )
        return response

    async def invited(self, token: str) -> tuple[Pass, Person]:
        """Whose link it is, if it still opens; ClosedError otherwise. Does not use the link up."""
        link = self.keys.read_link(token, self.gate.now())
        if link is None:
            raise ClosedError("no.link", 403)
        person = await self.gate.person(link.person)
        if person is None or not welcome(person):
            raise ClosedError("no.role", 403)
        return link, person

    def launched(self, request: web.Request) -> VkId:
        """Who opened the Mini App; ClosedError when VK did not say so."""
        found = launched(request.query.items(), self._mini_app_secret, self.gate.now())
        if found is None:
            raise ClosedError("no.launch", 403)
        return found


def welcome(person: Person) -> bool:
    """Whether the console shows somebody anything at all."""
    return not person.roles.isdisjoint(HOLDERS[Right.WATCH])


def add_door(app: web.Application, console: Console) -> None:
    """/in: the one-time link; /app: the Mini App; /out."""
    paper = console.paper

    async def ask(request: web.Request) -> web.Response:
        console.paced(console.knocks, request)
        token = request.query.get("t", "")
        _, person = await console.invited(token)
        return paper.page("in.html", name=person.name, token=token)

    async def enter(request: web.Request) -> web.Response:
        console.must_be_ours(request, by_browser=False)  # the link itself is what opens: a script may hold it too
        console.paced(console.knocks, request)
        try:
            async with asyncio.timeout(READING):
                form = await request.post()
        except TimeoutError:
            raise ClosedError("no.pace", 408) from None
        link, _ = await console.invited(str(form.get("t", "")))
        if not await console.gate.once(link.nonce):
            raise ClosedError("no.link", 403)
        return console.let_in(link.person, web.Response(status=303, headers={"Location": "/"}))

    async def launch(request: web.Request) -> web.Response:
        """Within VK's frame no cookie of ours would live: the page opens the console in a tab of its own."""
        console.paced(console.knocks, request)
        person = console.launched(request)
        token = console.keys.link(person, console.gate.now())
        _, found = await console.invited(token)
        return paper.page("app.html", ancestors=VK, name=found.name, token=token)

    async def leave(request: web.Request) -> web.Response:
        console.must_be_ours(request)
        response = web.Response(status=303, headers={"Location": "/in"})
        response.del_cookie(console.cookie, path="/", secure=console.is_safe, httponly=True, samesite="Lax")
        return response

    app.router.add_get("/in", guarded(console, ask))
    app.router.add_post("/in", guarded(console, enter))
    app.router.add_get("/app", guarded(console, launch))
    app.router.add_post("/out", guarded(console, leave))


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(console: Console, handler: Handler) -> Handler:
    """The handler, with a page in plain words for those it is closed to."""

    async def opened(request: web.Request) -> web.StreamResponse:
        try:
            console.paced(console.reads, request)
            return await handler(request)
        except ClosedError as closed:
            if FORM_HEADER in request.headers:
                return web.json_response({"no": word(closed.reason)}, status=closed.status)
            return console.paper.no(closed.reason, closed.status)
        except web.HTTPException:
            raise
        except Exception:
            log.exception("a page failed")
            return console.paper.no("no.base", 503)

    return opened


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
