"""What the console signs: links to its door, sessions, the overlay's key; and what VK signs for its Mini Apps."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from itsdangerous import BadData, URLSafeSerializer

from domain.place import VkId

LINK_LIVES = timedelta(minutes=10)
SESSION_LIVES = timedelta(hours=12)
LAUNCH_LIVES = timedelta(minutes=10)
AHEAD = timedelta(minutes=2)
"""How far another machine's clock may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Whom a link or a session is for; `nonce` tells it from any other."""

    person: VkId
    nonce: str


class Keys:
    """Everything that is derived from SECRET_KEY; a new key ends every session and changes every overlay's address."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._links = _signer(secret, "otklik/console/link")
        self._sessions = _signer(secret, "otklik/console/session")

    def link(self, person: VkId, now: datetime) -> str:
        """A token for one sign-in within ten minutes."""
        return _made(self._links, person, now)

    def read_link(self, token: str, now: datetime) -> Pass | None:
        """Whose link it is; None when it is forged or too old. Whether it was used, the database knows."""
        return _read(self._links, token, now, LINK_LIVES)

    def session(self, person: VkId, now: datetime) -> str:
        """What the cookie holds."""
        return _made(self._sessions, person, now)

    def read_session(self, cookie: str, now: datetime) -> Pass | None:
        return _read(self._sessions, cookie, now, SESSION_LIVES)

    def form(self, session: Pass) -> str:
        """What every change sent from a page of this session must bring along."""
        return self._derived(f"form/{session.person}/{session.nonce}")

    def overlay(self, number: int) -> str:
        """The key in the address of a broadcast's overlay."""
        return self._derived(f"overlay/{number}")

    def _derived(self, purpose: str) -> str:
        made = hmac.digest(self._secret, f"otklik/console/{purpose}".encode(), "sha256")
        return base64.urlsafe_b64encode(made[:24]).decode()


def same(given: str, known: str) -> bool:
    """Compares secrets without telling by time how much of them is right."""
    return bool(known) and hmac.compare_digest(given.encode(), known.encode())


def launched(parameters: Iterable[tuple[str, str]], secret: str, now: datetime) -> VkId | None:
    """Who opened the Mini App, by VK's signature of the launch parameters; None when it is not VK's or too old."""
    given = dict(parameters)
    signed = sorted((name, value) for name, value in given.items() if name.startswith("vk_"))
    made = hmac.digest(secret.encode(), urlencode(signed).encode(), "sha256")
    expected = base64.urlsafe_b64encode(made).decode().rstrip("=")
    if not secret or not same(given.get("sign", ""), expected):
        return None
    person, at = given.get("vk_user_id", ""), given.get("vk_ts", "")
    if not (_is_number(person) and _is_number(at)) or not _is_fresh(int(at), now, LAUNCH_LIVES):
        return None
    return int(person)


def _signer(secret: str, purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=purpose, signer_kwargs={"digest_method": hashlib.sha256})


def _made(signer: URLSafeSerializer, person: VkId, now: datetime) -> str:
    made = signer.dumps([person, int(now.timestamp()), secrets.token_urlsafe(12)])
    return made if isinstance(made, str) else made.decode()


def _read(signer: URLSafeSerializer, token: str, now: datetime, lives: timedelta) -> Pass | None:
    try:
        person, at, nonce = signer.loads(token)
    except (BadData, ValueError, TypeError):
        return None
    return Pass(person, nonce) if _is_fresh(at, now, lives) else None


def _is_fresh(at: int, now: datetime, lives: timedelta) -> bool:
    try:
        return -AHEAD <= now - datetime.fromtimestamp(at, UTC) < lives
    except (OverflowError, ValueError, OSError):
        return False


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 12
