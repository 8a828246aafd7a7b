"""What an official's words do in a conversation: ask back, greet, joke, call a colleague, report work, name days."""

import re

from domain.language import is_acknowledgement, is_done, plainly


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_NAME = r"[А-ЯЁ][а-яё]+(?: [А-ЯЁ][а-яё]+)?"
_POLITE = (
    r"(?i:здравствуйте|приветствую|добр\w+ (?:день|дня|утро|вечер)|пожалуйста|"
    r"(?:большое )?(?:спасибо|благодар\w+)(?: вам| вас| большое)*(?: за (?:\w+ )?(?:сигнал|вопрос|информацию|"
    r"сообщение|фото|обращение|бдительность|внимание|отзыв))?)"
)
_CALL = re.compile(rf"\s*{_NAME}\s*!\s*")
_GREETING = re.compile(rf"\W*(?:{_NAME}\W+)?{_POLITE}\W*(?:{_NAME}\W*)?(?:{_POLITE}\W*)*")
_PLEASE = re.compile(
    r"\b(?:уточните|подскажите|укажите|сообщите|напишите|скажите)\b.{0,40}?"
    r"\b(?:адрес|дом|улиц|подъезд|номер|где|когда именно|какой|какая|какие|как[ао]го|мест[ое]|во сколько)"
    r"|\b(?:пришлите|скиньте|приложите|добавьте)\b.{0,30}?\b(?:фото|снимок|видео|адрес|номер дома)",
    re.IGNORECASE,
)
_MATTER = re.compile(
    r"\d{1,2}[.:]\d{2}|\b\d{1,2} (?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)", re.IGNORECASE
)
_OR = re.compile(r"\s*(?:или\b|[а-яё].*\bили\b)")

_ASIDE = _listed("""
    а ага аж бедные бедный бедняги бедняжки бывает бывают вам вас верно весело взаимно вижу во вот воу всегда всем
    всех вы да дела дети детишки детки детям еще жалко жаль ждем же жуть за здорово и именно как какая какие какой
    капец класс классно кошмар круто лол мда молодец молодцы мрак мы на не ничего ну о обалдеть обращайтесь ой
    оперативно отлично офигеть ох очень печально пожалуйста помочь понимаем понимаю правда прикольно приходите приятно
    рад рада рады себе сильно слов слышать согласен согласна согласны сочувствуем сочувствую спасибо сравнили страшно
    супер так такое там то тогда тоже точно ты у угу уж ужас ух что эт это этом эх я ё
""")
"""Words of sympathy, agreement and small talk: a reply of nothing else answers nothing."""

_NEIGHBOUR = re.compile(
    r"^\W*(?:\+ ?1\b|плюсую|поддержива\w+|согласн\w+|присоединя\w+|(?:и )?у (?:нас|меня) (?:тоже|так|то|такая)"
    r"|и (?:на|в|у|по) [\w-]+ (?:\d+ )?(?:так|то же|тоже (?:нет|не)))"
)
_THANKS = re.compile(r"^\W*(?:спасибо|благодар\w+)(?:\W+\w+){0,4}\W*$")
_WE = re.compile(r"\b[а-яё]{3,}(?:ем|им|ём)(?:ся)?\b")
_OURSELVES = _listed("""
    вашим всем затем зачем каким моим нашим своим совсем таким твоим тем чем этим
""")
_DAY = re.compile(
    r"\b(?:сегодня|сёдня|сейчас|щас|завтра|послезавтра|до обеда|после обеда|к (?:вечеру|утру|обеду|ночи)"
    r"|вечером|утром"
    r"|на (?:этой|той|следующей) неделе"
    r"|в?о? ?(?:понедельник|вторник|сред[уы]|четверг|пятниц[уы]|суббот[уы]|воскресень[ея])"
    r"|\d{1,2}[.:]\d{2}|\d{1,2} (?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w*|\d{1,2}-?го|с \d{1,2}"
    r"|(?:через|за) (?:\w+ )?(?:час|день|дн|недел|месяц|минут)\w*)\b",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:готово|чисто|светло|тепло|убрано|сделано|сделал[иа]?|горит|едет|работает|вышел|вышла|пустили|закатали)\b",
    re.IGNORECASE,
)
_FESTIVE = re.compile(
    r"\b(?:поздравля\w+|с (?:дн[её]м|праздник\w+|наступающ\w+|юбиле\w+|новым годом|рождеств\w+|победой)|здоровья)\b",
    re.IGNORECASE,
)
_TO_ALL = re.compile(
    r"\W*(?:уважаем\w+|дорогие|друзья|коллеги|жители|земляки|соседи|внимание|напомина\w+|всем|всех|ребята)\b",
    re.IGNORECASE,
)
_COLLEAGUES = re.compile(r"\W*(?:коллеги|ребята|девочки|парни)\b", re.IGNORECASE)
_VOCATIVE = re.compile(r"(?:^|[.!?…)\n]|, а |, и )\W*([А-ЯЁа-яё]{2,20}(?: [А-ЯЁ][а-яё]+)?)\s*[,!]")
_MENTION = re.compile(r"\[id(\d{1,12})\|[^\]]*\]|[@*]id(\d{1,12})")
_WHICH = re.compile(
    r"\b(?:как(?:ой|ая|ое|ие|ого|ую)|где|куда|откуда|номер|адрес|сколько|фото|во сколько|с какого|уточните|пришлите)\b",
    re.IGNORECASE,
)
_LAUGHS = re.compile(r"\b(?:а?х[ах]+х?а*|лол|ржу|хи(?:хи)+|хе(?:хе)+)\b", re.IGNORECASE)


