"""One person with a script: nothing they say is lost, nobody's dialog is flooded, the others are heard as before."""

import re
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from domain.limits import HOUR, MINUTE, NEWS_A_MINUTE, QUESTIONS, REPLIES_A_MINUTE, too_many
from domain.question import Question
from storage.tables import history, questions
from tests.build import CALM, at
from tests.world import CHAT, GROUP, ILYIN, KUZMIN, LENA, MARINA, MODERATORS_CHAT, STAFF_CHAT, VIKTOR, World, a_town

STORM = 300
A_MINUTE, AN_HOUR = (most for _, most in QUESTIONS)
WAIT = "Слишком много сразу"


def lamp(number: int) -> str:
    return f"Когда починят фонарь на Победы, {1000 + number}? Третий день темно"


async def stored(world: World) -> str:
    """Every word of people that the database keeps about questions."""
    async with world.bot.database.engine.connect() as connection:
        texts = (await connection.execute(select(questions.c.text))).scalars().all()
        details = (await connection.execute(select(history.c.detail))).scalars().all()
    return "\n".join([*texts, *details])


async def asked(world: World, author: int) -> list[Question]:
    async with world.bot.database.reading() as uow:
        return list(await uow.questions.lately(author, world.vk.clock.now() - timedelta(days=1)))


def _marks(sent: dict[str, str], cmid: int) -> bool:
    """Whether a request, alone or in a batch, puts a reaction under a message."""
    return sent.get("cmid") == str(cmid) or (
        "sendReaction" in str(sent) and re.search(rf'"cmid":\s*{cmid}\b', str(sent))
    )


def marked(world: World, peer: int = CHAT) -> int:
    """How many messages the bot put a reaction under."""
    return sum(-GROUP in message.reactions for message in world.vk.messages(GROUP, peer))


# --- in the chat


async def test_a_storm_of_questions_in_the_chat_loses_no_word_and_floods_nobody(world: World) -> None:
    for number in range(STORM):
        world.vk.say(GROUP, CHAT, LENA, lamp(number))
    await world.settle()

    kept = await stored(world)
    assert [number for number in range(STORM) if f"Победы, {1000 + number}?" not in kept] == []
    assert len(await asked(world, LENA)) == A_MINUTE
    assert len(world.heard(ILYIN)) <= A_MINUTE + NEWS_A_MINUTE
    assert len(world.heard(CHAT)) + len(world.heard(MODERATORS_CHAT)) + len(world.heard(STAFF_CHAT)) == 0
    assert marked(world) == A_MINUTE


