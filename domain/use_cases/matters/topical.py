"""What is with the water in Bor: everything asked of one matter at one place in some days (journey 5)."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from domain.errors import RuleViolation
from domain.notices import MatterSummary, Quote, Someone
from domain.people import Right
from domain.question import WAITING, Question, Status
from domain.use_cases.scope import Scope

STEM = 4
"""So many first letters tell a word in whatever form: «вода», «воды», «водой»."""

LONGEST = 92
NAMED_THEMES = 3
NOT_COUNTED = frozenset({Status.DRAFT, Status.DECLINED, Status.WITHDRAWN})


async def about(scope: Scope, words: str, days: int) -> MatterSummary:
    """`тема вода Бор 7 дней`; people of one district see their own."""
    home = scope.home
    scope.must_in(Right.WATCH, home)
    subject, where, municipality = _split(scope, words)
    if not subject:
        raise RuleViolation("matter-unclear")
    if home and municipality and municipality != home:
        raise RuleViolation("no-right")
    since = scope.now - timedelta(days=min(days, LONGEST))
    of = home or municipality
    ids = [of] if of else [one.id for one in scope.region.municipalities]
    asked = await scope.uow.ratings.asked(since, scope.now + timedelta(seconds=1), ids)
    found = [one for one in asked if one.status not in NOT_COUNTED and _is_about(scope, one, subject)]
    if where and not municipality:
        found = [one for one in found if _is_at(one, where)]
    said = await scope.uow.ratings.answers([one.number for one in found])
    last = next((one for one in reversed(said) if one.text), None)
    promised = [
        p for one in found if one.status is Status.PROMISED for p in await scope.uow.promises.open_of(one.number)
    ]
    soonest = min(promised, key=lambda one: one.due, default=None)
    first, latest = (found[0], found[-1]) if found else (None, None)
    return MatterSummary(
        subject=subject,
        where=where,
        since=since,
        count=len(found),
        waiting=sum(one.status in WAITING for one in found),
        overdue=sum(one.is_overdue(scope.now) for one in found),
        votes=sum(one.votes for one in found),
        first=f"№{first.number}" if first else "",
        first_at=first.asked_at if first else None,
        latest=f"№{latest.number}" if latest and latest is not first else "",
        latest_at=latest.asked_at if latest and latest is not first else None,
        themes=_themes(found),
        officials=tuple(Someone(who) for who in dict.fromkeys(one.assignee for one in found) if who),
        answer=Quote(last.text) if last else None,
        answer_by=Someone(last.by) if last else None,
        answer_at=last.at if last else None,
        promised=soonest.due if soonest else None,
        promised_by=Someone(soonest.by) if soonest else None,
    )


def _themes(found: Sequence[Question]) -> tuple[str, ...]:
    """«нет воды 5, ржавая вода 2»: the finer matters, where they are known."""
    counted = Counter(one.theme for one in found if one.theme and one.topic)
    return tuple(f"{name} {times}" for name, times in counted.most_common(NAMED_THEMES))


def _split(scope: Scope, words: str) -> tuple[str, str, str]:
    """The matter, the place and its municipality, when the last word is a village or a district."""
    head, _, last = words.strip().rpartition(" ")
    if not head:
        return last, "", ""
    villages = {_plain(one) for place in scope.region.municipalities for one in place.settlements}
    if _plain(last) in villages:
        return head, last, ""
    district = scope.region.find_municipality(last)
    return (head, district.name, district.id) if district else (words.strip(), "", "")


def _is_about(scope: Scope, one: Question, subject: str) -> bool:
    topic = scope.region.find_topic(subject)
    if topic is not None and one.topic == topic.id:
        return True
    text = _plain(f"{one.text} {one.theme}")
    stems = [word[: max(STEM - 1, len(word) - 2)] for word in _plain(subject).split()]
    return all(any(word.startswith(stem) for word in text.split()) for stem in stems)


def _is_at(one: Question, where: str) -> bool:
    stem = _plain(where)
    stem = stem[:-1] if len(stem) > STEM else stem
    return any(word.startswith(stem) for word in _plain(f"{one.settlement or ''} {one.text}").split())


def _plain(words: str) -> str:
    return "".join(sign if sign.isalnum() else " " for sign in words.casefold().replace("ё", "е")).strip()
