"""How people name themselves inside a question: «это Мария Петрова из Бора», «меня зовут…», «с уважением, Иванова».

Whoever asks not to be named is named nowhere before viewers; where a name ends is told by rules and not by a guess, so
officials asked about and streets keep their names: only an introduction, a signature or a heading is taken out.
"""

import re
from functools import lru_cache

from domain.broadcasts.nameless import squeezed

REMEMBERED = 8192


def _either(words: str) -> str:
    return "|".join(words.split())


_COMMON = _either("""
    александр александра алексей алена алёна алина алиса алла альбина альберт анастасия анатолий ангелина
    андрей анжела анжелика анна антон антонина аркадий арсений артем артём артур борис вадим валентин валентина
    валерий валерия варвара василий василиса вероника виктор виктория виталий владимир владислав вячеслав галина
    геннадий георгий герман глеб григорий гульнара дарья денис диана дина динара дмитрий евгений евгения
    екатерина елена елизавета жанна зинаида зоя иван игорь ильдар илья инна иннокентий ирина карина кира кирилл
    клавдия константин ксения лариса леонид лидия людмила магомед максим маргарита марина мария марк
    марьям матвей михаил наталия наталья никита николай нина оксана олег олеся ольга павел петр пётр полина
    раиса регина рената ринат родион руслан рустам савелий светлана семен семён сергей снежана софия софья
    станислав степан таисия тамара татьяна тимофей тимур ульяна федор фёдор фарида фатима эдуард элеонора эльвира
    эмма юлия юрий яна ярослав марья дарина кристина арина милена элина эвелина аделина камила каролина ярослава
    богдан святослав всеволод захар макар марат айрат ильнур наиль равиль тагир эмиль ахмед гузель айгуль лейла зульфия
    маша саша паша наташа лена катя таня оля юля аня настя ира галя люда вова дима коля сережа серёжа миша леша лёша
    петя витя толя женя валя надя люба ваня вася костя гена ксюша даша лиза рита зина тоня гриша федя степа стёпа
""")
_NOUNS = _either("Вера Надежда Любовь Роза Роман Лев Майя Лилия Мила Лада Рада Слава Света Злата Марта Ева")
"""First names that are words as well: names only with a capital."""

_FIRST = rf"(?:(?i:{_COMMON})|{_NOUNS})(?![\w-])"
_FIRST_BIG = rf"(?=[А-ЯЁ]){_FIRST}"
_OWNED = _either("""
    Марии Анны Елены Ольги Ирины Татьяны Натальи Наталии Светланы Галины Людмилы Марины Юлии Екатерины Нины Веры Надежды
    Любови Валентины Ивана Сергея Андрея Алексея Александра Александры Дмитрия Виктора Николая Владимира Михаила Олега
    Игоря Павла Петра Юрия Антона Дарьи Анастасии Ксении Оксаны
""")
"""«Вопрос от Марии»."""
_OF_FIRST = rf"(?:{_OWNED})(?![\w-])"
_MIDDLE = r"[А-ЯЁа-яё]{2,15}(?:[оеё]вна|[оеё]вич|[ьи]ич|ична)(?![\w-])"
_LAST = (
    r"[А-ЯЁа-яё]{2,20}(?:[оеё]ва?|[иы]на?|[сц]к(?:ий|ой|ая)|ко|чук|[ую]к|швили|дзе|янц?|[иы]х)"
    r"(?:-[А-ЯЁ][а-яё]+)?(?![\w-])"
)
_OF_LAST = r"[А-ЯЁ][а-яё]{1,20}(?:[оеё]вой|[иы]ной|[сц]кой|[оеё]ва|[иы]на|[сц]кого|енко)(?![\w-])"
_LAST_BIG = rf"(?=[А-ЯЁ]){_LAST}"
_CAPITAL = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?![\w-])"
_LETTERS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.?(?!\w))?"

_BEFORE = r"(?:[А-ЯЁ]\.\s?){1,2}"

