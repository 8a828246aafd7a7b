"""As many questions as wanted: some are written by the bot's own code, the rest copied by the database."""

from collections.abc import Iterable

from sqlalchemy import Executable, func, insert, literal, select, text

from bot.clock import Clock
from domain.question import Question
from storage.engine import Database
from storage.tables import counters, questions

PATTERN = 20_000
"""Questions written one by one; the others repeat them under other numbers."""

TOGETHER = 5000


async def fill(database: Database, clock: Clock, pattern: Iterable[Question], copies: int) -> int:
    """The questions of `pattern` and `copies` more of each; how many there are."""
    batch: list[Question] = []
    for question in pattern:
        batch.append(question)
        if len(batch) == TOGETHER:
            await _write(database, clock, batch)
            batch.clear()
    await _write(database, clock, batch)
    async with database.engine.begin() as connection:
        size = int((await connection.execute(select(func.max(questions.c.number)))).scalar_one())
        for copy in range(1, copies + 1):
            await connection.execute(_copied(size, copy * size))
        total = size * (copies + 1)
        await connection.execute(insert(counters).values(name="questions", value=total))
    async with database.engine.connect() as connection:
        await connection.execute(text("ANALYZE"))
        await connection.commit()
    return total


async def _write(database: Database, clock: Clock, batch: Iterable[Question]) -> None:
    async with database.begin(clock.now()) as uow:
        for question in batch:
            await uow.questions.add(question)


def _copied(size: int, shift: int) -> Executable:
    moved = {"number", "message"}
    columns = [
        (column + literal(shift)).label(column.name) if column.name in moved else column for column in questions.c
    ]
    source = select(*columns).where(questions.c.number <= size)
    return insert(questions).from_select([column.name for column in questions.c], source)
