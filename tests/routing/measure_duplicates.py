"""How well the same trouble is found again, and how well another address keeps two questions apart.

Queries are made of real appeals as people write again: with slips of the pen, shorter, in other words and order.
"""

import random
import re
from dataclasses import dataclass

from routing.duplicates import Index, Matter, matter
from routing.places import Places
from routing.sameplace import Agreement
from routing.text import read
from tests.routing import data

QUERIES, FRESH, PAIRS = 450, 300, 200
FALSE_ALARMS = 0.02
SLIPS = 30
_WORD = re.compile(r"\w+|\W+")
_ADDRESS = re.compile(r"([А-ЯЁ][а-яё]{4,}) (\d{1,3})$")

# Words people put one for the other.
_OTHER = (
    ("прошу", "пожалуйста"), ("здравствуйте", "добрый день"), ("отсутствует", "нет"), ("не горит", "не работает"),
    ("улица", "ул"), ("почистить", "убрать"), ("отремонтировать", "починить"), ("постоянно", "всегда"),
    ("дорога", "дорожка"), ("установить", "поставить"), ("детская площадка", "площадка"), ("автомобиль", "машина"),
)  # fmt: skip


@dataclass(frozen=True)
class Duplicates:
    """Shares of 1."""

    first: float
    """The same question is the first of those alike."""
    recall: float
    """At the threshold that gives two false alarms in a hundred."""
    suggested: float
    """By the shipped rule: the same question is suggested."""
    alarms: float
    """By the shipped rule: something is suggested to a question asked the first time."""


@dataclass(frozen=True)
class Apart:
    """Pairs alike in their words: half with one address, half with two."""

    precision: float
    recall: float


def _slips(text: str, chance: random.Random) -> str:
    """One letter in thirty is lost, doubled or changes places with the next."""
    letters = list(text)
    for at in range(len(letters) - 1):
        if letters[at].isalpha() and chance.random() < 1 / SLIPS:
            way = chance.randrange(3)
            if way == 0:
                letters[at] = ""
            elif way == 1:
                letters[at] *= 2
            else:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _shortened(text: str, chance: random.Random) -> str:
    """Two fifths to three fifths of it, in one piece."""
    words = text.split()
    kept = max(5, int(len(words) * chance.uniform(0.4, 0.6)))
    start = chance.randrange(max(len(words) - kept, 0) + 1)
    return " ".join(words[start : start + kept])


def _reworded(text: str, chance: random.Random) -> str:
    """Other words for some, one in six left out, sentences in another order."""
    for one, other in _OTHER:
        text = re.sub(one, other, text, flags=re.IGNORECASE)
    sentences = re.split(r"(?<=[.!?])\s+", text)
    chance.shuffle(sentences)
    return " ".join(word for sentence in sentences for word in sentence.split() if chance.random() > 1 / 6)


def suggested() -> Duplicates:
    """Queries against all other texts at hand."""
    chance = random.Random(7)  # noqa: S311
    finder = Places(data.REGION)
    appeals = [text for city in ("kursk", "ryazan") for text in data.appeals(city).texts]
    apart = data.near_copies(appeals)
    alone = [at for at, group in enumerate(apart) if apart.count(group) == 1 and len(appeals[at].split()) >= 6]
    chance.shuffle(alone)
    fresh, asked = alone[:FRESH], alone[FRESH : FRESH + QUERIES]
    out = set(fresh)
    index = Index((at, _matter(finder, text)) for at, text in enumerate(appeals) if at not in out)
    others = [row["text"] for name in ("vk_comments", "chatter", "toxic") for row in data.rows(f"{name}.csv")]
    for number, text in enumerate(others, len(appeals)):
        index.add(number, _matter(finder, text))
    first, scores, told = 0, [], 0
    for number, at in enumerate(asked):
        ways = (_slips, _shortened, _reworded)
        found = index.alike(_matter(finder, ways[number % len(ways)](appeals[at], chance)))
        own = [each for each in found if each.id == at]
        first += bool(own) and max(found, key=lambda each: each.likeness).id == at
        scores.append(own[0].likeness if own else 0.0)
        told += any(each.is_same for each in own)
    alarms = [index.alike(_matter(finder, appeals[at])) for at in fresh]
    surest = sorted((max((each.likeness for each in found), default=0.0) for found in alarms), reverse=True)
    threshold = surest[int(FALSE_ALARMS * len(surest))]
    return Duplicates(
        first / len(asked),
        sum(score > threshold for score in scores) / len(asked),
        told / len(asked),
        sum(any(each.is_same for each in found) for found in alarms) / len(alarms),
    )


def kept_apart() -> Apart:
    """The same words about the same address and about another one."""
    chance = random.Random(7)  # noqa: S311
    finder = Places(data.REGION)
    rows = [row for row in data.rows("vk_comments.csv") if _ADDRESS.search(row["address"])]
    rows = [row for row in rows if row["address"] in row["text"]]
    chance.shuffle(rows)
    addresses = sorted({row["address"] for row in rows})
    right = wrong = 0
    chosen = rows[:PAIRS]
    for row in chosen:
        elsewhere = chance.choice([each for each in addresses if each.split()[0] != row["address"].split()[0]])
        moved = row["text"].replace(row["address"], elsewhere)
        right += _is_same(finder, row["text"], _reworded(row["text"], random.Random(3)))  # noqa: S311
        wrong += _is_same(finder, row["text"], _reworded(moved, random.Random(3)))  # noqa: S311
    return Apart(right / max(right + wrong, 1), right / len(chosen))


def _is_same(finder: Places, one: str, other: str) -> bool:
    index = Index([(0, _matter(finder, one))])
    found = index.alike(_matter(finder, other))
    return bool(found) and found[0].is_same and found[0].agreement is not Agreement.DIFFERENT


def _matter(finder: Places, text: str) -> Matter:
    words = read(text)
    return matter(words, finder.find(words, ""))
