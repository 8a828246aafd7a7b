"""Links to a moment of a recording, and what was said about something."""

import pytest

from domain.broadcasts.aftermath import Said, about, at_moment, span
from domain.broadcasts.broadcast import TimeCode

VIDEO = "https://vk.com/video-1_2"


@pytest.mark.parametrize(("seconds", "said"), [(0, "0m0s"), (534, "8m54s"), (3600, "1h0m0s"), (3905, "1h5m5s")])
def test_a_moment_is_named_as_the_player_reads_it(seconds: int, said: str) -> None:
    assert span(seconds) == said


@pytest.mark.parametrize(
    ("link", "moments", "found"),
    [
        (VIDEO, "t", f"{VIDEO}?t=8m54s"),
        (f"{VIDEO}?list=a", "t", f"{VIDEO}?list=a&t=8m54s"),
        (VIDEO, "", VIDEO),
        ("https://vk.com/wall-1_2", "t", "https://vk.com/wall-1_2"),
        ("", "t", ""),
    ],
)
def test_only_a_video_is_opened_at_a_moment(link: str, moments: str, found: str) -> None:
    assert at_moment(link, TimeCode(1, 534), moments) == found


def said(title: str, gist: str = "") -> Said:
    return Said(1, title, gist, TimeCode(1, 60), VIDEO, None, ())


def test_what_was_said_is_found_in_any_form_of_the_word_and_not_by_half_of_what_was_asked() -> None:
    bus, rink = said("Субботний автобус в Зарубино", "один рейс с 1 декабря"), said("Каток у школы №2")
    assert about("автобусы", [rink, bus]) == [bus]
    assert about("рейс автобуса", [bus, rink]) == [bus]
    assert about("автобус на каток", [bus, rink]) == []
    assert about("в на", [bus, rink]) == []
