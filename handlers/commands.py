"""Every command: its words, who may say it, and where it needs no prefix."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import RuleViolation
from domain.notices import NoSuchCommand, Refusal
from handlers import (
    aftermath,
    broadcasts,
    facts,
    officials,
    order,
    pasting,
    rating,
    residents,
    rumours,
    staff,
    topical,
    urgency,
)
from handlers.talk import Talk
from handlers.words import PREFIX, Spoken, Vocabulary


class Shape(StrEnum):
    """What follows a command's name; it tells a command from ordinary talk."""

    ALONE = "alone"
    NUMBER = "number"
    WORDS = "words"
    REPLY = "reply"
    PERSON = "person"
    """With somebody's page or a comment's link, or with forwarded messages."""
    AIR = "air"
    """Alone for everybody; with a day and a name for staff among themselves."""


@dataclass(frozen=True, slots=True)
class Command:
    """`staff` commands are silence for a stranger in a chat."""

    run: Callable[[Talk, Spoken], Awaitable[None]]
    shape: Shape
    staff: bool = False


COMMANDS: dict[str, Command] = {
    "начать": Command(residents.start, Shape.ALONE),
    "старт": Command(residents.start, Shape.ALONE),
    "помощь": Command(residents.help_, Shape.ALONE),
    "вопрос": Command(residents.ask, Shape.WORDS),
    "задать вопрос": Command(residents.ask, Shape.ALONE),
    "мои": Command(residents.mine, Shape.ALONE),
    "мои вопросы": Command(residents.mine, Shape.ALONE),
    "статус": Command(residents.status, Shape.NUMBER),
    "отозвать": Command(residents.withdraw, Shape.NUMBER),
    "не решено": Command(residents.not_solved, Shape.NUMBER),
    "без имени": Command(residents.hide_name, Shape.NUMBER),
    "с именем": Command(residents.show_name, Shape.NUMBER),
    "удали мои вопросы": Command(residents.erase, Shape.ALONE),
    "официально": Command(residents.officially, Shape.NUMBER),
    "официальный ответ": Command(residents.officially, Shape.ALONE),
    "ближайший эфир": Command(broadcasts.broadcast, Shape.ALONE),
    "эфир": Command(broadcasts.broadcast, Shape.AIR),
    "эфир старт": Command(broadcasts.start, Shape.WORDS, staff=True),
    "эфир пауза": Command(broadcasts.pause, Shape.ALONE, staff=True),
    "эфир дальше": Command(broadcasts.resume, Shape.WORDS, staff=True),
    "эфир стоп": Command(broadcasts.stop, Shape.ALONE, staff=True),
    "эфир итог": Command(broadcasts.balance, Shape.ALONE, staff=True),
    "эфир отмена": Command(broadcasts.cancel, Shape.ALONE, staff=True),
    "эфир ссылка": Command(broadcasts.link, Shape.WORDS, staff=True),
    "эфир другое": Command(broadcasts.other, Shape.WORDS, staff=True),
    "эфир пульт": Command(broadcasts.anew, Shape.ALONE, staff=True),
    "на экран": Command(broadcasts.on_screen, Shape.NUMBER, staff=True),
    "назвать тему": Command(broadcasts.rename, Shape.NUMBER, staff=True),
    "ответили": Command(broadcasts.answered, Shape.NUMBER, staff=True),
    "обещал": Command(broadcasts.promised, Shape.NUMBER, staff=True),
    "эфир лист": Command(facts.sheet, Shape.ALONE, staff=True),
    "справка": Command(facts.order, Shape.NUMBER, staff=True),
    "очередь": Command(officials.queue, Shape.ALONE, staff=True),
    "ответ": Command(officials.answer, Shape.NUMBER, staff=True),
    "дата": Command(officials.date, Shape.NUMBER, staff=True),
    "уточнить": Command(officials.clarify, Shape.NUMBER, staff=True),
    "передать": Command(officials.hand, Shape.NUMBER, staff=True),
    "не наше": Command(officials.outside, Shape.NUMBER, staff=True),
    "готово": Command(officials.done, Shape.NUMBER, staff=True),
    "исправить": Command(officials.fix, Shape.NUMBER, staff=True),
    "отменить": Command(officials.undo, Shape.NUMBER, staff=True),
    "действует": Command(officials.valid, Shape.NUMBER, staff=True),
    "заметка": Command(officials.note, Shape.NUMBER, staff=True),
    "шаблоны": Command(officials.templates, Shape.WORDS, staff=True),
    "шаблон": Command(officials.template, Shape.WORDS, staff=True),
    "убрать шаблон": Command(officials.drop_template, Shape.NUMBER, staff=True),
    "отпуск": Command(officials.leave, Shape.WORDS, staff=True),
    "тише": Command(officials.hush, Shape.WORDS, staff=True),
    "в": Command(staff.take, Shape.REPLY, staff=True),
    "забрать": Command(pasting.take, Shape.PERSON, staff=True),
    "не вопрос": Command(staff.dismiss, Shape.REPLY, staff=True),
    "тема": Command(topical.topic, Shape.NUMBER, staff=True),
    "разделить": Command(staff.split, Shape.NUMBER, staff=True),
    "возможно": Command(staff.maybe, Shape.ALONE, staff=True),
    "порог": Command(staff.gate, Shape.WORDS, staff=True),
    "строже": Command(staff.stricter, Shape.ALONE, staff=True),
    "мягче": Command(staff.softer, Shape.ALONE, staff=True),
    "закреп": Command(staff.pin, Shape.WORDS, staff=True),
    "кто не начал": Command(staff.not_begun, Shape.WORDS, staff=True),
    "ждут сегодня": Command(staff.today, Shape.WORDS, staff=True),
    "ждут": Command(staff.waiting, Shape.WORDS, staff=True),
    "просрочено": Command(staff.overdue, Shape.WORDS, staff=True),
    "обещали": Command(staff.promised, Shape.WORDS, staff=True),
    "человек": Command(staff.person, Shape.WORDS, staff=True),
    "история": Command(staff.history, Shape.NUMBER, staff=True),
    "выгрузка": Command(staff.export, Shape.WORDS, staff=True),
    "здоровье": Command(staff.health, Shape.ALONE, staff=True),
    "слова": Command(staff.words, Shape.WORDS, staff=True),
    "слово": Command(staff.words, Shape.WORDS, staff=True),
    "минус": Command(staff.minus_words, Shape.WORDS, staff=True),
    "убрать слово": Command(staff.drop_words, Shape.WORDS, staff=True),
    "тишина": Command(staff.silence, Shape.ALONE, staff=True),
    "эфир пост": Command(aftermath.post, Shape.WORDS, staff=True),
    "эфиры за": Command(aftermath.year, Shape.WORDS, staff=True),
    "эфир картинка": Command(aftermath.picture, Shape.WORDS, staff=True),
    "эфир ждут": Command(aftermath.owed, Shape.WORDS, staff=True),
    "что сказали про": Command(aftermath.said, Shape.WORDS),
    "что сказали о": Command(aftermath.said, Shape.WORDS),
    "что сказали об": Command(aftermath.said, Shape.WORDS),
    "слухи": Command(rumours.listed, Shape.ALONE, staff=True),
    "слух": Command(rumours.order, Shape.WORDS, staff=True),
    "журнал удалений": Command(order.journal, Shape.WORDS, staff=True),
    "спам": Command(order.spam, Shape.WORDS, staff=True),
    "не реклама": Command(order.objects, Shape.NUMBER),
    "рейтинг": Command(rating.week, Shape.WORDS, staff=True),
    "письма главам": Command(rating.letters_to_heads, Shape.WORDS, staff=True),
    "разбор": Command(rating.why, Shape.WORDS, staff=True),
    "оспорить": Command(rating.contest, Shape.NUMBER, staff=True),
    "модель": Command(staff.model, Shape.ALONE, staff=True),
    "модель откатить": Command(staff.model_back, Shape.ALONE, staff=True),
    "инцидент": Command(staff.incident, Shape.NUMBER, staff=True),
    "срочно": Command(urgency.order, Shape.WORDS, staff=True),
    "пос": Command(staff.pos, Shape.NUMBER, staff=True),
    "назначить": Command(staff.appoint, Shape.WORDS, staff=True),
    "доработать": Command(staff.send_back, Shape.NUMBER, staff=True),
    "стоп напоминания": Command(staff.hush, Shape.WORDS, staff=True),
    "стоп человек": Command(staff.stop, Shape.WORDS, staff=True),
    "консоль": Command(staff.console, Shape.ALONE, staff=True),
    "подключить": Command(staff.connect, Shape.WORDS, staff=True),
}

