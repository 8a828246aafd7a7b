"""Who takes part: people, communities and the tokens that speak for them."""

from dataclasses import dataclass, field
from typing import Literal

RIGHTS = {"photos": 4, "wall": 8192, "messages": 4096, "docs": 131072, "manage": 262144}

EVENTS = (
    "audio_new", "board_post_delete", "board_post_edit", "board_post_new", "board_post_restore",
    "group_change_photo", "group_change_settings", "group_join", "group_leave", "group_officers_edit",
    "lead_forms_new", "market_comment_delete", "market_comment_edit", "market_comment_new",
    "market_comment_restore", "market_order_edit", "market_order_new", "message_allow", "message_deny",
    "message_edit", "message_event", "message_new", "message_reaction_event", "message_read",
    "message_reply", "message_typing_state", "photo_comment_delete", "photo_comment_edit",
    "photo_comment_new", "photo_comment_restore", "photo_new", "poll_vote_new", "user_block",
    "user_unblock", "video_comment_delete", "video_comment_edit", "video_comment_new",
    "video_comment_restore", "video_new", "wall_post_new", "wall_reply_delete", "wall_reply_edit",
    "wall_reply_new", "wall_reply_restore", "wall_repost", "wall_schedule_post_delete",
    "wall_schedule_post_new", "donut_subscription_create", "donut_subscription_prolonged",
    "donut_subscription_cancelled", "donut_subscription_expired", "donut_subscription_price_changed",
    "donut_money_withdraw", "donut_money_withdraw_error",
)  # fmt: skip


@dataclass
class User:
    """A person of the stage; `title` says who he is in words."""

    id: int
    first_name: str
    last_name: str
    kind: str = "resident"
    title: str = ""
    sex: int = 2
    settlement: str = ""
    deactivated: str | None = None


@dataclass(frozen=True)
class Access:
    """Whom a token speaks for: a community, a person or an application."""

    kind: Literal["group", "user", "service"]
    id: int
    token: str

    @property
    def per_second(self) -> int:
        return 20 if self.kind == "group" else 3


@dataclass
class Community:
    """A community and its settings for bots."""

    group_id: int
    name: str
    screen_name: str
    rights: set[str] = field(default_factory=lambda: set(RIGHTS))
    allowed: set[int] = field(default_factory=set)
    """People who let the community write to them."""
    members: set[int] = field(default_factory=set)
    refusals: dict[int, int] = field(default_factory=dict)
    """Peers that answer every message with this error code."""
    bots_capabilities: bool = True
    online: bool = False
    longpoll: bool = True
    api_version: str = "5.199"
    callback_servers: list[dict[str, object]] = field(default_factory=list)
    """As groups.getCallbackServers tells them: id, title, creator_id, url, secret_key, status."""
    confirmation: str = "c0de42"
    """What a Callback server must answer to be believed."""
    events: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(EVENTS, True))
