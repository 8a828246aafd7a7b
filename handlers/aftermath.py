"""Commands and buttons of what comes after a broadcast."""

from domain.errors import RuleViolation
from domain.notices import DonePop, Notice, StaleButton
from handlers import payloads
from handlers.talk import Talk
from handlers.words import Spoken


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
    """`эфиры за 2026`; without a year this one"""
    named = spoken.words.split()[0] if spoken.words else ""
    this = talk.scope.calendar.local(talk.scope.now).year
    wanted = int(named) if named.isascii() and named.isdigit() and len(named) == 4 else this
    await talk.reply(await talk.desk.aftermath.year(talk.scope, wanted))


async def said(talk: Talk, spoken: Spoken) -> None:
    """`что сказали про автобус`"""
    await talk.reply(await talk.desk.aftermath.said_about(talk.scope, spoken.words.strip(' ?.!«»"')))


async def press(talk: Talk, payload: payloads.AirAfter) -> Notice:
    """A button under the sum of a broadcast."""
    spoken = Spoken("", payload.n, "")
    match payload.w:
        case "post":
            await post(talk, spoken)
        case "picture":
            await picture(talk, spoken)
        case "owed":
            await owed(talk, spoken)
        case _:
            return StaleButton()
    return DonePop()


async def _number(talk: Talk, spoken: Spoken) -> int:
    """The broadcast a command names, else the last of one's own district that is over."""
    if spoken.number is not None:
        return spoken.number
    if spoken.words:
        raise RuleViolation("no-broadcast-over")
    person = talk.scope.person
    return await talk.desk.aftermath.latest(talk.scope, person.municipality if person else "")
