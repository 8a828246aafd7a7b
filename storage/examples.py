"""What people decided about questions: kept beside the decision, read when the bot learns."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import and_, case, func, or_, select

from domain.place import VkId
from domain.ports import HANDED as HANDED_OVER
from domain.ports import QUESTION, Decided, Known, Source, Verdict
from storage.batch import Batch, How
from storage.learningtables import HANDED, examples
from storage.tables import questions

IMPORTED = examples.c.source == Source.IMPORTED.value
JUDGED = and_(examples.c.source == Source.DECIDED.value, examples.c.topic.is_(None), examples.c.signs != "")
DECISION = or_(examples.c.topic.is_not(None), HANDED, JUDGED)
HAS_WORDS = or_(IMPORTED, questions.c.text != "")


class Examples:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def decided(self, number: int, decided: Decided, at: datetime) -> None:
        """A question's latest decision; what its owner merely went along with never outweighs it."""
        how = How.KEEP if decided.source is Source.ANSWERED else How.REPLACE
        other = "verdict" if decided.executor is None else "executor"
        head = other if decided.topic is None else "topic"
        values = {
            "key": f"question/{number}/{head}",
            "source": decided.source.value,
            "question": number,
            "text": "",
            "verdict": decided.verdict,
            "topic": decided.topic,
            "theme": "",
            "signs": decided.signs,
            "executor": decided.executor,
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
                "executor": row.executor,
                "at": row.at,
                "kept_at": kept_at,
            }
            self._batch.put(examples, How.REPLACE, key, values)

    async def all(self) -> Sequence[Known]:
        """Everything with words, the earliest first; the words of questions are not masked yet."""
        words = func.coalesce(questions.c.text, examples.c.text).label("words")
        found = select(examples, words).outerjoin(questions, questions.c.number == examples.c.question)
        found = found.where(or_(examples.c.topic.is_not(None), HANDED), HAS_WORDS)
        found = found.order_by(examples.c.at, examples.c.key)
        return [
            Known(row.words, row.topic or "", row.at, row.theme, Source(row.source), row.executor)
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
        query = select(func.count()).select_from(examples).where(~IMPORTED, DECISION)
        return int(await self._batch.value(query if moment is None else query.where(examples.c.kept_at > moment)))

    async def handed(self, municipality: str, topic: str | None, since: datetime) -> dict[VkId, int]:
        """To whom people handed over questions of a municipality and a topic, and how many."""
        row, asked = examples.c, questions.c
        mine = and_(asked.municipality == municipality, asked.topic.is_not_distinct_from(topic))
        query = select(row.executor, func.count()).join(questions, asked.number == row.question)
        rows = await self._batch.rows(query.where(HANDED, row.at > since, mine).group_by(row.executor), examples)
        return {found[0]: found[1] for found in rows}

    async def counts(self) -> dict[str, int]:
        """How many topics are known, by where from; how many were handed over, judged a question or chatter."""
        row = examples.c
        kind = case((row.topic.is_not(None), row.source), (HANDED, HANDED_OVER), else_=row.verdict)
        rows = await self._batch.rows(select(kind, func.count()).group_by(kind), examples)
        return {row[0]: row[1] for row in rows}
