"""Commands of moderators and ЦУР."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from domain.errors import RuleViolation
from domain.notices import (
    Appointed,
    Connected,
    Dismissed,
    HistoryLine,
    HistoryOf,
    Joined,
    MarkKept,
    MaybeList,
    Parted,
    Someone,
    Taken,
    TopicSet,
)
from domain.organisation import Chat, ChatKind, Person, Role
from domain.people import Right
from domain.ports import Entry
from domain.promise_dates import parse_due
from domain.question import Question
from domain.use_cases import hushing, pinning, presence, quality, rechecking
from domain.use_cases import incident as incidents
from domain.use_cases.gating import Border
from domain.use_cases.promised import month_named, of_month
from domain.use_cases.telling import LIST_LINES, line_of, tell_ccu
from handlers import broadcasts
from handlers.officials import find_person, quiet_until
from handlers.roles import CHAT_KINDS, ROLES
from handlers.talk import Talk
from handlers.words import Spoken

LENGTHS = {"дн": 1, "ден": 1, "д": 1, "сут": 1, "недел": 7, "месяц": 31, "квартал": 92, "год": 366, "лет": 366}
PERIOD = re.compile(r"(?:\b(\d{1,3})\s*|\b)(дн|ден|д\b|сут|недел|месяц|квартал|год|лет)")
VK_ID = re.compile(r"(?:vk\.(?:com|ru)/|@|\[)?id(\d{1,12})(?:\|[^\]]*\])?|\b(\d{1,12})\b")


NO = frozenset({"нет", "хватит", "отмена", "отменить", "вернуть"})
"""What takes a mark back."""

# --- moderators


async def take(talk: Talk, _: Spoken) -> None:
    """`в` as a reply: take that message as a question."""
    said, place = talk.message.replied, talk.message.reply_to
    if said is None or place is None:
        raise RuleViolation("number-needed")
    taken = await talk.desk.taking.take_message(talk.scope, place, said)
    official = Someone(taken.assignee) if taken.assignee else None
    await talk.reply(Taken(taken.number, official, taken.due_at), taken.number)


async def dismiss(talk: Talk, spoken: Spoken) -> None:
    """`не вопрос [214]`"""
    question = await talk.question(spoken)
    await talk.desk.moderation.dismiss(talk.scope, question)
    await talk.reply(Dismissed(question.number), question.number)


async def merge(talk: Talk, spoken: Spoken) -> None:
    """`тема 214 219`: the second follows the first; `тема 214 Дороги`: what it is about."""
    main = await talk.question(spoken)
    numbers = [int(found) for found in re.findall(r"\d{1,9}", spoken.rest)]
    if not numbers:
        await _name_topic(talk, main, spoken.rest.strip(' :,.«»"'))
        return
    for number in numbers:
        follower = await talk.scope.uow.questions.get(number)
        if await broadcasts.join(talk, main, follower):
            continue
        await talk.desk.moderation.merge(talk.scope, follower, await talk.scope.uow.questions.get(main.number))
        await talk.reply(Joined(number, main.number), number)


async def _name_topic(talk: Talk, question: Question, words: str) -> None:
    if not words:
        raise RuleViolation("number-needed")
    talk.scope.must(Right.MODERATE, question)
    found = talk.scope.region.find_topic(words)
    if found is None:
        raise RuleViolation("topic-unknown", number=question.number, detail=words)
    await topic_told(talk, await talk.desk.moderation.topic_is(talk.scope, question, found.id))


async def topic_told(talk: Talk, question: Question) -> None:
    """Says what the question is about now and who answers."""
    official = Someone(question.assignee) if question.assignee else None
    await talk.reply(TopicSet(question.number, talk.scope.region.topic_name(question.topic), official), question.number)


async def split(talk: Talk, spoken: Spoken) -> None:
    """`разделить 219`: from the one it was joined to, or into the two that were asked at once."""
    question = await talk.question(spoken)
    if await broadcasts.split(talk, question):
        return
    done = await talk.desk.splitting.split(talk.scope, question) if question.is_waiting else None
    if done is not None:
        await talk.reply(done)
        return
    main = question.main or 0
    await talk.desk.moderation.split(talk.scope, question)
    await talk.reply(Parted(question.number, main), question.number)


async def maybe(talk: Talk, _: Spoken) -> None:
    """`возможно`: what nobody decided on yet."""
    drafts = await talk.desk.control.maybe(talk.scope)
    lines = tuple(line_of(talk.scope, draft) for draft in drafts)
    await talk.reply(MaybeList(lines[:LIST_LINES], max(len(lines) - LIST_LINES, 0)))


# --- ЦУР: lists


async def waiting(talk: Talk, spoken: Spoken) -> None:
    """`ждут [округ]`"""
    await talk.reply(await talk.desk.control.waiting(talk.scope, _municipality(talk, spoken)))


async def overdue(talk: Talk, spoken: Spoken) -> None:
    """`просрочено [округ]`"""
    await talk.reply(await talk.desk.control.overdue(talk.scope, _municipality(talk, spoken)))


async def promised(talk: Talk, spoken: Spoken) -> None:
    """`обещали [дата]`; `обещали за ноябрь [округ]` is the month as a post."""
    words = _words(spoken)
    if words.casefold().startswith("за "):
        await _promised_in(talk, words[3:].strip(" ."))
        return
    found = parse_due(words, talk.scope.now, talk.scope.calendar) if words else None
    municipality = "" if found or not words else _municipality(talk, spoken)
    await talk.reply(await talk.desk.control.promised(talk.scope, municipality, found.due if found else None))


async def _promised_in(talk: Talk, words: str) -> None:
    today, parts = talk.scope.calendar.local(talk.scope.now).date(), words.split()
    for count in (2, 1):
        first = month_named(" ".join(parts[:count]), today)
        if first is not None:
            where = _municipality(talk, Spoken("", None, "", words=" ".join(parts[count:])))
            await talk.reply(await of_month(talk.scope, first, where))
            return
    raise RuleViolation("month-unclear", detail=words)


async def person(talk: Talk, spoken: Spoken) -> None:
    """`человек Ильин`"""
    found = find_person(talk.scope.region, _words(spoken), "")
    await talk.reply(await talk.desk.control.of_person(talk.scope, found))


async def history(talk: Talk, spoken: Spoken) -> None:
    """`история 214`: who, when, what."""
    question = await talk.question(spoken)
    talk.scope.must(Right.WATCH, question)
    entries = await talk.scope.uow.history.of(question.number)
    lines = tuple(HistoryLine(entry.at, _who(entry), entry.what, entry.detail) for entry in entries)
    await talk.reply(HistoryOf(question.number, lines), question.number)


def _who(entry: Entry) -> Someone | None:
    """Who did it; the bot itself gives out what a resident asks."""
    return Someone(entry.actor) if entry.actor and entry.what != "assigned" else None


async def export(talk: Talk, spoken: Spoken) -> None:
    """`выгрузка [период] [полная]`: 7 дней, неделя, месяц; everything without one."""
    words = _words(spoken)
    full = bool(re.search(r"\bполн", words))
    since = _since(words, talk.scope.now)
    await talk.desk.control.export(talk.scope, talk.message.place, since=since, until=None, full=full, key=talk.key)


def _since(words: str, now: datetime) -> datetime | None:
    """The beginning of a period in words."""
    for count, stem in PERIOD.findall(words.casefold()):
        return now - timedelta(days=min(int(count or 1) * LENGTHS[stem], 366 * 10))
    return None


async def silence(talk: Talk, _: Spoken) -> None:
    """`тишина`: where nobody asks from, and whose questions pile up."""
    talk.scope.must_in(Right.CONTROL, "")
    await talk.reply(await rechecking.silence(talk.scope))


async def health(talk: Talk, _: Spoken) -> None:
    """`здоровье`: what is wrong with the bot itself."""
    await talk.reply(await talk.desk.alarming.report(talk.scope))


async def console(talk: Talk, _: Spoken) -> None:
    """`консоль`: a link to the staff's pages, always in private."""
    await talk.desk.entering.invite(talk.scope, talk.message.place, key=talk.key)


