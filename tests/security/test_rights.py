"""Who may do what: every button, every command and every other way, tried by everybody, at the moment of use.

The tables below are the law. What the code can do and the tables do not name fails the tests.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any, get_args

import pytest

from domain.broadcasts.broadcast import Broadcast, State
from domain.broadcasts.evening import By
from domain.emergency import Emergency
from domain.message import Forwarded, Message
from domain.notices import Export, NoSuchCommand, NotYours, Refusal, StaleButton
from domain.place import Place, PlaceKind, private
from domain.removals import Removal, What
from domain.removals import State as Removed
from handlers import payloads as p
from handlers.commands import COMMANDS, Shape
from handlers.events import (
    Allowed,
    Deleted,
    EditedComment,
    EditedMessage,
    Event,
    NewComment,
    NewMessage,
    Pressed,
    Reacted,
    StaffReply,
)
from storage.uow import SqlUnitOfWork
from tests.build import (
    COMMUNITY,
    GROMOV,
    ILYIN,
    KUZMIN,
    LEBEDEVA,
    LENA,
    MARINA,
    PETROVA,
    RESIDENTS_CHAT,
    SOKOLOVA,
    VETROV,
    VIKTOR,
)
from tests.security.town import (
    ANSWERED,
    ANSWERERS,
    ASSIGNED,
    BEACON,
    CCU_ALONE,
    CCU_THERE,
    CONTROL,
    DEPUTY_THERE,
    DRAFT,
    EVERYBODY,
    FORMER,
    HEAD_THERE,
    HERE,
    MAIN,
    MERGED,
    MODERATOR_THERE,
    MODERATORS,
    NOW,
    PROMISED,
    RESIDENTS,
    STAFF,
    STRANGER,
    THERE,
    THERE_WATCHING,
    WATCHERS,
    Town,
    Tried,
    a_card_for,
    in_the_chat,
    names_of,
    press,
    says,
    types,
)

POLITE = (NotYours, StaleButton, NoSuchCommand, Refusal)
"""All that somebody without the right may hear."""

HEARD = {"drafts", "speakers"}
"""«Назначить бы его главой» of a resident is no command but words, kept like any others."""

NOBODY: frozenset[int] = frozenset()
AUTHOR = frozenset({MARINA})
FOLLOWERS = frozenset({MARINA, LENA})
UNDOING = ANSWERERS - {PETROVA}
"""The one who answered, and those who watch over the district."""
REPLACED = HERE - CONTROL - {KUZMIN}
"""Whose questions a deputy of the district may answer, but for the deputy's own."""
SEEING = FOLLOWERS | HERE
CONTESTING = CONTROL | {KUZMIN, VETROV}
CONTESTING_THERE = frozenset({DEPUTY_THERE, HEAD_THERE, CCU_THERE})
THERE_MODERATING = frozenset({MODERATOR_THERE, CCU_THERE})


@dataclass(frozen=True)
class Row:
    """One thing to try, and who gets it done; everybody else changes nothing and reads nothing."""

    try_: Callable[[int], Event]
    may: frozenset[int]
    prepare: Callable[[SqlUnitOfWork, int], Awaitable[None]] | None = None
    shows: str = ""
    """The table that shows that it was done, where words alone are not enough to tell."""


# --- buttons


def button(payload: p.Payload, may: frozenset[int]) -> tuple[str, Row]:
    return type(payload).__name__, Row(lambda person: press(person, payload), may)


