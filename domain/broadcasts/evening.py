"""A broadcast as a whole: its themes, its questions and the log. Every tap is a new value, and can be taken back.

A tap carries the version it was made on (the number of the tap that changed the thing last): whoever is second hears
who was first instead of undoing it unknowingly.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.broadcasts.broadcast import Broadcast, State, TimeCode
from domain.broadcasts.taps import Before, Stood, Tap, TapKind
from domain.broadcasts.themes import Asked, Balance, Fate, Reason, Theme, ThemeState, fate_of, sounds
from domain.errors import RuleViolation
from domain.place import VkId
from domain.question import Status

LONGEST_TITLE = 120
LONGEST_GIST = 300
ANY = -1
"""The version of a tap that does not care who was before: a command by number."""


@dataclass(frozen=True, slots=True)
class By:
    """Who taps, when, and on which version of the thing."""

    person: VkId
    at: datetime
    seen: int = ANY


@dataclass(frozen=True, slots=True)
class Evening:
    """What the desk shows and the taps change."""

    broadcast: Broadcast
    themes: Mapping[int, Theme] = field(default_factory=dict)
    asked: Mapping[int, Asked] = field(default_factory=dict)
    taps: Sequence[Tap] = ()
    collected: int = 0
    """Questions that came in, counted apart from those that stand here now."""
    voters: Mapping[int, frozenset[VkId]] = field(default_factory=dict)
    """Who wants the same as a question asks for."""

    # --- looking

    def theme(self, number: int) -> Theme:
        found = self.themes.get(number)
        if found is None or found.state is ThemeState.JOINED:
            raise RuleViolation("broadcast-no-theme", number=self.broadcast.number)
        return found

    def of(self, theme: int) -> list[Asked]:
        """The questions of a theme that take part, the earliest first."""
        mine = [one for one in self.asked.values() if one.theme == theme and sounds(one)]
        return sorted(mine, key=lambda one: (one.asked_at, one.question))

    def votes_of(self, asked: Sequence[Asked]) -> int:
        """Neighbours who want the same, each once however many of these they marked; whoever asked counts as asking."""
        voted = frozenset[VkId]().union(*(self.voters.get(one.question, frozenset()) for one in asked))
        return len(voted - {one.author for one in asked})

    def grouped(self) -> dict[int, list[Asked]]:
        """The same of all themes at once."""
        found: dict[int, list[Asked]] = {}
        for one in sorted(self.asked.values(), key=lambda one: (one.asked_at, one.question)):
            if sounds(one):
                found.setdefault(one.theme, []).append(one)
        return found

    @property
    def on_screen(self) -> Theme | None:
        return next((one for one in self.themes.values() if one.state is ThemeState.ON_SCREEN), None)

    @property
    def balance(self) -> Balance:
        return Balance.of(self.collected, [self.fate(one) for one in self.asked.values()])

    def fate(self, one: Asked) -> Fate:
        """What became of a question; once it is over, whatever waits for nobody's tap is answered in writing."""
        found = fate_of(one, self.themes.get(one.theme))
        over = self.broadcast.state is State.ENDED and one.status is not Status.ON_AIR
        return Fate.IN_WRITING if over and found is Fate.IN_WORK else found

    def theme_of(self, question: int) -> Theme:
        """The theme a command by a question's number means."""
        one = self._asked(question)
        return self.theme(one.theme)

    @property
    def last_undoable(self) -> Tap | None:
        return next((tap for tap in reversed(self.taps) if tap.may_be_undone and self._stands(tap)), None)

    # --- coming in; nobody taps

    def sorted_into(self, placed: Mapping[int, int], titles: Mapping[int, str] | None = None) -> "Evening":
        """What grouping found: the theme of each new question; themes that are not there are made.

        Only questions nobody put anywhere are moved: a person's decision is never overruled.
        """
        titles = titles or {}
        themes, asked = dict(self.themes), dict(self.asked)
        for question, number in placed.items():
            one = asked.get(question)
            if one is None or one.theme:
                continue
            home = self._final(number)
            themes.setdefault(home, Theme(home, titles.get(number, "")[:LONGEST_TITLE]))
            asked[question] = replace(one, theme=home)
        return replace(self, themes=themes, asked=asked)

    def titled(self, titles: Mapping[int, str]) -> "Evening":
        """Titles that grouping found for themes nobody named."""
        themes = dict(self.themes)
        for number, title in titles.items():
            if number in themes and title:
                themes[number] = replace(themes[number], title=title[:LONGEST_TITLE])
        return replace(self, themes=themes)

    @property
    def named_by_people(self) -> frozenset[int]:
        """Themes whose title a moderator wrote."""
        return frozenset(tap.theme for tap in self.taps if tap.kind in {TapKind.RENAME, TapKind.OTHER})

    def sounded(self, question: int) -> Theme | None:
        """The theme by which a question was answered on air; None when it was not."""
        one = self.asked[question]
        theme = self.themes.get(one.theme)
        return theme if theme and theme.state is ThemeState.ANSWERED and one.apart is None else None

    def next_theme(self) -> int:
        return max(self.themes, default=0) + 1

    # --- the broadcast itself

    def start(self, by: By, link: str = "") -> "Evening":
        return self._broadcast(by, TapKind.START, self.broadcast.started(by.at, link))

    def pause(self, by: By) -> "Evening":
        return self._broadcast(by, TapKind.PAUSE, self.broadcast.paused(by.at))

    def resume(self, by: By, link: str = "") -> "Evening":
        return self._broadcast(by, TapKind.RESUME, self.broadcast.resumed(by.at, link))

    def end(self, by: By) -> "Evening":
        """The screen is emptied; what did not sound is decided by whoever ends it."""
        shown = self.on_screen
        themes = [replace(shown, state=ThemeState.WAITING)] if shown else []
        return self._tapped(by, TapKind.END, broadcast=self.broadcast.ended(by.at), themes=themes)

    def _broadcast(self, by: By, kind: TapKind, changed: Broadcast) -> "Evening":
        return self._tapped(by, kind, broadcast=changed)

    # --- themes

    def show(self, by: By, theme: int) -> "Evening":
        """[▶]: on the screen; what was there waits again."""
        wanted = self._open(theme, by)
        if not self.of(theme):
            raise RuleViolation("broadcast-empty-theme", number=self.broadcast.number)
        if wanted.state is ThemeState.ON_SCREEN:
            raise self._was_first(wanted.version)
        changed = [replace(wanted, state=ThemeState.ON_SCREEN, shown_at=by.at)]
        if shown := self.on_screen:
            changed.append(replace(shown, state=ThemeState.WAITING))
        return self._tapped(by, TapKind.SHOW, theme=theme, themes=changed)

    def answered(self, by: By, theme: int, *, kind: TapKind = TapKind.ANSWERED) -> "Evening":
        """[Ответили]: the time code is now less a little; [+ ещё тема] takes the code of the answer before it."""
        wanted = self._open(theme, by)
        code = self._last_code() if kind is TapKind.ALSO else None
        code = code or self.broadcast.code_at(by.at)
        if code is None:
            raise RuleViolation("broadcast-not-started", number=self.broadcast.number)
        answered = replace(wanted, state=ThemeState.ANSWERED, code=code)
        return self._tapped(by, kind, theme=theme, themes=[answered])

    def answered_other(self, by: By, said: str) -> "Evening":
        """[Ответили на другое]: the host answered what nobody queued; the moderator writes what it was."""
        code = self.broadcast.code_at(by.at)
        if code is None:
            raise RuleViolation("broadcast-not-started", number=self.broadcast.number)
        if not said.strip():
            raise RuleViolation("needs-text")
        number = self.next_theme()
        made = Theme(number, said.strip()[:LONGEST_TITLE], ThemeState.ANSWERED, code, said.strip()[:LONGEST_GIST])
        return self._tapped(by, TapKind.OTHER, theme=number, themes=[made])

    def promised(self, by: By, theme: int, due: datetime) -> "Evening":
        """[Обещал]: with a date; it also says that the theme was answered."""
        wanted = self.theme(theme)
        self._check(wanted.version, by)
        if due <= by.at:
            raise RuleViolation("date-passed")
        if wanted.state is not ThemeState.ANSWERED:
            code = self.broadcast.code_at(by.at)
            if code is None:
                raise RuleViolation("broadcast-not-started", number=self.broadcast.number)
            wanted = replace(wanted, state=ThemeState.ANSWERED, code=code)
        promised = replace(wanted, promise=due)
        return self._tapped(by, TapKind.PROMISED, theme=theme, themes=[promised], detail=due.isoformat())

    def coded(self, by: By, theme: int, code: TimeCode) -> "Evening":
        """The time code put right by hand."""
        wanted = self._answered(theme, by)
        return self._tapped(by, TapKind.CODE, theme=theme, themes=[replace(wanted, code=code)], detail=code.clock)

    def told(self, by: By, theme: int, said: str) -> "Evening":
        """The gist of the answer, for the summary and the authors."""
        wanted = self._answered(theme, by)
        gist = replace(wanted, said=said.strip()[:LONGEST_GIST])
        return self._tapped(by, TapKind.GIST, theme=theme, themes=[gist])

    def in_writing(self, by: By, theme: int) -> "Evening":
        wanted = self._open(theme, by)
        changed = replace(wanted, state=ThemeState.IN_WRITING)
        return self._tapped(by, TapKind.IN_WRITING, theme=theme, themes=[changed], questions=self._seen(theme))

    def off_air(self, by: By, theme: int, reason: Reason) -> "Evening":
        """[Не в эфир] with a reason that its authors are told."""
        wanted = self._open(theme, by)
        changed = replace(wanted, state=ThemeState.OFF_AIR, reason=reason.value)
        seen = self._seen(theme)
        kind = TapKind.OFF_AIR
        return self._tapped(by, kind, theme=theme, themes=[changed], questions=seen, detail=reason.value)

    def queued(self, by: By, theme: int) -> "Evening":
        """[В очередь]: a moderator looked at it and leaves it for the air; also back from writing or off air."""
        wanted = self.theme(theme)
        self._check(wanted.version, by)
        if wanted.state is ThemeState.ANSWERED:
            raise self._was_first(wanted.version)
        changed = [replace(wanted, state=ThemeState.WAITING, reason="")] if not wanted.is_open else [wanted]
        return self._tapped(by, TapKind.QUEUE, theme=theme, themes=changed, questions=self._seen(theme))

    def renamed(self, by: By, theme: int, title: str) -> "Evening":
        wanted = self.theme(theme)
        if not title.strip():
            raise RuleViolation("needs-text")
        changed = replace(wanted, title=title.strip()[:LONGEST_TITLE])
        return self._tapped(by, TapKind.RENAME, theme=theme, themes=[changed], detail=wanted.title)

    def joined(self, by: By, theme: int, to: int) -> "Evening":
        """[К теме …]: all its questions go to the other one."""
        gone, home = self._open(theme, by), self.theme(to)
        if theme == to:
            raise RuleViolation("broadcast-same-theme", number=self.broadcast.number)
        moved = [
            replace(one, theme=to, seen=True, apart=None, reason="")
            for one in self.asked.values()
            if one.theme == theme
        ]
        changed = replace(gone, state=ThemeState.JOINED, into=to)
        return self._tapped(by, TapKind.JOIN, theme=home.id, themes=[changed], questions=moved, detail=str(theme))

    def split(self, by: By, question: int) -> "Evening":
        """One question out of its theme into one of its own."""
        one = self._asked(question)
        number = self.next_theme()
        changed = replace(one, theme=number, apart=None, reason="", seen=True)
        return self._tapped(
            by, TapKind.SPLIT, theme=number, question=question, themes=[Theme(number)], questions=[changed]
        )

    # --- one question apart from its theme

    def apart(self, by: By, question: int, state: ThemeState, reason: str = "") -> "Evening":
        """[Письменно], [Не в эфир] for one question, whatever becomes of its theme."""
        one = self._asked(question)
        self._check(one.version, by)
        kind = TapKind.IN_WRITING if state is ThemeState.IN_WRITING else TapKind.OFF_AIR
        changed = replace(one, apart=state, reason=reason, seen=True)
        return self._tapped(by, kind, theme=one.theme, question=question, questions=[changed], detail=reason)

    # --- taking back

    def undone(self, by: By, number: int) -> "Evening":
        """Takes a tap back, when nothing it touched was touched since."""
        tap = next((one for one in self.taps if one.number == number), None)
        if tap is None or not tap.may_be_undone:
            raise RuleViolation("broadcast-undo-late", number=self.broadcast.number)
        if not self._stands(tap):
            raise RuleViolation("broadcast-changed-since", number=self.broadcast.number)
        version = self._version + 1
        themes, asked = dict(self.themes), dict(self.asked)
        for theme in tap.before.themes:
            themes[theme.id] = replace(theme, version=version)
        for gone in tap.before.made:
            themes[gone] = replace(themes[gone], state=ThemeState.JOINED, version=version)
        for was in tap.before.asked:
            asked[was.question] = replace(
                asked[was.question],
                theme=was.theme,
                apart=was.apart,
                reason=was.reason,
                seen=was.seen,
                status=was.status,
                version=version,
            )
        broadcast = tap.before.broadcast or self.broadcast
        if tap.before.broadcast is not None:
            broadcast = replace(broadcast, posts=self.broadcast.posts, version=version)
        said = Tap(version, TapKind.UNDO, by.person, by.at, tap.theme, tap.question, str(number))
        taps = [*(replace(one, undone=True) if one is tap else one for one in self.taps), said]
        return replace(self, broadcast=broadcast, themes=themes, asked=asked, taps=tuple(taps))

    def _stands(self, tap: Tap) -> bool:
        """Whether everything a tap touched is as it left it."""
        before = tap.before
        touched = [self.themes[one].version for one in (*(theme.id for theme in before.themes), *before.made)]
        touched += [self.asked[was.question].version for was in before.asked if was.question in self.asked]
        if before.broadcast is not None:
            touched.append(self.broadcast.version)
        return all(version == tap.number for version in touched)

    # --- how a tap is made

    @property
    def _version(self) -> int:
        return self.taps[-1].number if self.taps else self.broadcast.version

    def _tapped(
        self,
        by: By,
        kind: TapKind,
        *,
        theme: int = 0,
        question: int = 0,
        detail: str = "",
        broadcast: Broadcast | None = None,
        themes: Iterable[Theme] = (),
        questions: Iterable[Asked] = (),
    ) -> "Evening":
        version = self._version + 1
        all_themes, all_asked = dict(self.themes), dict(self.asked)
        were, made, stood = [], [], []
        for changed in themes:
            if changed.id in self.themes:
                were.append(self.themes[changed.id])
            else:
                made.append(changed.id)
            all_themes[changed.id] = replace(changed, version=version)
        for one in questions:
            stood.append(_stood(self.asked[one.question]))
            all_asked[one.question] = replace(one, version=version)
        before = Before(self.broadcast if broadcast else None, tuple(were), tuple(stood), tuple(made))
        tap = Tap(version, kind, by.person, by.at, theme, question, detail, before)
        return replace(
            self,
            broadcast=replace(broadcast, version=version) if broadcast else self.broadcast,
            themes=all_themes,
            asked=all_asked,
            taps=(*self.taps, tap),
        )

    def _open(self, theme: int, by: By) -> Theme:
        wanted = self.theme(theme)
        self._check(wanted.version, by)
        if not wanted.is_open:
            raise self._was_first(wanted.version)
        return wanted

    def _answered(self, theme: int, by: By) -> Theme:
        wanted = self.theme(theme)
        self._check(wanted.version, by)
        if wanted.state is not ThemeState.ANSWERED:
            raise RuleViolation("broadcast-not-answered", number=self.broadcast.number)
        return wanted

    def _check(self, version: int, by: By) -> None:
        if by.seen != ANY and by.seen != version:
            raise self._was_first(version)

    def _was_first(self, version: int) -> RuleViolation:
        """«Анна уже отметила»."""
        tap = next((one for one in self.taps if one.number == version), None)
        who, what = (tap.by, tap.kind.value) if tap else (0, "")
        return RuleViolation("broadcast-was-first", number=self.broadcast.number, who=who, what=what)

    def _asked(self, question: int) -> Asked:
        one = self.asked.get(question)
        if one is None:
            raise RuleViolation("broadcast-no-question", number=question)
        return one

    def _seen(self, theme: int) -> list[Asked]:
        return [replace(one, seen=True) for one in self.of(theme) if not one.seen]

    def _last_code(self) -> TimeCode | None:
        for tap in reversed(self.taps):
            if tap.kind in {TapKind.ANSWERED, TapKind.ALSO, TapKind.OTHER} and not tap.undone:
                return self.themes[tap.theme].code
        return None

    def _final(self, theme: int) -> int:
        """Where a theme that was joined went."""
        found = self.themes.get(theme)
        while found is not None and found.state is ThemeState.JOINED and found.into:
            theme, found = found.into, self.themes.get(found.into)
        return theme


def _stood(one: Asked) -> Stood:
    return Stood(one.question, one.theme, one.apart, one.reason, one.seen, one.status)
