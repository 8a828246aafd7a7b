"""«Удалите всё обо мне»: no word of the person stays anywhere."""

from pathlib import Path

from sqlalchemy import select

from domain.answer import Answer, AnswerKind
from domain.names import Name
from domain.notices import Line, MorningQueue, NewcomerHeld, Quote, Recorded, RumourSpotted, Someone
from domain.ports import Dialog, Draft, Entry, Vote
from domain.removals import Removal, What
from domain.rumours import Rumour, Sighting
from storage.columns import metadata
from storage.engine import Database
from storage.inbox import RawEvent
from tests.storage.build import (
    COMMUNITY,
    NOW,
    OFFICIAL,
    RESIDENT,
    a_card,
    a_question,
    asked,
    deliver,
    dialog,
    message,
    say,
)
from tests.storage.conftest import on_sqlite

SECRET = "Секретова-Тайная"
NEIGHBOUR = 777


async def everything_known_about(database: Database) -> None:
    mine = a_question(
        1, text=f"{SECRET}: где вода?", address=SECRET, attachments=(SECRET,), reason=SECRET, because=SECRET
    )
    withdrawn = a_question(2, text=SECRET)
    await asked(database, mine, withdrawn, a_question(3, author=NEIGHBOUR))
    async with database.begin() as uow:
        await uow.names.save({RESIDENT: Name(SECRET, SECRET, 1), NEIGHBOUR: Name("Пётр", "Соседов", 2)})
        await uow.votes.add(Vote(3, RESIDENT, NOW, message(50), SECRET))
        await uow.history.add(Entry(1, NOW, RESIDENT, "asked", SECRET))
        await uow.history.add(Entry(1, NOW, None, "edited", SECRET))
        await uow.dialogs.save(Dialog(COMMUNITY, RESIDENT, RESIDENT, True, NOW, NOW, expecting="left", facts=SECRET))
        await uow.dialogs.save_draft(Draft(COMMUNITY, RESIDENT, dialog(RESIDENT).at(3), (SECRET,), (), (3,), NOW, NOW))
        await uow.answers.add(Answer("a", 1, AnswerKind.FINAL, "Дали.", OFFICIAL, NOW, message(60), before=SECRET))
        await uow.rumours.save(Rumour(1, SECRET, "priozerny", message(70), NOW, RESIDENT))
        await uow.rumours.saw(Sighting(1, message(70), RESIDENT, NOW))
        held = NewcomerHeld("1", "link", str(RESIDENT), Someone(RESIDENT), Quote(SECRET), "", "", "", matter=False)
        await uow.removals.save(Removal(1, What.MESSAGE, message(71), "priozerny", RESIDENT, NOW, text=SECRET))
        await uow.speakers.heard(message(71), RESIDENT, NOW)
        await say(uow, "held", dialog(OFFICIAL), held, to=OFFICIAL)
        spotted = RumourSpotted("1", "", Quote(SECRET), Someone(RESIDENT), NOW)
        await say(uow, "rumour", dialog(OFFICIAL), spotted, to=OFFICIAL)
        line = Line(1, Quote(SECRET), NOW, None, False, None, 0)
        await say(uow, "card", dialog(OFFICIAL), a_card(mine), question=1, to=OFFICIAL)
        await say(uow, "list", dialog(OFFICIAL), MorningQueue((line,)), to=OFFICIAL)
        await say(uow, "mine", dialog(RESIDENT), Recorded(1, Quote(SECRET), None, None, "chat"), to=RESIDENT)
    await deliver(database, words=f"Слова: {SECRET}")
    async with database.begin() as uow:
        await say(uow, "later list", dialog(OFFICIAL), MorningQueue((line,)), to=OFFICIAL)
        await say(uow, "later held", dialog(OFFICIAL), held, to=OFFICIAL)
        await say(uow, "later rumour", dialog(OFFICIAL), spotted, to=OFFICIAL)
        await say(uow, "later card", dialog(OFFICIAL), a_card(mine), question=1, to=OFFICIAL)
        event = RawEvent("e", "message_new", RESIDENT, None, f'{{"from_id": {RESIDENT}, "text": "{SECRET}"}}'.encode())
        await uow.inbox.accept(COMMUNITY, [event], None, NOW)
        (row,) = await uow.inbox.waiting(NOW, 1)
        await uow.inbox.quarantine(row.id, SECRET)


