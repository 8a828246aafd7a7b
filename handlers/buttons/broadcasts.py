"""Buttons of a broadcast's desk."""

from collections.abc import Awaitable, Callable

from domain.broadcasts.themes import Reason
from domain.errors import RuleViolation
from domain.notices import AirWasFirst, DonePop, Notice, Someone, StaleButton
from domain.people import Right
from domain.ports import Verb
from domain.use_cases.broadcasts import concluding
from handlers import facts
from handlers.broadcasts import done
from handlers.buttons.base import day_of
from handlers.payloads import Air
from handlers.talk import Talk


async def press(talk: Talk, pressed: Air) -> Notice:
    """One tap on the desk; the second of two hears who was first."""
    act = ACTS.get(pressed.w)
    if act is None:
        return StaleButton()
    broadcast = await talk.scope.uow.broadcasts.get(pressed.e)
    talk.scope.must_in(Right.MODERATE, broadcast.municipality)
    try:
        return await act(talk, pressed) or DonePop()
    except RuleViolation as no:
        who, what = no.facts.get("who"), no.facts.get("what")
        if no.code != "broadcast-was-first" or not isinstance(who, int) or not who:
            raise
        return AirWasFirst(Someone(who), str(what))


async def _where(talk: Talk, pressed: Air) -> None:
    place = talk.message.place
    await talk.desk.announcing.goes(talk.scope, place, pressed.e, page=pressed.c == "page", key=talk.key)


async def _post(talk: Talk, pressed: Air) -> None:
    await talk.desk.announcing.post(talk.scope, talk.message.place, pressed.e, key=talk.key)


async def _start(talk: Talk, pressed: Air) -> Notice:
    return done(await talk.desk.airing.start(talk.scope, pressed.e))


async def _pause(talk: Talk, pressed: Air) -> Notice:
    return done(await talk.desk.airing.pause(talk.scope, pressed.e))


async def _resume(talk: Talk, pressed: Air) -> Notice:
    return done(await talk.desk.airing.resume(talk.scope, pressed.e))


async def _end_yes(talk: Talk, pressed: Air) -> Notice:
    return done(await talk.desk.airing.end(talk.scope, pressed.e))


async def _show(talk: Talk, pressed: Air) -> Notice:
    return done(await talk.desk.airing.show(talk.scope, pressed.e, pressed.n, seen=pressed.i))


async def _answered(talk: Talk, pressed: Air) -> Notice:
    return done(await talk.desk.airing.answered(talk.scope, pressed.e, pressed.n, seen=pressed.i))


async def _also_is(talk: Talk, pressed: Air) -> Notice:
    return done(await talk.desk.airing.answered(talk.scope, pressed.e, pressed.n, also=True, seen=pressed.i))


async def _promise(talk: Talk, pressed: Air) -> None:
    await talk.reply(await talk.desk.desking.days(talk.scope, pressed.e, pressed.n))


async def _promise_by(talk: Talk, pressed: Air) -> Notice:
    day = day_of(pressed.c)
    return done(await talk.desk.airing.promised_on(talk.scope, pressed.e, pressed.n, day, seen=pressed.i))


async def _new(talk: Talk, pressed: Air) -> None:
    """The next theme to look at: in place of the one that was decided, else a new message."""
    await _next_new(talk, pressed, after=pressed.n)


async def _decided(talk: Talk, pressed: Air) -> Notice:
    airing, scope = talk.desk.airing, talk.scope
    match pressed.w:
        case "queue":
            evening = await airing.queued(scope, pressed.e, pressed.n, seen=pressed.i)
        case "writing":
            evening = await airing.in_writing(scope, pressed.e, pressed.n, seen=pressed.i)
        case "off" if pressed.c in set(Reason):
            evening = await airing.off_air(scope, pressed.e, pressed.n, Reason(pressed.c), seen=pressed.i)
        case "join" if pressed.c.isdigit():
            evening = await airing.joined(scope, pressed.e, pressed.n, int(pressed.c), seen=pressed.i)
        case _:
            return StaleButton()
    await _next_new(talk, pressed)
    return done(evening)


async def _next_new(talk: Talk, pressed: Air, after: int = 0) -> None:
    notice = await talk.desk.desking.new(talk.scope, pressed.e, after)
    place = talk.message.place
    desk = await talk.scope.uow.broadcasts.desk(pressed.e)
    if place.message and (desk is None or desk.place != place):
        await talk.scope.uow.outbox.put(Verb.EDIT, place, notice, key=f"{talk.key}/next")
    else:
        await talk.reply(notice)


def _asks(what: str) -> Callable[[Talk, Air], Awaitable[None]]:
    async def ask(talk: Talk, pressed: Air) -> None:
        await talk.reply(await talk.desk.desking.choice(talk.scope, pressed.e, what, pressed.n))

    return ask


async def _log(talk: Talk, pressed: Air) -> None:
    await talk.reply(await talk.desk.desking.log(talk.scope, pressed.e))


async def _undo(talk: Talk, pressed: Air) -> Notice:
    tap = int(pressed.c) if pressed.c.isdigit() else 0
    return done(await talk.desk.airing.undo(talk.scope, pressed.e, tap))


async def _anew(talk: Talk, pressed: Air) -> None:
    await talk.desk.desking.anew(talk.scope, pressed.e)


async def _balance(talk: Talk, pressed: Air) -> None:
    await talk.reply(await concluding.balance(talk.scope, pressed.e))


async def _close(_: Talk, __: Air) -> None:
    return None


ACTS: dict[str, Callable[[Talk, Air], Awaitable[Notice | None]]] = {
    "where": _where,
    "post": _post,
    "start": _start,
    "pause": _pause,
    "resume": _resume,
    "resume-how": _asks("resume"),
    "end": _asks("end"),
    "end-yes": _end_yes,
    "close": _close,
    "show": _show,
    "answered": _answered,
    "also": _asks("also"),
    "also-is": _also_is,
    "other-how": _asks("other"),
    "promise": _promise,
    "promise-by": _promise_by,
    "new": _new,
    "queue": _decided,
    "writing": _decided,
    "off-ask": _asks("reason"),
    "off": _decided,
    "join-ask": _asks("join"),
    "rename-ask": _asks("rename"),
    "join": _decided,
    "log": _log,
    "undo": _undo,
    "anew": _anew,
    "balance": _balance,
    "fact-ask": facts.themes,
    "fact": facts.people,
    "fact-to": facts.to,
}
