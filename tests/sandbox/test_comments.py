"""Comments under posts and videos, and which token may write them."""

import pytest

from sandbox.world import World
from tests.sandbox.bot import GROUP, LENA, MARINA, Bot

WALL = -GROUP


@pytest.fixture
def moderator(bot: Bot) -> Bot:
    """A person's token."""
    return bot.speaking_as("sandbox-user-106")


@pytest.fixture
def service(bot: Bot) -> Bot:
    return bot.speaking_as("sandbox-service")


async def test_a_resident_comments_and_the_community_answers_in_the_thread(bot: Bot, world: World) -> None:
    asked = world.comment(WALL, MARINA, "Когда вывезут мусор?", post_id=1)
    heard = await bot.hear_one("wall_reply_new")
    assert (heard["id"], heard["from_id"], heard["post_owner_id"]) == (asked, MARINA, WALL)
    made = await bot.call(
        "wall.createComment",
        owner_id=WALL,
        post_id=1,
        from_group=GROUP,
        message="Завтра",
        reply_to_comment=asked,
        guid="a1",
    )
    assert made["parents_stack"] == [asked]
    own = await bot.hear_one("wall_reply_new")
    assert (own["from_id"], own["reply_to_user"], own["reply_to_comment"]) == (WALL, MARINA, asked)
    again = await bot.call("wall.createComment", owner_id=WALL, post_id=1, message="Завтра", guid="a1")
    assert again["comment_id"] == made["comment_id"]
    assert [one.text for one in world.comments(WALL, post_id=1)] == ["Когда вывезут мусор?", "Завтра"]


async def test_comments_are_changed_deleted_and_restored(bot: Bot, world: World) -> None:
    on_wall = world.comment(WALL, MARINA, "раз", post_id=1)
    on_video = world.comment(WALL, LENA, "два", video_id=1)
    world.edit_comment(WALL, MARINA, on_wall, "раз!", post_id=1)
    world.edit_comment(WALL, LENA, on_video, "два!", video_id=1)
    world.delete_comment(WALL, MARINA, on_wall, post_id=1)
    world.delete_comment(WALL, LENA, on_video, video_id=1)
    world.restore_comment(WALL, MARINA, on_wall, post_id=1)
    events = [(event["type"], event["object"]) for event in await bot.hear()]
    assert [kind for kind, _ in events] == [
        "wall_reply_new",
        "video_comment_new",
        "wall_reply_edit",
        "video_comment_edit",
        "wall_reply_delete",
        "video_comment_delete",
        "wall_reply_restore",
    ]
    assert events[4][1] == {"owner_id": WALL, "id": on_wall, "deleter_id": MARINA, "post_id": 1}


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"post_id": 99, "message": "а"}, 100),
        ({"post_id": 1}, 100),
        ({"post_id": 1, "message": "а", "from_group": 1}, 100),
        ({"post_id": 1, "message": "а", "reply_to_comment": 99}, 100),
    ],
)
async def test_wrong_comments_are_refused(bot: Bot, params: dict[str, object], code: int) -> None:
    assert await bot.refusal("wall.createComment", owner_id=WALL, **params) == code


async def test_closed_comments(bot: Bot, world: World, moderator: Bot) -> None:
    world.board(WALL, "post", 1).closed = True
    world.board(WALL, "video", 1).closed = True
    assert await bot.refusal("wall.createComment", owner_id=WALL, post_id=1, message="а") == 212
    assert await moderator.refusal("video.createComment", owner_id=WALL, video_id=1, message="а") == 801


async def test_the_community_hears_a_broadcast_but_only_a_person_may_answer(
    bot: Bot, world: World, moderator: Bot
) -> None:
    asked = world.comment(WALL, MARINA, "А ремонт школы?", video_id=1)
    heard = await bot.hear_one("video_comment_new")
    assert (heard["video_id"], heard["video_owner_id"]) == (1, WALL)
    assert await bot.refusal("video.createComment", owner_id=WALL, video_id=1, message="а") == 27
    assert await bot.refusal("video.getComments", owner_id=WALL, video_id=1) == 27
    answer = await moderator.call(
        "video.createComment",
        owner_id=WALL,
        video_id=1,
        message="В августе",
        from_group=1,
        reply_to_comment=asked,
    )
    listed = await moderator.call("video.getComments", owner_id=WALL, video_id=1, sort="desc")
    assert [one["id"] for one in listed["items"]] == [answer, asked]
    assert listed["items"][0]["from_id"] == WALL


async def test_wall_comments_are_read_by_a_service_token_in_threads_and_pages(
    bot: Bot, world: World, service: Bot
) -> None:
    first = world.comment(WALL, MARINA, "раз", post_id=1)
    reply = world.comment(WALL, LENA, "и у нас", post_id=1, reply_to=first)
    world.comment(WALL, LENA, "два", post_id=1)
    assert await bot.refusal("wall.getComments", owner_id=WALL, post_id=1) == 27
    got = await service.call("wall.getComments", owner_id=WALL, post_id=1, count=1, thread_items_count=5)
    assert (got["count"], got["current_level_count"]) == (3, 2)
    assert got["items"][0]["thread"]["count"] == 1
    assert got["items"][0]["thread"]["items"][0]["id"] == reply
    thread = await service.call("wall.getComments", owner_id=WALL, post_id=1, comment_id=first)
    assert [one["id"] for one in thread["items"]] == [reply]


async def test_the_community_posts_to_its_own_wall(bot: Bot, world: World) -> None:
    made = await bot.call("wall.post", owner_id=WALL, from_group=1, message="Итоги недели")
    assert world.board(WALL, "post", made["post_id"]).text == "Итоги недели"
    assert await bot.refusal("wall.post", owner_id=WALL, message="а") == 15


async def test_a_person_may_comment_the_wall_too(moderator: Bot, world: World) -> None:
    made = await moderator.call("wall.createComment", owner_id=WALL, post_id=1, message="От себя")
    assert world.comments(WALL, post_id=1)[0].from_id == 106
    assert made["comment_id"] > 0


async def test_posts_and_videos_are_listed_the_newest_first(
    bot: Bot, world: World, service: Bot, moderator: Bot
) -> None:
    world.comment(WALL, MARINA, "раз", post_id=1)
    world.add_post(WALL, 7, "Итоги недели")
    assert await bot.refusal("wall.get", domain="priozerny") == 27
    listed = await service.call("wall.get", domain=f"club{GROUP}", count=5)
    assert [(one["id"], one["comments"]["count"]) for one in listed["items"]] == [(7, 0), (1, 1)]
    world.comment(WALL, LENA, "два", video_id=1)
    videos = await moderator.call("video.get", owner_id=WALL, count=5)
    assert [(one["id"], one["comments"]) for one in videos["items"]] == [(1, 1)]
