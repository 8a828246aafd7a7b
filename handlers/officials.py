"""Commands of those who answer."""

from datetime import datetime

from domain.errors import RuleViolation
from domain.notices import NoteKept
from domain.organisation import Person, Region
from domain.promise_dates import parse_due
from domain.question import Question
from domain.use_cases.clock import hushing
from domain.use_cases.intake import offering
from domain.verified import named_until
from handlers.talk import Talk
from handlers.words import NUMBER, Spoken

ENOUGH = frozenset({"хватит", "стоп", "конец", "напоминай"})


async def queue(talk: Talk, _: Spoken) -> None:
    """`очередь`"""
    await talk.reply(await talk.desk.control.queue(talk.scope))


async def open_card(talk: Talk, spoken: Spoken) -> None:
    """`214`: the card; in private the next plain text is its answer."""
    await talk.desk.conversation.open_card(talk.scope, talk.message.place, await talk.question(spoken), key=talk.key)


async def answer(talk: Talk, spoken: Spoken) -> None:
    """`ответ 214 …`"""
    question = await talk.question(spoken)
    await talk.desk.answering.answer(talk.scope, question, talk.message.saying(spoken.rest), ordered=True)


async def date(talk: Talk, spoken: Spoken) -> None:
    """`дата 214 пт …`: a date and the words to the resident."""
    question = await talk.question(spoken)
    words = spoken.rest.split()
    for count in range(min(len(words), 4), 0, -1):
        found = parse_due(" ".join(words[:count]), talk.scope.now, talk.scope.calendar)
        if found is not None:
            await _dated(talk, question, found.due, " ".join(words[count:]))
            return
    raise RuleViolation("date-unclear", number=question.number)


async def _dated(talk: Talk, question: Question, due: datetime, text: str) -> None:
    if text:
        await talk.desk.answering.answer(talk.scope, question, talk.message.saying(text), due=due, ordered=True)
    else:
        await talk.desk.conversation.date_known(talk.scope, talk.message.place, question, due, key=talk.key)


async def clarify(talk: Talk, spoken: Spoken) -> None:
    """`уточнить 214 …`"""
    question = await talk.question(spoken)
    if spoken.rest:
        await talk.desk.asking_back.ask(talk.scope, question, spoken.rest)
    else:
        await talk.desk.conversation.ask_back(talk.scope, talk.message.place, question, key=talk.key)


async def hand(talk: Talk, spoken: Spoken) -> None:
    """`передать 214 Петрова`"""
    question = await talk.question(spoken)
    if not spoken.rest:
        await talk.desk.conversation.offer_people(talk.scope, talk.message.place, question, key=talk.key)
        return
    to = find_person(talk.scope.region, spoken.rest, question.municipality)
    await talk.desk.conversation.hand_to(talk.scope, talk.message.place, question, to, key=talk.key)


async def outside(talk: Talk, spoken: Spoken) -> None:
    """`не наше 214 …`"""
    question = await talk.question(spoken)
    if spoken.rest:
        said = talk.message.saying(spoken.rest)
        await talk.desk.answering.answer(talk.scope, question, said, outside=True, ordered=True)
    else:
        await talk.desk.conversation.not_ours(talk.scope, talk.message.place, question, key=talk.key)


async def done(talk: Talk, spoken: Spoken) -> None:
    """`готово 214`, with words or a photo."""
    question = await talk.question(spoken)
    if spoken.number is None and not spoken.prefixed:
        await talk.desk.answering.answer(talk.scope, question, talk.message)
        return  # «Готово, проверьте» as a reply is said in the official's own words
    words = f"Готово. {spoken.rest[:1].upper()}{spoken.rest[1:]}".strip()
    await talk.desk.answering.answer(talk.scope, question, talk.message.saying(words), ordered=True)


async def fix(talk: Talk, spoken: Spoken) -> None:
    """`исправить 214 …`"""
    await talk.desk.amending.correct(talk.scope, await talk.question(spoken), spoken.rest)


async def undo(talk: Talk, spoken: Spoken) -> None:
    """`отменить 214`: an answer, within the undo time."""
    await talk.desk.amending.undo(talk.scope, await talk.question(spoken))


