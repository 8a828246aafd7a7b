"""Commands of moderators: what is a question, what is the same, what it is about."""

import re

from domain.errors import RuleViolation
from domain.notices import Dismissed, Joined, MaybeList, Parted, TopicSet
from domain.people import Right
from domain.question import Question
from domain.use_cases.moderating.taking import told
from domain.use_cases.telling import LIST_LINES, line_of, official_of
from handlers import broadcasts
from handlers.talk import Talk
from handlers.words import Spoken


async def take(talk: Talk, _: Spoken) -> None:
    """`в` as a reply: take that message as a question."""
    said, place = talk.message.replied, talk.message.reply_to
    if said is None or place is None:
        raise RuleViolation("number-needed")
    taken = await talk.desk.taking.take_message(talk.scope, place, said)
    await talk.reply(told(taken), taken.number)


async def dismiss(talk: Talk, spoken: Spoken) -> None:
    """`не вопрос [214]`"""
    question = await talk.question(spoken)
    await talk.desk.moderation.dismiss(talk.scope, question)
    await talk.reply(Dismissed(question.number), question.number)


async def merge(talk: Talk, spoken: Spoken) -> None:
    """`тема 214 219`: the second follows the first; `тема 214 Дороги`: what it is about."""
    main = await talk.question(spoken)
    numbers = [int(found) for found in re.findall(r"\d{1,9}", spoken.rest)]
    if not numbers:
        await _name_topic(talk, main, spoken.rest.strip(' :,.«»"'))
        return
    for number in numbers:
        follower = await talk.scope.uow.questions.get(number)
        if await broadcasts.join(talk, main, follower):
            continue
        await talk.desk.moderation.merge(talk.scope, follower, await talk.scope.uow.questions.get(main.number))
        await talk.reply(Joined(number, main.number), number)


async def _name_topic(talk: Talk, question: Question, words: str) -> None:
    if not words:
        raise RuleViolation("number-needed")
    talk.scope.must(Right.MODERATE, question)
    found = talk.scope.region.find_topic(words)
    if found is None:
        raise RuleViolation("topic-unknown", number=question.number, detail=words)
    await topic_told(talk, await talk.desk.moderation.topic_is(talk.scope, question, found.id))


async def topic_told(talk: Talk, question: Question) -> None:
    """Says what the question is about now and who answers."""
    name = talk.scope.region.topic_name(question.topic)
    await talk.reply(
        TopicSet(question.number, name, official_of(question), question.theme if name else ""), question.number
    )


async def split(talk: Talk, spoken: Spoken) -> None:
    """`разделить 219`: from the one it was joined to, or into the two that were asked at once."""
    question = await talk.question(spoken)
    if await broadcasts.split(talk, question):
        return
    done = await talk.desk.splitting.split(talk.scope, question) if question.is_waiting else None
    if done is not None:
        await talk.reply(done)
        return
    main = question.main or 0
    await talk.desk.moderation.split(talk.scope, question)
    await talk.reply(Parted(question.number, main), question.number)


async def maybe(talk: Talk, _: Spoken) -> None:
    """`возможно`: what nobody decided on yet."""
    drafts = await talk.desk.control.maybe(talk.scope)
    lines = tuple(line_of(talk.scope, draft) for draft in drafts)
    await talk.reply(MaybeList(lines[:LIST_LINES], max(len(lines) - LIST_LINES, 0)))
