"""What people found about a rumour, where the message that tells it is an open question too.

Whoever owes the answer, and whoever put the refutation there, may let it count as the answer with one tap; the bot
never decides so by itself: a question may ask more than the rumour says.
"""

from domain.capture import What
from domain.errors import RuleViolation
from domain.message import Message
from domain.notices import Quote, RumourAnswers, Verbatim
from domain.people import Right, may_with
from domain.place import Place
from domain.question import Question, Status
from domain.rumours import Rumour
from domain.use_cases.answers.answering import Answering
from domain.use_cases.answers.bringing import everyone_asking
from domain.use_cases.scope import Scope
from domain.use_cases.telling import tell_ccu, tell_official, tell_person


async def offer(scope: Scope, rumour: Rumour, place: Place) -> None:
    """The checked words stand under a message: if it asked something that is still open, they may answer it."""
    question = await scope.uow.questions.at(place)
    if question is not None and question.status is Status.MERGED and question.main:
        question = await scope.uow.questions.find(question.main)
    if question is None or not question.is_open:
        return
    notice = RumourAnswers(question.number, str(rumour.number), Quote(question.words), Verbatim(words(rumour)))
    key = f"rumour/{rumour.number}/answers/{question.number}"
    tapped = scope.actor if may_with(scope.person, Right.ANSWER, question) else None
    if question.assignee and question.assignee != tapped:
        await tell_official(scope, question.assignee, notice, key=key, question=question)
    if tapped:
        await tell_person(scope, tapped, notice, key=key, question=question)
    elif not question.assignee:
        await tell_ccu(scope, notice, key=key, question=question)


def words(rumour: Rumour) -> str:
    """What residents read, and how it is known."""
    return "\n".join(part for part in (rumour.text, rumour.source) if part)


async def close(scope: Scope, answering: Answering, question: Question, number: int) -> bool:
    """[Это и ответ]: nothing is said twice there, whoever follows the question reads it in private."""
    scope.must(Right.ANSWER, question)
    rumour = await scope.uow.rumours.get(number)
    asked = {one.place.whole: one for one in await everyone_asking(scope, question)}
    told = [one for one in await scope.uow.rumours.sightings(number) if one.told_at and one.place.whole in asked]
    if not told or not rumour.holds(scope.now):
        return False
    if not question.is_open:
        raise RuleViolation("already-answered", number=question.number)
    sighting = told[-1]
    at = sighting.told_at or scope.now
    said = Message(sighting.place, scope.actor, words(rumour), at, pressed=f"rumour/{number}")
    await answering.answer(scope, asked[sighting.place.whole], said, meant=What.ANSWER, undated=True)
    return True
