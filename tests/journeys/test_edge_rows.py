"""Edge rows of journeys 1 and 2 that have no story of their own (docs/reference/journeys.md)."""

from datetime import timedelta

from tests.journeys.answers import LAMP
from tests.world import CHAT, GROUP, ILYIN, LENA, MARINA, OLEG, STAFF_CHAT, VIKTOR, World, labels

PIT = "Когда заделают яму на Лесной, 3? Колёса бьём"


async def test_row_5_a_phone_in_a_chat_may_be_removed_by_its_author_and_the_question_stays(world: World) -> None:
    asked = await world.says(MARINA, f"{LAMP}. Мой телефон 8 912 345-67-89")
    ask = world.bot_said(CHAT)[-1]
    assert ask.text.startswith("В вашем сообщении виден телефон — его читают все. Убрать?")
    assert ask.reply_to == asked
    await world.presses(OLEG, "Убрать", peer=CHAT)
    assert not world.message(asked).deleted, "somebody else's button"

    await world.presses(MARINA, "Убрать", peer=CHAT)

    assert "Убрал. Вопрос остался у нас" in world.popped(MARINA)
    assert world.message(asked).deleted
    assert world.bot_said(CHAT) == [], "the bot's own words go too"
    await world.pass_time(timedelta(minutes=20))
    await world.writes(ILYIN, "Заменим завтра")
    assert world.bot_said(CHAT)[-1].text.startswith("Заменим завтра"), "the question was not withdrawn with it"

    await world.starts(LENA)
    world.heard(LENA)
    world.vk.conversation(GROUP, CHAT).chat.admin = False
    await world.says(LENA, "Мой номер 8 912 345-67-80, звоните насчёт щенков")
    assert "виден телефон" in world.heard(LENA)[-1], "in private, where that is open"
    await world.presses(LENA, "Убрать")
    assert "бот в чате не администратор" in world.heard(LENA)[-1]
    async with world.bot.database.reading() as uow:
        journal = [(one.what.value, one.state.value, one.author) for one in await uow.removals.latest("priozerny", 9)]
    assert journal == [("own", "refused", LENA), ("own", "done", MARINA)]
    await world.says(MARINA, "Диспетчерская РЭС 8 912 345-67-81, звоните туда")
    assert not any("виден телефон" in text for text in [*world.heard(MARINA), *world.heard(CHAT)]), (
        "it is for everybody"
    )


async def test_neighbours_advice_is_no_answer_but_the_official_sees_it(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    world.heard(ILYIN)
    await world.says(OLEG, "да ладно", to=asked)
    await world.says(OLEG, "звоните в РЭС, они за час приезжают", to=asked)
    await world.says(LENA, "лучше сразу в прокуратуру пишите", to=asked)

    [told] = world.heard(ILYIN)
    assert told == "Жители уже советуют: «звоните в РЭС, они за час приезжают». Верно? Вопрос №1"
    assert labels(world.bot_said(ILYIN)[-1]) == ["№1"]
    assert world.mark(asked) == "❓"


async def test_in_private_rude_words_another_district_and_a_message_taken_away(world: World) -> None:
    await world.writes_and_waits(VIKTOR, "Когда уже, уроды, дорогу на Лесной, 3 сделаете, сука")
    said = world.heard(VIKTOR)[-1]
    assert "Передам без крепких слов, суть сохранил. Не так — «Исправить»." in said
    assert "сука" not in said

    await world.writes_and_waits(OLEG, "Когда уберут мусор в Сосновке?")
    assert any("Это Лесной округ — передал туда." in text for text in world.heard(OLEG))

    gone = await world.writes_and_waits(LENA, PIT)
    world.heard(LENA)
    world.vk.delete(GROUP, LENA, LENA, gone)
    await world.pass_time(timedelta(minutes=15))
    assert world.heard(LENA) == ["Вы убрали вопрос №3 — я его отозвал. Передумали — напишите его ещё раз."]
    assert await world.remembered("Колёса бьём") == []
    await world.start()


async def test_a_place_outside_the_region_is_told_honestly_and_a_place_named_here_is_heard(world: World) -> None:
    far = "Живу в Твери, когда починят фонарь у нас на Советской, 5?"
    await world.writes_and_waits(VIKTOR, far)
    [told] = world.heard(VIKTOR)
    assert "Тверь" in told
    assert "Приозёрье" in told
    assert "gosuslugi.ru" in told
    await world.writes_and_waits(VIKTOR, "понятно, спасибо")
    await world.pass_time(timedelta(hours=2))
    assert world.heard(VIKTOR) == [], "nothing is repeated, nothing is kept"
    await world.writes_and_waits(LENA, far)
    await world.writes_and_waits(LENA, "Ой, это в Зарубино, я там на даче")
    assert "№1" in world.heard(LENA)[-1], "whoever insists is heard"
    assert any("Зарубино" in text for text in world.heard(ILYIN))
    await world.writes_and_waits(VIKTOR, "Когда пустят автобус до Москвы?")
    assert "№2" in world.heard(VIKTOR)[-1]


async def test_the_third_time_about_one_thing_is_said_and_despair_goes_to_people(world: World) -> None:
    for words in (PIT, "Яму на Лесной, 3 так и не заделали, когда?", "Опять яма на Лесной, 3. Когда ремонт?"):
        await world.writes_and_waits(VIKTOR, words)
        world.vk.clock.advance(timedelta(days=2))
        await world.tick()
    told = [text for text in world.heard(VIKTOR) if "третий раз" in text]
    assert len(told) == 1
    assert "Это уже третий раз об одном: Лесной, 3, Дороги — с 24.11." in told[0]

    await world.writes(OLEG, "Всё надоело, не хочу жить")
    said = "Я бот и могу не понять. Передал людям, вам напишут. Если совсем плохо — 112, бесплатно и круглосуточно."
    assert world.heard(OLEG)[0].startswith(f"{said} Телефон доверия: 8-800-000-00-00.")
    assert any("не хочу жить" in text for text in world.heard(STAFF_CHAT))