async def words(talk: Talk, spoken: Spoken) -> None:
    """`слова Дороги`, `слова Дороги: грейдер, щебень`"""
    topic, listed = _topic_and_words(spoken)
    wording = talk.desk.wording
    if listed:
        await talk.reply(await wording.add(talk.scope, topic, listed, minus=False))
    else:
        await talk.reply(await wording.show(talk.scope, topic))


async def minus_words(talk: Talk, spoken: Spoken) -> None:
    """`минус Дороги: дорожка`"""
    topic, listed = _topic_and_words(spoken)
    await talk.reply(await talk.desk.wording.add(talk.scope, topic, listed, minus=True))


async def drop_words(talk: Talk, spoken: Spoken) -> None:
    """`убрать слово Дороги: грейдер`"""
    topic, listed = _topic_and_words(spoken)
    await talk.reply(await talk.desk.wording.drop(talk.scope, topic, listed))


STEPS = {"строже": 1, "мягче": -1}
BORDERS = {"вопрос": Border.QUESTION, "возможно": Border.PERHAPS, "тем": Border.TOPIC}


async def gate(talk: Talk, spoken: Spoken) -> None:
    """`порог`, `порог Приозёрный`, `порог строже возможно`"""
    step, border, rest = 0, Border.BOTH, []
    for word in _words(spoken).casefold().strip(" .!").split():
        begun = next((found for stem, found in BORDERS.items() if word.startswith(stem)), None)
        if word in STEPS:
            step = STEPS[word]
        elif begun is not None:
            border = begun
        else:
            rest.append(word)
    if border is not Border.BOTH and not step:
        raise RuleViolation("gate-unclear")
    await _gate(talk, " ".join(rest), border, step)


