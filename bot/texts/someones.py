"""A person as the variables of a phrase: the roster's name and post, else what VK says, else «житель»."""

from bot.texts.phrasebook import Phrasebook, Variables
from bot.texts.quotes import harmless
from bot.texts.setting import Setting

CASES = ("gen", "dat", "acc", "ins")
NAME_LIMIT = 60


def someone(name: str, vk_id: int, setting: Setting, book: Phrasebook, *, resident: bool) -> Variables:
    """`has_…` says whether the person can be called by name; the forms are there either way."""
    person = setting.region.person(vk_id)
    if person is None and vk_id not in setting.names:
        return _unknown(name, book, resident=resident)
    if person is not None:
        first, _, last = person.name.partition(" ")
        post = person.post
        sex = 0
    else:
        known = setting.names[vk_id]
        first, last, post, sex = known.first, known.last, "", known.sex
    whole = harmless(f"{first} {last}".strip(), NAME_LIMIT)
    first, last = harmless(first, NAME_LIMIT), harmless(last, NAME_LIMIT)
    short = book.say("short-name", {"first": first, "initial": last[0]}) if last else first
    return {
        f"has_{name}": "yes",
        name: whole,
        **{f"{name}_{case}": whole for case in CASES},
        f"{name}_first": first,
        f"{name}_surname": last or first,
        f"{name}_short": short,
        f"{name}_post": post,
        f"{name}_full": book.say("name-and-post", {"name": whole, "post": post}) if post else whole,
        f"{name}_sex": {1: "f", 2: "m"}.get(sex, "unknown"),
    }


def _unknown(name: str, book: Phrasebook, *, resident: bool) -> Variables:
    word = "unknown-resident" if resident else "unknown-official"
    said = book.say(word)
    forms = {f"{name}_{form}": said for form in ("first", "surname", "short", "full")}
    cases = {f"{name}_{case}": book.say(f"{word}.{case}") for case in CASES}
    known = "no" if resident else "yes"
    return {f"has_{name}": known, name: said, **forms, **cases, f"{name}_post": "", f"{name}_sex": "unknown"}


def surnames(people: tuple[int, ...], setting: Setting, book: Phrasebook) -> list[str]:
    """Labels for a choice of people: surnames, with the initial where two would be the same."""
    known = [someone("who", vk_id, setting, book, resident=False) for vk_id in people]
    plain = [str(one["who_surname"]) for one in known]
    return [
        surname
        if plain.count(surname) == 1
        else book.say("surname-first", {"surname": surname, "initial": one["who_first"][0]})
        for surname, one in zip(plain, known, strict=True)
    ]
