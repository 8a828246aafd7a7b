"""A person as the variables of a phrase: the roster's name and post, else what VK says, else «житель»."""

from functools import lru_cache

from bot.texts import names
from bot.texts.names import Case, Sex
from bot.texts.phrasebook import Phrasebook, Variables
from bot.texts.quotes import harmless
from bot.texts.setting import Setting

CASES = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL)
NAME_LIMIT = 60
SEXES = {Sex.WOMAN: "f", Sex.MAN: "m"}


def someone(name: str, vk_id: int, setting: Setting, book: Phrasebook, *, resident: bool) -> Variables:
    """`has_…` says whether the person can be called by name; the forms are there either way."""
    called, post, sex = _known(vk_id, setting)
    return dict(_called(name, called, post, sex, book) if called else _unknown(name, book, resident=resident))


@lru_cache(maxsize=4096)
def _called(name: str, called: str, post: str, sex: Sex, book: Phrasebook) -> Variables:
    cases = {f"{name}_{case}": names.decline(called, case, sex) for case in CASES}
    return {
        f"has_{name}": "yes",
        name: called,
        **cases,
        f"{name}_full": _signed(called, post, book),
        **{f"{name}_full_{case}": _signed(cases[f"{name}_{case}"], post, book) for case in CASES},
        f"{name}_first": names.first_name(called, sex=sex),
        **{f"{name}_first_{case}": names.first_name(called, case, sex) for case in CASES},
        f"{name}_surname": names.official_short(called, sex=sex),
        f"{name}_short": names.short(called, sex=sex),
        f"{name}_called": (names.official_short if post else names.short)(called, sex=sex),
        f"{name}_sex": SEXES.get(sex or names.guess_sex(called), "unknown"),
    }


def surnames(people: tuple[int, ...], setting: Setting, book: Phrasebook) -> list[str]:
    """Labels for a choice of people: surnames, with the first name where two would be the same."""
    known = [someone("who", vk_id, setting, book, resident=False) for vk_id in people]
    plain = [str(one["who_surname"]) for one in known]
    return [
        surname if plain.count(surname) == 1 else str(one["who"]) for surname, one in zip(plain, known, strict=True)
    ]


def _known(vk_id: int, setting: Setting) -> tuple[str, str, Sex]:
    person, vk = setting.region.person(vk_id), setting.names.get(vk_id)
    sex = Sex(vk.sex) if vk and vk.sex in list(Sex) else Sex.UNKNOWN
    in_vk = f"{vk.first} {vk.last}" if vk else ""
    if person is not None:
        return harmless(person.name or in_vk, NAME_LIMIT), harmless(person.post, NAME_LIMIT), sex
    return harmless(in_vk, NAME_LIMIT), "", sex


def _signed(name: str, post: str, book: Phrasebook) -> str:
    return book.say("name-and-post", {"name": name, "post": post}) if post else name


def _unknown(name: str, book: Phrasebook, *, resident: bool) -> Variables:
    """Somebody nameless is not addressed, and an official is still somebody who answers."""
    word = "unknown-resident" if resident else "unknown-official"
    said = book.say(word)
    cases = {str(case): book.say(f"{word}.{case}") for case in CASES}
    return {
        f"has_{name}": "no" if resident else "yes",
        name: said,
        **{f"{name}_{form}": said for form in ("first", "surname", "short", "called", "full")},
        **{f"{name}_{case}": form for case, form in cases.items()},
        **{f"{name}_{kind}_{case}": form for case, form in cases.items() for kind in ("full", "first")},
        f"{name}_sex": "unknown",
    }
