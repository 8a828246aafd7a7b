"""What the bot learned from people's decisions: told to ЦУР, shown on demand, taken back by a command."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.errors import RuleViolation
from domain.notices import Finer, Learned, ModelBack, ModelReport
from domain.people import Right
from domain.ports import CHATTER, HANDED, Source, Verb
from domain.use_cases.scope import Scope
from domain.use_cases.staff.control import JOURNAL
from domain.use_cases.telling import staff_chat, tell_ccu

ACCEPTED = frozenset({"better", "first"})
WORDS_TOLD = 4
"""Topics whose new words are named."""


@dataclass(frozen=True, slots=True)
class FinerState:
    """What it knows besides topics: themes, or who answers. Shares are of 1, on held-out questions."""

    examples: int
    outcome: str = "better"
    """better, first, not-better, few or one-sided."""
    is_new: bool = True
    """Whether the latest version brought it; else it was taken over."""
    among_three: float | None = None
    coverage: float | None = None
    precision: float | None = None


@dataclass(frozen=True, slots=True)
class ModelState:
    """The model that serves; without a version the words alone decide. Shares are of 1, on held-out questions."""

    version: int | None = None
    earlier: int | None = None
    """The version before it."""
    mark: str = ""
    examples: int = 0
    made_at: datetime | None = None
    accuracy: float | None = None
    coverage: float | None = None
    precision: float | None = None
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of topics, words that people's decisions taught."""
    verdicts: int = 0
    """How many verdicts its border of a question was learned of; 0 where it is the shipped one, or an earlier one."""
    border: float | None = None
    border_before: float | None = None
    """How often the border was right on the latest verdicts, and how often the one before."""
    finer: Mapping[str, FinerState] = field(default_factory=dict)
    """Of theme and executor, what the model knows; those that no example speaks of are left out."""
    latest: str = ""
    """What came of the latest lesson: better, first, not-better, few or one-sided."""


class School(Protocol):
    """The trained model, as far as staff may see and undo it."""

    def state(self) -> ModelState: ...


class NoSchool:
    """Words alone."""

    def state(self) -> ModelState:
        return ModelState()


@dataclass(frozen=True, slots=True)
class Schooling:
    """`модель`, `модель откатить`: for the whole region's staff only, since the model serves the whole region."""

    school: School

    async def report(self, scope: Scope) -> ModelReport:
        """What serves and how well."""
        scope.must_in(Right.CONTROL, "")
        state, counts = self.school.state(), await scope.uow.examples.counts()
        return ModelReport(
            version=(state.version or 0) if state.examples else 0,
            verdicts=state.verdicts,
            border=_percent(state.border),
            made_at=state.made_at,
            learned_from=state.examples,
            decided=counts.get(Source.DECIDED.value, 0),
            answered=counts.get(Source.ANSWERED.value, 0),
            imported=counts.get(Source.IMPORTED.value, 0),
            dismissed=counts.get(CHATTER, 0),
            accuracy=_percent(state.accuracy),
            coverage=_percent(state.coverage),
            precision=_percent(state.precision),
            words=words_of(scope, state),
            latest=state.latest,
            can_go_back=state.version is not None,
            handed=counts.get(HANDED, 0),
            finer=tuple(_told(knows, one) for knows, one in state.finer.items()),
        )

    async def step_back(self, scope: Scope) -> ModelBack:
        """The version before serves again, the words alone where there is none; within a minute."""
        scope.must_in(Right.CONTROL, "")
        state = self.school.state()
        if state.version is None:
            raise RuleViolation("no-model")
        if await scope.uow.diary.once(state.mark, scope.now, scope.actor):
            await scope.note(JOURNAL, "model_back", f"{state.version}")
        return ModelBack(state.version, state.earlier or 0)


def _told(knows: str, one: FinerState) -> Finer:
    shares = (_percent(share) for share in (one.coverage, one.precision, one.among_three))
    return Finer(knows, one.outcome, one.examples, *shares)


def refused_mark(version: int, made: str) -> str:
    """What the database remembers a refused version by."""
    return f"model-refused/{version}/{made}"


async def tell_learned(scope: Scope, state: ModelState, *, before: float | None) -> None:
    """One short text to ЦУР, in working hours."""
    notice = Learned(
        learned_from=state.examples,
        accuracy=_percent(state.accuracy),
        before=_percent(before),
        words=words_of(scope, state),
        verdicts=state.verdicts,
        border=_percent(state.border),
        border_before=_percent(state.border_before),
        finer=tuple(_told(knows, one) for knows, one in state.finer.items() if one.is_new and one.outcome in ACCEPTED),
    )
    key = f"learned/{state.mark}"
    place = staff_chat(scope)
    if place is None:
        await tell_ccu(scope, notice, key=key)
        return
    morning = scope.calendar.next_working(scope.now)
    await scope.uow.outbox.put(Verb.SAY, place, notice, key=f"{key}/ccu", not_before=morning)


def words_of(scope: Scope, state: ModelState) -> str:
    """«Дороги — щебень, обочина; ЖКХ — …»"""
    named = ((scope.region.topic_name(topic), words) for topic, words in state.words.items() if words)
    told = [f"{name} — {', '.join(words)}" for name, words in named if name]
    return "; ".join(told[:WORDS_TOLD])


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)
