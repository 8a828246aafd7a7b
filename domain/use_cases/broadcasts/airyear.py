"""The year of broadcasts in numbers: as a text, as a table, as a picture."""

from domain.broadcasts.aftermath import WRITTEN, fates
from domain.broadcasts.broadcast import Broadcast, State
from domain.broadcasts.themes import Fate
from domain.broadcasts.year import Counted, Sum, summed, total
from domain.errors import RuleViolation
from domain.notices import AirYear, AirYearPicture, AirYearTable, Someone, YearAir, YearRow
from domain.people import Right
from domain.place import Place
from domain.question import TOLD
from domain.use_cases.broadcasts.collecting import written_clock
from domain.use_cases.scope import Scope
from domain.use_cases.telling import send_file

OF_A_YEAR = 500
"""The 122 broadcasts of a region fit four times."""


async def in_words(scope: Scope, year: int) -> AirYear:
    """`эфиры за 2026`: people of one district see their own."""
    counted = await _counted(scope, year)
    rows = summed(((one.host, one.municipality), one.sum) for one in counted)
    rows.sort(key=lambda pair: pair[0][1])
    listed = tuple(
        YearRow(
            Someone(host),
            scope.region.municipality_name(where),
            row.broadcasts,
            row.questions,
            row.on_air,
            row.in_writing,
        )
        for (host, where), row in rows
    )
    all_ = total(one.sum for one in counted)
    return AirYear(
        str(year),
        all_.broadcasts,
        all_.questions,
        all_.on_air,
        all_.in_writing,
        all_.replied,
        all_.on_time,
        listed,
    )


async def as_table(scope: Scope, place: Place, year: int, *, key: str) -> None:
    """[Таблица]: an .xlsx, among staff or in private."""
    await send_file(scope, place, AirYearTable(str(year), await _listed(scope, year)), key=f"{key}/year")


async def as_picture(scope: Scope, place: Place, year: int, *, key: str) -> None:
    """[Картинка]: a document, among staff or in private."""
    await send_file(scope, place, AirYearPicture(str(year), await _listed(scope, year)), key=f"{key}/year")


async def _listed(scope: Scope, year: int) -> tuple[YearAir, ...]:
    counted = await _counted(scope, year)
    if not counted:
        raise RuleViolation("no-broadcast-over")
    return tuple(
        YearAir(
            one.number,
            one.began,
            Someone(one.host),
            scope.region.municipality_name(one.municipality),
            one.sum.questions,
            one.sum.on_air,
            one.sum.in_writing,
            one.sum.replied,
            one.sum.on_time,
        )
        for one in counted
    )


async def _counted(scope: Scope, year: int) -> list[Counted]:
    """The broadcasts of a year that are over, the earliest first; somebody of one district counts their own."""
    home = scope.home
    scope.must_in(Right.WATCH, home)
    found = []
    for broadcast in await scope.uow.broadcasts.of(home, OF_A_YEAR):
        began = broadcast.started_at or broadcast.planned
        if broadcast.state is State.ENDED and scope.calendar.local(began).year == year:
            sum_ = await _sum(scope, broadcast)
            found.append(Counted(broadcast.number, began, broadcast.host, broadcast.municipality, sum_))
    return sorted(found, key=lambda one: (one.began, one.number))


async def _sum(scope: Scope, broadcast: Broadcast) -> Sum:
    evening = await scope.uow.broadcasts.evening(broadcast.number)
    fate = fates(evening)
    told = {asked.question for asked in evening.asked.values() if asked.status in TOLD}
    written = [number for number, what in fate.items() if what in WRITTEN]
    by = written_clock(scope, broadcast).due(scope.calendar) or scope.now
    replied = on_time = 0
    for number in written:
        question = await scope.uow.questions.find(number) if number in told else None
        if question is not None:
            replied += 1
            on_time += question.first_told_at is not None and question.first_told_at <= by
    return Sum(1, len(fate), sum(what is Fate.ON_AIR for what in fate.values()), len(written), replied, on_time)
