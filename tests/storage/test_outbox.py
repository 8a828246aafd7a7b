"""What the bot says: once, in order, and not when it lost its sense."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.notices import Card, Confirmed, Priority, Receipt, Reminder, Someone, UrgentAdvice
from domain.ports import Verb
from storage.engine import Database
from storage.sending import random_id_of
from storage.tables import outbox
from tests.storage.build import (
    CHAT,
    COMMUNITY,
    LEASE,
    NOW,
    OFFICIAL,
    OTHER_CHAT,
    RESIDENT,
    a_card,
    a_question,
    asked,
    claim,
    deliver,
    dialog,
    keys,
    message,
    minutes,
    say,
)

HERE, THERE = message(1), message(1, OTHER_CHAT)


async def test_a_notice_comes_out_as_it_went_in(database: Database) -> None:
    card = replace(a_card(a_question()), notes=("Проверил: авария",), earlier_by=Someone(OFFICIAL))
    async with database.begin(NOW) as uow:
        await say(uow, "card", dialog(OFFICIAL), card, question=1, to=OFFICIAL, reply=True)
    (row,) = await claim(database)
    assert (row.verb, row.place, row.notice) == (Verb.SAY, dialog(OFFICIAL), card)
    assert (row.question, row.to, row.reply, row.created_at) == (1, OFFICIAL, True, NOW)
    assert (row.own, row.reminds, row.priority) == (True, True, Priority.CARD)


async def test_the_same_key_is_said_once(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "hello", HERE, Receipt(1, NOW))
        await say(uow, "hello", HERE, Receipt(2, NOW))
    async with database.begin() as uow:
        await say(uow, "hello", HERE, Receipt(3, NOW))
    assert [row.notice for row in await deliver(database)] == [Receipt(1, NOW)]


async def test_a_conversation_is_told_one_thing_at_a_time_in_order(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "first", HERE)
        await say(uow, "second", HERE)
        await say(uow, "elsewhere", THERE)
    assert await keys(database) == ["first", "elsewhere"]
    assert await keys(database) == []


async def test_the_next_one_goes_when_the_first_is_sent(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "first", HERE)
        await say(uow, "second", HERE)
    (first,) = await claim(database)
    async with database.begin() as uow:
        await uow.outbox.sent(first.id, NOW, 77, "Принято.")
    assert await keys(database) == ["second"]


async def test_urgent_ones_are_taken_before_lists(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "reminder", dialog(1), Reminder(()))
        await say(uow, "receipt", dialog(2))
        await say(uow, "advice", dialog(3), UrgentAdvice(1, "gas"))
        await uow.outbox.put(Verb.REACT, dialog(4).at(5), None, key="reaction", fact="10")
    assert await keys(database) == ["advice", "reaction", "receipt", "reminder"]


async def test_what_waits_for_the_morning_lets_others_pass(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "morning", HERE, not_before=NOW + timedelta(hours=8))
        await say(uow, "now", HERE)
    assert [row.key for row in await deliver(database)] == ["now"]
    assert await keys(database, NOW + timedelta(hours=8)) == ["morning"]


async def test_what_waits_for_its_retry_holds_its_conversation_only(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "first", HERE)
        await say(uow, "second", HERE)
        await say(uow, "elsewhere", THERE)
    first, elsewhere = await claim(database)
    async with database.begin() as uow:
        await uow.outbox.retry(first.id, NOW + minutes(1), "timeout")
        await uow.outbox.sent(elsewhere.id, NOW, 5, "Принято.")
    assert await keys(database) == []
    (again,) = await claim(database, NOW + minutes(1))
    assert (again.key, again.attempts) == ("first", 1)


async def test_a_crashed_sender_s_row_is_taken_again_when_its_lease_is_over(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "first", HERE)
        await say(uow, "second", HERE)
    assert await keys(database) == ["first"]
    assert await keys(database, NOW + LEASE - timedelta(seconds=1)) == []
    assert await keys(database, NOW + LEASE) == ["first"]


@pytest.mark.parametrize("end", ["refused", "quarantine", "cancel_row"])
async def test_what_is_over_makes_room_for_the_next(database: Database, end: str) -> None:
    async with database.begin() as uow:
        await say(uow, "first", HERE)
        await say(uow, "second", HERE)
    (first,) = await claim(database)
    async with database.begin() as uow:
        if end == "refused":
            await uow.outbox.refused(first.id, 901, "no permission")
        elif end == "quarantine":
            await uow.outbox.quarantine(first.id, "no such text")
        else:
            await uow.outbox.cancel_row(first.id)
    assert await keys(database) == ["second"]


async def test_parts_of_a_long_text_are_counted(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "long", HERE)
    (row,) = await claim(database)
    async with database.begin() as uow:
        await uow.outbox.part_sent(row.id, 2)
    assert [row.parts for row in await claim(database, NOW + LEASE)] == [2]


async def test_a_message_of_the_bot_is_found_where_it_stands_and_leads_to_its_question(database: Database) -> None:
    question = a_question()
    await asked(database, question)
    async with database.begin() as uow:
        await say(uow, "card", dialog(OFFICIAL), a_card(question), question=1, to=OFFICIAL)
    (card,) = await deliver(database)
    there = dialog(OFFICIAL).at(1000 + card.id)
    async with database.reading() as uow:
        assert await uow.questions.under(there) == question
        sent = await uow.outbox.find_sent(there)
        assert sent is not None
        assert (sent.place, sent.notice, sent.question, sent.sent_at) == (there, card.notice, 1, NOW)
        assert [found.id for found in await uow.outbox.sent_about(1, Card)] == [card.id]
        assert await uow.outbox.sent_about(1, Confirmed) == []


async def test_an_edit_leaves_no_second_message(database: Database) -> None:
    await asked(database, a_question())
    async with database.begin() as uow:
        await uow.outbox.put(Verb.EDIT, HERE.at(40), Confirmed(1, Someone(RESIDENT)), key="outcome", question=1)
    (edit,) = await claim(database)
    async with database.begin() as uow:
        await uow.outbox.sent(edit.id, NOW, 40, "Спасибо!")
        assert await uow.outbox.find_sent(HERE.at(40)) is None
        assert await uow.questions.under(HERE.at(40)) is None


async def test_reminders_of_an_answered_question_are_withdrawn(database: Database) -> None:
    first, second = a_question(1), a_question(2)
    async with database.begin() as uow:
        for question in (first, second):
            await say(uow, f"card {question.number}", dialog(OFFICIAL), a_card(question), question=question.number)
        await say(uow, "receipt", HERE, question=1)
    async with database.begin() as uow:
        await uow.outbox.withdraw_reminders(1)
    assert [row.key for row in await deliver(database)] == ["receipt", "card 2"]


async def test_a_reminder_put_in_the_same_transaction_is_withdrawn_but_not_a_later_one(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "card", dialog(OFFICIAL), a_card(a_question()), question=1)
        await uow.outbox.withdraw_reminders(1)
        await say(uow, "card again", dialog(OFFICIAL), a_card(a_question()), question=1)
    assert [row.key for row in await deliver(database)] == ["card again"]


async def test_what_was_not_sent_can_be_taken_back(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "answer", HERE)
        assert await uow.outbox.cancel("answer")
        assert not await uow.outbox.cancel("unheard of")
    assert await keys(database) == []


async def test_what_is_on_its_way_cannot_be_taken_back(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "answer", HERE)
    await claim(database)
    async with database.begin() as uow:
        assert not await uow.outbox.cancel("answer")
    async with database.begin(NOW + LEASE) as uow:
        assert not await uow.outbox.cancel("answer"), "after a crash nobody knows"


async def test_texts_of_a_chat_are_counted_sent_or_waiting(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "yesterday", HERE)
    await deliver(database, NOW - timedelta(days=1))
    async with database.begin() as uow:
        await say(uow, "sent", HERE)
    await deliver(database)
    async with database.begin() as uow:
        await say(uow, "waiting", HERE, Receipt(2, NOW), to=RESIDENT)
        await say(uow, "advice", HERE, UrgentAdvice(1, "gas"))
        await say(uow, "elsewhere", THERE)
        await uow.outbox.put(Verb.REACT, HERE, None, key="reaction")
        assert await uow.outbox.own_texts(COMMUNITY, CHAT, NOW) == 2
        assert await uow.outbox.said_to(RESIDENT, Receipt, NOW) == 1
        assert await uow.outbox.said_to(RESIDENT, Card, NOW) == 0


def test_the_random_id_depends_on_vk_s_names_of_things_only() -> None:
    ids = {random_id_of(f"key {number}", COMMUNITY, CHAT) for number in range(1000)}
    assert len(ids) == 1000
    assert all(0 < id_ <= 0x7FFFFFFF for id_ in ids)
    assert random_id_of("key", COMMUNITY, CHAT) == random_id_of("key", COMMUNITY, CHAT) != random_id_of("key", 1, CHAT)


async def test_a_notice_of_a_newer_version_is_handed_over_as_unreadable(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "future", HERE)
        await uow.flush()
        await uow.outbox._batch.execute(outbox.update().values(notice="Telepathy"))
    (row,) = await claim(database)
    assert row.notice is None
    assert row.unreadable
