"""Notices and phrases are one set, and every phrase keeps the voice."""

import re
from dataclasses import fields
from functools import cache

import pytest

from bot.texts.catalogue import Catalogue
from bot.texts.examples import ANSWER, KINDS, NOW, QUESTION, at, bare, full
from bot.texts.phrasebook import FOLDER, Phrasebook, PhraseError, phrase_id
from bot.vk.speaking import REACTIONS
from domain.notices import Notice, Refusal, ToStaff
from domain.use_cases.telling import ANSWERED, LIKED, RECORDED
from tests.texts.samples import offered, samples, setting

CATALOGUE = Catalogue.load()
BOOK = CATALOGUE.book
BY_CLASS = {phrase_id(kind): kind for kind in KINDS}
AUDIENCES = ("residents", "officials", "staff", "refusals")
NAMELESS: dict[int, object] = {}
SHORT_ENOUGH = {"pin-text"}
"""The pinned text is an administrator's, as long as the journeys have it."""

FORBIDDEN = re.compile(
    r"обращени|зарегистрирован|в установленном порядке|принято к сведению|гражданск\w+ позици|уважаем\w+ заявител"
    r"|на контрол|в рамках|осуществля|производится|будет рассмотрен|!",
    re.IGNORECASE,
)
BLANKS = re.compile(r"\{(?:дата|улица|имя)\},? ?")
"""Blanks of an official's own templates are shown as they are typed."""

CAPITAL_YOU = re.compile(r"(?<=[а-яё,] )В(?:ы|ас|ам|ами|аш\w*)\b")
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")
WORKING_EMOJI = {"❓", "👌", "⚠", "🟢", "🟡", "🔴", "⚪"}


def said(notice: Notice, **how) -> str:
    return CATALOGUE.render(notice, setting(**how)).text


def facts_of(kind: type[Notice]) -> set[str]:
    return {field.name for field in fields(kind)}


@cache
def every(kind: type[Notice]):
    """What a notice may sound like: itself, how it is said, the words."""
    ways = ({}, {"public": True}, {"names": {}})
    return [(notice, how, said(notice, **how)) for notice in samples(kind) for how in ways]


class TestOneSet:
    def test_every_notice_has_its_phrase(self):
        assert [id_ for id_ in BY_CLASS if id_ not in BOOK] == []

    def test_every_phrase_is_said(self):
        messages = {message.id.name: stem for stem, message in BOOK.messages()}
        own = {id_ for id_, stem in messages.items() if stem in AUDIENCES} - set(BY_CLASS)
        used = set().union(*(BOOK.references_of(id_) for id_ in messages))
        ready = {id_ for id_ in own if id_.startswith("clarify-")}
        assert {id_ for id_ in own - used - ready if not id_.startswith("refusal-")} == set()

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
    def test_a_phrase_asks_only_for_what_its_notice_tells(self, kind):
        phrases = [phrase_id(kind)]
        if kind is Refusal:
            phrases += [message.id.name for _, message in BOOK.messages() if message.id.name.startswith("refusal-")]
        given = offered(kind, BOOK)
        for phrase in phrases:
            assert BOOK.variables_of(phrase) - given == set(), phrase

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
    def test_every_fact_is_told(self, kind):
        asked = BOOK.variables_of(phrase_id(kind))
        if kind is Refusal:
            asked = asked.union(*(BOOK.variables_of(m.id.name) for _, m in BOOK.messages() if "refusal-" in m.id.name))
        untold = {
            name for name in facts_of(kind) if not any(one.removeprefix("has_").startswith(name) for one in asked)
        }
        assert untold - UNTOLD.get(kind.__name__, set()) == set()

    def test_a_missing_fact_raises(self):
        with pytest.raises(PhraseError, match="number"):
            BOOK.say("withdrawn", {})

    def test_a_faulty_file_stops_the_start(self, tmp_path):
        (tmp_path / "broken.ftl").write_text("hello = { $a\n", encoding="utf-8")
        with pytest.raises(PhraseError, match=r"broken\.ftl"):
            Phrasebook.load(tmp_path)

    def test_a_phrase_said_twice_stops_the_start(self, tmp_path):
        (tmp_path / "twice.ftl").write_text("hello = a\nhello = b\n", encoding="utf-8")
        with pytest.raises(PhraseError, match="twice"):
            Phrasebook.load(tmp_path)


