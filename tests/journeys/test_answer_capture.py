"""Officials answer in the chat as people do (journeys 3): seen at once in a reply, asked about in private otherwise."""

from datetime import timedelta

from tests.world import CHAT, ILYIN, IRINA, KUZMIN, LEBEDEVA, MARINA, PETROVA, World

LAMP = "а что с фонарём на победы 14? третий день темно"
COLD = "Почему холодные батареи на Труда, 8? Дома 16 градусов"


async def test_words_right_after_a_question_are_asked_about_in_private(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    world.heard(ILYIN)

    await world.says(ILYIN, "завтра заменим, лампы привезли")

    assert world.mark(asked) == "❓", "in doubt nothing is decided"
    assert world.heard(CHAT) == [], "and nothing is asked in the chat"
    [ask] = world.heard(ILYIN)
    assert "завтра заменим" in ask
    assert "Это ответ на вопрос?" in ask
    assert "№1" in ask

    await world.presses(ILYIN, "Да")

    assert world.mark(asked) == "👌"
    assert world.heard(CHAT) == [], "what was said there is not repeated"
    [seen] = world.heard(ILYIN)
    assert "Увидел ваш ответ Марине" in seen
    assert "ср 25.11" in seen
    await world.writes(LEBEDEVA, "ждут")
    assert "№1" not in world.heard(LEBEDEVA)[-1]

    await world.presses(ILYIN, "Да")
    assert world.heard(ILYIN) == [], "a second tap changes nothing"


async def test_tomorrow_is_counted_from_the_words_and_not_from_the_tap(world: World) -> None:
    await world.says(MARINA, LAMP)
    await world.says(ILYIN, "[id201|Марина], послезавтра до обеда заменим")
    await world.until("2026-11-25 09:00")
    world.heard(ILYIN)

    await world.presses(ILYIN, "Да")

    assert any("чт 26.11" in text for text in world.heard(ILYIN))


async def test_just_talk_is_left_alone(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    for words in ("спасибо", "Коллеги, планёрка в 15"):
        await world.says(KUZMIN, words)
    await world.says(ILYIN, "завтра поменяем")
    world.heard(ILYIN)

    await world.presses(ILYIN, "Нет, просто реплика")

    assert world.mark(asked) == "❓"
    await world.writes(LEBEDEVA, "ждут")
    assert "№1" in world.heard(LEBEDEVA)[-1]


async def test_a_photo_done_among_several_questions(world: World) -> None:
    lamp = await world.says(MARINA, LAMP)
    cold = await world.says(IRINA, COLD)
    await world.says(MARINA, "ой, а у кого ключи от клуба")
    await world.pass_time(timedelta(minutes=20))
    world.heard(ILYIN)

    await world.says(ILYIN, "сделали", attachments=["photo"])
    [ask] = world.heard(ILYIN)
    assert "Это ответ? На какой вопрос?" in ask
    await world.presses(ILYIN, "№2")

    assert (world.mark(lamp), world.mark(cold)) == ("❓", "👌")


async def test_one_reply_for_two_neighbours(world: World) -> None:
    lamp = await world.says(MARINA, LAMP)
    cold = await world.says(IRINA, COLD)
    world.heard(ILYIN)

    await world.says(ILYIN, "Батареи прогреют к вечеру. [id201|Марина], а фонарь заменим завтра", to=cold)

    assert (world.mark(lamp), world.mark(cold)) == ("❓", "👌")
    await world.presses(ILYIN, "Да")
    assert (world.mark(lamp), world.mark(cold)) == ("👌", "👌")


async def test_a_reply_about_another_question_is_asked_about_first(world: World) -> None:
    lamp = await world.says(MARINA, LAMP)
    cold = await world.says(IRINA, COLD)

    await world.says(ILYIN, "стояк на Труда промыли, батареи горячие", to=lamp)

    assert (world.mark(lamp), world.mark(cold)) == ("❓", "❓")
    await world.presses(ILYIN, "№2")
    assert (world.mark(lamp), world.mark(cold)) == ("❓", "👌")


async def test_got_it_keeps_the_clock_and_a_deputy_answers_for_another(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    world.heard(ILYIN)

    await world.says(ILYIN, "принято", to=asked)
    [in_work] = world.heard(ILYIN)
    assert "«в работе», часы идут" in in_work
    assert "К какому дню ответим?" in in_work
    assert world.mark(asked) == "❓"

    await world.says(PETROVA, "согласна, сама боюсь там ходить", to=asked)
    await world.says(KUZMIN, "Сергей Ильин, возьмите сегодня", to=asked)
    assert world.mark(asked) == "❓", "words to a colleague are no answer"

    await world.says(KUZMIN, "Марина, бригада выехала, к шести вечера будет свет", to=asked)
    assert world.mark(asked) == "👌"


async def test_three_sayings_in_a_row_are_asked_about_once(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    world.heard(ILYIN)
    for words in ("завтра заменим", "лампы на победы привезли", "после обеда бригада будет у вас"):
        await world.says(ILYIN, words)
        world.vk.clock.advance(timedelta(seconds=20))

    asks = [m.text for m in world.bot_said(ILYIN) if "Это ответ на вопрос?" in m.text]
    assert len(asks) == 1
    assert "завтра заменим" in asks[0]
    assert "после обеда бригада будет у вас" in asks[0]
    await world.presses(ILYIN, "Да")
    assert world.mark(asked) == "👌"
    assert any("ср 25.11" in text for text in world.heard(ILYIN)), "the day named in the first of them"


async def test_sayings_of_a_night_are_one_message_in_the_morning(tuesday_evening: World) -> None:
    world = tuesday_evening
    await world.says(MARINA, LAMP)
    for words in ("завтра заменим", "лампы на победы привезли"):
        await world.says(ILYIN, words)
    assert not any("Это ответ" in text for text in world.heard(ILYIN))
    await world.until("2026-11-25 08:31")
    [ask] = [text for text in world.heard(ILYIN) if "Это ответ на вопрос?" in text]
    assert "завтра заменим" in ask
    assert "лампы на победы привезли" in ask
