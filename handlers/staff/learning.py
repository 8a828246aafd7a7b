"""What ЦУР teaches the bot: words of topics, gates, the model."""

from domain.errors import RuleViolation
from domain.use_cases.moderating.gating import Border
from handlers.talk import Talk
from handlers.words import Spoken


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
    for word in spoken.words.casefold().strip(" .!").split():
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
    chat = region.chat(place.community, place.peer)
    municipality = talk.municipality(where) or talk.scope.home or (chat.municipality if chat else "")
    gating = talk.desk.gating
    shown = gating.preview(talk.scope, municipality, border, step) if step else gating.show(talk.scope, municipality)
    await talk.reply(await shown)


def _topic_and_words(spoken: Spoken) -> tuple[str, str]:
    topic, _, listed = spoken.words.partition(":")
    return topic.strip(' «»".'), listed.strip(" .")


async def model(talk: Talk, _: Spoken) -> None:
    """`модель`: what the bot learned and how well it knows it."""
    await talk.reply(await talk.desk.schooling.report(talk.scope))


async def model_back(talk: Talk, _: Spoken) -> None:
    """`модель откатить`"""
    await talk.reply(await talk.desk.schooling.step_back(talk.scope))
