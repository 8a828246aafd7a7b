"""What stories of a broadcast have in common: it is announced, the desk is tapped, time goes by."""

from datetime import timedelta

from sandbox.conversations import Message as Shown
from tests.world import GROUP, MODERATORS_CHAT, SOKOLOVA, World, labels

WATCH = "https://vk.com/video-242065128_7"


def the_desk(world: World) -> Shown:
    """The one message that is edited in place."""
    return [m for m in world.bot_said(MODERATORS_CHAT) if m.text.startswith("Эфир №1 ·")][-1]


async def taps(world: World, label: str, person: int = SOKOLOVA) -> None:
    """A button of the desk, by its beginning."""
    desk = the_desk(world)
    found = next((one for one in labels(desk) if one == label or one.startswith(f"{label} ")), None)
    assert found, f"no «{label}» in {labels(desk)}"
    world.vk.press(GROUP, MODERATORS_CHAT, person, desk.cmid, found)
    await world.settle()


async def passes(world: World, **length: float) -> None:
    """Time goes by, the desk is looked after."""
    world.vk.clock.advance(timedelta(**length))
    await world.tick()
    world.vk.clock.advance(timedelta(seconds=5))
    await world.tick()


async def announced(world: World, who: int = SOKOLOVA) -> None:
    """For 18:00 of that day, in the community, with a post on its wall."""
    await world.says(who, "эфир 3.12 18:00 Ветров 90 минут", peer=MODERATORS_CHAT)
    await world.presses(who, "Сообщество", peer=MODERATORS_CHAT)
    await world.presses(who, "Да, поставить", peer=MODERATORS_CHAT)
