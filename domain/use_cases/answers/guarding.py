"""One stolen session speaks for the whole administration (failures.md 4): what ЦУР must see of an answer."""

from datetime import datetime

from domain.answer import Answer
from domain.calendar import Calendar
from domain.message import Message
from domain.notices import AnswerHeld, OddHourAnswer, Quote, RudeAnswer, Someone
from domain.question import Question
from domain.use_cases.scope import Scope
from domain.use_cases.telling import tell_ccu, tell_official


async def hold(scope: Scope, question: Question, message: Message, *, in_place: bool) -> None:
    """Rude words of an official go nowhere and stop no clock; the official and ЦУР hear of it at once."""
    number, who = question.number, scope.actor
    told = AnswerHeld(number, in_place)
    await tell_official(scope, who, told, key=f"{message.id}/held", question=question, urgent=True)
    alarm = RudeAnswer(number, Someone(who), str(who), Quote(message.text), in_place)
    await tell_ccu(scope, alarm, key=f"{message.id}/rude", question=question)
    await scope.note(number, "answer_held")


async def flag_odd_hour(scope: Scope, question: Question, answer: Answer, *, in_place: bool) -> None:
    """An answer at night or on a day off: published like any other, and shown to ЦУР the same minute."""
    if not is_odd_hour(scope.calendar, answer.at):
        return
    flag = OddHourAnswer(question.number, Someone(answer.by), str(answer.by), Quote(answer.text), in_place)
    await tell_ccu(scope, flag, key=f"{answer.id}/odd-hour", question=question)


def is_odd_hour(calendar: Calendar, at: datetime) -> bool:
    """Night, or a day nobody works; an evening after work is not: heads answer then."""
    if calendar.is_always:
        return False
    return calendar.is_quiet(at) or not calendar.is_working_day(calendar.local(at).date())
