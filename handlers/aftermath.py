"""Commands and buttons of what comes after a broadcast."""

from domain.errors import RuleViolation
from domain.notices import DonePop, Notice, StaleButton
from domain.use_cases.broadcasts import airyear
from handlers import payloads
from handlers.talk import Talk
from handlers.words import Spoken

YEARLY = (("таблиц", "table"), ("картин", "chart"))
"""How a year may be asked for."""


async def post(talk: Talk, spoken: Spoken) -> None:
    """`эфир пост [№]`"""
    await talk.reply(await talk.desk.aftermath.summary(talk.scope, await _number(talk, spoken)))


async def picture(talk: Talk, spoken: Spoken) -> None:
    """`эфир картинка [№]`"""
    number = await _number(talk, spoken)
    await talk.desk.aftermath.picture(talk.scope, talk.message.place, number, key=talk.key)


async def owed(talk: Talk, spoken: Spoken) -> None:
    """`эфир ждут [№]`"""
    await talk.reply(await talk.desk.aftermath.still_owed(talk.scope, await _number(talk, spoken)))


async def year(talk: Talk, spoken: Spoken) -> None:
    """`эфиры за 2026 [таблицей|картинкой]`; without a year this one"""
    wanted = talk.scope.calendar.local(talk.scope.now).year
    how = ""
    for word in spoken.words.casefold().split():
        if word.isascii() and word.isdigit() and len(word) == 4:
            wanted = int(word)
        how = next((way for start, way in YEARLY if word.startswith(start)), how)
    await _year(talk, wanted, how)


async def _year(talk: Talk, wanted: int, how: str) -> None:
    if how == "table":
        await airyear.as_table(talk.scope, talk.message.place, wanted, key=talk.key)
    elif how == "chart":
        await airyear.as_picture(talk.scope, talk.message.place, wanted, key=talk.key)
    else:
        await talk.reply(await airyear.in_words(talk.scope, wanted))


async def said(talk: Talk, spoken: Spoken) -> None:
    """`что сказали про автобус`"""
    await talk.reply(await talk.desk.aftermath.said_about(talk.scope, spoken.words.strip(' ?.!«»"')))


async def press(talk: Talk, payload: payloads.AirAfter) -> Notice:
    """A button under the sum of a broadcast."""
    spoken = Spoken.silently(payload.n)
    match payload.w:
        case "post":
            await post(talk, spoken)
        case "picture":
            await picture(talk, spoken)
        case "owed":
            await owed(talk, spoken)
        case "table" | "chart":
            await _year(talk, payload.n, payload.w)
        case _:
            return StaleButton()
    return DonePop()


async def _number(talk: Talk, spoken: Spoken) -> int:
    """The broadcast a command names, else the last of one's own district that is over."""
    if spoken.number is not None:
        return spoken.number
    if spoken.words:
        raise RuleViolation("no-broadcast-over")
    return await talk.desk.aftermath.latest(talk.scope, talk.scope.home)
