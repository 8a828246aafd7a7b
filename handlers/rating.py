"""The week of municipalities: `рейтинг`, `разбор`, `оспорить`."""

from domain.errors import RuleViolation
from domain.notices import ContestHow, Notice, StaleButton
from domain.use_cases import contesting, rating
from handlers import payloads
from handlers.talk import Talk
from handlers.words import Spoken


async def week(talk: Talk, spoken: Spoken) -> None:
    """`рейтинг`, `рейтинг 9.11`, `рейтинг эта неделя`"""
    await talk.reply(await rating.of_week(talk.scope, spoken.words))


async def why(talk: Talk, spoken: Spoken) -> None:
    """`разбор Лесной`"""
    words = spoken.words.strip()
    found = talk.scope.region.find_municipality(words) if words else None
    if words and found is None:
        raise RuleViolation("municipality-unknown", detail=words)
    await talk.reply(await contesting.why(talk.scope, found.id if found else ""))


async def contest(talk: Talk, spoken: Spoken) -> None:
    """`оспорить 95 не наш, Речной округ`"""
    question = await talk.question(spoken)
    reason = spoken.rest.strip(" :,.—-")
    await talk.reply(await contesting.contest(talk.scope, question, reason, key=talk.key), question.number)


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
