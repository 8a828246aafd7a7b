"""Buttons under a district's list."""

from domain.use_cases.matters import district
from handlers import payloads
from handlers.talk import Talk


async def press(talk: Talk, payload: payloads.OfDistrict) -> None:
    """[Передать все], [Напомнить], [Позвонил — отметить]"""
    match payload:
        case payloads.HandAll():
            await talk.reply(await district.hand_all(talk.scope, payload.o))
        case payloads.RemindAll():
            await talk.reply(await district.remind_all(talk.scope, payload.o, key=talk.key))
        case _:
            await talk.reply(await district.called_all(talk.scope, payload.o))
