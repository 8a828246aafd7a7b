"""Abuse in a message: a flag for people, never a reason to leave the matter unanswered."""

import re
from dataclasses import dataclass

from domain.language import RUDE, is_only_abuse, mask_obscenity
from routing.text import Words

_SIGNED = re.compile(r"[^\W_][\w*@#$]*")
_DOGS = re.compile(r"\b(?:собак|пес\b|псы\b|псов\b|щен[кя]|кобел|стерилиз|отлов)")
_SHE_DOG = re.compile(r"сук[аиуе]|сучк[аиуе]", re.IGNORECASE)
_AIMED = frozenset({"вы", "вас", "вам", "вами", "ты", "тебя", "тебе", "ваш", "ваша", "ваши", "вашу", "твой", "твою"})

# Insults of more than one word, and words that insult only beside the one they are thrown at.
_THROWN = re.compile(
    r"\b(?:"
    r"чтоб(?:ы)? (?:вы|ты|вас|тебя|вам|тебе) (?:все )?(?:сдох\w+|провалил\w+|подавил\w+|разорвало|сгорел\w*|пусто)"
    r"|(?:вы|ты) (?:все |там |что |чё |совсем |просто )*(?:туп\w+|конченн?\w+|больн(?:ой|ые) на голову"
    r"|совсем дебил\w*)"
    r"|туп(?:ой|ые|ая|ым|ых) (?:чиновник\w*|власт\w+|администрац\w+|баб\w+|рож\w+|начальни\w+|овощ\w*)"
    r"|конченн?(?:ые|ый|ая) (?:\w+ )?(?:люди|вы|чиновник\w*|власт\w+|человек)"
    r"|(?:сдохни(?:те)?|горите в аду|гори в аду|закрой(?:те)? (?:рот|пасть)|заткни(?:те)? (?:рот|пасть))"
    r"|(?:пошл[иа]|пошел|шли бы|идите|иди) (?:бы )?(?:вы|ты)\b|(?:пошл[иа]|пошел|идите|иди|шли бы вы) (?:все )?"
    r"(?:к черт\w+|к лешему|на ?фиг|лесом|в баню со своим\w*|в задницу)"
    r"|(?:какого|ни|до|на|нафига|за каким) хрена?|хрен (?:вам|тебе|вы|дождешься)|охренел\w*|охрене\w+"
    r"|(?:вы|вас) (?:\w+ ){0,7}?(?:козл(?:ы|ов|ин\w*)|баран(?:ы|ов)|осл(?:ы|ов)|свинь[ия]|шакал(?:ы|ов)"
    r"|клоун(?:ы|ов)|паразит(?:ы|ов))"
    r"|дармоед(?:ы|ов|ам)?|бездар(?:и|ей|ь)|нелюд[иь]|бестолоч\w*|ничтожеств\w*|упыр(?:и|ей|ям)|ироды|сволота"
    r"|стар(?:ая|ые) карг[аи]"
    r"|(?:чурк(?:и|а|ам|ами)|чурок|петух(?:и|ам)? вы)"
    r")\b"
)
_ALONE = re.compile(
    r"(?:ну |да |вот |ах вы )*(?:козлы|козел|бараны|баран|ослы|шакалы|свиньи|петухи|клоуны|паразиты)(?: \w+)?"
)
_DOTTED = re.compile(
    r"(?<!\w)(?:г[.…]{2,}о|г…о|ж[.…]+па|х[.…]{2,}[йяи]|б[.…]{2,}[ьд]\w*|п[.…]{2,}[цз]\w*|с[.…]{2,}к[аи]"
    r"|м[.…]{2,}к)(?!\w)"
)
"""Letters behind dots."""


@dataclass(frozen=True, slots=True)
class Abuse:
    """What was found; the words are for the moderator."""

    words: tuple[str, ...]
    aimed: bool
    """Said to somebody («вы», «ваши»), not only beside the matter."""
    only: bool
    """Nothing else to answer in the message."""


def find(words: Words) -> Abuse | None:
    """Rude words and insults of a message; None of plain anger («позор», «сколько можно», «врёте»)."""
    met = [match.group() for match in _SIGNED.finditer(words.text) if _is_rude(match.group())]
    if met and _DOGS.search(words.flat) is not None:
        met = [word for word in met if _SHE_DOG.fullmatch(word) is None]
        if not met:
            return None
    met += [match.group() for match in _THROWN.finditer(words.flat)]
    met += (
        [match.group() for match in _DOTTED.finditer(words.text.lower())]
        if ".." in words.text or "…" in words.text
        else []
    )
    if _ALONE.fullmatch(words.flat) is not None:
        met.append(words.flat)
    if not met and RUDE in mask_obscenity(words.text):
        met = [RUDE]  # written with a sign between the letters
    if not met:
        return None
    return Abuse(tuple(dict.fromkeys(met)), not _AIMED.isdisjoint(words.tokens), is_only_abuse(words.text))


def _is_rude(word: str) -> bool:
    return len(word) > 2 and mask_obscenity(word) == RUDE
