"""Names of people as VK gives them."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name; `sex` is 1 for a woman, 2 for a man and 0 when not told, as VK numbers them."""

    first: str
    last: str
    sex: int = 0


_LOOKALIKES = str.maketrans("ёabcehkmoptxyu03", "еавсенкмортхуиоз")
_AUTHORITIES = ("администрац", "правительств", "цур ", "горсовет")


def same_name(name: Name, registered: str) -> bool:
    """Whether a displayed name reads as a registered one: Latin look-alikes, word order and patronymics aside."""
    shown, known = _words(f"{name.first} {name.last}"), _words(registered)
    return len(shown) > 1 and len(known) > 1 and (shown <= known or known <= shown)


def is_called(written: str, registered: str) -> bool:
    """Whether a cell of a table names a registered person: in full, or by the surname and an initial."""
    words = re.findall(r"[^\W\d_]+", written.casefold().translate(_LOOKALIKES))
    known = _words(registered)
    missing = known.difference(words)
    initials = {word for word in words if len(word) == 1}
    return len(known) > 1 and len(missing) < 2 and all(word[0] in initials for word in missing)


def is_official_sounding(name: Name) -> bool:
    """«Администрация Приозёрска»: a person's page that calls itself an authority."""
    whole = f"{name.first} {name.last} ".casefold().translate(_LOOKALIKES)
    return any(word in whole for word in _AUTHORITIES)


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().translate(_LOOKALIKES).split())
