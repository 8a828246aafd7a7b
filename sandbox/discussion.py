"""What people do under wall posts and videos."""

from typing import Any

from sandbox import events
from sandbox.comments import Board, Comment
from sandbox.errors import StageError
from sandbox.talk import Talk

EVENT = {"post": "wall_reply", "video": "video_comment"}


class Discussion(Talk):
    """Comments: written, changed, deleted; the owner's bot is told of each."""

    def comment(
        self,
        owner_id: int,
        user_id: int,
        text: str,
        *,
        post_id: int | None = None,
        video_id: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """A person comments a post or a video."""
        self.user(user_id)
        board = self._board_at(owner_id, post_id, video_id)
        if board.closed:
            raise StageError("Комментарии закрыты")
        if reply_to is not None and board.find(reply_to) is None:
            raise StageError(f"Нет комментария {reply_to}")
        return self.put_comment(board, user_id, text, reply_to=reply_to).id

    def edit_comment(
        self,
        owner_id: int,
        user_id: int,
        comment_id: int,
        text: str,
        *,
        post_id: int | None = None,
        video_id: int | None = None,
    ) -> None:
        board = self._board_at(owner_id, post_id, video_id)
        comment = self._own_comment(board, user_id, comment_id)
        comment.text, comment.edited = text, True
        self.tell_comment(board, comment, "edit")

    def delete_comment(
        self,
        owner_id: int,
        user_id: int,
        comment_id: int,
        *,
        post_id: int | None = None,
        video_id: int | None = None,
    ) -> None:
        board = self._board_at(owner_id, post_id, video_id)
        comment = self._own_comment(board, user_id, comment_id)
        comment.deleted = True
        self.emit(-owner_id, f"{EVENT[board.kind]}_delete", events.comment_deleted(board, comment, user_id))
        self.changed()

    def restore_comment(
        self,
        owner_id: int,
        user_id: int,
        comment_id: int,
        *,
        post_id: int | None = None,
        video_id: int | None = None,
    ) -> None:
        board = self._board_at(owner_id, post_id, video_id)
        for comment in board.comments:
            if comment.id == comment_id and comment.from_id == user_id and comment.deleted:
                comment.deleted = False
                self.tell_comment(board, comment, "restore")
                return
        raise StageError(f"Нет удалённого комментария {comment_id}")

    def put_comment(
        self, board: Board, from_id: int, text: str, *, reply_to: int | None = None, **rest: Any
    ) -> Comment:
        """A new comment of anybody; VK keeps threads one level deep."""
        replied = board.find(reply_to) if reply_to is not None else None
        parents: list[int] = []
        if replied is not None:
            parents = replied.parents[:1] or [replied.id]
        comment = Comment(
            id=self._comment_number(board),
            from_id=from_id,
            date=self.clock.unix(),
            text=text,
            reply_to=replied.id if replied else None,
            reply_to_user=replied.from_id if replied else None,
            parents=parents,
            **rest,
        )
        board.comments.append(comment)
        self.tell_comment(board, comment, "new")
        return comment

    def tell_comment(self, board: Board, comment: Comment, what: str) -> None:
        self.emit(-board.owner_id, f"{EVENT[board.kind]}_{what}", events.comment_event(board, comment))
        self.changed()

    def _comment_number(self, board: Board) -> int:
        """Comments of a wall share their numbers with its posts."""
        taken = {b.id for b in self.boards.values() if b.owner_id == board.owner_id and b.kind == board.kind}
        number = self.next_number(board.kind, board.owner_id)
        while number in taken and board.kind == "post":
            number = self.next_number(board.kind, board.owner_id)
        return number

    def _board_at(self, owner_id: int, post_id: int | None, video_id: int | None) -> Board:
        if post_id is not None:
            return self.board(owner_id, "post", post_id)
        if video_id is not None:
            return self.board(owner_id, "video", video_id)
        raise StageError("Назовите запись или видео")

    def _own_comment(self, board: Board, user_id: int, comment_id: int) -> Comment:
        comment = board.find(comment_id)
        if comment is None:
            raise StageError(f"Нет комментария {comment_id}")
        if comment.from_id != user_id:
            raise StageError("Это чужой комментарий")
        return comment
