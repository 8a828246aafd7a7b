"""What limits and rights ask the database: who asked how much lately, who was told how much, who was stopped."""

from datetime import timedelta

from domain.notices import AnswerForFollower, HelpOfficial, Quote, Receipt, Someone, Verbatim
from domain.ports import Entry
from domain.question import Status
from storage.engine import Database
from tests.storage.build import (
    NOW,
    OFFICIAL,
    RESIDENT,
    a_person,
    a_question,
    a_region,
    asked,
    dialog,
    message,
    minutes,
    say,
)

NEIGHBOUR = 777


async def test_what_somebody_asked_lately_written_or_not(database: Database) -> None:
    old = a_question(1, asked_at=NOW - timedelta(hours=2))
    await asked(database, old, a_question(2, asked_at=NOW - minutes(5)), a_question(3, author=NEIGHBOUR))
    async with database.begin(NOW) as uow:
        await uow.questions.add(a_question(4))
        lately = await uow.questions.lately(RESIDENT, NOW - timedelta(hours=1))
        await uow.questions.add(a_question(5))
        later = await uow.questions.lately(RESIDENT, NOW - timedelta(hours=1))

    assert [question.number for question in lately] == [2, 4]
    assert [question.number for question in later] == [2, 4, 5]


async def test_many_people_are_asked_about_at_once(database: Database) -> None:
    await asked(database, a_question(1), a_question(2, author=NEIGHBOUR))
    async with database.begin(NOW) as uow:
        await uow.questions.expect_askers({RESIDENT, NEIGHBOUR, 888}, NOW - minutes(60))
        found = [await uow.questions.lately(person, NOW - minutes(60)) for person in (RESIDENT, NEIGHBOUR, 888)]

    assert [[question.number for question in one] for one in found] == [[1], [2], []]


async def test_many_questions_are_read_at_once(database: Database) -> None:
    await asked(database, a_question(1), a_question(2))
    async with database.begin(NOW) as uow:
        await uow.questions.save((await uow.questions.get(1)).withdrawn(NOW))
        await uow.questions.expect_numbers({1, 2, 9})
        found = [await uow.questions.find(number) for number in (1, 2, 9)]

    assert [one and one.status for one in found] == [Status.WITHDRAWN, Status.NEW, None]


async def test_a_question_changed_meanwhile_is_told_as_it_is(database: Database) -> None:
    await asked(database, a_question(1))
    async with database.begin(NOW) as uow:
        question = await uow.questions.get(1)
        await uow.questions.save(question.withdrawn(NOW))
        (told,) = await uow.questions.lately(RESIDENT, NOW - minutes(60))

    assert told.status is Status.WITHDRAWN


async def test_who_owes_an_answer(database: Database) -> None:
    await asked(
        database,
        a_question(1, status=Status.ASSIGNED, assignee=OFFICIAL),
        a_question(2, status=Status.CLOSED, assignee=13),
        a_question(3, status=Status.PROMISED, assignee=12),
        a_question(4),
    )
    async with database.reading() as uow:
        assert await uow.questions.owners() == [OFFICIAL]


async def test_changes_of_a_kind_since_a_moment(database: Database) -> None:
    await asked(database, a_question(1))
    async with database.begin(NOW) as uow:
        for ago, what in ((5, "added"), (0.5, "added"), (0.2, "added"), (0.1, "edited")):
            await uow.history.add(Entry(1, NOW - minutes(ago), RESIDENT, what, "слова"))
        assert await uow.history.count(1, "added", NOW - minutes(1)) == 2
        assert await uow.history.count(2, "added", NOW - minutes(1)) == 0


async def test_only_the_bots_own_words_to_a_person_count(database: Database) -> None:
    async with database.begin(NOW) as uow:
        await say(uow, "mine", dialog(RESIDENT), Receipt(1, NOW), to=RESIDENT)
        await say(uow, "help", dialog(RESIDENT), HelpOfficial(), to=RESIDENT)
        await say(uow, "neighbour", message(3), Receipt(2, NOW), to=NEIGHBOUR)
        answer = AnswerForFollower(1, Quote("где?"), Verbatim("тут"), Someone(OFFICIAL))
        await say(uow, "answer", dialog(RESIDENT), answer, to=RESIDENT)
    async with database.begin(NOW + minutes(1)) as uow:
        assert await uow.outbox.told_lately(RESIDENT, NOW - minutes(1)) == 3
        assert await uow.outbox.told_lately(RESIDENT, NOW) == 0


async def test_somebody_stopped_is_nobody_until_appointed_or_until_stops_are_lifted(database: Database) -> None:
    async with database.begin(NOW) as uow:
        await uow.regions.replace(a_region(), "file")
        before = await uow.regions.version()
        await uow.regions.stop_person(1)
        assert await uow.regions.version() > before
    async with database.begin(NOW) as uow:
        await uow.regions.replace(a_region(), "another file")
        region = await uow.regions.load()
        assert region is not None
        assert [person.vk_id for person in region.people] == [2]
        await uow.regions.save_person(a_person(1))
        again = await uow.regions.load()
        assert again is not None
        assert {person.vk_id for person in again.people} == {1, 2}
        await uow.regions.stop_person(2)
        await uow.regions.lift_stops()
        assert await uow.regions.load() == again
