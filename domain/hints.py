"""What is worth a second look before an official's words reach a resident (product.md, section 7).

A hint never forbids: «отправить как есть» always works, but for somebody's private data in public.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from domain import privacy
from domain.language import is_done, mask_obscenity, plainly
from domain.likeness import overlap
from domain.organisation import Region
from domain.question import Question
from domain.replies import sentences


class Hint(StrEnum):
    """The nine of the list, and rude words of an official (failures.md 4)."""

    PRIVATE = "private"
    RUDE = "rude"
    OTHER = "other"
    EMPTY = "empty"
    SENT_AWAY = "sent-away"
    LAW = "law"
    RATING = "rating"
    NO_DATE = "no-date"
    LONG = "long"
    REPEATED = "repeated"


HOLDING = frozenset(
    {Hint.PRIVATE, Hint.RUDE, Hint.OTHER, Hint.EMPTY, Hint.SENT_AWAY, Hint.LAW, Hint.RATING},
)
"""These are asked about before the words go; of the rest the official hears with «Отправил»."""

SAME_ANSWERS = 3
"""So many equal answers in a week are a common case."""

LONGEST_ANSWER = 900
LONGEST_SENTENCE = 35
NAMED = 2.0
"""So many words of another question, and none of this one."""


@dataclass(frozen=True, slots=True)
class Written:
    """An official's words on their way to a resident, and what they are looked at beside.

    `dated` when a day is named, in the words or apart; `equal` counts the same words in other answers of the week;
    `others` are the official's other open questions.
    """

    text: str
    question: Question
    region: Region
    public: bool = True
    dated: bool = False
    shown: bool = False
    equal: int = 0
    others: tuple[Question, ...] = ()


def hints(written: Written) -> tuple[Hint, ...]:
    """Everything to be said of the words, the most important first."""
    return tuple(hint for hint, applies in _SIGNS.items() if applies(written))


def fixed(text: str, hint: Hint) -> str:
    """The words after a one-tap fix; the same words when there is no such fix."""
    if hint is Hint.PRIVATE:
        return _tidy(privacy.mask(text))
    if hint is Hint.RUDE:
        return _tidy(_without(text, lambda sentence: mask_obscenity(sentence) != sentence))
    if hint is Hint.LAW:
        return _tidy(_LAW.sub(" ", text))
    if hint is Hint.RATING:
        return _tidy(_without(text, lambda sentence: _RATING.search(plainly(sentence)) is not None))
    return text


def can_be_fixed(text: str, hint: Hint) -> bool:
    """Whether one tap leaves something worth sending."""
    mended = fixed(text, hint)
    if mended == text or len(re.findall(r"\w+", mended.replace(privacy.HIDDEN, ""))) < 2:
        return False
    return hint is not Hint.PRIVATE or not is_private(mended)


def is_private(text: str) -> bool:
    """Somebody's phone, document, flat, debt or illness; phones of offices are for everybody."""
    for datum in privacy.find(text):
        before = plainly(text[max(datum.span[0] - 60, 0) : datum.span[0]])
        if datum.kind in {privacy.Private.PHONE, privacy.Private.EMAIL} and (
            _OFFICE.search(before) or _FREE_CALL.match(text[datum.span[0] : datum.span[1]])
        ):
            continue
        if datum.kind is privacy.Private.FLAT and not privacy.surname_with_flat(text):
            continue
        return True
    return privacy.names_somebody(text) and _SECRET.search(plainly(text)) is not None


# --- signs

