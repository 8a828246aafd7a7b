"""What ЦУР orders: marks on questions, appointments, silence, chats."""

import re
from dataclasses import replace

from domain.errors import RuleViolation
from domain.notices import Appointed, Connected, MarkKept, Someone
from domain.organisation import Chat, ChatKind, Person, Role
from domain.use_cases.clock import hushing
from domain.use_cases.figures import quality
from domain.use_cases.matters import incident as incidents
from domain.use_cases.order import pinning
from handlers.officials import quiet_until
from handlers.roles import CHAT_KINDS, ROLES
from handlers.talk import Talk
from handlers.words import Spoken

VK_ID = re.compile(r"(?:vk\.(?:com|ru)/|@|\[)?id(\d{1,12})(?:\|[^\]]*\])?|\b(\d{1,12})\b")

NO = frozenset({"нет", "хватит", "отмена", "отменить", "вернуть"})
"""What takes a mark back."""


async def incident(talk: Talk, spoken: Spoken) -> None:
    """`инцидент 214 12345 [ссылка]`: «уже в Инциденте», our reminders fall silent; `инцидент 214 нет` takes it back."""
    question = await talk.question(spoken)
    if spoken.rest.casefold().strip(" .!") in NO:
        await talk.reply(await incidents.take_back(talk.scope, question), question.number)
        return
    await talk.reply(await incidents.keep(talk.scope, question, spoken.rest, key=talk.key), question.number)


async def pos(talk: Talk, spoken: Spoken) -> None:
    """`пос 214 12345`"""
    question = await talk.question(spoken)
    external = spoken.rest.strip().lstrip("№ ")
    if not external:
        raise RuleViolation("number-needed", number=question.number)
    await talk.desk.control.mark_pos(talk.scope, question, external)
    await talk.reply(MarkKept(question.number, "pos", external), question.number)


async def send_back(talk: Talk, spoken: Spoken) -> None:
    """`доработать 214 нет срока`: the answer goes back to its official."""
    question = await talk.question(spoken)
    reason = spoken.rest.strip(" :,.—-")
    await talk.reply(await quality.send_back(talk.scope, question, reason, key=talk.key), question.number)


async def appoint(talk: Talk, spoken: Spoken) -> None:
    """`назначить vk.com/id123 Приозёрный глава [должность]`: by id only, names prove nothing."""
    text = spoken.words
    found = VK_ID.search(text)
    if found is None:
        raise RuleViolation("vk-id-needed")
    vk_id = int(found[1] or found[2])
    rest = text[found.end() :].strip(" ,")
    role, municipality, post = _appointment(talk, rest)
    known = talk.scope.region.person(vk_id) or Person(vk_id, "", "", municipality, frozenset())
    person = replace(known, post=post, municipality=municipality, roles=frozenset({role}))
    if municipality != known.municipality:
        person = replace(person, topics=frozenset(), settlements=frozenset(), substitute=None)
    await talk.desk.control.appoint(talk.scope, person)
    started = not await talk.scope.uow.dialogs.forbidden(vk_id)
    reachable = await talk.scope.uow.dialogs.reachable(vk_id) is not None
    await talk.reply(Appointed(Someone(vk_id), role.value, municipality, started and reachable))


async def hush(talk: Talk, spoken: Spoken) -> None:
    """`стоп напоминания до 14:00`, `стоп напоминания хватит`: nobody is reminded in an emergency."""
    until = quiet_until(talk, spoken)
    if until is None:
        raise RuleViolation("time-unclear")
    await talk.reply_before_ccu(await hushing.hush_everybody(talk.scope, until), "hushed")


async def stop(talk: Talk, spoken: Spoken) -> None:
    """`стоп человек vk.com/id123`: every right ends now."""
    found = VK_ID.search(spoken.words)
    if found is None:
        raise RuleViolation("vk-id-needed")
    stopped = await talk.desk.control.stop(talk.scope, int(found[1] or found[2]))
    await talk.reply_before_ccu(stopped, "stopped")


def _appointment(talk: Talk, words: str) -> tuple[Role, str, str]:
    """Role, municipality and post out of «Приозёрный глава», «Приозёрный исполнитель ЖКХ», «ЦУР»."""
    parts = words.split()
    for index, word in enumerate(parts):
        role = ROLES.get(word.casefold().strip(".,"))
        if role is None:
            continue
        where = talk.scope.region.find_municipality(" ".join(parts[:index]))
        if where is None and role not in {Role.CCU, Role.ADMIN}:
            raise RuleViolation("municipality-unknown", detail=" ".join(parts[:index]))
        post = " ".join(parts[index + 1 :]) or word.casefold()
        return role, where.id if where else "", post
    raise RuleViolation("role-unknown", detail=words)


async def connect(talk: Talk, spoken: Spoken) -> None:
    """`подключить [округ] [жители|модераторы|цур]` in a chat."""
    place = talk.message.place
    if not place.is_chat:
        raise RuleViolation("not-a-chat")
    words = spoken.words.split()
    kinds = [kind for word in words if (kind := CHAT_KINDS.get(word.casefold()))]
    name = " ".join(word for word in words if word.casefold() not in CHAT_KINDS)
    where = talk.scope.region.find_municipality(name)
    home = talk.scope.home
    municipality = where.id if where else home or talk.scope.region.municipality_of(place.community, place.peer)
    if not municipality or (name and where is None):
        raise RuleViolation("municipality-unknown", detail=name)
    chat = Chat(place.community, place.peer, municipality, kinds[0] if kinds else ChatKind.RESIDENTS)
    await talk.desk.control.connect(talk.scope, chat)
    await talk.reply(Connected(municipality, chat.kind.value))


async def pin(talk: Talk, _: Spoken) -> None:
    """`!закреп`: the text for the chat it is said in, pinned where the bot may; elsewhere the text alone."""
    await talk.reply(await pinning.pin(talk.scope, talk.message.place, key=talk.key))
