"""From a resident's words to a question: in chats, comments, private messages, and taken over by a moderator."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from domain.assignment import depends_on_settlement
from domain.clocks import first_clock
from domain.errors import RuleViolation
from domain.language import mask_obscenity
from domain.limits import LONGEST_TEXT, MOST_MESSAGES
from domain.message import Forwarded, Message, place_id
from domain.notices import (
    AskWhere,
    AskWords,
    MaybeQuestion,
    Quote,
    Receipt,
    Recorded,
    RecordedHere,
    Someone,
    Taken,
    TopicAsk,
    UrgentAdvice,
)
from domain.organisation import Receipts
from domain.people import Right
from domain.place import Place, nowhere
from domain.ports import QUESTION, Draft, Filter, Hearing, Kind, Listener, Verb, Vote
from domain.question import OPEN, Question, Status
from domain.use_cases import collecting, waves
from domain.use_cases.adding import add, asked_before
from domain.use_cases.assigning import alarm, route, topic_decides
from domain.use_cases.noticing import look_again
from domain.use_cases.offering import offer
from domain.use_cases.orderly import insulted
from domain.use_cases.rumours import RumourDesk
from domain.use_cases.scope import Scope
from domain.use_cases.splitting import offer_split
from domain.use_cases.surging import Surging
from domain.use_cases.telling import (
    LIKED,
    RECORDED,
    keyed,
    place_name,
    react,
    say_own_under,
    say_under,
    tell_author,
    tell_moderators,
)

NEIGHBOURS = timedelta(days=2)
"""How long «и у нас» may join a neighbour's question."""

ALIKE = 0.45
"""How alike «и у нас …» must be to the question it joins; a bare «и у нас» joins what it replies to or follows."""

SAME_WORDS = 0.9
"""The author says the same thing again within a day: the same question."""

CALLS = re.compile(
    r"(?:(?:ау|алл?о|эй|привет\w*|здра\w+|добр\w+ (?:день|вечер|утро|дня|вечера|утра|времени суток)|тест|проверка|"
    r"есть кто\W?(?:нибудь)?|тут|вам|всем)\b|[\W\d_])*",
    re.IGNORECASE,
)
"""What is written to see whether anybody is there."""

SHOWN = ("photo", "video", "doc", "geo")
WORDS_WITHIN = timedelta(days=1)
"""A photo sent without words is kept for this long, to go with the words."""

DANGER_TALK = timedelta(minutes=10)
"""What a person in danger writes next in private is more of the same."""

FEWEST_LETTERS = 3
"""Pasted words shorter than this ask nothing."""

RECEIPT_EVERY = timedelta(hours=1)
"""A text receipt at most once an hour per person (product.md 32)."""