BUTTONS = dict(
    [
        button(p.Ask(), EVERYBODY),
        button(p.Mine(), EVERYBODY),
        button(p.NextBroadcast(), EVERYBODY),
        button(p.EraseYes(), EVERYBODY),  # erases what the one who presses wrote, nobody else's
        button(p.EraseNo(), EVERYBODY),
        button(p.ShowExample(), EVERYBODY),
        button(p.Understood(), EVERYBODY),
        button(p.NextLesson(1), STAFF),
        button(p.AskAnew(ANSWERED), EVERYBODY),
        button(p.NotQuestion(ASSIGNED), AUTHOR),
        button(p.AddPhoto(ASSIGNED), AUTHOR),
        button(p.Fix(ASSIGNED), AUTHOR),
        button(p.Withdraw(ASSIGNED), AUTHOR),
        button(p.HideName(ASSIGNED), NOBODY),  # it is not for a broadcast
        button(p.ShowName(ASSIGNED), NOBODY),
        button(p.Partly(ANSWERED), AUTHOR),
        button(p.AskOfficially(ASSIGNED), AUTHOR),
        button(p.Solved(ANSWERED), FOLLOWERS),
        button(p.Helped(ANSWERED), FOLLOWERS),
        button(p.NotSolved(ANSWERED), FOLLOWERS),
        button(p.Open(ASSIGNED), ANSWERERS),
        button(p.PickDate(ASSIGNED), ANSWERERS),
        button(p.DateIs(ASSIGNED, "2026-11-27"), ANSWERERS),
        button(p.AskBack(ASSIGNED), ANSWERERS),
        button(p.AskBackWith(ASSIGNED, "where"), ANSWERERS),
        button(p.HandOver(ASSIGNED), ANSWERERS),
        button(p.HandTo(ASSIGNED, PETROVA), ANSWERERS),
        button(p.NotOurs(ASSIGNED), ANSWERERS),
        button(p.Undo(ANSWERED), UNDOING),
        button(p.Hide(ANSWERED), UNDOING),
        button(p.DatesWrong(PROMISED), ANSWERERS),
        button(p.PromiseDone(PROMISED), ANSWERERS),
        button(p.PromiseTold(PROMISED), ANSWERERS),
        button(p.IsAnswer(ASSIGNED), NOBODY),  # only under the bot's own question, and by whom it asked
        button(p.AnswerTo(ASSIGNED), NOBODY),
        button(p.NotAnswer(), NOBODY),
        button(p.Enough(ASSIGNED), NOBODY),  # only what was offered, and by the author
        button(p.Different(ASSIGNED), NOBODY),
        button(p.ValidTill(ANSWERED, "2026-12-24"), ANSWERERS),
        button(p.SplitYes(ASSIGNED), NOBODY),  # there is one question in it
        button(p.SplitNo(ASSIGNED), AUTHOR | MODERATORS),
        button(p.SendAsIs(ASSIGNED), NOBODY),  # under words of one's own that were held back
        button(p.SendMended(ASSIGNED), NOBODY),
        button(p.SendInPrivate(ASSIGNED), NOBODY),
        button(p.SendTo(ASSIGNED), NOBODY),
        button(p.SendBy(ASSIGNED, "2026-11-27"), NOBODY),
        button(p.ShowTemplates(ASSIGNED), ANSWERERS),
        button(p.UseTemplate(ASSIGNED, 1), ANSWERERS),
        button(p.TemplateDay(ASSIGNED, 1, "2026-11-27"), ANSWERERS),
        button(p.KeepTemplate(ANSWERED), frozenset({ILYIN})),  # of one's own answer
        button(p.RemoveMine(), NOBODY),  # under one's own words in a chat
        button(p.VoiceRight(), NOBODY),  # under one's own voice, once
        button(p.VoiceWrong(), NOBODY),
        button(p.SendIt(ASSIGNED), NOBODY),  # under words of one's own that were shown
        button(p.SayAnew(ASSIGNED), NOBODY),
        button(p.PromiseMove(PROMISED), ANSWERERS),
        button(p.ByTurn(), STAFF),
        button(p.SubstituteIs(KUZMIN, "2026-12-10"), REPLACED),
        button(p.Take(DRAFT), MODERATORS),
        button(p.Dismiss(DRAFT), MODERATORS),
        button(p.TopicIs(ASSIGNED, "roads"), MODERATORS),
        button(p.AirAfter(1, "post"), NOBODY),  # there was no broadcast
        button(p.RumourIs(1, "false"), NOBODY),  # there is no rumour
        button(p.RumourSay(1), NOBODY),
        button(p.RumourCloses(ASSIGNED, 1), NOBODY),
        button(p.RumourOpen(1), NOBODY),
        button(p.ShowRumours(), WATCHERS | THERE_WATCHING),
        button(p.ShowHeld(), MODERATORS | THERE_MODERATING),  # each their own district's
        button(p.KeepSo(COMMUNITY, RESIDENTS_CHAT, "remove", 7), MODERATORS),
        button(p.KeepAsBefore(COMMUNITY, RESIDENTS_CHAT, "off", 7), MODERATORS),
        button(p.Mute(STRANGER, RESIDENTS_CHAT), MODERATORS),
        button(p.Unmute(STRANGER, RESIDENTS_CHAT), MODERATORS),
        button(p.HandAll("priozerny"), CONTROL),
        button(p.RemindAll("priozerny"), CONTROL),
        button(p.CalledAll("priozerny"), CONTROL),
        button(p.Why("priozerny"), WATCHERS),
        button(p.Contest(), CONTESTING | CONTESTING_THERE),
        button(p.ContestIs(ASSIGNED, "yes"), NOBODY),  # only what was contested
        button(p.Split(MERGED), MODERATORS),
        button(p.JoinTo(ASSIGNED, MAIN), MODERATORS),
        button(p.Gather(MAIN), MODERATORS),
        button(p.PartAll(MAIN), MODERATORS),
        button(p.Judge(ANSWERED, "2026-11-24", 1, "date", "no"), NOBODY),  # only what a sample asked about
        button(p.OtherMatter(MERGED), NOBODY),  # only what an accident gathered, and by its author
        button(p.GateIs("priozerny", 1, 1, 95), MODERATORS),
        button(p.GateBack("priozerny", -1, 0, 85), MODERATORS),
        button(p.ShowWaiting(), WATCHERS | THERE_WATCHING),
        button(p.ShowOverdue(), WATCHERS | THERE_WATCHING),
        button(p.ShowPromised(), WATCHERS | THERE_WATCHING),
        button(p.ShowMaybe(), WATCHERS | THERE_WATCHING),
        button(p.ExportNow(), WATCHERS | THERE_WATCHING),
    ]
)


