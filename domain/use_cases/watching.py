"""Time acts: reminders, escalations, promises, confirmations, mornings. Everything is re-read before it speaks."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.clocks import CONFIRM_PATIENCE, news_by, working_time
from domain.notices import (
    ClarifyOver,
    ConfirmAsk,
    EscalatedTo,
    MorningQueue,
    Notice,
    OverdueToResident,
    PromiseToday,
    Quote,
    Reminder,
    Someone,
    StillNothing,
)
from domain.organisation import Person, Role
from domain.people import Right, may_with
from domain.place import VkId
from domain.ports import Filter, Nudge
from domain.question import WAITING, Question, Status
from domain.reminders import Step, StepKind, due, next_look
from domain.use_cases import emergency, letters, promised, quality, rating, rechecking, repeating, weekly
from domain.use_cases.aftermath import Aftermath
from domain.use_cases.airtime import AirTime
from domain.use_cases.assigning import card
from domain.use_cases.control import Control
from domain.use_cases.drafting import Drafting
from domain.use_cases.hushing import hushed_until
from domain.use_cases.noticing import Noticing
from domain.use_cases.offering import HELD, Offering
from domain.use_cases.roster import those_who_left
from domain.use_cases.scope import Scope
from domain.use_cases.telling import (
    LIST_LINES,
    MORNING_PEOPLE,
    MORNING_STAFF,
    keyed,
    line_of,
    morning,
    say_own_under,
    say_under,
    superior,
    tell_author,
    tell_ccu,
    tell_official,
)

BATCH = 200
"""Questions a tick takes at once; the next tick takes the rest, intake is not blocked."""

TO_RESIDENT = frozenset({StepKind.TELL_RESIDENT, StepKind.TELL_RESIDENT_AGAIN})

ALIKE = (
    frozenset({StepKind.SHARE, StepKind.OVERDUE}),
    frozenset({StepKind.PROMISE_DAY, StepKind.PROMISE_NEAR, StepKind.PROMISE_MISSED}),
    TO_RESIDENT,
)
"""Of such steps only the latest is worth saying when several are due at once."""

PUNCTUAL = timedelta(minutes=15)
"""A deadline at closing time is told then; after an outage the same word waits for people to be at work."""

LISTED_FOR = timedelta(hours=3)
"""A morning list an hour late is sent, half a day late is not."""


Errand = Callable[[Scope], Awaitable[int]]
"""Does a batch of due work; how much it found."""


@dataclass(frozen=True, slots=True)
class Watching:
    """The clock's use cases; each is idempotent: late or twice changes nothing."""

    drafting: Drafting
    control: Control
    noticing: Noticing
    offering: Offering
    airtime: AirTime
    aftermath: Aftermath

    async def due_errands(self, scope: Scope) -> list[Errand]:
        """What has something to do now, by indexed reads; usually nothing."""
        found: list[Errand] = []
        if await scope.uow.dialogs.ready_drafts(scope.now, 1):
            found.append(self.settle)
        if await scope.uow.questions.to_look_at(scope.now, 1):
            found.append(self.look)
        if await scope.uow.verified.unsettled(scope.now - HELD, 1):
            found.append(self.offering.late)
        if await self.noticing.is_due(scope):
            found.append(self.noticing.look)
        if await emergency.is_due(scope):
            found.append(emergency.look)
        if found or (scope.calendar.is_working(scope.now) and await scope.uow.nudges.untold(scope.now, 1)):
            found.append(self.remind)
        after = await self.aftermath.due_errands(scope)
        return [*found, *after, *await self.airtime.due_errands(scope)]

    # --- questions

    async def look(self, scope: Scope) -> int:
        """Does what is due about questions; how many were looked at."""
        questions = await scope.uow.questions.to_look_at(scope.now, BATCH)
        for question in questions:
            await self._look_at(scope, question)
        return len(questions)

    async def _look_at(self, scope: Scope, question: Question) -> None:
        done = await scope.uow.nudges.done(question.number)
        steps = _without_outrun(due(question, scope.policy, scope.calendar, scope.now))
        current, looks = question, []
        for step in steps:
            if step.mark in done:
                continue
            if step.kind is StepKind.ASK_CONFIRMATION and step.at + CONFIRM_PATIENCE <= scope.now:
                await self._ask_anew(scope, current)
                return
            moment = _speaks_at(scope, step)
            if moment > scope.now:
                looks.append(moment)
            else:
                current = await self._do(scope, current, step)
        fresh = await scope.uow.questions.get(question.number)
        following = next_look(fresh, scope.policy, scope.calendar, scope.now)
        looks += [following] if following else []
        await scope.uow.questions.save(replace(fresh, look_at=min(looks, default=None)))

    async def _ask_anew(self, scope: Scope, question: Question) -> None:
        """Nobody asked the resident in time: asked now, the three days of patience begin now."""
        asks_at = scope.calendar.quiet_end(scope.now)
        await scope.keep(replace(question, confirm_at=asks_at))

    async def _do(self, scope: Scope, question: Question, step: Step) -> Question:
        match step.kind:
            case StepKind.SHARE | StepKind.OVERDUE:
                await self._nudge(scope, question, step, question.assignee, step.kind.value)
            case StepKind.ESCALATE:
                await self._escalate(scope, question, step)
            case StepKind.TELL_RESIDENT | StepKind.TELL_RESIDENT_AGAIN:
                await self._tell_resident(scope, question, step)
            case StepKind.CLARIFY_OVER:
                return await self._clarify_over(scope, question, step)
            case StepKind.PROMISE_DAY | StepKind.PROMISE_NEAR | StepKind.PROMISE_MISSED:
                await self._promise(scope, question, step)
            case StepKind.ASK_CONFIRMATION:
                await self._ask_confirmation(scope, question, step)
            case StepKind.CLOSE:
                return await self._close(scope, question, step)
        return question

    async def _nudge(self, scope: Scope, question: Question, step: Step, person: VkId | None, kind: str) -> None:
        if person is None:
            await scope.uow.nudges.mark(question.number, step.mark, scope.now)
            return
        moment = scope.calendar.next_working(max(step.at, scope.now))
        await scope.uow.nudges.add(Nudge(question.number, step.mark, person, kind, moment))

    async def _escalate(self, scope: Scope, question: Question, step: Step) -> None:
        role = step.to or Role.CCU
        if role is Role.CCU:
            if await scope.uow.nudges.mark(question.number, step.mark, scope.now):
                notice = EscalatedTo((line_of(scope, question),))
                await tell_ccu(scope, notice, key=keyed(question, f"escalate/{step.mark}"), question=question)
            return
        person = superior(scope, role, question.municipality, besides=question.assignee)
        await self._nudge(scope, question, step, person.vk_id if person else None, "escalate")
        if person is not None:
            await scope.note(question.number, "escalated", f"{person.vk_id}")

    async def _tell_resident(self, scope: Scope, question: Question, step: Step) -> None:
        """Once, with the time of the next news; the second time because the bot keeps its word."""
        if not await scope.uow.nudges.mark(question.number, step.mark, scope.now) or question.due_at is None:
            return
        official = Someone(question.assignee) if question.assignee else None
        also = _who_knows(scope, question)
        text, key = Quote(question.text), keyed(question, f"resident/{step.mark}")
        notice: Notice = StillNothing(question.number, text, also or official, scope.region.official_link)
        if step.kind is StepKind.TELL_RESIDENT:
            news = news_by(question.due_at, scope.calendar)
            notice = OverdueToResident(
                question.number, Someone(question.author), text, question.due_at, official, also, news
            )
        if not await tell_author(scope, question, notice, key=key):
            await say_own_under(scope, question.place, notice, key=key, question=question)

    async def _clarify_over(self, scope: Scope, question: Question, step: Step) -> Question:
        """No explanation came: the clock goes on, answered with what is known (product.md 38)."""
        if not await scope.uow.nudges.mark(question.number, step.mark, scope.now):
            return question
        resumed = await scope.keep(question.resumed(scope.now, scope.calendar), "clarify_over")
        if resumed.assignee:
            notice = ClarifyOver(resumed.number, Quote(resumed.text), resumed.due_at)
            await tell_official(
                scope,
                resumed.assignee,
                notice,
                key=keyed(question, f"clarify-over/{step.mark}"),
                question=question,
            )
        return resumed

    async def _promise(self, scope: Scope, question: Question, step: Step) -> None:
        person = question.assignee or question.answered_by
        if person is None or question.due_at is None:
            return
        if not await scope.uow.nudges.mark(question.number, step.mark, scope.now):
            return
        answer = await scope.uow.answers.latest(question.number)
        missed = step.kind is StepKind.PROMISE_MISSED
        if answer is not None and answer.at >= step.at and not missed:
            return  # promised for today after nine: the words are still warm
        what = Quote(answer.text if answer else question.text)
        notice = PromiseToday(question.number, what, question.due_at, missed)
        key = keyed(question, f"promise/{step.mark}")
        await tell_official(scope, person, notice, key=key, question=question)

    async def _ask_confirmation(self, scope: Scope, question: Question, step: Step) -> None:
        """One question with two buttons, under the resident's own message or in private."""
        if question.author <= 0 or not await scope.uow.nudges.mark(question.number, step.mark, scope.now):
            return
        notice = ConfirmAsk(question.number, Someone(question.author), Quote(question.text))
        key = keyed(question, f"confirm/{step.mark}")
        if question.place.is_chat:
            if not await say_own_under(scope, question.place, notice, key=key, question=question):
                await tell_author(scope, question, notice, key=key)
        elif question.place.is_public or question.is_collected:
            await tell_author(scope, question, notice, key=key)
        else:
            await say_under(scope, question.place.at(0), notice, key=key, question=question)

    async def _close(self, scope: Scope, question: Question, step: Step) -> Question:
        if not await scope.uow.nudges.mark(question.number, step.mark, scope.now):
            return question
        if question.status is Status.DRAFT:
            return await scope.keep(question.dismissed(scope.now), "draft_expired")
        return await scope.keep(question.expired(scope.now), "closed_unconfirmed")

    # --- reminders, bundled per person

    async def remind(self, scope: Scope) -> int:
        """One message per person about everything that burns, at most once in the bundle time."""
        untold = await scope.uow.nudges.untold(scope.now, BATCH * 5)
        by_person: dict[VkId, list[Nudge]] = defaultdict(list)
        if now_on := await emergency.running(scope):
            untold = [nudge for nudge in untold if not await self._muffled(scope, nudge, now_on)]
        for nudge in untold:
            by_person[nudge.person].append(nudge)
        return sum([await self._remind(scope, person, nudges) for person, nudges in by_person.items()])

    async def _muffled(self, scope: Scope, nudge: Nudge, now_on: Sequence[emergency.Emergency]) -> bool:
        """What is not about the emergency of its municipality is told when that is over; new cards go as ever."""
        question = await scope.uow.questions.find(nudge.question)
        return nudge.kind != "card" and question is not None and emergency.muffles(scope, question, now_on)

    async def _remind(self, scope: Scope, person: VkId, nudges: Sequence[Nudge]) -> int:
        """How many were told; 0 while the person was reminded not long ago."""
        if not scope.calendar.is_working(scope.now) or await hushed_until(scope, person):
            return 0
        last = await scope.uow.nudges.last_told(person)
        if last is not None and last <= scope.now < last + scope.policy.bundle:
            return 0
        if await self._list_comes_first(scope, person):
            return 0
        alive = [(n, q) for n in nudges if (q := await self._still(scope, n)) is not None]
        await self._spent(scope, [n for n in nudges if all(n is not one for one, _ in alive)])
        cards = [(n, q) for n, q in alive if n.kind == "card"]
        reminders = _once_each([(n, q) for n, q in alive if n.kind != "card"])
        await scope.uow.nudges.told([n for n, _ in alive], scope.now)
        key = f"{person}/{int(scope.now.timestamp())}"
        if reminders:
            await self._say_reminders(scope, person, reminders, key)
        shown = {q.number for _, q in reminders}
        await self._say_cards(scope, person, [q for _, q in _once_each(cards) if q.number not in shown], key)
        return len(nudges)

    async def _still(self, scope: Scope, nudge: Nudge) -> Question | None:
        """The question as it is now, if there is still something to say about it."""
        question = await scope.uow.questions.find(nudge.question)
        if question is None or question.is_silenced or question.status not in WAITING:
            return None
        if nudge.kind != "escalate" and nudge.person != question.assignee:
            return None
        if not may_with(scope.region.person(nudge.person), Right.ANSWER, question):
            return None
        if nudge.kind == StepKind.SHARE and await self._was_listed(scope, nudge, question):
            return None
        return question

    async def _was_listed(self, scope: Scope, nudge: Nudge, question: Question) -> bool:
        """The morning list has just named it with its deadline: no second message within the bundle's time."""
        listed_at = morning(scope, nudge.tell_at, MORNING_PEOPLE)
        if not question.asked_at < listed_at <= nudge.tell_at < listed_at + scope.policy.bundle:
            return False
        return await scope.uow.diary.value(_listed(scope, nudge.person)) is not None

    async def _spent(self, scope: Scope, nudges: Sequence[Nudge]) -> None:
        """Done with, though nobody was disturbed: the next reminder does not wait for the bundle's time."""
        await scope.uow.nudges.told(nudges, scope.now - scope.policy.bundle)

    async def _list_comes_first(self, scope: Scope, person: VkId) -> bool:
        """Between opening and the morning list nothing is said that the list is about to say."""
        owner = scope.region.person(person)
        if owner is None or not owner.answers or not _has_mornings(scope):
            return False
        listed_at = morning(scope, scope.now, MORNING_PEOPLE)
        if scope.now >= listed_at + LISTED_FOR:
            return False
        return await scope.uow.diary.value(_listed(scope, person)) is None

    async def _say_reminders(
        self, scope: Scope, person: VkId, told: Sequence[tuple[Nudge, Question]], key: str
    ) -> None:
        mine = tuple(line_of(scope, q) for n, q in told if n.kind != "escalate")
        theirs = tuple(line_of(scope, q) for n, q in told if n.kind == "escalate")
        only = told[0][1] if len(told) == 1 else None
        if mine:
            overdue = next((q for n, q in told if n.kind != "escalate" and q.is_overdue(scope.now)), None)
            also = _who_knows(scope, overdue) if overdue else None
            await tell_official(scope, person, Reminder(mine[:LIST_LINES], also), key=f"remind/{key}", question=only)
        if theirs:
            notice = EscalatedTo(theirs[:LIST_LINES])
            await tell_official(scope, person, notice, key=f"escalate/{key}", question=only)

    async def _say_cards(self, scope: Scope, person: VkId, questions: Sequence[Question], key: str) -> None:
        if len(questions) == 1:
            notice = await card(scope, questions[0])
            await tell_official(scope, person, notice, key=f"card/{key}", question=questions[0])
        elif questions:
            lines = tuple(line_of(scope, q) for q in questions)
            listed = MorningQueue(lines[:LIST_LINES], max(len(lines) - LIST_LINES, 0))
            await tell_official(scope, person, listed, key=f"cards/{key}")

    # --- mornings

    async def mornings(self, scope: Scope) -> None:
        """The list to ЦУР at 8:45 and to everybody who owes an answer at 8:55, once a working day."""
        if not _has_mornings(scope):
            return
        await quality.daily(scope)
        await rechecking.daily(scope)
        await rating.monday(scope, weekly.picture_to_ccu)
        await letters.monday(scope)
        if _lately(morning(scope, scope.now, MORNING_STAFF), scope.now):
            await self._staff_morning(scope)
            await promised.offer(scope)
            await rechecking.weekly(scope)
        if _lately(morning(scope, scope.now, MORNING_PEOPLE), scope.now):
            await repeating.tell_heads(scope)
            nudges = await scope.uow.nudges.untold(scope.now, BATCH * 5)
            for person in scope.region.people:
                if person.answers and await scope.uow.diary.once(_listed(scope, person.vk_id), scope.now):
                    await self._person_morning(scope, person, [n for n in nudges if n.person == person.vk_id])

    async def _staff_morning(self, scope: Scope) -> None:
        today = scope.calendar.local(scope.now).date()
        if await scope.uow.diary.value(f"morning/{today}") is not None:
            return
        before = scope.calendar.add_working_days(today, -1)
        counted = await scope.uow.diary.value(f"morning/{before}")
        notice = await self.control.morning_list(scope, counted)
        if before != today - timedelta(days=1):
            notice = replace(notice, yesterday=None, before=counted)
        await scope.uow.diary.once(f"morning/{today}", scope.now, notice.waiting)
        await tell_ccu(scope, notice, key=f"morning/{today}")

    async def _person_morning(self, scope: Scope, person: Person, nudges: Sequence[Nudge]) -> None:
        """One list about everything, the reminders of this morning with it."""
        wanted = Filter(assignee=person.vk_id, statuses=WAITING, limit=LIST_LINES)
        waiting = [q for q in await scope.uow.questions.list(wanted) if not q.is_silenced]
        listed_at = morning(scope, scope.now, MORNING_PEOPLE)
        if not waiting or all(q.asked_at >= listed_at for q in waiting):
            return  # a late list about nothing but what came since, whose cards were shown as they came
        await self._spent(scope, [n for n in nudges if n.kind != "escalate"])
        key = _listed(scope, person.vk_id)
        if len(waiting) == 1:
            notice = await card(scope, waiting[0])
            await tell_official(scope, person.vk_id, notice, key=key, question=waiting[0])
            return
        lines = tuple(line_of(scope, q) for q in waiting)
        total = await scope.uow.questions.count(wanted)
        await tell_official(scope, person.vk_id, MorningQueue(lines, max(total - LIST_LINES, 0)), key=key)

    # --- the rest of time's work

    async def settle(self, scope: Scope) -> int:
        """Private messages whose author has been silent long enough become questions."""
        drafts = await scope.uow.dialogs.ready_drafts(scope.now, BATCH)
        for draft in drafts:
            await self.drafting.settle(scope.acting(draft.person), draft)
        return len(drafts)

    async def end_absences(self, scope: Scope) -> None:
        """Whoever is back gets their questions back, whoever left gives them up."""
        await those_who_left(scope)
        for absence in await scope.uow.absences.ended(scope.now):
            await self.control.returned(scope, absence)


