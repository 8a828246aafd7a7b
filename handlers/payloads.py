"""What a button says when it is pressed: ids only, rights are checked at the press.

VK keeps old buttons alive for ever and lets anybody forge a payload, so reading one never trusts more than its shape.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Payload:
    """One button's meaning; the wire form is its class's code and its fields."""


@dataclass(frozen=True, slots=True)
class About(Payload):
    """A button of one question."""

    q: int


# --- residents


class Ask(Payload):
    """[Задать вопрос]"""


class Mine(Payload):
    """[Мои вопросы]"""


class NextBroadcast(Payload):
    """[Ближайший эфир]"""


class NotQuestion(About):
    """[Это не вопрос], by the author."""


class AddPhoto(About):
    """[Добавить фото]"""


class Fix(About):
    """[Исправить], by the author."""


class Withdraw(About):
    """[Отозвать]"""


class Solved(About):
    """[Да]"""


class Helped(Solved):
    """[Это помогло]: under an answer that promises nothing, so nobody will ask."""


class NotSolved(About):
    """[Нет]"""


class Partly(About):
    """[Частично]"""


class AskOfficially(About):
    """[Официальный ответ]"""


class EraseYes(Payload):
    """[Стереть]"""


class EraseNo(Payload):
    """[Оставить]"""


class AskAnew(About):
    """[Да] to «спросить заново»."""


class Enough(About):
    """[Да, спасибо]: the earlier answer will do."""


class Different(About):
    """[Нет, у меня другое]"""


class SplitYes(About):
    """[Да, разделить], by the author or a moderator."""


class SplitNo(About):
    """[Это один]"""


class RemoveMine(Payload):
    """[Убрать], by the author of a message that shows too much"""


class VoiceRight(Payload):
    """[Да] under what was heard"""


class VoiceWrong(Payload):
    """[Нет, напишу]"""


# --- officials


class Open(About):
    """Opens a question's card."""


class ByTurn(Payload):
    """[По очереди]"""


class Undo(About):
    """[Отменить — 20 сек]"""


class DatesWrong(About):
    """[Даты не те]"""


class PickDate(About):
    """[К дате…]"""


@dataclass(frozen=True, slots=True)
class DateIs(About):
    """A day chosen by a button; `d` is an ISO date."""

    d: str


class AskBack(About):
    """[Уточнить]"""


@dataclass(frozen=True, slots=True)
class AskBackWith(About):
    """A ready clarifying question: where, since, photo or own."""

    w: str


class HandOver(About):
    """[Передать]"""


@dataclass(frozen=True, slots=True)
class HandTo(About):
    """To a person."""

    p: int


class NotOurs(About):
    """[Не наше]"""


class IsAnswer(About):
    """[Да]: the words in the chat are the answer to this question."""


class AnswerTo(About):
    """[№214]: they are the answer to this one of several."""


class NotAnswer(Payload):
    """[Нет, просто реплика]"""


class SendAsIs(About):
    """[Отправить как есть]"""


class SendMended(About):
    """[Убрать и отправить]"""


class SendInPrivate(About):
    """[В личку]"""


class SendTo(About):
    """[№219]: to the question the words were meant for."""


@dataclass(frozen=True, slots=True)
class SendBy(About):
    """The words as they are, with a day; `d` is an ISO date."""

    d: str


class ShowTemplates(About):
    """[Шаблоны] on a card"""


class KeepTemplate(About):
    """[Сделать шаблон] of the answer given"""


@dataclass(frozen=True, slots=True)
class UseTemplate(About):
    """[Шаблон 3]; `n` is its number."""

    n: int


@dataclass(frozen=True, slots=True)
class TemplateDay(About):
    """A day for the blank of template `n`; `d` is an ISO date."""

    n: int
    d: str


class SendIt(About):
    """[Отправить]: the words shown, as they are."""


class SayAnew(About):
    """[Поправить]"""


@dataclass(frozen=True, slots=True)
class ValidTill(About):
    """How long a confirmed answer is offered to others: an ISO date in `d`, empty for never."""

    d: str


class PromiseDone(About):
    """[Сделано]"""


class PromiseMove(About):
    """[Переносим]"""


class PromiseTold(About):
    """[Уже отписался]"""


@dataclass(frozen=True, slots=True)
class SubstituteIs(Payload):
    """Chosen for an absence until the ISO date `d`."""

    p: int
    d: str


class Understood(Payload):
    """[Понятно]"""


class ShowExample(Payload):
    """[Показать на примере]"""


@dataclass(frozen=True, slots=True)
class NextLesson(Payload):
    """[Дальше]; `i` is the step to show."""

    i: int


# --- moderators, ЦУР


