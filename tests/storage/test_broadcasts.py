"""A broadcast is read as it was written; two who tap at once are told apart."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.broadcasts.broadcast import Broadcast, State
from domain.broadcasts.evening import By, Evening
from domain.broadcasts.ports import DeskMessage, Heard
from domain.broadcasts.themes import Reason, ThemeState
from domain.errors import RuleViolation
from storage.engine import Database, StorageError
from tests.storage.build import CHAT, NOW, OFFICIAL, RESIDENT, a_question, asked, message, minutes

MODERATOR = 14
BROADCAST = Broadcast(1, "priozerny", OFFICIAL, NOW, 90, MODERATOR, NOW, NOW, link="vk.com/video-1_2")


def by(after: float = 0) -> By:
    return By(MODERATOR, NOW + minutes(after))


async def announced(database: Database, *numbers: int) -> None:
    await asked(database, *(a_question(number, author=RESIDENT + number) for number in numbers))
    async with database.begin() as uow:
        await uow.broadcasts.add(BROADCAST)
        for number in numbers:
            assert await uow.broadcasts.take(1, number)


async def evening_of(database: Database) -> Evening:
    async with database.reading() as uow:
        return await uow.broadcasts.evening(1)


async def test_an_evening_is_read_as_it_was_saved(database: Database) -> None:
    await announced(database, 1, 2, 3, 4)
    async with database.begin() as uow:
        before = await uow.broadcasts.evening(1)
        after = before.sorted_into({1: 1, 2: 1, 3: 2, 4: 3}, {1: "Дорога на Лесной"}).start(by()).show(by(1), 1)
        after = after.answered(by(6), 1).off_air(by(7), 2, Reason.PERSONAL).split(by(8), 2).pause(by(9))
        after = after.resume(by(10), "vk.com/video-1_3").promised(by(11), 3, NOW + timedelta(days=7))
        after = after.undone(by(11), after.taps[-1].number)
        await uow.broadcasts.save(before, after)

    found = await evening_of(database)

    assert found == after
    assert found.themes[1].state is ThemeState.ANSWERED
    assert found.balance.holds


async def test_a_later_change_writes_what_changed_and_keeps_the_rest(database: Database) -> None:
    await announced(database, 1, 2)
    steps: tuple[Callable[[Evening], Evening], ...] = (
        lambda e: e.sorted_into({1: 1, 2: 2}),
        lambda e: e.start(by()),
        lambda e: e.show(by(1), 2),
        lambda e: e.undone(by(2), e.taps[-1].number),
    )
    for step in steps:
        async with database.begin() as uow:
            before = await uow.broadcasts.evening(1)
            await uow.broadcasts.save(before, step(before))

    found = await evening_of(database)
    assert [(tap.kind.value, tap.undone) for tap in found.taps] == [("start", False), ("show", True), ("undo", False)]
    assert found.themes[2].state is ThemeState.WAITING
    assert found.broadcast.state is State.RUNNING


async def test_of_two_taps_made_on_the_same_evening_one_is_refused(database: Database) -> None:
    await announced(database, 1)
    async with database.begin() as uow:
        before = await uow.broadcasts.evening(1)
        await uow.broadcasts.save(before, before.start(by()))

    with pytest.raises(StorageError):
        async with database.begin() as uow:
            await uow.broadcasts.save(before, before.start(by(1)))


async def test_open_ones_are_found_and_a_post_leads_to_its_broadcast(database: Database) -> None:
    await announced(database, 1)
    async with database.begin() as uow:
        await uow.broadcasts.save_broadcast(BROADCAST.with_post("wall-1_15"))
    async with database.begin() as uow:
        assert [one.number for one in await uow.broadcasts.open()] == [1]
        under = await uow.broadcasts.under("wall-1_15")
        assert under is not None
        assert under.number == 1
        assert await uow.broadcasts.under("wall-1_1") is None
        assert await uow.broadcasts.under("wall-1_151") is None
        await uow.broadcasts.save_broadcast(under.started(NOW).ended(NOW + minutes(90)))
        assert await uow.broadcasts.open() == []
        with pytest.raises(RuleViolation, match="no-such-broadcast"):
            await uow.broadcasts.get(9)


async def test_a_question_belongs_once_and_waits_for_its_theme(database: Database) -> None:
    await announced(database, 1, 2)
    async with database.begin() as uow:
        assert not await uow.broadcasts.take(1, 1)
        before = await uow.broadcasts.evening(1)
        await uow.broadcasts.save(before, before.sorted_into({1: 1}))
        assert await uow.broadcasts.unsorted(1, 10) == [2]
        assert await uow.broadcasts.sorted(1) == {1: 1}
        home = await uow.broadcasts.of_question(2)
        assert home is not None
        assert home.number == 1
        assert await uow.broadcasts.of_question(7) is None


async def test_messages_are_counted_once_and_equal_ones_are_found(database: Database) -> None:
    await announced(database)
    async with database.begin() as uow:
        for number in (1, 2, 2, 3):
            await uow.broadcasts.heard(Heard(1, message(number), NOW + minutes(number), RESIDENT + number, 77, True))
        assert await uow.broadcasts.messages(1) == 3
        assert await uow.broadcasts.alike(1, 77, NOW + minutes(2)) == [RESIDENT + 2, RESIDENT + 3]


async def test_the_desk_s_message_is_remembered(database: Database) -> None:
    await announced(database)
    place = message(0, CHAT)
    async with database.begin() as uow:
        assert await uow.broadcasts.desk(1) is None
        await uow.broadcasts.save_desk(DeskMessage(1, place))
        await uow.broadcasts.save_desk(DeskMessage(1, place.at(17), 3, NOW, "digest"))
    async with database.begin() as uow:
        assert await uow.broadcasts.desk(1) == DeskMessage(1, place.at(17), 3, NOW, "digest")


async def test_who_wrote_during_a_broadcast_is_forgotten_with_the_person(database: Database) -> None:
    await announced(database, 1)
    async with database.begin() as uow:
        await uow.broadcasts.heard(Heard(1, message(1), NOW, RESIDENT + 1, 77, True))
    async with database.begin() as uow:
        await uow.erase(RESIDENT + 1)

    found = await evening_of(database)
    assert (found.asked[1].author, found.asked[1].text) == (0, "")
    async with database.reading() as uow:
        assert await uow.broadcasts.alike(1, 77, NOW) == [0]


async def test_the_mark_changes_with_whatever_is_shown_and_the_pulse_with_taps_alone(database: Database) -> None:
    await announced(database, 1, 2)

    async def seen() -> tuple[str, str]:
        async with database.reading() as uow:
            return await uow.broadcasts.mark(1), await uow.broadcasts.pulse(1)

    first = await seen()
    assert await seen() == first
    async with database.begin() as uow:
        question = await uow.questions.get(2)
        await uow.questions.save(replace(question, votes=question.votes + 1))
    voted = await seen()
    assert (voted[0] != first[0], voted[1] == first[1]) == (True, True)
    async with database.begin() as uow:
        before = await uow.broadcasts.evening(1)
        await uow.broadcasts.save(before, before.sorted_into({1: 1, 2: 2}).start(by()).show(by(1), 2))
    shown = await seen()
    assert (shown[0] != voted[0], shown[1] != voted[1]) == (True, True)
    async with database.reading() as uow:
        assert (await uow.broadcasts.mark(77), await uow.broadcasts.pulse(77)) == ("", "")


async def test_what_ended_a_moment_ago_is_still_looked_after_and_so_is_what_waits_for_it(database: Database) -> None:
    await announced(database, 1, 2)
    async with database.begin() as uow:
        kept = (await uow.questions.get(2)).for_broadcast()
        await uow.questions.save(kept)
        before = await uow.broadcasts.evening(1)
        await uow.broadcasts.save(before, before.start(by()).end(by(90)))
    async with database.begin() as uow:
        assert await uow.broadcasts.unsounded(1, 10) == [2]
        assert [one.number for one in await uow.broadcasts.lately(NOW)] == [1]
    async with database.begin() as uow:
        assert await uow.broadcasts.lately(NOW + minutes(91)) == []


async def test_the_screens_pulse_beats_for_a_hidden_name_on_it_and_for_no_other(database: Database) -> None:
    await announced(database, 1, 2)
    async with database.begin() as uow:
        before = await uow.broadcasts.evening(1)
        await uow.broadcasts.save(before, before.sorted_into({1: 1, 2: 2}).start(by()).show(by(1), 1))

    async def looked() -> tuple[str, str]:
        async with database.reading() as uow:
            return await uow.broadcasts.pulse(1), await uow.broadcasts.mark(1)

    async def hidden(question: int) -> None:
        async with database.begin() as uow:
            await uow.broadcasts.hide_name(question, hidden=True)

    first = await looked()
    await hidden(2)
    second = await looked()
    await hidden(1)
    third = await looked()

    assert first[0] == second[0] != third[0]
    assert len({first[1], second[1], third[1]}) == 3, "the desk shows all of them"