_WHOLE = (
    rf"(?:{_FIRST}(?:\s+{_MIDDLE})?\s+(?!{_MIDDLE})(?:{_LAST}|{_CAPITAL})|{_LAST}\s+{_FIRST}(?:\s+{_MIDDLE})?"
    rf"|{_LAST_BIG}\s+{_LETTERS}|{_BEFORE}{_LAST_BIG})"
)
"""A name nobody takes for anything else: with a surname."""
_PERSON = rf"(?:{_WHOLE}|{_FIRST}(?:\s+{_MIDDLE})?)"
_CALLED = rf"(?:{_PERSON}|{_CAPITAL}(?:\s+(?:{_MIDDLE}|{_LAST_BIG}|{_LETTERS}))*)"
_SIGNED = (
    rf"(?:{_WHOLE}|{_CAPITAL}\s+{_LETTERS}"
    rf"|(?:{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}}|{_PERSON})(?=\s*,\s*[\w№]|\s*[.,!(]|\s*$))"
)

_SPOT = r"(?:(?:д|дер|деревня|с|село|п|пос|пос[её]лок|г|город|ул|улица|дом|пер)(?!\w)\.?\s*)?[А-ЯЁ\d][\w.-]*"
_WHERE = rf"\s*,\s*{_SPOT}(?:[\s,]+{_SPOT})*"
_GREETING = r"(?i:здравствуйте|здрав?ст[вуй]*|добр(?:ый|ое|ого)\s+(?:день|утро|вечер|дня|вечера|утра)|привет(?:ствую)?)"
_ADDRESS = r"(?i:(?:вопрос\w*\s+)?(?:к\s+|в\s+|для\s+)?(?:прям\w+\s+)?эфир[ауе]?)"
_OPENING = rf"(?:^|(?<=[.!?…:;\n])\s*|(?<=\n)|{_GREETING}[\s,.!—–-]*)"
"""Where a saying begins: at the start, after another, after «здравствуйте»."""
_ASKING = (
    "когда|почему|где|куда|зачем|как|какой|какая|какие|сколько|у нас|у меня|скажите|подскажите|можно|прошу|хочу|хотел|"
    "живу|проживаю|пишу|спрашиваю|вопрос|мой|мне|нам|наш"
)
_END = rf"(?=\s*(?:$|[.,;:!)—–\n-])|\s+(?i:из\s+\w|с\s+(?:ул|[А-ЯЁ])|(?:{_ASKING})))"
"""Where an introduction is over; «Мария Петрова обещала» is none."""