async def _of_assigned(uow: SqlUnitOfWork, **changes: Any) -> None:
    await uow.questions.save(replace(await uow.questions.get(ASSIGNED), **changes))


async def is_urgent(uow: SqlUnitOfWork, _: int) -> None:
    await _of_assigned(uow, urgent="marked")


async def is_in_incident(uow: SqlUnitOfWork, _: int) -> None:
    await _of_assigned(uow, incident_number="77-12")


async def has_an_emergency(uow: SqlUnitOfWork, _: int) -> None:
    await uow.emergencies.save(Emergency("priozerny", "", NOW, NOW + timedelta(hours=2), LEBEDEVA, NOW))


def on_air(state: State) -> Callable[[SqlUnitOfWork, int], Awaitable[None]]:
    """The question is the theme of a broadcast that collects, runs or stands."""

    async def prepare(uow: SqlUnitOfWork, _: int) -> None:
        planned, by = NOW + timedelta(hours=1), By(SOKOLOVA, NOW)
        await uow.broadcasts.add(Broadcast(1, "priozerny", VETROV, planned, 90, SOKOLOVA, NOW, NOW))
        await uow.broadcasts.take(1, ASSIGNED)
        before = await uow.broadcasts.evening(1)
        evening = before.sorted_into({ASSIGNED: 1})
        if state is not State.COLLECTING:
            evening = evening.start(by)
        if state is State.PAUSED:
            evening = evening.pause(by)
        await uow.broadcasts.save(before, evening)

    return prepare


def at_the_desk(words: str, state: State = State.RUNNING) -> Row:
    return Row(lambda person: types(person, words), MODERATORS, on_air(state))


BUTTONS |= {
    "WeekAs": Row(lambda person: press(person, p.WeekAs("2026-11-16", "letters")), CONTROL),
    "Seen": Row(lambda person: press(person, p.Seen(ASSIGNED)), ANSWERERS | MODERATORS),
    "SendBack": Row(lambda person: press(person, p.SendBack(ANSWERED)), CONTROL),
    "SendBackFor": Row(lambda person: press(person, p.SendBackFor(ANSWERED, "no-date")), CONTROL),
    "ShowToday": Row(lambda person: press(person, p.ShowToday()), WATCHERS | THERE_WATCHING),
    "Hurry": Row(lambda person: press(person, p.Hurry(ASSIGNED)), MODERATORS),
    "Calm": Row(lambda person: press(person, p.Calm(ASSIGNED)), MODERATORS, is_urgent),
    "InIncident": Row(lambda person: press(person, p.InIncident(ASSIGNED)), CONTROL),
    "OutOfIncident": Row(lambda person: press(person, p.OutOfIncident(ASSIGNED)), CONTROL, is_in_incident),
    "ListedInIncident": Row(lambda person: press(person, p.ListedInIncident()), CONTROL | {CCU_THERE}),
    "EmergencyFeed": Row(lambda person: press(person, p.EmergencyFeed("priozerny", "")), WATCHERS, has_an_emergency),
    "EmergencyStop": Row(lambda person: press(person, p.EmergencyStop("priozerny", "")), CONTROL, has_an_emergency),
}
BUTTONS["Air"] = Row(lambda person: press(person, p.Air(1, "show", 1, -1, "1")), MODERATORS, on_air(State.RUNNING))


