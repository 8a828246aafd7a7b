"""The region as the region file states it: places found as people type them, people by their roles."""

import pytest

from domain.organisation import Chat, ChatKind, Community, Municipality, Role
from tests.build import (
    COMMUNITY,
    ILYIN,
    KUZMIN,
    LEBEDEVA,
    MODERATORS_CHAT,
    RESIDENTS_CHAT,
    STAFF_CHAT,
    a_person,
    a_region,
)

REGION = a_region()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Приозёрный округ", "priozerny"),
        ("приозерный округ", "priozerny"),
        ("ПРИОЗЁРНЫЙ", "priozerny"),
        ("  приоз ", "priozerny"),
        ("Приозерский район", "priozerny"),  # by its other name
        ("priozerny", "priozerny"),
        ("Лесной", "lesnoy"),
        ("лесной район", "lesnoy"),
        ("Речной", None),
        ("округ", None),  # the beginning, not the middle
        ("", None),
        ("   ", None),
    ],
)
def test_a_municipality_is_found_as_people_type_it(words: str, found: str | None) -> None:
    municipality = REGION.find_municipality(words)
    assert (municipality.id if municipality else None) == found


def test_a_full_name_means_that_municipality_whatever_begins_like_it() -> None:
    region = a_region(municipalities=(Municipality("borovichi", "Боровичский район"), Municipality("bor", "Бор")))
    found = region.find_municipality("Бор")
    assert found is not None
    assert found.id == "bor"


def test_the_chat_says_where_a_conversation_belongs_and_else_the_community() -> None:
    region = a_region(
        communities=(Community(COMMUNITY, "priozerny"),),
        chats=(Chat(COMMUNITY, 2000000009, "lesnoy"), Chat(COMMUNITY, 2000000008, "")),
    )
    peers = (2000000009, 2000000008, 2000000007, 201)
    assert [region.municipality_of(COMMUNITY, peer) for peer in peers] == [
        "lesnoy", "priozerny", "priozerny", "priozerny",
    ]  # fmt: skip
    assert region.municipality_of(1, 2000000009) == ""


def test_a_chat_is_known_by_its_community_too() -> None:
    assert REGION.chat(COMMUNITY, STAFF_CHAT) is not None
    assert REGION.chat(1, STAFF_CHAT) is None


def test_the_community_that_speaks_for_a_municipality() -> None:
    assert REGION.community_of("priozerny") == COMMUNITY
    assert REGION.community_of("lesnoy") is None


def test_names_of_what_is_unknown_are_empty() -> None:
    assert (REGION.topic_name("roads"), REGION.topic_name("space"), REGION.topic_name(None)) == ("Дороги", "", "")
    assert (REGION.municipality_name("lesnoy"), REGION.municipality_name("")) == ("Лесной округ", "")
    assert REGION.municipality("rechnoy") is None
    assert REGION.person(1) is None


def test_the_regions_staff_serve_every_municipality_and_others_their_own() -> None:
    assert [p.vk_id for p in REGION.with_role(Role.CCU, "lesnoy")] == [LEBEDEVA]
    assert [p.vk_id for p in REGION.with_role(Role.DEPUTY, "priozerny")] == [KUZMIN]
    assert not list(REGION.with_role(Role.DEPUTY, "lesnoy"))


def test_a_moderator_of_no_municipality_moderates_none() -> None:
    assert not list(a_region(a_person(1, Role.MODERATOR, municipality="")).with_role(Role.MODERATOR, "priozerny"))


def test_chats_of_a_kind_are_those_of_the_municipality() -> None:
    assert [chat.peer_id for chat in REGION.chats_of(ChatKind.MODERATORS, "priozerny")] == [MODERATORS_CHAT]
    assert [chat.peer_id for chat in REGION.chats_of(ChatKind.RESIDENTS, "priozerny")] == [RESIDENTS_CHAT]
    assert not list(REGION.chats_of(ChatKind.RESIDENTS, "lesnoy"))


def test_only_officials_deputies_and_heads_answer_residents() -> None:
    answering = {role for role in Role if a_person(1, role).answers}
    assert answering == {Role.OFFICIAL, Role.DEPUTY, Role.HEAD}
    ilyin = REGION.person(ILYIN)
    assert ilyin is not None
    assert ilyin.has(Role.OFFICIAL, Role.HEAD)
    assert not ilyin.has(Role.HEAD)
