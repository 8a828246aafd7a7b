"""Buttons of a question's card: its days, its clarifications, its handing over, templates, promises."""

from domain.errors import RuleViolation
from domain.notices import PromisesDropped
from domain.use_cases.answers.promising import keep_promise
from handlers import payloads
from handlers.buttons.base import Table, card, day_of, of
from handlers.talk import Talk

READY_QUESTIONS = frozenset({"where", "since", "photo"})


async def _open(talk: Talk, payload: payloads.About) -> None:
    await card(talk, await of(talk, payload))


async def undo(talk: Talk, payload: payloads.About) -> None:
    """Takes an answer back."""
    await talk.desk.amending.undo(talk.scope, await of(talk, payload))


async def _dates_wrong(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.amending.dates_wrong(talk.scope, await of(talk, payload))
    await talk.reply(PromisesDropped(payload.q), payload.q)


async def _pick_date(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.conversation.pick_date(talk.scope, talk.message.place, await of(talk, payload), key=talk.key)


async def _date_is(talk: Talk, payload: payloads.About) -> None:
    if not isinstance(payload, payloads.DateIs) or not payload.d:
        await _pick_date(talk, payload)
        return
    day = day_of(payload.d, payload.q)
    question = await of(talk, payload)
    await talk.desk.conversation.date_is(talk.scope, talk.message.place, question, day, key=talk.key)


async def _ask_back(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.conversation.ask_back(talk.scope, talk.message.place, await of(talk, payload), key=talk.key)


async def _ask_back_with(talk: Talk, payload: payloads.About) -> None:
    question = await of(talk, payload)
    if isinstance(payload, payloads.AskBackWith) and payload.w in READY_QUESTIONS:
        await talk.desk.asking_back.ask(talk.scope, question, "", ready=payload.w)
    else:
        await talk.desk.conversation.ask_back_own(talk.scope, talk.message.place, question, key=talk.key)


async def _hand_over(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.conversation.offer_people(talk.scope, talk.message.place, await of(talk, payload), key=talk.key)


async def _hand_to(talk: Talk, payload: payloads.About) -> None:
    person = talk.scope.region.person(payload.p) if isinstance(payload, payloads.HandTo) else None
    if person is None:
        raise RuleViolation("nobody-found", number=payload.q)
    question = await of(talk, payload)
    await talk.desk.conversation.hand_to(talk.scope, talk.message.place, question, person, key=talk.key)


async def _not_ours(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.conversation.not_ours(talk.scope, talk.message.place, await of(talk, payload), key=talk.key)


async def _show_templates(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.templating.offer(talk.scope, talk.message.place, await of(talk, payload), key=talk.key)


async def _use_template(talk: Talk, payload: payloads.About) -> None:
    question, place = await of(talk, payload), talk.message.place
    match payload:
        case payloads.UseTemplate():
            await talk.desk.templating.use(talk.scope, place, question, payload.n, key=talk.key)
        case payloads.TemplateDay():
            day = day_of(payload.d, payload.q)
            await talk.desk.templating.day_is(talk.scope, place, question, payload.n, day, key=talk.key)


async def _keep_template(talk: Talk, payload: payloads.About) -> None:
    await talk.reply(await talk.desk.templating.keep(talk.scope, await of(talk, payload)))


async def _promise_done(talk: Talk, payload: payloads.About) -> None:
    await keep_promise(talk.scope, await of(talk, payload))


async def _promise_move(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.conversation.move(talk.scope, talk.message.place, await of(talk, payload), key=talk.key)


ABOUT: Table = {
    payloads.Open: _open,
    payloads.Undo: undo,
    payloads.DatesWrong: _dates_wrong,
    payloads.PickDate: _pick_date,
    payloads.DateIs: _date_is,
    payloads.AskBack: _ask_back,
    payloads.AskBackWith: _ask_back_with,
    payloads.HandOver: _hand_over,
    payloads.HandTo: _hand_to,
    payloads.NotOurs: _not_ours,
    payloads.ShowTemplates: _show_templates,
    payloads.UseTemplate: _use_template,
    payloads.TemplateDay: _use_template,
    payloads.KeepTemplate: _keep_template,
    payloads.PromiseDone: _promise_done,
    payloads.PromiseTold: _promise_done,
    payloads.PromiseMove: _promise_move,
}
