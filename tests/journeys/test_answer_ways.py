"""All ways to answer are equal: once, in the place of the question, in the official's own words, signed."""

from datetime import timedelta

import pytest

from tests.journeys.answers import LAMP, UNDO, Asked, ask, asked_in, collected
from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    IRINA,
    KUZMIN,
    LEBEDEVA,
    LENA,
    MARINA,
    MODERATORS_CHAT,
    OLEG,
    PETROVA,
    SOKOLOVA,
    VETROV,
    VIKTOR,
    World,
)

WORDS = "Перегорел блок управления, новый уже заказан. Диспетчер отвечает на звонки круглые сутки"
SIGNED = f"{WORDS}\n— Сергей Ильин, ЖКХ"
STICKER = {"type": "sticker", "sticker": {"product_id": 1, "sticker_id": 9, "images": []}}
EVERYWHERE = ["chat", "wall", "video", "open video", "private", "collected"]


async def after_opening_a_card(asked: Asked) -> None:
    await asked.world.writes(ILYIN, "1")
    await asked.world.writes(ILYIN, WORDS)


async def after_a_button(asked: Asked) -> None:
    await asked.world.writes(ILYIN, "очередь")
    await asked.world.presses(ILYIN, "№1")
    await asked.world.writes(ILYIN, WORDS)


async def plainly(asked: Asked) -> None:
    await asked.world.writes(ILYIN, WORDS)


async def by_a_reply_to_the_card(asked: Asked) -> None:
    card = next(m for m in asked.world.bot_said(ILYIN) if m.text.startswith("№1"))
    await asked.world.writes(ILYIN, WORDS, to=card.cmid)


async def by_a_command(asked: Asked) -> None:
    await asked.world.writes(ILYIN, f"ответ 1 {WORDS}")


WAYS = [after_opening_a_card, after_a_button, plainly, by_a_reply_to_the_card, by_a_command]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("where", EVERYWHERE)
async def test_an_answer_comes_where_the_question_was_asked(tmp_path, where, way) -> None:
    async with asked_in(tmp_path, where) as asked:
        world = asked.world

        await way(asked)

        if where in {"wall", "open video"}:
            assert asked.published == [], "a community cannot delete a comment: the undo time passes first"
            await world.pass_time(UNDO)
        [published] = asked.published
        if where in {"chat", "wall", "open video"}:
            assert published == SIGNED
            assert asked.replied_to == asked.message
        else:
            assert f"«{WORDS}»\n— Сергей Ильин, ЖКХ" in published
        if where == "chat":
            assert world.mark(asked.message) == "👌"
        [told] = [text for text in world.heard(ILYIN) if "Отправил" in text]
        assert "№1" in told


@pytest.mark.parametrize("where", ["chat", "wall"])
async def test_an_answered_question_is_left_alone_for_weeks(tmp_path, where) -> None:
    async with asked_in(tmp_path, where) as asked:
        world = asked.world
        await plainly(asked)
        await world.pass_time(UNDO)
        for person in (ILYIN, KUZMIN, VETROV, MARINA):
            world.heard(person)

        await world.until("2026-11-27 18:00")

        assert [world.heard(p) for p in (ILYIN, KUZMIN, VETROV, MARINA)] == [[], [], [], []]
        assert asked.published == [SIGNED]


async def test_the_history_tells_who_when_and_what(world: World) -> None:
    await ask(world, "chat")
    await world.writes(ILYIN, WORDS)
    await world.writes(LEBEDEVA, "история 1")

    history = world.heard(LEBEDEVA)[-1]
    [line] = [line for line in history.splitlines() if "ответ" in line]
    assert "10:00" in line
    assert "Ильин" in line
    assert "Перегорел блок управления" in line


async def test_followers_are_told_once_and_the_author_reads_it_in_the_chat(world: World) -> None:
    asked = await ask(world, "chat")
    await world.starts(LENA)
    await world.starts(OLEG)
    neighbour = await world.says(LENA, "и у нас на Победы, 16 темно")
    await world.reacts(OLEG, asked.message)
    for person in (MARINA, LENA, OLEG):
        world.heard(person)

    await world.writes(ILYIN, WORDS)

    for follower in (LENA, OLEG):
        [told] = world.heard(follower)
        assert "№1" in told
        assert f"«{WORDS}»\n— Сергей Ильин, ЖКХ" in told
    assert world.heard(MARINA) == []
    assert world.mark(neighbour) == "👌"


# --- in the place itself


async def test_a_reply_in_the_chat_is_the_answer_and_is_not_repeated(world: World) -> None:
    asked = await ask(world, "chat")

    await world.says(ILYIN, WORDS, to=asked.message)

    assert asked.published == []
    assert world.mark(asked.message) == "👌"
    [seen] = world.heard(ILYIN)
    assert "Увидел ваш ответ Марине" in seen
    await world.writes(LEBEDEVA, "ждут")
    assert "№1" not in world.heard(LEBEDEVA)[-1]


