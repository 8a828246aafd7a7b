"""Buttons that belong to no question."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time

from domain.errors import RuleViolation
from domain.notices import DonePop, EraseKept, Notice, StaleButton
from domain.organisation import Gate
from domain.use_cases import discretion, incident
from handlers import (
    aftermath,
    broadcasts,
    district,
    officials,
    payloads,
    private,
    rating,
    residents,
    rumours,
    staff,
    urgency,
)
from handlers.buttons.base import card
from handlers.talk import Talk
from handlers.words import Spoken

SPOKEN: dict[type[payloads.Payload], Callable[[Talk, Spoken], Awaitable[None]]] = {
    payloads.Ask: residents.ask,
    payloads.Mine: residents.mine,
    payloads.NextBroadcast: broadcasts.broadcast,
    payloads.ShowWaiting: staff.waiting,
    payloads.ShowOverdue: staff.overdue,
    payloads.ShowPromised: staff.promised,
    payloads.ShowMaybe: staff.maybe,
    payloads.ExportNow: staff.export,
    payloads.ShowRumours: rumours.listed,
}


async def press(talk: Talk, payload: payloads.Payload) -> Notice:
    """Does what the button says; some say the same as a command."""
    spoken = SPOKEN.get(type(payload))
    if spoken is None:
        return await _other(talk, payload)
    await spoken(talk, Spoken("", None, ""))
    return DonePop()


async def _other(talk: Talk, payload: payloads.Payload) -> Notice:
    match payload:
        case payloads.Air():
            return await broadcasts.press(talk, payload)
        case payloads.EraseYes():
            await talk.reply(await talk.desk.following.erase(talk.scope))
        case payloads.EraseNo():
            await talk.reply(EraseKept())
        case payloads.ShowExample():
            await talk.desk.lessons.begin(talk.scope, talk.message.place, key=talk.key)
        case payloads.NextLesson():
            shown = await talk.desk.lessons.go_on(talk.scope, talk.message.place, payload.i, key=talk.key)
            return DonePop() if shown else StaleButton()
        case payloads.ByTurn():
            burning = await talk.desk.control.next_in_queue(talk.scope)
            if burning is None:
                await officials.queue(talk, Spoken("", None, ""))
            else:
                await card(talk, burning)
        case payloads.SubstituteIs():
            until = _end_of(talk, payload.d)
            await talk.reply(await talk.desk.control.leave(talk.scope, until, payload.p))
        case payloads.GateIs():
            gate = Gate(payload.o, payload.x, payload.y, payload.z)
            await talk.reply(await talk.desk.gating.move(talk.scope, gate))
        case payloads.Understood():
            pass
        case payloads.RemoveMine():
            return await discretion.remove(talk.scope, talk.message.place) or StaleButton()
        case payloads.VoiceRight():
            said = await talk.desk.voices.agreed(talk.scope, talk.message.place)
            if said is None:
                return StaleButton()
            await private.heard(Talk(talk.desk, talk.scope, said))
        case payloads.VoiceWrong():
            asked = await talk.desk.voices.misheard(talk.scope, talk.message.place, key=talk.key)
            return DonePop() if asked else StaleButton()
        case payloads.RumourIs() | payloads.RumourSay() | payloads.RumourOpen():
            return await rumours.press(talk, payload) or DonePop()
        case payloads.AirAfter():
            return await aftermath.press(talk, payload)
        case payloads.ListedInIncident():
            await incident.ask(talk.scope, talk.message.place, None, key=talk.key)
        case payloads.OfPlace():
            await urgency.press_place(talk, payload)
        case payloads.OfDistrict():
            await district.press(talk, payload)
        case payloads.WeekAs():
            return await rating.week_as(talk, payload)
        case payloads.Why() | payloads.Contest():
            await rating.press(talk, payload)
        case payloads.Mute() | payloads.Unmute():
            back, group = isinstance(payload, payloads.Unmute), talk.message.place.community
            order = talk.desk.orderly
            told = await order.mute(talk.scope, group, payload.m, payload.p, back=back, key=talk.key)
            if not order.mutes:
                await talk.reply(told)
        case payloads.NotAnswer():
            asked = await talk.desk.capturing.declined(talk.scope, talk.message.place)
            return DonePop() if asked else StaleButton()
        case _:
            return StaleButton()
    return DonePop()


def _end_of(talk: Talk, day: str) -> datetime:
    """The end of a day that a button named."""
    try:
        return talk.scope.calendar.moment(date.fromisoformat(day), time(23, 59))
    except ValueError:
        raise RuleViolation("date-unclear") from None
