"""What can go wrong: VK's own error codes for bots, and plain words for people at the page."""

from collections.abc import Iterable, Mapping
from typing import Any

WORDS: Mapping[int, str] = {
    1: "Unknown error occurred",
    3: "Unknown method passed",
    5: "User authorization failed",
    6: "Too many requests per second",
    7: "Permission to perform this action is denied",
    8: "Invalid request",
    9: "Flood control",
    10: "Internal server error",
    12: "Unable to compile code",
    13: "Runtime error occurred during code invocation",
    14: "Captcha needed",
    15: "Access denied",
    18: "User was deleted or banned",
    22: "Upload error",
    27: "Group authorization failed",
    28: "Application authorization failed",
    29: "Rate limit reached",
    100: "One of the parameters specified was missing or invalid",
    104: "Not found",
    105: "Couldn't save file",
    113: "Invalid user id",
    114: "Invalid album id",
    118: "Invalid server",
    121: "Invalid hash",
    203: "Access to group denied",
    212: "Access to post comments denied",
    213: "Access to status replies denied",
    222: "Hyperlinks are forbidden",
    223: "Too many replies",
    504: "Access denied",
    801: "Comments for this video are closed",
    900: "Can't send messages for users from blacklist",
    901: "Can't send messages for users without permission",
    902: "Can't send messages to this user due to their privacy settings",
    909: "Can't edit this message, because it's too old",
    910: "Can't sent this message, because it's too big",
    911: "Keyboard format is invalid",
    912: "This is a chat bot feature, change this status in settings",
    913: "Too many forwarded messages",
    914: "Message is too long",
    917: "You don't have access to this chat",
    919: "You can't see invite link for this chat",
    920: "Can't edit this kind of message",
    921: "Can't forward these messages",
    922: "You left this chat",
    924: "Can't delete this message for everybody",
    925: "You are not admin of this chat",
    927: "Chat does not exist",
    932: "Your community can't interact with this peer",
    935: "User not found in chat",
    936: "Contact not found",
    940: "Too many posts in messages",
    943: "Cannot use this intent",
    944: "Limits overflow for this intent",
    945: "Chat was disabled",
    946: "Chat not supported",
    949: "Can't edit pinned message yet",
    950: "Can't send message, reply timed out",
    983: "You are restricted to write to a chat",
    985: "Cannot write to notifications only groups",
    993: "Chat moved to MAX",
    995: "Messenger degradation",
    996: "Chat blocked due to response from another admin",
    1009: "Unknown reaction passed",
    1010: "This reaction has been disabled",
    1011: "Reactions limit for this message has been reached",
    1012: "Writing is disabled for this chat",
    1017: "Chat was deleted",
    1021: "Can't send messages for users without conversation",
    1051: "Method is unavailable for this token",
    1117: "Access token has expired",
    13000: "Community has active strikes",
}

CAPTCHA_PICTURE = "https://api.vk.com/captcha.php?sid=239633676097&s=1"
CAPTCHA_PAGE = "https://id.vk.com/not_robot_captcha?domain=vk.com&session_token=sandbox&variant=popup&blank=1"


class VKError(Exception):
    """A refusal as VK words it."""

    def __init__(self, code: int, detail: str = "", *, picture: bool = False) -> None:
        self.code = code
        self.picture = picture
        words = WORDS.get(code, "Unknown error occurred")
        self.words = f"{words}: {detail}" if detail else words
        super().__init__(f"{code} {self.words}")

    @classmethod
    def missing(cls, name: str) -> "VKError":
        """A required parameter is absent."""
        return cls(100, f"{name} is undefined")

    def envelope(self, method: str, params: Iterable[tuple[str, str]]) -> dict[str, Any]:
        """The answer of the wire; the token is never echoed."""
        echoed = [("method", method), ("oauth", "1")]
        echoed += [(name, value) for name, value in params if name != "access_token"]
        error: dict[str, Any] = {
            "error_code": self.code,
            "error_msg": self.words,
            "request_params": [{"key": name, "value": value} for name, value in echoed],
        }
        if self.code == 14 and self.picture:
            error |= {"captcha_sid": "239633676097", "captcha_img": CAPTCHA_PICTURE}
        elif self.code == 14:
            error |= {"redirect_uri": CAPTCHA_PAGE, "remixstlid": 9069780796616521905}
        return {"error": error}

    def inside(self) -> dict[str, Any]:
        """The same refusal for one item of a list that otherwise succeeded."""
        return {"code": self.code, "description": self.words}


class StageError(ValueError):
    """A person cannot do this; the words are for that person."""