def in_the_journal(state: Removed, author: int = STRANGER) -> Callable[[SqlUnitOfWork, int], Awaitable[None]]:
    async def prepare(uow: SqlUnitOfWork, _: int) -> None:
        number = await uow.removals.next_number()
        place, text = in_the_chat(70), f"{BEACON} займ тут"
        await uow.removals.save(Removal(number, What.MESSAGE, place, "priozerny", author, NOW, state, text=text))

    return prepare


def _of_the_journal(kind: type[p.OfRemoval], person: int) -> Event:
    return press(person, kind(1))


BUTTONS |= {
    kind.__name__: Row(partial(_of_the_journal, kind), may, in_the_journal(state))
    for kind, state, may in (
        (p.DropIt, Removed.HELD, MODERATORS),
        (p.LetStay, Removed.HELD, MODERATORS),
        (p.DoneByHand, Removed.REFUSED, MODERATORS),
        (p.BringBack, Removed.DONE, MODERATORS),
        (p.ShowRemoval, Removed.DONE, MODERATORS),
        (p.NotAdvert, Removed.DONE, frozenset({STRANGER})),
    )
}


# --- commands, in private


def typed(words: str, may: frozenset[int]) -> Row:
    return Row(lambda person: types(person, words), may)


COMMANDS_IN_PRIVATE = {
    "начать": typed("начать", EVERYBODY),
    "старт": typed("старт", EVERYBODY),
    "помощь": typed("помощь", EVERYBODY),
    "вопрос": replace(typed("вопрос когда починят мост на Лесной?", EVERYBODY), shows="drafts"),
    "задать вопрос": typed("задать вопрос", EVERYBODY),
    "мои": typed("мои", EVERYBODY),
    "мои вопросы": typed("мои вопросы", EVERYBODY),
    "удали мои вопросы": typed("удали мои вопросы", EVERYBODY),
    "официальный ответ": typed("официальный ответ", EVERYBODY),
    "ближайший эфир": typed("ближайший эфир", EVERYBODY),
    "эфир": typed("эфир", EVERYBODY),
    "статус": typed(f"статус {ASSIGNED}", SEEING),
    "отозвать": typed(f"отозвать {ASSIGNED}", AUTHOR),
    "без имени": typed(f"без имени {ASSIGNED}", NOBODY),  # it is not for a broadcast
    "с именем": typed(f"с именем {ASSIGNED}", NOBODY),
    "не решено": typed(f"не решено {ANSWERED} всё ещё темно", FOLLOWERS),
    "официально": typed(f"официально {ASSIGNED}", AUTHOR),
    "очередь": typed("очередь", STAFF),
    "ответ": typed(f"ответ {ASSIGNED} Заменили лампу, горит", ANSWERERS),
    "дата": typed(f"дата {ASSIGNED} пт Заменим лампу", ANSWERERS),
    "уточнить": typed(f"уточнить {ASSIGNED} Какой дом?", ANSWERERS),
    "передать": typed(f"передать {ASSIGNED} Петрова", ANSWERERS),
    "не наше": typed(f"не наше {ASSIGNED} Это сети, вернёмся в пятницу", ANSWERERS),
    "готово": typed(f"готово {ASSIGNED} лампа новая", ANSWERERS),
    "исправить": typed(f"исправить {ANSWERED} Заменили обе лампы", frozenset({ILYIN})),
    "отменить": typed(f"отменить {ANSWERED}", UNDOING),
    "заметка": typed(f"заметка {ASSIGNED} столб на балансе сетей", ANSWERERS),
    "шаблоны": typed("шаблоны", ANSWERERS | THERE - {MODERATOR_THERE}),
    "шаблон": typed("шаблон Дороги: Грейдер приедет {дата}", ANSWERERS | THERE - {MODERATOR_THERE}),
    "убрать шаблон": typed("убрать шаблон 1", CONTROL | {ILYIN}),
    "отпуск": typed("отпуск до 10.12 Кузьмин", REPLACED),
    "тише": typed("тише до 17:00", STAFF),
    "в": Row(lambda person: taking(person, private(COMMUNITY, person).at(903)), MODERATORS, shows="questions"),
    "не вопрос": typed(f"не вопрос {DRAFT}", MODERATORS),
    "тема": typed(f"тема {MAIN} {ASSIGNED}", MODERATORS),
    "разделить": typed(f"разделить {MERGED}", MODERATORS),
    "возможно": typed("возможно", WATCHERS | THERE_WATCHING),
    "забрать": replace(
        typed("забрать id300 когда починят мост на Лесной?", MODERATORS | {MODERATOR_THERE, CCU_THERE}),
        shows="questions",  # each into their own municipality
    ),
    "порог": typed("порог Приозёрный", MODERATORS),
    "строже": typed("строже", MODERATORS | THERE_MODERATING),  # each in their own district
    "мягче": typed("мягче", MODERATORS | THERE_MODERATING),
    "закреп": typed("закреп", MODERATORS | {MODERATOR_THERE, CCU_THERE}),
    "кто не начал": typed("кто не начал", WATCHERS | THERE_WATCHING),
    "ждут сегодня": typed("ждут сегодня", WATCHERS | THERE_WATCHING),
    "ждут": typed("ждут", WATCHERS | THERE_WATCHING),
    "просрочено": typed("просрочено", WATCHERS | THERE_WATCHING),
    "обещали": typed("обещали", WATCHERS | THERE_WATCHING),
    "человек": typed("человек Ильин", WATCHERS),
    "история": typed(f"история {ASSIGNED}", WATCHERS),
    "выгрузка": typed("выгрузка", WATCHERS | THERE_WATCHING),
    "здоровье": typed("здоровье", CONTROL | {CCU_THERE}),
    "слова": typed("слова Дороги: грейдер", CONTROL),
    "слово": typed("слово Дороги", CONTROL),
    "минус": typed("минус Дороги: дорожка", CONTROL),
    "убрать слово": typed("убрать слово Дороги: щебень", CONTROL),
    "модель": typed("модель", CONTROL),
    "модель откатить": typed("модель откатить", CONTROL),
    "инцидент": typed(f"инцидент {ASSIGNED} 12345", CONTROL),
    "срочно": typed(f"срочно {ASSIGNED}", MODERATORS),
    "пос": typed(f"пос {ASSIGNED} 12345", CONTROL),
    "назначить": typed("назначить id300 Приозёрный исполнитель ЖКХ", CONTROL),
    "действует": typed(f"действует {ANSWERED} до 24.12.2026", ANSWERERS),
    "эфир пост": typed("эфир пост", NOBODY),
    "эфиры за": typed("эфиры за 2026", WATCHERS | THERE_WATCHING),
    "эфир картинка": typed("эфир картинка", NOBODY),
    "эфир ждут": typed("эфир ждут", NOBODY),
    "что сказали про": typed("что сказали про автобус", EVERYBODY),
    "что сказали о": typed("что сказали о дороге", EVERYBODY),
    "что сказали об": typed("что сказали об освещении", EVERYBODY),
    "журнал удалений": typed("журнал удалений", MODERATORS | THERE_MODERATING),
    "спам": typed("спам убирать", MODERATORS),
    "не реклама": replace(typed("не реклама 1", frozenset({STRANGER})), prepare=in_the_journal(Removed.DONE)),
    "слухи": typed("слухи", WATCHERS | THERE_WATCHING),
    "слух": typed("слух", WATCHERS | THERE_WATCHING),
    "тишина": typed("тишина", CONTROL),
    "рейтинг": typed("рейтинг", WATCHERS | THERE_WATCHING),
    "письма главам": typed("письма главам нет", CONTROL),
    "разбор": typed("разбор Приозёрный", WATCHERS),
    "оспорить": typed(f"оспорить {ANSWERED} не наш", CONTESTING),
    "доработать": typed(f"доработать {ANSWERED} нет срока", CONTROL),
    "стоп напоминания": typed("стоп напоминания до 17:00", CONTROL),
    "стоп человек": typed(f"стоп человек id{ILYIN}", CONTROL),
    "консоль": typed("консоль", WATCHERS | THERE_WATCHING),
    "эфир старт": at_the_desk("эфир старт", State.COLLECTING),
    "эфир пауза": at_the_desk("эфир пауза"),
    "эфир дальше": at_the_desk("эфир дальше", State.PAUSED),
    "эфир стоп": at_the_desk("эфир стоп"),
    "эфир итог": at_the_desk("эфир итог"),
    "эфир отмена": at_the_desk("эфир отмена", State.COLLECTING),
    "эфир ссылка": at_the_desk("эфир ссылка vk.com/video-1_2"),
    "эфир другое": at_the_desk("эфир другое про ёлку"),
    "эфир пульт": at_the_desk("эфир пульт"),
    "на экран": at_the_desk(f"на экран {ASSIGNED}"),
    "назвать тему": at_the_desk(f"назвать тему {ASSIGNED} Каток"),
    "ответили": at_the_desk(f"ответили {ASSIGNED}"),
    "обещал": at_the_desk(f"обещал {ASSIGNED} 10.12"),
    "эфир лист": Row(  # the host has their own
        lambda person: types(person, "эфир лист"), MODERATORS | {VETROV}, on_air(State.RUNNING)
    ),
    "справка": at_the_desk(f"справка {ASSIGNED} Ильин"),
    "подключить": Row(lambda person: says(person, "!подключить Приозёрный жители"), CONTROL),
}