async def valid(talk: Talk, spoken: Spoken) -> None:
    """`действует 214 до 1 марта`, `действует 214 нет`"""
    question = await talk.question(spoken)
    until = named_until(spoken.rest, talk.scope.now, talk.scope.calendar)
    if until is None:
        raise RuleViolation("date-unclear", number=question.number)
    await talk.reply(await offering.valid(talk.scope, question, until), question.number)


async def note(talk: Talk, spoken: Spoken) -> None:
    """`заметка 214 …`: for officials only."""
    question = await talk.question(spoken)
    await talk.desk.moderation.note(talk.scope, question, spoken.rest)
    await talk.reply(NoteKept(question.number), question.number)


async def templates(talk: Talk, spoken: Spoken) -> None:
    """`шаблоны [Дороги]`"""
    await talk.reply(await talk.desk.templating.listed(talk.scope, spoken.words.strip(" .:")))


async def template(talk: Talk, spoken: Spoken) -> None:
    """`шаблон Дороги: …` keeps one, `шаблон 3 [214]` answers with it."""
    if spoken.number is None:
        if not spoken.words:
            await templates(talk, spoken)
            return
        subject, _, text = spoken.words.partition(":")
        await talk.reply(await talk.desk.templating.make(talk.scope, subject.strip(' «»"'), text))
        return
    named = NUMBER.match(spoken.rest)
    if named is not None:
        question = await talk.scope.uow.questions.get(int(named[1]))
    elif talk.message.reply_to is not None:
        question = await talk.replied()
    else:
        question = await talk.desk.templating.asked_about(talk.scope, talk.message.place)
    await talk.desk.templating.use(talk.scope, talk.message.place, question, spoken.number, key=talk.key)


async def drop_template(talk: Talk, spoken: Spoken) -> None:
    """`убрать шаблон 3`"""
    await talk.reply(await talk.desk.templating.drop(talk.scope, spoken.number or 0))


async def leave(talk: Talk, spoken: Spoken) -> None:
    """`отпуск до 10 декабря [Кузьмин]`"""
    parts = spoken.words.casefold().removeprefix("до ").split()
    for count in range(min(len(parts), 4), 0, -1):
        found = parse_due(" ".join(parts[:count]), talk.scope.now, talk.scope.calendar)
        if found is None:
            continue
        name = " ".join(parts[count:])
        home = talk.scope.home
        substitute = find_person(talk.scope.region, name, home).vk_id if name else None
        await talk.reply(await talk.desk.control.leave(talk.scope, found.due, substitute))
        return
    raise RuleViolation("date-unclear")


async def hush(talk: Talk, spoken: Spoken) -> None:
    """`тише до 14:00`, `тише`, `тише хватит`; said to neighbours in their chat it is no command."""
    if talk.is_private or talk.among_staff:
        await talk.reply(await hushing.hush(talk.scope, quiet_until(talk, spoken)))


def quiet_until(talk: Talk, spoken: Spoken) -> datetime | None:
    """The moment after «до»; now for «хватит»; None when nothing is named."""
    words = spoken.words.casefold().strip(" .!").removeprefix("до ")
    if not words:
        return None
    if words in ENOUGH:
        return talk.scope.now
    found = parse_due(words, talk.scope.now, talk.scope.calendar)
    if found is None:
        raise RuleViolation("time-unclear")
    return found.due


def find_person(region: Region, words: str, municipality: str) -> Person:
    """Somebody of the roster by surname, whole name or VK id, as people type them: «Петровой», «id102»."""
    wanted = words.casefold().replace("ё", "е").strip(" .,").removeprefix("id")
    here = [p for p in region.people if not municipality or p.municipality in {municipality, ""}]
    for person in here:
        if wanted == str(person.vk_id) or wanted == person.name.casefold().replace("ё", "е"):
            return person
    typed = wanted.split()[-1] if wanted else ""
    stem = typed[: max(len(typed) - 2, 3)]
    surnames = {p.vk_id: p.name.casefold().replace("ё", "е").split()[-1] for p in here if p.name}
    alike = [p for p in here if surnames.get(p.vk_id) == typed] or [
        p for p in here if stem and surnames.get(p.vk_id, "").startswith(stem)
    ]
    if len(alike) != 1:
        raise RuleViolation("nobody-found", detail=words)
    return alike[0]
