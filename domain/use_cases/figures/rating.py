"""The week of municipalities (product.md 103 and section 8): counted, told on Mondays and on demand."""

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from domain import rating
from domain.answer import Answer, Promise, PromiseState
from domain.errors import RuleViolation
from domain.hints import Hint, Written, hints
from domain.notices import RatingWeek, RedRow
from domain.organisation import Municipality
from domain.people import Right, may
from domain.question import Question, Status
from domain.rating import Case, Score, Tally, Zone
from domain.replies import only_nods
from domain.use_cases.answers.promising import MOVES_FREE
from domain.use_cases.appointed import week_begun_at
from domain.use_cases.figures.quality import A_DAY, CRITERIA
from domain.use_cases.scope import Scope
from domain.use_cases.telling import tell_ccu

TOLD_AT = time(9, 30)
LATE = timedelta(hours=4)
"""After an outage a Monday's rating four hours late waits for the command."""

WEEK = timedelta(days=7)
LOOK_BACK = timedelta(days=28)
"""No deadline of a first answer is further from its question, January's holidays and a pause to explain included."""

NOT_COUNTED = frozenset({Status.DRAFT, Status.DECLINED, Status.WITHDRAWN, Status.MERGED, Status.UNANSWERABLE})
POOR = frozenset({Hint.EMPTY, Hint.SENT_AWAY, Hint.LAW, Hint.RATING})
"""What the check before sending holds against an answer's quality."""

CHECKED_AT_MOST = 100
NAMED_TOPICS = 3
GROWN_FROM, GROWN_BY = 3, 1.5
"""A topic has grown when there are at least so many questions, and so many times as many as the week before."""

FELL_BY = 5
"""Points lost since the week before that are worth a word."""

EXPLAINED = 3
OF_NO_NOTE = frozenset({"округ", "район", "муниципальный", "городской"})


@dataclass(frozen=True, slots=True)
class Gone:
    """Of what was asked in the week and had a deadline: how much went without an answer, and by whose hand."""

    asked: int = 0
    withdrawn: int = 0
    declined: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """A week of the whole region, by municipality."""

    since: datetime
    until: datetime
    day: timedelta
    """The length of a working day."""
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    topics: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many questions by topic and municipality."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many contested questions do not count, by municipality."""
    gone: Mapping[str, Gone] = field(default_factory=dict)
    """What a measured district might rather not have: it costs no points, so it is shown (failures.md 30)."""

    @property
    def cases(self) -> list[Case]:
        return [case for tally in self.tallies.values() for case in tally.of_week]

    def score(self, municipality: str) -> Score:
        return rating.score(self.tallies.get(municipality, Tally()), self.day)


Pictured = Callable[[Scope, "Counted", "Counted", str], Awaitable[None]]


async def monday(scope: Scope, pictured: Pictured) -> None:
    """On the first working day of a week at 9:30 ЦУР reads the week before, once; the picture goes with it."""
    first = week_begun_at(scope, TOLD_AT, LATE)
    if first is not None and await scope.uow.diary.once(f"rating/{first}", scope.now):
        now, before = await count(scope, first - WEEK), await count(scope, first - WEEK - WEEK)
        notice = told(scope, now, before, letters=True)
        if notice.count:
            await tell_ccu(scope, notice, key=f"rating/{first}")
            await pictured(scope, now, before, f"rating/{first}")


async def of_week(scope: Scope, words: str) -> RatingWeek:
    """`рейтинг [неделя]`: everybody who watches sees all, so that it can be argued with."""
    scope.must_in(Right.WATCH, scope.home)
    first = week_named(words, scope.calendar.local(scope.now).date())
    letters = may(scope.person, Right.CONTROL, "")
    return told(scope, await count(scope, first), await count(scope, first - WEEK), letters=letters)


def week_named(words: str, today: date) -> date:
    """The Monday of «9 ноября» written «9.11», of «эта неделя», or of the last whole week."""
    this = today - timedelta(days=today.weekday())
    said = words.casefold().replace("неделя", "").replace("неделю", "").strip(" .")
    if said in {"", "прошлая", "прошлую"}:
        return this - WEEK
    if said in {"эта", "эту", "текущая"}:
        return this
    try:
        day, month = (int(part) for part in said.split(".")[:2])
        named = date(today.year, month, day)
        named = named if named <= today else named.replace(year=today.year - 1)
    except ValueError:
        raise RuleViolation("week-unclear", detail=words) from None
    return named - timedelta(days=named.weekday())


