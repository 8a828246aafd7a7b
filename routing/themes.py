"""Other systems' groups and themes brought to the region's own topics."""

from domain.organisation import Region
from routing.lexicon import Topics
from routing.text import lower, read


class Labels:
    """Which of the region's topics a group and a theme of an export are."""

    def __init__(self, region: Region) -> None:
        self._region = region
        self._topics = Topics.of(region)
        self._known: dict[tuple[str, str], str | None] = {}
        self._by_name = {lower(name): topic.id for topic in region.topics for name in (topic.name, topic.id)}

    def of(self, group: str, theme: str) -> str | None:
        """By name, else by the words of the group's name, else by those of the theme's; None where nothing speaks."""
        key = (group, theme)
        if key not in self._known:
            self._known[key] = self._found(group, theme)
        return self._known[key]

    def _found(self, group: str, theme: str) -> str | None:
        for name in (group, theme):
            exact = self._by_name.get(lower(name).strip()) or self._topics.ids.get(name.strip())
            if exact is not None:
                return exact
        return self._by_words(group) or self._by_words(theme)

    def _by_words(self, name: str) -> str | None:
        scores = self._topics.weigh(read(name)).scores if name else []
        return scores[0].topic if scores else None
