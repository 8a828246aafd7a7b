"""Which buttons stand under which notice; their labels are in buttons.ftl, their meaning in handlers/payloads."""

from bot.texts.keyboards.drawing import LAYOUTS, keyboard

__all__ = ["LAYOUTS", "keyboard"]