@pytest.mark.parametrize("video", [False, True])
async def test_a_reply_under_a_comment_from_the_officials_own_page(world: World, video: bool) -> None:
    asked = await ask(world, "video" if video else "wall")

    await world.comments(ILYIN, f"[id{MARINA}|Марина], {WORDS}", to=asked.message, video=video)
    await world.pass_time(UNDO)

    assert world.bot_commented(video=video) == []
    [seen] = world.heard(ILYIN)
    assert "Увидел ваш ответ Марине" in seen
    assert [text for text in world.heard(MARINA) if "ответ" in text] == []


async def test_a_reply_to_another_comment_of_the_thread_is_no_answer(world: World) -> None:
    asked = await ask(world, "wall")
    neighbour = await world.comments(OLEG, "звоните в РЭС", to=asked.message)

    await world.comments(ILYIN, "Да, так быстрее", to=neighbour)

    await world.writes(LEBEDEVA, "ждут")
    assert "№1" in world.heard(LEBEDEVA)[-1]


async def test_a_command_in_the_chat_is_not_taken_for_the_answer_itself(world: World) -> None:
    asked = await ask(world, "chat")

    await world.says(ILYIN, f"!ответ 1 {WORDS}")

    assert asked.published == [SIGNED]
    assert asked.replied_to == asked.message


@pytest.mark.parametrize("words", ["Здравствуйте, Марина!", "Спасибо за сигнал", "Добрый день"])
async def test_a_greeting_is_no_answer(world: World, words: str) -> None:
    asked = await ask(world, "chat")

    await world.says(ILYIN, words, to=asked.message)

    assert world.mark(asked.message) == "❓"
    assert world.heard(ILYIN) == []


async def test_a_sticker_is_no_answer(world: World) -> None:
    asked = await ask(world, "chat")

    await world.says(ILYIN, "", to=asked.message, attachments=[STICKER])
    await world.writes(ILYIN, "", attachments=[STICKER])

    assert world.mark(asked.message) == "❓"
    assert asked.published == []


async def test_more_words_after_a_promise_do_not_cancel_it(world: World) -> None:
    asked = await ask(world, "chat")
    await world.says(ILYIN, "Марина, заменим в четверг до обеда", to=asked.message)
    world.heard(ILYIN)

    await world.says(ILYIN, "Заодно поставим светодиодные лампы", to=asked.message)

    await world.writes(LEBEDEVA, "обещали")
    assert "№1" in world.heard(LEBEDEVA)[-1]


@pytest.mark.parametrize(
    "words", ["Вопрос решили, лампу заменили", "Готово, горит", "Обещали привезти лампу в пятницу"]
)
async def test_an_answer_may_begin_like_a_command(world: World, words: str) -> None:
    asked = await ask(world, "chat")

    await by_a_reply(asked, words)

    assert asked.published == [f"{words}\n— Сергей Ильин, ЖКХ"]


@pytest.mark.parametrize("words", ["Вопрос решили, лампу заменили", "Человек из РЭС приедет в пятницу"])
async def test_a_text_for_an_open_card_may_begin_like_a_command(world: World, words: str) -> None:
    asked = await ask(world, "chat")

    await world.writes(ILYIN, "1")
    await world.writes(ILYIN, words)

    assert asked.published == [f"{words}\n— Сергей Ильин, ЖКХ"]


async def by_a_reply(asked: Asked, words: str) -> None:
    await asked.world.writes(ILYIN, words, to=asked.world.bot_said(ILYIN)[-1].cmid)


# --- several wait


async def test_which_question_is_asked_when_several_wait(world: World) -> None:
    lamp = await world.says(MARINA, LAMP)
    heating = await world.says(IRINA, "Почему холодные батареи в доме на Труда, 8? Отопление еле живое")
    world.heard(ILYIN)

    await world.writes(ILYIN, "Слесарь будет сегодня, стояк промоет", attachments=["photo"])
    assert world.bot_said(CHAT) == []
    [which] = world.heard(ILYIN)
    assert "На какой вопрос этот ответ?" in which
    assert "№1" in which
    assert "№2" in which

    await world.presses(ILYIN, "№2")

    [said] = world.bot_said(CHAT)
    assert said.text == "Слесарь будет сегодня, стояк промоет\n— Сергей Ильин, ЖКХ"
    assert said.reply_to == heating
    assert [one["type"] for one in said.attachments] == ["photo"], "the photo is not lost on the way"
    assert (world.mark(lamp), world.mark(heating)) == ("❓", "👌")


async def test_a_text_without_its_question_is_not_published_a_day_later(world: World) -> None:
    await world.says(MARINA, LAMP)
    await world.says(IRINA, "Почему холодные батареи в доме на Труда, 8? Отопление еле живое")
    await world.writes(ILYIN, "Завтра сделаем")
    await world.pass_time(timedelta(hours=2))
    world.heard(ILYIN)

    await world.writes(ILYIN, "1")

    assert world.bot_said(CHAT) == []
    assert world.heard(ILYIN)[-1].startswith("№1"), "just a card"