async def test_the_others_are_heard_in_the_middle_of_a_storm_as_before(world: World) -> None:
    for number in range(STORM // 2):
        world.vk.say(GROUP, CHAT, LENA, lamp(number))
    cmid = world.vk.say(GROUP, CHAT, MARINA, "Когда почистят дорогу к школе на Садовой?")
    for number in range(STORM // 2, STORM):
        world.vk.say(GROUP, CHAT, LENA, lamp(number))
    before = len(world.vk.requests)
    await world.settle()

    assert world.mark(cmid) == "❓"
    marks = [index for index, (_, sent) in enumerate(world.vk.requests) if _marks(sent, cmid)]
    assert marks[0] - before < 40, "the receipt waited for the storm"
    assert [q.text for q in await asked(world, MARINA)] == ["Когда почистят дорогу к школе на Садовой?"]


async def test_who_asks_like_a_person_is_not_touched(world: World) -> None:
    for number in range(A_MINUTE):
        await world.says(LENA, lamp(number))

    assert len(await asked(world, LENA)) == A_MINUTE
    assert len([text for text in world.heard(ILYIN) if "Третий день темно" in text]) == A_MINUTE


async def test_a_minute_later_the_next_question_is_one_again(world: World) -> None:
    for number in range(A_MINUTE + 3):
        await world.says(LENA, lamp(number))
    world.vk.clock.advance(MINUTE + timedelta(seconds=1))
    await world.says(LENA, lamp(99))

    assert [q.text for q in await asked(world, LENA)][-1] == lamp(99)


async def test_asking_all_day_long_makes_no_more_than_so_many_an_hour(world: World) -> None:
    for number in range(AN_HOUR + 10):
        await world.says(LENA, lamp(number))
        world.vk.clock.advance(timedelta(seconds=40))

    assert len(await asked(world, LENA)) == AN_HOUR
    kept = await stored(world)
    assert all(lamp(number) in kept for number in range(AN_HOUR + 10))


async def test_what_may_be_a_question_is_kept_and_the_moderators_are_not_flooded(world: World) -> None:
    for number in range(50):
        world.vk.say(GROUP, CHAT, LENA, f"дорога {number} ужас")
    await world.settle()

    drafts = [q for q in await asked(world, LENA) if q.status.value == "draft"]
    assert len(drafts) == 50, "these words are no «maybe» any more: find others"
    assert 0 < len(world.heard(MODERATORS_CHAT)) <= A_MINUTE


async def test_danger_is_heard_through_a_flood(world: World) -> None:
    for number in range(A_MINUTE + 5):
        await world.says(LENA, lamp(number))
    await world.says(LENA, "В подъезде пахнет газом, Труда, 8!")

    assert any("газ" in text.lower() for text in world.heard(STAFF_CHAT))


# --- in private


async def test_a_storm_in_private_is_a_few_questions_and_no_word_is_lost(world: World) -> None:
    for number in range(STORM):
        world.vk.say(GROUP, VIKTOR, VIKTOR, lamp(number))
    await world.settle()
    await world.pass_time(timedelta(seconds=61))

    kept = await stored(world)
    assert [number for number in range(STORM) if f"Победы, {1000 + number}?" not in kept] == []
    assert len(await asked(world, VIKTOR)) <= A_MINUTE
    assert len(world.heard(VIKTOR)) <= A_MINUTE
    assert len(world.heard(ILYIN)) <= A_MINUTE + NEWS_A_MINUTE


async def test_long_messages_make_no_question_without_end(world: World) -> None:
    for number in range(60):
        world.vk.say(GROUP, VIKTOR, VIKTOR, f"{lamp(number)} " + "очень темно " * 330)
    await world.settle()
    await world.pass_time(timedelta(seconds=61))

    assert max(len(q.text) for q in await asked(world, VIKTOR)) <= 65_536
    kept = await stored(world)
    assert all(lamp(number) in kept for number in range(60))


async def test_alarms_of_one_person_wake_nobody_a_hundred_times(tmp_path: Path) -> None:
    async with a_town(tmp_path, at="2026-11-25 02:10") as world:
        for number in range(100):
            danger = "пахнет газом" if number % 2 else "горит сарай, пожар"
            world.vk.say(GROUP, VIKTOR, VIKTOR, f"Помогите, {danger}! Труда, {1000 + number}")
        await world.settle()

        for person in (ILYIN, KUZMIN):
            assert len(world.heard(person)) <= 2 * A_MINUTE + 2 * NEWS_A_MINUTE
        kept = await stored(world)
        assert [number for number in range(100) if f"Труда, {1000 + number}" not in kept] == []


# --- commands and buttons


async def test_a_resident_gets_so_many_replies_a_minute_then_one_that_asks_to_wait(world: World) -> None:
    world.vk.allow(GROUP, VIKTOR)
    for _ in range(100):
        world.vk.say(GROUP, VIKTOR, VIKTOR, "помощь")
    await world.settle()

    said = world.heard(VIKTOR)
    assert len(said) == REPLIES_A_MINUTE + 1
    assert [WAIT in text for text in said] == [False] * REPLIES_A_MINUTE + [True]

    world.vk.clock.advance(MINUTE + timedelta(seconds=1))
    await world.writes(VIKTOR, "помощь")
    assert [WAIT in text for text in world.heard(VIKTOR)] == [False]


async def test_a_command_that_was_not_answered_was_obeyed(world: World) -> None:
    """Only answers are fewer: what the commands do is done."""
    world.vk.allow(GROUP, VIKTOR)
    await world.writes_and_waits(VIKTOR, lamp(1))
    for _ in range(30):
        world.vk.say(GROUP, VIKTOR, VIKTOR, "мои")
    world.vk.say(GROUP, VIKTOR, VIKTOR, "отозвать 1")
    await world.settle()

    async with world.bot.database.reading() as uow:
        assert (await uow.questions.get(1)).status.value == "withdrawn"


async def test_staff_are_answered_as_often_as_they_ask(world: World) -> None:
    for _ in range(30):
        world.vk.say(GROUP, ILYIN, ILYIN, "очередь")
    await world.settle()

    assert len(world.heard(ILYIN)) == 30


async def test_corrections_without_end_are_told_a_few_times_and_the_last_one_stands(world: World) -> None:
    number = await world.comments(MARINA, lamp(0))
    world.heard(ILYIN)
    for version in range(1, 50):
        world.vk.edit_comment(-GROUP, MARINA, number, lamp(version), post_id=1)
        world.vk.clock.advance(timedelta(seconds=1))
        await world.settle()

    assert len(world.heard(ILYIN)) <= NEWS_A_MINUTE
    async with world.bot.database.reading() as uow:
        assert (await uow.questions.get(1)).text == lamp(49)


# --- the rule by itself


@CALM
@given(st.lists(st.integers(0, 7200), max_size=60), st.integers(0, 7200))
def test_the_rule_counts_what_lies_within_its_windows(seconds: list[int], now: int) -> None:
    start = at("ср 9:00")
    moment = start + timedelta(seconds=now)
    within = {
        length: sum(length > moment - (start + timedelta(seconds=s)) >= timedelta() for s in seconds)
        for length in (MINUTE, HOUR)
    }

    expected = within[MINUTE] >= A_MINUTE or within[HOUR] >= AN_HOUR
    assert too_many((start + timedelta(seconds=s) for s in seconds), moment) is expected
