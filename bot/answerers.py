"""Which of the region's people a row of a history names: by name, else by what their post answers for."""

from domain.names import is_called
from domain.organisation import Person, Region
from domain.place import VkId
from routing.text import is_empty, read


class Answerers:
    """Those who answer now; whoever answered once and left is nobody."""

    def __init__(self, region: Region) -> None:
        self._region = region
        self._people = [person for person in region.people if person.answers and person.municipality]
        self._posts = {person.vk_id: _roots(person.post) for person in self._people}
        self._known: dict[tuple[str, str, str], VkId | None] = {}

    def of(self, executor: str, department: str, municipality: str) -> VkId | None:
        """The one person meant; None where nobody is, or several may be."""
        key = (executor, department, municipality)
        if key not in self._known:
            self._known[key] = self._found(*key)
        return self._known[key]

    def _found(self, executor: str, department: str, municipality: str) -> VkId | None:
        home = self._region.find_municipality(municipality) if municipality else None
        people = [person for person in self._people if home is None or person.municipality == home.id]
        named = [person for person in people if executor and is_called(executor, person.name)]
        if not named:
            named = self._by_post(people, executor) or self._by_post(people, department)
        return named[0].vk_id if len(named) == 1 else None

    def _by_post(self, people: list[Person], said: str) -> list[Person]:
        """«Отдел транспорта и дорог» is whose post is «транспорт и дороги»."""
        roots = _roots(said)
        return [person for person in people if self._posts[person.vk_id] and self._posts[person.vk_id] <= roots]


def _roots(words: str) -> frozenset[str]:
    found = read(words)
    return frozenset(
        root
        for token, root in zip(found.tokens, found.stems, strict=True)
        if len(root) > 2 and not is_empty(token, root)
    )
