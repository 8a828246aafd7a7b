"""Pages and what they load: templates, scripts, styles, fonts. Everything comes from this house."""

import hashlib
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from web.health import FRAMED
from web.words import WORDS, word

HOME = Path(__file__).parent
STATIC = HOME / "static"
OURS = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
NOBODY = "'none'"
VK = "https://vk.com https://*.vk.com https://vk.ru https://*.vk.ru"
"""Who may show the Mini App's page within their own."""

mimetypes.add_type("font/woff2", ".woff2")


class Paper:
    """Draws pages; a file that changed has another address, so a browser never mixes old and new ones."""

    def __init__(self) -> None:
        self._files = {
            path.relative_to(STATIC).as_posix(): path.read_bytes() for path in STATIC.rglob("*") if path.is_file()
        }
        everything = b"".join(body for _, body in sorted(self._files.items()))
        self._mark = hashlib.sha256(everything).hexdigest()[:12]
        self._templates = Environment(
            loader=FileSystemLoader(HOME / "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._templates.globals.update(w=word, words=WORDS, asset=self._asset)
        self._templates.filters["json"] = _for_a_page

    def page(self, template: str, *, status: int = 200, ancestors: str = NOBODY, **facts: Any) -> web.Response:
        """A page with its policy: nothing from outside, nothing inline."""
        text = self._templates.get_template(template).render(facts)
        response = web.Response(text=text, content_type="text/html", status=status)
        response.headers["Content-Security-Policy"] = OURS.format(ancestors=ancestors)
        response.headers["Referrer-Policy"] = "same-origin"  # with none at all a form's Origin would be «null»
        response[FRAMED] = ancestors != NOBODY
        return response

    def no(self, reason: str, status: int, *, ancestors: str = NOBODY) -> web.Response:
        """A short page that says why not."""
        return self.page("no.html", status=status, ancestors=ancestors, reason=reason)

    def add_static(self, app: web.Application) -> None:
        """Only files that were here at the start, by their exact names."""

        async def static(request: web.Request) -> web.Response:
            name = request.match_info["name"]
            if name not in self._files:
                raise web.HTTPNotFound
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            text = kind.startswith("text/") or kind.endswith(("javascript", "svg+xml"))
            headers = {"Content-Type": f"{kind}; charset=utf-8" if text else kind}
            if "v" in request.query or name.startswith("fonts/"):
                headers["Cache-Control"] = "public, max-age=31536000, immutable"
            return web.Response(body=self._files[name], headers=headers)

        app.router.add_get("/static/{name:[a-z0-9/._-]{1,80}}", static)

    def _asset(self, name: str) -> str:
        return f"/static/{name}?v={self._mark}"


def _for_a_page(value: Mapping[str, Any] | list[Any]) -> Markup:
    """JSON that cannot end the script element it stands in."""
    return Markup(orjson.dumps(value).decode().replace("<", "\\u003c"))  # noqa: S704  no sign of HTML is left
