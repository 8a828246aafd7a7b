"""Commands of residents; every one of them is a button too."""

import re

from domain.errors import RuleViolation
from domain.notices import (
    AskQuestion,
    EraseAsk,
    HelpOfficial,
    HelpResident,
    HelpStaff,
    MyQuestions,
    OfficialWay,
    Quote,
    Someone,
    Welcome,
    WelcomeOfficial,
)
from domain.organisation import Role
from domain.ports import Filter
from domain.use_cases.broadcasts import collecting
from domain.use_cases.telling import LIST_LINES
from handlers.talk import Talk
from handlers.words import Spoken


async def start(talk: Talk, spoken: Spoken) -> None:
    """«Начать»"""
    person = talk.scope.person
    if person is not None and person.answers:
        await talk.reply(WelcomeOfficial(Someone(person.vk_id)))
    elif person is not None:
        await help_(talk, spoken)
    else:
        await talk.reply(Welcome(Someone(talk.scope.actor), talk.scope.region.official_link))


async def help_(talk: Talk, _: Spoken) -> None:
    """`помощь`, by role."""
    person = talk.scope.person
    if person is None:
        await talk.reply(HelpResident(talk.scope.region.official_link))
    elif person.has(Role.CCU, Role.ADMIN, Role.MODERATOR):
        role = next(role for role in (Role.ADMIN, Role.CCU, Role.MODERATOR) if person.has(role))
        await talk.reply(HelpStaff(role.value))
    else:
        await talk.reply(HelpOfficial())


ABOUT_A_QUESTION = re.compile(
    r"""^\W*вопрос\s+                                                    # «вопрос:» asks whatever follows
    (?:(?:с|со|по|о|об|про|насчет)\s+(?:\S+\s+){1,4}?)?                # «с мусором», «по дороге на Бор»
    (?:(?:уже|пока|все|еще|так|и|опять|теперь|сегодня|наконец|наконец-то|наш|мой|этот)\s+){0,3}
    (?:не\s+)?
    (?:реш\w+|закр\w+|снят\w*|снимает\w*|исчерпан\w*|отпал\w*|отпадает|взят\w*|взяли|в\s+работе|на\s+контроле
      |оста[ел]\w+|открыт\w*|передан\w*|передали|рассм\w+|улажен\w*|урегулирован\w*)\b""",
    re.VERBOSE,
)
"""«Вопрос решён, спасибо», «вопрос с мусором так и не закрыт»: a sentence about a question, not the command."""


def is_asked(text: str) -> bool:
    """Whether words that begin with «вопрос» ask one."""
    return ABOUT_A_QUESTION.match(text.casefold().replace("ё", "е")) is None


async def ask(talk: Talk, spoken: Spoken) -> None:
    """`вопрос …`: asked outright, wherever it is written."""
    if spoken.words:
        said = talk.message.saying(spoken.words)
        if talk.is_private:
            await talk.desk.drafting.in_private(talk.scope, said)
        else:
            await talk.desk.reception.in_public(talk.scope, said)
    elif talk.is_private:
        await talk.reply(AskQuestion())


async def mine(talk: Talk, _: Spoken) -> None:
    """`мои`"""
    lines = await talk.desk.following.mine(talk.scope)
    await talk.reply(MyQuestions(tuple(lines[:LIST_LINES]), max(len(lines) - LIST_LINES, 0)))


async def status(talk: Talk, spoken: Spoken) -> None:
    """`статус 214`"""
    question = await talk.question(spoken)
    await talk.reply(await talk.desk.following.status(talk.scope, question), question.number)


async def withdraw(talk: Talk, spoken: Spoken) -> None:
    """`отозвать 214`"""
    await talk.desk.following.withdraw(talk.scope, await talk.question(spoken))


async def hide_name(talk: Talk, spoken: Spoken) -> None:
    """`без имени 214`: the broadcast does not name the author"""
    told = await collecting.name_shown(talk.scope, await talk.question(spoken), hidden=True)
    await talk.reply(told, told.number)


async def show_name(talk: Talk, spoken: Spoken) -> None:
    """`с именем 214`"""
    told = await collecting.name_shown(talk.scope, await talk.question(spoken), hidden=False)
    await talk.reply(told, told.number)


async def not_solved(talk: Talk, spoken: Spoken) -> None:
    """`не решено 214 …`"""
    question = await talk.question(spoken)
    await talk.desk.following.object(talk.scope, question, spoken.rest, key=talk.key)
    if talk.message.attachments:
        await talk.desk.following.added(talk.scope, await talk.question(spoken), talk.message)


async def erase(talk: Talk, _: Spoken) -> None:
    """`удали мои вопросы`: asks once more, plainly."""
    count = await talk.scope.uow.questions.count(Filter(author=talk.scope.actor))
    await talk.reply(EraseAsk(count))


async def officially(talk: Talk, spoken: Spoken) -> None:
    """`официально 214`: the way to a formal reply, with a text to paste."""
    text = None
    if spoken.number is not None:
        question = await talk.question(spoken)
        if question.author != talk.scope.actor:
            raise RuleViolation("not-your-question", number=question.number)
        text = Quote(question.text)
    await talk.reply(OfficialWay(talk.scope.region.official_link, text))
