"""Why a copy, a restoring or a moving does not happen."""

from enum import StrEnum


class Why(StrEnum):
    NO_DATABASE = "no-database"
    NO_SCHEMA = "no-schema"
    OLDER = "older"
    NEWER = "newer"
    FILE_EXISTS = "file-exists"
    SAME_FILE = "same-file"
    NO_FILE = "no-file"
    NOT_A_BACKUP = "not-a-backup"
    DAMAGED = "damaged"
    HAS_QUESTIONS = "has-questions"
    NOT_EMPTY = "not-empty"
    IN_USE = "in-use"


class Refused(Exception):
    """Nothing was changed; `why` and `detail` say what stood in the way, commands put it into words."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why.value}: {detail}" if detail else why.value)
        self.why = why
        self.detail = detail
