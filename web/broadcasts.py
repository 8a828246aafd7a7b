"""/broadcasts/N: the moderators' desk for a laptop in the studio, and the host's sheet.

The same state as the desk in VK, and the same rules.
"""

import asyncio
from typing import Any

import orjson
from aiohttp import web

from domain.errors import RuleViolation
from domain.people import Right, may
from web.console import READING, ClosedError, Console, Visitor, guarded
from web.days import clock, moment, short
from web.drawing import drawn, refused
from web.live import Watcher
from web.studio import NotATapError, Said, Seen, Studio, read
from web.words import WORDS, word

ON_SHEET, QUESTIONS_ON_SHEET = 5, 3
PAGE_WORDS = ("desk.", "key.", "ask.", "reason.", "theme.", "link.")
"""Beginnings of the words the script needs."""

NUMBER = r"{number:[1-9][0-9]{0,8}}"


class Pages:
    """The pages of broadcasts for those who may see them."""

    def __init__(self, console: Console, studio: Studio, watcher: Watcher) -> None:
        self.console, self.studio, self.watcher = console, studio, watcher

    async def desk(self, request: web.Request) -> web.Response:
        """The desk itself, with its state."""
        visitor, seen = await self._seen(request, Right.MODERATE)
        words = {name: text for name, text in WORDS.items() if name.startswith(PAGE_WORDS)}
        state = self._state(seen)
        return self.console.paper.page(
            "desk.html", name=visitor.person.name, form=visitor.form, state=state, page_words=words
        )

    async def events(self, request: web.Request) -> web.StreamResponse:
        """The desk's line; whoever loses the right is let go at the next change or breath."""
        await self._seen(request, Right.MODERATE)

        async def draw() -> bytes:
            _, seen = await self._seen(request, Right.MODERATE)
            return orjson.dumps(self._state(seen))

        return await self.watcher.stream(request, _number(request), draw)

    async def state(self, request: web.Request) -> web.Response:
        """The state at once, for a page whose line was away."""
        _, seen = await self._seen(request, Right.MODERATE)
        return _json(self._state(seen))

    async def theme(self, request: web.Request) -> web.Response:
        """The questions of one theme."""
        _, seen = await self._seen(request, Right.MODERATE)
        said = await self.studio.said(seen.desk.number, int(request.match_info["theme"]))
        return _json([_said(one) for one in said])

    async def tap(self, request: web.Request) -> web.Response:
        """One button: done, or why not and who was first."""
        visitor = await self.console.changing(request)
        seen = await self._of(request, visitor, Right.MODERATE)
        try:
            async with asyncio.timeout(READING):
                pressed = read(orjson.loads(await request.read()))
        except (NotATapError, orjson.JSONDecodeError, TimeoutError):
            raise ClosedError("no.tap", 400) from None
        try:
            await self.studio.press(seen.desk.number, visitor.person, pressed)
        except RuleViolation as violation:
            latest = await self._of(request, visitor, Right.MODERATE)
            words, status = refused(violation, latest.people)
            return _json({"no": words, "state": self._state(latest)}, status)
        return _json({"state": self._state(await self._of(request, visitor, Right.MODERATE))})

    async def sheet(self, request: web.Request) -> web.Response:
        """The next five themes with facts and questions, to print."""
        _, seen = await self._seen(request, Right.WATCH)
        desk = seen.desk
        following = [desk.on_screen, *desk.following] if desk.on_screen else [*desk.following]
        themes = []
        earlier = await self.studio.earlier(desk.number, [theme.id for theme in following[:ON_SHEET]])
        told = await self.studio.facts(desk.number)
        for theme in following[:ON_SHEET]:
            said = [_on_paper(one) for one in (await self.studio.said(desk.number, theme.id))[:QUESTIONS_ON_SHEET]]
            title = theme.title or word("theme.untitled", number=theme.id)
            themes.append(
                {
                    "theme": theme,
                    "title": title,
                    "said": said,
                    "facts": earlier.get(theme.id, ()),
                    "told": told.get(theme.id, ()),
                }
            )
        when = moment(desk.planned, seen.zone)
        now = self.studio.now()
        made = f"{short(now, seen.zone)}, {clock(now, seen.zone)}"
        host = seen.people.get(desk.host, "")
        return self.console.paper.page("sheet.html", desk=desk, host=host, when=when, themes=themes, made=made)

    async def home(self, request: web.Request) -> web.Response:
        """The front page: broadcasts the visitor may see."""
        visitor = await self.console.visitor(request)
        listed = []
        for seen in await self.studio.broadcasts():
            desk = seen.desk
            if may(visitor.person, Right.WATCH, desk.municipality):
                moderates = may(visitor.person, Right.MODERATE, desk.municipality)
                host = seen.people.get(desk.host, "")
                listed.append(
                    {
                        "number": desk.number,
                        "title": word("home.title-of", number=desk.number, host=host),
                        "when": moment(desk.planned, seen.zone),
                        "desk": moderates,
                        "overlay": self._overlay(desk.number) if moderates else "",
                    }
                )
        return self.console.paper.page("home.html", name=visitor.person.name, broadcasts=listed)

    async def _seen(self, request: web.Request, right: Right) -> tuple[Visitor, Seen]:
        visitor = await self.console.visitor(request)
        return visitor, await self._of(request, visitor, right)

    async def _of(self, request: web.Request, visitor: Visitor, right: Right) -> Seen:
        """A broadcast of another district is told from none at all by nobody."""
        seen = await self.studio.seen(_number(request))
        if seen is None or not may(visitor.person, right, seen.desk.municipality):
            raise ClosedError("no.right", 404)
        return seen

    def _state(self, seen: Seen) -> dict[str, Any]:
        return drawn(seen, self.studio.now(), self._overlay(seen.desk.number))

    def _overlay(self, number: int) -> str:
        return f"{self.console.url}/overlay/{number}?key={self.console.keys.overlay(number)}"


def add_broadcasts(app: web.Application, console: Console, studio: Studio, watcher: Watcher) -> None:
    """Opens the desk and the sheet of every broadcast, and the front page that lists them."""
    pages = Pages(console, studio, watcher)
    app.router.add_get("/", guarded(console, pages.home))
    app.router.add_get(f"/broadcasts/{NUMBER}", guarded(console, pages.desk))
    app.router.add_get(f"/broadcasts/{NUMBER}/events", guarded(console, pages.events))
    app.router.add_get(f"/broadcasts/{NUMBER}/state", guarded(console, pages.state))
    app.router.add_get(rf"/broadcasts/{NUMBER}/themes/{{theme:[1-9][0-9]{{0,8}}}}", guarded(console, pages.theme))
    app.router.add_get(f"/broadcasts/{NUMBER}/sheet", guarded(console, pages.sheet))
    app.router.add_post(f"/broadcasts/{NUMBER}/tap", guarded(console, pages.tap))


def _number(request: web.Request) -> int:
    return int(request.match_info["number"])


def _said(one: Said) -> dict[str, Any]:
    who = " · ".join(part for part in (one.who, word("desk.nameless") if one.nameless else "") if part)
    return {"number": one.number, "text": one.text, "who": who, "votes": one.votes}


def _on_paper(one: Said) -> dict[str, Any]:
    """For the host, who may read it out: no name of whoever asked not to be named."""
    return {"text": one.text, "who": one.place if one.nameless else one.who}


def _json(body: object, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")