FINER = {
    "an emergency": typed("срочно Приозёрный до 18:00", CONTROL),
    "the end of an emergency": Row(lambda person: types(person, "срочно Приозёрный хватит"), CONTROL, has_an_emergency),
    "the list of an emergency": Row(lambda person: types(person, "срочно"), WATCHERS, has_an_emergency),
    "a mark of «Инцидент» taken back": Row(
        lambda person: types(person, f"инцидент {ASSIGNED} нет"), CONTROL, is_in_incident
    ),
    "a summary of a matter": typed("тема фонарь Приозёрный 7 дней", WATCHERS),
    "announcing a broadcast": typed("эфир 3.12 18:00 Ветров 90 минут", MODERATORS),
    "looking at what is new on the desk": Row(
        lambda person: press(person, p.Air(1, "new", 0, -1, "")), MODERATORS, on_air(State.RUNNING)
    ),
    "looking at the log of the desk": Row(
        lambda person: press(person, p.Air(1, "log", 0, -1, "")), MODERATORS, on_air(State.RUNNING)
    ),
    "asking a department for the host": Row(
        lambda person: press(person, p.Air(1, "fact-to", 1, -1, str(ILYIN))), MODERATORS, on_air(State.RUNNING)
    ),
    "naming the topic": typed(f"тема {ASSIGNED} Дороги", MODERATORS),
    "a gate a step further": typed("порог строже возможно Приозёрный", MODERATORS),
    "another district's journal": typed("журнал удалений Приозёрный", MODERATORS),
    "a line of another district's journal": replace(
        typed("журнал удалений 1", MODERATORS), prepare=in_the_journal(Removed.DONE)
    ),
    "a chat of staff kept": Row(lambda person: press(person, p.KeepSo(COMMUNITY, 1, "off", 7)), NOBODY),
    "somebody else's gate": Row(lambda person: press(person, p.GateIs("lesnoy", 1, 1, 90)), CONTROL | THERE_MODERATING),
    "the region's gate": Row(lambda person: press(person, p.GateIs("", 1, 1, 90)), CONTROL),
    "another district's list": typed("ждут Приозёрный", WATCHERS),
    "another district's overdue": typed("просрочено Приозёрный", WATCHERS),
    "another district's month": typed("обещали за ноябрь Приозёрный", WATCHERS),
    "another district's promises": typed("обещали Приозёрный", WATCHERS),
    "names in an export": typed("выгрузка полная", frozenset({LEBEDEVA})),
    "a role for the whole region": typed("назначить id300 ЦУР", frozenset({LEBEDEVA})),
    "an administrator": typed("назначить id300 администратор", frozenset({LEBEDEVA})),
    "taking a role away from ЦУР": typed(f"назначить id{LEBEDEVA} Приозёрный исполнитель", frozenset({LEBEDEVA})),
    "an official of one's own district": typed("назначить id300 Лесной исполнитель", CONTROL | {CCU_THERE}),
    "somebody else's official": typed(f"назначить id{ILYIN} Лесной исполнитель", CONTROL),
    "stopping an official of one's own district": typed(f"стоп человек vk.com/id{GROMOV}", CONTROL | {CCU_THERE}),
    "stopping somebody of ЦУР": typed(f"стоп человек id{CCU_ALONE}", frozenset({LEBEDEVA})),
    "stopping oneself": Row(lambda person: types(person, f"стоп человек id{person}"), NOBODY),
    "somebody else's chat": Row(lambda person: says(person, "!подключить Лесной жители"), CONTROL),
    "the card by its number": typed(str(ASSIGNED), ANSWERERS),
    "a stranger as a substitute": Row(lambda person: press(person, p.SubstituteIs(STRANGER, "2026-12-10")), NOBODY),
    "a moderator as a substitute": Row(lambda person: press(person, p.SubstituteIs(SOKOLOVA, "2026-12-10")), NOBODY),
    "handing to a stranger": Row(lambda person: press(person, p.HandTo(ASSIGNED, STRANGER)), NOBODY),
    "handing to another district": Row(lambda person: press(person, p.HandTo(ASSIGNED, 107)), NOBODY),
    "handing to a former colleague": Row(lambda person: press(person, p.HandTo(ASSIGNED, FORMER)), NOBODY),
}


