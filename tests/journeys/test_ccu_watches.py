"""What ЦУР sees of officials: answers at odd hours, rude words, work sent back."""

from datetime import timedelta

from tests.journeys.answers import ask
from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    LEBEDEVA,
    LENA,
    MARINA,
    MODERATORS_CHAT,
    OLEG,
    PETROVA,
    STAFF_CHAT,
    VETROV,
    World,
)

RUDE_ANSWER = "Да пошли вы, дебилы, лампа им не горит"


async def test_row_4_an_answer_at_night_is_shown_to_ccu_and_can_be_taken_back(tuesday_evening: World) -> None:
    world = tuesday_evening
    asked = await ask(world, "chat")
    await world.until("2026-11-24 22:10")
    world.heard(STAFF_CHAT)
    await world.writes(ILYIN, "ответ 1 Лучше пейте, лампа подождёт")
    assert len(asked.published) == 1, "an answer is published whatever the hour"

    [flag] = world.heard(STAFF_CHAT)
    assert flag.splitlines() == [
        "Ответ в нерабочее время: Сергей Ильин, ЖКХ, №1: «Лучше пейте, лампа подождёт»",
        "Похоже на взлом — «стоп человек id101».",
    ]

    await world.until("2026-11-24 23:30")
    await world.presses(LEBEDEVA, "Скрыть ответ", peer=STAFF_CHAT)
    assert asked.published == []
    assert world.mark(asked.message) == "❓"
    await world.until("2026-11-25 09:00")
    assert any("Анна Лебедева" in text and "убирает ваш ответ на вопрос №1" in text for text in world.heard(ILYIN))


async def test_row_4_rude_words_of_an_official_go_nowhere(world: World) -> None:
    asked = await ask(world, "chat")
    world.heard(STAFF_CHAT)
    await world.writes(ILYIN, f"ответ 1 {RUDE_ANSWER}")

    assert asked.published == []
    assert world.mark(asked.message) == "❓", "the clock runs on"
    assert "грубые слова, жителю не отправил" in world.heard(ILYIN)[-1]
    [alarm] = world.heard(STAFF_CHAT)
    assert alarm.startswith("⚠ Сергей Ильин, ЖКХ, вопрос №1")
    assert "дебил" not in alarm

    await world.says(ILYIN, "сами уроды, чините себе", to=asked.message, peer=CHAT)
    assert world.mark(asked.message) == "❓"
    assert "Написано прямо под вопросом" in world.heard(STAFF_CHAT)[-1]

    await world.writes(ILYIN, "ответ 1 Лампу заменим завтра, позор нам")
    assert len(asked.published) == 1
    assert world.heard(STAFF_CHAT) == [], "anger at oneself is not abuse, and it is a working day"
    assert asked.author == MARINA


async def test_row_3_a_namesake_who_answers_alarms_once_a_day(world: World) -> None:
    """failures.md 3: VK is asked for the name of a new replier once."""
    asked_once = [str(MARINA), str(OLEG), "300"]
    world.vk.add_user(300, "Сергей", "Ильин")
    world.vk.chat(GROUP, CHAT).members.append(300)
    asked = await ask(world, "chat")
    await world.tick()
    for peer in (STAFF_CHAT, MODERATORS_CHAT):
        world.heard(peer)
    await world.says(OLEG, "там вся линия обесточена", to=asked.message)
    await world.says(300, "Это Ильин из ЖКХ, ждите до весны", to=asked.message)
    await world.tick()
    assert sorted(named(world)) == asked_once
    [alarm] = world.heard(STAFF_CHAT)
    assert "Под вопросом №1 пишет vk.com/id300, имя — как у нас: Сергей Ильин, ЖКХ" in alarm
    assert world.heard(MODERATORS_CHAT)[-1] == alarm
    assert world.mark(asked.message) == "❓", "it is no answer"

    await world.says(300, "Весной, сказано же", to=asked.message)
    await world.tick()
    assert world.heard(STAFF_CHAT) == []
    await world.until("2026-11-25 10:05")
    world.heard(STAFF_CHAT)
    await world.says(300, "Ждите, я всё решил", to=asked.message)
    await world.tick()
    assert len(world.heard(STAFF_CHAT)) == 1, "another day, another alarm"
    assert sorted(named(world)) == asked_once


def named(world: World) -> list[str]:
    asked = [parameters["user_ids"].split(",") for method, parameters in world.vk.requests if method == "users.get"]
    return [person for people in asked for person in people]


