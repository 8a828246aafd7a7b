"""groups.*: the community, its Long Poll and its settings for bots."""

import time
from collections import deque
from typing import Any

from sandbox.communities import EVENTS, RIGHTS, Community
from sandbox.errors import VKError
from sandbox.registry import Call, method

Json = dict[str, Any]

SERVER_CALLS = 30
SERVER_SECONDS = 10.0


@method("groups.getById", "group", "user", "service")
def get_by_id(call: Call) -> Json:
    params, world = call.params, call.world
    wanted = params.texts("group_ids") + params.texts("group_id")
    if not wanted:
        if call.access.kind != "group":
            raise VKError.missing("group_ids")
        return {"groups": [_group(call.community)], "profiles": []}
    known = {str(one.group_id): one for one in world.communities.values()}
    known |= {one.screen_name: one for one in world.communities.values()}
    found = [known[name] for name in dict.fromkeys(wanted) if name in known]
    if not found:
        raise VKError(100, "group_id is invalid")
    return {"groups": [_group(one) for one in found], "profiles": []}


def _group(community: Community) -> Json:
    picture = "https://vk.com/images/community_50.png"
    return {
        "id": community.group_id,
        "name": community.name,
        "screen_name": community.screen_name,
        "is_closed": 0,
        "type": "group",
        "photo_50": picture,
        "photo_100": picture,
        "photo_200": picture,
    }


@method("groups.isMember", "group", "user", "service")
def is_member(call: Call) -> int:
    community = call.world.communities.get(call.params.need_integer("group_id"))
    if community is None:
        raise VKError(203)
    return int(call.params.need_integer("user_id") in community.members)


@method("groups.getLongPollServer", right="manage")
def get_longpoll_server(call: Call) -> Json:
    """A key and the present `ts`; asked too often it answers 29."""
    community = call.own_group()
    calls = call.world.server_calls.setdefault(community.group_id, deque())
    now = time.monotonic()
    while calls and now - calls[0] > SERVER_SECONDS:
        calls.popleft()
    calls.append(now)
    if len(calls) > SERVER_CALLS:
        raise VKError(29)
    if not community.longpoll:
        raise VKError(100, "longpoll for this group is not enabled")
    queue = call.world.queues[community.group_id]
    server = f"{call.world.base_url}/whp/{community.group_id}"
    return {"key": queue.issue_key(), "server": server, "ts": queue.ts}


@method("groups.getLongPollSettings", right="manage")
def get_longpoll_settings(call: Call) -> Json:
    """VK does not list `message_event` here, whatever it is set to."""
    community = call.own_group()
    events = {name: int(on) for name, on in community.events.items() if name != "message_event"}
    return {"is_enabled": community.longpoll, "api_version": community.api_version, "events": events}


@method("groups.setLongPollSettings", right="manage")
def set_longpoll_settings(call: Call) -> int:
    community = call.own_group()
    if call.params.has("enabled"):
        community.longpoll = call.params.flag("enabled")
    if call.params.has("api_version"):
        community.api_version = call.params.text("api_version")
    for name in EVENTS:
        if call.params.has(name):
            community.events[name] = call.params.flag(name)
    call.world.changed()
    return 1


@method("groups.getTokenPermissions")
def get_token_permissions(call: Call) -> Json:
    held = [(name, RIGHTS[name]) for name in sorted(call.community.rights)]
    return {
        "mask": sum(setting for _, setting in held),
        "permissions": [{"name": name, "setting": setting} for name, setting in held],
    }


@method("groups.enableOnline", right="manage")
def enable_online(call: Call) -> int:
    call.own_group().online = True
    return 1


@method("groups.disableOnline", right="manage")
def disable_online(call: Call) -> int:
    call.own_group().online = False
    return 1


@method("groups.getOnlineStatus", right="manage")
def get_online_status(call: Call) -> Json:
    return {"status": "online" if call.own_group().online else "none", "minutes": 0}


@method("groups.setSettings", right="manage")
def set_settings(call: Call) -> int:
    community = call.own_group()
    if call.params.has("bots_capabilities"):
        community.bots_capabilities = call.params.flag("bots_capabilities")
    call.world.changed()
    return 1


@method("groups.getCallbackServers", right="manage")
def get_callback_servers(call: Call) -> Json:
    servers = call.own_group().callback_servers
    return {"count": len(servers), "items": servers}


@method("groups.getCallbackConfirmationCode", right="manage")
def get_callback_confirmation_code(call: Call) -> Json:
    return {"code": call.own_group().confirmation}