async def erase(database: Database) -> int:
    async with database.begin() as uow:
        withdrawn = await uow.questions.get(2)
        await uow.questions.save(withdrawn.withdrawn(NOW))
        return await uow.erase(RESIDENT)


async def test_no_table_keeps_a_word(database: Database) -> None:
    await everything_known_about(database)
    await erase(database)
    async with database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in await connection.execute(select(table)):
                assert SECRET not in str([value.decode() if isinstance(value, bytes) else value for value in row])


@on_sqlite  # PostgreSQL keeps dead rows until its own VACUUM
async def test_no_byte_of_the_file_keeps_a_word(database: Database, url: str) -> None:
    await everything_known_about(database)
    await erase(database)
    await database.checkpoint()
    file = Path(url.removeprefix("sqlite:///"))
    kept = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert SECRET.encode() not in kept
    assert "Соседов".encode() in kept


async def test_nothing_tells_who_spread_a_rumour_or_answered_whom(database: Database) -> None:
    await everything_known_about(database)
    async with database.begin() as uow:
        for mark in (f"replier/2026-11/{RESIDENT}", f"newcomer/{RESIDENT}/3", f"insult/{RESIDENT}/2026-11-24/1.2.3"):
            await uow.diary.once(mark, NOW)
        await uow.diary.once(f"replier/2026-11/{NEIGHBOUR}", NOW)
    await erase(database)
    async with database.reading() as uow:
        rumour, [sighting] = await uow.rumours.get(1), await uow.rumours.sightings(1)
        assert (rumour.claim, rumour.teller, sighting.teller) == ("", 0, 0)
        assert ((await uow.removals.get(1)).author, (await uow.removals.get(1)).has_words) == (0, False)
        assert await uow.speakers.heard_since(message(71)) is None
        assert await uow.diary.marks("") == [f"replier/2026-11/{NEIGHBOUR}"]


async def test_the_figures_stay(database: Database) -> None:
    await everything_known_about(database)
    assert await erase(database) == 2
    async with database.reading() as uow:
        question = await uow.questions.get(1)
        assert (question.author, question.text, question.municipality) == (0, "", "priozerny")
        assert (await uow.questions.get(3)).author == NEIGHBOUR
        assert await uow.votes.has(3, RESIDENT)
        assert (await uow.answers.of(1))[0].text == "Дали."


async def test_words_sent_while_they_were_being_erased_are_not_kept(database: Database) -> None:
    await asked(database, a_question())
    async with database.begin() as uow:
        await say(uow, "card", dialog(OFFICIAL), a_card(a_question()), question=1, to=OFFICIAL)
    async with database.begin() as uow:
        (row,) = await uow.outbox.claim(NOW, 1, NOW - NOW, "sender")
        await uow.erase(RESIDENT)
    async with database.begin() as uow:
        await uow.outbox.sent(row.id, NOW, 5, SECRET)
    async with database.engine.connect() as connection:
        words = await connection.scalars(select(metadata.tables["outbox"].c.words))
        assert words.all() == [""]


async def test_a_question_taken_back_takes_its_words_out_of_what_was_said(database: Database) -> None:
    question = a_question(text=SECRET)
    await asked(database, question)
    async with database.begin() as uow:
        await say(uow, "card", dialog(OFFICIAL), a_card(question), question=1, to=OFFICIAL)
    await deliver(database, words=SECRET)
    async with database.begin() as uow:
        await uow.questions.save((await uow.questions.get(1)).withdrawn(NOW))
    async with database.engine.connect() as connection:
        rows = (await connection.execute(select(metadata.tables["outbox"]))).all()
        assert SECRET not in str(rows)
