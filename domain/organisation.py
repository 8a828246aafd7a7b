"""Who answers for what: the region, its municipalities, topics, chats and people, as the region file states them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from domain.calendar import Calendar
from domain.durations import Duration
from domain.place import VkId


class Role(StrEnum):
    OFFICIAL = "official"
    DEPUTY = "deputy"
    HEAD = "head"
    MODERATOR = "moderator"
    CCU = "ccu"
    ADMIN = "admin"


class ChatKind(StrEnum):
    RESIDENTS = "residents"
    MODERATORS = "moderators"
    STAFF = "staff"


class Receipts(StrEnum):
    REACTION = "reaction"
    TEXT = "text"
    SILENT = "silent"


ANSWERING = frozenset({Role.OFFICIAL, Role.DEPUTY, Role.HEAD})
"""Roles whose replies to residents are answers."""


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A word that staff gave a topic by a command; with `minus` a message that has it is not about the topic."""

    topic: str
    word: str
    minus: bool = False

    @property
    def written(self) -> str:
        """As the region file would have it."""
        return f"-{self.word}" if self.minus else self.word


@dataclass(frozen=True, slots=True)
class Template:
    """An answer kept for another time; without a topic it fits any, without a municipality everybody may use it."""

    number: int
    municipality: str
    topic: str
    text: str
    by: VkId


@dataclass(frozen=True, slots=True)
class Theme:
    """A finer matter within a topic, called as another system calls it; its name's words speak for the topic."""

    name: str
    topic: str


@dataclass(frozen=True, slots=True)
class Municipality:
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    settlements: tuple[str, ...] = ()

    @property
    def typed_names(self) -> tuple[str, ...]:
        """Its names as people type them: any case, «е» for «ё»."""
        return tuple(typed(name) for name in (self.id, self.name, *self.aliases))


@dataclass(frozen=True, slots=True)
class Community:
    group_id: int
    municipality: str


TEXTS_A_DAY = 6
"""The bot's own words in a chat, where its region file says nothing else."""


@dataclass(frozen=True, slots=True)
class Chat:
    group_id: int
    peer_id: int
    municipality: str
    kind: ChatKind = ChatKind.RESIDENTS
    receipts: Receipts = Receipts.REACTION
    texts_per_day: int = TEXTS_A_DAY


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a role; `municipality` is empty for the region's own staff."""

    vk_id: VkId
    name: str
    post: str
    municipality: str
    roles: frozenset[Role]
    topics: frozenset[str] = frozenset()
    settlements: frozenset[str] = frozenset()
    substitute: VkId | None = None

    def has(self, *roles: Role) -> bool:
        """Whether the person holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def answers(self) -> bool:
        """Whether residents' questions may be answered by this person."""
        return not self.roles.isdisjoint(ANSWERING)


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who else hears of an overdue question, and how long after the deadline."""

    after: Duration
    to: Role


@dataclass(frozen=True, slots=True)
class Policy:
    """The region's clocks and the ladder of reminders."""

    first_answer: Duration = Duration.parse("9h")
    urgent: Duration = Duration.parse("4h")
    reopened: Duration = Duration.parse("4h")
    final: Duration = Duration.parse("7d")
    clarify: Duration = Duration.parse("3d")
    confirm: Duration = Duration.parse("15d")
    verified: Duration = Duration.parse("30d")
    remind_at: tuple[float, ...] = (0.5, 0.8, 1.0)
    then_every: Duration = Duration.parse("1d")
    escalate: tuple[Escalation, ...] = (
        Escalation(Duration.parse("0s"), Role.DEPUTY),
        Escalation(Duration.parse("4h"), Role.HEAD),
        Escalation(Duration.parse("9h"), Role.CCU),
    )
    bundle: timedelta = timedelta(hours=2)
    settle: timedelta = timedelta(seconds=60)
    undo: timedelta = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Gate:
    """How strict the bot is where it decides by itself, as moderators moved it; for a municipality, or for all.

    Each step up of `question` and `perhaps` asks for more signs before a message is one; `precision` is of how many in
    a hundred a topic named without asking must be right, 0 where the setting decides.
    """

    municipality: str = ""
    question: int = 0
    perhaps: int = 0
    precision: int = 0
    by: VkId = 0
    at: datetime | None = None
    """Who moved it last, and when."""


class Manner(StrEnum):
    """What a chat wants done about newcomers' links and advertisements."""

    OFF = "off"
    SHOW = "show"
    """Moderators see them and decide; nothing is removed by itself."""
    REMOVE = "remove"


USUAL_DAYS = 7
MOST_DAYS = 30


@dataclass(frozen=True, slots=True)
class Watch:
    """How a chat is kept, as its moderators said; `days` is how long somebody is a newcomer."""

    group_id: int
    peer_id: int
    manner: Manner = Manner.SHOW
    days: int = USUAL_DAYS
    by: VkId = 0
    at: datetime | None = None


