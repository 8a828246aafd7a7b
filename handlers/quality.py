"""[На доработку] below an answer of the sample: one of three reasons, or one's own in the next words."""

from domain.notices import Notice, SendBackWhy, StaleButton
from domain.ports import Dialog
from domain.use_cases.figures import quality
from handlers import payloads
from handlers.talk import Talk

REASONS = {"no-date": "нет срока", "off-matter": "не о том", "officialese": "канцелярит"}


async def press(talk: Talk, payload: payloads.About) -> Notice | None:
    """[На доработку], then [Нет срока] and the like."""
    question = await talk.scope.uow.questions.get(payload.q)
    word = payload.w if isinstance(payload, payloads.SendBackFor) else ""
    if word == "own":
        await quality.ask_reason(talk.scope, talk.message.place, question, key=talk.key)
    elif word in REASONS:
        await talk.reply(await quality.send_back(talk.scope, question, REASONS[word], key=talk.key), payload.q)
    elif word:
        return StaleButton()
    else:
        quality.must_be_sent_back(talk.scope, question)
        await talk.reply(SendBackWhy(payload.q), payload.q)
    return None


async def reason_told(talk: Talk, dialog: Dialog) -> bool:
    """The words after [Своя]."""
    if not quality.is_reason_expected(talk.scope, dialog):
        return False
    back = await quality.reason_told(talk.scope, dialog, talk.message.text, key=talk.key)
    await talk.reply(back, back.number)
    return True