# --- without a command


def taking(person: int, place: Place) -> NewMessage:
    """«в» as a reply to a neighbour's words in the chat."""
    said = Forwarded(VIKTOR, "Когда вывезут мусор с Победы, 3?", NOW)
    there = in_the_chat(902)
    return NewMessage(Message(there, person, "!в", NOW, reply_to=there.at(903), replied=said))


def commented(person: int, under: int = 0) -> Message:
    place = Place(PlaceKind.WALL, COMMUNITY, -COMMUNITY, 55, 40)
    return Message(place, person, "Заменили лампу, всё горит", NOW, reply_to=place.at(under) if under else None)


async def asked_on_the_wall(uow: SqlUnitOfWork, _: int) -> None:
    """The question stands under a post, as comment 50."""
    await uow.questions.link(Place(PlaceKind.WALL, COMMUNITY, -COMMUNITY, 50, 40), ASSIGNED)


async def has_a_card(uow: SqlUnitOfWork, person: int) -> None:
    await a_card_for(uow, person, ASSIGNED, 800)


async def opened_the_card(uow: SqlUnitOfWork, person: int) -> None:
    """A card opened while the person still had the right."""
    dialog = await uow.dialogs.get(COMMUNITY, person, person)
    await uow.dialogs.save(replace(dialog, card=ASSIGNED, expecting="answer", last_at=NOW))


