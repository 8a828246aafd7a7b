"""Comments of a personal page read again: what changed and what is gone, told as VK tells of one's own pages."""

from dataclasses import replace

from bot.pages import Page, changes
from bot.vk.gaps import POST, Board, Update
from domain.question import Question
from handlers.events import Deleted, EditedComment
from handlers.reading import read
from tests.build import COMMUNITY, MARINA, VETROV, at

PAGE = Page(COMMUNITY, Board(POST, VETROV, 77), at("вт 10:00"))
WORDS = "Когда откроют каток?"


def asked(number: int) -> Question:
    return Question(number, PAGE.place.at(number), MARINA, WORDS, at("вт 11:00"), "priozerny")


def comment(number: int, text: str = WORDS) -> Update:
    facts = {"id": number, "from_id": MARINA, "date": 1, "text": text, "owner_id": VETROV, "post_id": 77}
    return {"type": POST, "group_id": COMMUNITY, "object": facts}


def test_an_edit_and_a_deletion_are_events_of_their_comment() -> None:
    questions = [asked(number) for number in (1, 2, 3)]
    shown = [comment(1), comment(2, "Когда откроют бассейн?")]
    edited, gone = [read(one) for one in changes(PAGE, questions, shown, {1: 7, 2: 7})][1:]
    assert isinstance(edited, EditedComment)
    assert (edited.message.place, edited.message.text) == (questions[1].place, "Когда откроют бассейн?")
    assert gone == Deleted(questions[2].place)


def test_what_was_read_once_only_or_is_erased_is_no_news() -> None:
    assert changes(PAGE, [asked(1)], [comment(1, "Другое")], {}) == [], "nothing is known of what it was"
    assert changes(PAGE, [replace(asked(1), text="")], [comment(5)], {}) == []


def test_a_page_of_which_vk_shows_nothing_takes_no_question_away() -> None:
    assert changes(PAGE, [asked(number) for number in (1, 2, 3)], [], {}) == []
