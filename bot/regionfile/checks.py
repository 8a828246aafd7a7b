"""What the tables of a region file promise each other: references lead somewhere, nothing is there twice."""

from collections.abc import Hashable, Iterable, Iterator, Set
from functools import cache
from zoneinfo import available_timezones

from bot.regionfile.faults import Fault, closest
from bot.regionfile.lines import Path
from bot.regionfile.parts import Parts
from bot.regionfile.shape import PersonShape
from domain.organisation import ANSWERING, ChatKind, Role

REGION_WIDE = frozenset({Role.CCU, Role.ADMIN})
"""Roles that serve the whole region and need no municipality."""


def faults(parts: Parts) -> Iterator[Fault]:
    """Everything that makes the file unusable though each table by itself is well written."""
    yield from _timezone(parts)
    if not parts.named("municipality", "id") and not parts.municipalities:
        yield Fault((), "нет ни одной таблицы [[municipality]]: боту нужен хотя бы один муниципалитет")
    yield from _doubles(parts)
    yield from _places(parts)
    yield from _staff_chat(parts)
    yield from _people(parts)
    yield from _loops(parts)


def warnings(parts: Parts) -> Iterator[Fault]:
    """What will work, but perhaps not as meant."""
    if not parts.communities:
        yield Fault((), "нет ни одного [[community]]: бот не поймёт, какому муниципалитету писали в сообщество")
    yield from _nobody_answers(parts)
    yield from _rivals(parts)
    yield from _nowhere(parts)
    by_id = {person.vk_id: person for person in parts.people.values()}
    for place, person in parts.people.items():
        substitute = by_id.get(person.substitute or 0)
        if substitute is not None and ANSWERING.isdisjoint(substitute.roles):
            words = f"{substitute.name} не исполнитель, не заместитель и не глава: ответы от него не уйдут"
            yield Fault(("person", place, "substitute"), words)


def plain(name: str) -> str:
    """A name as it is compared: case, ё and spaces do not matter."""
    return " ".join(name.casefold().replace("ё", "е").split())


@cache
def timezones() -> Set[str]:
    """Every name that may be written; the machine looks through its files for them."""
    return available_timezones()


def _timezone(parts: Parts) -> Iterator[Fault]:
    if parts.region is not None and parts.region.timezone not in timezones():
        name = parts.region.timezone
        hint = closest(name, timezones())
        yield Fault(("region", "timezone"), f"часового пояса «{name}» нет.{hint} Пишется так: Europe/Moscow")


def _doubles(parts: Parts) -> Iterator[Fault]:
    topics, places = parts.topics.items(), parts.municipalities.items()
    yield from _twice(((("topic", n, "id"), topic.id) for n, topic in topics), "тема с таким id уже есть")
    yield from _twice(((("topic", n, "name"), plain(t.name)) for n, t in topics), "тема с таким названием уже есть")
    yield from _twice(((("municipality", n, "id"), m.id) for n, m in places), "муниципалитет с таким id уже есть")
    names: list[tuple[Path, str]] = []
    for n, municipality in places:
        names.append((("municipality", n, "name"), plain(municipality.name)))
        names += [(("municipality", n, "aliases", k), plain(a)) for k, a in enumerate(municipality.aliases)]
        own = ((("municipality", n, "settlements", k), plain(s)) for k, s in enumerate(municipality.settlements))
        yield from _twice(own, "этот населённый пункт здесь уже записан")
    yield from _twice(names, "муниципалитет с таким названием уже есть")
    communities = ((("community", n, "group_id"), c.group_id) for n, c in parts.communities.items())
    yield from _twice(communities, "это сообщество уже записано")
    chats = ((("chat", n, "peer_id"), (c.group_id, c.peer_id)) for n, c in parts.chats.items())
    yield from _twice(chats, "эта беседа уже записана")
    people = ((("person", n, "vk_id"), p.vk_id) for n, p in parts.people.items())
    yield from _twice(people, "человек с этим номером уже записан; у человека одна запись со всеми его ролями")


def _twice(found: Iterable[tuple[Path, Hashable]], words: str) -> Iterator[Fault]:
    first: dict[Hashable, Path] = {}
    for path, value in found:
        if value in first:
            yield Fault(path, words, first[value])
        else:
            first[value] = path


def _places(parts: Parts) -> Iterator[Fault]:
    known = parts.named("municipality", "id")
    for table, items in (("community", parts.communities), ("chat", parts.chats), ("person", parts.people)):
        for place, item in items.items():
            if item.municipality and item.municipality not in known:
                yield Fault((table, place, "municipality"), _unknown("муниципалитета", item.municipality, known))
    groups = parts.named("community", "group_id")
    for place, chat in parts.chats.items():
        if chat.group_id not in groups:
            words = f"сообщества {chat.group_id} нет среди [[community]]: чужих бесед бот не слышит"
            yield Fault(("chat", place, "group_id"), words)


def _unknown(what: str, name: str, known: Iterable[object]) -> str:
    names = [item for item in known if isinstance(item, str)]
    return f"{what} «{name}» в файле нет.{closest(name, names)}"


