"""A rumour being spread: news of no source that might frighten or anger, to be answered before it travels on."""

import re
from dataclasses import dataclass

from routing.text import content, read

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")

# Nobody in particular says so.
_NO_SOURCE = re.compile(
    r"(?:^(?:\w+ ){0,3}?говорят(?! (?:мне|нам|по телефону|обра|звон|жд|заявк))|\bговорят что|\bпоговаривают"
    r"|ходят (?:\w+ )?(?:слухи|разговоры)"
    r"|(?:про)?шел (?:\w+ )?слух|по слухам|слух(?:и)? (?:о|об|что|про|по)\b"
    r"|(?:в чатах?|в группах?|в интернете|в соцсетях|в вайбере|в телеграме?|везде|все) (?:\w+ )?(?:пишут|говорят)"
    r"|пишут что|болтают|сарафанное радио|(?:кто то|знакомые|соседк[аи]|подруга|люди|народ|бабушки|девочки)"
    r" (?:на работе |в очереди |у подъезда )?(?:сказал[аи]?|говор[ия]т|рассказал[аи]?|шепнул[аи]?|слышал[аи]?)"
    r"|слышал[аи]? (?:тут |вот |краем уха |от кого то |где то |от знакомых |от соседей )*(?:что|будто|якобы|про|о том)"
    r"|якобы (?:будут|хотят|собираются|решили|планируют|закр\w+|отмен\w+|снес\w+)|правда (?:ли )?(?:что|говорят)"
    r"|неужели правда|это правда что|вроде (?:бы |как )?(?:хотят|собираются"
    r"|будут|решили|закр\w+|отмен\w+|снес\w+)|инсайд\w*|из достоверных источников|перешл\w+ всем|максимальный репост)\b"
)

# What such news is about: something is going to be taken away, or something dreadful has been hidden.
_NEWS = re.compile(
    r"\b(?:за?кро(?:ют|ется|ются)|закры(?:вают|ваются|вается|тии|тие)|отмен(?:ят|яют|яется|е)|уберут|снес(?:ут|ти)"
    r"|снос(?:ят)?"
    r"|сокра(?:тят|щают|щени\w+)|уволят|увольняют|объедин(?:ят|яют)|ликвидируют|прода(?:дут|ют|ли)|отда(?:дут|ли) \w+"
    r"|застро(?:ят|ить)|вырубят|построят \w+|повыс(?:ят|ить)|поднимут|подорожает|введут|вводят|отключат|перестан\w+"
    r"|не будет"
    r"|пере(?:ведут|несут|везут|кроют)|скрыва(?:ют|ли)|замалчива\w+|отравлен\w*|отравил\w*|заражен\w*|эпидеми\w+"
    r"|карантин\w*"
    r"|радиаци\w+|взорв\w+|эвакуир\w+|эвакуаци\w+|пропадают (?:дети|люди)|пропал[аи]? (?:ребенок|девочка|мальчик|дети)"
    r"|похища\w+|маньяк\w*|погибл?\w*|умер(?:ла|ли)?|мобилизаци\w+|прорв\w+ дамб\w*|рассел(?:ят|ить)|выселят|заберут"
    r"|оштрафуют|(?:стан\w+|сдела\w+|будет) платн\w+|запретят|откажутся|лишат|хотят (?:закрыть|убрать|продать|снести"
    r"|отменить))\b"
)

