"""«И у нас», «+1», a reaction: one question, many who wait for its answer."""

from datetime import timedelta

import pytest

from tests.world import CHAT, GROUP, ILYIN, IRINA, LENA, MARINA, OLEG, VIKTOR, World

LAMP = "когда починят фонарь на Победы 14? темно третий день"


pytestmark = pytest.mark.at("2026-11-24 14:30")
"""After dinner: the morning lists are long told."""


async def votes(world: World) -> str:
    """The first line of the card as it is now."""
    await world.writes(ILYIN, "1")
    return world.heard(ILYIN)[-1].splitlines()[0]


async def test_also_here_joins_the_question(world: World) -> None:
    await world.says(MARINA, LAMP)
    neighbour = await world.says(LENA, "и у нас на Победы 16 фонарь не горит")

    assert world.mark(neighbour) == "❓"
    assert world.heard(CHAT) == []
    assert "1 голос" in await votes(world)
    await world.writes(LENA, "мои")
    assert "№2" not in world.heard(LENA)[-1], "no question of its own"


@pytest.mark.parametrize("text", ["+1", "+", "и у нас", "тоже самое", "поддерживаю"])
async def test_a_short_reply_joins_what_it_replies_to(world: World, text: str) -> None:
    asked = await world.says(MARINA, LAMP)
    await world.says(OLEG, "когда заделают яму на Труда 3?")

    joined = await world.says(LENA, text, to=asked)

    assert world.mark(joined) == "❓"
    assert "1 голос" in await votes(world)


async def test_a_plus_in_the_air_joins_nothing_old(world: World) -> None:
    await world.says(MARINA, LAMP)
    await world.pass_time(timedelta(days=2, minutes=1))

    late = await world.says(LENA, "+1")

    assert world.mark(late) == ""


async def test_a_reaction_is_a_vote_and_taken_away_it_is_none(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    await world.reacts(OLEG, asked)
    await world.reacts(IRINA, asked, 8)
    assert "2 голоса" in await votes(world)

    await world.reacts(OLEG, asked, None)

    assert "1 голос" in await votes(world)


async def test_changing_the_reaction_is_still_one_vote(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    for reaction in (4, 7, 8):
        await world.reacts(OLEG, asked, reaction)

    assert "1 голос" in await votes(world)


async def test_words_and_a_reaction_of_one_person_are_one_vote(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    await world.says(OLEG, "+1", to=asked)
    await world.reacts(OLEG, asked)

    assert "1 голос" in await votes(world)


async def test_the_author_and_the_official_do_not_vote(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    await world.reacts(MARINA, asked)
    await world.says(MARINA, "+1", to=asked)
    await world.reacts(ILYIN, asked)

    assert "голос" not in await votes(world)


async def test_a_reaction_on_talk_is_nothing(world: World) -> None:
    said = await world.says(MARINA, "всем доброе утро, какая красота")
    await world.reacts(OLEG, said)

    assert world.heard(CHAT) == []
    assert world.heard(OLEG) == []


async def test_a_reaction_on_a_perhaps_makes_no_question_of_it(world: World) -> None:
    said = await world.says(MARINA, "интересно, каток в этом году откроют или как всегда")
    await world.reacts(OLEG, said)

    assert world.mark(said) == ""


async def test_who_joined_gets_the_answer(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    await world.writes_and_waits(VIKTOR, "спасибо")  # may be written to
    await world.reacts(VIKTOR, asked)
    await world.writes(ILYIN, "ответ 1 Заменим завтра до обеда")

    assert any("Заменим завтра до обеда" in text for text in world.heard(VIKTOR))


async def test_joining_an_answered_question_shows_where_the_answer_is(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    await world.writes(ILYIN, "ответ 1 Заменим завтра до обеда")
    world.heard(CHAT)

    late = await world.says(LENA, "и у нас", to=asked)

    assert world.mark(late) in {"❓", "👌"}
    assert world.heard(CHAT) == []


async def test_in_another_chat_also_here_joins_nothing(world: World) -> None:
    await world.says(MARINA, LAMP)
    other = 2_000_000_055
    world.vk.add_chat(GROUP, other, "Заручевье", [IRINA, VIKTOR])

    await world.says(IRINA, "и у нас", peer=other)

    assert "голос" not in await votes(world)


async def test_a_vote_delivered_twice_is_one(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    await world.reacts(OLEG, asked)
    world.vk.redeliver_last(2)
    await world.settle()

    assert "1 голос" in await votes(world)
