"""The register of methods: who may call each and with which right."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sandbox.communities import Access, Community
from sandbox.errors import VKError
from sandbox.parameters import Params
from sandbox.world import World

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One call of one method."""

    world: World
    params: Params
    access: Access

    @property
    def group_id(self) -> int:
        """The community that calls."""
        return self.access.id

    @property
    def community(self) -> Community:
        return self.world.communities[self.access.id]

    def own_group(self) -> Community:
        """The community of the parameter `group_id`, which must be the caller's."""
        if self.params.need_integer("group_id") != self.group_id:
            raise VKError(15, "Access denied: this is not your group")
        return self.community


Work = Callable[[Call], Any]
WorkT = TypeVar("WorkT", bound=Work)


@dataclass(frozen=True)
class Method:
    name: str
    work: Work
    kinds: frozenset[str]
    right: str | None
    in_execute: bool

    def admit(self, access: Access, world: World) -> None:
        """Refuse a token of the wrong kind or without the right."""
        if access.kind not in self.kinds:
            if access.kind == "group":
                raise VKError(27, "method is unavailable with group auth.")
            if access.kind == "service":
                raise VKError(28, "method is unavailable with service token.")
            raise VKError(15, "no access to call this method")
        if access.kind == "group" and self.right and self.right not in world.communities[access.id].rights:
            raise VKError(15, f"no access to call this method, it needs the right «{self.right}»")


METHODS: dict[str, Method] = {}

PEOPLE_ONLY = frozenset({
    "groups.getSettings", "messages.getReactionsAssets", "messages.markReactionsAsRead",
    "photos.getWallUploadServer", "video.deleteComment", "video.editComment",
    "wall.deleteComment", "wall.editComment",
})  # fmt: skip
"""Methods VK keeps for people's tokens; the sandbox only refuses them."""


def method(name: str, *kinds: str, right: str | None = None, in_execute: bool = True) -> Callable[[WorkT], WorkT]:
    """Enter a function into the register; without kinds it is for communities only."""

    def enter(work: WorkT) -> WorkT:
        METHODS[name] = Method(name, work, frozenset(kinds or ("group",)), right, in_execute)
        return work

    return enter
