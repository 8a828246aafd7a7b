"""A short name of a theme, as a host would read it: «Дорога на Лесной», «Каток у школы №2», «Автобус до Зарубино»."""

import re
from collections import Counter
from collections.abc import Sequence

from domain.language import RUDE, is_only_abuse, mask_obscenity, plainly
from domain.privacy import HIDDEN, clean, defuse, mask, without_links
from routing import things
from routing.places import Place, Places
from routing.sameplace import where
from routing.streets import is_type
from routing.text import Words, is_empty, read
from routing.wordlists import words as listed

LONGEST = 60
READ = 40
"""Questions of a theme that its name is made of."""

NAMELESS = "Разное"

_PREPOSITIONS = r"(?:на|по|в|во|до|из|от|под|за)"
_KINDS = {"school": ("школы", "Школа"), "kindergarten": ("детского сада", "Детский сад"), "clinic": ("поликлиники", "")}
_OPENING = re.compile(
    r"^(?:(?:здравствуйте|здрасьте|добрый (?:день|вечер)|доброго \w+(?: \w+)?|привет|николай андреевич|уважаем\w+ \w+"
    r"(?: \w+ович| \w+евич)?|скажите|подскажите|ответьте|пожалуйста|вопрос|эфиру|главе|у меня вопрос|и|а|ну|вот)"
    r"[\s,.!:;–—-]+)+",
    re.IGNORECASE,
)
_HARSH = re.compile(rf"{re.escape(RUDE)}|{re.escape(HIDDEN)}")
_HOLLOW = listed("hollow")


def title(texts: Sequence[str], places: Places) -> str:
    """Of the thing most of the questions are about and the place most of them name; else of the plainest question."""
    heard = [(words, places.find(words, "")) for words in map(read, texts[:READ])]
    subjects = [things.subjects(things.find(words)) for words, _ in heard]
    counts = Counter(each[0].name for each in subjects if each)
    if not counts or counts.most_common(1)[0][1] * 2 < len(heard):
        return _plainest(texts[:READ])
    name = min(counts, key=lambda each: (-counts[each], each))
    named = f"{name}{_of_place(heard, name)}"
    if len(heard) == 1 and named == name:
        return _plainest(texts)  # «Автобус» says too little of one question about it
    return named if len(named) <= LONGEST else name


def _of_place(heard: Sequence[tuple[Words, Place]], name: str) -> str:
    """Where, in the words of the questions, when at least a third of them say so."""
    keys: Counter[str] = Counter()
    phrases: dict[str, Counter[str]] = {}
    for words, place in heard:
        for key, phrase in _phrases(words, place, name):
            keys[key] += 1
            phrases.setdefault(key, Counter())[phrase] += 1
            break
    if not keys or 3 * keys.most_common(1)[0][1] < len(heard):
        return ""
    key = min(keys, key=lambda each: (-keys[each], each))
    found = phrases[key]
    best = min(found, key=lambda each: (each.startswith(","), -found[each], each))
    return best if best.startswith(",") else f" {best}"


def _phrases(words: Words, place: Place, name: str) -> list[tuple[str, str]]:
    """(what it is compared by, as it is told): the numbered thing, the street, the village."""
    told: list[tuple[str, str]] = []
    for kind, number in where(words, place).numbers:
        if kind == "route":
            told.append((f"{kind} {number}", f"№{number}"))
        elif kind in _KINDS:
            beside, itself = _KINDS[kind]
            told.append((f"{kind} {number}", f"№{number}" if name == itself else f"у {beside} №{number}"))
    for address in place.addresses:
        street = _street(re.split(r",|\s+(?=\d)", address.text)[0].strip())
        before = re.search(rf"({_PREPOSITIONS})\s+$", words.text[: address.start], re.IGNORECASE)
        inside = re.match(rf"({_PREPOSITIONS})\s+", street, re.IGNORECASE)
        key = f"street {' '.join(sorted(address.street))}"
        if before and not inside:
            told.append((key, f"{before[1].lower()} {street}"))
        else:
            told.append((key, street if inside else f", {street}"))
    if place.settlement:
        told.append((f"village {place.settlement}", _village(words, place.settlement)))
    return told


def _street(text: str) -> str:
    """«улица Лесная», «Лесной»."""
    return " ".join(each.lower() if is_type(plainly(each).rstrip(".")) else _capital(each) for each in text.split())


def _village(words: Words, name: str) -> str:
    root = re.escape(name[: max(len(name) - 2, 3)])
    kind = r"(?:(?:деревн|посёлк|поселк|сел)\w*\s+)?"
    met = re.search(rf"(?<!\w)({_PREPOSITIONS})\s+({kind})({root}\w*)", words.text, re.IGNORECASE)
    return f"{met[1].lower()} {met[2].lower()}{_capital(met[3])}" if met else f", {name}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plainest(texts: Sequence[str]) -> str:
    """The question whose words the others have most, shortened; no rude and no private one if there is another."""
    counts: Counter[str] = Counter()
    roots = []
    for text in texts:
        message = read(text)
        roots.append(
            {
                root
                for token, root in zip(message.tokens, message.stems, strict=True)
                if len(root) > 2 and not is_empty(token, root) and token not in _HOLLOW
            }
        )
        counts.update(roots[-1])
    shown = [(_short(text), own) for text, own in zip(texts, roots, strict=True) if not is_only_abuse(text)]
    ranked = sorted(
        (
            (_HARSH.search(text) is not None, -sum(counts[each] for each in own) / (3 + len(own)), len(text), text)
            for text, own in shown
            if text
        ),
    )
    best = ranked[0][-1] if ranked else ""
    best = re.sub(r"\s{2,}", " ", _HARSH.sub("", best)).strip(" ,.–—-")
    return _capital(best) if re.search(r"[^\W\d_]{3}", best) else NAMELESS


def _short(text: str) -> str:
    """Its first sentence that says something, without greetings, cut at a word."""
    plain = mask(mask_obscenity(without_links(clean(text)))).replace("\n", " ")
    plain = defuse(re.sub(r"\s+", " ", plain)).strip()
    plain = _OPENING.sub("", plain).strip()
    sentences = [each for each in re.split(r"(?<=[^\W\d_]{3}[.?!…])\s+", plain) if len(each.split()) > 1] or [plain]
    best = sentences[0].strip(" .?!…,;:–—-")
    if len(best) <= LONGEST:
        return best
    return best[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
