"""Whether a newcomer's message looks like an advertisement: links, contacts, words of selling (product.md 50, 51).

What somebody thinks is no sign. Words decide only when they sell something and call to the seller; anger, politics and
links to the press never make a ruling stricter, and a person warns of swindlers in the swindlers' own words.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from domain import privacy
from domain.hints import is_private
from domain.organisation import Manner


class Sign(StrEnum):
    """What of a newcomer's message is worth a moderator's look."""

    LINK = "link"
    """A link to where nobody official is."""
    CONTACTS = "contacts"
    """A phone beside a link, and nothing offered."""
    ADVERT = "advert"
    """Something is offered, and how to reach the seller."""
    INVITE = "invite"
    """An invitation into a chat of another messenger."""
    COPY = "copy"
    """The same as a message a moderator has removed."""


PLAIN = frozenset({Sign.ADVERT, Sign.INVITE, Sign.COPY})
"""Only these may be removed without being asked about, and only where moderators switched that on."""


class Ruling(StrEnum):
    PASS = "pass"
    HOLD = "hold"
    """It stays in the chat; moderators are asked."""
    REMOVE = "remove"


def ruling(sign: Sign | None, manner: Manner, *, matter: bool, removable: bool) -> Ruling:
    """What becomes of a message; with a fault and a place in it nobody but a person removes it."""
    if sign is None or manner is Manner.OFF:
        return Ruling.PASS
    if manner is Manner.REMOVE and sign in PLAIN and removable and not matter:
        return Ruling.REMOVE
    return Ruling.HOLD


def is_newcomer(
    *, now: datetime, days: int, wrote: datetime | None, came: datetime | None, heard_since: datetime | None
) -> bool:
    """Somebody who came or began to write within so many days.

    `wrote` is their first message here, `heard_since` the first of anybody: where the bot itself is new, nobody is a
    newcomer for having been silent before it came.
    """
    since = now - timedelta(days=days)
    if wrote is not None and wrote <= since:
        return False
    if came is not None and came > since:
        return True
    return heard_since is not None and heard_since <= since


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads: host without «www.», path without what follows «?»."""

    host: str
    path: str

    def on(self, *hosts: str) -> bool:
        return any(self.host == one or self.host.endswith(f".{one}") for one in hosts)


@dataclass(frozen=True, slots=True)
class Known:
    """Whose links are nobody's advertisement: the region's communities, and hosts the region file names."""

    communities: frozenset[int] = frozenset()
    hosts: frozenset[str] = frozenset()


def sign_of(text: str, attachments: Sequence[str] = (), known: Known = Known()) -> Sign | None:
    """The plainest sign of a message; None of nearly everything people write."""
    plain = _plain(text)
    if not attachments and _PERHAPS.search(plain) is None:
        return None
    found = [link for link in links(text, attachments) if not is_official(link, known)]
    handle = _HANDLE.search(plain) is not None
    phone = _phone(text)
    if not found and not handle and not phone:
        return None
    warns = _WARNS.search(plain) is not None
    if not warns and any(_is_invite(link, plain) for link in found):
        return Sign.INVITE
    if not warns and _offers(plain, anyway=handle or phone):
        return Sign.ADVERT
    if found:
        return Sign.CONTACTS if phone else Sign.LINK
    return Sign.CONTACTS if handle else None


def links(text: str, attachments: Sequence[str] = ()) -> tuple[Link, ...]:
    """Everything in a message that leads elsewhere, however it is disguised."""
    return tuple(dict.fromkeys([*_written(_plain(text)), *_attached(attachments)]))


def is_official(link: Link, known: Known) -> bool:
    """Authorities, the region's own communities, maps: a neighbour shows where the pit is."""
    if link.on(*_OFFICIAL, *known.hosts):
        return True
    if link.on("vk.com", "vk.ru"):
        return _OFFICIAL_PAGE.match(link.path) is not None or _owner(link.path) in known.communities
    return any(link.on(host) and link.path.startswith(path) for host, path in _MAPS)


def fingerprint(text: str, attachments: Sequence[str] = ()) -> str:
    """The same for copies that differ in case, signs, numbers or order; empty for a few words without a link."""
    led = sorted(f"{link.host}{link.path}" for link in links(text, attachments))
    words = set(re.findall(r"[а-яa-z]{4,}", _plain(text)))
    if not led and len(words) < _FEWEST:
        return ""
    return sha256(" ".join([*led, *sorted(words)]).encode()).hexdigest()[:16]


