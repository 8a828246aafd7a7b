"""Notices into words and buttons."""

from dataclasses import dataclass
from functools import cache

from bot.library import Keyboard
from bot.texts.arguments import Arguments, someones
from bot.texts.keyboards import keyboard
from bot.texts.phrasebook import Phrasebook, phrase_id
from bot.texts.quotes import shortened, split
from bot.texts.setting import Setting
from domain.notices import Notice, Refusal

__all__ = ["Catalogue", "Said", "Setting", "someones", "split"]

POP_LIMIT = 90
"""VK's longest snackbar (messages.sendMessageEventAnswer)."""


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    keyboard: Keyboard | None


class Catalogue:
    """Everything the bot can say."""

    def __init__(self, book: Phrasebook) -> None:
        self.book = book

    @classmethod
    @cache
    def load(cls) -> "Catalogue":
        """Read once a process; nothing of it changes."""
        return cls(Phrasebook.load())

    def render(self, notice: Notice, setting: Setting) -> Said:
        """The words and the buttons of a notice, as read in that setting."""
        phrase = self.phrase(notice)
        variables = Arguments(setting, self.book, phrase).of(notice)
        return Said(self.book.say(phrase, variables), keyboard(notice, setting, self.book))

    def pop(self, notice: Notice, setting: Setting) -> str:
        """The words of a notice in one short line."""
        return shortened(" ".join(self.render(notice, setting).text.split()), POP_LIMIT)

    def phrase(self, notice: Notice) -> str:
        """The id of the notice's phrase; a refusal has one per code."""
        own = phrase_id(type(notice))
        if isinstance(notice, Refusal) and f"{own}-{notice.code}" in self.book:
            return f"{own}-{notice.code}"
        return own