VOCABULARY = Vocabulary.of(COMMANDS)
BARE_NUMBER = re.compile(r"^\s*[!/]?\s*№?\s*(\d{1,9})\s*$", re.ASCII)


async def obey(talk: Talk, *, answering: bool = False) -> bool:
    """Runs the command a message is; False when it is none and goes on as words.

    `answering`: a card is open, and «Обещали привезти в пятницу» is an answer that begins like a command.
    """
    if _opens_card(talk):
        await officials.open_card(talk, Spoken.silently(int(BARE_NUMBER.sub(r"\1", talk.message.text))))
        return True
    spoken = VOCABULARY.find(talk.message.text, tolerant=talk.is_private)
    command = COMMANDS[spoken.name] if spoken else None
    if spoken is None or command is None or not _is_meant(talk, command, spoken):
        return await _unknown(talk)
    bare_words = command.shape is Shape.WORDS and not spoken.prefixed and bool(spoken.rest)
    answering = bare_words and talk.is_staff and (answering or talk.message.reply_to is not None)
    if answering and not command.staff:
        return False
    if command.staff and not talk.is_staff:
        return await _stranger(talk, spoken)
    try:
        await command.run(talk, spoken)
    except RuleViolation:
        if not talk.is_staff and not talk.is_private:
            return True  # nothing is explained to a stranger in public
        if answering:
            return False
        raise
    return True