DONE = "Заменили лампу, всё горит"
FORWARDED = (Forwarded(VIKTOR, "Когда вывезут мусор с Победы, 3?", NOW),)

WAYS = {
    "a reply in the chat": Row(lambda person: says(person, DONE, under=ASSIGNED), ANSWERERS, shows="answers"),
    "a reply to the card": Row(
        lambda person: types(person, DONE, reply_to=private(COMMUNITY, person).at(800)),
        ANSWERERS,
        has_a_card,
        "answers",
    ),
    "words after an opened card": Row(lambda person: types(person, DONE), ANSWERERS, opened_the_card, "answers"),
    "a reply in the comments": Row(
        lambda person: NewComment(commented(person, 50)), ANSWERERS, asked_on_the_wall, "answers"
    ),
    "by hand in the community's name": Row(
        lambda person: StaffReply(
            Message(private(COMMUNITY, MARINA).at(904), person, DONE, NOW, reply_to=private(COMMUNITY, MARINA).at(905))
        ),
        NOBODY,  # the question was asked in the chat: what is written by hand elsewhere answers nothing
        lambda uow, _: uow.questions.link(private(COMMUNITY, MARINA).at(905), ASSIGNED),
        "answers",
    ),
    "forwarding somebody's words": Row(
        lambda person: types(person, "", forwarded=FORWARDED), MODERATORS, shows="questions"
    ),
    "a reaction": Row(
        lambda person: Reacted(in_the_chat(ASSIGNED), person, 4),
        EVERYBODY - ANSWERERS - FOLLOWERS,  # those who owe it, who asked it and who are counted already do not count
        shows="votes",
    ),
    "an edited message": Row(
        lambda person: EditedMessage(Message(in_the_chat(ASSIGNED), person, "Другие слова", NOW)),
        AUTHOR,
        shows="questions",
    ),
    "an edited comment": Row(
        lambda person: EditedComment(Message(in_the_chat(ASSIGNED), person, "Другие слова", NOW)),
        AUTHOR,
        shows="questions",
    ),
}

