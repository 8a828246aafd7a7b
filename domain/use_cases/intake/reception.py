"""From a resident's words in public to a question: what stands, what is unsure, what its author is told."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.clocks import first_clock
from domain.message import Message
from domain.notices import MaybeQuestion, Quote, Someone, TopicAsk, TopicHint, UrgentAdvice
from domain.ports import Hearing, Kind, Listener
from domain.question import EMERGENCY, Question, Status
from domain.use_cases.broadcasts import collecting
from domain.use_cases.intake.adding import add, asked_before
from domain.use_cases.intake.joining import Joining
from domain.use_cases.intake.offering import offer
from domain.use_cases.intake.receipts import give_receipt
from domain.use_cases.intake.splitting import offer_split, several
from domain.use_cases.matters import emergency
from domain.use_cases.order import newcomers, waves
from domain.use_cases.order.newcomers import Fate
from domain.use_cases.order.orderly import insulted
from domain.use_cases.order.rumours import RumourDesk
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import alarm, route, topic_decides
from domain.use_cases.telling import RECORDED, keyed, official_of, place_name, react, say_under, tell_moderators

DANGER_TALK = timedelta(minutes=10)
"""What a person in danger writes next in private is more of the same."""


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
        outright = outright or await collecting.is_addressed(scope, message, municipality)
        hearing = self.listener.hear(
            message.text,
            scope.region,
            municipality=municipality,
            asked_outright=outright,
            on_air=await collecting.is_asked_for(scope, message.place),
        )
        if not hearing.urgent and await insulted(scope, message, municipality):
            return None
        if not hearing.urgent:
            fate = await newcomers.looked_at(scope, message, hearing, municipality, outright=outright)
            if fate is Fate.GONE or (fate is Fate.WAITS and hearing.kind is Kind.CHATTER):
                return None
            if fate is Fate.WAITS:
                return await self._of_a_wave(scope, message, hearing, municipality)
        home = hearing.municipality or municipality
        spread = await RumourDesk(self.listener).heard(scope, message, home, hearing.settlement)
        if hearing.me_too:
            joined = await Joining(self.listener).to_neighbour(scope, message, hearing, municipality)
            if joined is not None:
                return joined
        if hearing.passing is not None:
            await scope.uow.passings.add(hearing.municipality or municipality, hearing.passing, scope.now)
        if hearing.kind is Kind.CHATTER:
            return None
        if not hearing.urgent and await waves.copied(scope, message):
            return await self._of_a_wave(scope, message, hearing, municipality)
        unsure = hearing.kind is Kind.MAYBE or self._is_elsewhere(scope, message, municipality)
        if unsure and not hearing.urgent:
            return None if spread else await self._perhaps(scope, message, hearing, municipality)
        return await self.asked(scope, message, hearing, municipality)

    def _is_elsewhere(self, scope: Scope, message: Message, municipality: str) -> bool:
        """Among others a place outside the region is a moderator's to judge: nothing is said there."""
        return bool(self.listener.elsewhere(message.text, scope.region, municipality=municipality))

    async def _of_a_wave(self, scope: Scope, message: Message, hearing: Hearing, municipality: str) -> Question:
        """One of many copies by newcomers: kept for the moderators without a word of its own, nothing is lost."""
        draft = await self.record(scope, message, hearing, municipality, status=Status.DRAFT)
        await scope.note(draft.number, "copied")
        return draft

    async def asked(self, scope: Scope, message: Message, hearing: Hearing, municipality: str) -> Question:
        """A question of its own, unless the person asks faster than anybody can: then it is more of their last one."""
        before = await asked_before(scope, message)
        alarmed = any(q.in_danger and message.at - q.asked_at < DANGER_TALK for q in before)
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
        question = await self.written(scope, message, hearing, municipality, status)
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
        await self._ask_topic(scope, given, hearing)
        return given

    async def _held(self, scope: Scope, question: Question) -> Question:
        """Its author chooses within minutes whether an earlier answer will do; a chat sees that it is written down."""
        if question.place.is_public:
            await react(scope, question.place, RECORDED, key=keyed(question, "receipt"), question=question.number)
        return question

    async def _ask_topic(self, scope: Scope, question: Question, hearing: Hearing) -> None:
        """The topic is not sure: a moderator is asked, when somebody else would answer for another of the likely."""
        likely = hearing.likely
        if question.urgent or not likely or not await topic_decides(scope, question, likely):
            return
        if await several(scope, question, self.listener):
            return  # whether it is one question is asked already
        official = official_of(question)
        topic = scope.region.topic_name(question.topic)
        notice = TopicAsk(question.number, Quote(question.words), topic, official, likely, hints_of(scope, hearing))
        await tell_moderators(scope, question.municipality, notice, key=keyed(question, "topic"), question=question)

    def hear_outright(self, scope: Scope, text: str, municipality: str) -> Hearing:
        """What words are about that were said to the bot itself, or that a person takes for a question."""
        return self.listener.hear(text, scope.region, municipality=municipality, asked_outright=True)

    async def written(
        self, scope: Scope, message: Message, hearing: Hearing, municipality: str, status: Status
    ) -> Question:
        """The words as a question with its next number, not kept yet; a draft has no clock."""
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
        return await self.ticking(scope, question) if status is not Status.DRAFT else question

    async def ticking(self, scope: Scope, question: Question) -> Question:
        """The question with the clock of its first answer running; an hour where an emergency is."""
        if question.urgent is None and (hour := await emergency.first_clock_of(scope, question)) is not None:
            return replace(question, urgent=EMERGENCY).started(hour, scope.calendar)
        clock = first_clock(scope.policy, scope.calendar, question.asked_at, urgent=question.urgent is not None)
        return question.started(clock, scope.calendar)

    async def welcome(self, scope: Scope, question: Question, *, named: bool = False) -> Question:
        """Gives a question out and tells its author so; one that waits for a broadcast is given to nobody yet."""
        if (kept := await collecting.joined(scope, question, named=named)) is not None:
            return kept
        if question.in_danger:
            advice = UrgentAdvice(question.number, question.urgent or "", helpline=scope.region.helpline)
            await say_under(scope, question.place, advice, key=keyed(question, "advice"), question=question)
        given = await route(scope, question)
        if question.in_danger:
            await alarm(scope, given)
        await give_receipt(scope, given)
        await offer_split(scope, given, self.listener)
        return given

    async def _perhaps(self, scope: Scope, message: Message, hearing: Hearing, municipality: str) -> Question:
        """Unsure: nobody in the chat sees anything, moderators decide with one tap."""
        draft = await self.record(scope, message, hearing, municipality, status=Status.DRAFT)
        if await asked_before(scope, message, drafts=True) or await collecting.live_in(scope, message.place):
            return draft  # it is in the moderators' list, without a word of its own
        likely = hearing.likely if await topic_decides(scope, draft, hearing.likely) else ()
        notice = MaybeQuestion(
            draft.number,
            Quote(draft.words),
            Someone(draft.author),
            place_name(draft),
            likely,
            hints_of(scope, hearing) if likely else (),
        )
        await tell_moderators(scope, draft.municipality, notice, key=keyed(draft, "maybe"), question=draft)
        return draft


def hints_of(scope: Scope, hearing: Hearing) -> tuple[TopicHint, ...]:
    """Of the likely topics those whose finer matter stands out, in words."""
    pairs = zip(hearing.likely, hearing.likely_themes, strict=False)
    return tuple(TopicHint(scope.region.topic_name(topic), theme) for topic, theme in pairs if theme)