@dataclass(frozen=True, slots=True)
class Reception:
    """Hears residents."""

    listener: Listener

    async def in_public(self, scope: Scope, message: Message) -> Question | None:
        """A resident's message in a chat or a comment: a question, perhaps one, a joining, or nothing at all."""
        question = await self._in_public(scope, message)
        await collecting.heard(scope, message, asks=question is not None)
        return question

    async def _in_public(self, scope: Scope, message: Message) -> Question | None:
        known = await self._belongs(scope, message)
        if known is not None:
            return known
        municipality = scope.region.municipality_of(message.place.community, message.place.peer)
        outright = message.outright or await self._said_to_the_bot(scope, message)
        hearing = self.listener.hear(
            message.text,
            scope.region,
            municipality=municipality,
            asked_outright=outright,
            on_air=await collecting.is_asked_for(scope, message.place),
        )
        if not hearing.urgent and await insulted(scope, message, municipality):
            return None
        home = hearing.municipality or municipality
        spread = await RumourDesk(self.listener).heard(scope, message, home, hearing.settlement)
        if hearing.me_too:
            joined = await self._join(scope, message, hearing, municipality)
            if joined is not None:
                return joined
        if hearing.passing is not None:
            await scope.uow.passings.add(hearing.municipality or municipality, hearing.passing, scope.now)
        if hearing.kind is Kind.CHATTER:
            return None
        if not hearing.urgent and await waves.copied(scope, message):
            return await self._of_a_wave(scope, message, hearing, municipality)
        if hearing.kind is Kind.MAYBE and not hearing.urgent:
            return None if spread else await self._perhaps(scope, message, hearing, municipality)
        return await self._asked(scope, message, hearing, municipality)

    async def _of_a_wave(self, scope: Scope, message: Message, hearing: Hearing, municipality: str) -> Question:
        """One of many copies by newcomers: kept for the moderators without a word of its own, nothing is lost."""
        draft = await self.record(scope, message, hearing, municipality, status=Status.DRAFT)
        await scope.note(draft.number, "copied")
        return draft

    async def _asked(self, scope: Scope, message: Message, hearing: Hearing, municipality: str) -> Question:
        """A question of its own, unless the person asks faster than anybody can: then it is more of their last one."""
        before = await asked_before(scope, message)
        alarmed = any(q.urgent and message.at - q.asked_at < DANGER_TALK for q in before)
        if not before or (hearing.urgent and not alarmed):
            return await self.record(scope, message, hearing, municipality)
        here = [q for q in before if q.is_open and q.place.conversation == message.place.conversation]
        if not here:
            return await self._perhaps(scope, message, hearing, municipality)
        await add(scope, here[-1], message)
        return here[-1]

    async def _said_to_the_bot(self, scope: Scope, message: Message) -> bool:
        """A reply to the bot's own words; under somebody's question people also talk among themselves."""
        if message.replied is None or message.reply_to is None:
            return False
        if message.replied.author != -message.place.community:
            return False
        return await scope.uow.questions.under(message.reply_to) is None

    async def _belongs(self, scope: Scope, message: Message) -> Question | None:
        """A reply of the author to the question's own talk is more of it, not another question."""
        if message.reply_to is None:
            return None
        question = await scope.uow.questions.under(message.reply_to)
        if question is None or question.author != message.author or not question.is_open:
            return None
        if question.status is Status.CLARIFY:
            return None  # explained: the talk with the official goes on elsewhere
        return question if self.listener.is_thanks(message.text) else None

    async def record(
        self,
        scope: Scope,
        message: Message,
        hearing: Hearing,
        municipality: str,
        *,
        status: Status = Status.NEW,
    ) -> Question:
        """Writes a question down, gives it out, and leaves a mark for its author."""
        if already := await scope.uow.questions.at(message.place):
            return already
        question = await self._written(scope, message, hearing, municipality, status)
        if status is Status.DRAFT:
            question = scope.watched(question)
        await scope.uow.questions.add(question)
        await scope.note(question.number, "asked", question.place.kind.value)
        if status is Status.DRAFT:
            return question
        named = await collecting.is_named(scope, question, message)
        if not named and await offer(scope, question, self.listener):
            return await self._held(scope, question)
        given = await self.welcome(scope, question, named=named)
        if given.status is Status.ON_AIR:
            return given
        await self._ask_topic(scope, given, hearing.likely)
        return given

    async def _held(self, scope: Scope, question: Question) -> Question:
        """Its author chooses within minutes whether an earlier answer will do; a chat sees that it is written down."""
        if question.place.is_public:
            await react(scope, question.place, RECORDED, key=keyed(question, "receipt"), question=question.number)
        return question

    async def _ask_topic(self, scope: Scope, question: Question, likely: Sequence[str]) -> None:
        """The topic is not sure: a moderator is asked, when somebody else would answer for another of the likely."""
        if question.urgent or not likely or not await topic_decides(scope, question, likely):
            return
        official = Someone(question.assignee) if question.assignee else None
        topic = scope.region.topic_name(question.topic)
        notice = TopicAsk(question.number, Quote(question.text), topic, official, tuple(likely))
        await tell_moderators(scope, question.municipality, notice, key=keyed(question, "topic"), question=question)

    async def _written(
        self, scope: Scope, message: Message, hearing: Hearing, municipality: str, status: Status
    ) -> Question:
        question = Question(
            number=await scope.uow.questions.next_number(),
            place=message.place,
            author=message.author,
            text=message.text,
            asked_at=min(message.at, scope.now),
            municipality=hearing.municipality or municipality,
            status=status,
            topic=hearing.topic,
            theme=hearing.theme,
            settlement=hearing.settlement,
            address=hearing.address,
            attachments=message.attachments,
            urgent=hearing.urgent,
            because=", ".join(hearing.because),
        )
        return self._ticking(scope, question) if status is not Status.DRAFT else question

    def _ticking(self, scope: Scope, question: Question) -> Question:
        clock = first_clock(scope.policy, scope.calendar, question.asked_at, urgent=question.urgent is not None)
        return question.started(clock, scope.calendar)

    async def welcome(self, scope: Scope, question: Question, *, named: bool = False) -> Question:
        """Gives a question out and tells its author so; one that waits for a broadcast is given to nobody yet."""
        if (kept := await collecting.joined(scope, question, named=named)) is not None:
            return kept
        if question.urgent:
            advice = UrgentAdvice(question.number, question.urgent, helpline=scope.region.helpline)
            await say_under(scope, question.place, advice, key=keyed(question, "advice"), question=question)
        given = await route(scope, question)
        if question.urgent:
            await alarm(scope, given)
        await self.receipt(scope, given)
        await offer_split(scope, given, self.listener)
        return given

    async def receipt(self, scope: Scope, question: Question) -> None:
        """A mark on the message; number, name and deadline in private; nothing else in public."""
        official = Someone(question.assignee) if question.assignee else None
        if question.place.is_nowhere:
            return  # whoever brought it is told there
        if question.is_collected:
            taken = Taken(question.number, official, question.due_at)
            await say_under(scope, question.place, taken, key=keyed(question, "taken"), question=question)
            return
        if not question.place.is_public:
            softened, away = mask_obscenity(question.text) != question.text, _elsewhere(scope, question)
            here = RecordedHere(question.number, Quote(question.text), official, question.due_at, softened, away)
            await say_under(scope, question.place.at(0), here, key=keyed(question, "recorded"), question=question)
            return
        chat = scope.region.chat(question.place.community, question.place.peer)
        manner = chat.receipts if chat else Receipts.REACTION
        off = await self._reactions_off(scope, question.place)
        if manner is Receipts.TEXT or (manner is Receipts.REACTION and off):
            await self.receipt_in_words(scope, question)
        elif manner is Receipts.REACTION:
            await react(scope, question.place, RECORDED, key=keyed(question, "receipt"), question=question.number)
        notice = Recorded(
            question.number,
            Quote(question.text),
            official,
            question.due_at,
            place_name(question),
            _elsewhere(scope, question),
        )
        await tell_author(scope, question, notice, key=keyed(question, "recorded"))

    async def _reactions_off(self, scope: Scope, place: Place) -> bool:
        """Where reactions were refused they are tried once a day: somebody may have allowed them."""
        state = await scope.uow.chats.get(place.community, place.peer)
        if not state.reactions_off or not await self._tried_today(scope, place):
            return state.reactions_off
        await scope.uow.chats.save(replace(state, reactions_off=False))
        return False

    async def _tried_today(self, scope: Scope, place: Place) -> bool:
        """True the first time of the day."""
        day = scope.calendar.local(scope.now).date()
        return await scope.uow.diary.once(f"reactions/{place.community}/{place.peer}/{day}", scope.now)

    async def reactions_refused(self, scope: Scope, place: Place) -> None:
        """The chat takes no such reaction: from now on a short text, until they are tried again tomorrow."""
        await self._tried_today(scope, place)
        state = await scope.uow.chats.get(place.community, place.peer)
        await scope.uow.chats.save(replace(state, reactions_off=True))

    async def receipt_in_words(self, scope: Scope, question: Question) -> None:
        """Where reactions are off: one short reply, at most once an hour per person."""
        if not question.place.is_chat:
            return
        if await scope.uow.outbox.said_to(question.author, Receipt, scope.now - RECEIPT_EVERY):
            return
        reachable = await scope.uow.dialogs.reachable(question.author) is not None
        notice = Receipt(question.number, question.due_at, reachable)
        await say_own_under(scope, question.place, notice, key=keyed(question, "receipt-text"), question=question)

    async def _perhaps(self, scope: Scope, message: Message, hearing: Hearing, municipality: str) -> Question:
        """Unsure: nobody in the chat sees anything, moderators decide with one tap."""
        draft = await self.record(scope, message, hearing, municipality, status=Status.DRAFT)
        if await asked_before(scope, message, drafts=True) or await collecting.live_in(scope, message.place):
            return draft  # it is in the moderators' list, without a word of its own
        likely = hearing.likely if await topic_decides(scope, draft, hearing.likely) else ()
        notice = MaybeQuestion(draft.number, Quote(draft.text), Someone(draft.author), place_name(draft), likely)
        await tell_moderators(scope, draft.municipality, notice, key=keyed(draft, "maybe"), question=draft)
        return draft

    # --- joining a neighbour's question

    async def _join(self, scope: Scope, message: Message, hearing: Hearing, municipality: str) -> Question | None:
        question = await self._neighbours(scope, message, hearing, hearing.municipality or municipality)
        if question is None or question.author == message.author:
            return question
        await self.join(scope, question, Vote(question.number, message.author, scope.now, message.place, message.text))
        return question

    async def join(self, scope: Scope, question: Question, vote: Vote) -> bool:
        """Counts one more person with the same trouble; they get the answer too."""
        if vote.voter == question.author or not await scope.uow.votes.add(vote):
            return False
        joined = await scope.keep(replace(question, votes=question.votes + 1), "joined", str(vote.voter))
        if vote.place is not None:
            await scope.uow.questions.link(vote.place, question.number)
            if vote.place.is_chat:
                await react(scope, vote.place, RECORDED, key=f"{keyed(question, 'join')}/{vote.place.message}")
            await Surging(self.listener).asked(scope, joined)
        return True

    async def leave(self, scope: Scope, question: Question, voter: int) -> None:
        """A reaction taken away is a vote taken away."""
        if await scope.uow.votes.remove(question.number, voter):
            await scope.keep(replace(question, votes=max(question.votes - 1, 0)))

    async def _neighbours(self, scope: Scope, message: Message, hearing: Hearing, municipality: str) -> Question | None:
        if message.reply_to is not None:
            return await scope.uow.questions.under(message.reply_to)
        recent = await scope.uow.questions.recent(municipality, scope.now - NEIGHBOURS)
        here = [q for q in recent if q.place.conversation == message.place.conversation and q.is_open]
        return self._most_alike(message.text, hearing, here)

    def _most_alike(self, text: str, hearing: Hearing, questions: Sequence[Question]) -> Question | None:
        """The newest question on the topic named, or the newest at all when nothing is named."""
        if hearing.topic is None and not hearing.address:
            return questions[0] if questions else None
        scored = [(self.listener.same(text, q.text), q) for q in questions if q.topic == hearing.topic]
        if hearing.topic is not None and scored:
            return max(scored, key=lambda pair: pair[0])[1]
        alike = [(likeness, q) for q in questions if (likeness := self.listener.same(text, q.text)) >= ALIKE]
        return max(alike, key=lambda pair: pair[0])[1] if alike else None

    # --- private messages

    async def in_private(self, scope: Scope, message: Message) -> None:
        """Collects private messages until the person is silent for a while; danger is not waited with."""
        municipality = scope.region.municipality_of(message.place.community, message.place.peer)
        words = "\n".join([message.text, *(f.text for f in message.forwarded)]).strip()
        hearing = self.listener.hear(words, scope.region, municipality=municipality, asked_outright=True)
        draft = await scope.uow.dialogs.draft(message.place.community, message.author)
        if hearing.urgent:
            await self.settle(scope, _grown(draft, message, words, scope.now), danger=hearing.urgent)
            return
        if draft is None and not _is_call(words) and self.listener.is_thanks(words):
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
        hearing = self.listener.hear(text, scope.region, municipality=municipality, asked_outright=True)
        if danger and not hearing.urgent:
            hearing = replace(hearing, kind=Kind.QUESTION, urgent=danger)
        if hearing.kind is Kind.CHATTER:
            await self._ask_words(scope, draft)
            return
        message = Message(draft.first, draft.person, text, draft.asked_at, attachments=draft.attachments, outright=True)
        if await self._needs_place(scope, message, hearing, hearing.municipality or municipality):
            return
        question = await self._asked(scope, message, hearing, municipality)
        await RumourDesk(self.listener).heard(scope, message, question.municipality, question.settlement)
        for cmid in draft.messages:
            await scope.uow.questions.link(draft.first.at(cmid), question.number)

    async def _ask_words(self, scope: Scope, draft: Draft) -> None:
        """A sticker, «+», a photo alone; the photo waits for its words."""
        key = f"{place_id(draft.first)}/ask-words"
        await scope.uow.outbox.put(Verb.SAY, draft.first.at(0), AskWords(), key=key, to=draft.person)
        kept = _shown(draft.attachments)
        if kept:
            waiting = replace(draft, texts=(), attachments=kept, ready_at=scope.now + WORDS_WITHIN)
            await scope.uow.dialogs.save_draft(waiting)

    async def _needs_place(self, scope: Scope, message: Message, hearing: Hearing, municipality: str) -> bool:
        """Asks for the village when another village would mean another official; the question is safe meanwhile."""
        if hearing.urgent or hearing.settlement:
            return False
        if not depends_on_settlement(scope.region, municipality, hearing.topic):
            return False
        question = await self._written(scope, message, hearing, municipality, Status.NEW)
        await scope.uow.questions.add(scope.watched(question))
        await scope.note(question.number, "asked", question.place.kind.value)
        dialog = await scope.uow.dialogs.get(message.place.community, message.author, message.author)
        await scope.uow.dialogs.save(replace(dialog, expecting="settlement", facts=str(question.number)))
        ask = AskWhere(question.number, scope.region.topic_name(hearing.topic))
        await say_under(scope, question.place.at(0), ask, key=keyed(question, "where"), question=question)
        return True

    async def danger_of(self, scope: Scope, message: Message) -> Question | None:
        """The danger this person told of here a moment ago, when these words do not name another one."""
        lately = Filter(
            author=message.author, statuses=OPEN, asked_after=scope.now - DANGER_TALK, limit=1, order="newest"
        )
        for question in await scope.uow.questions.list(lately):
            if question.urgent and question.place.conversation == message.place.conversation:
                hearing = self.listener.hear(
                    message.text, scope.region, municipality=question.municipality, asked_outright=True
                )
                return question if hearing.urgent in {None, question.urgent} else None
        return None

    def amended(self, question: Question, text: str) -> str:
        """The question's words after one of its messages was changed; the other messages stay."""
        parts = question.text.split("\n")
        nearest = max(range(len(parts)), key=lambda index: _likeness(parts[index], text))
        if len(parts) == 1 or _likeness(question.text, text) >= _likeness(parts[nearest], text):
            return text
        return "\n".join([*parts[:nearest], text, *parts[nearest + 1 :]])

    async def told_where(self, scope: Scope, question: Question, text: str) -> Question:
        """The village is named: the question goes to the official of that village."""
        hearing = self.listener.hear(text, scope.region, municipality=question.municipality, asked_outright=True)
        placed = replace(
            question,
            settlement=hearing.settlement or question.settlement,
            municipality=hearing.municipality or question.municipality,
            address=question.address or hearing.address or text.strip()[:100],
            text=f"{question.text}, {text.strip()}",
        )
        if await offer(scope, placed, self.listener):
            return await scope.keep(placed)
        return await self.welcome(scope, placed)

    # --- «забрать» and the moderators' list

    async def take_pasted(self, scope: Scope, message: Message, said: Forwarded) -> Question:
        """A moderator pastes somebody's words with the author's page; the same words twice are one question."""
        municipality = (scope.person.municipality if scope.person else "") or scope.region.municipality_of(
            message.place.community, message.place.peer
        )
        scope.must_in(Right.MODERATE, municipality)
        if sum(map(str.isalpha, said.text)) < FEWEST_LETTERS:
            raise RuleViolation("take-how")
        place = nowhere(message.place.community, str(said.author), said.text)
        if known := await scope.uow.questions.at(place):
            return known
        pasted = Message(place, said.author, said.text, said.at, attachments=said.attachments, outright=True)
        hearing = self.listener.hear(said.text, scope.region, municipality=municipality, asked_outright=True)
        return await self.take(scope, await self.record(scope, pasted, hearing, municipality, status=Status.DRAFT))

    async def collect(self, scope: Scope, message: Message) -> list[Question]:
        """A moderator forwards somebody's messages: each author's words become a question with its link to them."""
        municipality = scope.person.municipality if scope.person else ""
        scope.must_in(Right.MODERATE, municipality)
        taken = []
        for index, forwarded in enumerate(_by_author(message.forwarded)):
            place = forwarded.place or message.place.at(message.place.message)
            if index and forwarded.place is None:
                place = place.nth(index)  # several people in one forward: still one place each
            said = Message(
                place,
                forwarded.author,
                forwarded.text,
                forwarded.at,
                attachments=forwarded.attachments,
                outright=True,
            )
            home = scope.region.municipality_of(place.community, place.peer) or municipality
            hearing = self.listener.hear(said.text, scope.region, municipality=home, asked_outright=True)
            question = await self.record(scope, said, hearing, home, status=Status.DRAFT)
            if question.status is Status.DRAFT:
                question = await self.take(scope, question)
            taken.append(question)
        return taken

    async def take(self, scope: Scope, question: Question) -> Question:
        """A moderator says it is a question."""
        scope.must(Right.MODERATE, question)
        taken = self._ticking(scope, replace(question.taken(), taken_by=scope.actor))
        await scope.judged(question, QUESTION, self.listener)
        await scope.note(question.number, "taken")
        await look_again(scope, taken)
        return await self.welcome(scope, taken)

    async def take_message(self, scope: Scope, place: Place, said: Forwarded) -> Question:
        """«в» as a reply: a moderator takes somebody's message in the chat as a question."""
        known = await scope.uow.questions.at(place)
        if known is not None:
            return await self.take(scope, known) if known.status is Status.DRAFT else known
        home = scope.region.municipality_of(place.community, place.peer)
        scope.must_in(Right.MODERATE, home)
        if not said.text.strip() and not said.attachments:
            raise RuleViolation("needs-text")
        hearing = self.listener.hear(said.text, scope.region, municipality=home, asked_outright=True)
        message = Message(place, said.author, said.text, said.at, attachments=said.attachments, outright=True)
        taken = await self.record(scope, message, hearing, home)
        await scope.judged(taken, QUESTION, self.listener)
        return taken


def _elsewhere(scope: Scope, question: Question) -> str:
    """The municipality the words name, when it is another than the one they were written to."""
    here = scope.region.municipality_of(question.place.community, question.place.peer)
    return scope.region.municipality_name(question.municipality) if here and question.municipality != here else ""


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


def _shown(attachments: Sequence[str]) -> tuple[str, ...]:
    """Those that say something by themselves; a sticker does not."""
    return tuple(one for one in attachments if one.startswith(SHOWN))


def _likeness(one: str, other: str) -> float:
    """How much of two texts is the same letters; cheap and good enough to tell a part from the whole."""
    return SequenceMatcher(None, one, other).quick_ratio()


def _by_author(forwarded: Sequence[Forwarded]) -> list[Forwarded]:
    """Several messages of one person are one question."""
    found: dict[int, Forwarded] = {}
    for message in forwarded:
        first = found.get(message.author)
        found[message.author] = _joined(first, message) if first else message
    return [said for said in found.values() if said.author > 0 and (said.text.strip() or _shown(said.attachments))]


def _joined(first: Forwarded, more: Forwarded) -> Forwarded:
    text = f"{first.text}\n{more.text}".strip()
    return replace(first, text=text, attachments=(*first.attachments, *more.attachments))