# --- who may


async def test_a_namesakes_reply_is_no_answer(world: World) -> None:
    asked = await ask(world, "chat")
    world.vk.add_user(301, "Сергей", "Ильин")
    world.vk.chat(GROUP, CHAT).members.append(301)

    await world.says(301, WORDS, to=asked.message)

    assert world.mark(asked.message) == "❓"
    await world.writes(LEBEDEVA, "ждут")
    assert "№1" in world.heard(LEBEDEVA)[-1]


async def test_an_official_of_another_municipality_cannot_answer(world: World) -> None:
    asked = await ask(world, "chat")
    world.vk.chat(GROUP, CHAT).members.append(107)

    await world.says(107, WORDS, to=asked.message)
    await world.writes(107, f"ответ 1 {WORDS}")

    assert world.mark(asked.message) == "❓"
    assert asked.published == []
    assert "нужны другие права" in world.heard(107)[-1]


async def test_a_former_official_is_a_resident_again(world: World) -> None:
    asked = await ask(world, "chat")
    card = world.bot_said(ILYIN)[-1].cmid
    region = world.settings.region_file.read_text(encoding="utf-8")
    person = region.index("[[person]]\nvk_id = 101")
    file = world.settings.region_file.parent
    gone = region[:person] + region[region.index("[[person]]", person + 5) :]
    own = world.settings.database_url.partition(":///")[2]
    path = file.__class__(own).parent / "region.toml"
    path.write_text(gone, encoding="utf-8")
    await world.kill()
    world.settings = world.settings.model_copy(update={"region_file": path})
    await world.start()

    await world.says(ILYIN, WORDS, to=asked.message)
    await world.writes(ILYIN, WORDS, to=card)
    await world.writes(ILYIN, f"ответ 1 {WORDS}")

    assert asked.published == []
    assert world.mark(asked.message) == "❓"


@pytest.mark.parametrize(
    ("person", "signature"),
    [
        (KUZMIN, "Андрей Кузьмин, заместитель главы"),
        (VETROV, "Николай Ветров, глава округа"),
        (LEBEDEVA, "Анна Лебедева, ЦУР"),
    ],
)
async def test_others_with_the_right_answer_too_and_the_owner_hears(world: World, person: int, signature: str) -> None:
    asked = await ask(world, "chat")

    await world.writes(person, "1")
    await world.writes(person, WORDS)

    assert asked.published == [f"{WORDS}\n— {signature}"]
    [told] = world.heard(ILYIN)
    assert "Ответили на вопрос №1" in told
    assert signature in told


async def test_a_moderator_does_not_answer(world: World) -> None:
    asked = await ask(world, "chat")

    await world.writes(SOKOLOVA, f"ответ 1 {WORDS}")
    await world.says(SOKOLOVA, WORDS, to=asked.message)

    assert asked.published == []
    assert world.mark(asked.message) == "❓"


async def test_talk_of_staff_among_themselves_is_no_answer(world: World) -> None:
    """ЦУР replies «возьмите» to an alarm in the moderators' chat: residents must not read it."""
    asked = await ask(world, "chat")
    world.vk.deny(GROUP, KUZMIN)
    await world.writes(LEBEDEVA, "передать 1 Кузьмину")
    alarm = world.bot_said(MODERATORS_CHAT)[-1]
    assert "№1" in alarm.text

    await world.says(LEBEDEVA, "Даша, позвоните ему, пусть откроет сообщения", to=alarm.cmid, peer=MODERATORS_CHAT)

    assert asked.published == []
    assert world.mark(asked.message) == "❓"


# --- where the bot may not write


async def test_under_a_video_without_a_persons_token_and_without_private_messages(world: World) -> None:
    await world.comments(IRINA, LAMP, video=True)

    await world.writes(ILYIN, f"дата 1 пт {WORDS}", attachments=["photo"])

    [by_hand] = [m for m in world.bot_said(MODERATORS_CHAT) if "Опубликуйте вручную" in m.text]
    assert "№1" in by_hand.text
    assert "video-242065128_1" in by_hand.text
    assert "Будет готово в пятницу" in by_hand.text
    assert SIGNED in by_hand.text
    assert [one["type"] for one in by_hand.attachments] == ["photo"]
    assert world.bot_commented(video=True) == []


async def test_a_collected_question_whose_author_cannot_be_written_to(world: World) -> None:
    await collected(world, IRINA)

    await world.writes(ILYIN, WORDS)

    assert any("Опубликуйте вручную" in m.text for m in world.bot_said(MODERATORS_CHAT))
    assert world.bot_said(IRINA) == []


async def test_nobody_else_hears_a_private_answer(world: World) -> None:
    await ask(world, "private")

    await world.writes(ILYIN, WORDS)

    for peer in (CHAT, MODERATORS_CHAT, MARINA, IRINA, PETROVA):
        assert all(WORDS not in m.text for m in world.bot_said(peer))
    assert len([m for m in world.bot_said(VIKTOR) if WORDS in m.text]) == 1
