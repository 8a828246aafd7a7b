"""messages.*: reactions of the community and of people."""

from typing import Any

from sandbox import events
from sandbox.conversations import REACTIONS, Conversation, Message
from sandbox.errors import VKError
from sandbox.methods_messages import people_and_groups, readable
from sandbox.methods_sending import reachable
from sandbox.registry import Call, method

Json = dict[str, Any]


@method("messages.sendReaction", right="messages")
def send_reaction(call: Call) -> int:
    message = _reacted(call)
    reaction_id = call.params.need_integer("reaction_id")
    if reaction_id not in REACTIONS:
        raise VKError(1009)
    message.reactions[-call.group_id] = reaction_id
    call.world.changed()
    return 1


@method("messages.deleteReaction", right="messages")
def delete_reaction(call: Call) -> int:
    _reacted(call).reactions.pop(-call.group_id, None)
    call.world.changed()
    return 1


def _reacted(call: Call) -> Message:
    conversation = reachable(call, call.params.need_integer("peer_id"))
    message = _visible(conversation, call.params.need_integer("cmid"))
    if conversation.chat and not conversation.chat.reactions:
        raise VKError(1010)
    return message


def _visible(conversation: Conversation, cmid: int) -> Message:
    message = conversation.find(cmid)
    if message is None or not message.visible:
        raise VKError(100, "cmid is invalid")
    return message


@method("messages.getMessagesReactions", right="messages")
def get_messages_reactions(call: Call) -> Json:
    conversation = readable(call, call.params.need_integer("peer_id"))
    found = [conversation.find(cmid) for cmid in call.params.need_integers("cmids", 100)]
    messages = [m for m in found if m is not None and m.visible]
    people = {peer for message in messages for peer in message.reactions}
    items = [{"cmid": message.cmid, "counters": events.counters(message)} for message in messages]
    return {"items": items} | people_and_groups(call, people)


@method("messages.getReactedPeers", right="messages")
def get_reacted_peers(call: Call) -> Json:
    conversation = readable(call, call.params.need_integer("peer_id"))
    message = _visible(conversation, call.params.need_integer("cmid"))
    wanted = call.params.integer("reaction_id")
    chosen = {peer: one for peer, one in message.reactions.items() if wanted in (0, one)}
    return {
        "count": len(chosen),
        "reactions": [{"user_id": peer, "reaction_id": one} for peer, one in chosen.items()],
        "counters": events.counters(message),
    } | people_and_groups(call, set(chosen))
