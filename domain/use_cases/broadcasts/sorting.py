"""New questions of a broadcast find their themes a moment after they were asked, in batches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain import grouping
from domain.broadcasts.evening import Evening
from domain.broadcasts.themes import Asked
from domain.organisation import Region
from domain.use_cases.broadcasts import sounding
from domain.use_cases.broadcasts.collecting import REMEMBERED
from domain.use_cases.scope import Scope

BATCH = 200
TITLED_AT = frozenset({1, 2, 4, 8, 16, 32})
"""A theme is named anew when so many ask it: more words say better what it is about."""

OF_TITLE = 40


class NoGrouper:
    """Finds nothing alike: moderators join themes by hand."""

    def knows(self, broadcast: int) -> bool:  # noqa: ARG002
        return True

    def place(self, broadcast: int, asked: grouping.Asked, theme: int, region: Region) -> None: ...
    def remove(self, broadcast: int, number: int) -> None: ...

    def theme_of(self, broadcast: int, asked: grouping.Asked, region: Region) -> grouping.Grouped | None:  # noqa: ARG002
        return None

    def title(self, texts: Sequence[str], region: Region) -> str:  # noqa: ARG002
        return ""

    def forget(self, broadcast: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Sorting:
    """Tells the grouper where everything stands, asks it where the new belongs; a person's word outweighs it."""

    grouper: grouping.Grouper
    _placed: dict[int, dict[int, int]] = field(default_factory=dict)
    """What the grouper was told, by broadcast and question; it lives as long as the process."""

    async def is_due(self, scope: Scope) -> bool:
        for broadcast in await scope.uow.broadcasts.lately(scope.now - REMEMBERED):
            if await scope.uow.broadcasts.unsorted(broadcast.number, 1):
                return True
        return False

    async def sort(self, scope: Scope) -> int:
        """Sorts a batch of each broadcast; how many questions found a theme."""
        done = 0
        for broadcast in await scope.uow.broadcasts.lately(scope.now - REMEMBERED):
            numbers = await scope.uow.broadcasts.unsorted(broadcast.number, BATCH)
            if numbers:
                evening = await scope.uow.broadcasts.evening(broadcast.number)
                await self._sort(scope, evening, [evening.asked[number] for number in numbers])
                done += len(numbers)
        return done

    async def _sort(self, scope: Scope, evening: Evening, fresh: list[Asked]) -> None:
        number = evening.broadcast.number
        self._remember(scope, evening)
        placed: dict[int, int] = {}
        following = evening.next_theme()
        for one in fresh:
            asked = _read(evening, one)
            found = self.grouper.theme_of(number, asked, scope.region)
            theme = found.theme if found is not None else following
            following = max(following, theme + 1)
            self.grouper.place(number, asked, theme, scope.region)
            self._placed[number][one.question] = theme
            placed[one.question] = theme
        after = evening.sorted_into(placed)
        after = after.titled(self._titles(scope, after, placed))
        await scope.uow.broadcasts.save(evening, after)
        for question in placed:
            if (theme_heard := after.sounded(question)) is not None:
                await sounding.air(scope, after, question, theme_heard)

    def _remember(self, scope: Scope, evening: Evening) -> None:
        """Joined and split by people, or sorted by another process: the grouper hears where everything stands."""
        number = evening.broadcast.number
        known = self._placed.setdefault(number, {})
        for one in evening.asked.values():
            if one.theme and one.text and known.get(one.question) != one.theme:
                self.grouper.place(number, _read(evening, one), one.theme, scope.region)
                known[one.question] = one.theme

    def _titles(self, scope: Scope, evening: Evening, placed: Mapping[int, int]) -> dict[int, str]:
        groups, named = evening.grouped(), evening.named_by_people
        touched = {evening.asked[question].theme for question in placed}
        titles = {}
        for theme in touched - named:
            asked = groups.get(theme, [])
            if asked and (len(asked) in TITLED_AT or not evening.themes[theme].title):
                titles[theme] = self.grouper.title([one.words for one in asked[:OF_TITLE]], scope.region)
        return titles


def _read(evening: Evening, one: Asked) -> grouping.Asked:
    home = evening.broadcast.municipality
    return grouping.Asked(one.question, one.text, home, one.settlement or None)
