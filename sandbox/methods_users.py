"""users.* and utils.*: people, screen names, the server's time."""

from typing import Any

from sandbox.communities import User
from sandbox.errors import VKError
from sandbox.registry import Call, method

Json = dict[str, Any]

AT_ONCE = 1000


@method("users.get", "group", "user", "service")
def get_users(call: Call) -> list[Json]:
    wanted = call.params.texts("user_ids")
    if len(wanted) > AT_ONCE:
        raise VKError(100, f"user_ids should contain up to {AT_ONCE} items")
    if not wanted and call.access.kind == "user":
        wanted = [str(call.access.id)]
    ids = [int(one.removeprefix("id")) for one in wanted if one.removeprefix("id").isdigit()]
    if wanted and not ids:
        raise VKError(113)
    fields = set(call.params.texts("fields"))
    found = [call.world.users[one] for one in dict.fromkeys(ids) if one in call.world.users]
    return [_user(one, fields) for one in found]


def _user(user: User, fields: set[str]) -> Json:
    shown: Json = {"id": user.id, "first_name": user.first_name, "last_name": user.last_name}
    if user.deactivated:
        shown["deactivated"] = user.deactivated
    else:
        shown |= {"can_access_closed": True, "is_closed": False}
    extra: Json = {"sex": user.sex, "screen_name": f"id{user.id}", "domain": f"id{user.id}"}
    return shown | {name: value for name, value in extra.items() if name in fields}


@method("utils.getServerTime", "group", "user", "service")
def get_server_time(call: Call) -> int:
    return call.world.clock.unix()


@method("utils.resolveScreenName", "group", "user", "service")
def resolve_screen_name(call: Call) -> Json | list[Json]:
    """VK answers an empty list to an unknown name."""
    name = call.params.need_text("screen_name")
    for community in call.world.communities.values():
        if name in (community.screen_name, f"club{community.group_id}", f"public{community.group_id}"):
            return {"type": "group", "object_id": community.group_id}
    number = name.removeprefix("id")
    if number.isdigit() and int(number) in call.world.users:
        return {"type": "user", "object_id": int(number)}
    return []
