"""The words of topics, as staff change them: they act at once, for the whole region."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import RuleViolation
from domain.notices import WordsDropped, WordsKept, WordsOf
from domain.organisation import Topic, TopicWord
from domain.people import Right
from domain.ports import Listener
from domain.use_cases.scope import Scope
from domain.use_cases.staff.control import JOURNAL

SHORTEST, LONGEST, AT_ONCE, MOST = 3, 40, 20, 2_000
BETWEEN = re.compile(r"[,;\n]+")
UNWANTED = re.compile(r"[^\w\s-]")


@dataclass(frozen=True, slots=True)
class Wording:
    """`слова`, `минус`, `убрать слово`."""

    listener: Listener

    async def add(self, scope: Scope, topic: str, words: str, *, minus: bool) -> WordsKept:
        """Words that speak for a topic, or «минус-слова» that take it away."""
        found = self._topic(scope, topic)
        listed = self._listed(words)
        if len(scope.region.own_words) + len(listed) > MOST:
            raise RuleViolation("too-many-words")
        for word in listed:
            await scope.uow.regions.save_word(TopicWord(found.id, word, minus))
            await scope.note(JOURNAL, "word_added", f"{found.id}: {'-' if minus else ''}{word}")
        return WordsKept(found.name, ", ".join(listed), minus)

    async def drop(self, scope: Scope, topic: str, words: str) -> WordsDropped:
        """Takes back words that staff added; those of the region file are changed in the file."""
        found = self._topic(scope, topic)
        listed = self._listed(words)
        known = {one.word: one for one in scope.region.own_words if one.topic == found.id}
        for word in listed:
            if word not in known:
                raise RuleViolation("word-not-yours", detail=word)
            await scope.uow.regions.drop_word(known[word])
            await scope.note(JOURNAL, "word_dropped", f"{found.id}: {word}")
        return WordsDropped(found.name, ", ".join(listed))

    async def show(self, scope: Scope, topic: str) -> WordsOf:
        """What a topic is known by, besides the vocabulary that comes with the bot."""
        found = self._topic(scope, topic)
        own = [one for one in scope.region.own_words if one.topic == found.id]
        written = {one.written for one in own}
        return WordsOf(
            found.name,
            ", ".join(word for word in found.words if word not in written),
            ", ".join(one.word for one in own if not one.minus),
            ", ".join(one.word for one in own if one.minus),
        )

    def _topic(self, scope: Scope, words: str) -> Topic:
        scope.must_in(Right.CONTROL, "")
        found = scope.region.find_topic(words)
        if found is None:
            raise RuleViolation("topic-unknown", detail=words)
        return found

    def _listed(self, words: str) -> Sequence[str]:
        """Each once, in lower case; a word that says nothing of any matter would draw everything to its topic."""
        listed = list(dict.fromkeys(" ".join(UNWANTED.sub(" ", one).lower().split()) for one in BETWEEN.split(words)))
        listed = [word for word in listed if word]
        if not listed:
            raise RuleViolation("word-needed")
        if len(listed) > AT_ONCE:
            raise RuleViolation("too-many-words")
        for word in listed:
            if not SHORTEST <= len(word) <= LONGEST or not self.listener.same(word, word):
                raise RuleViolation("word-says-nothing", detail=word)
        return listed
