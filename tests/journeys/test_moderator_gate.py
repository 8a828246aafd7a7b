"""«Слишком много пустого в «возможно»»: moderators see what a stricter gate would have done, and move it."""

from datetime import timedelta

import pytest

from domain.question import Status
from tests.world import CHAT, ILYIN, LEBEDEVA, LENA, MARINA, MODERATORS_CHAT, OLEG, SOKOLOVA, World

DOUBTFUL = "на Победы лампочки тусклые"
PLAIN = "а что с фонарём на Победы 14? третий день темно, почините"
IDLE = "красивый закат сегодня, гуляли у озера"


pytestmark = pytest.mark.at("2026-11-24 14:30")


async def statuses(world: World) -> list[Status]:
    async with world.bot.database.reading() as uow:
        return [question.status for question in await uow.questions.after(0, 50)]


async def test_a_gate_is_shown_tried_moved_and_put_back(world: World) -> None:
    await world.says(MARINA, DOUBTFUL)
    await world.says(OLEG, PLAIN)
    await world.says(LENA, IDLE)
    assert await statuses(world) == [Status.DRAFT, Status.ASSIGNED]
    await world.pass_time(timedelta(days=1))
    world.heard(MODERATORS_CHAT)

    await world.says(SOKOLOVA, "порог", peer=MODERATORS_CHAT)
    [shown] = world.heard(MODERATORS_CHAT)
    assert "Приозёрный округ: вопросы — как обычно, «возможно» — как обычно" in shown
    assert "Вчера с таким порогом: вопросов 1, в «возможно» 1" in shown

    for _ in range(2):
        await world.says(SOKOLOVA, "порог строже возможно", peer=MODERATORS_CHAT)
        [preview] = world.heard(MODERATORS_CHAT)
        await world.presses(SOKOLOVA, "Поставить так", peer=MODERATORS_CHAT)
        [moved] = world.heard(MODERATORS_CHAT)
    assert "Вчера записал бы 1 вместо 1, в «возможно» — 0 вместо 1." in preview
    assert "«возможно» — намного строже" in moved

    await world.says(MARINA, DOUBTFUL.replace("Победы", "Труда"))
    assert len(await statuses(world)) == 2  # chatter now: nothing of it is written down
    await world.says(SOKOLOVA, "порог строже возможно", peer=MODERATORS_CHAT)
    assert "это край" in world.heard(MODERATORS_CHAT)[-1]

    await world.presses(SOKOLOVA, "Вернуть как было", peer=MODERATORS_CHAT)
    await world.says(SOKOLOVA, "порог", peer=MODERATORS_CHAT)
    assert "«возможно» — строже." in world.heard(MODERATORS_CHAT)[-1]
    async with world.bot.database.reading() as uow:
        log = [(entry.actor, entry.detail) for entry in await uow.history.of(0) if entry.what == "gate"]
    assert [actor for actor, _ in log] == [SOKOLOVA] * 3
    assert log[0][1] == "priozerny: +0 +0 90 → +0 +1 90"


async def test_precision_of_topics_is_moved_by_steps_and_officials_may_not(world: World) -> None:
    await world.says(MARINA, PLAIN)
    await world.writes(LEBEDEVA, "порог строже темы")
    assert "За неделю тему назвал бы сам у" in world.heard(LEBEDEVA)[-1]
    await world.presses(LEBEDEVA, "Поставить так")
    assert "Вся область" in world.heard(LEBEDEVA)[-1]
    assert "уверен на 95 %" in world.bot_said(LEBEDEVA)[-1].text

    await world.writes(ILYIN, "строже")
    assert "другие права" in world.heard(ILYIN)[-1]
    await world.says(SOKOLOVA, "строже надо с ними", peer=CHAT)
    assert world.heard(CHAT) == []