# --- links

_FEWEST = 4
_PERHAPS = re.compile(r"[.@:/*\d]")
"""Without any of these nothing leads elsewhere: no host, no mention, no phone."""
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_DOTS = re.compile(
    r"\s*(?:\[\.\]|\(\.\)|\(dot\)|\[dot\]|\(точка\)|\[точка\])\s*|(?<=\bt)\s+\.\s*(?=me\b)|(?<=\bt)\.\s+(?=me\b)"
)
_ALIKE = str.maketrans("аеосрхукмтнв", "aeocpxykmthb")
"""Cyrillic letters that look like Latin ones."""

_TOP = (
    "ru|su|com|net|org|info|biz|me|online|site|shop|store|xyz|top|club|pro|link|cc|gg|io|app|live|click|space|tech|fun"
    "|website|pw|ly|vip|bet|win|casino|market|group|news|tv|kz|by|ua|uk|de|cn|eu|us|gl|to|ai|dev|page|dog|gle|goo|рф|рус"
)
_URL = re.compile(
    rf"(?<![\w@./-])(?:https?:/{{1,2}}|//)?(?:www\.)?(?P<host>(?:[a-zа-я0-9][a-zа-я0-9_-]{{0,62}}\.)+(?:{_TOP}))"
    r"(?![\w-]|\.\w)(?::\d+)?(?P<path>/[^\s<>«»\"?#|\]]*)?"
)
_ANY_URL = re.compile(r"https?://(?:www\.)?(?P<host>[^\s/<>«»\"?#|\]]+)(?P<path>/[^\s<>«»\"?#|\]]*)?")
_MENTIONED = re.compile(r"\[(?P<page>(?:club|public|event)\d+)\||[@*](?P<at>(?:club|public|event)\d+)\b")
_APP = re.compile(r"\b(?:tg|viber|whatsapp)://\S+")
_HANDLE = re.compile(
    r"(?:телеграм\w*|телеге?|\bтг|\btg|telegram|ватсап\w*|вацап\w*|whatsapp|вайбер\w*|viber)\W{0,4}(?:\w+\W{1,3})?@[a-z]\w{3,}"
)
_GOODS = re.compile(r"^(?:market|market_album)-?\d")
_REPOST = re.compile(r"^(?P<page>(?:wall|video|clip|event|article|podcast|playlist)-?\d+(?:_\d+)?)")

_OFFICIAL = (
    "gosuslugi.ru", "госуслуги.рф", "gov.ru", "kremlin.ru", "gorodsreda.ru", "reformagkh.ru", "mil.ru", "cbr.ru",
    "sudrf.ru", "mchs.ru", "edu.ru", "объясняем.рф",
)  # fmt: skip
_OFFICIAL_PAGE = re.compile(r"^/(?:gosuslugi\w*|photo\d+_\d+|id\d+$)")
_MAPS = (
    ("yandex.ru", "/maps"), ("ya.ru", "/maps"), ("maps.yandex.ru", ""), ("2gis.ru", ""), ("2gis.com", ""),
    ("google.com", "/maps"), ("google.ru", "/maps"), ("maps.google.com", ""), ("goo.gl", "/maps"),
    ("maps.app.goo.gl", ""), ("openstreetmap.org", ""),
)  # fmt: skip
_OWNER = re.compile(r"^/(?:(?:club|public|event)(?P<group>\d+)|(?:[a-z]+)-(?P<owner>\d+)(?:_|$))")


def _plain(text: str) -> str:
    seen = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold().replace("ё", "е")
    return _DOTS.sub(".", seen)


def _written(plain: str) -> Iterator[Link]:
    for pattern in (_URL, _ANY_URL):
        for match in pattern.finditer(plain):
            yield _link(match["host"], match["path"] or "")
    for match in _MENTIONED.finditer(plain):
        yield Link("vk.com", f"/{match['page'] or match['at']}")
    for match in _APP.finditer(plain):
        yield Link(match.group().partition(":")[0], "/join")


