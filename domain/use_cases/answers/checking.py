"""The second look at an official's words: held back with a one-tap fix, or told along with «Отправил»."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from domain.answer import Answer, Dates
from domain.errors import RuleViolation
from domain.hints import HOLDING, SAME_ANSWERS, Hint, Written, can_be_fixed, fixed, hints, is_private, meant_for
from domain.message import Message, place_id
from domain.notices import BeforeSending, PrivateInChat, Quote
from domain.ports import Expecting, Filter
from domain.question import WAITING, Question
from domain.use_cases.answers.bringing import everyone_asking
from domain.use_cases.scope import Scope
from domain.use_cases.telling import line_of, reply_to_actor, tell_official

COMMON_WORDS = 4
"""«Сделали» is said often; equal answers of so many words and more are a formula."""

OTHERS = 20


async def holds(
    scope: Scope, question: Question, message: Message, dates: Dates, *, due: datetime | None, outside: bool
) -> bool:
    """Whether the words wait for one more tap of the official; then they are asked about, and may be written anew."""
    others = await scope.uow.questions.list(Filter(assignee=scope.actor, statuses=WAITING, limit=OTHERS))
    written = await _written(scope, question, message.text, dates, message.attachments, others)
    found = [hint for hint in hints(written) if hint in HOLDING]
    if not found:
        return False
    hint, text = found[0], message.text
    other = meant_for(written) if hint is Hint.OTHER else ()
    notice = BeforeSending(
        number=question.number,
        hint=hint.value,
        text=Quote(text),
        said_in=place_id(message.place),
        said_at=message.at,
        attachments=message.attachments,
        due=due,
        outside=outside,
        fixed=Quote(fixed(text, hint)) if can_be_fixed(text, hint) else None,
        lines=tuple(line_of(scope, one) for one in other),
        in_private=await scope.uow.dialogs.reachable(question.author) is not None,
    )
    await reply_to_actor(scope, message.place, notice, key=f"{message.id}/second-look", number=question.number)
    await _awaits_anew(scope, question, message, due=due, outside=outside)
    return True


async def must_be_fit(scope: Scope, question: Question, text: str) -> None:
    """Refuses words with somebody's private data where others would read them; nothing else is refused."""
    asking = await everyone_asking(scope, question)
    if any(one.place.is_public for one in asking) and is_private(text):
        raise RuleViolation("private-in-public", number=question.number)


async def _awaits_anew(
    scope: Scope, question: Question, message: Message, *, due: datetime | None, outside: bool
) -> None:
    """The next plain text is the same answer in other words."""
    dialog = await scope.uow.dialogs.get(message.place.community, scope.actor, scope.actor)
    what = Expecting.OUTSIDE if outside else Expecting.DATE_TEXT if due else Expecting.ANSWER
    facts = due.isoformat() if due else ""
    await scope.uow.dialogs.save(dialog.awaiting(what, scope.now, card=question.number, facts=facts))


async def said_already(scope: Scope, question: Question, answer: Answer, dates: Dates, *, in_place: bool) -> str:
    """What an official hears of words that have gone: the most important hint, or nothing."""
    equal = await _equal(scope, answer)
    written = await _written(scope, question, answer.text, dates, answer.attachments, ())
    found = hints(replace(written, equal=equal))
    if in_place and Hint.PRIVATE in found:
        notice = PrivateInChat(question.number)
        key = f"{answer.id}/private"
        await tell_official(scope, answer.by, notice, key=key, question=question, urgent=True)
    told = [hint for hint in found if hint not in {Hint.PRIVATE, Hint.OTHER} and (in_place or hint not in HOLDING)]
    return told[0].value if told else ""


async def _written(
    scope: Scope,
    question: Question,
    text: str,
    dates: Dates,
    attachments: Sequence[str],
    others: Sequence[Question],
) -> Written:
    asking = await everyone_asking(scope, question)
    return Written(
        text=text,
        question=question,
        region=scope.region,
        public=any(one.place.is_public or one.is_collected for one in asking),
        dated=bool(dates),
        shown=bool(attachments),
        others=tuple(one for one in others if one.number != question.number),
    )


async def _equal(scope: Scope, answer: Answer) -> int:
    """How often this person said the same words this week, this time included; no more than matters."""
    words = answer.text.casefold().split()
    if len(words) < COMMON_WORDS:
        return 1
    year, week, _ = scope.calendar.local(scope.now).isocalendar()
    digest = blake2b(" ".join(words).encode(), digest_size=12).hexdigest()
    for count in range(1, SAME_ANSWERS):
        if await scope.uow.diary.once(f"equal/{answer.by}/{year}-{week}/{digest}/{count}", scope.now):
            return count
    return SAME_ANSWERS
