"""Journey 5, Monday 9:30: the week of municipalities, why it is so, and what is contested."""

from pathlib import Path

from tests.world import (
    GROUP,
    ILYIN,
    KUZMIN,
    LEBEDEVA,
    LENA,
    MARINA,
    OLEG,
    PETROVA,
    SOKOLOVA,
    STAFF_CHAT,
    VETROV,
    World,
    a_town,
    labels,
    moment,
)

WEEK = [
    "Неделя 16.11–22.11. Вопросов: 6, в срок — 83 %, медиана 0 ч 0 мин, вернулись «не решено» или на доработку — 0.",
    "🟡 жёлтая — 1: Приозёрный 79",
    "Темы: дороги 3, освещение 3.",
    "Обещаний на неделе 1, сделано в срок 0.",
]


LETTER = [
    "Николай, добрый день. Приозёрный, неделя 16.11–22.11: 79 из 100, зона жёлтая, место 1 из 1.",
    "Вопросов 6, в срок — 83 %, обычно отвечали сразу.",
    "Хорошо:",
    "+ отвечали быстро",
    "+ никто не вернулся с «не решено»",
    "+ ответы по делу",
    "Стоило баллов:",
    "−15 обещания: №5",
    "−6 в срок: №6",
    "Ждут до сих пор: №6. Ответить сегодня — зона жёлтая.",
]


async def test_the_week_is_told_explained_and_contested(tmp_path: Path) -> None:
    async with a_town(tmp_path, at="2026-11-19 09:00") as world:
        await a_week(world)
        world.vk.clock.advance(moment("2026-11-23 09:31") - world.vk.clock.now())
        await world.tick()
        told, drawn = [text for text in world.heard(STAFF_CHAT) if text.startswith("Неделя")]
        assert told.splitlines() == WEEK
        assert drawn.startswith("Неделя 16.11–22.11 картинкой")
        await world.presses(LEBEDEVA, "XLSX", peer=STAFF_CHAT)
        assert "16.11–22.11 таблицей" in world.heard(STAFF_CHAT)[-1]
        names = [one["doc"]["title"] for said in world.bot_said(STAFF_CHAT) for one in said.attachments]
        assert names == ["nedelya-2026-11-16.png", "nedelya-2026-11-16.xlsx"]

        world.heard(VETROV)
        world.vk.clock.advance(moment("2026-11-23 11:01") - world.vk.clock.now())
        await world.tick()
        [letter] = [text for text in world.heard(VETROV) if "неделя" in text]
        assert letter.splitlines() == LETTER
        assert "Письма главам: отправил 1, по одному, в рабочее время." in world.heard(STAFF_CHAT)
        await world.presses(LEBEDEVA, "Письма главам", peer=STAFF_CHAT)
        assert "второй раз не посылаю" in world.heard(STAFF_CHAT)[-1]
        await world.presses(VETROV, "Оспорить")
        assert "оспорить 95" in world.heard(VETROV)[-1]
        await world.writes(LEBEDEVA, "письма главам нет")
        assert "сами не уходят" in world.heard(LEBEDEVA)[-1]

        for person in (LEBEDEVA, KUZMIN):
            world.heard(person)
        await world.presses(LEBEDEVA, "Почему Приозёрный", peer=STAFF_CHAT)
        assert world.heard(STAFF_CHAT)[-1].splitlines() == [
            "Приозёрный, 16.11–22.11: 79 из 100, жёлтая.",
            "Потеряли:",
            "−15 обещания: №5",
            "−6 в срок: №6",
            "Ждут до сих пор: №6. Ответить сегодня — зона жёлтая.",
            "Ушли без ответа 2 из 8: авторы отозвали 1, модераторы сняли 1.",
        ]

        await world.writes(KUZMIN, "разбор")
        assert world.heard(KUZMIN)[-1].startswith("Приозёрный, 16.11–22.11: 79 из 100")
        await world.presses(KUZMIN, "Оспорить")
        assert "оспорить 95" in world.heard(KUZMIN)[-1]
        await world.writes(KUZMIN, "оспорить 6")
        assert "причин" in world.heard(KUZMIN)[-1]
        await world.writes(KUZMIN, "оспорить 6 не наш, дорога областная")
        assert world.heard(KUZMIN) == ["Спросил ЦУР о вопросе №6. Решат — напишу."]
        assert "Андрей Кузьмин" in (asked := world.heard(STAFF_CHAT)[-1])
        assert "№6: «не наш, дорога областная»" in asked

        await world.presses(LEBEDEVA, "Согласен", peer=STAFF_CHAT)
        for chat in (STAFF_CHAT, KUZMIN):
            assert world.heard(chat)[-1].splitlines() == [
                "Вопрос №6 больше не считаем, так решили: Анна Лебедева.",
                "Баллы, Приозёрный: было 79, стало 85 из 100.",
            ]
        await world.presses(LEBEDEVA, "Нет", peer=STAFF_CHAT)
        assert world.heard(STAFF_CHAT) == [], "the first press has decided"
        await world.writes(KUZMIN, "оспорить 6 ещё раз")
        assert "уже оспаривали" in world.heard(KUZMIN)[-1]
        await world.writes(LEBEDEVA, "история 6")
        assert "в рейтинге не считаем" in world.heard(LEBEDEVA)[-1]
        await world.writes(KUZMIN, "рейтинг")
        assert "🟢 зелёная — 1: Приозёрный 85" in world.heard(KUZMIN)[-1]
        await world.writes(KUZMIN, "рейтинг 10.11")
        assert world.heard(KUZMIN) == ["Неделя 9.11–15.11. Сроков на этой неделе не было."]
        await world.writes(KUZMIN, "рейтинг когда-нибудь")
        assert "Не понял неделю" in world.heard(KUZMIN)[-1]


