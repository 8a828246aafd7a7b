"""One transaction and everything the use cases may read and change in it."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.place import VkId
from storage.absences import Absences
from storage.answers import Answers
from storage.batch import Batch
from storage.broadcasts import Broadcasts
from storage.chats import Chats
from storage.dialogs import Dialogs
from storage.diary import Diary
from storage.emergencies import Emergencies
from storage.erasing import erase_person
from storage.examples import Examples
from storage.gauges import Gauges
from storage.history import Histories
from storage.inbox import Inbox
from storage.leases import Leases
from storage.names import Names
from storage.nudges import Nudges
from storage.outbox import Outbox
from storage.passings import Passings
from storage.promises import Promises
from storage.questions import Questions
from storage.ratings import Ratings
from storage.regions import Regions
from storage.removals import Removals, Speakers
from storage.reports import Reports
from storage.retention import Retention
from storage.rumours import Rumours
from storage.verified import VerifiedAnswers
from storage.votes import Votes


class SqlUnitOfWork:
    """Opened and committed by `Database`; repositories only collect and ask."""

    def __init__(self, connection: AsyncConnection, *, now: datetime | None = None, read_only: bool = False) -> None:
        self._batch = Batch(connection, read_only=read_only)
        self.questions = Questions(self._batch)
        self.votes = Votes(self._batch)
        self.answers = Answers(self._batch)
        self.promises = Promises(self._batch)
        self.history = Histories(self._batch)
        self.dialogs = Dialogs(self._batch)
        self.nudges = Nudges(self._batch)
        self.absences = Absences(self._batch)
        self.chats = Chats(self._batch)
        self.outbox = Outbox(self._batch, now)
        self.regions = Regions(self._batch)
        self.examples = Examples(self._batch)
        self.diary = Diary(self._batch)
        self.emergencies = Emergencies(self._batch)
        self.inbox = Inbox(self._batch)
        self.names = Names(self._batch)
        self.reports = Reports(self._batch)
        self.retention = Retention(self._batch)
        self.gauges = Gauges(self._batch)
        self.passings = Passings(self._batch)
        self.removals = Removals(self._batch)
        self.speakers = Speakers(self._batch)
        self.leases = Leases(self._batch)
        self.rumours = Rumours(self._batch)
        self.ratings = Ratings(self._batch)
        self.verified = VerifiedAnswers(self._batch)
        self.broadcasts = Broadcasts(self._batch)

    @property
    def wrote(self) -> bool:
        """Whether there is anything to commit."""
        return self._batch.wrote

    async def flush(self) -> None:
        """Writes what was collected so far."""
        await self._batch.flush()

    async def erase(self, person: VkId) -> int:
        """Erases a person's words and name everywhere; how many questions of theirs lost their text."""
        numbers = await erase_person(self._batch, person, self.questions.forgotten.get(person, ()))
        self.questions.forget()
        self.dialogs.forget()
        self.diary.unexpect()
        self.speakers.forget()
        return len(numbers)
