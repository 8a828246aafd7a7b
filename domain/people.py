"""Who may do what: by VK id, role and municipality, at the moment of use."""

from enum import StrEnum

from domain.organisation import Person, Role
from domain.question import Question


class Right(StrEnum):
    ANSWER = "answer"
    MODERATE = "moderate"
    CONTROL = "control"
    WATCH = "watch"
    EXPORT_NAMES = "export_names"
    APPOINT = "appoint"


HOLDERS: dict[Right, frozenset[Role]] = {
    Right.ANSWER: frozenset({Role.OFFICIAL, Role.DEPUTY, Role.HEAD, Role.CCU, Role.ADMIN}),
    Right.MODERATE: frozenset({Role.MODERATOR, Role.CCU, Role.ADMIN}),
    Right.CONTROL: frozenset({Role.CCU, Role.ADMIN}),
    Right.WATCH: frozenset({Role.MODERATOR, Role.DEPUTY, Role.HEAD, Role.CCU, Role.ADMIN}),
    Right.EXPORT_NAMES: frozenset({Role.ADMIN}),
    Right.APPOINT: frozenset({Role.CCU, Role.ADMIN}),
}


def may(person: Person | None, right: Right, municipality: str) -> bool:
    """Whether somebody holds a right in a municipality; the region's own staff hold theirs everywhere."""
    if person is None or person.roles.isdisjoint(HOLDERS[right]):
        return False
    return not person.municipality or person.municipality == municipality


def may_with(person: Person | None, right: Right, question: Question) -> bool:
    """Whether somebody holds a right for a question now."""
    return may(person, right, question.municipality)
