"""The region's topics with the themes of other systems below them, and those systems' groups brought to the topics."""

from collections.abc import Sequence
from functools import lru_cache

from domain.language import plainly
from domain.organisation import Region, Theme, Topic
from routing.lexicon import Topics
from routing.text import read
from routing.topics import Tree, shipped

_LATELY = 4
"""Trees remembered: a region changes its themes once in months, its people every day."""


def topics_of(topics: Sequence[Topic], themes: Sequence[Theme]) -> Topics:
    """The topics ready to be looked for; the words of a theme's name speak for its topic, a little."""
    plain = Topics(topics)
    if not themes:
        return plain
    homes = _homes(plain)
    known = {topic.id for topic in topics}
    placed = tuple((theme.name, homes.get(theme.topic, theme.topic)) for theme in themes if theme.topic in known)
    grown = Topics(topics, _grown(placed))
    grown.ids.update({id_: id_ for id_ in known if id_ in grown.tree.words})
    return grown


def _homes(topics: Topics) -> dict[str, str]:
    """Of each of the region's topics, the shipped one it is; those without one stand in the tree by their own id."""
    homes: dict[str, str] = {}
    for name, id_ in topics.ids.items():
        homes.setdefault(id_, name)
    return homes


@lru_cache(maxsize=_LATELY)
def _grown(placed: tuple[tuple[str, str | None], ...]) -> Tree:
    return shipped().with_themes(placed)


class Labels:
    """Which of the region's topics a group and a theme of an export are."""

    def __init__(self, region: Region) -> None:
        self._topics = topics_of(region.topics, region.themes)
        self._known: dict[tuple[str, str], str | None] = {}
        self._by_name = {plainly(name): topic.id for topic in region.topics for name in (topic.name, topic.id)}

    def of(self, group: str, theme: str) -> str | None:
        """By name, else by the words of the group's name, else by those of the theme's; None where nothing speaks."""
        key = (group, theme)
        if key not in self._known:
            self._known[key] = self._found(group, theme)
        return self._known[key]

    def _found(self, group: str, theme: str) -> str | None:
        for name in (group, theme):
            exact = self._by_name.get(plainly(name).strip()) or self._topics.ids.get(name.strip())
            if exact is not None:
                return exact
        return self._by_words(group) or self._by_words(theme)

    def _by_words(self, name: str) -> str | None:
        scores = self._topics.weigh(read(name)).scores if name else []
        return scores[0].topic if scores else None