SOFTEST, STRICTEST = -2, 2
"""The steps a gate goes."""

PRECISIONS = (85, 90, 95)


@dataclass(frozen=True)
class Region:
    """Everything the region file and the staff's commands say; a snapshot, replaced as a whole when it changes."""

    name: str
    calendar: Calendar
    policy: Policy = field(default_factory=Policy)
    staff_chat: int | None = None
    official_link: str = ""
    helpline: str = ""
    """The crisis helpline's number, told to whoever is in despair."""
    outside: tuple[str, ...] = ()
    """Neighbours nobody here answers for, besides the rest of the country."""
    topics: tuple[Topic, ...] = ()
    """With the words of the file and those staff added."""
    own_words: tuple[TopicWord, ...] = ()
    themes: tuple[Theme, ...] = ()
    templates: tuple[Template, ...] = ()
    gates: tuple[Gate, ...] = ()
    watches: tuple[Watch, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    communities: tuple[Community, ...] = ()
    chats: tuple[Chat, ...] = ()
    people: tuple[Person, ...] = ()

    @cached_property
    def _people(self) -> dict[VkId, Person]:
        return {person.vk_id: person for person in self.people}

    @cached_property
    def _chats(self) -> dict[tuple[int, int], Chat]:
        return {(chat.group_id, chat.peer_id): chat for chat in self.chats}

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def _municipalities(self) -> dict[str, Municipality]:
        return {municipality.id: municipality for municipality in self.municipalities}

    @cached_property
    def _communities(self) -> dict[int, Community]:
        return {community.group_id: community for community in self.communities}

    def person(self, vk_id: VkId) -> Person | None:
        return self._people.get(vk_id)

    def chat(self, group_id: int, peer_id: int) -> Chat | None:
        return self._chats.get((group_id, peer_id))

    def topic_name(self, topic: str | None) -> str:
        """The topic's name for people; empty when there is none."""
        found = self._topics.get(topic or "")
        return found.name if found else ""

    @cached_property
    def _gates(self) -> dict[str, Gate]:
        return {gate.municipality: gate for gate in self.gates}

    def gate(self, municipality: str) -> Gate:
        """The municipality's own gate, else the region's, else the one that came with the bot."""
        gates = self._gates
        return gates.get(municipality) or gates.get("") or Gate()

    @cached_property
    def _watches(self) -> dict[tuple[int, int], Watch]:
        return {(watch.group_id, watch.peer_id): watch for watch in self.watches}

    def watch(self, group_id: int, peer_id: int) -> Watch:
        """How a chat is kept; what nobody has changed only shows."""
        return self._watches.get((group_id, peer_id)) or Watch(group_id, peer_id)

    def find_topic(self, words: str) -> Topic | None:
        """A topic by its name, else by the beginning of one, as people type it."""
        wanted = typed(words)
        if not wanted:
            return None
        whole = (topic for topic in self.topics if wanted in {typed(topic.name), typed(topic.id)})
        begun = (topic for topic in self.topics if typed(topic.name).startswith(wanted))
        return next(whole, None) or next(begun, None)

    def municipality(self, id_: str) -> Municipality | None:
        return self._municipalities.get(id_)

    def municipality_name(self, id_: str) -> str:
        found = self._municipalities.get(id_)
        return found.name if found else ""

    def municipality_of(self, group_id: int, peer_id: int) -> str:
        """The municipality a conversation belongs to: the chat's, else the community's, else none."""
        chat = self.chat(group_id, peer_id)
        if chat is not None and chat.municipality:
            return chat.municipality
        community = self._communities.get(group_id)
        return community.municipality if community else ""

    def community_of(self, municipality: str) -> int | None:
        """The community that speaks for a municipality, if one is registered."""
        return next((c.group_id for c in self.communities if c.municipality == municipality), None)

    def with_role(self, role: Role, municipality: str) -> Iterator[Person]:
        """People of a municipality with a role; ЦУР and administrators serve the whole region."""
        wide = role in {Role.CCU, Role.ADMIN}
        return (
            person
            for person in self.people
            if role in person.roles and (person.municipality == municipality or (wide and not person.municipality))
        )

    def chats_of(self, kind: ChatKind, municipality: str) -> Iterator[Chat]:
        """Chats of one kind that belong to a municipality."""
        return (chat for chat in self.chats if chat.kind is kind and chat.municipality == municipality)

    def find_municipality(self, words: str) -> Municipality | None:
        """A municipality by its name or alias, else by the beginning of one, as people type it."""
        wanted = typed(words)
        if not wanted:
            return None
        named = [(municipality, municipality.typed_names) for municipality in self.municipalities]
        whole = (municipality for municipality, names in named if wanted in names)
        begun = (municipality for municipality, names in named if any(name.startswith(wanted) for name in names))
        return next(whole, None) or next(begun, None)


def typed(words: str) -> str:
    """A name as people type it: letters' size and «ё» do not matter."""
    return words.casefold().replace("ё", "е").strip()
