"""«Справки»: `справка 214 Петрова`, the buttons of the digest and the desk, an official's reply."""

from domain.notices import AirFactAsked
from domain.people import Right
from domain.use_cases.broadcasts import facts, hosting
from handlers.officials import find_person
from handlers.payloads import Air
from handlers.talk import Talk
from handlers.words import PREFIX, Spoken


async def order(talk: Talk, spoken: Spoken) -> None:
    """`справка 214 Петрова`"""
    question = await talk.question(spoken)
    talk.scope.must(Right.MODERATE, question)
    person = find_person(talk.scope.region, spoken.rest, question.municipality)
    await talk.reply(await facts.ask(talk.scope, question.number, person))


async def sheet(talk: Talk, _: Spoken) -> None:
    """`эфир лист`: the host's own, or sent to the host by a moderator."""
    broadcast = await hosting.own(talk.scope) or await talk.desk.announcing.current(talk.scope)
    is_abusive = talk.desk.announcing.is_abusive
    await hosting.sent(talk.scope, talk.message.place, broadcast, is_abusive, key=talk.key)


async def themes(talk: Talk, pressed: Air) -> None:
    """[Справки]: about what?"""
    await talk.reply(await talk.desk.desking.choice(talk.scope, pressed.e, "fact"))


async def people(talk: Talk, pressed: Air) -> None:
    """A theme was chosen: whom to ask?"""
    await talk.reply(await facts.offer_people(talk.scope, pressed.e, pressed.n))


async def to(talk: Talk, pressed: Air) -> None:
    """An official was chosen."""
    official = int(pressed.c) if pressed.c.isascii() and pressed.c.isdigit() and len(pressed.c) < 16 else 0
    asked: AirFactAsked = await facts.ask_of_theme(talk.scope, pressed.e, pressed.n, official)
    await talk.reply(asked)


async def told(talk: Talk) -> bool:
    """Plain words of somebody who was asked for one fact."""
    return await facts.plain(talk.scope, talk.message)


async def replied(talk: Talk) -> bool:
    """A reply to a card is the fact, even when it begins like a command."""
    return talk.is_staff and PREFIX.match(talk.message.text) is None and await facts.replied(talk.scope, talk.message)
