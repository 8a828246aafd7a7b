"""How often one address may knock: enough for a studio behind one router, too few for guessing."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

from aiohttp import web

MINUTE = timedelta(minutes=1)
ADDRESSES = 10_000
"""Addresses remembered; the longest silent is forgotten first."""

LOOPBACK = frozenset({"127.0.0.1", "::1"})


class Pace:
    """So many times a minute from one address."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: OrderedDict[str, deque[datetime]] = OrderedDict()

    def allows(self, address: str, now: datetime) -> bool:
        """Counts a knock; False when there were too many within the last minute."""
        seen = self._seen.setdefault(address, deque(maxlen=self._most + 1))
        self._seen.move_to_end(address)
        while seen and not timedelta() <= now - seen[0] < MINUTE:
            seen.popleft()
        seen.append(now)
        if len(self._seen) > ADDRESSES:
            self._seen.popitem(last=False)
        return len(seen) <= self._most


def address_of(request: web.Request) -> str:
    """Who asks: behind a proxy on this machine, whom the proxy names last."""
    peer = request.remote or ""
    named = request.headers.get("X-Forwarded-For", "")
    return named.rpartition(",")[2].strip() or peer if peer in LOOPBACK else peer