async def stricter(talk: Talk, _: Spoken) -> None:
    """`строже`: fewer questions, fewer «возможно»."""
    await _gate(talk, "", Border.BOTH, 1)


async def softer(talk: Talk, _: Spoken) -> None:
    """`мягче`"""
    await _gate(talk, "", Border.BOTH, -1)


async def _gate(talk: Talk, where: str, border: Border, step: int) -> None:
    """Of the municipality named, else of the one who says so, else of the chat it is said in, else of all."""
    region, place = talk.scope.region, talk.message.place
    found = region.find_municipality(where) if where else None
    if where and found is None:
        raise RuleViolation("municipality-unknown", detail=where)
    chat, person = region.chat(place.community, place.peer), talk.scope.person
    municipality = found.id if found else (person.municipality if person else "")
    municipality = municipality or (chat.municipality if chat and not found else "")
    gating = talk.desk.gating
    shown = gating.preview(talk.scope, municipality, border, step) if step else gating.show(talk.scope, municipality)
    await talk.reply(await shown)


def _topic_and_words(spoken: Spoken) -> tuple[str, str]:
    topic, _, listed = _words(spoken).partition(":")
    return topic.strip(' «»".'), listed.strip(" .")


async def model(talk: Talk, _: Spoken) -> None:
    """`модель`: what the bot learned and how well it knows it."""
    await talk.reply(await talk.desk.schooling.report(talk.scope))


async def model_back(talk: Talk, _: Spoken) -> None:
    """`модель откатить`"""
    await talk.reply(await talk.desk.schooling.step_back(talk.scope))


# --- ЦУР: orders


async def incident(talk: Talk, spoken: Spoken) -> None:
    """`инцидент 214 12345 [ссылка]`: «уже в Инциденте», our reminders fall silent; `инцидент 214 нет` takes it back."""
    question = await talk.question(spoken)
    if spoken.rest.casefold().strip(" .!") in NO:
        await talk.reply(await incidents.take_back(talk.scope, question), question.number)
        return
    await talk.reply(await incidents.keep(talk.scope, question, spoken.rest, key=talk.key), question.number)


async def pos(talk: Talk, spoken: Spoken) -> None:
    """`пос 214 12345`"""
    question = await talk.question(spoken)
    external = spoken.rest.strip().lstrip("№ ")
    if not external:
        raise RuleViolation("number-needed", number=question.number)
    await talk.desk.control.mark_pos(talk.scope, question, external)
    await talk.reply(MarkKept(question.number, "pos", external), question.number)


async def send_back(talk: Talk, spoken: Spoken) -> None:
    """`доработать 214 нет срока`: the answer goes back to its official."""
    question = await talk.question(spoken)
    reason = spoken.rest.strip(" :,.—-")
    await talk.reply(await quality.send_back(talk.scope, question, reason, key=talk.key), question.number)


