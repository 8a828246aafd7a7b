"""wall.* and video.*: comments, where a community may write them and where only a person may."""

from typing import Any

from sandbox import events, media
from sandbox.comments import Board, BoardKind, Comment
from sandbox.errors import VKError
from sandbox.registry import Call, method

Json = dict[str, Any]


@method("wall.createComment", "group", "user", right="wall")
def create_wall_comment(call: Call) -> Json:
    board = _board(call, "post", "post_id")
    from_group = call.params.integer("from_group")
    # Here from_group is the number of the community, unlike the 1 of video.createComment.
    if from_group and from_group != -board.owner_id:
        raise VKError(100, "from_group is invalid")
    author = call.access.id
    if call.access.kind == "group" or from_group:
        author = board.owner_id
    if call.access.kind == "group" and call.group_id != -board.owner_id:
        raise VKError(15, "Access denied: this is not your wall")
    comment = _write(call, board, author, closed_code=212)
    return {"comment_id": comment.id, "parents_stack": comment.parents}


@method("video.createComment", "user", right="video")
def create_video_comment(call: Call) -> int:
    board = _board(call, "video", "video_id")
    author = board.owner_id if call.params.flag("from_group") else call.access.id
    return _write(call, board, author, closed_code=801).id


def _write(call: Call, board: Board, author: int, closed_code: int) -> Comment:
    params, world = call.params, call.world
    if board.closed:
        raise VKError(closed_code)
    attachments = media.named(params.text("attachments"), world.media, world.base_url)
    if not params.has("message") and not attachments:
        raise VKError(100, "message is undefined")
    guid = params.text("guid")
    known = [one for one in board.comments if guid and one.guid == guid and one.from_id == author]
    if known:
        return known[0]
    reply_to = params.integer("reply_to_comment") or None
    if reply_to is not None and board.find(reply_to) is None:
        raise VKError(100, "reply_to_comment is invalid")
    return world.put_comment(
        board, author, params.text("message"), reply_to=reply_to, attachments=attachments, guid=guid
    )


@method("wall.get", "user", "service")
def get_posts(call: Call) -> Json:
    """Posts of a community's wall, the newest first."""
    owner_id = _owner_named(call, call.params.need_text("domain"))
    posts = _boards(call, owner_id, "post")
    offset, count = call.params.count(0, 10**6, "offset"), call.params.count(20, 100)
    items = [
        {
            "id": post.id,
            "owner_id": owner_id,
            "from_id": owner_id,
            "date": post.date,
            "text": post.text,
            "inner_type": "wall_wallpost",
            "post_type": "post",
            "comments": {"count": _alive(post), "can_post": int(not post.closed)},
        }
        for post in posts[offset : offset + count]
    ]
    return {"count": len(posts), "items": items}


def _owner_named(call: Call, domain: str) -> int:
    for community in call.world.communities.values():
        names = {community.screen_name, f"club{community.group_id}", f"public{community.group_id}"}
        if domain in names:
            return -community.group_id
    raise VKError(100, "domain is invalid")


@method("video.get", "user")
def get_videos(call: Call) -> Json:
    """Videos of an owner, the newest first."""
    owner_id = call.params.need_integer("owner_id")
    videos = _boards(call, owner_id, "video")
    offset, count = call.params.count(0, 10**6, "offset"), call.params.count(100, 200)
    items = [
        {"id": video.id, "owner_id": owner_id, "date": video.date, "title": video.text, "comments": _alive(video)}
        for video in videos[offset : offset + count]
    ]
    return {"count": len(videos), "items": items}


def _boards(call: Call, owner_id: int, kind: BoardKind) -> list[Board]:
    found = [one for one in call.world.boards.values() if one.owner_id == owner_id and one.kind == kind]
    return sorted(found, key=lambda board: board.id, reverse=True)


def _alive(board: Board) -> int:
    return sum(not comment.deleted for comment in board.comments)


@method("wall.getComments", "user", "service")
def get_wall_comments(call: Call) -> Json:
    board = _board(call, "post", "post_id")
    if board.closed:
        raise VKError(212)
    comments = [c for c in board.comments if not c.deleted]
    thread = call.params.integer("comment_id")
    level = [c for c in comments if (thread in c.parents if thread else not c.parents)]
    items = [_with_thread(call, board, one, comments) for one in _page(call, level, default=10)]
    answer: Json = {
        "count": len(level) if thread else len(comments),
        "items": items,
        "current_level_count": len(level),
        "can_post": True,
        "show_reply_button": True,
    }
    return answer | _authors(call, items)


def _with_thread(call: Call, board: Board, comment: Comment, comments: list[Comment]) -> Json:
    shown = events.comment_object(board, comment)
    most = call.params.count(0, 10, "thread_items_count")
    replies = [one for one in comments if comment.id in one.parents][:most]
    if most:
        shown["thread"] |= {"items": [events.comment_object(board, one) for one in replies]}
    return shown


@method("video.getComments", "user")
def get_video_comments(call: Call) -> Json:
    board = _board(call, "video", "video_id")
    if board.closed:
        raise VKError(801)
    comments = [c for c in board.comments if not c.deleted]
    items = [events.comment_object(board, one) for one in _page(call, comments, default=20)]
    return {"count": len(comments), "items": items} | _authors(call, items)


def _page(call: Call, comments: list[Comment], default: int) -> list[Comment]:
    params = call.params
    ordered = comments[::-1] if params.text("sort") == "desc" else list(comments)
    start = params.integer("start_comment_id")
    if start:
        ordered = ordered[next((i for i, one in enumerate(ordered) if one.id == start), len(ordered)) :]
    offset, count = params.count(0, 10**6, "offset"), params.count(default, 100)
    return ordered[offset : offset + count]


def _authors(call: Call, items: list[Json]) -> Json:
    if not call.params.flag("extended"):
        return {}
    users = call.world.users
    known = [users[one] for one in sorted({item["from_id"] for item in items}) if one in users]
    profiles = [{"id": u.id, "first_name": u.first_name, "last_name": u.last_name} for u in known]
    return {"profiles": profiles, "groups": []}


@method("wall.post", "group", "user", right="wall")
def post(call: Call) -> Json:
    owner_id = call.params.integer("owner_id", -call.group_id if call.access.kind == "group" else call.access.id)
    if call.access.kind == "group" and (owner_id != -call.group_id or not call.params.flag("from_group")):
        raise VKError(15, "Access denied: a community posts to its own wall with from_group")
    attachments = media.named(call.params.text("attachments"), call.world.media, call.world.base_url)
    if not call.params.has("message") and not attachments:
        raise VKError(100, "message is undefined")
    number = call.world.next_number("post", owner_id)
    while (owner_id, "post", number) in call.world.boards:
        number = call.world.next_number("post", owner_id)
    call.world.add_post(owner_id, number, call.params.text("message"))
    call.world.changed()
    return {"post_id": number}


def _board(call: Call, kind: BoardKind, name: str) -> Board:
    """The post or video of the request."""
    default = -call.group_id if call.access.kind == "group" else call.access.id
    key = (call.params.integer("owner_id", default), kind, call.params.need_integer(name))
    if key not in call.world.boards:
        raise VKError(100, f"{name} is invalid")
    return call.world.boards[key]
