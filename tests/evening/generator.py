"""Writes the recorded evening: 2 500 messages of an invented broadcast, each with its label.

    python -m tests.evening.generator [FILE]

The same seed writes the same evening to the letter. The first line names the people; every other one is a message: `n`,
`t` seconds from the start, `at` the place (video, wall, chat, private), `who`, `text`, `to` the message
replied to, `kind` and `theme` of a question.
"""

import json
import random
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

WORDS = Path(__file__).with_name("words.toml")
RECORDED = Path(__file__).parents[2] / "examples" / "evening.jsonl"
SEED, SIZE = 122, 2_500

BEFORE, LENGTH, AFTER = 3 * 3600, 90 * 60, 40 * 60
"""Seconds: collected before the start, on air, and still coming after the end."""

QUESTIONS = 0.335
FIRST_PERSON, PEOPLE, NEWCOMERS = 10_001, 640, 20
FLOOD_AT = 2_400
MODERATOR = 106
PAUSE, RESUME = 3_000, 3_240
PLACES = (("video", 0.62), ("chat", 0.17), ("wall", 0.13), ("private", 0.08))
KINDS = (
    ("chat", 0.43),
    ("greeting", 0.13),
    ("thanks", 0.11),
    ("joke", 0.13),
    ("plus", 0.14),
    ("abuse", 0.03),
    ("ad", 0.03),
)