async def test_row_9_a_formal_reply_is_sent_back_and_its_first_clock_goes_on(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(LEBEDEVA, "ждут")
    due = next(line for line in world.heard(LEBEDEVA)[-1].splitlines() if line.startswith("№1"))
    await world.writes(ILYIN, "ответ 1 Взято на контроль")
    await world.presses(ILYIN, "Отправить как есть")
    assert len(asked.published) == 1
    assert world.mark(asked.message) == "❓"
    await world.writes(LEBEDEVA, "ждут")
    assert due in world.heard(LEBEDEVA)[-1], "«взято на контроль» stops no clock"
    await world.writes(ILYIN, "ответ 1 Линия освещения обслуживается, блок поставят по мере поступления")
    assert len(asked.published) == 2
    for peer in (ILYIN, CHAT, MARINA):
        world.heard(peer)

    await world.writes(LEBEDEVA, "доработать 1")
    assert "Напишите причину" in world.heard(LEBEDEVA)[-1]
    await world.writes(LEBEDEVA, "доработать 1 нет срока")  # the same by buttons: see yesterday's answers
    assert "Вернул ответ на вопрос №1 на доработку: Сергей Ильин" in world.heard(LEBEDEVA)[-1]
    [back] = world.heard(ILYIN)
    assert "Анна Лебедева" in back
    assert "Причина: нет срока." in back
    await world.writes(LEBEDEVA, "ждут")
    assert due in world.heard(LEBEDEVA)[-1], "the same deadline"

    await world.until("2026-11-25 12:00")
    assert any("просрочен" in text for text in world.heard(ILYIN))
    assert [*world.heard(CHAT), *world.heard(MARINA)] == [], "the resident sees nothing but the next answer"
    await world.writes(ILYIN, "ответ 1 Меняем блок, свет будет в четверг до 12:00")
    assert len(asked.published) == 3


async def test_yesterdays_answers_are_judged_in_three_taps_each(world: World) -> None:
    """product.md 105."""
    await ask(world, "chat")
    await world.writes(ILYIN, "ответ 1 Меняем блок, свет будет в четверг до 12:00")
    await world.says(OLEG, "Когда уберут мусор на Труда 8? контейнеры переполнены")
    await world.writes(ILYIN, "ответ 2 Вывезем сегодня до 18:00")
    await world.until("2026-11-25 15:45")
    world.heard(STAFF_CHAT)
    await world.until("2026-11-25 16:01")

    [first] = [text for text in world.heard(STAFF_CHAT) if "Случайный ответ" in text]
    assert first.startswith("Случайный ответ 1 из 2, вопрос №")
    for tap in ("По делу: да", "Есть срок: нет", "Есть срок: да", "По-человечески: да"):
        assert world.heard(STAFF_CHAT) == []
        await world.presses(LEBEDEVA, tap, peer=STAFF_CHAT)
    [second] = world.heard(STAFF_CHAT)
    assert second.startswith("Случайный ответ 2 из 2, вопрос №")
    for tap in ("По делу: да", "Есть срок: да", "По-человечески: нет"):
        await world.presses(LEBEDEVA, tap, peer=STAFF_CHAT)
    assert world.heard(STAFF_CHAT) == ["Ответы за день проверены: 2. По делу, со сроком и по-человечески: 1."]

    for number, label in ((1, "Нет срока"), (2, "Своя причина")):
        world.heard(ILYIN)
        asked_about = next(m for m in world.bot_said(STAFF_CHAT) if f"вопрос №{number}:" in m.text and m.keyboard)
        world.vk.press(GROUP, STAFF_CHAT, LEBEDEVA, asked_about.cmid, "На доработку")
        await world.settle()
        assert f"Почему вернуть ответ на вопрос №{number}?" in world.heard(STAFF_CHAT)[-1]
        await world.presses(LEBEDEVA, label, peer=STAFF_CHAT)
        if label == "Своя причина":
            await world.writes(LEBEDEVA, "не сказано, кто вывезет")
        told = [*world.heard(STAFF_CHAT), *world.heard(LEBEDEVA)][-1]
        assert f"Вернул ответ на вопрос №{number} на доработку" in told
    assert "Причина: не сказано, кто вывезет." in world.heard(ILYIN)[-1]


async def test_the_third_time_at_one_place_the_head_hears_of_a_system(world: World) -> None:
    """product.md 107: once, until it comes back again."""
    for person in (MARINA, OLEG, LENA):
        await world.says(person, "Когда засыплют яму на дороге, Победы 14?")
        await world.pass_time(timedelta(minutes=30))
        number = (MARINA, OLEG, LENA).index(person) + 1
        await world.writes(PETROVA, f"ответ {number} Засыпали сегодня, проверьте")
    await world.until("2026-11-25 09:10")
    [told] = [text for text in world.heard(VETROV) if "Повторяется" in text]
    assert told.splitlines()[1] == "Дороги, Победы 14 — вопросов: 3, последний №3"
    await world.until("2026-11-26 09:10")
    assert not [text for text in world.heard(VETROV) if "Повторяется" in text]