# Somebody who must know said it to the writer: an answer to be checked, not a rumour.
_SOURCE = re.compile(
    r"\b(?:(?:мне|нам) (?:\w+ ){0,2}?(?:сказал[аи]?|ответил[аи]?|говорят|сообщил[аи]?|пояснил[аи]?)"
    r"|(?:в|во|из) (?:администрац\w+|регистратур\w+|мфц|ук|управляющ\w+|поликлиник\w+|школе|садике|собес\w*"
    r"|диспетчерск\w+)"
    r" (?:\w+ ){0,2}?(?:сказал[аи]?|говорят|ответил[аи]?|сообщил[аи]?|объявил[аи]?)"
    r"|(?:глава|мэр|директор|врач|губернатор|депутат|диспетчер|мастер|водитель|заведующ\w+) (?:\w+ ){0,2}?"
    r"(?:сказал[аи]?|говорит|говорил[аи]?|обещал[аи]?|заявил[аи]?|сообщил[аи]?|объявил[аи]?)"
    r"|официально (?:объявил[аи]?|сообщил[аи]?)|по телефону говорят|на сайте (?:\w+ )?(?:написано|объявлен\w*))\b"
)


@dataclass(frozen=True, slots=True)
class Rumour:
    """News nobody answers for."""

    sentence: str
    asked: bool
    """The writer asks whether it is so; else it is being told on."""
    because: tuple[str, ...]


def find(text: str) -> Rumour | None:
    """The first sentence that spreads news of no source; the next one may tell what the first only hints at."""
    sentences = [match.group().strip() for match in _SENTENCE.finditer(text)]
    flats = [read(sentence).flat for sentence in sentences]
    for at, flat in enumerate(flats):
        hint = _NO_SOURCE.search(flat)
        if hint is None or _SOURCE.search(flat) is not None:
            continue
        news = _NEWS.search(flat) or (_NEWS.search(flats[at + 1]) if at + 1 < len(flats) else None)
        if news is not None:
            asked = "?" in sentences[at] or (at + 1 < len(sentences) and "?" in sentences[at + 1])
            return Rumour(sentences[at], asked, (hint.group(), news.group()))
    return None


# --- the same news told in other words

_KINDS = {
    "closing": r"закр|ликвид|убер|сокра|объедин|отмен|перестан|не будет|лишат|откаж|отключ|уволь|уволят",
    "building": r"построят|застро|вырубят|снес|снос|прода|отда",
    "money": r"повыс|подним|подорож|введ|ввод|платн|оштраф",
    "harm": r"отрав|зараж|эпидем|карантин|радиац|скрыва|замалчив",
    "danger": r"эваку|взорв|прорв|рассел|высел|мобилиз",
    "people": r"пропа|похищ|маньяк|погиб|умер",
}
_KIND = {kind: re.compile(rf"\b(?:{stems})") for kind, stems in _KINDS.items()}
_HINTS = re.compile(
    r"^(?:говор|погов|правд|слы[шх]|слух|пиш|чат|групп|интернет|сосе|девоч|люд|народ|знаком|болт|якоб|неуж|врод|инсайд"
    r"|источник|перешл|репост|разговор|област|город|район|округ|нов|год|январ|феврал|март|апрел|ма[йя]|июн|июл|август"
    r"|сентябр|октябр|ноябр|декабр|недел|месяц|скор|хот|собира|реш)"
)


def is_same(one: str, other: str) -> bool:
    """Whether two sentences spread the same news: the same is done to the same things; school 2 is not school 5."""
    (kinds, things, numbers), (kinds2, things2, numbers2) = _told(one), _told(other)
    if kinds.isdisjoint(kinds2) or (numbers and numbers2 and numbers.isdisjoint(numbers2)):
        return False
    shared = {thing for thing in things if any(_alike(thing, thing2) for thing2 in things2)}
    return bool(shared) and 2 * len(shared) >= min(len(things), len(things2))


def _told(sentence: str) -> tuple[set[str], set[str], set[str]]:
    """What is done, to what, and the numbers among the words."""
    words = read(sentence)
    kinds = {kind for kind, pattern in _KIND.items() if pattern.search(words.flat)}
    things = {root for root in content(sentence) if not _HINTS.match(root) and not _is_news(root)}
    return kinds, things, {token for token in words.tokens if token.isdigit() and len(token) <= 3}


def _is_news(root: str) -> bool:
    return any(pattern.match(root) for pattern in _KIND.values())


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one)))