_FIRST = (
    "Ирина Анна Ольга Елена Мария Светлана Татьяна Наталья Галина Людмила Иван Пётр Олег Сергей Андрей Виктор Павел"
)
_LAST = "Иванов Соколов Морозов Волков Лебедев Козлов Новиков Зайцев Павлов Семёнов Голубев Виноградов Богданов Крылов"
_WOMEN = 10


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the recording."""

    n: int
    t: int
    at: str
    who: int
    text: str
    kind: str
    theme: str = ""
    to: int = 0
    late: bool = False
    """A question after the end."""


def main() -> None:
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else RECORDED
    lines = recorded()
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} messages: {file}")  # noqa: T201


def recorded() -> list[str]:
    """The lines of the recording."""
    chance = random.Random(SEED)  # noqa: S311
    lines = [json.dumps({"people": people(chance), "acts": acts()}, ensure_ascii=False)]
    return lines + [json.dumps(_short(said), ensure_ascii=False) for said in evening(chance)]


def _short(said: Said) -> dict[str, Any]:
    return {name: value for name, value in asdict(said).items() if value or name == "t"}


def people(chance: random.Random) -> list[list[object]]:
    """[number, first name, last name]; the last twenty came tonight."""
    found: list[list[object]] = []
    for number in range(FIRST_PERSON, FIRST_PERSON + PEOPLE + NEWCOMERS):
        at = chance.randrange(len(_FIRST.split()))
        last = chance.choice(_LAST.split()) + ("а" if at < _WOMEN else "")
        found.append([number, _FIRST.split()[at], last])
    return found


def evening(chance: random.Random, size: int = SIZE) -> list[Said]:
    """The messages in the order they came."""
    words = tomllib.loads(WORDS.read_text("utf-8"))
    flood = NEWCOMERS
    moments = _moments(chance, size - flood)
    subjects = _Subjects(words, chance)
    said: list[Said] = []
    raw = [(at, "") for at in moments] + [(FLOOD_AT + at * 2, "flood") for at in range(flood)]
    for n, (at, kind) in enumerate(sorted(raw), 1):
        if kind == "flood":
            who = FIRST_PERSON + PEOPLE + sum(1 for each in said if each.kind == "flood")
            said.append(Said(n, at, "video", who, words["talk"]["flood"], "flood"))
        else:
            said.append(_one(n, at, words, subjects, said, chance))
    return said


def acts() -> list[dict[str, object]]:
    """What the moderator does: announces, takes themes on air, looks at new ones, a break in the middle, the end."""
    done: list[tuple[int, str, str]] = [
        (-BEFORE - 600, "say", "эфир {date} {time} Ветров 90 минут"),
        (-BEFORE - 480, "press", "Сообщество"),
        (-BEFORE - 360, "press", "Да, поставить"),
        (-BEFORE - 240, "say", "эфир ссылка vk.com/wall-{group}_{post}"),
        (-BEFORE - 120, "say", "эфир ссылка vk.com/video-{group}_{video}"),
        (0, "press", "Начать"),
        (PAUSE, "say", "эфир пауза"),
        (RESUME, "say", "эфир дальше"),
        (LENGTH + 5, "say", "эфир стоп"),
        (LENGTH + 65, "press", "Да, закончить"),
    ]
    for at in range(90, LENGTH - 240, 240):
        if not PAUSE - 240 < at < RESUME:
            done += [(at, "press", "▶ 1"), (at + 150, "press", "Ответили")]
    for at in (780, 1_980, 3_660):
        reason = "Личное" if at < PAUSE else "Накрутка"
        looks = ("Новые", "В очередь", "Дальше", "Письменно", "Не в эфир", reason)
        done += [(at + 65 * nth, "press", label) for nth, label in enumerate(looks)]
    return [{"t": at, "who": MODERATOR, how: what} for at, how, what in sorted(done)]


def questions(chance: random.Random, count: int) -> list[tuple[str, str]]:
    """(theme, text): nothing but questions."""
    subjects = _Subjects(tomllib.loads(WORDS.read_text("utf-8")), chance)
    return [subjects.next() for _ in range(count)]


def _moments(chance: random.Random, count: int) -> list[int]:
    """Some before, most on air with bursts of five a second, the rest after the end."""
    found = [-chance.randrange(60, BEFORE) for _ in range(count // 8)]
    found += [LENGTH + chance.randrange(30, AFTER) for _ in range(count // 20)]
    bursts = [chance.randrange(60, LENGTH - 60) for _ in range(10)]
    for start in bursts:
        found += [start + step // 5 for step in range(50)]
    while len(found) < count:
        found.append(chance.randrange(0, LENGTH))
    return sorted(found[:count])


def _one(
    n: int, at: int, words: dict[str, Any], subjects: "_Subjects", said: Sequence[Said], chance: random.Random
) -> Said:
    who = FIRST_PERSON + int(PEOPLE * chance.random() ** 1.6)
    place = _weighed(PLACES, chance)
    late = at > LENGTH
    if chance.random() < QUESTIONS:
        theme, text = subjects.next()
        return Said(n, at, place, who, text, "question", theme, late=late)
    kind = _weighed(KINDS, chance)
    text = chance.choice(words["talk"][kind])
    to = 0
    if kind == "plus":
        asked = [each for each in said[-60:] if each.kind == "question" and each.at == place and each.who != who]
        if place == "private" or not asked:
            kind, text = "chat", chance.choice(words["talk"]["chat"])
        else:
            to = chance.choice(asked).n
    if place == "private":  # nobody chats with a bot; some thank it
        place = "video"
    return Said(n, at, place, who, text, kind, to=to)


class _Subjects:
    """Questions about subjects, some asked by many."""

    def __init__(self, words: dict[str, Any], chance: random.Random) -> None:
        self._dress = words["dress"]
        self._chance = chance
        self._alone = [*words["alone"]["say"]]
        chance.shuffle(self._alone)
        self._themes: list[tuple[str, Sequence[str], dict[str, str], float]] = []
        for name, theme in words["theme"].items():
            self._themes.append((name, theme["say"], {}, theme["weight"]))
        for name, family in words["family"].items():
            places = words[family["over"]]
            total = sum(place["weight"] for place in places)
            for place in places:
                forms = {key: str(value) for key, value in place.items() if key != "weight"}
                key = next(iter(forms.values()))
                self._themes.append(
                    (f"{name}:{key}", family["say"], forms, family["weight"] * place["weight"] / total * 2)
                )

    def next(self) -> tuple[str, str]:
        """(theme, text)"""
        chance = self._chance
        if self._alone and chance.random() < 0.04:
            text = self._alone.pop()
            return f"alone:{len(self._alone)}", text
        name, says, forms, _ = chance.choices(self._themes, [theme[-1] for theme in self._themes])[0]
        text = chance.choice(says).format(n=chance.randrange(1, 40), **forms)
        return name, self._dressed(text)

    def _dressed(self, text: str) -> str:
        chance, dress = self._chance, self._dress
        before, after = chance.choice(dress["before"]), chance.choice(dress["after"])
        if chance.random() < 0.04:
            before = chance.choice(dress["rude"])
        if not before or before.endswith("! "):
            text = text[:1].upper() + text[1:]
        text = f"{before}{text}{after}"
        if chance.random() < 0.1:
            text += " ".join(["", *chance.sample(dress["long"], chance.randrange(1, 4))]).replace("  ", " ")
        if chance.random() < 0.04:
            numbers = {"p3": chance.randrange(100, 999), "p2": chance.randrange(10, 99)}
            text += chance.choice(dress["phone"]).format(**numbers)
        if chance.random() < 0.25:
            text = text.lower()
        return _misspelt(text, chance) if chance.random() < 0.12 else text


def _misspelt(text: str, chance: random.Random) -> str:
    """Two letters of one word change places, or one is lost."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) > 6 and word.isalpha()]
    if not long:
        return text
    at = chance.choice(long)
    word, place = words[at], chance.randrange(3, len(words[at]) - 2)
    words[at] = (
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if chance.random() < 0.5
        else word[:place] + word[place + 1 :]
    )
    return " ".join(words)


def _weighed(options: Sequence[tuple[str, float]], chance: random.Random) -> str:
    return chance.choices([name for name, _ in options], [weight for _, weight in options])[0]


if __name__ == "__main__":
    main()