def _has_mornings(scope: Scope) -> bool:
    return not scope.calendar.is_always and scope.calendar.is_working_day(scope.calendar.local(scope.now).date())


def _listed(scope: Scope, person: VkId) -> str:
    """The mark of somebody's list of this morning."""
    return f"morning/{scope.calendar.local(scope.now).date()}/{person}"


def _lately(moment: datetime, now: datetime) -> bool:
    return moment <= now < moment + LISTED_FOR


def _speaks_at(scope: Scope, step: Step) -> datetime:
    """When a due step may be said: officials are told at work, nobody is woken after an outage."""
    if step.kind in {StepKind.CLARIFY_OVER, StepKind.CLOSE, StepKind.SHARE, StepKind.OVERDUE}:
        return scope.now
    if step.kind is StepKind.ASK_CONFIRMATION:
        return scope.calendar.quiet_end(scope.now)
    if step.kind in {StepKind.ESCALATE, *TO_RESIDENT} and scope.now - step.at < PUNCTUAL:
        return scope.now
    return scope.calendar.next_working(scope.now)


def _without_outrun(steps: Sequence[Step]) -> list[Step]:
    """After an outage only the latest of the steps that say the same is worth saying; the others are outrun."""
    outrun: set[str] = set()
    for kinds in ALIKE:
        alike = [step for step in steps if step.kind in kinds]
        outrun |= {step.mark for step in alike[:-1]}
    return [step for step in steps if step.mark not in outrun]


def _who_knows(scope: Scope, question: Question) -> Someone | None:
    """The highest of those who have heard that the question is overdue (product.md 79)."""
    if question.due_at is None:
        return None
    passed = scope.calendar.between(question.due_at, scope.now)
    rungs = [rung for rung in scope.policy.escalate if working_time(rung.after, scope.calendar) <= passed]
    known = (superior(scope, rung.to, question.municipality, besides=question.assignee) for rung in reversed(rungs))
    return next((Someone(person.vk_id) for person in known if person), None)


def _once_each(told: Sequence[tuple[Nudge, Question]]) -> list[tuple[Nudge, Question]]:
    """A question is named once in a bundle, burning first."""
    seen: dict[int, tuple[Nudge, Question]] = {}
    for nudge, question in told:
        seen.setdefault(question.number, (nudge, question))
    return sorted(seen.values(), key=lambda pair: pair[1].due_at or pair[1].asked_at)
