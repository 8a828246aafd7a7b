"""Buttons of residents."""

from handlers.payloads.base import About, Payload


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


class HideName(About):
    """[Без имени]: the author is not named in the broadcast."""


class ShowName(About):
    """[С именем]"""


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
