"""Hot queries never read a whole table, however many questions there are."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from domain.notices import Card, Receipt
from domain.ports import Filter
from domain.question import OPEN, WAITING
from storage.engine import Database
from storage.uow import SqlUnitOfWork
from tests.storage.build import (
    CHAT,
    COMMUNITY,
    LEASE,
    NOW,
    OFFICIAL,
    RESIDENT,
    a_question,
    asked,
    came,
    dialog,
    message,
    say,
)

Work = Callable[[SqlUnitOfWork], Awaitable[Any]]

HOT: dict[str, Work] = {
    "find": lambda uow: uow.questions.find(7),
    "at": lambda uow: uow.questions.at(message(9)),
    "under": lambda uow: uow.questions.under(message(9)),
    "official's queue": lambda uow: uow.questions.list(Filter(assignee=OFFICIAL, statuses=frozenset(OPEN))),
    "official's overdue": lambda uow: uow.questions.list(Filter(assignee=OFFICIAL, due_before=NOW)),
    "municipality's overdue": lambda uow: uow.questions.list(Filter(municipality="bor", due_before=NOW)),
    "region's overdue": lambda uow: uow.questions.list(Filter(due_before=NOW)),
    "region's waiting": lambda uow: uow.questions.count(Filter(statuses=frozenset(WAITING))),
    "resident's own": lambda uow: uow.questions.list(Filter(author=RESIDENT, order="newest")),
    "newest": lambda uow: uow.questions.list(Filter(order="newest")),
    "neighbours": lambda uow: uow.questions.recent("bor", NOW),
    "to look at": lambda uow: uow.questions.to_look_at(NOW, 10),
    "duplicates": lambda uow: uow.questions.duplicates_of(7),
    "counts": lambda uow: uow.questions.counts(NOW, NOW),
    "votes": lambda uow: uow.votes.of(7),
    "latest answer": lambda uow: uow.answers.latest(7),
    "answer at": lambda uow: uow.answers.at(message(9)),
    "promises of a question": lambda uow: uow.promises.open_of(7),
    "promises of a day": lambda uow: uow.promises.due_between(NOW, NOW + timedelta(days=1), "bor"),
    "promises of an official": lambda uow: uow.promises.open_by(OFFICIAL),
    "history": lambda uow: uow.history.of(7),
    "dialog": lambda uow: uow.dialogs.get(COMMUNITY, RESIDENT, RESIDENT),
    "private dialogs": lambda uow: uow.dialogs.reachable(RESIDENT),
    "drafts": lambda uow: uow.dialogs.ready_drafts(NOW, 10),
    "marks": lambda uow: uow.nudges.done(7),
    "untold": lambda uow: uow.nudges.untold(NOW, 10),
    "last told": lambda uow: uow.nudges.last_told(OFFICIAL),
    "away": lambda uow: uow.absences.ended(NOW),
    "inbox": lambda uow: uow.inbox.waiting(NOW, 10),
    "quarantine": lambda uow: uow.inbox.count_quarantined(),
    "claim": lambda uow: uow.outbox.claim(NOW, 10, LEASE, "sender"),
    "withdraw": lambda uow: uow.outbox.withdraw_reminders(7),
    "cancel": lambda uow: uow.outbox.cancel("key"),
    "found where it stands": lambda uow: uow.outbox.find_sent(message(9)),
    "sent about": lambda uow: uow.outbox.sent_about(7, Card),
    "texts of a chat": lambda uow: uow.outbox.own_texts(COMMUNITY, CHAT, NOW),
    "said to": lambda uow: uow.outbox.said_to(RESIDENT, Receipt, NOW),
}


@pytest.mark.parametrize("name", HOT)
async def test_a_hot_query_reads_no_whole_table(filled: Database, name: str) -> None:
    ...
