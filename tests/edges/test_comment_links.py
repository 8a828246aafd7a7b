"""Links people copy from VK: which comment is meant."""

import pytest

from domain.place import Place, PlaceKind
from handlers.pasting import comment_in

WALL, VIDEO = PlaceKind.WALL, PlaceKind.VIDEO


@pytest.mark.parametrize(
    ("words", "kind", "owner", "under", "number"),
    [
        ("https://vk.com/wall-1_2?reply=3", WALL, -1, 2, 3),
        ("vk.com/wall101_2_r33", WALL, 101, 2, 33),
        ("https://vk.com/wall-1_2?w=wall-1_2_r9&reply=3&thread=2", WALL, -1, 2, 3),
        ("https://vk.com/video-1_2?reply=3", VIDEO, -1, 2, 3),
        ("https://m.vk.com/video-1_2?list=abc&reply=3&from=x", VIDEO, -1, 2, 3),
        ("https://vk.com/video-1_2?z=video-1_2%2Fpl_cat_trends&reply=3", VIDEO, -1, 2, 3),
        ("https://vk.com/feed?z=video-1_2%2Fabc&reply=3", VIDEO, -1, 2, 3),
        ("https://vkvideo.ru/video-1_2?reply=3", VIDEO, -1, 2, 3),
        ("посмотрите: https://vk.com/clip-1_2?reply=3 там спросили", VIDEO, -1, 2, 3),
        ("https://vk.com/clips-1?z=clip-1_2&reply=3", VIDEO, -1, 2, 3),
    ],
)
def test_the_comment_of_a_link(words: str, kind: PlaceKind, owner: int, under: int, number: int) -> None:
    assert comment_in(words, 7) == Place(kind, 7, owner, number, under)


@pytest.mark.parametrize(
    "words",
    [
        "https://vk.com/wall-1_2",
        "https://vk.com/video-1_2?list=reply",
        "vk.com/video-1_2?noreply=3",
        "vk.com/id1?reply=3",
    ],
)
def test_a_link_without_a_comment(words: str) -> None:
    assert comment_in(words, 7) is None
