"""Buttons of moderators and ЦУР about one question."""

from datetime import date

from domain.notices import Dismissed, Joined, Notice, Parted, StaleButton
from domain.use_cases.figures import quality
from domain.use_cases.moderating.taking import told
from domain.use_cases.order import refuting
from handlers import payloads, rating, staff, urgency
from handlers import quality as quality_buttons
from handlers.buttons.base import Table, of
from handlers.buttons.officials import undo
from handlers.talk import Talk


async def _take(talk: Talk, payload: payloads.About) -> None:
    taken = await talk.desk.taking.take(talk.scope, await of(talk, payload))
    await talk.reply(told(taken), taken.number)


async def _dismiss(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.moderation.dismiss(talk.scope, await of(talk, payload))
    await talk.reply(Dismissed(payload.q), payload.q)


async def _topic_is(talk: Talk, payload: payloads.About) -> None:
    topic = payload.t if isinstance(payload, payloads.TopicIs) else ""
    named = await talk.desk.moderation.topic_is(talk.scope, await of(talk, payload), topic)
    await staff.topic_told(talk, named)


async def _rumour_closes(talk: Talk, payload: payloads.About) -> Notice | None:
    number = payload.r if isinstance(payload, payloads.RumourCloses) else 0
    done = await refuting.close(talk.scope, talk.desk.answering, await of(talk, payload), number)
    return None if done else StaleButton()


async def _join_to(talk: Talk, payload: payloads.About) -> None:
    question = await of(talk, payload)
    main = await talk.scope.uow.questions.get(payload.m if isinstance(payload, payloads.JoinTo) else 0)
    await talk.desk.moderation.merge(talk.scope, question, main)
    await talk.reply(Joined(question.number, main.number), question.number)


async def _split(talk: Talk, payload: payloads.About) -> None:
    question = await of(talk, payload)
    main = question.main or 0
    await talk.desk.moderation.split(talk.scope, question)
    await talk.reply(Parted(payload.q, main), payload.q)


async def _gather(talk: Talk, payload: payloads.About) -> None:
    await talk.reply(await talk.desk.surging.gather(talk.scope, await of(talk, payload)), payload.q)


async def _part_all(talk: Talk, payload: payloads.About) -> None:
    await talk.reply(await talk.desk.surging.part(talk.scope, await of(talk, payload)), payload.q)


async def _judge(talk: Talk, payload: payloads.About) -> Notice | None:
    if not isinstance(payload, payloads.Judge):
        return StaleButton()
    try:
        day = date.fromisoformat(payload.d)
    except ValueError:
        return StaleButton()
    asked = await quality.judge(talk.scope, day, payload.i, payload.q, payload.c, payload.v)
    return None if asked else StaleButton()


ABOUT: Table = {
    payloads.Hide: undo,
    payloads.Judge: _judge,
    payloads.ContestIs: rating.decide,
    payloads.RumourCloses: _rumour_closes,
    payloads.JoinTo: _join_to,
    payloads.Gather: _gather,
    payloads.PartAll: _part_all,
    payloads.Take: _take,
    payloads.Dismiss: _dismiss,
    payloads.TopicIs: _topic_is,
    payloads.Split: _split,
    payloads.SendBack: quality_buttons.press,
    payloads.SendBackFor: quality_buttons.press,
    payloads.Seen: urgency.press_seen,
    payloads.Hurry: urgency.press,
    payloads.Calm: urgency.press,
    payloads.InIncident: urgency.press_incident,
    payloads.OutOfIncident: urgency.press_incident,
}