def _attached(attachments: Sequence[str]) -> Iterator[Link]:
    for one in attachments:
        if one.startswith("link:"):
            yield from _written(_plain(one.removeprefix("link:")))
        elif _GOODS.match(one):
            yield Link("vk.com", f"/{one}")
        elif (repost := _REPOST.match(one)) is not None and one.startswith(("wall", "article", "event")):
            yield Link("vk.com", f"/{repost['page']}")


def _link(host: str, path: str) -> Link:
    mixed = re.search(r"[a-z]", host.rpartition(".")[0]) is not None or host.endswith((".me", ".com"))
    host = host.translate(_ALIKE) if mixed else host
    return Link(host.removeprefix("www.").removeprefix("m."), path.rstrip("/.,;:!)»…"))


def _owner(path: str) -> int:
    """The community a page of VK belongs to; 0 of a person's or an unknown one."""
    found = _OWNER.match(path)
    return int(found["group"] or found["owner"]) if found else 0


# --- invitations

_ALWAYS = re.compile(
    r"^(?:(?:t\.me|telegram\.me|telegram\.dog)/(?:\+|joinchat)|chat\.whatsapp\.com/|invite\.viber\.com|discord\.gg/"
    r"|discord\.com/invite|vk\.me/join|signal\.group|max\.ru/join|tg/join|viber/join|whatsapp/join)"
)
_TELEGRAM = ("t.me", "telegram.me", "telegram.dog")
_ONE_POST = re.compile(r"^/(?:s/)?\w+/\d+")
"""A single post of a channel is read like the press."""

_JOIN = re.compile(
    r"\b(?:подписывай\w*|подпишись|подпишитесь|вступай\w*|присоединяй\w*|залетай\w*"
    r"|(?:наш\w*|мо[йея]\w*) (?:канал\w*|чат\w*|групп\w*|бот\w*))\b"
)


def _is_invite(link: Link, plain: str) -> bool:
    if _ALWAYS.match(f"{link.host}{link.path}"):
        return True
    return link.on(*_TELEGRAM) and not _ONE_POST.match(link.path) and _JOIN.search(plain) is not None


# --- words


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{part})" for part in parts))


def _phone(text: str) -> bool:
    """Somebody's own number; those of offices and «8 800» are for everybody."""
    free = re.sub(r"(?<!\d)\+?[78]\W{0,3}800(?:\W{0,3}\d){7}", " ", text)
    found = any(datum.kind is privacy.Private.PHONE for datum in privacy.find(free))
    return found and is_private(free)


_WARNS = _any(
    r"\bосторожн\w+", r"\bмошенни\w+", r"\bразвод\w*", r"\bне (?:ведитесь|переходите|открывайте|верьте)",
    r"\bобман(?:ывают|ули|щик\w*)", r"\bспам\w*\b", r"\bжулик\w*",
)  # fmt: skip
"""Who warns others repeats the swindlers' words: a moderator looks, nothing is removed."""

_CALLS = _any(
    r"\bпиши(?:те)? (?:мне|нам|в (?:лс|л/с|личк\w+|личные|директ|сообщени\w+)|сюда|[«\"'+])",
    r"\bпиши(?:те)?\W{0,3}https?", r"\b(?:в|во) (?:лс|личк[уе]|директ)\b",
    r"\bзвони(?:те)?\b(?! (?:в|во|прокур\w*|губерн\w*|мэр\w*|глав\w*|администрац\w*|президент\w*))",
    r"\bпереходи(?:те)? по ссылк\w+", r"\bжми(?:те)?\b", r"\bрегистриру(?:йся|йтесь)\b",
    r"\bзаказ(?:ывай|ывайте|ать можно)\b",
    r"\bзаписывай(?:ся|тесь)\b", r"\bуспей(?:те)?\b", r"\bподробн(?:ости|ее)\W{1,3}(?:в|по|тут|здесь|на)\b",
    r"\bоставляй(?:те)? заявк\w+", r"\bоставь(?:те)? заявк\w+", r"\bссылка (?:в|ниже|тут)\b",
    r"\bзаходи(?:те)? (?:на|в|к|сюда)\b",
    r"\bполучи(?:те)? (?:бонус|скидк|подарок|деньги)\w*",
)  # fmt: skip
"""Calls to the one who wrote, not to an authority."""

