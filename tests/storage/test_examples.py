"""What people decided is kept to learn from, without a second copy of anybody's words."""

from dataclasses import replace
from datetime import timedelta

from domain.ports import CHATTER, HANDED, Decided, Known, Source
from storage.engine import Database
from storage.purging import purge
from tests.storage.build import NOW, RESIDENT, a_question, asked

LATER = NOW + timedelta(days=400)


async def known(database: Database) -> list[tuple[str, str, Source]]:
    async with database.reading() as uow:
        return [(one.text, one.topic, one.source) for one in await uow.examples.all()]


async def test_the_latest_decision_about_a_question_counts(database: Database) -> None:
    await asked(database, a_question(1, text="яма"), a_question(2, text="темно"))
    async with database.begin() as uow:
        await uow.examples.decided(1, Decided(Source.ANSWERED, "lighting"), NOW)
        await uow.examples.decided(1, Decided(Source.DECIDED, "water"), NOW)
        await uow.examples.decided(2, Decided(Source.DECIDED, "lighting"), NOW)
    async with database.begin() as uow:
        await uow.examples.decided(1, Decided(Source.DECIDED, "roads"), NOW + timedelta(hours=1))
        await uow.examples.decided(2, Decided(Source.ANSWERED, "water"), NOW + timedelta(hours=1))

    assert await known(database) == [("темно", "lighting", Source.DECIDED), ("яма", "roads", Source.DECIDED)]


async def test_an_answer_never_outweighs_a_decision_of_the_same_moment(database: Database) -> None:
    await asked(database, a_question(1, text="яма"))
    async with database.begin() as uow:
        await uow.examples.decided(1, Decided(Source.DECIDED, "roads"), NOW)
        await uow.examples.decided(1, Decided(Source.ANSWERED, "water"), NOW)

    assert await known(database) == [("яма", "roads", Source.DECIDED)]


async def test_the_words_are_the_question_s_and_go_with_them(database: Database) -> None:
    await asked(database, a_question(1, text="яма у дома"), a_question(2, text="темно", author=RESIDENT + 1))
    async with database.begin() as uow:
        for number in (1, 2):
            await uow.examples.decided(number, Decided(Source.DECIDED, "roads"), NOW)
    async with database.begin() as uow:
        await uow.erase(RESIDENT)

    assert [text for text, _, _ in await known(database)] == ["темно"]


async def test_a_purge_takes_what_was_imported_a_year_ago(database: Database) -> None:
    async with database.begin() as uow:
        await uow.examples.imported([Known("яма", "roads", NOW, "Ямы")], NOW)
        await uow.examples.imported([Known("темно", "lighting", NOW)], LATER - timedelta(days=1))

    assert (await purge(database, LATER)).examples == 1
    assert await known(database) == [("темно", "lighting", Source.IMPORTED)]


async def test_a_row_imported_again_is_the_same_row(database: Database) -> None:
    for topic in ("roads", "water"):
        async with database.begin() as uow:
            await uow.examples.imported([Known("яма", topic, NOW)], NOW)

    assert await known(database) == [("яма", "water", Source.IMPORTED)]


async def test_new_decisions_are_counted_and_imports_are_not(database: Database) -> None:
    await asked(database, *(replace(a_question(n), number=n) for n in (1, 2, 3)))
    async with database.begin() as uow:
        await uow.examples.decided(1, Decided(Source.DECIDED, "roads"), NOW)
        await uow.examples.decided(2, Decided(Source.ANSWERED, "roads"), NOW + timedelta(hours=1))
        await uow.examples.decided(3, Decided(Source.DECIDED, None, CHATTER), NOW + timedelta(hours=1))
        await uow.examples.imported([Known("яма", "roads", NOW)], NOW + timedelta(hours=1))
    async with database.reading() as uow:
        assert await uow.examples.since(None) == 2
        assert await uow.examples.since(NOW) == 1
        assert await uow.examples.counts() == {"decided": 1, "answered": 1, "imported": 1, "chatter": 1}


async def test_signs_of_a_verdict_go_with_what_their_author_wrote(database: Database) -> None:
    await asked(database, a_question(1, text="яма"), a_question(2, text="темно", author=RESIDENT + 1))
    async with database.begin() as uow:
        await uow.examples.decided(1, Decided(Source.DECIDED, None, CHATTER, "[1, 2]"), NOW)
        await uow.examples.decided(2, Decided(Source.DECIDED, signs="[3, 4]"), NOW + timedelta(minutes=1))
        await uow.examples.decided(2, Decided(Source.ANSWERED, signs="[5]"), NOW + timedelta(minutes=2))
    async with database.reading() as uow:
        assert [(one.signs, one.is_question) for one in await uow.examples.verdicts()] == [
            ("[1, 2]", False),
            ("[3, 4]", True),
        ]
        assert await uow.examples.since(None) == 2
    async with database.begin() as uow:
        await uow.erase(RESIDENT)

    async with database.reading() as uow:
        assert [one.signs for one in await uow.examples.verdicts()] == ["[3, 4]"]


async def test_whom_questions_were_handed_to_is_counted_by_topic_and_municipality(database: Database) -> None:
    await asked(database, *(replace(a_question(n, text="яма"), topic="roads") for n in (1, 2, 3)))
    async with database.begin() as uow:
        for number, to in ((1, 103), (2, 103), (3, 104)):
            await uow.examples.decided(number, Decided(Source.DECIDED, executor=to), NOW)
        await uow.examples.decided(3, Decided(Source.DECIDED, executor=103), NOW + timedelta(hours=1))
        await uow.examples.decided(3, Decided(Source.ANSWERED, "roads", executor=101), NOW)
    async with database.reading() as uow:
        home = (await uow.questions.get(1)).municipality
        early = NOW - timedelta(days=1)
        assert await uow.examples.handed(home, "roads", early) == {103: 3}
        assert await uow.examples.handed(home, None, early) == {}
        assert await uow.examples.handed("elsewhere", "roads", early) == {}
        assert await uow.examples.handed(home, "roads", NOW) == {103: 1}
        assert [(one.topic, one.executor) for one in await uow.examples.all()] == [
            ("", 103),
            ("", 103),
            ("roads", 101),
            ("", 103),
        ]
        assert await uow.examples.since(None) == 4
        assert await uow.examples.counts() == {"answered": 1, HANDED: 3}
