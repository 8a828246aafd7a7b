"""Presses of buttons: the payload says what, VK says who, rights are checked now."""

from domain.notices import DonePop, Notice, StaleButton
from handlers import payloads
from handlers.buttons import answering, moderators, officials, plain, residents
from handlers.talk import Talk

ABOUT = residents.ABOUT | officials.ABOUT | answering.ABOUT | moderators.ABOUT


async def press(talk: Talk, payload: payloads.Payload) -> Notice:
    """Does what the button says; what pops up for the one who pressed."""
    if not isinstance(payload, payloads.About):
        return await plain.press(talk, payload)
    run = ABOUT.get(type(payload))
    return (await run(talk, payload) or DonePop()) if run else StaleButton()