EVENTS_TRIED = {NewMessage, Pressed, NewComment, StaffReply, Reacted, EditedMessage, EditedComment}
EVENTS_OF_VK = {Deleted, Allowed}
"""What VK says by itself, about its own comments and permissions: nobody's words or press."""


FOLLOWED_BY = {
    Shape.ALONE: "",
    Shape.REPLY: "",
    Shape.NUMBER: f"{ASSIGNED} слова",
    Shape.WORDS: "id300 ЦУР",
    Shape.PERSON: "id300 слова",
}

# --- the law


def test_every_button_is_in_the_table() -> None:
    assert set(BUTTONS) == set(p.KINDS)


def test_every_command_is_in_the_table() -> None:
    assert set(COMMANDS_IN_PRIVATE) == set(COMMANDS)


def test_every_kind_of_event_is_in_the_table() -> None:
    assert set(get_args(Event)) == EVENTS_TRIED | EVENTS_OF_VK


@pytest.mark.parametrize("name", BUTTONS)
async def test_a_button_obeys_those_who_may(town: Town, name: str) -> None:
    assert await who_did(town, BUTTONS[name]) == names_of(BUTTONS[name].may)


@pytest.mark.parametrize("name", COMMANDS_IN_PRIVATE)
async def test_a_command_obeys_those_who_may(town: Town, name: str) -> None:
    assert await who_did(town, COMMANDS_IN_PRIVATE[name]) == names_of(COMMANDS_IN_PRIVATE[name].may)


@pytest.mark.parametrize("name", FINER)
async def test_a_finer_right(town: Town, name: str) -> None:
    assert await who_did(town, FINER[name]) == names_of(FINER[name].may)


@pytest.mark.parametrize("name", WAYS)
async def test_another_way_obeys_those_who_may(town: Town, name: str) -> None:
    assert await who_did(town, WAYS[name]) == names_of(WAYS[name].may)


@pytest.mark.parametrize("name", BUTTONS)
async def test_a_button_pressed_in_the_chat_obeys_the_same(town: Town, name: str) -> None:
    """Whoever finds an official's button in a chat may press it; the press tells who it was."""
    row = BUTTONS[name]
    in_chat = replace(row, try_=lambda person: replace(row.try_(person), place=in_the_chat(900)))

    assert await who_did(town, in_chat) == names_of(row.may)


@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if command.staff])
async def test_a_staff_command_of_a_resident_in_the_chat_is_silence(town: Town, name: str) -> None:
    """`contract.md` 4.7: nothing is said, nothing is changed, whatever follows the sign."""
    for person in RESIDENTS:
        tried = await town.tries(says(person, f"!{name} {FOLLOWED_BY[COMMANDS[name].shape]}", under=ASSIGNED))

        assert (names_of({person}), tried.changed, tried.said) == (names_of({person}), set(), [])


async def who_did(town: Town, row: Row) -> list[str]:
    """Those for whom it was done; whoever it was not done for changed nothing and read nothing of the question."""
    did = set()
    for person in sorted(EVERYBODY):
        tried = await town.tries(row.try_(person), row.prepare)
        if is_done(tried, row):
            did.add(person)
        elif row.shows == "":
            assert (names_of({person}), tried.changed - HEARD) == (names_of({person}), set())
        if person not in SEEING:
            assert (names_of({person}), BEACON in tried.read_by(person)) == (names_of({person}), False)
        assert_no_export_of_others(tried, person)
    return names_of(did)


def is_done(tried: Tried, row: Row) -> bool:
    if row.shows:
        return row.shows in tried.changed
    return not tried.refused and bool(tried.changed - HEARD or any(not isinstance(n, POLITE) for n in tried.notices))


def assert_no_export_of_others(tried: Tried, person: int) -> None:
    for notice in tried.notices:
        if isinstance(notice, Export) and person in THERE:
            assert notice.municipality == "lesnoy"
