"""What layouts of buttons are made of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from bot.texts.setting import Setting
from domain import notices as n
from handlers import payloads as p

IN_A_ROW = 5
OPEN_BUTTONS = 8
DAYS_OFFERED = 4
PEOPLE_OFFERED = 8
TOPICS_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a page; `phrase` names its label."""

    phrase: str
    url: str


Row: TypeAlias = "list[p.Payload | Link]"
Rows: TypeAlias = "list[Row]"
Layout: TypeAlias = Callable[[Any, Setting], Rows]
Layouts: TypeAlias = dict[type[n.Notice], Layout]


def in_rows(buttons: list[Any]) -> Rows:
    """Evenly: six buttons are three and three rather than five and one."""
    rows = -(-len(buttons) // IN_A_ROW) or 1
    size = -(-len(buttons) // rows) or 1
    return [buttons[start : start + size] for start in range(0, len(buttons), size)]


def opens(lines: Iterable[n.Line], most: int = OPEN_BUTTONS) -> Rows:
    """[№214] for each line of a list."""
    return in_rows([p.Open(line.number) for line in list(lines)[:most]])


def working_days(setting: Setting) -> Iterator[date]:
    """Days one may promise: today while it is worked, then the working days after it."""
    calendar = setting.region.calendar
    day = today(setting)
    closing = calendar.closing(day)
    if closing is not None and setting.now < closing:
        yield day
    while True:
        day = calendar.add_working_days(day, 1)
        yield day


def offered_days(number: int, setting: Setting) -> Rows:
    """The next days to promise, and any other."""
    days = working_days(setting)
    offered = [p.DateIs(number, next(days).isoformat()) for _ in range(DAYS_OFFERED)]
    return [[*offered, p.DateIs(number, "")]]


def place_link(link: str) -> Row:
    """Where something stands in VK, when VK can show it."""
    return [Link("link-place", link)] if link else []


def official_link(link: str) -> Row:
    """Where to write officially, when the region names it."""
    return [Link("link-official", link)] if link else []


def open_it(notice: Any, _: Setting) -> Rows:
    """The card of the notice's question."""
    return [[p.Open(notice.number)]]


def today(setting: Setting) -> date:
    """The day where the region is."""
    return setting.region.calendar.local(setting.now).date()


def of_act(air: int, act: n.AirAct) -> p.Air:
    """The button of something a moderator may do on the desk."""
    return p.Air(air, act.what, act.theme, act.version, act.word)
