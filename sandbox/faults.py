"""Trouble on order: VK's errors, broken connections, delays, Long Poll failures."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

Kind = Literal["error", "http", "drop", "delay", "hang", "failed", "bytes"]

LONGPOLL = "longpoll"
UPLOAD = "upload"


@dataclass
class Fault:
    """One trouble that strikes `times` calls of a method (`*` is any method)."""

    kind: Kind
    method: str
    times: int
    value: float = 0
    body: bytes = b""
    after_work: bool = False
    peer: int | None = None
    """Only what goes to this person or chat; None is everything."""
    picture: bool = False

    def strikes(self, method: str, peers: Collection[int], inner: Collection[str]) -> bool:
        """`inner` are the methods an `execute` carries: what strikes one of them strikes the request."""
        if self.peer is not None and self.peer not in peers:
            return False
        return self.method in (method, *inner) or (self.method == "*" and method not in (LONGPOLL, UPLOAD))


class Faults:
    """The queue of troubles; `http` and `drop` also know the names `longpoll` and `upload`."""

    def __init__(self, on_set: Callable[[], None]) -> None:
        self._on_set = on_set
        self._queue: list[Fault] = []
        self._network_down = False

    @property
    def network_down(self) -> bool:
        """While true every wire call is cut, polls in progress too."""
        return self._network_down

    @network_down.setter
    def network_down(self, value: bool) -> None:
        self._network_down = value
        self._on_set()

    @property
    def waiting(self) -> list[Fault]:
        return list(self._queue)

    def fail(
        self,
        method: str,
        code: int,
        times: int = 1,
        after_work: bool = False,
        *,
        peer: int | None = None,
        picture: bool = False,
    ) -> None:
        """Answer a VK error; `after_work`: the work is done, yet the answer is the error; `picture`: an old captcha."""
        self._add(Fault("error", method, times, value=code, after_work=after_work, peer=peer, picture=picture))

    def http(
        self, method: str, status: int = 502, times: int = 1, after_work: bool = False, *, peer: int | None = None
    ) -> None:
        """Answer an HTML page with this status."""
        self._add(Fault("http", method, times, value=status, after_work=after_work, peer=peer))

    def drop(self, method: str, times: int = 1, after_work: bool = False, *, peer: int | None = None) -> None:
        """Close the connection without an answer."""
        self._add(Fault("drop", method, times, after_work=after_work, peer=peer))

    def hang(self, method: str, times: int = 1, after_work: bool = False, *, peer: int | None = None) -> None:
        """Never answer: whoever asked has to give up."""
        self._add(Fault("hang", method, times, after_work=after_work, peer=peer))

    def garble(
        self, method: str, body: bytes, times: int = 1, after_work: bool = True, *, peer: int | None = None
    ) -> None:
        """Answer these very bytes."""
        self._add(Fault("bytes", method, times, body=body, after_work=after_work, peer=peer))

    def delay(self, method: str, seconds: float, times: int = 1) -> None:
        """Think for some real seconds before the work."""
        self._add(Fault("delay", method, times, value=seconds))

    def longpoll(self, failed: int, times: int = 1) -> None:
        """The next polls answer `failed`; 2 and 3 also make the given keys invalid."""
        self._add(Fault("failed", LONGPOLL, times, value=failed))

    def longpoll_bytes(self, body: bytes, times: int = 1) -> None:
        """The next polls answer these very bytes."""
        self._add(Fault("bytes", LONGPOLL, times, body=body))

    def forgive(self) -> None:
        """No trouble is waiting any more; the network stays as it is."""
        self._queue.clear()
        self._on_set()

    def clear(self) -> None:
        self._queue.clear()
        self.network_down = False

    def take(self, method: str, *kinds: Kind, peers: Collection[int] = (), inner: Collection[str] = ()) -> Fault | None:
        """The first trouble of these kinds waiting for this method; it is used up by that."""
        for fault in self._queue:
            if fault.kind in kinds and fault.strikes(method, peers, inner):
                fault.times -= 1
                if fault.times <= 0:
                    self._queue.remove(fault)
                return fault
        return None

    def _add(self, fault: Fault) -> None:
        self._queue.append(fault)
        self._on_set()