def _opens_card(talk: Talk) -> bool:
    return talk.is_staff and talk.among_staff and BARE_NUMBER.match(talk.message.text) is not None


def _is_meant(talk: Talk, command: Command, spoken: Spoken) -> bool:
    """Whether the words are a command here and not the beginning of a sentence."""
    if spoken.name == "срочно" and not spoken.prefixed:
        return urgency.is_meant(talk, spoken)
    if spoken.name == "вопрос" and not spoken.prefixed and not residents.is_asked(talk.message.text):
        return False
    if command.shape is Shape.NUMBER:
        by_reply = talk.message.reply_to is not None and (spoken.prefixed or talk.among_staff)
        summary = spoken.name == "тема" and topical.is_summary(spoken) and talk.is_staff
        summary = summary and (spoken.prefixed or talk.among_staff)
        return spoken.number is not None or by_reply or summary
    if command.shape is Shape.REPLY:
        bare = not spoken.rest and (talk.message.reply_to is not None or spoken.number is not None)
        return bare or spoken.prefixed
    if command.shape is Shape.AIR:
        announces = talk.is_staff and talk.among_staff and re.search(r"\d", spoken.words) is not None
        return not spoken.words or announces
    if command.shape is Shape.PERSON:
        meant = not spoken.rest or bool(talk.message.forwarded) or pasting.names_somebody(spoken)
        return spoken.prefixed or (meant and talk.is_staff and talk.among_staff)
    if command.shape is Shape.ALONE:
        return not spoken.rest and spoken.number is None
    if command.staff:
        return spoken.prefixed or (talk.among_staff and talk.is_staff) or _is_plain(talk, spoken)
    return spoken.prefixed or talk.is_private or not talk.is_staff  # «Вопрос решили», says an official in a chat


def _is_plain(talk: Talk, spoken: Spoken) -> bool:
    """«ждут» alone or with a municipality: nobody talks like that to others."""
    municipality = len(spoken.words) > 2 and talk.scope.region.find_municipality(spoken.words)
    return talk.message.reply_to is None and (not spoken.words or bool(municipality))


async def _unknown(talk: Talk) -> bool:
    """A prefixed word that is no command: said so politely in private, silence in a chat."""
    if PREFIX.match(talk.message.text) is None:
        return False
    if talk.is_private:
        await talk.reply(NoSuchCommand())
        return True
    return talk.is_staff


async def _stranger(talk: Talk, spoken: Spoken) -> bool:
    """A staff command of somebody who is not staff (contract.md 4.7); in a chat, without a sign, it is talk."""
    if talk.is_private:
        await talk.reply(NoSuchCommand())
        return True
    return spoken.prefixed


def refusal(violation: RuleViolation) -> Refusal:
    """A rule's no, in words for the person who met it."""
    number = violation.facts.get("number")
    return Refusal(violation.code, number if isinstance(number, int) else 0, str(violation.facts.get("detail", "")))
