"""People's names in the cases of Russian: «передал Сергею Ильину», «вопрос Марины К.».

The rules are those of petrovich (github.com/petrovich/petrovich-rules, MIT) through pytrovich; a name whose
bearer's sex nobody knows, or that is not written in Russian letters, stays as it is: better plain than wrong.
"""

import re
from enum import IntEnum, StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from pytrovich import enums as petrovich
from pytrovich.detector import PetrovichGenderDetector
from pytrovich.maker import PetrovichDeclinationMaker


class Case(StrEnum):
    NOMINATIVE = "nom"
    GENITIVE = "gen"
    DATIVE = "dat"
    ACCUSATIVE = "acc"
    INSTRUMENTAL = "ins"
    PREPOSITIONAL = "pre"


class Sex(IntEnum):
    """As VK numbers it."""

    UNKNOWN = 0
    WOMAN = 1
    MAN = 2


class Parts(NamedTuple):
    """What is what in a name as it is written."""

    first: str
    patronymic: str = ""
    last: str = ""
    is_last_first: bool = False


CASES = {
    Case.NOMINATIVE: petrovich.Case.NOMINATIVE,
    Case.GENITIVE: petrovich.Case.GENITIVE,
    Case.DATIVE: petrovich.Case.DATIVE,
    Case.ACCUSATIVE: petrovich.Case.ACCUSATIVE,
    Case.INSTRUMENTAL: petrovich.Case.INSTRUMENTAL,
    Case.PREPOSITIONAL: petrovich.Case.PREPOSITIONAL,
}
GENDERS = {Sex.WOMAN: petrovich.Gender.FEMALE, Sex.MAN: petrovich.Gender.MALE}
SEXES = {gender: sex for sex, gender in GENDERS.items()}

RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*|[А-ЯЁ]\.|[А-ЯЁ]+(?:-[А-ЯЁ]+)*")
INITIAL = re.compile(r"[А-ЯЁ]\.?")
PATRONYMIC = re.compile(r"[А-ЯЁ][а-яё]+(?:вич|ьич|мич|кич|тич|вна|чна|шна)|[А-ЯЁ]+(?:ВИЧ|ЬИЧ|ВНА|ЧНА)")
HERS = re.compile(r"(?:вна|чна|шна)$", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Where petrovich is silent or mistaken about the bearer.
EITHER = _words("саша женя валя шура слава стася сима гера мика ники")
WOMEN = _words(
    "маша даша катя настя таня надя эмма роза гюзель лейла айсылу алсу ляйсан хадиджа соня аня юля зоя гоар "
    "нани этери нино ксюша глаша груша леля люся тася дуся фрося айгюль назгуль аксана"
)
MEN = _words(
    "паша леша сеня леня федя костя рома тема микола рузиль алеша гоша сережа андрюша антоша гриша илюша "
    "кирюша никола петруха савва кузя"
)

# Surnames stressed on the ending, where petrovich loses a vowel or a stress.
KEEP_THEIR_VOWEL = _words("кузнец близнец чернец швец жнец жрец")
STRESSED = {
    Case.GENITIVE: "а",
    Case.DATIVE: "у",
    Case.ACCUSATIVE: "а",
    Case.INSTRUMENTAL: "ом",
    Case.PREPOSITIONAL: "е",
}
BIRDS = _words("соловей воробей")
OF_BIRDS = {
    Case.GENITIVE: "ья",
    Case.DATIVE: "ью",
    Case.ACCUSATIVE: "ья",
    Case.INSTRUMENTAL: "ьём",
    Case.PREPOSITIONAL: "ье",
}


@lru_cache(maxsize=4096)
def decline(name: str, case: Case, sex: int = Sex.UNKNOWN) -> str:
    """The whole name in a case: «Сергей Ильин» → «Сергею Ильину»; left alone when in doubt."""
    parts = _parts(name)
    sex = sex or guess_sex(name)
    if parts is None or not sex:
        return name
    first, patronymic, last = _inflected(parts, Case(case), Sex(sex))
    order = (last, first, patronymic) if parts.is_last_first else (first, patronymic, last)
    return " ".join(word for word in order if word)


def guess_sex(name: str) -> Sex:
    """By the patronymic, else by the first name and the surname unless they disagree."""
    parts = _parts(name)
    if parts is None:
        return Sex.UNKNOWN
    if parts.patronymic:
        return Sex.WOMAN if HERS.search(parts.patronymic) else Sex.MAN
    guesses = {_sex_of_first(parts.first), _sex_of_last(parts.last)} - {Sex.UNKNOWN}
    return guesses.pop() if len(guesses) == 1 else Sex.UNKNOWN


def first_name(name: str, case: Case = Case.NOMINATIVE, sex: int = Sex.UNKNOWN) -> str:
    """«Марина Котова» → «Марина»."""
    parts, said = _parts(name), decline(name, case, sex).split()
    if not said:
        return name
    return said[1] if parts and parts.is_last_first else said[0]


def short(name: str, case: Case = Case.NOMINATIVE, sex: int = Sex.UNKNOWN) -> str:
    """«Марина Котова» → «Марина К.»."""
    first, last = first_name(name, case, sex), official_short(name)
    return first if last == first_name(name) else f"{first} {last[:1]}."


def official_short(name: str, case: Case = Case.NOMINATIVE, sex: int = Sex.UNKNOWN) -> str:
    """«Сергей Ильин» → «Ильин»: how colleagues call an official."""
    parts, said = _parts(name), decline(name, case, sex).split()
    if not said:
        return name
    return said[0] if parts and parts.is_last_first else said[-1]


def _parts(name: str) -> Parts | None:
    """One to three words in Russian letters, told apart by the patronymic; otherwise nothing."""
    words = name.split()
    if not 1 <= len(words) <= 3 or not all(map(RUSSIAN.fullmatch, words)) or INITIAL.fullmatch(words[0]):
        return None
    if len(words) == 1:
        return Parts(words[0])
    if len(words) == 2:
        is_patronymic = bool(HERS.search(words[1]) and PATRONYMIC.fullmatch(words[1]))
        return Parts(words[0], words[1]) if is_patronymic else Parts(words[0], "", words[1])
    if PATRONYMIC.fullmatch(words[1]):
        return Parts(words[0], words[1], words[2])
    if PATRONYMIC.fullmatch(words[2]):
        return Parts(words[1], words[2], words[0], is_last_first=True)
    return None


def _inflected(parts: Parts, case: Case, sex: Sex) -> tuple[str, str, str]:
    first = _make(petrovich.NamePart.FIRSTNAME, parts.first, case, sex)
    patronymic = _make(petrovich.NamePart.MIDDLENAME, parts.patronymic, case, sex)
    return first, patronymic, _surname(parts.last, case, sex)


def _make(part: petrovich.NamePart, word: str, case: Case, sex: Sex) -> str:
    if not word or INITIAL.fullmatch(word):
        return word
    made = _maker().make(part, GENDERS[sex], CASES[case], word)
    return made.upper() if word.isupper() else made


def _surname(last: str, case: Case, sex: Sex) -> str:
    """A surname by petrovich, put right where the stress falls on the ending."""
    if sex is Sex.MAN and case is not Case.NOMINATIVE:
        if last.lower() in KEEP_THEIR_VOWEL:
            return last + STRESSED[case]
        if last.lower() in BIRDS:
            return last[:-2] + OF_BIRDS[case]
    made = _make(petrovich.NamePart.LASTNAME, last, case, sex)
    return made[:-2] + "ом" if made.endswith("ачем") and last.endswith("ач") else made


def _sex_of_first(first: str) -> Sex:
    plain = first.lower().replace("ё", "е")
    if plain in EITHER:
        return Sex.UNKNOWN
    if plain in WOMEN:
        return Sex.WOMAN
    if plain in MEN:
        return Sex.MAN
    found = _detector().detect(firstname=plain)  # type: ignore[no-untyped-call]
    return SEXES.get(found, Sex.UNKNOWN)


def _sex_of_last(last: str) -> Sex:
    """Only endings that differ between a husband and a wife tell: -ов and -ова, -ский and -ская."""
    plain = last.lower().replace("ё", "е")
    if re.search(r"(?:[ое]ва|ина|ына|ская|цкая|ая)$", plain):
        return Sex.WOMAN
    return Sex.MAN if re.search(r"(?:[ое]в|[иы]н|ский|цкий|[ыо]й)$", plain) and len(plain) > 4 else Sex.UNKNOWN


@cache
def _maker() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()


@cache
def _detector() -> PetrovichGenderDetector:
    return PetrovichGenderDetector()
