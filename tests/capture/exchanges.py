"""The labelled exchanges as the decider gets them: a chat, its open questions, one message of somebody."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.regionfile import load
from domain.capture import Overheard, Verdict, Waiting, What, decide
from domain.message import Forwarded, Message
from domain.place import Place, PlaceKind
from domain.question import OPEN, Question, Status
from routing.listener import WordListener
from tests.world import CHAT, GROUP, REGION, moment

FILE = Path(__file__).parent / "exchanges.toml"
NOW = moment("2026-11-24 15:00")
STAFF = {"Ильин": 101, "Петрова": 102, "Кузьмин": 103, "Ветров": 104, "Лебедева": 105, "Соколова": 106, "Громов": 107}
RESIDENTS = {"Марина": 201, "Лена": 202, "Олег": 203, "Виктор": 204, "Ирина": 205, "Галина": 206, "Света": 207}
RESIDENTS |= {"Рустам": 208, "Однофамилец": 301}
PEOPLE = STAFF | RESIDENTS
HERE = 1000
"""The number of the message in its chat."""

ATTACHED = {"photo": "photo-1_2", "video": "video-1_2", "sticker": "sticker", "voice": "audio_message-1_2"}
LISTENER = WordListener()
TOWN = load(REGION).region


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange and what had to come of it; `right` are the outcomes that are fine."""

    scene: str
    who: str
    how: str
    words: str
    right: tuple[str, ...]
    heard: Overheard

    @property
    def is_reply(self) -> bool:
        """A reply to the question itself, the plain way to answer."""
        return self.heard.under is not None

    @property
    def outcome(self) -> str:
        return said(decide(self.heard))

    def __str__(self) -> str:
        return f"{self.scene}: {self.who} [{self.how}] «{self.words}»"


def exchanges(half: str) -> list[Exchange]:
    """`development` or `evaluation`."""
    scenes = tomllib.loads(FILE.read_text(encoding="utf-8"))["scene"]
    return [_exchange(name, scene["questions"], row) for name, scene in scenes.items() for row in scene[half]]


def said(verdict: Verdict) -> str:
    """A verdict in the words of the labels; the order of what is asked does not matter."""
    parts = []
    if verdict.number is not None:
        parts.append(f"{verdict.what} {verdict.number}")
    if verdict.ask:
        parts.append(" ".join(["ask", *map(str, sorted(verdict.ask))]))
    return " ".join(parts) or What.NOTHING.value


def _exchange(scene: str, questions: list[list[Any]], row: list[str]) -> Exchange:
    who, how, words, right = row
    tokens = how.split()
    gap = int(tokens[tokens.index("gap") + 1]) if "gap" in tokens else None
    asked = [_question(facts, gap if facts is questions[-1] else None) for facts in questions]
    by = PEOPLE[who]
    replied, under = _replied(tokens, asked)
    attachments = tuple(ATTACHED[token] for token in tokens if token in ATTACHED)
    place = Place(PlaceKind.CHAT, GROUP, CHAT, HERE)
    reply_to = place.at(HERE - 1) if replied else None
    message = Message(place, by, words, NOW, attachments, reply_to=reply_to, replied=replied)
    names = {id_: name for name, id_ in RESIDENTS.items()}
    waiting = tuple(Waiting(one, names[one.author]) for one in asked if one.status in OPEN)
    courtesy = LISTENER.is_thanks(words)
    heard = Overheard(message, TOWN.person(by), TOWN, under, waiting, courtesy)
    return Exchange(scene, who, how, words, tuple(right.split(" or ")), heard)


def _replied(tokens: list[str], asked: list[Question]) -> tuple[Forwarded | None, Question | None]:
    """What is replied to: the question, somebody's words under it, or something else in the chat."""
    if "re" not in tokens:
        return None, None
    rest = tokens[tokens.index("re") + 1 :]
    under = next((one for one in asked if str(one.number) == rest[0]), None)
    somebody = next((PEOPLE[token] for token in rest if token in PEOPLE), None)
    author = somebody or (under.author if under else 0)
    return Forwarded(author, "", NOW - timedelta(minutes=1)), under


def _question(facts: list[Any], gap: int | None) -> Question:
    number, author, text, owner, minutes, messages, status = facts
    hearing = LISTENER.hear(text, TOWN, municipality="priozerny", asked_outright=False)
    return Question(
        number=number,
        place=Place(PlaceKind.CHAT, GROUP, CHAT, HERE - (gap or messages)),
        author=RESIDENTS[author],
        text=text,
        asked_at=NOW - timedelta(minutes=minutes),
        municipality="priozerny",
        status=Status(status),
        topic=hearing.topic,
        address=hearing.address,
        assignee=STAFF[owner],
    )