def _staff_chat(parts: Parts) -> Iterator[Fault]:
    """The region's staff chat lives in the first community and is a staff chat where it is listed."""
    if parts.region is None or parts.region.staff_chat is None:
        return
    path = ("region", "staff_chat")
    if not parts.data.get("community"):
        yield Fault(path, "беседа ЦУР бывает только в сообществе, а ни одного [[community]] в файле нет")
        return
    first = parts.communities.get(0)
    for place, chat in parts.chats.items():
        here = first is not None and (chat.group_id, chat.peer_id) == (
            first.group_id,
            parts.region.staff_chat,
        )
        if here and chat.kind is not ChatKind.STAFF:
            words = f'беседа ЦУР записана и как kind = "{chat.kind}"; нужно kind = "staff"'
            yield Fault(path, words, ("chat", place))


def _people(parts: Parts) -> Iterator[Fault]:
    topics = parts.named("topic", "id")
    for n, person in parts.people.items():
        for k, topic in enumerate(person.topics):
            if topic not in topics and _is_slip(topic, topics):
                yield Fault(("person", n, "topics", k), _unknown("темы", topic, topics))
        yield from _settlements(parts, n, person)
        if not person.municipality and not REGION_WIDE.issuperset(person.roles):
            need = ", ".join(sorted(set(person.roles) - REGION_WIDE))
            words = f"нет ключа municipality: с ролью {need} человек служит одному муниципалитету"
            yield Fault(("person", n), words)


def _is_slip(name: str, known: Iterable[object]) -> bool:
    """Whether something of a like name is there: then it is meant, and the file is wrong."""
    return bool(closest(name, [item for item in known if isinstance(item, str)]))


def _nowhere(parts: Parts) -> Iterator[Fault]:
    """References to what may come yet: a topic of a longer list, a person whom ЦУР appoints by command."""
    topics, ids = parts.named("topic", "id"), parts.named("person", "vk_id")
    for n, person in parts.people.items():
        for k, topic in enumerate(person.topics):
            if topic not in topics and not _is_slip(topic, topics):
                words = f"темы «{topic}» в файле нет: вопросов о ней не будет, пока её нет среди [[topic]]"
                yield Fault(("person", n, "topics", k), words)
        if person.substitute is not None and person.substitute not in ids:
            words = f"человека с номером {person.substitute} в файле нет: пока его не назначат, замещать некому"
            yield Fault(("person", n, "substitute"), words)


def _settlements(parts: Parts, n: int, person: PersonShape) -> Iterator[Fault]:
    """Somebody's settlements are of the municipality they serve."""
    if person.settlements and not person.municipality:
        yield Fault(("person", n, "settlements"), "населённые пункты указаны, а ключа municipality нет")
    home = next((m for m in parts.municipalities.values() if m.id == person.municipality), None)
    for k, name in enumerate(person.settlements if home else []):
        if home and plain(name) not in map(plain, home.settlements):
            words = f"пункта «{name}» нет в settlements муниципалитета «{home.id}»."
            yield Fault(("person", n, "settlements", k), words + closest(name, home.settlements))


def _loops(parts: Parts) -> Iterator[Fault]:
    """Substitutes that lead back to where they began; each ring once."""
    place_of = {person.vk_id: place for place, person in reversed(parts.people.items())}
    seen: set[int] = set()
    for start in place_of:
        chain: list[int] = []
        vk_id: int | None = start
        while vk_id in place_of and vk_id not in seen:
            seen.add(vk_id)
            chain.append(vk_id)
            vk_id = parts.people[place_of[vk_id]].substitute
        if vk_id in chain:
            ring = sorted(place_of[each] for each in chain[chain.index(vk_id) :])
            names = " → ".join(parts.people[place].name for place in (*ring, ring[0]))
            words = "человек замещает сам себя" if len(ring) == 1 else f"замещение идёт по кругу: {names}"
            yield Fault(("person", ring[0], "substitute"), words)


def _nobody_answers(parts: Parts) -> Iterator[Fault]:
    answering = {p.municipality for p in parts.people.values() if not ANSWERING.isdisjoint(p.roles)}
    for place, municipality in parts.municipalities.items():
        if municipality.id not in answering:
            yield Fault(("municipality", place), "отвечать некому: вопросы отсюда пойдут сразу в ЦУР")


def _rivals(parts: Parts) -> Iterator[Fault]:
    """Officials between whom the file does not choose: the same municipality, topic and settlement."""
    first: dict[tuple[str, str, str], int] = {}
    for n, person in parts.people.items():
        if Role.OFFICIAL not in person.roles:
            continue
        cells = [
            (person.municipality, topic, plain(settlement))
            for topic in person.topics or [""]
            for settlement in person.settlements or [""]
        ]
        taken = next((cell for cell in cells if cell in first), None)
        if taken is not None:
            _, topic, settlement = taken
            about = f"тему {topic or '«любая»'}" + (f" в пункте «{settlement}»" if settlement else "")
            other = parts.people[first[taken]].name
            words = f"за {about} уже отвечает {other}; вопросы пойдут тому, кто записан выше"
            yield Fault(("person", n), words, ("person", first[taken]))
        for cell in cells:
            first.setdefault(cell, n)
