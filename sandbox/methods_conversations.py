"""messages.*: conversations, their members, and small signals."""

from typing import Any

from sandbox import events
from sandbox.conversations import CHAT_PEER, Chat, Conversation
from sandbox.errors import VKError
from sandbox.methods_messages import people_and_groups, readable
from sandbox.methods_sending import reachable
from sandbox.registry import Call, method

Json = dict[str, Any]

ACTIVITIES = frozenset({"typing", "audiomessage", "photo", "video", "file", "videomessage"})


@method("messages.getConversationMembers", right="messages")
def get_conversation_members(call: Call) -> Json:
    conversation = readable(call, call.params.need_integer("peer_id"))
    own = -call.group_id
    if conversation.chat is None:
        members = [{"member_id": conversation.peer_id}, {"member_id": own}]
        return {"count": 2, "items": members} | people_and_groups(call, {conversation.peer_id, own})
    if not conversation.chat.admin:
        raise VKError(917)
    everybody = [own, *conversation.chat.members]
    offset, count = call.params.count(0, 10**6, "offset"), call.params.count(20, 1000)
    shown = everybody[offset : offset + count]
    owner = _owner(conversation.chat)
    items = [
        {
            "member_id": one,
            "invited_by": owner,
            "join_date": 1_700_000_000,
            "is_admin": one in (own, owner),
            "is_owner": one == owner,
            "can_kick": one not in (own, owner),
        }
        for one in shown
    ]
    restrictions = {"admins_promote_users": True, "only_admins_edit_info": False}
    answer: Json = {"count": len(everybody), "items": items, "chat_restrictions": restrictions}
    return answer | people_and_groups(call, set(shown))


@method("messages.getConversationsById", right="messages")
def get_conversations_by_id(call: Call) -> Json:
    peers = call.params.need_integers("peer_ids", 100)
    for peer in peers:
        code = call.community.refusals.get(peer)
        if code is not None and peer >= CHAT_PEER:
            raise VKError(code)
    known = [call.world.conversations.get((call.group_id, peer)) for peer in peers]
    shown = [one for one in known if one is not None and _may_be_described(one)]
    answer: Json = {"count": len(shown), "items": [conversation_object(call, one) for one in shown]}
    if call.params.flag("extended"):
        answer |= people_and_groups(call, {one.peer_id for one in shown})
    return answer


def _may_be_described(conversation: Conversation) -> bool:
    """VK describes a chat only to its administrators, and to those it has thrown out."""
    chat = conversation.chat
    return chat is None or chat.admin or chat.state != "in"


@method("messages.getConversations", right="messages")
def get_conversations(call: Call) -> Json:
    """Private dialogs, the newest first; chats of a community are not promised by VK."""
    wanted = call.params.text("filter") or "all"
    if wanted not in ("all", "unread", "important", "unanswered"):
        raise VKError(100, "filter is invalid")
    dialogs: list[tuple[int, Conversation]] = []
    for (group_id, _), one in call.world.conversations.items():
        last = one.last()
        if group_id != call.group_id or one.chat or last is None:
            continue
        unanswered = last.from_id != -group_id
        fits = {"all": True, "unread": one.unread() > 0, "important": False, "unanswered": unanswered}
        if fits[wanted]:
            dialogs.append((last.id, one))
    ordered = [one for _, one in sorted(dialogs, key=lambda pair: pair[0], reverse=True)]
    offset, count = call.params.count(0, 10**6, "offset"), call.params.count(20, 200)
    items = []
    for one in ordered[offset : offset + count]:
        last = one.last()
        item: Json = {"conversation": conversation_object(call, one)}
        items.append(item | ({"last_message": events.message_object(one, last)} if last else {}))
    answer: Json = {"count": len(ordered), "items": items}
    if call.params.flag("extended"):
        answer |= people_and_groups(call, {one.peer_id for one in ordered})
    return answer


