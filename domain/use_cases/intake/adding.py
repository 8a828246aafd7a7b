"""More words of an author about their own question."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from domain.limits import HOUR, LONGEST_TEXT, MINUTE, NEWS_A_MINUTE, too_many
from domain.message import Message
from domain.notices import AddedToQuestion, Quote, Someone
from domain.question import Question, Status
from domain.use_cases.scope import Scope
from domain.use_cases.telling import tell_official


async def add(scope: Scope, question: Question, message: Message) -> bool:
    """The words join the question; False when the official is not told of these apart: there were many just now."""
    told = await has_news(scope, question, "added")
    more = f"{question.text}\n{message.text}".strip()
    text = more if len(more) <= LONGEST_TEXT else question.text
    grown = replace(question, text=text, attachments=(*question.attachments, *message.attachments))
    await scope.keep(grown, "added", message.text)
    await scope.uow.questions.link(message.place, question.number)
    if question.assignee and told and question.status is not Status.DRAFT:
        notice = AddedToQuestion(question.number, Someone(question.author), Quote(message.text), message.attachments)
        key, urgent = f"{message.id}/added", question.urgent is not None
        await tell_official(scope, question.assignee, notice, key=key, question=question, urgent=urgent)
    return told


async def has_news(scope: Scope, question: Question, what: str) -> bool:
    """Whether one more change of this kind is worth a message of its own."""
    return await scope.uow.history.count(question.number, what, scope.now - MINUTE) < NEWS_A_MINUTE


async def asked_before(scope: Scope, message: Message, *, drafts: bool = False) -> Sequence[Question]:
    """What a person has asked by themselves lately, when it is enough for now; nothing while it is not."""
    lately = await scope.uow.questions.lately(message.author, message.at - HOUR)
    own = [q for q in lately if (q.status is Status.DRAFT) is drafts and q.taken_by is None]
    others = [q for q in own if q.place != message.place]
    return others if too_many((q.asked_at for q in others), message.at) else ()


def amended(question: Question, text: str) -> str:
    """The question's words after one of its messages was changed; the other messages stay."""
    parts = question.text.split("\n")
    nearest = max(range(len(parts)), key=lambda index: _likeness(parts[index], text))
    if len(parts) == 1 or _likeness(question.text, text) >= _likeness(parts[nearest], text):
        return text
    return "\n".join([*parts[:nearest], text, *parts[nearest + 1 :]])


def _likeness(one: str, other: str) -> float:
    """How much of two texts is the same letters; cheap and good enough to tell a part from the whole."""
    return SequenceMatcher(None, one, other).quick_ratio()
