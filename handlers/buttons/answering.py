"""Buttons under words that may be an answer, or were held back before they became one."""

from domain.notices import Notice, StaleButton
from domain.use_cases.intake import offering
from handlers import payloads
from handlers.buttons.base import Table, day_of, of
from handlers.talk import Talk


async def _is_answer(talk: Talk, payload: payloads.About) -> Notice | None:
    asked = await talk.desk.capturing.confirmed(talk.scope, talk.message.place, payload.q)
    return None if asked else StaleButton()


async def _send(talk: Talk, payload: payloads.About) -> Notice | None:
    """One tap under words that were held back."""
    on, place = talk.desk.sending_on, talk.message.place
    match payload:
        case payloads.SendMended():
            done = await on.mended(talk.scope, place, payload.q)
        case payloads.SendInPrivate():
            done = await on.in_private(talk.scope, place, payload.q)
        case payloads.SendTo():
            done = await on.to_other(talk.scope, place, payload.q)
        case payloads.SendBy():
            done = await on.by_day(talk.scope, place, payload.q, day_of(payload.d, payload.q))
        case _:
            done = await on.as_is(talk.scope, place, payload.q)
    return None if done else StaleButton()


async def _send_it(talk: Talk, payload: payloads.About) -> Notice | None:
    sent = await talk.desk.previewing.send(talk.scope, talk.message.place, payload.q)
    return None if sent else StaleButton()


async def _say_anew(talk: Talk, payload: payloads.About) -> Notice | None:
    asked = await talk.desk.previewing.anew(talk.scope, talk.message.place, payload.q, key=talk.key)
    return None if asked else StaleButton()


async def _valid_till(talk: Talk, payload: payloads.About) -> None:
    until = offering.end_of(talk.scope, payload.d if isinstance(payload, payloads.ValidTill) else "")
    await talk.reply(await offering.valid(talk.scope, await of(talk, payload), until), payload.q)


ABOUT: Table = {
    payloads.IsAnswer: _is_answer,
    payloads.AnswerTo: _is_answer,
    payloads.ValidTill: _valid_till,
    payloads.SendAsIs: _send,
    payloads.SendMended: _send,
    payloads.SendInPrivate: _send,
    payloads.SendTo: _send,
    payloads.SendBy: _send,
    payloads.SendIt: _send_it,
    payloads.SayAnew: _say_anew,
}
