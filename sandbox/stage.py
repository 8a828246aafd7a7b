"""A stage: who and what stands in the sandbox when it opens, read from TOML."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.clock import Clock
from sandbox.communities import Community
from sandbox.world import World

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
EXAMPLE = Path(__file__).with_name("stage.toml")


@dataclass(frozen=True)
class Stage:
    """A stage file, ready to be set as many times as needed; `start` is its first moment, the real now by default."""

    plan: dict[str, Any]
    start: datetime | None = None

    @classmethod
    def read(cls, path: Path = EXAMPLE) -> "Stage":
        with path.open("rb") as file:
            return cls(tomllib.load(file))

    def open(self, clock: Clock | None = None) -> World:
        """A new world with this stage; without a clock it lives in the real now.

        A bot may outlive a living world: numbers begin where no earlier world has counted yet.
        """
        count = int((datetime.now(UTC) - EPOCH).total_seconds())
        world = World(clock) if clock else World(Clock(self._beginning(), frozen=False), count)
        self.set(world)
        return world

    def reset(self, world: World) -> None:
        """The stage as at the start; a bot that plays on it is told by `world.on_reset`."""
        world.clear()
        world.clock.set(self._beginning())
        self.set(world)
        world.note("Сцена расставлена заново")
        for told in world.on_reset:
            told()

    def _beginning(self) -> datetime:
        return self.start or datetime.now(UTC)

    def set(self, world: World) -> None:
        """People, communities, chats and walls of the plan."""
        plan = self.plan
        world.zone = ZoneInfo(plan.get("timezone", "Europe/Moscow"))
        for user in plan.get("users", []):
            world.add_user(**{"user_id" if key == "id" else key: value for key, value in user.items()})
        for token in plan.get("user_tokens", []):
            world.add_user_token(token["token"], token["user_id"])
        for token in plan.get("service_tokens", []):
            world.add_service_token(token)
        for one in plan.get("communities", []):
            self._set_community(world, one)

    def _set_community(self, world: World, plan: dict[str, Any]) -> Community:
        group_id = plan["group_id"]
        community = world.add_community(group_id, plan["name"], plan["screen_name"], plan["token"])
        community.allowed.update(plan.get("allowed", []))
        community.members.update(plan.get("members", world.users))
        for chat in plan.get("chats", []):
            world.add_chat(group_id, **chat)
        for post in plan.get("posts", []):
            world.add_post(-group_id, post["id"], post["text"])
        for video in plan.get("videos", []):
            world.add_video(-group_id, video["id"], video["title"])
        return community
