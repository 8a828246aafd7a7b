"""The host's sheet as a private message: an hour before the start, and whenever it is asked for."""

from domain.broadcasts.broadcast import Broadcast
from domain.broadcasts.desk import IsAbusive, desk_of
from domain.errors import RuleViolation
from domain.notices import AirSheet, AirSheetSent, Quote, SheetRow, Someone
from domain.place import Place
from domain.use_cases.broadcasts.facts import on_sheet
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import is_reachable
from domain.use_cases.telling import reply_to_actor, tell_person

THEMES = 5
"""As many as on the page to print."""


async def sheet(scope: Scope, broadcast: Broadcast, is_abusive: IsAbusive) -> AirSheet:
    """What is on screen and what comes next."""
    evening = await scope.uow.broadcasts.evening(broadcast.number)
    desk = desk_of(evening, scope.now, is_abusive=is_abusive)
    told = await on_sheet(scope, evening)
    following = [desk.on_screen, *desk.following] if desk.on_screen else [*desk.following]
    rows = []
    for index, theme in enumerate(following[:THEMES], 1):
        rows.append(SheetRow(index, Quote(theme.title), theme.questions, theme.votes))
        rows += [SheetRow(0, Quote(""), 0, 0, Someone(one.official), Quote(one.text)) for one in told.get(theme.id, ())]
    return AirSheet(broadcast.number, broadcast.planned, tuple(rows))


async def in_hand(scope: Scope, broadcast: Broadcast, is_abusive: IsAbusive, key: str) -> None:
    """By the clock; without themes there is nothing to hold."""
    made = await sheet(scope, broadcast, is_abusive)
    if made.rows:
        await tell_person(scope, broadcast.host, made, key=key)


async def sent(scope: Scope, place: Place, broadcast: Broadcast, is_abusive: IsAbusive, *, key: str) -> None:
    """`эфир лист`: to the host; a moderator hears that it went."""
    if not broadcast.is_open:
        raise RuleViolation("no-such-broadcast")
    made = await sheet(scope, broadcast, is_abusive)
    await tell_person(scope, broadcast.host, made, key=f"{key}/sheet")
    if scope.actor != broadcast.host:
        reachable = await is_reachable(scope, broadcast.host)
        await reply_to_actor(scope, place, AirSheetSent(Someone(broadcast.host), reachable), key=f"{key}/sent")


async def own(scope: Scope) -> Broadcast | None:
    """The broadcast somebody hosts next."""
    return next((one for one in await scope.uow.broadcasts.open() if one.host == scope.actor), None)
