"""Events and objects exactly as VK shapes them."""

from typing import Any

from sandbox.comments import Board, Comment
from sandbox.conversations import Conversation, Message

Json = dict[str, Any]

CLIENT_INFO: Json = {
    "button_actions": ["text", "vkpay", "open_app", "location", "open_link", "open_photo", "callback",
                       "intent_subscribe", "intent_unsubscribe"],
    "keyboard": True,
    "inline_keyboard": True,
    "carousel": True,
    "lang_id": 0,
}  # fmt: skip


def foreign(message: Message) -> Json:
    """A message inside another one: the replied or the forwarded."""
    shown: Json = {
        "date": message.date,
        "from_id": message.from_id,
        "text": message.text,
        "attachments": message.attachments,
        "conversation_message_id": message.cmid,
        "id": message.id,
        "peer_id": message.peer_id,
    }
    if message.fwd:
        shown["fwd_messages"] = message.fwd
    return shown


def forwarded(message: Message) -> Json:
    """VK tells the author and the words of a forwarded message, not the chat it stood in."""
    return foreign(message) | {"id": 0, "peer_id": message.from_id, "fwd_messages": message.fwd}


def counters(message: Message) -> list[Json]:
    """Reactions of a message, counted."""
    people: dict[int, list[int]] = {}
    for peer, reaction in message.reactions.items():
        people.setdefault(reaction, []).append(peer)
    return [{"reaction_id": r, "count": len(who), "user_ids": who} for r, who in people.items()]


def message_object(conversation: Conversation, message: Message) -> Json:
    """A message as the community reads it."""
    shown: Json = {
        "date": message.date,
        "from_id": message.from_id,
        "id": message.id,
        "version": message.version,
        "out": int(message.from_id == -conversation.group_id),
        "fwd_messages": message.fwd,
        "important": False,
        "is_hidden": False,
        "attachments": message.attachments,
        "conversation_message_id": message.cmid,
        "text": message.text,
        "peer_id": message.peer_id,
        "random_id": message.random_id,
    }
    replied = conversation.find(message.reply_to) if message.reply_to else None
    optional: Json = {
        "reply_message": foreign(replied) if replied else None,
        "payload": message.payload,
        "action": message.action,
        "geo": message.geo,
        "update_time": message.update_time,
        "admin_author_id": message.admin_author,
    }
    if message.keyboard is not None:
        optional["keyboard"] = {"one_time": False} | message.keyboard | {"author_id": message.from_id}
    if message.reactions:
        optional |= {"reactions": counters(message), "last_reaction_id": [*message.reactions.values()][-1]}
    if message.pinned:
        optional["is_pinned"] = True
    return shown | {name: value for name, value in optional.items() if value is not None}


def message_new(conversation: Conversation, message: Message) -> Json:
    return {"client_info": CLIENT_INFO, "message": message_object(conversation, message)}


def pinned_message(conversation: Conversation, message: Message) -> Json:
    """What pinning answers."""
    shown = message_object(conversation, message)
    kept = ("id", "date", "from_id", "peer_id", "conversation_message_id", "text", "attachments",
            "fwd_messages", "reply_message", "keyboard", "geo")  # fmt: skip
    return {name: shown[name] for name in kept if name in shown} | {"out": bool(shown["out"])}


def comment_object(board: Board, comment: Comment) -> Json:
    """A comment as an event and as an item of getComments."""
    shown: Json = {
        "id": comment.id,
        "from_id": comment.from_id,
        "date": comment.date,
        "text": comment.text,
        "owner_id": board.owner_id,
        "can_edit": 0,
    }
    if board.kind == "post":
        thread = {"count": board.replies(comment.id), "can_post": True, "show_reply_button": True}
        shown |= {"post_id": board.id, "parents_stack": comment.parents, "thread": thread}
    else:
        shown["video_id"] = board.id
    if comment.attachments:
        shown["attachments"] = comment.attachments
    if comment.reply_to is not None:
        shown |= {"reply_to_user": comment.reply_to_user, "reply_to_comment": comment.reply_to}
    return shown


def comment_event(board: Board, comment: Comment) -> Json:
    owner = "post_owner_id" if board.kind == "post" else "video_owner_id"
    return comment_object(board, comment) | {owner: board.owner_id}


def comment_deleted(board: Board, comment: Comment, deleter_id: int) -> Json:
    """VK names the deleter `deleter_id`, whatever its schema says."""
    where = {"post_id": board.id} if board.kind == "post" else {"video_id": board.id}
    return {"owner_id": board.owner_id, "id": comment.id, "deleter_id": deleter_id} | where


def envelope(group_id: int, kind: str, body: Json, event_id: str, version: str) -> Json:
    return {"group_id": group_id, "type": kind, "event_id": event_id, "v": version, "object": body}
