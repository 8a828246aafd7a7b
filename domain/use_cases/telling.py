"""Whom to tell, where, and when: quiet hours, working hours, a chat's daily limit, people who cannot be written to."""

from datetime import datetime, time, timedelta

from domain.limits import MINUTE, REPLIES_A_MINUTE
from domain.message import place_id
from domain.notices import Line, Notice, Quote, Refusal, Someone
from domain.organisation import TEXTS_A_DAY, Chat, ChatKind, Person, Role
from domain.place import Place, VkId, chat, private
from domain.ports import Verb
from domain.question import Question
from domain.use_cases.scope import Scope

RECORDED, ANSWERED, LIKED = "recorded", "answered", "liked"
"""Reactions by meaning; the edge knows VK's numbers of them."""

MORNING_PEOPLE = time(8, 55)
MORNING_STAFF = time(8, 45)
"""When officials and ЦУР get their morning lists (journeys 3 and 5)."""

SOON = timedelta(hours=2)
"""A card does not wait for the morning's list when work begins within so little."""

LIST_LINES = 20
"""The longest list in one message (contract.md 4.8)."""


async def tell_person(
    scope: Scope,
    person: VkId,
    notice: Notice,
    *,
    key: str,
    question: Question | None = None,
    not_before: datetime | None = None,
) -> None:
    """Puts a private message to somebody; a refusal of VK is handled where it becomes known."""
    place = await dialog_of(scope, person, question)
    if place is None:
        return
    number = question.number if question else None
    await scope.uow.outbox.put(
        Verb.SAY, place, notice, key=f"{key}/to/{person}", question=number, to=person, not_before=not_before
    )


async def tell_author(scope: Scope, question: Question, notice: Notice, *, key: str) -> bool:
    """A private message to the author if we may write to them; False when we know that we may not."""
    if question.author <= 0 or await scope.uow.dialogs.forbidden(question.author):
        return False
    held = scope.calendar.quiet_end(scope.now) if question.place.is_public else None
    await tell_person(scope, question.author, notice, key=key, question=question, not_before=held)
    return True


async def tell_official(
    scope: Scope,
    person: VkId,
    notice: Notice,
    *,
    key: str,
    question: Question | None = None,
    urgent: bool = False,
) -> None:
    """The bot's word to an official: in working hours, unless somebody may be in danger."""
    held = None if urgent else scope.calendar.next_working(scope.now)
    await tell_person(scope, person, notice, key=key, question=question, not_before=held)


async def reply_to_actor(scope: Scope, place: Place, notice: Notice, *, key: str, number: int | None = None) -> None:
    """Answers the person where they spoke to the bot, never in somebody else's dialog."""
    where = private(place.community, scope.actor)
    if scope.person is None:
        told = await scope.uow.outbox.told_lately(scope.actor, scope.now - MINUTE)
        if told > REPLIES_A_MINUTE:
            return
        notice = Refusal("too-many") if told == REPLIES_A_MINUTE else notice
    if place.is_chat and is_staff_chat(scope, place):
        where = place
    await scope.uow.outbox.put(Verb.SAY, where.at(0), notice, key=f"{key}/reply", question=number, to=scope.actor)


def is_staff_chat(scope: Scope, place: Place) -> bool:
    """A chat where only staff read: commands are answered right there."""
    registered = scope.region.chat(place.community, place.peer)
    if registered is None:
        staff = staff_chat(scope)  # a number of a chat means that chat in one community only
        return staff is not None and staff.conversation == place.conversation
    return registered.kind is not ChatKind.RESIDENTS


async def dialog_of(scope: Scope, person: VkId, question: Question | None = None) -> Place | None:
    """The private dialog by which to reach somebody: one they allow, else the community nearest to the matter."""
    known = await scope.uow.dialogs.reachable(person)
    if known is not None:
        return private(known.community, person)
    registered = scope.region.person(person)
    nearest = question.place.community if question else None
    if registered is not None and registered.municipality:
        nearest = scope.region.community_of(registered.municipality) or nearest
    if nearest is None and scope.region.communities:
        nearest = scope.region.communities[0].group_id
    return private(nearest, person) if nearest is not None else None


async def say_under(
    scope: Scope,
    place: Place,
    notice: Notice,
    *,
    key: str,
    question: Question,
    not_before: datetime | None = None,
) -> None:
    """Says something as a reply to a message, where it stands; in private where the bot cannot speak at all."""
    if place.is_nowhere or place.is_foreign:
        if question.author > 0:
            await tell_person(scope, question.author, notice, key=key, question=question, not_before=not_before)
        return
    await scope.uow.outbox.put(
        Verb.SAY,
        place,
        notice,
        key=key,
        question=question.number,
        to=question.author,
        not_before=not_before,
        reply=True,
    )


async def say_own_under(scope: Scope, place: Place, notice: Notice, *, key: str, question: Question) -> bool:
    """The bot's own words in public: after quiet hours and within the chat's daily limit; False when over it."""
    if not place.is_public:
        await say_under(scope, place, notice, key=key, question=question)
        return True
    if place.is_chat and not await has_room(scope, place):
        return False
    held = scope.calendar.quiet_end(scope.now)
    await say_under(scope, place, notice, key=key, question=question, not_before=held)
    return True


