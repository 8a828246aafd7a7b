"""All that people can see and the database knows, to be compared after deaths."""

from itertools import zip_longest
from typing import Any

from sqlalchemy import select

from domain.ports import Verb
from sandbox.conversations import Message
from storage.columns import metadata
from tests.world import GROUP, World, labels

VOLATILE = {
    "cursors": {"server", "key"},
    "inbox": {"id", "event_id"},
    "outbox": {"id", "lease_until", "lease_owner", "unsettled"},
    "history": {"id"},
    "chats": {"last_cmid"},
}
"""Of use to nobody but the process that is dead; `id` is the order of different conversations among themselves.

How far a chat was read is what the bot knows of VK, and a new life asks: that nobody was unheard is looked at instead.
"""

LEARNED = ("chats 242065128 0", "diary administers/")
"""When VK was heard last, and what it said of chats when a new life asked."""

NAMED = {
    "inbox": ("community", "peer"),
    "outbox": ("key",),
    "history": ("question",),
}
"""What a row is known by where its number is no identity; rows of one name are compared in their order."""


async def sight(world: World) -> dict[str, Any]:
    """What stands in conversations and under posts, and every row of every table."""
    seen: dict[str, Any] = {}
    for (_, peer), conversation in sorted(world.vk.conversations.items()):
        seen[f"conversation {peer}"] = [
            (m.cmid, m.from_id, m.text, m.reply_to, m.deleted, _attached(m), labels(m), sorted(m.reactions.items()))
            for m in conversation.messages
        ]
        if not conversation.messages:
            del seen[f"conversation {peer}"]  # somebody only looked
    for key, board in sorted(world.vk.boards.items()):
        seen[f"comments {key}"] = [(c.id, c.from_id, c.text, c.deleted) for c in board.comments]
    seen["snackbars"] = world.vk.snackbars
    async with world.bot.database.snapshot() as connection:
        for table in metadata.sorted_tables:
            for row in await connection.execute(select(table).order_by(*table.primary_key.columns)):
                facts = {
                    name: value for name, value in row._mapping.items() if name not in VOLATILE.get(table.name, ())
                }
                if facts.get("verb") == Verb.EDIT.value:
                    del facts["anchor"]  # behind what a text is looked for: an edit finds its message by number
                names = NAMED.get(table.name) or [column.name for column in table.primary_key.columns]
                name = " ".join([table.name, *(str(facts[one]) for one in names)])
                unheard_chat = table.name == "chats" and facts["last_at"] is None and not facts["reactions_off"]
                if not unheard_chat and not name.startswith(LEARNED):
                    seen.setdefault(name, []).append(facts)
    [cursor] = seen.get(f"cursors {GROUP}") or [{"ts": ""}]
    seen["everything was heard"] = cursor["ts"] == world.vk.queues[GROUP].ts
    heard = {row["natural"] for name, rows in seen.items() if name.startswith("inbox ") for row in rows}
    seen["unheard"] = [
        (peer, message.cmid)
        for (_, peer), conversation in world.vk.conversations.items()
        for message in conversation.messages
        if message.from_id > 0 and message.visible and f"message_new:{peer}:{message.cmid}" not in heard
    ]
    return seen


def _attached(message: Message) -> list[str]:
    """Files by their names: a file is put on VK's server once more after a death."""
    return [f"{one['type']} {one.get('doc', {}).get('title', '')}" for one in message.attachments]


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """What a death changed, in words."""
    return [
        f"{name}: {_first_difference(one.get(name), other.get(name))}"
        for name in sorted({*one, *other})
        if one.get(name) != other.get(name)
    ]


def _first_difference(one: Any, other: Any) -> str:
    if isinstance(one, list) and isinstance(other, list):
        for mine, theirs in zip_longest(one, other):
            if mine != theirs:
                return _first_difference(mine, theirs)
    if isinstance(one, dict) and isinstance(other, dict):
        one, other = dict(one.items() - other.items()), dict(other.items() - one.items())
    return f"{one!r} became {other!r}"