_GOODS_NAMED = _any(
    # work and easy money
    r"\b(?:удаленн\w+|легк\w+|пассивн\w+) (?:работ\w+|заработ\w+|доход\w*)\b",
    r"\bзаработ\w+ (?:в интернете|на дому|без вложен\w+|на карту)", r"\bзарабатывай(?:те)?\b",
    r"\b(?:подработк\w+|работа) (?:на дому|без опыта|с ежедневн\w+)", r"\bежедневн\w+ выплат\w+", r"\bбез вложени\w",
    r"\bтребу(?:ется|ются) (?:курьер|менеджер|продав|упаков|комплектов|разнорабоч)\w*",
    r"\b(?:заработ\w+|торг\w+|доход\w*) на (?:крипт\w+|бирж\w+|трейдинг\w*)",
    # money and gambling
    r"\b(?:займ\w*|микрозайм\w*) (?:\w+ ){0,2}(?:без отказ\w*|под расписку|за \d+ минут\w*|без справок|на карту|под 0)",
    r"\bпомо(?:жем|гу|щь) (?:получить|взять|с получением) кредит\w*", r"\b(?:1xbet|1хбет|мелбет|melbet|фриспин\w*)\b",
    r"\b(?:списываем|спишем) (?:\w+ )?долги\b", r"\bбанкротство (?:физ\w*|под ключ|от \d)", r"\bставк\w+ на спорт\b",
    r"\bбонус\w* за (?:регистрацию|депозит)\b",
    # goods and services
    r"\bсда(?:м|ю|ем) (?:\w+ ){0,2}(?:квартир|комнат|дом\b|гараж|помещени|дачу|жиль)", r"\bнатяжн\w+ потолк\w*",
    r"\b(?:оказыва|предоставля|предлага)(?:ем|ю) (?:\w+ ){0,3}(?:услуг\w*|скидк\w*|кредит\w*|займ\w*)",
    r"\bбесплатн\w+ (?:замер\w*|консультаци\w+|вебинар\w*)", r"\bгрузоперевозк\w*", r"\bв наличии и под заказ\b",
    # fortune-tellers and the rest
    r"\bгада(?:ю|ем)\b", r"\bгадани\w+ (?:на таро|онлайн|по фото|по руке)",
    r"\b(?:таролог\w*|расклад\w* таро|приворот\w*)\b",
    r"\b(?:сним(?:у|ем|аю)|снятие) порч\w+", r"\bинтим\w* (?:услуг\w*|знакомств\w*|досуг\w*)", r"\bэскорт\w*\b",
)  # fmt: skip
"""Nobody speaks like that of anything else: the call may stand in another sentence."""

_PERHAPS_GOODS = _any(
    r"\b(?:продам|продаю|скупаю|выкупаем)\b", r"\bскидк\w+ (?:до )?\d+ ?(?:%|процент)",
    r"\bбыстр\w+ деньги\b",
    r"\b(?:цены|цена|стоимость) от \d", r"\bпод ключ\b", r"\bнедорого\b",
    r"\bтребу(?:ется|ются) (?:сотрудник|водител)\w*",
    r"\bкредит\w* (?:\w+ ){0,2}(?:без отказ\w*|без справок|с плохой|под 0)", r"\bбесплатн\w+ курс\w*",
    r"\b(?:подработк\w+|работа) (?:для всех|от \d)", r"\bнабира(?:ю|ем) (?:людей|команду|сотрудник\w+|курьер\w+)",
)  # fmt: skip
"""Angry people use these words as well: only in one sentence with the call to the seller."""

_SENTENCES = re.compile(r"(?<=[.!?…\n])\s+|\n")


def _offers(plain: str, *, anyway: bool) -> bool:
    """Something is on offer, and how to get it is told; `anyway` when a number or a handle tells it."""
    if _GOODS_NAMED.search(plain) is not None and (anyway or _CALLS.search(plain) is not None):
        return True
    return any(
        _PERHAPS_GOODS.search(part) is not None
        and (_CALLS.search(part) is not None or _HANDLE.search(part) is not None or _phone(part))
        for part in _SENTENCES.split(plain)
    )


def known_of(communities: Collection[int], addresses: Collection[str]) -> Known:
    """What the region itself names: its communities, the sites of its links."""
    return Known(frozenset(communities), frozenset(link.host for one in addresses for link in links(one)))
