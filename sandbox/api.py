"""Answering a request: method, version, token, rate, right, work; VK's errors in VK's envelope."""

import time
from collections import deque
from collections.abc import Mapping
from typing import Any

from sandbox import (  # noqa: F401  each enters its methods into the register
    execute,
    methods_comments,
    methods_conversations,
    methods_groups,
    methods_messages,
    methods_reactions,
    methods_sending,
    methods_uploads,
    methods_users,
)
from sandbox.communities import Access
from sandbox.errors import VKError
from sandbox.faults import Fault
from sandbox.parameters import Params
from sandbox.registry import METHODS, PEOPLE_ONLY, Call
from sandbox.world import World

Json = dict[str, Any]

OLDEST_VERSION = (5, 81)


def answer(world: World, name: str, values: dict[str, str]) -> Json:
    """The whole answer of the wire to one request."""
    public = {key: value for key, value in values.items() if key != "access_token"}
    world.remember_request(name, public)
    try:
        reply = _answer(world, name, values)
    except VKError as refusal:
        world.note(f"{name} → {refusal.code} {refusal.words}")
        return refusal.envelope(name, values.items())
    world.note(f"{name} → ok")
    return reply


def _answer(world: World, name: str, values: dict[str, str]) -> Json:
    if name != "execute" and name not in METHODS and name not in PEOPLE_ONLY:
        raise VKError(3)
    _check_version(values.get("v", ""))
    access = _access(world, values)
    _check_rate(world, access)
    if name == "execute":
        return _execute(world, access, values)
    return {"response": _call(world, access, name, values)}


def _execute(world: World, access: Access, values: dict[str, str]) -> Json:
    fault = world.faults.take("execute", "error")
    if fault and not fault.after_work:
        raise _error(fault)
    code = Params(values).need_text("code")
    reply = execute.run(code, lambda name, params: _call(world, access, name, params, inside=True))
    if fault:
        raise _error(fault)
    return reply


def _call(world: World, access: Access, name: str, values: dict[str, str], inside: bool = False) -> Any:
    world.remember_call(name, {key: value for key, value in values.items() if key != "access_token"})
    if name in PEOPLE_ONLY and access.kind == "group":
        raise VKError(27, "method is unavailable with group auth.")
    method = METHODS.get(name)
    if method is None or (inside and not method.in_execute):
        raise VKError(3)
    fault = world.faults.take(name, "error", peers=peers_of(values))
    if fault and not fault.after_work:
        raise _error(fault)
    method.admit(access, world)
    response = method.work(Call(world, Params(values), access))
    if fault:
        raise _error(fault)
    return response


def peers_of(values: Mapping[str, str]) -> set[int]:
    """Whom a request is about: people, chats, owners of walls."""
    listed = ",".join(values.get(name, "") for name in ("peer_id", "peer_ids", "user_id", "user_ids", "owner_id"))
    return {int(one) for one in listed.split(",") if one.strip().lstrip("-").isdigit()}


def inside(name: str, values: Mapping[str, str]) -> tuple[list[str], set[int]]:
    """The methods an `execute` carries and whom they are about; of another method, whom it is about."""
    if name != "execute":
        return [], peers_of(values)
    try:
        calls, _ = execute.read_code(values.get("code", ""))
    except VKError:
        return [], set()
    return [method for method, _ in calls], {peer for _, params in calls for peer in peers_of(params)}


def _error(fault: Fault) -> VKError:
    return VKError(int(fault.value), picture=fault.picture)


def _check_version(version: str) -> None:
    if not version:
        raise VKError(8, "v (version) is required")
    try:
        number = tuple(int(part) for part in version.split("."))
    except ValueError as error:
        raise VKError(8, "v (version) is invalid") from error
    if number < OLDEST_VERSION:
        raise VKError(8, "versions below 5.81 are deprecated.")


def _access(world: World, values: dict[str, str]) -> Access:
    token = values.get("access_token", "")
    if not token:
        raise VKError(5, "no access_token passed.")
    if token not in world.accesses:
        raise VKError(5, "invalid access_token (4).")
    return world.accesses[token]


def _check_rate(world: World, access: Access) -> None:
    """VK counts real seconds, whatever the sandbox's clock says."""
    if not world.rate_limit:
        return
    now = time.monotonic()
    calls = world.calls.setdefault(access.token, deque())
    while calls and now - calls[0] >= 1.0:
        calls.popleft()
    if len(calls) >= access.per_second:
        raise VKError(6)
    calls.append(now)
