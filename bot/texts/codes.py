"""Short codes that facts carry instead of words: where something was asked, why it came here, what was done."""

from bot.texts.phrasebook import Phrasebook, Variables
from bot.texts.setting import Setting
from domain.place import PlaceKind

RULES = frozenset({"topic", "topic and settlement", "settlement", "any", "substitute", "deputy", "head", "ccu"})
RULES |= {"stated", "handed", "learned"}
"""Why this person, or why this one is offered first (domain/assignment.py)."""


def place(said: str, book: Phrasebook) -> Variables:
    """The kind of place as words; a place already named in words stays."""
    if said == "nobody":
        return {"place": "", "place_kind": said}
    if said not in list(PlaceKind):
        return {"place": said, "place_kind": "other"}
    return {"place": book.say(f"place-{said}"), "place_kind": said}


def because(said: str) -> Variables:
    """«topic: фонарь, победы» as the rule and the words; the first rule is the latest."""
    rules = [part for part in said.split(": ") if part in RULES]
    words = ": ".join(part for part in said.split(": ") if part not in RULES)
    return {
        "because": words,
        "because_rule": rules[0].partition(" ")[0] if rules else "none",
        "has_because_words": "yes" if words else "no",
    }


def detail(said: str, setting: Setting, book: Phrasebook) -> str:
    """What stands beside a line of history: a person by name rather than by number, nobody's id left."""
    if said in list(PlaceKind):
        return book.say(f"place-{said}")
    head, _, rest = said.partition(" ")
    if not head.isdecimal() or rest not in RULES | {""}:
        return said
    person = setting.region.person(int(head))
    return person.name if person else ""
