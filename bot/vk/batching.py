"""Calls that wait at the same time go out together: one `execute` is one request, whatever it carries (scale.md 5).

A call that waits alone goes as itself. What `execute` answers is read call by call: a refusal is `false` in its place,
and its error stands in `execute_errors`, in the same order and without a number. When the batch as such cannot be
used, its calls go again alone: texts carry their `random_id`, so that none is heard twice.
"""

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from bot.vk.client import EXECUTE, Vk, wire
from bot.vk.errors import EXHAUSTED, Busy, VkError, error_of
from bot.vk.limits import ORDINARY
from handlers.reading import whole_number

log = logging.getLogger("otklik.outbox")

TOGETHER = 25
"""Calls one execute may make."""

LONGEST_CODE = 60_000
"""Characters of code sent at once; VK names no limit, a long text has four thousand of them."""

NO_WAY = frozenset({3, 8, 12, 15, 27, 29, 100})
"""Nothing was done: the code did not compile, or this token may not, or not any more, use execute."""

TOO_MUCH = 13
"""It broke off in the middle, or its answer was too big: anything may have been done."""

BATCHED = frozenset(
    {
        "messages.send",
        "messages.edit",
        "messages.delete",
        "messages.sendReaction",
        "messages.sendMessageEventAnswer",
        "wall.createComment",
    }
)
"""Methods of a community's token that execute may call; keeping uploads is not among them."""

NOT_IN_VKSCRIPT = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x7f": "\\u007f"}
"""Inside a string these end a line for some readers of the language, and JSON leaves them as they are."""


@dataclass(slots=True, eq=False)
class Item:
    """One call that waits; `done` gets what VK answers, or its error."""

    method: str
    code: str
    parameters: Mapping[str, Any]
    urgency: int
    done: asyncio.Future[Any] = field(repr=False)
    lot: asyncio.Future["Sequence[Item]"] = field(repr=False)
    """What this call has to send: its whole batch if it is the first of it, nothing otherwise."""


class Batcher:
    """Gathers the calls of one token that are made in the same breath of the loop."""

    def __init__(self, vk: Vk) -> None:
        self._vk = vk
        self._waiting: list[Item] = []
        self._alone_until = float("-inf")
        """The quota of execute is used up until then."""

    async def call(self, method: str, *, urgency: int = ORDINARY, **parameters: Any) -> Any:
        """As `Vk.call`, together with others where they wait and where execute allows it."""
        if method not in BATCHED:
            return await self._vk.call(method, urgency=urgency, **parameters)
        loop = asyncio.get_running_loop()
        code = written(method, parameters)
        item = Item(method, code, parameters, urgency, loop.create_future(), loop.create_future())
        self._waiting.append(item)
        try:
            if self._waiting[0] is item:
                await asyncio.sleep(0)  # everybody of the same breath joins
                self._share_out()
            await self._send(await item.lot)
            return await item.done
        except BaseException:
            self._leave_behind(item)
            raise

    def _share_out(self) -> None:
        """Makes batches of what waits; the first of each sends it."""
        items, self._waiting = self._waiting, []
        items = sorted((item for item in items if not item.lot.done()), key=lambda item: item.urgency)
        most = TOGETHER if self._vk.timepiece.time() >= self._alone_until else 1
        for batch in in_batches(items, most):
            for item in batch:
                item.lot.set_result(batch if item is batch[0] else ())

    def _leave_behind(self, item: Item) -> None:
        """Whoever sends for others goes: those without an outcome try again, looking first."""
        others = item.lot.result() if item.lot.done() and not item.lot.cancelled() else ()
        if self._waiting and self._waiting[0] is item:
            others, self._waiting = self._waiting, []
        for other in others:
            if other is item:
                continue
            if not other.lot.done():
                other.lot.set_result(())
            _fail(other, _unknown(other.method))

    async def _send(self, batch: Sequence[Item]) -> None:
        items = [item for item in batch if not item.done.done()]
        if len(items) == 1:
            await self._alone(items[0])
        elif items:
            await self._together(items)

    async def _alone(self, item: Item) -> None:
        try:
            answer = await self._vk.call(item.method, urgency=item.urgency, **item.parameters)
        except VkError as error:
            _fail(item, error)
        else:
            _answer(item, answer)

    async def _together(self, items: Sequence[Item]) -> None:
        code = f"return [{','.join(item.code for item in items)}];"
        try:
            answer = await self._vk.call(EXECUTE, urgency=min(item.urgency for item in items), code=code)
        except VkError as error:
            if error.code in EXHAUSTED and isinstance(error, Busy):
                self._alone_until = self._vk.timepiece.time() + error.pause.total_seconds()
            parts = parts_of(items, error.code)
            if parts:
                log.warning("a batch is sent in parts", extra={"code": error.code, "rows": len(items)})
            for part in parts:
                await self._send(part)
            for item in items:
                _fail(item, error)
            return
        for item, outcome in zip(items, outcomes_in(answer, [item.method for item in items]), strict=True):
            if isinstance(outcome, VkError):
                self._vk.note(outcome)
                _fail(item, outcome)
            else:
                _answer(item, outcome)