_RULES = tuple(
    re.compile(rule)
    for rule in (
        rf"(?<!\w)(?i:меня\s+зовут|зовут\s+меня|мо[её]\s+имя|моя\s+фамилия|(?:мо[её]\s+)?фио)\s*[:,—–-]?\s*{_CALLED}",
        rf"{_OPENING}(?P<out>(?i:это)\s*[—–,-]?\s*{_PERSON}){_END}",
        rf"(?:{_OPENING}|(?<=,)\s*)(?P<out>(?i:я)\s*[—–,-]?\s*{_PERSON}){_END}",
        rf"(?:{_OPENING}|(?<=,)\s*)(?P<out>(?i:я)\s*,\s*{_LAST_BIG})(?=\s*,)",
        rf"(?<!\w)(?i:я)\s*[,—–-]?\s+(?:{_LAST}\s+{_FIRST}\s+{_MIDDLE}|{_FIRST}\s+{_MIDDLE}\s+{_LAST})",
        rf"{_OPENING}(?P<out>(?i:я)\s*[,—–-]?\s*{_LAST_BIG}\s+{_LETTERS})",
        rf"{_OPENING}(?P<out>(?i:я|это)\s*[—–-]?\s*{_LAST_BIG})(?=\s+из\s+(?:\w{{1,7}}\.?\s+)?[А-ЯЁ])",
        rf"{_OPENING}(?P<out>(?i:(?:вам\s+пишет|пишет\s+вам|пишет|(?:к\s+вам\s+)?обращается|(?:с\s+вами|вас)\s+(?:говорит|"
        rf"беспокоит)))\s+{_PERSON}){_END}",
        rf"{_OPENING}(?i:(?:я|вам\s+пишет|пишет|обращается|это)?\s*[—–,-]?\s*(?:жител[ья]\w*|пенсионерк?а?|мам[аы]|отец|"
        rf"ветеран|учитель\w*|инвалид))\s+(?:[\w.-]+\s+){{0,4}}?(?:(?<=\s)[—–-]\s*)?(?:[\w-]+\s*[,—–-]\s*)?(?P<out>{_WHOLE}){_END}",
        rf"^(?:{_ADDRESS}[\s:,.!—–-]*)?(?P<out>(?i:(?:вопрос\s+)?от)\s+(?:{_OF_FIRST}(?:\s+{_OF_LAST})?|{_OF_LAST}\s+{_OF_FIRST}))"
        r"(?=\s*[:.,;—–\n-]|\s+из\s)",
        rf"^(?:{_ADDRESS}[\s:,.!—–-]*)?(?i:(?:вопрос\s+)?от\s+жител\w+)\s+(?:[\w.-]+\s+){{0,3}}?"
        rf"(?P<out>(?:{_OF_FIRST}\s+{_OF_LAST}|{_OF_LAST}\s+{_OF_FIRST}))",
        rf"(?:^|(?<=[\s.,!?…—–-]))(?P<out>(?i:с\s+ув(?:ажением|\.)|подпись|автор)\s*[,.!:—–-]*\s*{_SIGNED})",
        rf"(?i:с\s+ув(?:ажением|\.))\s*,?\s*(?i:жител\w+)\s[^!?\n]{{0,60}}?(?P<out>{_WHOLE})(?=\s*[.!]?\s*$)",
        rf"(?<!\w)(?i:спасибо|благодарю|благодарн\w+)\s*[,.!—–-]+\s*(?P<out>(?:{_WHOLE}|{_FIRST_BIG}))(?=(?:{_WHERE})?\s*[.!]?\s*$)",
        rf"(?:(?<=[.!?…)\n])(?<![А-ЯЁ]\.)(?<![Ии]м\.)\s*|\s[—–-]\s*)(?P<out>(?=[А-ЯЁ]){_PERSON})(?=(?:{_WHERE})?\s*\.?\s*$)",
        rf"^(?:{_ADDRESS}[\s:,.!—–-]*)?(?:{_GREETING}[\s,.!—–-]*)?(?P<out>(?=[А-ЯЁ]){_WHOLE})(?=(?:{_WHERE})?\s*(?:[.:]\s|\n))",
    )
)

_LEAD = " ,.;:!—–-\n\t"


@lru_cache(maxsize=REMEMBERED)
def without(text: str) -> str:
    """The question without its author's name; nothing at all when there was nothing else."""
    left = squeezed(text)
    for rule in _RULES:
        found = rule.search(left)
        if found is not None:
            start, end = found.span("out") if "out" in rule.groupindex else found.span()
            left = _joined(left[:start], left[end:])
    return text if left == squeezed(text) else left


def _joined(before: str, after: str) -> str:
    """What stood around a name, as one sentence again."""
    left, gap = before.rstrip(), before[len(before.rstrip()) :] or " "
    if not left or left[-1] in ".!?…:":
        right = re.sub(r"^и\s+", "", after.lstrip(_LEAD))
        right = right[:1].upper() + right[1:] if not left or left[-1] != ":" else right
        return f"{left}{gap}{right}".strip() if left else right
    right = after.lstrip(" \t,;:—–-")
    if not right or right[0] in ".!?…":
        return left.rstrip(" ,;:—–-") + right
    if left[-1] in ",;—–-(":
        return f"{left} {right}"
    return f"{left}{after}" if after[:1] in ",;:" else f"{left} {right}"