UNTOLD = {
    "Refusal": {"code"},  # chooses the phrase
    "AnswerInPlace": {"attachments"},  # go with the message, not in words
    "AnswerInPrivate": {"attachments"},
    "PublishByHand": {"attachments"},
    "AnswerSeen": {"silent"},
    "AnswerForFollower": {"link"},  # a button
    "HandChoice": {"people"},  # buttons
    "MaybeQuestion": {"topics"},
    "LooksAlike": {"main"},  # for the press; the line tells it
    "SimilarAnswer": {"main"},  # for the press
    "SimilarTaken": {"main"},
    "GatePreview": {"id"},  # for the press
    "GateMoved": {"id", "question_before", "perhaps_before", "precision_before"},
    "Insults": {"chat"},
    "Muted": {"chat"},
    "WatchShown": {"group"},  # for the press
    "WatchSet": {"group", "manner_before", "days_before"},
    "QualityAsk": {"day"},  # for the press
    "TopicAsk": {"topics"},
    "RatingWeek": {"explain", "letters"},  # buttons
    "Waiting": {"home"},  # buttons
    "SubstituteAsk": {"people"},
    "StatusOf": {"line"},  # its facts are told
    "IsItAnswer": {"said_in", "said_at"},  # for the press
    "Card": {"templates", "controlled"},  # buttons
    "EmergencyBegun": {"id", "settlement"},  # for the press
    "EmergencyFeed": {"id", "settlement"},
    "TemplateAsk": {"template"},
    "Preview": {"said_at"},
    "PrivateSeen": {"said_in"},  # for the press
    "VoiceHeard": {"said_in", "said_at", "attachments"},  # for the press
    "BeforeSending": {"said_in", "said_at", "due", "outside", "in_private"},  # for the press and the buttons
    "AirDesk": {"acts"},  # buttons
    "AirChoice": {"acts"},
    "AirLog": {"acts"},
    "AirNew": {"theme", "version"},  # for the press
    "BroughtBackPop": set(),
    "ConfirmAsk": set(),
    "HeardOnAir": set(),
    "AirPicture": {"rows", "others", "owed", "by", "promises"},  # drawn
    "AirFactAsk": {"air", "about"},  # for the reply
    "AirSheet": {"air"},
    "WeekTable": {"count", "in_time", "took", "returned", "promised", "kept", "rows", "subjects"},  # a document
    "WeekPicture": {"count", "in_time", "took", "returned", "promised", "kept", "rows", "subjects"},  # drawn
    "HeadLetter": {"id"},  # for the press
    "AirYearTable": {"rows"},  # a document
    "AirYearPicture": {"rows"},  # drawn
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
class TestVoice:
    def test_every_text_is_whole(self, kind):
        for notice, _, text in every(kind):
            assert text.strip() == text, (notice, text)
            assert text, notice
            whole = BLANKS.sub("", text)
            assert not re.search(r"  | [,.:;?]|\n\n|\{|\}|\$|[\ue000-\uf8ff]|None|\bno\b|\byes\b", whole), text

    def test_no_forbidden_words(self, kind):
        for _, _, text in every(kind):
            assert FORBIDDEN.search(text) is None, text
            assert CAPITAL_YOU.search(text) is None, text
            assert set(EMOJI.findall(text)) <= WORKING_EMOJI, text

    def test_the_number_is_always_there(self, kind):
        if "number" not in facts_of(kind):
            pytest.skip("about no single question")
        pops = {"BroughtBackPop", "Refusal"}
        for notice, _, text in every(kind):
            if kind.__name__ not in pops:
                assert f"№{notice.number}" in text, text

    def test_the_length(self, kind):
        if phrase_id(kind) in SHORT_ENOUGH:
            pytest.skip("as long as it is")
        for _, how, text in every(kind):
            own = "\n".join(line for line in _without_quotes(text).split("\n") if not re.match(r"№\d+ ", line))
            limit = 200 if how.get("public") and kind.__name__ in PUBLIC else 500
            assert len(own) <= limit, f"{len(own)}: {text}"


PRAISE = re.compile(
    r"\b(?:молодц\w*|отличн\w*|прекрасн\w*|замечательн\w*|великолепн\w*|превосходн\w*|гордимся|слаженн\w*|оперативно"
    r"|качественно|добросовестн\w*|благодар\w*|успешно|хорош(?:о|ая|ую) (?:работ|сдела)\w*)\b",
    re.IGNORECASE,
)
"""What a bot that sounds like an advocate says of anybody's work."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.__name__)
def test_row_2_the_bot_praises_nobody_s_work(kind):
    for notice in samples(kind):
        own = _without_quotes(said(notice))
        assert PRAISE.search(own) is None, own


def test_row_2_the_bot_likes_only_a_thank_you() -> None:
    """Of VK's reactions it puts «записан» and «отвечен», and a heart under somebody's thanks."""
    assert set(REACTIONS) == {RECORDED, ANSWERED, LIKED}


FOR_OTHERS = re.compile(
    r"\b(?:мы|наш\w*)\b|\b(?:по|за|от|у)(?:чин|мен|ремонтиру|стран)\w*(?:им|ем)\b|\b(?:сделаем|решим|исправим)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("kind", [one for one in KINDS if not issubclass(one, ToStaff)], ids=lambda one: one.__name__)
def test_row_28_the_bot_passes_on_and_does_not_promise_for_others(kind):
    for notice in samples(kind):
        own = _without_quotes(said(notice))
        assert FOR_OTHERS.search(own) is None, own


PUBLIC = {
    "Recorded", "Receipt", "UrgentAdvice", "AnswerInPlace", "AnswerCorrected", "ConfirmAsk", "Confirmed", "BroughtBack",
    "OverdueToResident", "StillNothing", "ClarifyAsk", "MyQuestions", "Withdrawn",
}  # fmt: skip
"""What may stand in a residents' chat."""


def _without_quotes(text: str) -> str:
    """The bot's own words: quotes, an official's words and links are not its own."""
    for quote in (QUESTION, *(QUESTION[:length] + "…" for length in (70, 80)), ANSWER):
        text = text.replace(quote, "")
    return re.sub(r"https://\S+", "", text)


REFUSALS = (
    "question-cannot",
    "no-such-question",
    "not-your-question",
    "no-right",
    "date-unclear",
    "date-passed",
    "time-unclear",
    "needs-reason",
    "answer-rude",
    "hush-too-long",
    "promise-closed",
    "undo-late",
    "nobody-found",
    "needs-text",
    "fact-late",
    "no-broadcast-over",
    "nobody-to-ask",
    "take-how",
    "paste-comment",
    "no-such-rumour",
    "rumour-not-checked",
    "rumour-private",
    "rumour-unclear",
    "no-such-removal",
    "removal-over",
    "removal-by-hand",
    "removal-words-gone",
    "watch-unclear",
    "watch-which-chat",
    "nothing-answered",
    "not-a-chat",
    "already-answered",
    "frozen",
    "too-many",
    "window-over",
    "nothing-open",
    "ambiguous-answer",
    "municipality-unknown",
    "topic-unknown",
    "no-model",
    "word-needed",
    "word-says-nothing",
    "gate-no-further",
    "gate-unclear",
    "week-unclear",
    "municipality-needed",
    "already-contested",
    "word-not-yours",
    "too-many-words",
    "number-needed",
    "nobody-waits",
)


class TestRefusals:
    @pytest.mark.parametrize("code", REFUSALS)
    def test_every_code_has_words(self, code):
        assert f"refusal-{code}" in BOOK
        for notice in (Refusal(code), Refusal(code, 214), Refusal(code, 214, "Сидоров"), Refusal(code, 0, "Сидоров")):
            text = said(notice)
            assert FORBIDDEN.search(text) is None
            assert len(text) <= 200
            assert not re.search(r"  | [,.:;?]|№\b(?!\d)", text), text

    def test_an_unknown_code_still_says_something(self):
        assert said(Refusal("moon-is-full", 214)).startswith("Не получилось")

    def test_every_code_raised_has_words(self):
        raised = set()
        for folder in ("domain", "handlers"):
            for path in (FOLDER.parents[1] / folder).rglob("*.py"):
                raised |= set(
                    re.findall(r"(?:RuleViolation|Refusal)\(\s*\"([a-z-]+)\"", path.read_text(encoding="utf-8"))
                )
        assert {code for code in raised if f"refusal-{code}" not in BOOK} == set()


class TestPops:
    @pytest.mark.parametrize("kind", ["ConfirmThanks", "NotYours", "StaleButton", "BroughtBackPop", "DonePop"])
    def test_fits_whole(self, kind):
        notice = full(next(k for k in KINDS if k.__name__ == kind))
        assert len(CATALOGUE.pop(notice, setting())) <= 90
        assert not CATALOGUE.pop(notice, setting()).endswith("…")

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
    def test_anything_can_pop_up_short(self, kind):
        popped = CATALOGUE.pop(full(kind), setting())
        assert len(popped) <= 90
        assert "\n" not in popped


def test_a_nameless_author_is_not_addressed():
    kind = next(k for k in KINDS if k.__name__ == "ConfirmAsk")
    assert said(full(kind), public=True, names={}) == "Сделали? Вопрос №214"


def test_times_are_told_from_the_reader_s_now():
    kind = next(k for k in KINDS if k.__name__ == "RecordedHere")
    assert "Срок — сегодня, 9:30." in said(full(kind), now=at("26.11.2026 08:00"))
    assert "Срок — завтра, 9:30." in said(full(kind), now=at("25.11.2026 08:00"))
    assert bare(kind).due is None
    assert full(kind).due > NOW
