"""Buttons that belong to no question."""

from collections.abc import Awaitable, Callable
from datetime import time

from domain.notices import DonePop, EraseKept, Notice, StaleButton
from domain.organisation import Gate
from domain.use_cases.matters import incident
from domain.use_cases.order import discretion
from handlers import (
    aftermath,
    broadcasts,
    district,
    officials,
    order,
    payloads,
    private,
    rating,
    residents,
    rumours,
    staff,
    urgency,
)
from handlers.buttons import broadcasts as air
from handlers.buttons.base import card, day_of
from handlers.talk import Talk
from handlers.words import Spoken

SPOKEN: dict[type[payloads.Payload], Callable[[Talk, Spoken], Awaitable[None]]] = {
    payloads.Ask: residents.ask,
    payloads.Mine: residents.mine,
    payloads.NextBroadcast: broadcasts.broadcast,
    payloads.ShowWaiting: staff.waiting,
    payloads.ShowOverdue: staff.overdue,
    payloads.ShowToday: staff.today,
    payloads.ShowPromised: staff.promised,
    payloads.ShowMaybe: staff.maybe,
    payloads.ExportNow: staff.export,
    payloads.ShowRumours: rumours.listed,
    payloads.ShowHeld: order.held,
}


async def press(talk: Talk, payload: payloads.Payload) -> Notice:
    """Does what the button says; some say the same as a command."""
    spoken = SPOKEN.get(type(payload))
    if spoken is None:
        return await _of_subject(talk, payload) or DonePop()
    await spoken(talk, Spoken.silently())
    return DonePop()


async def _of_subject(talk: Talk, payload: payloads.Payload) -> Notice | None:
    """Buttons of what has a room of its own; what pops up instead of «done»."""
    match payload:
        case payloads.Air():
            return await air.press(talk, payload)
        case payloads.AirAfter():
            return await aftermath.press(talk, payload)
        case payloads.RumourIs() | payloads.RumourSay() | payloads.RumourOpen():
            return await rumours.press(talk, payload)
        case payloads.OfRemoval() | payloads.KeepSo():
            return await order.press(talk, payload)
        case payloads.WeekAs():
            return await rating.week_as(talk, payload)
        case payloads.Why() | payloads.Contest():
            await rating.press(talk, payload)
        case payloads.OfPlace():
            await urgency.press_place(talk, payload)
        case payloads.OfDistrict():
            await district.press(talk, payload)
        case payloads.ListedInIncident():
            await incident.ask(talk.scope, talk.message.place, None, key=talk.key)
        case _:
            return await _other(talk, payload)
    return None


async def _other(talk: Talk, payload: payloads.Payload) -> Notice | None:
    scope, place, stands = talk.scope, talk.message.place, True
    match payload:
        case payloads.Understood():
            pass
        case payloads.EraseYes():
            await talk.reply(await talk.desk.following.erase(scope))
        case payloads.EraseNo():
            await talk.reply(EraseKept())
        case payloads.RemoveMine():
            return await discretion.remove(scope, place) or StaleButton()
        case payloads.ShowExample():
            await talk.desk.lessons.begin(scope, place, key=talk.key)
        case payloads.NextLesson():
            stands = await talk.desk.lessons.go_on(scope, place, payload.i, key=talk.key)
        case payloads.ByTurn():
            await _next_in_turn(talk)
        case payloads.SubstituteIs():
            until = scope.calendar.moment(day_of(payload.d), time(23, 59))
            await talk.reply(await talk.desk.control.leave(scope, until, payload.p))
        case payloads.GateIs():
            await talk.reply(await talk.desk.gating.move(scope, Gate(payload.o, payload.x, payload.y, payload.z)))
        case payloads.VoiceRight():
            said = await talk.desk.voices.agreed(scope, place)
            if said is None:
                return StaleButton()
            await private.heard(Talk(talk.desk, scope, said))
        case payloads.VoiceWrong():
            stands = await talk.desk.voices.misheard(scope, place, key=talk.key)
        case payloads.NotAnswer():
            stands = await talk.desk.capturing.declined(scope, place)
        case payloads.Mute() | payloads.Unmute():
            await _mute(talk, payload.p, payload.m, back=isinstance(payload, payloads.Unmute))
        case _:
            return StaleButton()
    return None if stands else StaleButton()


async def _next_in_turn(talk: Talk) -> None:
    burning = await talk.desk.control.next_in_queue(talk.scope)
    if burning is None:
        await officials.queue(talk, Spoken.silently())
    else:
        await card(talk, burning)


async def _mute(talk: Talk, person: int, chat: int, *, back: bool) -> None:
    """All moderators are told where the bot mutes; else the one who pressed does it by hand."""
    orderly, community = talk.desk.orderly, talk.message.place.community
    told = await orderly.mute(talk.scope, community, chat, person, back=back, key=talk.key)
    if not orderly.mutes:
        await talk.reply(told)
