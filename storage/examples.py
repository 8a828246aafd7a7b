"""What people decided about questions: kept beside the decision, read when the bot learns."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import and_, case, func, or_, select

from domain.ports import QUESTION, Decided, Known, Source, Verdict
from storage.batch import Batch, How
from storage.tables import examples, questions

IMPORTED = examples.c.source == Source.IMPORTED.value
JUDGED = and_(examples.c.source == Source.DECIDED.value, examples.c.topic.is_(None), examples.c.signs != "")
HAS_WORDS = or_(IMPORTED, questions.c.text != "")


class Examples:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def decided(self, number: int, decided: Decided, at: datetime) -> None:
        """A question's latest decision; what its owner merely went along with never outweighs it."""
        how = How.KEEP if decided.source is Source.ANSWERED else How.REPLACE
        head = "verdict" if decided.topic is None else "topic"
        values = {
            "key": f"question/{number}/{head}",
            "source": decided.source.value,
            "question": number,
            "text": "",
            "verdict": decided.verdict,
            "topic": decided.topic,
            "theme": "",
            "signs": decided.signs,
            "at": at,
            "kept_at": at,
        }
        if how is How.KEEP and values["key"] in self._batch.pile(examples, How.REPLACE):
            return
        self._batch.put(examples, how, values["key"], values)

    async def imported(self, rows: Iterable[Known], kept_at: datetime) -> None:
        """Rows of a history; the same row again changes nothing but its topic."""
        for row in rows:
            key = f"import/{sha256(row.text.encode()).hexdigest()[:32]}"
            values = {
                "key": key,
                "source": Source.IMPORTED.value,
                "question": None,
                "text": row.text,
                "verdict": "question",
                "topic": row.topic,
                "theme": row.theme,
                "signs": "",
                "at": row.at,
                "kept_at": kept_at,
            }
            self._batch.put(examples, How.REPLACE, key, values)

    async def all(self) -> Sequence[Known]:
        """Everything with words and a topic, the earliest first; the words of questions are not masked yet."""
        words = func.coalesce(questions.c.text, examples.c.text).label("words")
        found = select(examples, words).outerjoin(questions, questions.c.number == examples.c.question)
        found = found.where(examples.c.topic.is_not(None), HAS_WORDS).order_by(examples.c.at, examples.c.key)
        return [
            Known(row.words, row.topic, row.at, row.theme, Source(row.source))
            for row in await self._batch.rows(found, examples, questions)
        ]

    async def verdicts(self) -> Sequence[Verdict]:
        """What people said is a question, or is none, the earliest first."""
        row = examples.c
        query = select(row.signs, row.verdict, row.at).where(row.topic.is_(None), row.signs != "")
        return [
            Verdict(found.signs, found.verdict == QUESTION, found.at)
            for found in await self._batch.rows(query.order_by(row.at, row.key), examples)
        ]

    async def since(self, moment: datetime | None) -> int:
        """How many decisions about questions were made after a moment."""
        query = select(func.count()).select_from(examples).where(~IMPORTED, or_(examples.c.topic.is_not(None), JUDGED))
        return int(await self._batch.value(query if moment is None else query.where(examples.c.kept_at > moment)))

    async def counts(self) -> dict[str, int]:
        """How many topics are known, by where from; how many were judged a question or chatter."""
        row = examples.c
        kind = case((row.topic.is_not(None), row.source), else_=row.verdict)
        rows = await self._batch.rows(select(kind, func.count()).group_by(kind), examples)
        return {row[0]: row[1] for row in rows}
