"""«Справки» of departments: whose words, under which theme, and how many are told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.broadcasts.broadcast import Broadcast
from domain.broadcasts.evening import Evening
from domain.broadcasts.facts import LONGEST, Fact, by_theme, count
from domain.broadcasts.themes import Asked
from domain.place import VkId

NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)
ILYIN, PETROVA = VkId(101), VkId(102)
FACT = Fact(1, 214, ILYIN, VkId(106), NOW)


def asked(question: int, theme: int) -> Asked:
    return Asked(question, VkId(201), "Когда сделают дорогу?", NOW, theme=theme)


def evening(*questions: Asked) -> Evening:
    broadcast = Broadcast(1, "priozerny", VkId(104), NOW, 90, VkId(106), NOW, NOW)
    return Evening(broadcast, {}, {one.question: one for one in questions})


def test_a_fact_follows_its_question_into_another_theme() -> None:
    assert by_theme(evening(asked(214, 1)), [FACT]) == {1: [FACT]}
    assert by_theme(evening(asked(214, 7)), [FACT]) == {7: [FACT]}
    assert by_theme(evening(), [FACT]) == {}, "the question was taken back"


def test_what_was_told_comes_first() -> None:
    told = replace(FACT, official=PETROVA).told("Щебень завезли", NOW + timedelta(hours=1))
    assert by_theme(evening(asked(214, 1)), [FACT, told]) == {1: [told, FACT]}
    assert count([FACT, told]) == (1, 2)
    assert count([]) == (0, 0)


def test_the_words_are_short_and_without_private_data() -> None:
    told = FACT.told("Звоните 8 921 123-45-67, " + "отсыпят щебнем " * 200, NOW)
    assert "123-45-67" not in told.text
    assert len(told.text) <= LONGEST + 1
    assert told.text.endswith("…")
    mended = told.told("Начнём в среду", NOW + timedelta(minutes=5))
    assert (mended.text, mended.told_at) == ("Начнём в среду", NOW + timedelta(minutes=5))
    assert not FACT.is_told
