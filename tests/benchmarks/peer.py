"""The usual way, to compare with: a plain vkbottle bot that stores each message with SQLAlchemy's async ORM."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, DateTime, Text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from vkbottle import API, Bot
from vkbottle.bot import Message


class Base(DeclarativeBase):
    pass


class Said(Base):
    __tablename__ = "said"

    id: Mapped[int] = mapped_column(primary_key=True)
    peer_id: Mapped[int] = mapped_column(BigInteger)
    from_id: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[int] = mapped_column(BigInteger)
    date: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    text: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Run:
    """How many events were stored, and what it took."""

    events: int
    seconds: float
    cpu: float


async def run(address: str, database_url: str, events: int, patience: float) -> Run:
    """Polls `address` until so many messages are stored, or for `patience` seconds."""
    # SQLite's five seconds of patience would lose messages here; nothing else is tuned.
    patient = {"timeout": patience} if database_url.startswith("sqlite") else {}
    engine = create_async_engine(database_url, connect_args=patient)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.run_sync(Base.metadata.create_all)
    sessions = async_sessionmaker(engine)
    api = API("feed-0")
    api.API_URL = f"{address}/method/"
    bot = Bot(api=api)
    stored, all_stored = 0, asyncio.Event()

    @bot.on.message()
    async def keep(message: Message) -> None:
        async with sessions() as session:
            session.add(
                Said(
                    peer_id=message.peer_id,
                    from_id=message.from_id,
                    number=message.conversation_message_id,
                    date=message.date,
                    text=message.text,
                )
            )
            await session.commit()
        nonlocal stored
        stored += 1
        if stored >= events:
            all_stored.set()

    began, cpu = time.perf_counter(), time.process_time()
    polling = asyncio.create_task(bot.run_polling())
    with suppress(TimeoutError):
        await asyncio.wait_for(all_stored.wait(), patience)
    done = Run(stored, time.perf_counter() - began, time.process_time() - cpu)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    await api.http_client.close()
    await engine.dispose()
    return done
