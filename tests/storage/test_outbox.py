"""What the bot says: once, in order, and not when it lost its sense."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.notices import (
    AnswerForFollower,
    Card,
    Confirmed,
    DonePop,
    Priority,
    Quote,
    Receipt,
    Reminder,
    Someone,
    UrgentAdvice,
    Verbatim,
)
from domain.pace import AT_ONCE, SPACING, Spacing
from domain.place import Place, PlaceKind
from domain.ports import ChatState, Verb
from storage.engine import Database
from storage.sending import OutboxRow, random_id_of
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

A_FOLLOWER_S = AnswerForFollower(1, Quote("Когда починят фонарь?"), Verbatim("Починили."), Someone(OFFICIAL))


async def sent(database: Database, at: datetime, rows: list[OutboxRow]) -> None:
    async with database.begin() as uow:
        for row in rows:
            await uow.outbox.sent(row.id, at, 1000 + row.id, "Принято.")


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


async def test_row_29_reminders_of_an_answered_question_are_withdrawn(database: Database) -> None:
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


# --- the pace


SECOND = timedelta(seconds=1)


async def test_texts_of_a_dialog_keep_a_second_s_distance(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "first", dialog(RESIDENT))
        await say(uow, "second", dialog(RESIDENT))
        await say(uow, "elsewhere", dialog(OFFICIAL))
    await sent(database, NOW, await claim(database, spacing=SPACING))
    assert await claim(database, NOW, spacing=SPACING) == []
    assert await claim(database, NOW + SECOND / 2, spacing=SPACING) == []
    assert [row.key for row in await claim(database, NOW + SECOND, spacing=SPACING)] == ["second"]


async def test_comments_under_one_post_keep_three(database: Database) -> None:
    post = Place(PlaceKind.WALL, COMMUNITY, -COMMUNITY, 5, post=40)
    async with database.begin() as uow:
        await say(uow, "first", post)
        await say(uow, "second", post.at(6))
        await say(uow, "another post", replace(post, post=41))
    await sent(database, NOW, await claim(database, spacing=SPACING))
    assert await claim(database, NOW + 2 * SECOND, spacing=SPACING) == []
    assert [row.key for row in await claim(database, NOW + 3 * SECOND, spacing=SPACING)] == ["second"]


async def test_reactions_keep_none(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "text", HERE)
    await sent(database, NOW, await claim(database, spacing=SPACING))
    async with database.begin() as uow:
        await uow.outbox.put(Verb.REACT, HERE, None, key="reaction", fact="recorded")
    assert [row.key for row in await claim(database, spacing=SPACING)] == ["reaction"]


async def test_a_conversation_gets_so_many_texts_an_hour_and_an_alarm_besides(database: Database) -> None:
    few = Spacing(hourly=3)
    for number in range(3):
        async with database.begin() as uow:
            await say(uow, f"{number}", HERE)
        await sent(database, NOW + number * minutes(1), await claim(database, NOW + number * minutes(1), spacing=few))
    async with database.begin() as uow:
        await say(uow, "too many", HERE)
        await say(uow, "elsewhere", THERE)
    soon, later = NOW + minutes(3), NOW + minutes(60)
    assert [row.key for row in await claim(database, soon, spacing=few)] == ["elsewhere"]
    async with database.begin() as uow:
        assert not await uow.outbox.any_due(soon, LEASE, few)
        assert await uow.outbox.any_due(later, LEASE, few)
        await uow.outbox.cancel("too many")
        await say(uow, "gas", HERE, UrgentAdvice(1, "gas"))
        await say(uow, "too many", HERE)
    assert [row.key for row in await claim(database, soon, spacing=few)] == ["gas"]


async def test_a_clock_set_back_stops_nobody(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "first", HERE)
        await say(uow, "second", HERE)
        await say(uow, "taken", THERE)
    tomorrow = NOW + timedelta(days=1)
    first, _ = await claim(database, tomorrow, spacing=SPACING)
    await sent(database, tomorrow, [first])
    assert [row.key for row in await claim(database, NOW, spacing=SPACING)] == ["second", "taken"]


async def test_a_flooded_community_is_passed_over_while_it_has_enough_on_its_way(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "flooded", HERE)
        await say(uow, "other", replace(HERE, community=7))
    async with database.begin() as uow:
        rows = await uow.outbox.claim(NOW, 10, LEASE, "sender", SPACING, [COMMUNITY, 8])
    assert [row.key for row in rows] == ["other"]


async def test_a_pop_up_waits_for_nobody(database: Database) -> None:
    """VK forgets a press after a minute; a dialog may be held by flood control for longer."""
    async with database.begin() as uow:
        await say(uow, "text", HERE)
    (text,) = await claim(database)
    async with database.begin() as uow:
        await uow.outbox.retry(text.id, NOW + minutes(5), "9")
        await say(uow, "next", HERE)
        await uow.outbox.put(Verb.POP, HERE, DonePop(), key="pop", to=RESIDENT, fact="event")
    assert await keys(database) == ["pop"]
    assert await keys(database) == []


# --- notices nobody asked for just now


async def test_row_1_a_hundred_followers_hear_it_one_by_one_and_a_live_dialog_is_not_held(database: Database) -> None:
    followers = range(1000, 1100)
    async with database.begin(NOW) as uow:
        for person in followers:
            await say(uow, f"follow {person}", dialog(person), A_FOLLOWER_S, to=person)
        await say(uow, "receipt", dialog(1099))
    told: list[str] = []
    moments = [NOW]
    while len(told) < 101:
        told += [row.key for row in await deliver(database, moments[-1])]
        moments.append(moments[-1] + SECOND)
    assert told.index("receipt") < 5
    assert moments[-1] - NOW > minutes(6)
    assert [key for key in told if key != "receipt"] == [f"follow {person}" for person in followers]


async def test_a_slot_once_taken_stays_taken_over_transactions_and_communities_have_their_own(
    database: Database,
) -> None:
    async def follow(person: int, community: int = COMMUNITY, at: datetime = NOW) -> None:
        async with database.begin(at) as uow:
            there = replace(dialog(person), community=community)
            await say(uow, f"{community} {person}", there, A_FOLLOWER_S)

    for person in range(6):
        await follow(1000 + person)
        await follow(1000 + person, 7)
    async with database.begin(NOW) as uow:
        slots = await uow.outbox._batch.rows(select(outbox.c.community, outbox.c.slot).order_by(outbox.c.id), outbox)
    mine, others = ([row.slot for row in slots if row.community == one] for one in (COMMUNITY, 7))
    assert mine == others == list(range(mine[0], mine[0] + 6))
    await follow(2000, at=NOW - minutes(1))
    assert [row.key for row in await claim(database, NOW - minutes(1))] == [f"{COMMUNITY} 2000"]


async def test_said_again_it_takes_no_second_slot(database: Database) -> None:
    for _ in range(3):
        async with database.begin(NOW) as uow:
            for number in range(8):
                await say(uow, f"follow {number}", dialog(1000 + number), A_FOLLOWER_S)
    async with database.begin(NOW) as uow:
        slots = [row.slot for row in await uow.outbox._batch.rows(select(outbox.c.slot).order_by(outbox.c.id), outbox)]
    assert slots == list(range(slots[0], slots[0] + 8))


async def test_what_waits_for_the_morning_leaves_the_slots_of_the_night_free(database: Database) -> None:
    morning = NOW + timedelta(hours=10)
    async with database.begin(NOW) as uow:
        for number in range(20):
            await say(uow, f"morning {number}", dialog(1000 + number), A_FOLLOWER_S, not_before=morning)
        await say(uow, "now", dialog(500), A_FOLLOWER_S)
    assert [row.key for row in await deliver(database)] == ["now"]
    assert len(await claim(database, morning, limit=50)) == AT_ONCE


# --- an outcome nobody knows


async def test_a_row_taken_and_not_marked_may_be_said_already(database: Database) -> None:
    async with database.begin() as uow:
        await say(uow, "first", HERE)
    (fresh,) = await claim(database)
    (again,) = await claim(database, NOW + LEASE)
    async with database.begin() as uow:
        await uow.outbox.release("sender")
    (after_restart,) = await claim(database, NOW + LEASE)
    assert [row.may_be_said for row in (fresh, again, after_restart)] == [False, True, True]


@pytest.mark.parametrize("unknown", [True, False])
async def test_a_try_known_to_have_failed_is_forgotten(database: Database, unknown: bool) -> None:
    async with database.begin() as uow:
        await say(uow, "first", HERE)
    (row,) = await claim(database)
    async with database.begin() as uow:
        await uow.outbox.retry(row.id, NOW, "10", unknown=unknown)
    (again,) = await claim(database)
    assert again.may_be_said is unknown


async def test_the_anchor_is_what_was_known_before_the_first_try(database: Database) -> None:
    async with database.begin() as uow:
        await uow.chats.save(ChatState(COMMUNITY, CHAT, 30))
        await say(uow, "in a chat", message(25), reply=True)
        await say(uow, "before", dialog(RESIDENT))
        await say(uow, "in a dialog", dialog(RESIDENT))
        await say(uow, "to a stranger", dialog(OFFICIAL))
    chat, before, stranger = await claim(database)
    assert (chat.anchor, before.anchor, stranger.anchor) == (30, 0, 0)
    await sent(database, NOW, [before])
    (in_dialog,) = await claim(database)
    assert in_dialog.anchor == 1000 + before.id
    async with database.begin() as uow:
        await uow.chats.save(ChatState(COMMUNITY, CHAT, 50))
    (later,) = (row for row in await claim(database, NOW + LEASE) if row.key == "in a chat")
    assert later.anchor == 30


async def test_numbers_of_a_video_are_no_anchor_for_a_post(database: Database) -> None:
    video = Place(PlaceKind.VIDEO, COMMUNITY, -COMMUNITY, 0, post=1)
    async with database.begin() as uow:
        await say(uow, "under the video", video)
    await sent(database, NOW, await claim(database))
    async with database.begin() as uow:
        await say(uow, "under the post", replace(video, kind=PlaceKind.WALL, message=3))
    (row,) = await claim(database)
    assert row.anchor == 3


async def test_the_last_words_of_a_chat(database: Database) -> None:
    async def last(since: timedelta = timedelta(hours=1), place: Place = HERE) -> str:
        async with database.reading() as uow:
            return await uow.outbox.last_words(place, NOW + minutes(2) - since)

    assert await last() == ""
    for number, words in enumerate(["раз", "два"]):
        async with database.begin() as uow:
            await say(uow, words, HERE)
        await deliver(database, NOW + minutes(number), words)
    assert await last() == "два"
    assert await last(place=HERE.at(7)) == "два"
    assert await last(place=THERE) == ""
    assert await last(since=timedelta(seconds=30)) == ""


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