def conversation_object(call: Call, conversation: Conversation) -> Json:
    """VK's description of a chat or a dialog."""
    peer_id, chat, last = conversation.peer_id, conversation.chat, conversation.last()
    newest = conversation.messages[-1].cmid if conversation.messages else 0
    local = peer_id - CHAT_PEER if chat else peer_id
    shown: Json = {
        "peer": {"id": peer_id, "type": "chat" if chat else "user", "local_id": local},
        "last_message_id": last.id if last else 0,
        "last_conversation_message_id": newest,
        "in_read": conversation.in_read,
        "out_read": newest,
        "version": newest + 1,
        "unread_count": conversation.unread(),
        "can_write": _can_write(call, conversation),
    }
    if conversation.keyboard:
        shown["current_keyboard"] = conversation.keyboard | {"author_id": -call.group_id}
    if chat:
        shown["chat_settings"] = _chat_settings(call, conversation, chat)
    return shown


def _can_write(call: Call, conversation: Conversation) -> Json:
    try:
        reachable(call, conversation.peer_id)
    except VKError as refusal:
        return {"allowed": False, "reason": refusal.code}
    return {"allowed": True}


def _chat_settings(call: Call, conversation: Conversation, chat: Chat) -> Json:
    owner = _owner(chat)
    settings: Json = {
        "owner_id": owner,
        "title": chat.title,
        "state": chat.state,
        "members_count": len(chat.members) + 1,
        "admin_ids": [-call.group_id] if chat.admin else [],
        "acl": {
            "can_change_info": chat.admin,
            "can_change_invite_link": chat.admin,
            "can_change_pin": chat.admin,
            "can_invite": True,
            "can_promote_users": False,
            "can_see_invite_link": chat.admin,
            "can_moderate": chat.admin,
            "can_copy_chat": False,
            "can_call": False,
            "can_use_mass_mentions": True,
        },
        "permissions": {
            "invite": "all",
            "change_info": "owner_and_admins",
            "change_pin": "owner_and_admins",
            "use_mass_mentions": "owner",
            "see_invite_link": "owner",
            "call": "all",
            "change_admins": "owner",
        },
    }
    pinned = next((m for m in conversation.messages if m.pinned and not m.deleted), None)
    if pinned:
        settings["pinned_message"] = events.pinned_message(conversation, pinned)
    return settings


def _owner(chat: Chat) -> int:
    return chat.members[0] if chat.members else 0


@method("messages.setActivity", right="messages")
def set_activity(call: Call) -> int:
    if call.params.text("type") not in ACTIVITIES:
        raise VKError(100, "type is invalid")
    reachable(call, call.params.integer("peer_id") or call.params.need_integer("user_id"))
    return 1


@method("messages.markAsRead", right="messages")
def mark_as_read(call: Call) -> int:
    conversation = readable(call, call.params.need_integer("peer_id"))
    newest = conversation.messages[-1].cmid if conversation.messages else 0
    upto = call.params.integer("up_to_cmid", newest)
    conversation.in_read = max(conversation.in_read, min(upto, newest))
    return 1


@method("messages.markAsAnsweredConversation", right="messages")
def mark_as_answered(call: Call) -> int:
    return mark_as_read(call)


@method("messages.isMessagesFromGroupAllowed", right="messages")
def is_allowed(call: Call) -> Json:
    community = call.own_group()
    return {"is_allowed": int(call.params.need_integer("user_id") in community.allowed)}


@method("messages.getInviteLink", right="messages")
def get_invite_link(call: Call) -> Json:
    conversation = readable(call, call.params.need_integer("peer_id"))
    if conversation.chat is None or not conversation.chat.admin:
        raise VKError(919)
    return {"link": f"https://vk.me/join/sandbox{conversation.peer_id}"}


@method("messages.editChat", right="messages")
def edit_chat(call: Call) -> int:
    chat = _administered_chat(call)
    chat.title = call.params.need_text("title")
    call.world.changed()
    return 1


@method("messages.removeChatUser", right="messages")
def remove_chat_user(call: Call) -> int:
    chat = _administered_chat(call)
    member = call.params.integer("member_id") or call.params.need_integer("user_id")
    if member not in chat.members:
        raise VKError(935)
    chat.members.remove(member)
    call.world.changed()
    return 1


def _administered_chat(call: Call) -> Chat:
    conversation = reachable(call, CHAT_PEER + call.params.need_integer("chat_id"))
    if conversation.chat is None or not conversation.chat.admin:
        raise VKError(925)
    return conversation.chat
