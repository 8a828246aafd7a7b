"""How much two short texts speak of the same thing, by their words; no model, no vocabulary but the region's topics."""

import re

from domain.language import plainly
from domain.organisation import Region
from domain.question import Question
from domain.replies import without_mentions


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[а-яa-z]{3,}|\d+")
_COMMON = _listed("""
    без более будем будет будете был были было быть вам вами вас ваш ваша ваше ваши весь вечер вечера вечером вечеру
    вопрос вот все всегда всех вы где день для днем дня добрая добрый дом дома ему если есть еще жду завтра здесь
    здравствуйте или как какая какие какой какую когда кого кто кто-нибудь куда лет людей люди меня мне можете можно
    мой мы над надо нам нами нас наш наша наши него неделе неделю нее нет нибудь ним них ничего нормально нужно она
    они оно опять оттуда очень перед под подскажите пожалуйста после почему при про просто раз сам сами сделаем
    сделали сделать себя сегодня сейчас скажите снова спасибо стоит так также там твой тебе тем то тоже только третий
    тут уже улица улице утра утро утром хотя час часа часов чем что чтобы эта эти это этого этой этом эту январь
""")


def words_of(text: str) -> tuple[str, ...]:
    """The words that carry the matter, in small letters."""
    return tuple(word for word in _WORD.findall(plainly(without_mentions(text))) if word not in _COMMON)


def alike(one: str, other: str) -> bool:
    """The same word in two forms: «фонарь» and «фонаря», «яма» and «яму»."""
    if one == other:
        return True
    if one[0].isdigit() or other[0].isdigit():
        return False
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    shorter, longer = sorted((len(one), len(other)))
    return common >= max(2 if shorter == 3 else 3, shorter - 1) and common >= longer - 4


def overlap(text: str, question: Question, region: Region) -> float:
    """How many words of a text belong to a question: its own words, its address, the words of its topic."""
    mine = words_of(f"{question.text} {question.address}")
    topic = next((topic.words for topic in region.topics if topic.id == question.topic), ())
    listed = tuple(word for name in topic for word in words_of(name))
    total = 0.0
    for word in dict.fromkeys(words_of(text)):
        if any(alike(word, one) for one in mine):
            total += 0.5 if word.isdigit() else 1.0
        elif any(alike(word, one) for one in listed):
            total += 1.0
    return total