def told(scope: Scope, now: Counted, before: Counted, *, letters: bool) -> RatingWeek:
    """The week in words."""
    scored = {one.id: now.score(one.id) for one in scope.region.municipalities if now.tallies[one.id].cases}
    was = {one: before.score(one) for one in scored if before.tallies[one].cases}
    zones = _zones(scope.region.municipalities, scored)
    middle = rating.middle([case.took for case in now.cases])
    kept = sum(len(tally.promises_kept) for tally in now.tallies.values())
    broken = sum(len(tally.promises_broken) for tally in now.tallies.values())
    red = sorted(zones[Zone.RED], key=lambda one: scored[one.id].points)
    return RatingWeek(
        since=now.since,
        until=now.until - timedelta(minutes=1),
        count=len(now.cases),
        in_time=percent(now.cases),
        before=percent(before.cases) if before.cases else None,
        hours=int(middle.total_seconds() // 3600),
        minutes=int(middle.total_seconds() % 3600 // 60),
        returned=sum(case.returned for case in now.cases),
        green=tuple(_named(one, scored, was) for one in zones[Zone.GREEN]),
        yellow=tuple(_named(one, scored, was) for one in zones[Zone.YELLOW]),
        red=tuple(
            RedRow(short(one), scored[one.id].points, len(rating.silent(now.tallies[one.id].cases, now.day)))
            for one in red
        ),
        few=tuple(short(one) for one in zones[Zone.FEW]),
        subjects=tuple(_subjects(scope, now)),
        grown=tuple(_grown(scope, now, before)),
        promised=kept + broken,
        kept=kept,
        explain=tuple(one.id for one in [*red, *reversed(zones[Zone.YELLOW])][:EXPLAINED]),
        letters=letters,
    )


def short(municipality: Municipality) -> str:
    """«Лесной» of «Лесной муниципальный округ»."""
    words = [word for word in municipality.name.split() if word.casefold() not in OF_NO_NOTE]
    return " ".join(words) or municipality.name


def _zones(all_: Iterable[Municipality], scored: Mapping[str, Score]) -> dict[Zone, list[Municipality]]:
    zones: dict[Zone, list[Municipality]] = {zone: [] for zone in Zone}
    for one in all_:
        if one.id in scored:
            zones[scored[one.id].zone].append(one)
    return {zone: sorted(found, key=lambda one: -scored[one.id].points) for zone, found in zones.items()}


def _named(one: Municipality, scored: Mapping[str, Score], was: Mapping[str, Score]) -> str:
    points = scored[one.id].points
    before = was.get(one.id)
    fell = before.points - points if before and before.zone is not Zone.FEW else 0
    return f"{short(one)} {points} (−{fell})" if fell >= FELL_BY else f"{short(one)} {points}"


def _subjects(scope: Scope, week: Counted) -> list[str]:
    topics = Counter[str]()
    for (topic, _), count_ in week.topics.items():
        topics[scope.region.topic_name(topic)] += count_
    named = sorted(topics.items(), key=lambda pair: (-pair[1], pair[0]))
    return [f"{_within(name)} {count_}" for name, count_ in named if name and count_][:NAMED_TOPICS]


def _within(name: str) -> str:
    """A topic's name inside a sentence: «мусор и отходы», but «ЖКХ»."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _grown(scope: Scope, week: Counted, before: Counted) -> list[str]:
    """«отопление ×2,3 (Лесной, Бор)»: where most of it is."""
    found: list[tuple[float, str]] = []
    for topic in {topic for topic, _ in week.topics}:
        now, was = (sum(n for (one, _), n in some.topics.items() if one == topic) for some in (week, before))
        name = scope.region.topic_name(topic)
        if not name or not was or now < GROWN_FROM or now / was < GROWN_BY:
            continue
        where = sorted(((n, of) for (one, of), n in week.topics.items() if one == topic), reverse=True)[:2]
        names = ", ".join(short(m) for _, of in where if (m := scope.region.municipality(of)))
        times = f"{now / was:.1f}".replace(".", ",").removesuffix(",0")
        found.append((now / was, f"{_within(name)} ×{times} ({names})"))
    return [words for _, words in sorted(found, reverse=True)[:NAMED_TOPICS]]


def percent(cases: Collection[Case]) -> int:
    """Of a hundred, how many were in time."""
    return round(100 * sum(case.in_time for case in cases) / len(cases)) if cases else 0


# --- counting


async def count(scope: Scope, first: date, municipality: str = "") -> Counted:
    """Everything of the week that begins with this Monday; as far as it has gone, when it still goes on."""
    since, until = (scope.calendar.moment(day, time()) for day in (first, first + WEEK))
    week = Counted(since, until, _working_day(scope))
    ids = [municipality] if municipality else [one.id for one in scope.region.municipalities]
    found = {one.number: one for one in await scope.uow.ratings.asked(since - LOOK_BACK, until, ids)}
    late = await scope.uow.ratings.late(min(until, scope.now))
    found |= {one.number: one for one in late if one.municipality in ids}
    mine, left_out = await _that_count(scope, found.values(), week)
    numbers = [one.number for one in mine]
    answers: dict[int, list[Answer]] = defaultdict(list)
    for answer in await scope.uow.ratings.answers(numbers):
        answers[answer.question].append(answer)
    sent_back = await scope.uow.ratings.happened(numbers, "returned")
    cases: dict[str, list[Case]] = defaultdict(list)
    topics = Counter[tuple[str, str]]()
    for one in mine:
        cases[one.municipality].append(_case(scope, one, answers[one.number], sent_back.get(one.number), week))
        topics[one.topic or "", one.municipality] += not cases[one.municipality][-1].earlier
    promises = await _promises(scope, week)
    judged = await _judged(scope, first)
    tallies = {}
    for id_ in ids:
        written = [(one, answers[one.number]) for one in mine if one.municipality == id_]
        tallies[id_] = _tally(scope, cases[id_], promises[id_], judged[id_], written)
    gone = {id_: _gone([one for one in found.values() if one.municipality == id_], week) for id_ in ids}
    return Counted(since, until, week.day, tallies, topics, left_out, gone)


def _gone(questions: Iterable[Question], week: Counted) -> Gone:
    asked = [one.status for one in questions if one.clock and week.since <= one.asked_at < week.until]
    return Gone(len(asked), asked.count(Status.WITHDRAWN), asked.count(Status.DECLINED))


def _working_day(scope: Scope) -> timedelta:
    return timedelta(hours=8) if scope.calendar.is_always else scope.calendar.longest_day


async def _that_count(scope: Scope, found: Iterable[Question], week: Counted) -> tuple[list[Question], Counter[str]]:
    """Whose deadline fell in the week, or who is silent since before; no staff's tests, nothing contested rightly."""
    mine = []
    for one in found:
        due = deadline(scope, one)
        if one.status in NOT_COUNTED or one.is_silenced or scope.region.person(one.author) or due is None:
            continue
        if due >= min(week.until, scope.now) or (due < week.since and not _still_silent(one, week.until)):
            continue
        mine.append(one)
    marks = await scope.uow.ratings.marks([left_out_mark(one.number) for one in mine])
    left_out = Counter(one.municipality for one in mine if left_out_mark(one.number) in marks)
    return [one for one in mine if left_out_mark(one.number) not in marks], left_out


def _still_silent(one: Question, until: datetime) -> bool:
    """Overdue from a week before, and not a word by the end of this one."""
    return one.is_open and one.first_told_at is None and one.asked_at < until


def deadline(scope: Scope, one: Question) -> datetime | None:
    """Of the first answer; «не решено» gave the question another clock since."""
    if one.reopenings:
        return scope.first_clock(one).due(scope.calendar)
    return one.clock.due(scope.calendar) if one.clock else None


def _case(scope: Scope, one: Question, answers: Sequence[Answer], sent_back: datetime | None, week: Counted) -> Case:
    """What ЦУР sent back was no answer: the next one counts, from the original start."""
    end = min(week.until, scope.now)
    told_at = one.first_told_at
    if sent_back is not None:
        told_at = next((a.at for a in answers if a.at > sent_back and not only_nods(a.text)), None)
    told = told_at is not None and told_at <= max(end, scope.now)
    due = deadline(scope, one) or end
    clock = None if one.reopenings else one.clock
    start, spent = (clock.since or one.asked_at, clock.spent) if clock else (one.asked_at, timedelta())
    reached = told_at if told and told_at else end
    return Case(
        number=one.number,
        in_time=told_at is not None and told_at <= due,
        told=told,
        took=spent + scope.calendar.between(start, reached),
        returned=one.reopenings > 0 or sent_back is not None,
        late_by=timedelta() if told else scope.calendar.between(due, end),
        earlier=due < week.since,
    )


async def _promises(scope: Scope, week: Counted) -> dict[str, tuple[list[int], list[int]]]:
    """Kept and broken ones due in the week, by municipality; one that was moved twice is broken."""
    told = await scope.uow.ratings.promises(week.since, min(week.until, scope.now))
    last = {one.question: one for one in sorted(told, key=lambda one: one.made_at)}
    due = [one for one in last.values() if one.state is not PromiseState.DROPPED]
    numbers = {one.question for one in due}
    of = {one.number: one for one in await scope.uow.ratings.questions(numbers)}
    left_out = await scope.uow.ratings.marks([left_out_mark(number) for number in numbers])
    done_at = await scope.uow.ratings.happened(numbers, "promise_kept")
    found: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for promise in due:
        question = of.get(promise.question)
        if question is None or question.status in NOT_COUNTED or question.is_silenced:
            continue
        if left_out_mark(question.number) not in left_out:
            broken = not _is_kept(scope, promise, done_at.get(promise.question))
            found[question.municipality][broken].append(promise.question)
    return found


def _is_kept(scope: Scope, promise: Promise, done_at: datetime | None) -> bool:
    """Said to be done by the end of the day it was promised for, or moved once at most."""
    if promise.state is not PromiseState.KEPT or promise.moves > MOVES_FREE:
        return False
    return done_at is None or scope.calendar.local(done_at).date() <= scope.calendar.local(promise.due).date()


async def _judged(scope: Scope, first: date) -> dict[str, list[tuple[int, float]]]:
    """What ЦУР's three taps said in the week: number and share of the good, by municipality."""
    days = [first + timedelta(days=away) for away in range(7)]
    samples = [f"quality/{day}/{index:02}" for day in days for index in range(1, A_DAY + 1)]
    taps = {sample: [f"{sample}/{criterion}" for criterion in CRITERIA] for sample in samples}
    marks = await scope.uow.ratings.marks([*samples, *(tap for some in taps.values() for tap in some)])
    whole = {marks[one]: taps[one] for one in samples if one in marks and all(tap in marks for tap in taps[one])}
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for question in await scope.uow.ratings.questions(list(whole)):
        share = sum(marks[tap] for tap in whole[question.number]) / len(CRITERIA)
        found[question.municipality].append((question.number, share))
    return found


def _tally(
    scope: Scope,
    cases: Sequence[Case],
    promises: tuple[list[int], list[int]],
    judged: Sequence[tuple[int, float]],
    written: Sequence[tuple[Question, Sequence[Answer]]],
) -> Tally:
    good, bad = _checked(scope, written) if len(judged) < rating.JUDGED_ENOUGH else ([], [])
    return Tally(
        cases=tuple(cases),
        promises_kept=tuple(promises[0]),
        promises_broken=tuple(promises[1]),
        judged_good=tuple(number for number, share in judged if share == 1),
        judged_bad=tuple(number for number, share in judged if share < 1),
        judged_share=sum(share for _, share in judged) / len(judged) if judged else 0.0,
        checked_good=tuple(good),
        checked_bad=tuple(bad),
    )


def _checked(scope: Scope, written: Sequence[tuple[Question, Sequence[Answer]]]) -> tuple[list[int], list[int]]:
    """What the check before sending thinks of the last answer to each."""
    found: tuple[list[int], list[int]] = ([], [])
    for question, answers in written[:CHECKED_AT_MOST]:
        said = [answer for answer in answers if answer.text and not only_nods(answer.text)]
        if said:
            look = Written(said[-1].text, question, scope.region, public=False)
            found[not POOR.isdisjoint(hints(look))].append(question.number)
    return found


def left_out_mark(number: int) -> str:
    """Of a question that ЦУР agreed not to count."""
    return f"left-out/{number}"
