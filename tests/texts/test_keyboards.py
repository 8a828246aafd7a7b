"""Every keyboard within VK's limits, every button with a meaning and a label."""

import json

import pytest

from bot.texts.catalogue import Catalogue
from bot.texts.examples import DUE, ILYIN, KINDS, MARINA, NOW, at, full, line
from bot.texts.keyboards import LAYOUTS
from bot.texts.phrasebook import phrase_id
from domain import notices as n
from domain.notices import Quote, Someone
from handlers import payloads
from tests.texts.samples import samples, setting

CATALOGUE = Catalogue.load()


def rows(notice, **how) -> list[list[str]]:
    board = board_of(notice, **how)
    return [[button["action"]["label"] for button in row] for row in board["buttons"]] if board else []


def board_of(notice, **how):
    said = CATALOGUE.render(notice, setting(**how)).keyboard
    return json.loads(said.get_json()) if said else None


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_vk_accepts_it(kind):
    for notice in [*samples(kind), *crowded(kind)]:
        for how in ({}, {"public": True}, {"names": {}}):
            board = board_of(notice, **how)
            if board:
                check(board)


def crowded(kind) -> list:
    """Longer lists and bigger numbers than anybody has."""
    facts = {}
    if "lines" in kind.__dataclass_fields__:
        facts["lines"] = tuple(line(10**12 + number) for number in range(20))
    if "people" in kind.__dataclass_fields__:
        facts["people"] = tuple(range(10**9, 10**9 + 30))
    if "number" in kind.__dataclass_fields__:
        facts["number"] = 10**15
    return [full(kind, **facts)]


def check(board) -> None:
    inline, buttons = board["inline"], board["buttons"]
    assert not board["one_time"]
    assert 1 <= len(buttons) <= (6 if inline else 10)
    assert sum(map(len, buttons)) <= (10 if inline else 40)
    assert all(1 <= len(row) <= 5 for row in buttons)
    for button in (button for row in buttons for button in row):
        action = button["action"]
        assert 1 <= len(action["label"]) <= 40
        if action["type"] == "open_link":
            assert action["link"].startswith("https://")
            assert "color" not in button
            continue
        assert action["type"] == ("callback" if inline else "text")
        assert len(action["payload"]) <= 255
        assert payloads.decode(json.loads(action["payload"])) is not None


def test_every_meaning_has_a_label_and_nothing_else_has():
    labels = {
        m.id.name for stem, m in CATALOGUE.book.messages() if stem == "buttons" and m.id.name.startswith("button-")
    }
    assert labels == {f"button-{phrase_id(kind)}" for kind in payloads.KINDS.values()}


def test_only_known_notices_have_buttons():
    assert set(LAYOUTS) <= set(KINDS)


def test_the_card():
    plain = full(n.Card, templates=False, controlled=False)
    assert rows(plain) == [["К дате…", "Уточнить"], ["Передать", "Не наше"]]
    assert rows(full(n.Card, controlled=False))[-1] == ["Шаблоны"], "where kept answers fit"
    watched = full(n.Card, controlled=True, urgent=False, incident="")
    assert rows(watched)[-1] == ["Срочно", "Уже в ИМ №…"], "for ЦУР"
    assert rows(full(n.Card, controlled=True, urgent=True))[-1] == ["Не срочно", "Вернуть сроки"]


def test_an_answer_sent():
    sent = n.AnswerSent(214, Someone(MARINA), "chat")
    assert rows(sent) == [["Отменить — 20 сек"]]
    assert rows(n.AnswerSent(214, Someone(MARINA), "chat", (DUE,))) == [["Отменить — 20 сек", "Даты не те"]]


def test_confirming_is_simpler_in_a_chat():
    ask = n.ConfirmAsk(214, Someone(MARINA), Quote("фонарь"))
    assert rows(ask, public=True) == [["Да", "Нет"]]
    assert rows(ask) == [["Да", "Нет", "Частично"]]


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("23.11.2026 10:00", ["Сегодня", "Завтра", "Ср", "Чт", "Другая"]),
        ("24.11.2026 19:42", ["Завтра", "Чт", "Пт", "Пн", "Другая"]),
        ("27.11.2026 12:00", ["Сегодня", "Пн", "Вт", "Ср", "Другая"]),
        ("30.12.2026 12:00", ["Сегодня", "Пн 11.01", "Вт 12.01", "Ср 13.01", "Другая"]),
    ],
)
def test_days_to_promise_are_working_days(now, days):
    assert rows(n.DateAsk(214), now=at(now)) == [days]


def test_people_are_offered_by_surname():
    assert rows(n.HandChoice(214, (Someone(ILYIN), Someone(102)))) == [["Ильин", "Петрова"]]


def test_a_queue_opens_by_number():
    lines = tuple(line(number) for number in range(214, 220))
    assert rows(n.Queue(lines)) == [["№214", "№215", "№216"], ["№217", "№218", "№219"], ["По очереди"]]


def test_a_day_s_button_says_the_day():
    board = board_of(n.DateAsk(214), now=NOW)
    said = [payloads.decode(json.loads(button["action"]["payload"])) for button in board["buttons"][0]]
    assert said == [payloads.DateIs(214, day) for day in ("2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30", "")]


def test_the_resident_s_menu_stays():
    board = board_of(full(n.Welcome))
    assert not board["inline"]
    assert rows(full(n.Welcome)) == [["Задать вопрос"], ["Мои вопросы", "Ближайший эфир"]]
