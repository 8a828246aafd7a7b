"""Where something was said: the questions of one message stand apart and are known as one message."""

import pytest

from domain.message import place_id, place_of
from domain.place import Place, PlaceKind

COMMENT = Place(PlaceKind.WALL, 1, -1, 55, post=900)


@pytest.mark.parametrize(
    "place",
    [
        COMMENT,
        Place(PlaceKind.VIDEO, 1, -77, 8, post=456239017),
        Place(PlaceKind.CHAT, 1, 2_000_000_002, 17),
        Place(PlaceKind.PRIVATE, 1, 201, 4),
    ],
    ids=lambda place: place.kind.value,
)
def test_questions_of_one_message(place: Place) -> None:
    asked = place.questions
    assert len(set(asked)) == len(asked)
    assert [one.part for one in asked] == [0, 1, 2, 3]
    assert asked[0] == place
    for one in asked:
        assert one.whole == place
        assert one.conversation == place.conversation
        assert one.under == place.post, "VK's own number of the post"
        assert one.questions == asked
        assert place_of(place_id(one)) == one
        assert one.post < 2**63, "a database keeps it"


def test_comments_under_two_posts_are_two_conversations() -> None:
    other = Place(PlaceKind.WALL, 1, -1, 55, post=901)
    assert other.conversation != COMMENT.conversation
    assert not set(other.questions) & set(COMMENT.questions)
