"""What is a command and what is ordinary talk: in a chat of residents, among staff, in private."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest

from domain.errors import RuleViolation
from domain.notices import NoSuchCommand, Notice
from domain.place import Place
from domain.ports import UnitOfWork
from domain.use_cases.scope import Scope
from handlers import commands, officials
from handlers.commands import COMMANDS, obey, refusal
from handlers.desk import Desk
from handlers.talk import Talk
from handlers.words import Spoken
from tests.build import ILYIN, LEBEDEVA, MARINA, MODERATORS_CHAT, SOKOLOVA, a_message, a_region, at, in_chat, in_private

CHAT, MODERATORS = in_chat(), in_chat(peer=MODERATORS_CHAT)


@dataclass
class Room:
    """Somewhere words are said; `did` is the command that came of the last of them, `told` what the bot replied."""

    did: list[tuple[str, int | None, str]] = field(default_factory=list)
    told: list[Notice] = field(default_factory=list)
    refuses: bool = False

    async def hears(self, text: str, place: Place, author: int, *, reply_to: int = 0) -> str:
        """The command that was obeyed; «talk» for words that go on, «silence» for words that end here."""
        self.did.clear()
        self.told.clear()
        scope = Scope(cast(UnitOfWork, None), a_region(), at("вт 19:42"), author)
        talk = _Overheard(cast(Desk, None), scope, a_message(text, place, author, reply_to=reply_to))
        _Overheard.room = self
        went = await obey(talk)
        if self.did:
            assert went
            return self.did[0][0]
        if not went:
            return "talk"
        return "no such command" if self.told == [NoSuchCommand()] else "silence"


class _Overheard(Talk):
    room: Room

    async def reply(self, notice: Notice, number: int | None = None) -> None:
        self.room.told.append(notice)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    room = Room()

    def recorder(name: str) -> Any:
        async def run(_: Talk, spoken: Spoken) -> None:
            if room.refuses:
                raise RuleViolation("no-question", number=214)
            room.did.append((name, spoken.number, spoken.rest))

        return run

    monkeypatch.setattr(commands, "COMMANDS", {n: replace(c, run=recorder(n)) for n, c in COMMANDS.items()})
    monkeypatch.setattr(officials, "open_card", recorder("card"))
    return room


ORDINARY = [
    "в магазине нет хлеба",
    "в 214 доме нет воды",
    "дата на упаковке вчерашняя",
    "мои соседи шумят",
    "мои 5 копеек",
    "помощь нужна",
    "эфир когда?",
    "эфир 3 декабря будет?",
    "ответ так и не пришёл",
    "тема закрыта",
    "статус непонятен",
    "очередь в поликлинике на два часа",
    "готово наконец!",
    "передать привет",
    "история повторяется",
    "отпуск у них",
    "человек упал на остановке",
    "ждут автобус уже час",
    "обещали ещё в мае",
    "просрочено молоко",
    "не решено ничего",
    "не наше это дело",
    "не вопрос, приходите",
    "возможно завтра",
    "уточнить бы",
    "отменить рейс не имели права",
    "исправить надо",
    "инцидент исчерпан",
    "пос обновили",
    "выгрузка угля во дворе",
    "назначить бы его главой",
    "подключить воду обещали",
    "начать надо с дорог",
    "старт завтра",
    "заметка в газете",
    "214",
    "№214",
]


@pytest.mark.parametrize("text", ORDINARY)
async def test_ordinary_talk_of_residents_stays_talk(room: Room, text: str) -> None:
    assert await room.hears(text, CHAT, MARINA) == "talk"
    assert await room.hears(text.capitalize(), CHAT, MARINA, reply_to=5) == "talk"


LOOKS_LIKE_A_COMMAND = [
    "дата 12 декабря прошла, а фонаря нет",
    "тема 5 лет поднимается",
    "ответ 2 недели ждём",
    "история 3 года тянется",
    "готово 3 подъезда из 8",
    "очередь",
    "возможно",
]


@pytest.mark.parametrize("text", LOOKS_LIKE_A_COMMAND)
async def test_a_residents_words_that_begin_like_a_staff_command_are_not_lost(room: Room, text: str) -> None:
    assert await room.hears(text, CHAT, MARINA) == "talk"


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("вопрос: когда уберут снег", "вопрос", "когда уберут снег"),
        ("Вопрос когда уберут снег?", "вопрос", "когда уберут снег?"),
        ("!вопрос когда уберут снег", "вопрос", "когда уберут снег"),
        ("#вопрос когда уберут снег", "вопрос", "когда уберут снег"),
        ("мои", "мои", ""),
        ("Мои вопросы", "мои вопросы", ""),
        ("помощь", "помощь", ""),
        ("эфир?", "эфир", ""),
        ("статус 214", "статус", ""),
        ("не решено 214 темно", "не решено", "темно"),
        ("отозвать №214", "отозвать", ""),
        ("Удали мои вопросы!", "удали мои вопросы", ""),
    ],
)
async def test_a_residents_command_is_one_in_a_chat_and_in_private(
    room: Room, text: str, command: str, rest: str
) -> None:
    for place in (CHAT, in_private(MARINA)):
        assert await room.hears(text, place, MARINA) == command
        assert room.did[0][2] == rest


@pytest.mark.parametrize("text", ["!выгрузка", "/ждут Лесной", "!ответ 214 завтра", "!подключить", "!в", "!очередь"])
async def test_a_strangers_staff_command_is_silence_in_a_chat(room: Room, text: str) -> None:
    assert await room.hears(text, CHAT, MARINA) == "silence"
    assert room.told == []


@pytest.mark.parametrize("text", ["!выгрузка", "/ждут Лесной", "!ответ 214 завтра", "!подключить", "!очередь", "!абв"])
async def test_a_strangers_staff_command_in_private_is_politely_unknown(room: Room, text: str) -> None:
    assert await room.hears(text, in_private(MARINA), MARINA) == "no such command"


async def test_an_unknown_command_in_a_chat_is_a_residents_talk_and_a_staff_members_silence(room: Room) -> None:
    assert await room.hears("!абырвалг", CHAT, MARINA) == "talk"
    assert await room.hears("!абырвалг", CHAT, ILYIN) == "silence"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("очередь", "очередь"),
        ("ответ 214 Завтра починим", "ответ"),
        ("не наше 214 Упрдор", "не наше"),
        ("ждут", "ждут"),
        ("Ждут Лесной", "ждут"),
        ("выгрузка", "выгрузка"),
        ("назначить id5 Лесной глава", "назначить"),
        ("отпуск до 10 декабря", "отпуск"),
        ("214", "card"),
        ("№214", "card"),
        ("!214", "card"),
    ],
)
async def test_staff_command_without_a_sign_in_private_and_in_their_own_chats(
    room: Room, text: str, command: str
) -> None:
    for place in (in_private(LEBEDEVA), MODERATORS):
        assert await room.hears(text, place, LEBEDEVA) == command


@pytest.mark.parametrize(
    "text", ["ждут автобус уже час", "выгрузка угля", "отпуск до понедельника", "214", "тема важная"]
)
async def test_in_a_residents_chat_staff_talk_like_people_unless_they_put_a_sign(room: Room, text: str) -> None:
    assert await room.hears(text, CHAT, ILYIN) == "talk"


@pytest.mark.parametrize(
    ("text", "command"),
    [("!ждут", "ждут"), ("!выгрузка", "выгрузка"), ("!подключить", "подключить"), ("ответ 214 Завтра", "ответ")],
)
async def test_a_sign_or_a_number_makes_a_command_of_staff_words_in_a_residents_chat(
    room: Room, text: str, command: str
) -> None:
    assert await room.hears(text, CHAT, LEBEDEVA) == command


async def test_one_letter_takes_a_message_as_a_question_only_as_a_reply(room: Room) -> None:
    assert await room.hears("в", CHAT, SOKOLOVA, reply_to=5) == "в"
    assert await room.hears("В", CHAT, SOKOLOVA) == "talk"
    assert await room.hears("в субботу приедут", CHAT, SOKOLOVA, reply_to=5) == "talk"
    assert await room.hears("не вопрос", CHAT, SOKOLOVA, reply_to=5) == "не вопрос"
    assert await room.hears("не вопрос 214", CHAT, SOKOLOVA) == "не вопрос"


async def test_a_reply_stands_for_the_number_among_staff_or_with_a_sign(room: Room) -> None:
    assert await room.hears("готово", MODERATORS, SOKOLOVA, reply_to=5) == "готово"
    assert await room.hears("!готово", CHAT, ILYIN, reply_to=5) == "готово"
    assert await room.hears("готово", CHAT, ILYIN, reply_to=5) == "talk"  # the resident hears it as the answer
    assert await room.hears("готово", MODERATORS, SOKOLOVA) == "talk"


@pytest.mark.parametrize("text", ["очереть", "стаус 214", "просрочно"])
async def test_a_slip_of_the_finger_is_forgiven_in_private_alone(room: Room, text: str) -> None:
    assert await room.hears(text, in_private(LEBEDEVA), LEBEDEVA) not in {"talk", "no such command"}
    assert await room.hears(text, CHAT, LEBEDEVA) == "talk"


async def test_a_residents_refusal_is_not_explained_in_public(room: Room) -> None:
    room.refuses = True
    assert await room.hears("статус 214", CHAT, MARINA) == "silence"
    with pytest.raises(RuleViolation):
        await room.hears("статус 214", in_private(MARINA), MARINA)
    with pytest.raises(RuleViolation):
        await room.hears("статус 214", CHAT, ILYIN)


def test_a_refusal_carries_its_number_and_its_words() -> None:
    told = refusal(RuleViolation("question-cannot", number=214, detail="закрыт"))
    assert (told.code, told.number, told.detail) == ("question-cannot", 214, "закрыт")
    assert refusal(RuleViolation("no-right", number="x")).number == 0
