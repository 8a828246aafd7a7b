"""[На доработку] below an answer of the sample: one of three reasons, or one's own in the next words."""

from domain.notices import Notice, SendBackWhy, StaleButton
from domain.ports import Dialog
from domain.use_cases.figures import quality
from handlers import payloads
from handlers.talk import Talk
from handlers.words import Vocabulary

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


async def reason_told(talk: Talk, dialog: Dialog, commands: Vocabulary) -> bool:
    """The words after [Своя]; a command is still a command, and a reply is about what it replies to."""
    if not talk.is_staff or not quality.is_reason_expected(talk.scope, dialog) or talk.message.reply_to is not None:
        return False
    if commands.find(talk.message.text, tolerant=False) is not None or not talk.message.text.strip():
        return False
    back = await quality.reason_told(talk.scope, dialog, talk.message.text, key=talk.key)
    await talk.reply(back, back.number)
    return True
