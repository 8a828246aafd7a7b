"""Private messages until they are a question: what a person writes within a short while is one."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.assignment import depends_on_settlement
from domain.limits import LONGEST_TEXT, MOST_MESSAGES
from domain.message import Message, place_id, shown
from domain.notices import AskWhere, AskWords
from domain.ports import Draft, Expecting, Filter, Hearing, Kind, Verb
from domain.question import OPEN, Question, Status
from domain.use_cases.intake.offering import offer
from domain.use_cases.intake.outsiders import turned_away
from domain.use_cases.intake.reception import DANGER_TALK, Reception
from domain.use_cases.order.rumours import RumourDesk
from domain.use_cases.scope import Scope
from domain.use_cases.telling import LIKED, keyed, react, say_under

CALLS = re.compile(
    r"(?:(?:ау|алл?о|эй|привет\w*|здра\w+|добр\w+ (?:день|вечер|утро|дня|вечера|утра|времени суток)|тест|проверка|"
    r"есть кто\W?(?:нибудь)?|тут|вам|всем)\b|[\W\d_])*",
    re.IGNORECASE,
)
"""What is written to see whether anybody is there."""

WORDS_WITHIN = timedelta(days=1)
"""A photo sent without words is kept for this long, to go with the words."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """Hears people in private, where one question comes in several messages."""

    reception: Reception

    async def in_private(self, scope: Scope, message: Message) -> None:
        """Collects private messages until the person is silent for a while; danger is not waited with."""
        municipality = scope.region.municipality_of(message.place.community, message.place.peer)
        words = "\n".join([message.text, *(f.text for f in message.forwarded)]).strip()
        hearing = self.reception.hear_outright(scope, words, municipality)
        draft = await scope.uow.dialogs.draft(message.place.community, message.author)
        if hearing.urgent:
            await self.settle(scope, _grown(draft, message, words, scope.now), danger=hearing.urgent)
            return
        if draft is None and not _is_call(words) and self.reception.listener.is_thanks(words):
            await react(scope, message.place, LIKED, key=f"{message.id}/thanks")
            return
        if draft is not None and _is_full(draft, words):
            await self.settle(scope, draft)
            draft = None
        await scope.uow.dialogs.save_draft(_grown(draft, message, words, scope.now + scope.policy.settle))

    async def settle(self, scope: Scope, draft: Draft, *, danger: str | None = None) -> None:
        """The person is silent, or in danger: what they wrote is one question, or needs a word more."""
        await scope.uow.dialogs.drop_draft(draft.community, draft.person)
        if not draft.texts:
            return  # words were asked for once, none came
        text = "\n".join(part for part in draft.texts if part.strip())
        municipality = scope.region.municipality_of(draft.community, draft.person)
        hearing = self.reception.hear_outright(scope, text, municipality)
        if danger and not hearing.urgent:
            hearing = replace(hearing, kind=Kind.QUESTION, urgent=danger)
        if hearing.kind is Kind.CHATTER:
            await self._ask_words(scope, draft)
            return
        if await turned_away(scope, draft, text, hearing, self.reception.listener):
            return
        message = Message(draft.first, draft.person, text, draft.asked_at, attachments=draft.attachments, outright=True)
        if await self._needs_place(scope, message, hearing, hearing.municipality or municipality):
            return
        question = await self.reception.asked(scope, message, hearing, municipality)
        await RumourDesk(self.reception.listener).heard(scope, message, question.municipality, question.settlement)
        for cmid in draft.messages:
            await scope.uow.questions.link(draft.first.at(cmid), question.number)

    async def _ask_words(self, scope: Scope, draft: Draft) -> None:
        """A sticker, «+», a photo alone; the photo waits for its words."""
        key = f"{place_id(draft.first)}/ask-words"
        await scope.uow.outbox.put(Verb.SAY, draft.first.at(0), AskWords(), key=key, to=draft.person)
        kept = shown(draft.attachments)
        if kept:
            waiting = replace(draft, texts=(), attachments=kept, ready_at=scope.now + WORDS_WITHIN)
            await scope.uow.dialogs.save_draft(waiting)

    async def _needs_place(self, scope: Scope, message: Message, hearing: Hearing, municipality: str) -> bool:
        """Asks for the village when another village would mean another official; the question is safe meanwhile."""
        if hearing.urgent or hearing.settlement:
            return False
        if not depends_on_settlement(scope.region, municipality, hearing.topic):
            return False
        question = await self.reception.written(scope, message, hearing, municipality, Status.NEW)
        await scope.uow.questions.add(scope.watched(question))
        await scope.note(question.number, "asked", question.place.kind.value)
        dialog = await scope.uow.dialogs.get(message.place.community, message.author, message.author)
        await scope.uow.dialogs.save(dialog.awaiting(Expecting.SETTLEMENT, scope.now, facts=str(question.number)))
        ask = AskWhere(question.number, scope.region.topic_name(hearing.topic))
        await say_under(scope, question.place.at(0), ask, key=keyed(question, "where"), question=question)
        return True

    async def danger_of(self, scope: Scope, message: Message) -> Question | None:
        """The danger this person told of here a moment ago, when these words do not name another one."""
        lately = Filter(
            author=message.author, statuses=OPEN, asked_after=scope.now - DANGER_TALK, limit=1, order="newest"
        )
        for question in await scope.uow.questions.list(lately):
            if question.in_danger and question.place.conversation == message.place.conversation:
                hearing = self.reception.hear_outright(scope, message.text, question.municipality)
                return question if hearing.urgent in {None, question.urgent} else None
        return None

    async def told_where(self, scope: Scope, question: Question, text: str) -> Question:
        """The village is named: the question goes to the official of that village."""
        hearing = self.reception.hear_outright(scope, text, question.municipality)
        placed = replace(
            question,
            settlement=hearing.settlement or question.settlement,
            municipality=hearing.municipality or question.municipality,
            address=question.address or hearing.address or text.strip()[:100],
            text=f"{question.text}, {text.strip()}",
        )
        if await offer(scope, placed, self.reception.listener):
            return await scope.keep(placed)
        return await self.reception.welcome(scope, placed)


def _grown(draft: Draft | None, message: Message, words: str, ready_at: datetime) -> Draft:
    """The draft with one more message; the settle time starts anew."""
    attachments = (*message.attachments, *(a for f in message.forwarded for a in f.attachments))
    if draft is None:
        return Draft(
            message.place.community,
            message.author,
            message.place,
            (words,),
            attachments,
            (message.place.message,),
            message.at,
            ready_at,
        )
    if message.place.message in draft.messages:
        return draft
    return replace(
        draft,
        texts=(*draft.texts, words),
        attachments=(*draft.attachments, *attachments),
        messages=(*draft.messages, message.place.message),
        ready_at=ready_at,
    )


def _is_full(draft: Draft, words: str) -> bool:
    """Whether one more message would make the question too long to be one."""
    length = sum(map(len, draft.texts)) + len(draft.texts) + len(words)
    return length > LONGEST_TEXT or len(draft.messages) >= MOST_MESSAGES


def _is_call(words: str) -> bool:
    """«Ау», a bare greeting, a sticker, «+»: the person waits for a word, thanks do not."""
    return CALLS.fullmatch(words.strip()) is not None
