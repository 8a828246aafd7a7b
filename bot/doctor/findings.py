"""What the doctor says: a line for each thing looked at, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.vk.errors import VkError

WORDS = {
    0: "ВКонтакте не отвечает: проверьте интернет, прокси и что адрес из VK_API_URL открывается",
    5: "ключ неверен или отозван: сделайте новый (Управление → Работа с API) и впишите в .env",
    6: "слишком частые запросы: подождите минуту и повторите",
    9: "ВКонтакте просит паузу: повторите через несколько минут",
    10: "внутренняя ошибка ВКонтакте: повторите позже",
    14: "ВКонтакте просит капчу: откройте сообщество в браузере и подождите",
    15: "ключу не хватает прав: сделайте новый со всеми правами из docs/howto/vk-admin.md",
    27: "это ключ не того вида: нужен ключ сообщества",
    28: "это сервисный ключ: нужен другой",
    29: "исчерпан запас запросов этого вида: не перезапускайте бота часто, подождите час",
    203: "нет доступа к сообществу: проверьте, что ключ от него",
    1051: "ВКонтакте не пускает ключи этого вида к такой работе",
    1117: "срок ключа вышел: сделайте новый и впишите в .env",
}


class Mark(StrEnum):
    GOOD = "✓"
    BAD = "✗"
    UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Finding:
    """`todo` is the next step of whoever reads it; a good finding may carry advice there."""

    mark: Mark
    what: str
    todo: str = ""

    @property
    def is_bad(self) -> bool:
        return self.mark is Mark.BAD

    def __str__(self) -> str:
        return f"{self.mark}  {self.what}" + (f" — {self.todo}" if self.todo else "")


def good(what: str, todo: str = "") -> Finding:
    return Finding(Mark.GOOD, what, todo)


def bad(what: str, todo: str) -> Finding:
    return Finding(Mark.BAD, what, todo)


def unknown(what: str, todo: str = "") -> Finding:
    return Finding(Mark.UNKNOWN, what, todo)


def why(error: VkError) -> str:
    """VK's refusal in an administrator's words; VK's own words may hold what is nobody's business."""
    return WORDS.get(error.code, "ВКонтакте отказал") + (f" (код {error.code})" if error.code else "")
