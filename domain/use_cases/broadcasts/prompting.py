"""What the host holds in hand: answers that were given before to what is going to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.broadcasts.evening import Evening
from domain.place import VkId
from domain.ports import Listener
from domain.privacy import mask
from domain.use_cases.scope import Scope

LOOKED_AT = 5
"""Questions of a theme whose own answers are looked for."""

TOLD = 2
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Earlier:
    """An official's words, who said them and when."""

    text: str
    by: VkId
    at: datetime


async def earlier(
    scope: Scope, evening: Evening, themes: Sequence[int], listener: Listener
) -> Mapping[int, Sequence[Earlier]]:
    """Of each theme: answers to its own questions, then confirmed ones to the like that still hold."""
    standing = await scope.uow.verified.standing(evening.broadcast.municipality, scope.now)
    found: dict[int, Sequence[Earlier]] = {}
    for theme in themes:
        asked = [one.question for one in evening.of(theme)[:LOOKED_AT]]
        numbers = [*asked]
        if asked and standing:
            first = await scope.uow.questions.get(asked[0])
            others = [one for one in standing if one.number not in asked]
            numbers += listener.similar(first, others, scope.region)[:TOLD]
        found[theme] = [one for number in numbers if (one := await _said(scope, number)) is not None][:TOLD]
    return found


async def _said(scope: Scope, question: int) -> Earlier | None:
    answer = await scope.uow.answers.latest(question)
    if answer is None or not answer.text.strip():
        return None
    text = mask(answer.text)
    return Earlier(text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…", answer.by, answer.at)
