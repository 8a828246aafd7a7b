"""A broadcast's laws: the sum is right whatever is tapped, a tap can be taken back, time codes go forward."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.broadcasts.broadcast import Broadcast, State, TimeCode
from domain.broadcasts.desk import desk_of, overlay_of, words_for_screen
from domain.broadcasts.evening import By, Evening
from domain.broadcasts.taps import UNDO, TapKind
from domain.broadcasts.themes import Asked, Fate, Reason, ThemeState, fate_of
from domain.errors import RuleViolation
from domain.names import Name
from domain.question import Status
from tests.build import CALM, SOKOLOVA, VETROV, at, minutes

ANNA = 107
START = at("3.12 18:00")
BROADCAST = Broadcast(12, "priozerny", VETROV, START, 90, SOKOLOVA, at("25.11 10:00"), at("25.11 10:00"), link="first")
SECOND = timedelta(seconds=1)


def by(after: timedelta = timedelta(), *, who: int = SOKOLOVA, seen: int = -1) -> By:
    return By(who, START + after, seen)


def asked(number: int, text: str = "Когда сделают дорогу на Лесной?", **facts: Any) -> Asked:
    return replace(Asked(number, 200 + number, text, START - minutes(100 - number)), **facts)


def collected(evening: Evening, one: Asked) -> Evening:
    """One question more, as the database gives it."""
    return replace(evening, asked={**evening.asked, one.question: one}, collected=evening.collected + 1)


def an_evening(questions: int = 6, themes: int = 3) -> Evening:
    evening = Evening(BROADCAST)
    for number in range(1, questions + 1):
        evening = collected(evening, asked(number))
    return evening.sorted_into({number: (number - 1) % themes + 1 for number in range(1, questions + 1)})


def running() -> Evening:
    return an_evening().start(by())


# --- time codes


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Анонимно: когда откроют каток?", "Когда откроют каток?"),
        ("Когда откроют каток? Анонимно, пожалуйста", "Когда откроют каток?"),
        ("Когда откроют каток? Прошу не называть имя", "Когда откроют каток?"),
        ("Эфиру, без имени: когда вывезут мусор?", "Когда вывезут мусор?"),
        ("Моё имя не называйте. Почему нет воды в школе?", "Почему нет воды в школе?"),
        ("Когда каток. Можно без имени", "Когда каток"),
    ],
)
def test_whoever_asks_not_to_be_named_is_not(text: str, shown: str) -> None:
    evening = an_evening(1, 1)
    evening = replace(evening, asked={1: asked(1, text, theme=1, settlement="Бор")}).start(by()).show(by(), 1)
    overlay = overlay_of(evening, is_abusive=no_abuse, names={201: Name("Ирина", "Морозова", 1)})
    assert (overlay.title, overlay.first_name, overlay.settlement) == (shown, "", "Бор")


@pytest.mark.parametrize("text", ["Почему сквер без имени?", "Почему улицы без имени и номера?"])
def test_a_thing_without_a_name_is_no_such_request(text: str) -> None:
    assert not asked(1, text).is_nameless
    assert asked(1, text, anonymous=True).is_nameless


def test_a_name_in_the_words_of_whoever_asks_not_to_be_named_stands_on_no_screen_and_on_no_desk() -> None:
    said = "Анонимно. Это Мария Петрова из Бора, почему директор школы №2 хамит? С уважением, Петрова М. И."
    evening = an_evening(1, 1)
    evening = replace(evening, asked={1: asked(1, said, theme=1, settlement="Бор")})
    evening = evening.titled({1: "Мария Петрова: директор школы №2 хамит"})

    desk = desk_of(evening.start(by()), START, is_abusive=no_abuse)
    shown = overlay_of(evening.start(by()).show(by(), 1), is_abusive=no_abuse, names={})
    untitled = replace(evening, themes={1: replace(evening.themes[1], title="")}).start(by())

    assert shown.title == "Из Бора, почему директор школы №2 хамит?"
    assert (desk.new[0].text, desk.new[0].nameless) == (shown.title, True)
    assert desk.following[0].title == "Директор школы №2 хамит", "named by grouping, before its author pressed a button"
    assert desk_of(untitled, START, is_abusive=no_abuse).following[0].title == shown.title
    assert evening.asked[1].text == said, "what is kept is what was written"
    assert asked(1, "Меня зовут Мария, когда каток?").words == "Меня зовут Мария, когда каток?", "nobody asked"
    assert asked(1, "Меня зовут Мария, когда каток?", anonymous=True).words == "Когда каток?"


def test_a_time_code_is_a_quarter_of_a_minute_before_the_tap_and_never_before_the_start() -> None:
    shown = running().show(by(minutes(3)), 1)

    assert shown.answered(by(timedelta(minutes=9, seconds=9)), 1).themes[1].code == TimeCode(1, 8 * 60 + 54)
    assert shown.answered(by(3 * SECOND), 1).themes[1].code == TimeCode(1, 0)
    assert TimeCode(1, 8 * 60 + 54).clock == "08:54"
    assert TimeCode(1, 4085).clock == "1:08:05"


def test_after_a_break_the_new_recording_counts_from_its_own_start() -> None:
    broken = running().pause(by(minutes(40)))
    again = broken.resume(by(minutes(52)), "second")

    assert broken.broadcast.code_at(START + minutes(50)) == TimeCode(1, 40 * 60 - 15)
    assert again.broadcast.code_at(START + minutes(60)) == TimeCode(2, 8 * 60 - 15)
    assert again.broadcast.link_of(TimeCode(1, 0)) == "first"
    assert again.broadcast.link_of(TimeCode(2, 0)) == "second"
    assert again.end(by(timedelta(minutes=91))).broadcast.aired == timedelta(minutes=79)


def test_a_break_of_the_same_recording_only_stops_its_clock() -> None:
    again = running().pause(by(minutes(40))).resume(by(minutes(52)))

    assert again.broadcast.code_at(START + minutes(60)) == TimeCode(1, 48 * 60 - 15)


@CALM
@given(
    st.lists(st.tuples(st.integers(1, 900), st.booleans(), st.sampled_from(["", "second", "third"])), max_size=6),
    st.lists(st.integers(0, 4000), min_size=2, max_size=20),
)
def test_time_codes_never_go_back_within_a_part(breaks: list[tuple[int, bool, str]], moments: list[int]) -> None:
    broadcast, clock = BROADCAST.started(START), START
    for length, _, link in breaks:
        clock += length * SECOND
        broadcast = broadcast.paused(clock)
        clock += length * SECOND
        broadcast = broadcast.resumed(clock, link)

    codes = [broadcast.code_at(START + moment * SECOND) for moment in sorted(moments)]

    assert all(code is not None and code.seconds >= 0 for code in codes)
    assert codes == sorted(codes, key=lambda code: code or TimeCode(0, 0))


# --- taps


def test_what_was_on_the_screen_waits_again_when_another_theme_is_shown() -> None:
    evening = running().show(by(), 1).show(by(), 2)

    assert (evening.themes[1].state, evening.themes[2].state) == (ThemeState.WAITING, ThemeState.ON_SCREEN)


def test_the_second_of_two_moderators_hears_who_was_first() -> None:
    shown = running().show(by(), 1)
    version = shown.themes[1].version
    done = shown.answered(by(minutes(5), who=ANNA, seen=version), 1)

    with pytest.raises(RuleViolation) as met:
        done.answered(by(minutes(5), seen=version), 1)

    assert met.value.code == "broadcast-was-first"
    assert met.value.facts["who"] == ANNA
    assert met.value.facts["what"] == TapKind.ANSWERED


def test_a_host_who_answers_two_at_once_gives_them_one_time_code() -> None:
    evening = running().answered(by(minutes(9)), 1).answered(by(minutes(11)), 2, kind=TapKind.ALSO)

    assert evening.themes[1].code == evening.themes[2].code


def test_what_nobody_queued_gets_a_theme_and_a_time_code() -> None:
    evening = running().answered_other(by(minutes(9)), "Про ёлку на площади")

    theme = evening.themes[4]
    assert (theme.state, theme.title, theme.code) == (ThemeState.ANSWERED, "Про ёлку на площади", TimeCode(1, 525))
    assert evening.balance.holds


def test_row_23_a_wrong_tap_is_taken_back_within_a_minute_and_later_too_if_nothing_followed() -> None:
    shown = running().show(by(minutes(3)), 1)
    wrong = shown.answered(by(minutes(5)), 1)
    tap = wrong.taps[-1]

    assert tap.is_fresh(START + minutes(5) + UNDO)
    assert not tap.is_fresh(START + minutes(5) + UNDO + SECOND)
    assert wrong.undone(by(minutes(30)), tap.number).themes[1].state is ThemeState.ON_SCREEN


def test_a_tap_that_others_followed_is_not_taken_back_from_under_them() -> None:
    evening = running().show(by(), 1)
    tap = evening.taps[-1].number
    followed = evening.answered(by(minutes(5)), 1)

    with pytest.raises(RuleViolation, match="broadcast-changed-since"):
        followed.undone(by(minutes(6)), tap)


def test_the_end_is_not_a_tap_to_take_back() -> None:
    over = running().end(by(minutes(90)))

    with pytest.raises(RuleViolation, match="broadcast-undo-late"):
        over.undone(by(minutes(90)), over.taps[-1].number)


STEPS: tuple[Callable[[Evening, By, int], Evening], ...] = (
    lambda evening, by, n: evening.show(by, n % 3 + 1),
    lambda evening, by, n: evening.answered(by, n % 3 + 1),
    lambda evening, by, n: evening.answered(by, n % 3 + 1, kind=TapKind.ALSO),
    lambda evening, by, n: evening.answered_other(by, "другое"),
    lambda evening, by, n: evening.promised(by, n % 3 + 1, START + timedelta(days=7)),
    lambda evening, by, n: evening.in_writing(by, n % 3 + 1),
    lambda evening, by, n: evening.off_air(by, n % 3 + 1, tuple(Reason)[n % len(Reason)]),
    lambda evening, by, n: evening.queued(by, n % 3 + 1),
    lambda evening, by, n: evening.joined(by, n % 3 + 1, (n + 1) % 3 + 1),
    lambda evening, by, n: evening.split(by, n % 6 + 1),
    lambda evening, by, n: evening.renamed(by, n % 3 + 1, f"тема {n}"),
    lambda evening, by, n: evening.apart(by, n % 6 + 1, ThemeState.OFF_AIR, Reason.REPEAT),
    lambda evening, by, n: evening.apart(by, n % 6 + 1, ThemeState.IN_WRITING),
    lambda evening, by, n: evening.pause(by),
    lambda evening, by, n: evening.resume(by, "next"),
    lambda evening, by, n: evening.undone(by, n),
)
TAPS = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 30)), max_size=25)


def tapped(evening: Evening, taps: list[tuple[Callable[[Evening, By, int], Evening], int]]) -> Evening:
    for moment, (step, number) in enumerate(taps):
        try:
            evening = step(evening, by(minutes(moment)), number)
        except RuleViolation:
            continue
    return evening


def state_of(evening: Evening) -> tuple[object, ...]:
    """Everything but versions and the log."""
    themes = {
        number: replace(theme, version=0)
        for number, theme in evening.themes.items()
        if theme.state is not ThemeState.JOINED or theme.into
    }
    questions = {number: replace(one, version=0) for number, one in evening.asked.items()}
    return replace(evening.broadcast, version=0), themes, questions, evening.balance


@CALM
@given(TAPS, st.lists(st.sampled_from(list(Status)), min_size=6, max_size=6))
def test_the_balance_sums_whatever_was_tapped(
    taps: list[tuple[Callable[[Evening, By, int], Evening], int]], statuses: list[Status]
) -> None:
    evening = tapped(running(), taps)
    asked_now = {number: replace(one, status=statuses[number - 1]) for number, one in evening.asked.items()}

    assert replace(evening, asked=asked_now).balance.holds


@CALM
@given(TAPS, st.sampled_from(STEPS[:-1]), st.integers(0, 30))
def test_undo_restores_whatever_was_tapped(
    taps: list[tuple[Callable[[Evening, By, int], Evening], int]],
    step: Callable[[Evening, By, int], Evening],
    number: int,
) -> None:
    before = tapped(running(), taps)
    try:
        after = step(before, by(minutes(60)), number)
    except RuleViolation:
        return

    assert state_of(after.undone(by(minutes(61)), after.taps[-1].number)) == state_of(before)


@CALM
@given(TAPS)
def test_at_most_one_theme_is_on_the_screen_and_every_question_has_a_home(
    taps: list[tuple[Callable[[Evening, By, int], Evening], int]],
) -> None:
    evening = tapped(running(), taps)

    assert sum(theme.state is ThemeState.ON_SCREEN for theme in evening.themes.values()) <= 1
    homes = [evening.themes[one.theme] for one in evening.asked.values()]
    assert all(home.state is not ThemeState.JOINED for home in homes)


# --- where a question went


@pytest.mark.parametrize(
    ("state", "reason", "status", "fate"),
    [
        (ThemeState.WAITING, "", Status.ON_AIR, Fate.IN_WORK),
        (ThemeState.ANSWERED, "", Status.AIRED, Fate.ON_AIR),
        (ThemeState.ANSWERED, "", Status.WITHDRAWN, Fate.WITHDRAWN),
        (ThemeState.IN_WRITING, "", Status.ASSIGNED, Fate.IN_WRITING),
        (ThemeState.WAITING, "", Status.ANSWERED, Fate.IN_WRITING),
        (ThemeState.OFF_AIR, Reason.REPEAT, Status.ASSIGNED, Fate.DUPLICATE),
        (ThemeState.OFF_AIR, Reason.INSULT, Status.ON_AIR, Fate.DECLINED),
        (ThemeState.OFF_AIR, Reason.PERSONAL, Status.ON_AIR, Fate.IN_WRITING),
        (ThemeState.WAITING, "", Status.MERGED, Fate.DUPLICATE),
        (ThemeState.WAITING, "", Status.DECLINED, Fate.DECLINED),
    ],
)
def test_every_question_has_one_fate(state: ThemeState, reason: str, status: Status, fate: Fate) -> None:
    evening = an_evening(1, 1)
    theme = replace(evening.themes[1], state=state, reason=reason)

    assert fate_of(asked(1, status=status), theme) is fate


def test_a_lost_question_shows_in_the_sum() -> None:
    evening = replace(an_evening(), collected=7)

    assert not evening.balance.holds


# --- grouping


def test_a_person_s_decision_is_never_overruled_by_grouping() -> None:
    evening = an_evening().split(by(), 1)
    home = evening.asked[1].theme

    assert evening.sorted_into({1: 2}).asked[1].theme == home


def test_new_questions_of_a_joined_theme_go_where_it_went() -> None:
    evening = collected(an_evening().joined(by(), 1, 2), asked(9)).sorted_into({9: 1})

    assert evening.asked[9].theme == 2


# --- the desk and the screen


def test_twenty_equal_messages_of_newcomers_are_one_line_and_weigh_as_one() -> None:
    evening = an_evening()
    for number in range(50, 70):
        said = asked(number, "Уберите главу!!", asked_at=START + minutes(1) + (number - 50) * SECOND)
        evening = collected(evening, said)
    evening = evening.sorted_into(dict.fromkeys(range(50, 70), 9))
    desk = desk_of(evening, START + minutes(3), is_abusive=no_abuse)

    [flood] = [theme for theme in desk.following if theme.flood]
    assert (flood.id, flood.flood, flood.weight) == (9, 20, 1)
    assert desk.following[-1].id == 9
    assert desk.balance.collected == 26


def no_abuse(_: str) -> bool:
    return False


def test_the_desk_shows_the_heaviest_theme_first_and_counts_what_is_new() -> None:
    evening = collected(running(), asked(8, votes=40)).sorted_into({8: 3}).queued(by(), 1)
    evening = replace(evening, voters={8: frozenset(range(300, 340))})
    desk = desk_of(evening, START + minutes(1), is_abusive=no_abuse)

    assert [theme.id for theme in desk.following] == [3, 1, 2]
    assert (len(desk.new), desk.new_themes, desk.new_in_old_themes) == (5, 2, 0)
    assert desk.balance.collected == 7
    assert desk.undo is not None
    assert desk.undo.kind is TapKind.QUEUE


def test_a_person_has_one_vote_in_a_theme_and_none_in_their_own() -> None:
    evening = Evening(BROADCAST)
    for number in (1, 2, 3):
        evening = collected(evening, asked(number, votes=2, author=200 + number))
    evening = evening.sorted_into({1: 1, 2: 1, 3: 1}).start(by())
    voters = {1: frozenset({301, 302}), 2: frozenset({301, 203}), 3: frozenset({301, 302})}
    [theme] = desk_of(replace(evening, voters=voters), START, is_abusive=no_abuse).following

    assert theme.votes == 2, "301 and 302; 203 asked it themselves"


def test_row_7_the_screen_shows_a_first_name_and_a_village_and_how_many_more() -> None:
    evening = Evening(BROADCAST)
    for number in (1, 2, 3):
        evening = collected(evening, asked(number, settlement="Заручевье"))
    evening = evening.sorted_into({1: 1, 2: 1, 3: 1}).start(by()).show(by(), 1)

    shown = overlay_of(evening, is_abusive=no_abuse, names={201: Name("Ирина", "Морозова", 1)})

    assert (shown.title, shown.first_name, shown.settlement, shown.more) == (
        "Когда сделают дорогу на Лесной?",
        "Ирина",
        "Заручевье",
        2,
    )
    assert "Морозова" not in str(shown)


def test_private_data_and_foul_words_never_reach_the_screen() -> None:
    evening = Evening(BROADCAST)
    evening = collected(evening, asked(1, "Где, блять, дорога?", asked_at=START - minutes(200)))
    evening = collected(evening, asked(2, "Где дорога? Звоните 8 911 123-45-67"))
    evening = evening.sorted_into({1: 1, 2: 1}).start(by()).show(by(), 1)

    shown = overlay_of(evening, is_abusive=no_abuse, names={})

    assert "123" not in shown.title
    assert "Где дорога?" in shown.title
    assert "бля" not in shown.title
    assert words_for_screen("вы все козлы", lambda _: True) == ""


def test_nothing_is_on_the_screen_when_the_broadcast_is_over() -> None:
    evening = running().show(by(), 1).end(by(minutes(90)))

    assert overlay_of(evening, is_abusive=no_abuse, names={}).is_empty
    assert evening.broadcast.state is State.ENDED
    assert evening.on_screen is None


@CALM
@given(st.text(alphabet=st.sampled_from("дорога 👩‍👩‍👧🏽🇷🇺é́"), max_size=600))
def test_a_long_question_is_cut_and_still_a_text(text: str) -> None:
    shown = words_for_screen(text, no_abuse)

    assert len(shown) <= 300
    assert not shown.endswith("\u200d…")