def written(method: str, parameters: Mapping[str, Any]) -> str:
    """A call in VKScript: JSON is its notation for values, in the form VK reads them on the wire."""
    values = {name: wire(value) for name, value in parameters.items() if value is not None}
    said = orjson.dumps(values).decode()
    for sign, code in NOT_IN_VKSCRIPT.items():
        said = said.replace(sign, code)
    return f"API.{method}({said})"


def in_batches(items: Sequence[Item], most: int = TOGETHER) -> Iterator[list[Item]]:
    """As many together as execute takes."""
    batch: list[Item] = []
    length = 0
    for item in items:
        if batch and (len(batch) == most or length + len(item.code) > LONGEST_CODE):
            yield batch
            batch, length = [], 0
        batch.append(item)
        length += len(item.code)
    if batch:
        yield batch


def parts_of(items: Sequence[Item], code: int) -> list[Sequence[Item]]:
    """How to send a batch again at once: halves of one that was too much, single calls where execute is no way."""
    if code in NO_WAY:
        return [[item] for item in items]
    middle = len(items) // 2
    return [items[:middle], items[middle:]] if code == TOO_MUCH else []


def outcomes_in(answer: object, methods: Sequence[str]) -> list[Any]:
    """What became of each call: its result, or an error; one nobody can tell is of unknown outcome."""
    results = answer.get("response") if isinstance(answer, Mapping) else None
    if not isinstance(results, list) or len(results) != len(methods):
        return [_unknown(method) for method in methods]
    said = answer.get("execute_errors") if isinstance(answer, Mapping) else None
    # Entries about execute itself sum up what the others say.
    listed = said if isinstance(said, list) else []
    errors = [one for one in listed if isinstance(one, Mapping) and one.get("method") != EXECUTE]
    failed = [number for number, result in enumerate(results) if result is False]
    named = [methods[number] for number in failed]
    if [one.get("method") for one in errors] != named:
        return [
            _unknown(method) if result is False else result for method, result in zip(methods, results, strict=True)
        ]
    outcomes = list(results)
    for number, error in zip(failed, errors, strict=True):
        code = error.get("error_code")
        words = f"{methods[number]}: {error.get('error_msg', '')}"
        outcomes[number] = error_of(whole_number(code), words)
    return outcomes


def _unknown(method: str) -> VkError:
    return Busy(0, f"{method}: no outcome in the answer of execute", unknown=True)


def _answer(item: Item, answer: Any) -> None:
    if not item.done.done():
        item.done.set_result(answer)


def _fail(item: Item, error: VkError) -> None:
    if not item.done.done():
        item.done.set_exception(error)
