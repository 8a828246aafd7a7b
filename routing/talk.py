"""Small talk: thanks, greetings, signs, and joining a neighbour's question."""

import re

from routing.text import Words, is_wordless
from routing.wordlists import words

_JOINS = re.compile(
    "|".join(
        (
            r"(?:и |а )?(?:у|по) (?:нас|меня) (?:\w+ ){0,4}?(?:тоже|также|(?:так|то|такая|такое) же|аналогич\w*)\b",
            r"и (?:у|на|в|по|около|возле|мне|нам|нас|мы|я|наш\w*)(?: (?:нас|меня|нам|мне|нашей|нашем)\b| \w+)",
            r"(?:у|на|в|по) \w+(?: \w+)? (?:\d+ ?\w? )?(?:тоже|так же|то же сам\w+|такая же|аналогично)\b",
            r"(?:та|то|такая|такой|такие|тот|такое) же (?:сам\w+|проблем\w*|истори\w*|ситуаци\w*|вопрос\w*|бед\w*)",
            r"(?:тоже|также) (?:нет|не|самое|так|темно|холодно|интересует|жд[уе]\w*|хочу|хотим|хотел\w*|за|самая)",
            r"(?:тоже|также) (?:волнует|вопрос|просим|прошу|поддерживаю|присоединяюсь|течет|воняет)",
            r"(?:полностью |я |мы |очень |целиком )?(?:поддержива|присоединя|подписыва)(?:ю|юсь|ем|емся)\b",
            r"(?:полностью )?(?:аналогично|солидарн\w*|плюсую|плюсуюсь)\b",
            r"(?:меня|нас|мне|нам) тоже\b",
            r"(?:я|мы) тоже(?: (?:за|хочу|хотим|жду|ждем|так|не|без|против|интерес\w*|прошу|просим|спраш\w*)\b|$)",
            r"плюс (?:1|один)\b|согласн?[аен]\w* с \w+",
        )
    )
)
_PLUS = re.compile(r"\++ ?(?:1|\d{1,3})?[.! ]*$")
_PLUS_FIRST = re.compile(r"^\s*\+ ?(?:1\b|\+*)(?!\s*\d)")
_DISSENT = re.compile(
    r"у нас (?:все )?(?:есть|горит|чисто|тепло|почистили|нормально|работает|хорошо|порядок|отлично|светло|дали)\b"
)

_COURTESY = words("courtesy")
_SIGNS_OF_COURTESY = words("courtesy_signs")
_LEADS = frozenset({"да", "ага", "вот", "здравствуйте", "кстати", "ну", "о"})


def joins(text: str, message: Words) -> bool:
    """«и у нас», «+1», «поддерживаю»: the matter is a neighbour's, now also the author's."""
    if _PLUS.match(text.strip()) or (_PLUS_FIRST.match(text) and len(message.tokens) <= 12):
        return True
    if not message.tokens or len(message.tokens) > 30 or _DISSENT.match(message.flat):
        return False
    opening = message.flat
    while opening.split(" ", 1)[0] in _LEADS:
        opening = opening.partition(" ")[2]
    return _JOINS.match(opening) is not None


def is_courtesy(text: str, message: Words) -> bool:
    """Only thanks, a greeting, a nod, or no words at all."""
    if is_wordless(text):
        return True
    tokens = message.tokens
    if not tokens:
        return True
    return (
        len(tokens) <= 9
        and set(tokens) <= _COURTESY
        and not _SIGNS_OF_COURTESY.isdisjoint(tokens)
        and message.questions == 0
    )


def is_reaction(message: Words) -> bool:
    """One or two letters or digits, a sticker in letters."""
    return len(message.flat) < 3
