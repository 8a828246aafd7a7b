"""The week of municipalities: `рейтинг`, `разбор`, `оспорить`, `письма главам`."""

from datetime import date

from domain.errors import RuleViolation
from domain.notices import ContestHow, DonePop, Notice, StaleButton
from domain.use_cases.figures import contesting, letters, rating, weekly
from handlers import payloads
from handlers.talk import Talk
from handlers.words import Spoken


async def week(talk: Talk, spoken: Spoken) -> None:
    """`рейтинг`, `рейтинг 9.11`, `рейтинг эта неделя`"""
    await talk.reply(await rating.of_week(talk.scope, spoken.words))


async def why(talk: Talk, spoken: Spoken) -> None:
    """`разбор Лесной`"""
    await talk.reply(await contesting.why(talk.scope, talk.municipality(spoken.words.strip())))


async def contest(talk: Talk, spoken: Spoken) -> None:
    """`оспорить 95 не наш, Речной округ`"""
    question = await talk.question(spoken)
    reason = spoken.rest.strip(" :,.—-")
    await talk.reply(await contesting.contest(talk.scope, question, reason, key=talk.key), question.number)


SWITCH = {"нет": False, "не надо": False, "хватит": False, "стоп": False, "да": True, "снова": True, "включить": True}


async def letters_to_heads(talk: Talk, spoken: Spoken) -> None:
    """`письма главам`, `письма главам нет`"""
    words = spoken.words.casefold().strip(" .!")
    if words and words not in SWITCH:
        raise RuleViolation("letters-unclear")
    await talk.reply(await letters.switched(talk.scope, SWITCH.get(words)))


async def week_as(talk: Talk, payload: payloads.WeekAs) -> Notice:
    """[Картинка], [XLSX], [Письма главам]"""
    try:
        first = date.fromisoformat(payload.d)
    except ValueError:
        return StaleButton()
    match payload.w:
        case "picture":
            await weekly.as_picture(talk.scope, talk.message.place, first, key=talk.key)
        case "table":
            await weekly.as_table(talk.scope, talk.message.place, first, key=talk.key)
        case "letters":
            await talk.reply(await letters.now(talk.scope, first))
        case _:
            return StaleButton()
    return DonePop()


async def press(talk: Talk, payload: payloads.Payload) -> None:
    """[Почему Лесной], [Оспорить]"""
    if isinstance(payload, payloads.Why):
        await talk.reply(await contesting.why(talk.scope, payload.o))
        return
    if talk.scope.person is None or not talk.scope.person.has(*contesting.MAY_CONTEST):
        raise RuleViolation("no-right")
    await talk.reply(ContestHow())


async def decide(talk: Talk, payload: payloads.About) -> Notice | None:
    """[Согласен], [Нет]; the first of two presses decides."""
    question = await talk.scope.uow.questions.get(payload.q)
    agreed = isinstance(payload, payloads.ContestIs) and payload.v == "yes"
    told = await contesting.decide(talk.scope, question, agreed=agreed, key=talk.key)
    if told is None:
        return StaleButton()
    await talk.reply(told, payload.q)
    return None
