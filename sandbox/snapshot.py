"""The state of the sandbox as its page reads it."""

from datetime import UTC, datetime
from typing import Any

from sandbox.comments import Board, Comment
from sandbox.conversations import REACTIONS, Conversation, Message
from sandbox.media import SAMPLE_PICTURE
from sandbox.recording import CROWD
from sandbox.world import World

Json = dict[str, Any]

TITLES = {"photo": "Фотография", "audio_message": "Голосовое сообщение", "video": "Видео", "doc": "Документ"}
MESSAGES_SHOWN = 300


def snapshot(world: World) -> Json:
    """Everything at once; the page draws it anew."""
    conversations = list(world.conversations.values())
    boards = list(world.boards.values())
    return {
        "ok": True,
        "version": world.version,
        "now": _local(world, world.clock.now()),
        "clock": {"speed": _whole(world.clock.speed), "frozen": world.clock.frozen},
        "network": {"down": world.faults.network_down, "errors": _errors(world)},
        "users": [_user(world, one) for one in world.users],
        "communities": [
            {"group_id": one.group_id, "name": one.name, "screen_name": one.screen_name}
            for one in world.communities.values()
        ],
        "chats": [_chat(one) for one in conversations if one.chat],
        "dialogs": [_dialog(world, one) for one in _dialogs(world)],
        "posts": [_board(one) for one in boards if one.kind == "post"],
        "videos": [_board(one) for one in boards if one.kind == "video"],
        "replay": {"said": world.replay.said, "of": world.replay.total} if world.replay else None,
        "snackbars": _snackbars(world),
        "log": [{"at": _local(world, line["at"]), "what": line["what"]} for line in world.log],
    }


def _dialogs(world: World) -> list[Conversation]:
    """A dialog of everybody with every community, begun or not; the crowd of a recorded evening has none to show."""
    people = [user_id for user_id, user in world.users.items() if user.kind != CROWD]
    pairs = [(group_id, user_id) for group_id in world.communities for user_id in people]
    return [world.conversations.get(pair) or Conversation(*pair) for pair in pairs]


def _user(world: World, user_id: int) -> Json:
    user = world.users[user_id]
    return {
        "id": user.id,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "title": user.title,
        "kind": user.kind,
        "settlement": user.settlement,
    }


def _chat(conversation: Conversation) -> Json:
    chat = conversation.chat
    assert chat is not None  # noqa: S101  chosen by the caller
    return {
        "group_id": conversation.group_id,
        "peer_id": conversation.peer_id,
        "title": chat.title,
        "kind": chat.kind,
        "members": chat.members,
        "admin": chat.admin,
        "full_access": chat.full_access,
        "reactions": chat.reactions,
        "messages": _messages(conversation),
        "keyboard": conversation.keyboard,
    }


def _dialog(world: World, conversation: Conversation) -> Json:
    allowed = world.communities[conversation.group_id].allowed
    return {
        "group_id": conversation.group_id,
        "user_id": conversation.peer_id,
        "allowed": conversation.peer_id in allowed,
        "messages": _messages(conversation),
        "keyboard": conversation.keyboard,
    }


def _messages(conversation: Conversation) -> list[Json]:
    return [_message(one) for one in conversation.messages[-MESSAGES_SHOWN:]]


def _message(message: Message) -> Json:
    keyboard = message.keyboard if message.keyboard and message.keyboard["inline"] else None
    attachments = [_attachment(one) for one in message.attachments]
    if message.geo:
        title = message.geo.get("place", {}).get("title", "Место на карте")
        attachments.append({"type": "geo", "title": title, "url": ""})
    return {
        "cmid": message.cmid,
        "from_id": message.from_id,
        "date": message.date,
        "text": message.text,
        "reply_to": message.reply_to,
        "forwarded": [{"from_id": one["from_id"], "text": one["text"]} for one in message.fwd],
        "attachments": attachments,
        "keyboard": keyboard,
        "reactions": [
            {"user_id": peer, "reaction_id": one, "emoji": REACTIONS.get(one, "")}
            for peer, one in message.reactions.items()
        ],
        "edited": message.edited,
        "deleted": message.deleted,
        "pinned": message.pinned,
        "action": message.action["type"] if message.action else None,
    }


def _attachment(attachment: Json) -> Json:
    kind = attachment["type"]
    body = attachment.get(kind, {})
    if kind == "photo":
        sizes = body.get("sizes") or [{"url": f"/media/{SAMPLE_PICTURE}"}]
        url = sizes[-1]["url"]
    else:
        url = body.get("url") or body.get("link_mp3") or ""
    return {"type": kind, "title": body.get("title") or TITLES.get(kind, kind), "url": url}


def _board(board: Board) -> Json:
    named = {"post_id": board.id, "text": board.text}
    if board.kind == "video":
        named = {"video_id": board.id, "title": board.text}
    return (
        {"owner_id": board.owner_id} | named | {"comments": [_comment(one) for one in board.comments[-MESSAGES_SHOWN:]]}
    )


def _comment(comment: Comment) -> Json:
    return {
        "id": comment.id,
        "from_id": comment.from_id,
        "date": comment.date,
        "text": comment.text,
        "reply_to": comment.reply_to,
        "edited": comment.edited,
        "deleted": comment.deleted,
    }


def _snackbars(world: World) -> list[Json]:
    shown = zip(world.snackbars, world.snackbar_dates, strict=True)
    return [
        {
            "user_id": user_id,
            "text": data.get("text") or data.get("link", ""),
            "at": _local(world, datetime.fromtimestamp(at, UTC)),
        }
        for (user_id, data), at in shown
    ]


def _errors(world: World) -> list[Json]:
    kinds = ("error", "http", "drop", "failed")
    return [
        {"method": one.method, "kind": one.kind, "code": int(one.value), "times": one.times}
        for one in world.faults.waiting
        if one.kind in kinds
    ]


def _local(world: World, moment: datetime) -> str:
    return moment.astimezone(world.zone).isoformat(timespec="seconds")


def _whole(speed: float) -> float | int:
    return int(speed) if speed == int(speed) else speed