class Take(About):
    """[Вопрос]"""


class Dismiss(About):
    """[Не вопрос]"""


@dataclass(frozen=True, slots=True)
class TopicIs(About):
    """One of the likeliest topics; `t` is its id."""

    t: str


@dataclass(frozen=True, slots=True)
class JoinTo(About):
    """[Объединить с №…]: question `q` follows `m`."""

    m: int


@dataclass(frozen=True, slots=True)
class GateIs(Payload):
    """[Поставить так]: in municipality `o`, steps `x` of question and `y` of perhaps, precision `z`."""

    o: str
    x: int
    y: int
    z: int


class GateBack(GateIs):
    """[Вернуть как было]"""


class Gather(About):
    """[Авария: один ответ]"""


class PartAll(About):
    """[Разделить все]"""


class OtherMatter(About):
    """[Это о другом], by the author."""


@dataclass(frozen=True, slots=True)
class Judge(About):
    """A tap about answer `i` of the sample of the ISO date `d`: criterion and verdict."""

    d: str
    i: int
    c: str
    v: str


class Hide(About):
    """[Скрыть ответ], by ЦУР."""


@dataclass(frozen=True, slots=True)
class AirAfter(Payload):
    """[Пост-итог] and the like, of broadcast `n`; [Таблица] and [Картинка] of the year `n`."""

    n: int
    w: str


@dataclass(frozen=True, slots=True)
class RumourIs(Payload):
    """[Правда] and the like: rumour `r` gets the verdict `v`."""

    r: int
    v: str


@dataclass(frozen=True, slots=True)
class RumourSay(Payload):
    """[Ответить в чатах] to rumour `r`."""

    r: int


@dataclass(frozen=True, slots=True)
class RumourOpen(Payload):
    """Opens rumour `r`."""

    r: int


@dataclass(frozen=True, slots=True)
class Mute(Payload):
    """[Выключить на сутки]: person `p` in the chat `m`."""

    p: int
    m: int


@dataclass(frozen=True, slots=True)
class Unmute(Payload):
    """[Включить обратно]"""

    p: int
    m: int


class ShowRumours(Payload):
    """[Слухи]"""


@dataclass(frozen=True, slots=True)
class Why(Payload):
    """[Почему Лесной]: what cost municipality `o` its points."""

    o: str


@dataclass(frozen=True, slots=True)
class OfDistrict(Payload):
    """A button about all that waits in municipality `o`."""

    o: str


class HandAll(OfDistrict):
    """[Передать все заму]"""


class RemindAll(OfDistrict):
    """[Напомнить]"""


class CalledAll(OfDistrict):
    """[Позвонил — отметить]"""


class Contest(Payload):
    """[Оспорить]"""


@dataclass(frozen=True, slots=True)
class ContestIs(About):
    """[Согласен] and [Нет] of ЦУР: `v` is yes or no."""

    v: str


class Split(About):
    """[Разделить]"""


class ShowWaiting(Payload):
    """[Ждут]"""


class ShowOverdue(Payload):
    """[Просрочено]"""


class ShowPromised(Payload):
    """[Обещали]"""


class ShowMaybe(Payload):
    """[Возможно, вопросы]"""


class ExportNow(Payload):
    """[Выгрузка]"""


# --- live broadcasts


@dataclass(frozen=True, slots=True)
class Air(Payload):
    """A button of the desk: broadcast, act, theme, the version it was made on, and a word more."""

    e: int
    w: str
    n: int
    i: int
    c: str


LARGEST = 2**53 - 1
"""Any number of a question or of a person is smaller, and every database can look it up."""


def _kinds(base: type[Payload]) -> dict[str, type[Payload]]:
    found = {kind.__name__: kind for kind in base.__subclasses__()}
    for kind in base.__subclasses__():
        found |= _kinds(kind)
    return found


KINDS = {name: kind for name, kind in _kinds(Payload).items() if kind not in {About, OfDistrict}}


def encode(payload: Payload) -> dict[str, Any]:
    """The JSON value of a button, well below VK's 255 characters."""
    return {"a": type(payload).__name__, **asdict(payload)}


def decode(value: object) -> Payload | None:
    """The button's meaning, or None for anything that is not ours, old or forged beyond shape."""
    if not isinstance(value, dict):
        return None
    kind = KINDS.get(str(value.get("a")))
    if kind is None:
        return None
    facts = {}
    for field in fields(kind):
        fact = value.get(field.name)
        wanted = int if field.type in (int, "int") else str
        if not isinstance(fact, wanted) or isinstance(fact, bool) or (isinstance(fact, int) and abs(fact) > LARGEST):
            return None
        facts[field.name] = fact
    return kind(**facts)
