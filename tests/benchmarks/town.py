"""A region and a stream of messages of any size, for benchmarks only."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from domain.place import Place, PlaceKind
from domain.question import Clock, Question, Status
from tests.world import CHAT, GROUP

QUESTIONS = (
    "Когда почистят дорогу на улице Садовой, дом {n}? Третий день не проехать",
    "Не горит фонарь у дома {n} по Победы, темно",
    "Почему не вывозят мусор с площадки на Мира {n}? Баки полные",
)
CHATTER = (
    "Всем доброе утро, хорошего дня",
    "ахаха, точно",
    "Лена, ты завтра едешь в город?",
    "спасибо за праздник, было весело",
    "согласна с вами",
    "кто нашёл рыжего кота, он у нас во дворе {n}",
)


def updates(count: int, community: int = GROUP) -> Iterator[dict[str, object]]:
    """A mixed stream, one third questions, as Long Poll brings it."""
    kinds = itertools.cycle([QUESTIONS, CHATTER, CHATTER])
    for number in range(1, count + 1):
        texts = next(kinds)
        text = texts[number % len(texts)].format(n=number)
        message = {
            "date": 1795500000 + number // 50,
            "from_id": 10_000 + 7 * (community - GROUP) + number % 3000,  # a community has its own people
            "id": 0,
            "peer_id": CHAT,
            "conversation_message_id": number,
            "text": text,
            "attachments": [],
            "fwd_messages": [],
            "important": False,
            "is_hidden": False,
            "out": 0,
            "random_id": 0,
            "version": 10_000_000 + number,
        }
        facts = {"message": message, "client_info": {"keyboard": True, "inline_keyboard": True}}
        yield {
            "type": "message_new",
            "group_id": community,
            "event_id": f"{community:020x}{number:020x}",
            "v": "5.199",
            "object": facts,
        }


def open_questions(count: int) -> Iterator[Question]:
    """Questions that wait, none of them due for a month."""
    start = datetime(2026, 11, 24, 7, tzinfo=UTC)
    due = start + timedelta(days=30)
    for number in range(1, count + 1):
        yield Question(
            number=number,
            place=Place(PlaceKind.CHAT, GROUP, CHAT, number),
            author=10_000 + number % 3000,
            text=f"Когда починят дорогу у дома {number}?",
            asked_at=start,
            municipality="priozerny",
            status=Status.ASSIGNED,
            topic="roads",
            assignee=101 + number % 4,
            clock=Clock(timedelta(hours=9), start),
            due_at=due + timedelta(seconds=number),
            look_at=due,
        )