_OFFICE = re.compile(
    r"\b(?:диспетчер\w*|едд?с|приемн\w*|аварийн\w*|горяч\w+ лини\w*|дежурн\w*|отдел\w*|поликлиник\w*|регистратур\w*"
    r"|администраци\w*|контакт-центр\w*|колл-центр\w*|справочн\w*|управляющ\w*|ук|рэс|водоканал\w*|перевозчик\w*"
    r"|подрядчик\w*|мфц|почт\w*|школ\w*|сад\w*|депо|автовокзал\w*|котельн\w*|кабинет\w*|служб\w*|оператор\w*)\b"
    r"[^.!?\n]*$"
)
_FREE_CALL = re.compile(r"\+?[78]\W{0,3}800\b")
_SECRET = re.compile(
    r"\b(?:долг\w*|задолженност\w*|должни\w*|неплательщи\w*|диагноз\w*|инвалид\w*|онколог\w*|психиатр\w*|психическ\w*"
    r"|наркоман\w*|алкоголи\w*|беременн\w*|вич|туберкулез\w*|инсульт\w*|судим\w*)\b"
)
_EMPTY = re.compile(
    r"\b(?:(?:взят\w*|вз[яе]ли|поставлен\w*|находится|стоит|держим|на) (?:\w+ )?на контрол\w+"
    r"|(?:принят\w*|принимаются|приняли) (?:\w+ )?мер\w+|меры (?:\w+ )?принят\w*|в установленном (?:\w+ )?порядке"
    r"|в рамках (?:\w+ )?(?:полномочий|компетенции)|будет рассмотрен\w*|осуществля\w+|производ(?:ится|ятся)"
    r"|проводится работа|ведется работа|в соответствии с графиком|в плановом порядке|прорабатывается)\b"
)
_SUBSTANCE = re.compile(r"\d{1,2}[.:]\d{2}|\b\d+\s*(?:шт|м\b|тонн|км|лю?дей|человек)")
_AWAY = re.compile(r"\b(?:обратитесь|обращайтесь|следует обратиться|вам (?:нужно|надо|необходимо) обратиться)\b")
_HOW = re.compile(r"\d{2,}|@|vk\.(?:com|ru)|gosuslugi|госуслуг|https?://|\bкабинет\b|\bулиц|\bул\.|[А-ЯЁ]\.\s?[А-ЯЁ]\.")
_LAW = re.compile(
    r"\s*[,(]?\s*(?:в соответствии с|согласно|на основании|по)?\s*(?:(?:федеральн\w+|областн\w+)\s+)?"
    r"(?:(?:закон\w*|постановлени\w+|распоряжени\w+|приказ\w*)\s+(?:\w+\s+){0,4}?)?(?:от\s+\d{1,2}[.\s]\S+\s+(?:\d{4}\s+)?(?:г\.\s*)?)?"
    r"№\s*[\d/-]+(?:-?(?:ФЗ|ПП|п|р|па))?(?!\d)\)?,?"
    r"|\s*\b\d{1,3}-ФЗ\b",
    re.IGNORECASE,
)
_LAW_NAMED = re.compile(
    r"\d-ФЗ\b|\b(?:закон\w*|постановлени\w+|распоряжени\w+|приказ\w*|СанПиН|ГОСТ)\b[^.!?\n]{0,60}?(?:№|от \d)",
    re.IGNORECASE,
)
_RATING = re.compile(
    r"\b(?:оцените|поставьте (?:нам )?(?:оценку|лайк|5|пят)|оставьте отзыв|будем благодарны за (?:оценку|отзыв)"
    r"|поблагодарите)\b"
)
_REFUSAL = re.compile(
    r"\b(?:не (?:будет|будем|можем|сможем|планируется|предусмотрен\w*|представляется|входит|положен\w*|подлежит)"
    r"|нет (?:денег|средств|возможности|оснований)|невозможно|отказан\w*|к сожалению)\b"
)
_FAULT = re.compile(
    r"\b(?:не (?:горит|работа\w+|вывоз\w+|убира\w+|чист\w+|топ\w+|едет|приш\w+|приход\w+|включа\w+)"
    r"|нет (?:воды|света|тепла|газа|отопления|связи)|темно|холодн\w+|яма|ямы|яму|теч[ьеё]\w*|протека\w+|прорв\w+"
    r"|слом\w+|разбит\w*|гололед\w*|свалк\w*|мусор"
    r"|перегор\w+|упал\w*|провод\w*|когда (?:\w+ ){0,3}(?:\w+(?:ят|ут|ите|ете))|почин\w+|отремонтир\w+|замен\w+)\b"
)


def _is_fault(written: Written) -> bool:
    return _FAULT.search(plainly(written.text)) is not None or _FAULT.search(plainly(written.question.text)) is not None


def _no_date(written: Written) -> bool:
    if written.dated or written.shown or is_done(written.text) or _SUBSTANCE.search(written.text):
        return False
    return _is_fault(written) and not _REFUSAL.search(plainly(written.text))


def _empty(written: Written) -> bool:
    """A formula that says nothing, and no day beside it."""
    if written.dated or written.shown or is_done(written.text) or _SUBSTANCE.search(written.text):
        return False
    return _EMPTY.search(plainly(written.text)) is not None


def _sent_away(written: Written) -> bool:
    away = _AWAY.search(plainly(written.text))
    return away is not None and not _HOW.search(written.text)


def _long(written: Written) -> bool:
    too_long = any(len(re.findall(r"\w+", one)) > LONGEST_SENTENCE for one in sentences(written.text))
    return too_long or len(written.text) > LONGEST_ANSWER


def _other(written: Written) -> bool:
    return bool(meant_for(written))


def meant_for(written: Written) -> tuple[Question, ...]:
    """The other open question these words speak of, when they say nothing of the one they are written to."""
    if not written.others or overlap(written.text, written.question, written.region) > 0:
        return ()
    close = [(overlap(written.text, one, written.region), one) for one in written.others]
    best = max(common for common, _ in close)
    return tuple(one for common, one in close if common == best)[:1] if best >= NAMED else ()


def _rating(written: Written) -> bool:
    plain = plainly(written.text)
    return _RATING.search(plain) is not None and _REFUSAL.search(plain) is not None


_SIGNS: dict[Hint, Callable[[Written], bool]] = {
    Hint.PRIVATE: lambda written: written.public and is_private(written.text),
    Hint.RUDE: lambda written: mask_obscenity(written.text) != written.text,
    Hint.OTHER: _other,
    Hint.EMPTY: _empty,
    Hint.SENT_AWAY: _sent_away,
    Hint.LAW: lambda written: _LAW_NAMED.search(written.text) is not None,
    Hint.RATING: _rating,
    Hint.NO_DATE: _no_date,
    Hint.REPEATED: lambda written: written.equal >= SAME_ANSWERS,
    Hint.LONG: _long,
}


# --- fixes


def _without(text: str, unwanted: Callable[[str], bool]) -> str:
    return " ".join(sentence for sentence in sentences(text) if not unwanted(sentence))


def _tidy(text: str) -> str:
    """One space between words, none before a sign, a capital in front."""
    plain = re.sub(r"\s+([.,!?;:])", r"\1", re.sub(r"[ \t]+", " ", text)).strip(" ,;")
    return plain[:1].upper() + plain[1:]
