"""What ЦУР sees and orders: lists, marks, appointments, absences, exports."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.assignment import stand_in
from domain.errors import RuleViolation
from domain.notices import (
    AbsenceOver,
    AbsenceSet,
    Export,
    Line,
    MorningList,
    MunicipalityCount,
    Queue,
    Someone,
    Stopped,
    SubstituteAsk,
    SubstituteNow,
    Waiting,
)
from domain.organisation import Chat, Person, Region, Role
from domain.people import Right, may, may_with
from domain.place import Place, VkId, private
from domain.ports import Absence, Filter, Verb
from domain.question import OPEN, WAITING, Question, Status
from domain.use_cases.scope import Scope
from domain.use_cases.staff import presence
from domain.use_cases.staff.assigning import show, standing_in
from domain.use_cases.staff.roster import release
from domain.use_cases.telling import LIST_LINES, is_staff_chat, line_of, official_of, tell_official

WHOLE_REGION = frozenset({Role.CCU, Role.ADMIN})
"""Roles that only an administrator gives and takes."""

JOURNAL = 0
"""The number of no question: what staff did that concerns the region as a whole (product.md 119)."""

NAMED = 10
"""So many municipalities have a line of their own in the morning, the worst of them."""

ASLEEP_NAMED = 5
"""So many of those who have not been here for days are named in the morning."""

LATE = frozenset({*WAITING, Status.PROMISED, Status.EXTERNAL})


@dataclass(frozen=True, slots=True)
class Control:
    """Reads and orders of staff; rights are checked here, not in what is shown."""

    async def waiting(self, scope: Scope, municipality: str = "") -> Waiting:
        """`ждут`: everything that waits for an answer, the most urgent first."""
        return await self._listed(
            scope, "waiting", Filter(municipality=municipality, statuses=WAITING | {Status.CLARIFY})
        )

    async def today(self, scope: Scope, municipality: str = "") -> Waiting:
        """[Сегодня], `ждут сегодня`: what burns before midnight and is not late yet."""
        end = scope.calendar.local(scope.now).replace(hour=23, minute=59, second=59, microsecond=0)
        wanted = Filter(municipality=municipality, statuses=WAITING, due_after=scope.now, due_before=end)
        return await self._listed(scope, "today", wanted)

    async def overdue(self, scope: Scope, municipality: str = "") -> Waiting:
        """`просрочено`"""
        wanted = Filter(municipality=municipality, statuses=LATE, due_before=scope.now)
        return await self._listed(scope, "overdue", wanted)

    async def promised(self, scope: Scope, municipality: str = "", day: datetime | None = None) -> Waiting:
        """`обещали [дата]`: promises, those of one day when it is named."""
        wanted = Filter(municipality=municipality, statuses=frozenset({Status.PROMISED, Status.EXTERNAL}))
        if day is not None:
            start = scope.calendar.local(day).replace(hour=0, minute=0, second=0, microsecond=0)
            wanted = replace(wanted, due_after=start, due_before=start + timedelta(days=1))
        return await self._listed(scope, "promised", wanted)

    async def of_person(self, scope: Scope, person: Person) -> Waiting:
        """`человек Ильин`"""
        wanted = Filter(municipality=person.municipality, assignee=person.vk_id, statuses=OPEN)
        return await self._listed(scope, "person", wanted, about=person.name)

    async def _listed(self, scope: Scope, title: str, wanted: Filter, about: str = "") -> Waiting:
        narrowed = self.narrowed(scope, wanted)
        lines, total = await self._lines(scope, narrowed)
        where = about or scope.region.municipality_name(narrowed.municipality)
        home = narrowed.municipality if title == "waiting" else ""
        if not may(scope.person, Right.CONTROL, home):
            home = ""
        return Waiting(title, lines, total, max(total - len(lines), 0), where, home)

    async def _lines(self, scope: Scope, wanted: Filter) -> tuple[tuple[Line, ...], int]:
        found = await scope.uow.questions.list(replace(wanted, limit=LIST_LINES))
        total = await scope.uow.questions.count(wanted) if len(found) == LIST_LINES else len(found)
        return tuple(line_of(scope, q) for q in found), total

    def narrowed(self, scope: Scope, wanted: Filter) -> Filter:
        """People of one municipality see that municipality; the region's staff see all."""
        asked = wanted.municipality or scope.home
        scope.must_in(Right.WATCH, asked)
        return replace(wanted, municipality=asked)

    async def queue(self, scope: Scope) -> Queue:
        """`очередь`: what waits for the actor, burning first."""
        if scope.person is None:
            raise RuleViolation("no-right")
        wanted = Filter(assignee=scope.actor, statuses=LATE)
        lines, total = await self._lines(scope, wanted)
        return Queue(lines, max(total - len(lines), 0))

    async def next_in_queue(self, scope: Scope) -> Question | None:
        """The question that burns most for the actor."""
        found = await scope.uow.questions.list(Filter(assignee=scope.actor, statuses=WAITING, limit=1))
        return found[0] if found else None

    async def maybe(self, scope: Scope) -> Sequence[Question]:
        """«Возможно, вопросы» that nobody decided on."""
        wanted = self.narrowed(scope, Filter(statuses=frozenset({Status.DRAFT}), order="asked"))
        return await scope.uow.questions.list(wanted)

    async def export(
        self,
        scope: Scope,
        place: Place,
        *,
        since: datetime | None,
        until: datetime | None,
        full: bool,
        key: str,
    ) -> None:
        """`выгрузка`: an .xlsx document, among staff or in private; names only for the role that may, in private."""
        narrowed = self.narrowed(scope, Filter(asked_after=since, asked_before=until))
        if full and not may(scope.person, Right.EXPORT_NAMES, narrowed.municipality):
            raise RuleViolation("no-right")
        where = place if is_staff_chat(scope, place) and not full else private(place.community, scope.actor)
        rows = await scope.uow.questions.count(narrowed)
        notice = Export(narrowed.municipality, since, until, full, rows)
        await scope.uow.outbox.put(Verb.FILE, where.at(0), notice, key=f"{key}/export", to=scope.actor)
        await scope.note(JOURNAL, "exported_full" if full else "exported", f"{rows}")

    async def mark_pos(self, scope: Scope, question: Question, number: str) -> Question:
        """«№ ПОС» is kept beside the question."""
        scope.must(Right.CONTROL, question)
        return await scope.keep(replace(question, pos_number=number), "in_pos", f"№{number}")

    # --- people and chats

    async def appoint(self, scope: Scope, person: Person) -> None:
        """`назначить`: by VK id only; names prove nothing (failures.md 3)."""
        scope.must_in(Right.APPOINT, person.municipality)
        known = scope.region.person(person.vk_id)
        roles = person.roles | (known.roles if known else frozenset())
        if not roles.isdisjoint(WHOLE_REGION) and not (scope.person and scope.person.has(Role.ADMIN)):
            raise RuleViolation("no-right")
        if known is not None:
            scope.must_in(Right.APPOINT, known.municipality)
        await scope.uow.regions.save_person(person)
        await scope.note(JOURNAL, "appointed", f"{person.vk_id} {' '.join(sorted(person.roles))} {person.municipality}")

    async def stop(self, scope: Scope, vk_id: VkId) -> Stopped:
        """`стоп человек`: a session was stolen, somebody left; every right ends now (failures.md 4)."""
        known = scope.region.person(vk_id)
        if vk_id == scope.actor:
            raise RuleViolation("not-yourself")
        scope.must_in(Right.APPOINT, known.municipality if known else "")
        if known is None:
            raise RuleViolation("nobody-found", detail=f"{vk_id}")
        if known.has(*WHOLE_REGION) and not (scope.person and scope.person.has(Role.ADMIN)):
            raise RuleViolation("no-right")
        await scope.uow.regions.stop_person(vk_id)
        await scope.note(JOURNAL, "stopped", f"{vk_id}")
        without = tuple(person for person in scope.region.people if person.vk_id != vk_id)
        moved = await release(replace(scope, region=replace(scope.region, people=without)), vk_id)
        return Stopped(Someone(vk_id), Someone(scope.actor), moved)

    async def connect(self, scope: Scope, chat: Chat) -> None:
        """`подключить` in a chat binds it to a municipality."""
        scope.must_in(Right.APPOINT, chat.municipality)
        known = scope.region.chat(chat.group_id, chat.peer_id)
        if known is not None:
            scope.must_in(Right.APPOINT, known.municipality)
        await scope.uow.regions.save_chat(chat)
        await scope.note(JOURNAL, "connected", f"{chat.peer_id} {chat.kind} {chat.municipality}")

    # --- absences

    async def leave(self, scope: Scope, until: datetime, substitute: VkId | None) -> AbsenceSet | SubstituteAsk:
        """`отпуск до …`: open questions and promises move to the substitute; without one the person is asked."""
        person = scope.person
        if person is None:
            raise RuleViolation("no-right")
        if until <= scope.now:
            raise RuleViolation("date-passed")
        if substitute is not None and not can_replace(scope.region.person(substitute), person):
            raise RuleViolation("nobody-found")
        chosen = substitute or person.substitute
        if chosen is None:
            return SubstituteAsk(until, tuple(Someone(p.vk_id) for p in colleagues(scope.region, person)))
        running = await scope.uow.absences.away(scope.now)
        away = {*running, person.vk_id}
        deputy = present(standing_in(scope.region, running), chosen, away)
        if not can_replace(deputy, person):
            deputy = next(scope.region.with_role(Role.CCU, person.municipality), None)
        if deputy is None:
            raise RuleViolation("nobody-found")
        return await self._moved(scope, person, deputy, until, running)

    async def _moved(
        self, scope: Scope, person: Person, deputy: Person, until: datetime, running: Mapping[VkId, Absence]
    ) -> AbsenceSet:
        """Moves what is open; an absence that runs already is prolonged with everything it moved."""
        mine = list(await scope.uow.questions.list(Filter(assignee=person.vk_id, statuses=OPEN, limit=1000)))
        if (earlier := running.get(person.vk_id)) is not None:
            await scope.uow.absences.save(replace(earlier, over=True))
            mine += await self._still_at(scope, earlier.moved, chain_of(earlier, running))
        for question in mine:
            if question.assignee != deputy.vk_id:
                await self._give(scope, question, deputy)
        numbers = tuple(question.number for question in mine)
        await scope.uow.absences.add(Absence(person.vk_id, scope.now, until, deputy.vk_id, numbers))
        owed = [question for question in mine if question.status in {Status.PROMISED, Status.EXTERNAL}]
        waiting, promises = len(mine) - len(owed), sum([await self._promises_in(scope, one) for one in owed])
        told = SubstituteNow(Someone(person.vk_id), until, waiting, promises)
        key = f"absence/{person.vk_id}/{int(scope.now.timestamp())}"
        await tell_official(scope, deputy.vk_id, told, key=key)
        elsewhere = await self._promised_elsewhere(scope, person, numbers)
        return AbsenceSet(until, Someone(deputy.vk_id), waiting, promises, elsewhere)

    async def _promises_in(self, scope: Scope, question: Question) -> int:
        """Of one answer there may be several; a return with another's answer is one though no day was named."""
        return len(await scope.uow.promises.open_of(question.number)) or 1

    async def _promised_elsewhere(self, scope: Scope, person: Person, mine: Collection[int]) -> int:
        """Promises somebody made on questions that are not theirs, and stay where they are."""
        others = [one for one in await scope.uow.promises.open_by(person.vk_id) if one.question not in mine]
        asked = [await scope.uow.questions.find(one.question) for one in others]
        return sum(one is not None and one.is_open for one in asked)

    async def _give(self, scope: Scope, question: Question, deputy: Person) -> None:
        await scope.uow.nudges.drop(question.number)
        await scope.uow.outbox.withdraw_reminders(question.number)
        moved = await scope.keep(question.assigned(deputy.vk_id, "substitute"), "substituted", str(deputy.vk_id))
        if moved.is_waiting:
            await show(scope, moved, deputy.vk_id, note="substitute")

    async def _still_at(self, scope: Scope, numbers: Sequence[int], people: Collection[VkId]) -> list[Question]:
        """Those of the moved questions that are open and still with the people who stand in."""
        found = [await scope.uow.questions.find(number) for number in numbers]
        return [one for one in found if one is not None and one.is_open and one.assignee in people]

    async def returned(self, scope: Scope, absence: Absence) -> None:
        """The absence is over: what is still open of theirs comes back, from the end of the chain too."""
        running = await scope.uow.absences.away(scope.now)
        moved = await self._still_at(scope, absence.moved, chain_of(absence, running))
        owner = scope.region.person(absence.person)
        home = [question for question in moved if may_with(owner, Right.ANSWER, question)]
        for question in home:
            await scope.uow.nudges.drop(question.number)
            await scope.uow.outbox.withdraw_reminders(question.number)
            await scope.keep(question.assigned(absence.person), "came_home", str(absence.person))
        await scope.uow.absences.save(replace(absence, over=True))
        notice = AbsenceOver(Someone(absence.person), len(home))
        key = f"absence-over/{absence.person}/{int(absence.until.timestamp())}"
        await tell_official(scope, absence.person, notice, key=key)

    # --- the morning

    async def morning_list(self, scope: Scope, yesterday: int | None) -> MorningList:
        """Waiting, overdue and burning today, by municipality, worst first."""
        today_end = scope.calendar.local(scope.now).replace(hour=23, minute=59, second=59, microsecond=0)
        counts = await scope.uow.questions.counts(scope.now, today_end)
        worst_first = sorted(counts, key=lambda row: (row[2], row[1]), reverse=True)
        municipalities = [
            MunicipalityCount(
                scope.region.municipality_name(id_),
                waiting,
                overdue,
                *(await self._worst(scope, id_) if overdue else (None, None)),
            )
            for id_, waiting, overdue, _, _ in worst_first[:NAMED]
            if waiting or overdue
        ]
        others = [row for row in worst_first[NAMED:] if row[1] or row[2]]
        present = await presence.looked_up(scope)
        drafts = await scope.uow.questions.count(Filter(statuses=frozenset({Status.DRAFT})))
        return MorningList(
            day=scope.now,
            waiting=sum(row[1] for row in counts),
            yesterday=yesterday,
            overdue=sum(row[2] for row in counts),
            today=sum(row[3] for row in counts),
            promised=sum(row[4] for row in counts),
            municipalities=tuple(municipalities),
            unreachable=present.closed,
            maybe=drafts,
            asleep=present.asleep[:ASLEEP_NAMED],
            never=len(present.never),
            rumours=await scope.uow.rumours.count_new(scope.now - timedelta(days=7)),
            others=len(others),
            others_waiting=sum(row[1] for row in others),
        )

    async def _worst(self, scope: Scope, municipality: str) -> tuple[Someone | None, datetime | None]:
        """Who is late longest, and since when."""
        wanted = Filter(municipality=municipality, statuses=LATE, due_before=scope.now, limit=1)
        found = await scope.uow.questions.list(wanted)
        return (official_of(found[0]), found[0].due_at) if found else (None, None)


def colleagues(region: Region, person: Person) -> list[Person]:
    """Those of the same municipality who may answer instead, the deputy first."""
    others = [
        p for p in region.people if p.answers and p.municipality == person.municipality and p.vk_id != person.vk_id
    ]
    return sorted(others, key=lambda p: (not p.has(Role.DEPUTY), p.name))[:8]


def can_replace(deputy: Person | None, person: Person) -> bool:
    """Whether somebody may answer what is asked of another."""
    return deputy is not None and deputy.vk_id != person.vk_id and may(deputy, Right.ANSWER, person.municipality)


def chain_of(absence: Absence, running: Mapping[VkId, Absence]) -> set[VkId]:
    """Who may have what somebody's absence moved: the substitute, the substitute's substitute, and so on."""
    chain: set[VkId] = set()
    last: Absence | None = absence
    while last is not None and last.substitute is not None and last.substitute not in chain:
        chain.add(last.substitute)
        last = running.get(last.substitute)
    return chain


def present(region: Region, chosen: VkId, away: Collection[VkId]) -> Person | None:
    """The substitute, or the one down the chain who is here (Zammad #3694)."""
    person = region.person(chosen)
    return person if person is None or chosen not in away else stand_in(region, person, away)
