"""The keys of a region file; `description` is what the administrator is told to write there."""

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from domain.durations import Duration
from domain.organisation import TEXTS_A_DAY, ChatKind, Policy, Receipts, Role
from domain.place import FIRST_CHAT_PEER

POLICY = Policy()
HOURS = {"mon-fri": ["09:00-13:00", "14:00-18:00"]}
"""Working time of a region whose file says nothing about it."""


def _duration(value: Any) -> Any:
    return Duration.parse(value) if isinstance(value, str) else value


def _some(value: Duration) -> Duration:
    if not value:
        raise ValueError("a term of nothing")
    return value


def _url(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname or " " in value):
        raise ValueError("not an address")
    return value


def _shares(value: list[float]) -> list[float]:
    if any(not 0 < share <= 1 for share in value) or value != sorted(set(value)):
        raise ValueError("not ascending shares")
    return value


TERM = 'целое число и буква s (секунды), m (минуты), h (часы) или d (дни) в кавычках, например "9h"'

AnyDuration = Annotated[Duration, BeforeValidator(_duration), Field(description=f"срок: {TERM}")]
"""A duration that may be zero."""

Term = Annotated[
    Duration,
    BeforeValidator(_duration),
    AfterValidator(_some),
    Field(description=f"срок больше нуля: {TERM}"),
]
"""A duration that may not."""

Id = Annotated[
    str,
    Field(
        pattern=r"^[a-z][a-z0-9_-]*$",
        description="имя латиницей без пробелов, с маленькой буквы, например priozerny",
    ),
]
Words = Annotated[str, Field(min_length=1, pattern=r"\S", description="непустой текст в кавычках")]
WordList = Annotated[list[Words], Field(description='список слов в кавычках через запятую: ["одно", "другое"]')]
Named = Annotated[str, Field(description='имя (id) в кавычках, например "priozerny"')]
Group = Annotated[
    int,
    Field(gt=0, description="номер сообщества во ВКонтакте: целое число больше нуля без кавычек и без минуса"),
]
Peer = Annotated[
    int,
    Field(gt=FIRST_CHAT_PEER, description="номер беседы (peer_id): целое число больше 2000000000 без кавычек"),
]
PersonId = Annotated[int, Field(gt=0, description="номер человека во ВКонтакте: целое число больше нуля без кавычек")]
RoleName = Annotated[
    Role, Field(strict=False, description="одна из ролей: official, deputy, head, moderator, ccu, admin")
]
HigherUp = Annotated[
    Literal["deputy", "head", "ccu", "admin"], Field(description="кому сообщить: deputy, head, ccu или admin")
]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Phone = Annotated[
    str,
    Field(
        pattern=r"^(\s*|\+?\d[\d ()-]{1,23}\d)$",
        description='номер телефона в кавычках: цифры, пробелы, скобки и дефисы, например "8-800-2000-122"',
    ),
]


class RegionShape(Shape):
    name: Words
    timezone: Words
    staff_chat: Peer | None = None
    official_link: Annotated[str, AfterValidator(_url), Field(description="адрес страницы, начинается с https://")] = ""
    helpline: Phone = ""
    outside: WordList = []


class CalendarShape(Shape):
    kind: Annotated[
        Literal["working", "always"],
        Field(description='"working" (рабочее время) или "always" (круглосуточно)'),
    ] = "working"
    hours: Annotated[
        dict[str, list[str]] | None,
        Field(description='часы по дням: { mon-thu = ["08:30-13:00", "14:00-17:30"], fri = ["09:00-16:00"] }'),
    ] = None
    holidays: Annotated[
        Literal["RU", "none", ""],
        Field(description='"RU" (праздники России с переносами) или "none" (без праздников)'),
    ] = "RU"
    quiet: Annotated[str | None, Field(description='тихие часы в кавычках, например "22:00-08:00"')] = None


class ClocksShape(Shape):
    first_answer: Term = POLICY.first_answer
    urgent: Term = POLICY.urgent
    reopened: Term = POLICY.reopened
    final: Term = POLICY.final
    clarify: Term = POLICY.clarify
    confirm: Term = POLICY.confirm
    verified: Term = POLICY.verified


class EscalationShape(Shape):
    after: AnyDuration
    to: HigherUp


class RemindersShape(Shape):
    at: Annotated[
        list[float],
        AfterValidator(_shares),
        Field(description="доли срока от 0 до 1 по возрастанию, например [0.5, 0.8, 1.0]"),
    ] = list(POLICY.remind_at)
    then_every: Term = POLICY.then_every
    escalate: Annotated[
        list[EscalationShape] | None,
        Field(description='список вида [{ after = "0s", to = "deputy" }, { after = "4h", to = "head" }]'),
    ] = None
    bundle: AnyDuration | None = None
    settle: AnyDuration | None = None
    undo: AnyDuration | None = None


class TopicShape(Shape):
    id: Id
    name: Words
    words: WordList = []


class MunicipalityShape(Shape):
    id: Id
    name: Words
    aliases: WordList = []
    settlements: WordList = []


class CommunityShape(Shape):
    group_id: Group
    municipality: Named = ""


class ChatShape(Shape):
    group_id: Group
    peer_id: Peer
    municipality: Named = ""
    kind: Annotated[ChatKind, Field(strict=False, description="residents, moderators или staff")] = ChatKind.RESIDENTS
    receipts: Annotated[Receipts, Field(strict=False, description="reaction, text или silent")] = Receipts.REACTION
    texts_per_day: Annotated[int, Field(ge=0, description="целое число без кавычек, не меньше нуля")] = TEXTS_A_DAY


class PersonShape(Shape):
    vk_id: PersonId
    name: Words
    post: Words
    municipality: Named = ""
    roles: Annotated[list[RoleName], Field(min_length=1, description='список ролей, например ["official"]')] = [
        Role.OFFICIAL
    ]
    topics: WordList = []
    settlements: WordList = []
    substitute: PersonId | None = None