def asks_back(text: str) -> bool:
    """Whether an official's words only ask the resident something: «а у какого дома?», «уточните адрес»."""
    if _MATTER.search(text) or is_done(text):
        return False
    said = [sentence for sentence in _SENTENCE.findall(without_mentions(text)) if not _is_address(sentence)]
    asked = False
    for sentence in said:
        part_of_it = asked and _OR.match(sentence) is not None  # «какой столб? у подъезда или у дороги»
        if not (sentence.rstrip().endswith("?") or _PLEASE.search(sentence) or part_of_it):
            return False
        asked = True
    return asked


def only_greets(text: str) -> bool:
    """«Марина, здравствуйте!», «Спасибо за сигнал»: what comes before an answer."""
    return _GREETING.fullmatch(text) is not None


def only_nods(text: str) -> bool:
    """«Принял, разберёмся», addressed by name or not."""
    return is_acknowledgement(without_mentions(text))


def is_aside(text: str, *, names: frozenset[str] = frozenset()) -> bool:
    """Sympathy, laughter, agreement of a neighbour, «рад помочь»: words that answer nothing."""
    plain = plainly(without_mentions(text))
    words = re.findall(r"[а-я]+", plain)
    if not words:
        return not re.search(r"\w", plain.replace("+1", ""))
    if any(sign.search(plain) for sign in (_LAUGHS, _NEIGHBOUR, _THANKS)) and not reports(text):
        return True
    meaning = [word for word in words if word not in _ASIDE and word not in names]
    return not meaning


def reports(text: str) -> bool:
    """Work done, a day, or what we shall do: the stuff answers are made of."""
    plain = plainly(text)
    we = any(found.group() not in _OURSELVES for found in _WE.finditer(plain))
    return we or is_done(text) or _DAY.search(text) is not None or _RESULT.search(text) is not None


def tells_a_result(text: str) -> bool:
    """A few words that say it is done: «готово», «всё, светло»."""
    return len(re.findall(r"\w+", text)) <= 4 and (is_done(text) or _RESULT.search(text) is not None)


def is_festive(text: str) -> bool:
    """Congratulations."""
    return _FESTIVE.search(text) is not None


def is_to_all(text: str) -> bool:
    """An announcement, or words to colleagues."""
    return _TO_ALL.match(without_mentions(text)) is not None


def is_to_colleagues(text: str) -> bool:
    """Words of one official to another."""
    return _COLLEAGUES.match(without_mentions(text)) is not None


def asks_which(text: str) -> bool:
    """Asks what one asks about a trouble, and not how the fishing was."""
    return _WHICH.search(text) is not None


def called(text: str) -> list[str]:
    """Who is spoken to by name, in small letters: «марина», «сергей ильин»; a name opens a sentence."""
    plain = without_mentions(text)
    return [plainly(found[1]) for found in _VOCATIVE.finditer(plain) if not is_acknowledgement(found[1])]


def mentioned(text: str) -> list[int]:
    """VK ids of people mentioned."""
    return [int(found[1] or found[2]) for found in _MENTION.finditer(text)]


def without_mentions(text: str) -> str:
    """The text less the links to people that VK puts into it."""
    return _MENTION.sub("", text).lstrip(" ,")


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its sign."""
    return [one.strip() for one in _SENTENCE.findall(text) if one.strip()]


def _is_address(sentence: str) -> bool:
    """A name, a greeting, a thank you: nothing by itself."""
    return only_greets(sentence) or _CALL.fullmatch(sentence) is not None
