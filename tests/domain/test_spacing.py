"""Bursts look like spam (failures.md 1): what residents did not ask for goes out in slots."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from domain import notices
from domain.notices import Notice
from domain.pace import AT_ONCE, SLOT, first_slot, leaves_at
from tests.build import CALM

START = datetime(2026, 1, 1, tzinfo=UTC)

moments = st.timedeltas(timedelta(), timedelta(days=1500)).map(START.__add__)
lucks = st.integers(0).map(lambda seed: [crc32(b"%d/%d" % (seed, number)) for number in range(300)])


def leaving(wanted: datetime, luck: list[int]) -> list[datetime]:
    """When notices wanted at the same moment leave, each in the next free slot."""
    first = first_slot(wanted)
    return [leaves_at(first + number, wanted, one) for number, one in enumerate(luck)]


@CALM
@given(moments, lucks)
def test_row_1_three_hundred_notices_take_a_quarter_of_an_hour_at_least(wanted: datetime, luck: list[int]) -> None:
    times = leaving(wanted, luck)
    assert times[0] == wanted
    assert times[-1] - times[0] >= timedelta(minutes=15)


@CALM
@given(moments, lucks)
def test_row_1_no_minute_sees_more_than_twenty(wanted: datetime, luck: list[int]) -> None:
    times = leaving(wanted, luck)
    assert all(later - earlier >= timedelta(minutes=1) for earlier, later in zip(times, times[20:], strict=False))


@CALM
@given(moments, lucks)
def test_row_1_they_leave_in_order_and_not_in_step(wanted: datetime, luck: list[int]) -> None:
    times = leaving(wanted, luck)[AT_ONCE:]
    gaps = {later - earlier for earlier, later in pairwise(times)}
    assert min(gaps) > timedelta()
    assert max(gaps) < 2 * SLOT
    assert len(gaps) > 100


@given(moments, st.integers(0, 2**31 - 1))
def test_a_few_go_at_once(wanted: datetime, luck: int) -> None:
    assert leaving(wanted, [luck] * AT_ONCE) == [wanted] * AT_ONCE


@given(moments, st.timedeltas(timedelta(minutes=1), timedelta(days=1)), st.integers(0, 2**31 - 1))
def test_what_waits_for_the_morning_takes_a_slot_of_the_morning(now: datetime, later: timedelta, luck: int) -> None:
    assert leaves_at(first_slot(now + later), now + later, luck) == now + later


def test_what_somebody_waits_for_is_not_paced() -> None:
    """Answers, receipts and cards: whoever wrote or has to answer is looking at the screen."""
    kinds = [kind for kind in vars(notices).values() if isinstance(kind, type) and issubclass(kind, Notice)]
    assert {kind.__name__ for kind in kinds if kind.unasked} == {
        "AnswerForFollower", "ConfirmAgain", "ConfirmAsk", "HandedToResident", "HeardInChat", "HeardOnAir", "NotOnAir",
        "OneForAll", "OverdueToResident", "OwnAgain", "PromiseMoved", "StillNothing", "Unheard", "WasAway",
    }  # fmt: skip
