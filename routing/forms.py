"""How names of places decline."""

from routing.wordlists import words

_MASCULINE = frozenset({"ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем"})
_FEMININE = frozenset({"ая", "яя", "ой", "ей", "ую", "юю"})
_NEUTER = frozenset({"ое", "ее", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем"})
_PLURAL = frozenset({"ые", "ие", "ых", "их", "ым", "им", "ыми", "ими"})


def is_adjective(word: str) -> bool:
    """«Лесной», «Заречная»; not «Аккерия»."""
    return len(word) > 4 and word[-2:] in {"ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"} and word[-3:] != "рии"


def adjective_endings(word: str) -> frozenset[str]:
    """How an adjective-like name declines: «Лесной» is not «Лесная»."""
    gender = {"й": _MASCULINE, "я": _FEMININE}.get(word[-1])
    if gender is None:
        gender = _PLURAL if word[-2:] in {"ые", "ие"} else _NEUTER
    return gender


_NOUN_ENDINGS = words("noun_endings") | {""}


def is_form_of(token: str, name: str) -> bool:
    """Whether a word may be a noun or adjective in another case: «Находе» is of «Наход», «находится» is not."""
    kept = 0
    for one, other in zip(token, name, strict=False):
        if one != other:
            break
        kept += 1
    return any(token[at:] in _NOUN_ENDINGS and name[at:] in _NOUN_ENDINGS for at in range(max(kept - 3, 0), kept + 1))
