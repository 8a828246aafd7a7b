"""Voice messages: VK's own transcript, said back before anything is made of it (product.md 24 and 71)."""

from dataclasses import dataclass, replace

from domain.message import Message, place_id, place_of
from domain.notices import Quote, VoiceHeard, VoiceInWords, VoiceUnheard
from domain.people import Right, may_with
from domain.place import Place
from domain.ports import Expecting, Filter, Listener
from domain.question import WAITING, Question
from domain.use_cases.answers.conversation import Conversation
from domain.use_cases.answers.previewing import preview
from domain.use_cases.scope import Scope
from domain.use_cases.telling import reply_to_actor

WAITS = "voice/"
"""Marks of voice messages that VK has not put into words yet; their value is when they came."""

SAID = "voice-said/"


@dataclass(frozen=True, slots=True)
class Voices:
    """A voice message becomes words of the same place, once its speaker agrees to them."""

    listener: Listener
    conversation: Conversation

    async def in_words(self, scope: Scope, message: Message) -> Message | None:
        """The message in words, to be heard as any other; None while it waits, is asked about or says nothing."""
        voice = message.voice
        if voice is None:
            return message
        if not voice.words and not voice.settled:
            mark = f"{WAITS}{place_id(message.place)}"
            await scope.uow.diary.once(mark, scope.now, int(scope.now.timestamp()))
            return None
        said = replace(message, text=voice.words, voice=None)
        if message.place.is_public:
            return said if voice.words else None
        if not voice.words:
            await reply_to_actor(scope, message.place, VoiceUnheard(), key=f"{message.id}/unheard")
            return None
        if self._in_danger(scope, said):
            return said
        question = await self._answered(scope, said)
        if question is not None:
            spoken = replace(said, attachments=())
            await preview(scope, question, spoken, source="voice", key=message.id)
            return None
        heard = VoiceHeard(Quote(voice.words), place_id(message.place), message.at, message.attachments)
        await reply_to_actor(scope, message.place, heard, key=f"{message.id}/heard")
        return None

    def _in_danger(self, scope: Scope, said: Message) -> bool:
        """«Пахнет газом» is not asked about: it is an alarm already."""
        home = scope.region.municipality_of(said.place.community, said.place.peer)
        heard = self.listener.hear(said.text, scope.region, municipality=home, asked_outright=True)
        return heard.urgent is not None and scope.person is None

    async def _answered(self, scope: Scope, said: Message) -> Question | None:
        """The question that an official's dictated words answer, when there is no doubt which."""
        question = await scope.uow.questions.under(said.reply_to) if said.reply_to else None
        dialog = await scope.uow.dialogs.get(said.place.community, scope.actor, scope.actor)
        if question is None and self.conversation.is_open(scope, dialog):
            if dialog.expecting != Expecting.ANSWER or dialog.card is None:
                return None
            question = await scope.uow.questions.find(dialog.card)
        if question is None:
            waiting = await scope.uow.questions.list(Filter(assignee=scope.actor, statuses=WAITING, limit=2))
            question = waiting[0] if len(waiting) == 1 else None
        mine = question is not None and question.author == scope.actor
        return question if question and not mine and may_with(scope.person, Right.ANSWER, question) else None

    async def agreed(self, scope: Scope, pressed: Place) -> Message | None:
        """[Да]: the words as if they were typed, once; None when nothing was heard there."""
        heard = await self._heard(scope, pressed)
        place = place_of(heard.said_in) if heard else None
        if heard is None or place is None or not await scope.uow.diary.once(f"{SAID}{heard.said_in}", scope.now):
            return None
        return Message(place, scope.actor, heard.text, heard.said_at, heard.attachments, outright=True)

    async def misheard(self, scope: Scope, pressed: Place, *, key: str) -> bool:
        """[Нет, напишу]"""
        heard = await self._heard(scope, pressed)
        if heard is None or not await scope.uow.diary.once(f"{SAID}{heard.said_in}", scope.now):
            return False
        await reply_to_actor(scope, pressed, VoiceInWords(), key=key)
        return True

    async def _heard(self, scope: Scope, pressed: Place) -> VoiceHeard | None:
        sent = await scope.uow.outbox.find_sent(pressed)
        if sent is None or not isinstance(sent.notice, VoiceHeard) or sent.to != scope.actor:
            return None
        return sent.notice
