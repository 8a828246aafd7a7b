"""The same matter asked twice: the moderators hear of it, one tap joins, another command parts (product.md 35)."""

from tests.world import LENA, MARINA, MODERATORS_CHAT, OLEG, SOKOLOVA, World

PIT = "Когда заделают яму на дороге на улице Мира у дома 3? машины бьются"


async def test_the_same_pit_asked_by_two_is_one_tap_and_reversible(world: World) -> None:
    await world.says(MARINA, PIT)
    await world.tick()
    world.heard(MODERATORS_CHAT)
    await world.says(LENA, "на улице Мира возле дома 3 яма на дороге, машины бьются! заделайте")
    await world.tick()

    [hint] = world.heard(MODERATORS_CHAT)
    assert hint.startswith("Вопрос №2: «")
    assert "Похоже на\n№1" in hint

    await world.presses(SOKOLOVA, "Объединить", peer=MODERATORS_CHAT)
    async with world.bot.database.reading() as uow:
        assert (await uow.questions.get(2)).main == 1
    await world.writes(SOKOLOVA, "разделить 2")
    async with world.bot.database.reading() as uow:
        assert (await uow.questions.get(2)).main is None


async def test_the_same_words_about_another_house_are_another_matter(world: World) -> None:
    """failures.md 18: never a silent merge, and no hint either, when the addresses differ."""
    await world.says(MARINA, PIT)
    await world.says(OLEG, PIT.replace("дома 3", "дома 30"))
    await world.tick()

    assert world.heard(MODERATORS_CHAT) == []
    async with world.bot.database.reading() as uow:
        assert (await uow.questions.get(2)).main is None


async def test_a_perhaps_that_a_moderator_took_is_compared_like_any_other(world: World) -> None:
    await world.says(MARINA, "на Победы лампочки тусклые")
    await world.tick()
    await world.says(LENA, "когда поменяют лампочки на Победы? они тусклые, примите меры")
    await world.tick()
    [perhaps] = world.heard(MODERATORS_CHAT)  # nobody else's question yet: nothing to compare with

    assert "№1" in perhaps
    await world.presses(SOKOLOVA, "Вопрос", peer=MODERATORS_CHAT)
    await world.tick()

    told = world.heard(MODERATORS_CHAT)
    assert [text for text in told if "Похоже на\n№2" in text] == told[-1:]
    await world.tick()
    assert world.heard(MODERATORS_CHAT) == []
