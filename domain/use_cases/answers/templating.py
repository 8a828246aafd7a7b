"""`шаблоны`, `шаблон …`: answers kept for another time, filled from the question, looked at before they go."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain import templates
from domain.errors import RuleViolation
from domain.hints import is_private
from domain.message import Message
from domain.notices import (
    Quote,
    TemplateAsk,
    TemplateDropped,
    TemplateKept,
    TemplateList,
    TemplateOffer,
    TemplateRow,
)
from domain.organisation import Template
from domain.people import Right, may
from domain.place import Place, private
from domain.ports import Dialog, Expecting, Filter
from domain.question import WAITING, Question
from domain.use_cases.answers.previewing import preview
from domain.use_cases.scope import Scope
from domain.use_cases.staff.control import JOURNAL
from domain.use_cases.telling import reply_to_actor

TEMPLATE = "template"
"""Where the words of such a preview come from."""

FOR_ANY = frozenset({"все", "всем", "любая", "общий"})
"""«шаблон всем: …» fits any topic."""


@dataclass(frozen=True, slots=True)
class Templating:
    """Kept with the region: whoever answers in a municipality uses what its people keep."""

    async def listed(self, scope: Scope, words: str) -> TemplateList:
        """`шаблоны [Дороги]`"""
        home = _home(scope)
        topic = self._topic(scope, words) if words else None
        found = templates.of_municipality(scope.region, home)
        if topic is not None:
            found = tuple(one for one in found if one.topic in {topic, ""})
        return TemplateList(_rows(scope, found))

    async def make(self, scope: Scope, subject: str, text: str) -> TemplateKept:
        """`шаблон Дороги: …`"""
        home, topic, text = _home(scope), self._topic(scope, subject), templates.plain(text)
        if not templates.SHORTEST <= len(text) <= templates.LONGEST:
            raise RuleViolation("template-length")
        strange = templates.strange_blanks(text)
        if strange:
            raise RuleViolation("template-blank", detail=strange[0])
        if is_private(text):
            raise RuleViolation("template-private")
        mine = [one for one in scope.region.templates if one.municipality == home]
        known = next((one for one in mine if (one.topic, one.text) == (topic, text)), None)
        if known is None:
            if len(mine) >= templates.MOST:
                raise RuleViolation("too-many-templates")
            known = Template(await scope.uow.regions.next_template(), home, topic, text, scope.actor)
            await scope.uow.regions.save_template(known)
            await scope.note(JOURNAL, "template_kept", f"{known.number}")
        return TemplateKept(known.number, scope.region.topic_name(topic), Quote(text))

    async def keep(self, scope: Scope, question: Question) -> TemplateKept:
        """[Сделать шаблон]: the answer that was given, without the resident's name."""
        scope.must(Right.ANSWER, question)
        answer = await scope.uow.answers.latest(question.number)
        if answer is None or answer.by != scope.actor:
            raise RuleViolation("question-cannot", number=question.number)
        names = await scope.uow.names.known([question.author])
        called = names[question.author].first if question.author in names else ""
        text = answer.text
        if called and text.casefold().startswith(called.casefold()):
            text = f"{{{templates.NAME}}}{text[len(called) :]}"
        return await self.make(scope, scope.region.topic_name(question.topic), text)

    async def drop(self, scope: Scope, number: int) -> TemplateDropped:
        """`убрать шаблон 3`, by its author or by ЦУР."""
        _home(scope)
        found = next((one for one in scope.region.templates if one.number == number), None)
        if found is None:
            raise RuleViolation("no-such-template")
        if found.by != scope.actor and not may(scope.person, Right.CONTROL, found.municipality):
            raise RuleViolation("no-right")
        await scope.uow.regions.drop_template(found)
        await scope.note(JOURNAL, "template_dropped", f"{number}")
        return TemplateDropped(number)

    # --- the way to an answer

    async def offer(self, scope: Scope, place: Place, question: Question, *, key: str) -> None:
        """[Шаблоны] on a card: the only one at once, else which."""
        scope.must(Right.ANSWER, question)
        found = templates.fitting(scope.region, question.municipality, question.topic)
        if not found:
            raise RuleViolation("no-such-template", number=question.number)
        if len(found) == 1:
            await self.use(scope, place, question, found[0].number, key=key)
            return
        notice = TemplateOffer(question.number, _rows(scope, found))
        await reply_to_actor(scope, place, notice, key=f"{key}/templates", number=question.number)

    async def asked_about(self, scope: Scope, place: Place) -> Question:
        """The question a template is meant for when none is named: the opened card, or the only one that waits."""
        dialog = await scope.uow.dialogs.get(place.community, scope.actor, scope.actor)
        if dialog.card is not None:
            return await scope.uow.questions.get(dialog.card)
        waiting = await scope.uow.questions.list(Filter(assignee=scope.actor, statuses=WAITING, limit=2))
        if len(waiting) != 1:
            raise RuleViolation("number-needed")
        return waiting[0]

    async def use(self, scope: Scope, place: Place, question: Question, number: int, *, key: str) -> None:
        """`шаблон 3 214`: filled from the question; what is missing is asked for."""
        template = self._must_fit(scope, question, number)
        await self._go_on(scope, place, question, template, {}, key=key)

    async def day_is(
        self, scope: Scope, pressed: Place, question: Question, number: int, day: date, *, key: str
    ) -> None:
        """[Чт] under «К какому дню?»"""
        template = self._must_fit(scope, question, number)
        dialog = await scope.uow.dialogs.get(pressed.community, scope.actor, scope.actor)
        known = _told(dialog, question, number) | {templates.DATE: templates.day_in_words(day)}
        await self._go_on(scope, pressed, question, template, known, key=key)

    async def told(self, scope: Scope, question: Question, message: Message, dialog: Dialog) -> None:
        """The blank in the official's own words: «в пятницу до обеда»."""
        number = int(json.loads(dialog.facts)["template"])
        template = self._must_fit(scope, question, number)
        known = _told(dialog, question, number)
        blank = templates.missing(template.text, await self._values(scope, question, known))
        if blank is not None:
            known = known | {blank: " ".join(message.text.split()).rstrip(" .")}
        await self._go_on(scope, message.place, question, template, known, key=message.id)

    async def _go_on(
        self, scope: Scope, place: Place, question: Question, template: Template, told: Mapping[str, str], *, key: str
    ) -> None:
        values = await self._values(scope, question, told)
        blank = templates.missing(template.text, values)
        there = private(place.community, scope.actor)
        if blank is None:
            words = Message(there, scope.actor, templates.filled(template.text, values), scope.now)
            await preview(scope, question, words, source=TEMPLATE, key=key)
            return
        dialog = await scope.uow.dialogs.get(place.community, scope.actor, scope.actor)
        facts = json.dumps({"template": template.number, **told}, ensure_ascii=False)
        await scope.uow.dialogs.save(dialog.awaiting(Expecting.TEMPLATE, scope.now, card=question.number, facts=facts))
        notice = TemplateAsk(question.number, template.number, templates.CODES[blank])
        await reply_to_actor(scope, there, notice, key=f"{key}/blank", number=question.number)

    async def _values(self, scope: Scope, question: Question, told: Mapping[str, str]) -> dict[str, str]:
        names = await scope.uow.names.known([question.author])
        called = names[question.author].first if question.author in names else ""
        street = question.address or question.settlement or ""
        return {templates.NAME: called, templates.STREET: street, **told}

    def _must_fit(self, scope: Scope, question: Question, number: int) -> Template:
        scope.must(Right.ANSWER, question)
        return self._find(scope, question.municipality, number)

    def _find(self, scope: Scope, municipality: str, number: int) -> Template:
        found = templates.find(scope.region, municipality, number)
        if found is None:
            raise RuleViolation("no-such-template")
        return found

    def _topic(self, scope: Scope, words: str) -> str:
        if words.casefold().strip() in FOR_ANY:
            return ""
        found = scope.region.find_topic(words)
        if found is None:
            raise RuleViolation("template-topic", detail=words)
        return found.id


def _home(scope: Scope) -> str:
    """The municipality whose templates somebody keeps; refuses those who answer nothing."""
    home = scope.home
    scope.must_in(Right.ANSWER, home)
    return home


def _told(dialog: Dialog, question: Question, number: int) -> dict[str, str]:
    """What was said of the blanks so far, of this question and this template."""
    if dialog.expecting != Expecting.TEMPLATE or dialog.card != question.number:
        return {}
    facts = json.loads(dialog.facts)
    return (
        {name: str(value) for name, value in facts.items() if name != "template"} if facts["template"] == number else {}
    )


def _rows(scope: Scope, found: Sequence[Template]) -> tuple[TemplateRow, ...]:
    return tuple(TemplateRow(one.number, scope.region.topic_name(one.topic), Quote(one.text)) for one in found)