async def a_week(world: World) -> None:
    """Four quick answers, a promise nobody kept, and a question nobody has answered."""
    for person, words in (
        (MARINA, "Когда починят фонарь на Победы, 14? Третий день темно"),
        (LENA, "Когда заменят лампу на Лесной, 3? Не горит с лета"),
        (OLEG, "Почему не горит светильник на Садовой, 8?"),
        (MARINA, "Когда засыплют яму на дороге в Заручевье?"),
        (LENA, "Когда почистят тротуар на Мира, 20?"),
        (OLEG, "Когда починят мост на трассе в Зарубино?"),
        (LENA, "Когда вывезут мусор с Мира, 4?"),
        (MARINA, "Почему нет горячей воды на Победы, 3?"),
    ):
        await world.says(person, words)
    await world.writes(LENA, "отозвать 7")
    await world.writes(SOKOLOVA, "не вопрос 8")
    for number in (1, 2, 3):
        await world.writes(ILYIN, f"ответ {number} Заменили, горит, блок новый, линия {number}")
    await world.writes(PETROVA, "ответ 4 Засыпали щебнем, укатали")
    await world.writes(PETROVA, "дата 5 завтра Почистим завтра")


async def test_a_districts_list_is_handed_reminded_and_called_about_once(world: World) -> None:
    await world.says(MARINA, "Когда починят фонарь на Победы, 14? Третий день темно")
    await world.says(LENA, "Когда засыплют яму на дороге в Заручевье?")
    world.vk.deny(GROUP, PETROVA)
    await world.writes(LEBEDEVA, "ждут Приозёрный")
    for person in (LEBEDEVA, ILYIN, KUZMIN, SOKOLOVA):
        world.heard(person)

    await world.presses(LEBEDEVA, "Позвонил — отметить")
    assert world.heard(LEBEDEVA) == ["Отметил звонок в истории вопросов: 2."]
    await world.presses(LEBEDEVA, "Напомнить")
    assert world.heard(ILYIN)[0].startswith("Анна Лебедева, ЦУР просит ответить:\n№1")
    assert world.heard(LEBEDEVA)[-1].startswith("Напомнил, вопросов: ")
    await world.presses(LEBEDEVA, "Напомнить")
    assert world.heard(LEBEDEVA) == ["Анна Лебедева уже напоминает: 10:00. Второй раз не нужно."]

    await world.presses(LEBEDEVA, "Передать все Андрею Кузьмину")
    assert world.heard(LEBEDEVA)[0].startswith("Передал Андрею Кузьмину, вопросов: ")
    assert any("фонарь на Победы" in text for text in world.heard(KUZMIN))
    async with world.bot.database.reading() as uow:
        assert "handed" not in await uow.examples.counts(), "it says nothing of whose such questions are"
    await world.presses(LEBEDEVA, "Передать все Андрею Кузьмину")
    assert "уже передаёт дела: 10:0" in world.heard(LEBEDEVA)[-1]
    await world.writes(LEBEDEVA, "история 1")
    assert "звонили в округ" in world.heard(LEBEDEVA)[-1]
    await world.writes(KUZMIN, "ждут")
    assert "Напомнить" not in labels(world.bot_said(KUZMIN)[-1]), "only ЦУР"


async def test_what_is_with_the_water_in_bor(world: World) -> None:
    await world.says(MARINA, "Когда будет вода в Бору? Второй день сухо")
    await world.says(LENA, "Почему в Заручевье ржавая вода из крана?")
    await world.writes(ILYIN, "дата 1 завтра Насос меняем, воды дождётесь завтра")
    await world.writes(LEBEDEVA, "тема вода Бор 7 дней")
    assert world.heard(LEBEDEVA)[-1].splitlines() == [
        "вода, Бор, с 17.11: вопросов 1, ждут 0, просрочено 0, голосов 0.",
        "Первый — №1, 24.11.",
        "Отвечают: Сергей Ильин.",
        "Последний ответ: «Насос меняем, воды дождётесь завтра» — Сергей Ильин, ЖКХ, 24.11.",
        "Обещано: завтра, 17:30, Сергей Ильин, ЖКХ.",
    ]
    await world.writes(LEBEDEVA, "тема вода 7 дней")
    assert "вопросов 2, ждут 1" in world.heard(LEBEDEVA)[-1]