async def appoint(talk: Talk, spoken: Spoken) -> None:
    """`назначить vk.com/id123 Приозёрный глава [должность]`: by id only, names prove nothing."""
    text = _words(spoken)
    found = VK_ID.search(text)
    if found is None:
        raise RuleViolation("vk-id-needed")
    vk_id = int(found[1] or found[2])
    rest = text[found.end() :].strip(" ,")
    role, municipality, post = _appointment(talk, rest)
    known = talk.scope.region.person(vk_id) or Person(vk_id, "", "", municipality, frozenset())
    person = replace(known, post=post, municipality=municipality, roles=frozenset({role}))
    if municipality != known.municipality:
        person = replace(person, topics=frozenset(), settlements=frozenset(), substitute=None)
    await talk.desk.control.appoint(talk.scope, person)
    started = not await talk.scope.uow.dialogs.forbidden(vk_id)
    reachable = await talk.scope.uow.dialogs.reachable(vk_id) is not None
    await talk.reply(Appointed(Someone(vk_id), role.value, municipality, started and reachable))


async def hush(talk: Talk, spoken: Spoken) -> None:
    """`стоп напоминания до 14:00`, `стоп напоминания хватит`: nobody is reminded in an emergency."""
    until = quiet_until(talk, spoken)
    if until is None:
        raise RuleViolation("time-unclear")
    notice = await hushing.hush_everybody(talk.scope, until)
    await talk.reply(notice)
    if not talk.among_staff or talk.is_private:
        await tell_ccu(talk.scope, notice, key=f"{talk.key}/hushed")


async def stop(talk: Talk, spoken: Spoken) -> None:
    """`стоп человек vk.com/id123`: every right ends now."""
    found = VK_ID.search(_words(spoken))
    if found is None:
        raise RuleViolation("vk-id-needed")
    stopped = await talk.desk.control.stop(talk.scope, int(found[1] or found[2]))
    await talk.reply(stopped)
    if not talk.among_staff or talk.is_private:
        await tell_ccu(talk.scope, stopped, key=f"{talk.key}/stopped")


def _appointment(talk: Talk, words: str) -> tuple[Role, str, str]:
    """Role, municipality and post out of «Приозёрный глава», «Приозёрный исполнитель ЖКХ», «ЦУР»."""
    parts = words.split()
    for index, word in enumerate(parts):
        role = ROLES.get(word.casefold().strip(".,"))
        if role is None:
            continue
        where = talk.scope.region.find_municipality(" ".join(parts[:index]))
        if where is None and role not in {Role.CCU, Role.ADMIN}:
            raise RuleViolation("municipality-unknown", detail=" ".join(parts[:index]))
        post = " ".join(parts[index + 1 :]) or word.casefold()
        return role, where.id if where else "", post
    raise RuleViolation("role-unknown", detail=words)


async def connect(talk: Talk, spoken: Spoken) -> None:
    """`подключить [округ] [жители|модераторы|цур]` in a chat."""
    place = talk.message.place
    if not place.is_chat:
        raise RuleViolation("not-a-chat")
    words = _words(spoken).split()
    kinds = [kind for word in words if (kind := CHAT_KINDS.get(word.casefold()))]
    name = " ".join(word for word in words if word.casefold() not in CHAT_KINDS)
    where = talk.scope.region.find_municipality(name)
    home = talk.scope.person.municipality if talk.scope.person else ""
    municipality = where.id if where else home or talk.scope.region.municipality_of(place.community, place.peer)
    if not municipality or (name and where is None):
        raise RuleViolation("municipality-unknown", detail=name)
    chat = Chat(place.community, place.peer, municipality, kinds[0] if kinds else ChatKind.RESIDENTS)
    await talk.desk.control.connect(talk.scope, chat)
    await talk.reply(Connected(municipality, chat.kind.value))


async def pin(talk: Talk, _: Spoken) -> None:
    """`!закреп`: the text for the chat it is said in, pinned where the bot may; elsewhere the text alone."""
    await talk.reply(await pinning.pin(talk.scope, talk.message.place, key=talk.key))


async def not_begun(talk: Talk, spoken: Spoken) -> None:
    """`кто не начал [округ]`"""
    await talk.reply(await presence.not_begun(talk.scope, _municipality(talk, spoken)))


def _municipality(talk: Talk, spoken: Spoken) -> str:
    words = _words(spoken)
    if not words:
        return ""
    found = talk.scope.region.find_municipality(words)
    if found is None:
        raise RuleViolation("municipality-unknown", detail=words)
    return found.id


def _words(spoken: Spoken) -> str:
    """Everything after the command's name; a number in it belongs to no question."""
    return spoken.words