async def has_room(scope: Scope, place: Place) -> bool:
    """Whether a chat may hear one more of the bot's own texts today."""
    registered = scope.region.chat(place.community, place.peer)
    limit = registered.texts_per_day if registered else TEXTS_A_DAY
    day = scope.calendar.local(scope.now).replace(hour=0, minute=0, second=0, microsecond=0)
    return await scope.uow.outbox.own_texts(place.community, place.peer, day) < limit


async def react(scope: Scope, place: Place, meaning: str, *, key: str, question: int | None = None) -> None:
    """Marks a message in a chat or a dialog; comments cannot be marked by a community."""
    if place.is_comment or place.is_nowhere:
        return
    await scope.uow.outbox.put(Verb.REACT, place, None, key=f"{key}/{meaning}", question=question, fact=meaning)


async def tell_moderators(
    scope: Scope, municipality: str, notice: Notice, *, key: str, question: Question | None = None
) -> None:
    """To the moderators' chat of a municipality, else to each moderator, else to ЦУР."""
    chats = list(scope.region.chats_of(ChatKind.MODERATORS, municipality))
    for found in chats:
        await say_in_chat(scope, found, notice, key=key, question=question)
    if chats:
        return
    moderators = list(scope.region.with_role(Role.MODERATOR, municipality))
    for person in moderators:
        await tell_person(scope, person.vk_id, notice, key=key, question=question)
    if not moderators:
        await tell_ccu(scope, notice, key=key, question=question)


async def tell_ccu(scope: Scope, notice: Notice, *, key: str, question: Question | None = None) -> None:
    """To ЦУР's chat, else to each of its people."""
    place = staff_chat(scope)
    number = question.number if question else None
    if place is not None:
        await scope.uow.outbox.put(Verb.SAY, place, notice, key=f"{key}/ccu", question=number)
        return
    for person in scope.region.people:
        if person.has(Role.CCU):
            await tell_person(scope, person.vk_id, notice, key=f"{key}/ccu", question=question)


def staff_chat(scope: Scope) -> Place | None:
    """ЦУР's chat, as the first community sees it."""
    if scope.region.staff_chat is None or not scope.region.communities:
        return None
    return chat(scope.region.communities[0].group_id, scope.region.staff_chat)


async def say_in_chat(scope: Scope, where: Chat, notice: Notice, *, key: str, question: Question | None = None) -> None:
    """To everybody in a chat of the region file."""
    number = question.number if question else None
    await scope.uow.outbox.put(
        Verb.SAY,
        chat(where.group_id, where.peer_id),
        notice,
        key=f"{key}/chat/{where.peer_id}",
        question=number,
    )


async def pop(scope: Scope, event: str, place: Place, notice: Notice, *, key: str) -> None:
    """A line that pops up only for the one who pressed."""
    await scope.uow.outbox.put(Verb.POP, place, notice, key=f"{key}/pop", to=scope.actor, fact=event)


def line_of(scope: Scope, question: Question) -> Line:
    """A question as one line of a list."""
    return Line(
        number=question.number,
        text=Quote(question.words),
        asked_at=question.asked_at,
        due=question.due_at,
        overdue=question.is_overdue(scope.now),
        official=official_of(question),
        votes=question.votes,
        municipality=scope.region.municipality_name(question.municipality),
        status=question.status.value,
        place=question.settlement or question.address,
        topic=scope.region.topic_name(question.topic),
        theme=question.theme if question.topic else "",
        urgent=question.urgent is not None,
    )


def official_of(question: Question) -> Someone | None:
    """Who owes the answer, for the texts to name."""
    return Someone(question.assignee) if question.assignee else None


def place_name(question: Question) -> str:
    """What kind of place a question was asked in; the words are the texts'."""
    return question.place.kind.value


def morning(scope: Scope, at: datetime, when: time) -> datetime:
    """The moment of a morning list on the day of `at`."""
    return scope.calendar.moment(scope.calendar.local(at).date(), when)


def next_card_moment(scope: Scope) -> datetime:
    """When a new card may be told: now in working hours, else with the next working morning's list."""
    if scope.calendar.is_always or scope.calendar.is_working(scope.now):
        return scope.now
    opening = scope.calendar.next_working(scope.now)
    local = scope.calendar.local(opening)
    if opening - scope.now < SOON and local.time() > MORNING_PEOPLE:
        return opening
    return max(opening, morning(scope, opening, MORNING_PEOPLE))


def superior(scope: Scope, role: Role, municipality: str, *, besides: VkId | None) -> Person | None:
    """The first person with a role in a municipality other than somebody."""
    people = scope.region.with_role(role, municipality)
    return next((person for person in people if person.vk_id != besides), None)


def keyed(question: Question, what: str) -> str:
    """A key from VK's identity of the question and the kind of text."""
    return f"{place_id(question.place)}/{what}"


async def send_file(scope: Scope, place: Place, notice: Notice, *, key: str) -> None:
    """A document that is made of a notice: into a chat of staff, else to the person in private."""
    where = place if is_staff_chat(scope, place) else private(place.community, scope.actor)
    await scope.uow.outbox.put(Verb.FILE, where.at(0), notice, key=key, to=scope.actor)
