"""The same was asked and answered before: its answer is offered, and nobody is troubled twice (product.md 39)."""

from datetime import timedelta

from domain.question import Status
from tests.world import CHAT, IRINA, LENA, MARINA, OLEG, PETROVA, VIKTOR, World

BUS = "Автобус до Зарубино по субботам зимой будет ходить?"
TIMES = "Ирина, добрый день. По субботам один рейс: из Приозёрска 8:10, обратно 13:40"
OFFERED = (
    "Похожее уже спрашивали. Ольга Петрова, транспорт и дороги, 24 ноября: "
    "«По субботам один рейс: из Приозёрска 8:10, обратно 13:40»\n"
)


async def status(world: World, number: int) -> tuple[Status, int | None]:
    async with world.bot.database.reading() as uow:
        question = await uow.questions.get(number)
        return question.status, question.main


async def test_a_confirmed_answer_is_offered_to_the_next_who_asks_and_no_other_is_held_up(world: World) -> None:
    for person in (IRINA, VIKTOR, LENA, MARINA):
        await world.starts(person)
    await world.writes_and_waits(IRINA, BUS)
    await world.writes(PETROVA, f"ответ 1 {TIMES}")
    await world.writes_and_waits(VIKTOR, "Скажите а автобус до Зарубино будет зимой ходить по субботам")
    assert "Похожее" not in world.heard(VIKTOR)[-1], "nobody confirmed it yet"

    await world.presses(IRINA, "Это помогло")
    [known] = [text for text in world.heard(PETROVA) if "Житель подтвердил" in text]
    assert "До 24.12 буду показывать" in known
    await world.writes(PETROVA, "действует 1 до 1 марта")
    assert world.heard(PETROVA)[-1].startswith("Записал: ответ на №1 действует до 1.03.")

    # In private: enough, and the official hears nothing of it.
    await world.writes_and_waits(LENA, "Подскажите, зимой по субботам автобус до Зарубино будет ходить?")
    [offer] = world.heard(LENA)[-1:]
    assert offer.startswith(OFFERED)
    await world.presses(LENA, "Да, спасибо")
    assert "вопрос №3 закрыл" in world.heard(LENA)[-1]
    assert await status(world, 3) == (Status.MERGED, 1)
    assert not any("№3" in text for text in world.heard(PETROVA))

    # In a chat: nothing but the mark, the offer in private; «нет» sends it on with the clock from its message.
    asked = await world.says(MARINA, "Подскажите, будет ли автобус до Зарубино ходить зимой по субботам?")
    assert world.mark(asked) == "❓"
    assert world.heard(CHAT) == []
    await world.pass_time(timedelta(minutes=5))
    await world.presses(MARINA, "Нет, у меня другое")
    assert world.heard(MARINA)[-1].startswith("Записал ваш вопрос")
    async with world.bot.database.reading() as uow:
        went_on = await uow.questions.get(4)
    assert (went_on.assignee, went_on.clock.since) == (PETROVA, went_on.asked_at)

    # Silence is no consent, nobody unreachable is held up, and another village is another matter.
    await world.says(OLEG, "Когда пустят автобус до Зарубино по субботам зимой?")
    assert (await status(world, 5))[0] is Status.ASSIGNED
    await world.writes_and_waits(VIKTOR, "Автобус до Заручевья по субботам зимой будет ходить?")
    assert "Похожее" not in world.heard(VIKTOR)[-1]
    await world.writes_and_waits(VIKTOR, "Ходит ли зимой по субботам автобус до Зарубино?")
    assert world.heard(VIKTOR)[-1].startswith("Похожее")
    await world.pass_time(timedelta(minutes=12))
    assert (await status(world, 7))[0] is Status.ASSIGNED
    assert world.heard(VIKTOR)[-1].startswith("Записал, №7")

    # A late «да» still counts; what the official ended is offered no more.
    await world.presses(VIKTOR, "Да, спасибо")
    assert await status(world, 7) == (Status.MERGED, 1)
    await world.presses(VIKTOR, "Нет, у меня другое")
    assert (await status(world, 7))[0] is Status.ASSIGNED
    await world.writes(PETROVA, "действует 1 нет")
    await world.writes_and_waits(LENA, "по субботам зимой автобус до Зарубино будет ходить?")
    assert world.heard(LENA)[-1].startswith("Записал, №8")
