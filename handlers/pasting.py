"""`забрать`: a moderator makes a question of what somebody wrote where the bot hears nothing."""

import re

from domain.errors import RuleViolation
from domain.message import Forwarded
from domain.place import Place, PlaceKind
from domain.question import Question
from domain.use_cases.moderating.taking import told
from handlers.talk import Talk
from handlers.words import Spoken

AUTHOR = re.compile(
    r"^(?:(?:https?://)?(?:m\.)?vk\.(?:com|ru)/|@|\[|\*)?id(\d{1,12})(?!\w)(?:\|[^\]\n]{0,100}\])?[\s,:;—–-]*",
    re.IGNORECASE | re.ASCII,
)
COMMENT = re.compile(
    r"(?P<kind>wall|video|clip)(?P<owner>-?\d{1,12})_(?P<under>\d{1,12})(?!\d)(?:_r(?P<old>\d{1,12}))?(?P<more>\S*)",
    re.IGNORECASE | re.ASCII,
)
"""A post, a video or a clip, with the comment meant or without."""
REPLY = re.compile(r"[?&]reply=(\d{1,12})(?!\d)", re.IGNORECASE | re.ASCII)


def names_somebody(spoken: Spoken) -> bool:
    """Whether the words begin with a page, or hold a comment's link: people's talk does not."""
    return AUTHOR.match(spoken.words) is not None or COMMENT.search(spoken.words) is not None


def comment_in(words: str, community: int) -> Place | None:
    """Where the comment of a link stands: under a post, a video or a clip, which is a video by another name."""
    met = COMMENT.search(words)
    if met is None:
        return None
    number = met["old"] or (found[1] if (found := REPLY.search(met["more"])) else "")
    kind = PlaceKind.WALL if met["kind"].casefold() == "wall" else PlaceKind.VIDEO
    return Place(kind, community, int(met["owner"]), int(number), int(met["under"])) if number else None


async def take(talk: Talk, spoken: Spoken) -> None:
    """`забрать vk.com/id123 текст`, or with messages forwarded along."""
    if talk.message.forwarded:
        await _forwarded(talk)
        return
    met = AUTHOR.match(spoken.words)
    if met is None:
        await _by_link(talk, spoken)
        return
    said = Forwarded(int(met[1]), spoken.words[met.end() :].strip(' «»"\n'), talk.message.at)
    await _told(talk, await talk.desk.taking.take_pasted(talk.scope, talk.message, said))


async def _by_link(talk: Talk, spoken: Spoken) -> None:
    """`забрать vk.com/wall1_2?reply=3`, or a video's: read where a token allows, else the words are asked for."""
    comment = comment_in(spoken.words, talk.message.place.community)
    if comment is None or not talk.desk.announcing.reads_pages:
        raise RuleViolation("paste-comment" if COMMENT.search(spoken.words) else "take-how")
    await talk.desk.taking.want_comment(talk.scope, talk.message.place, comment)


async def _forwarded(talk: Talk) -> None:
    """In private they are taken over as without the word; in a chat of staff nobody's answer may land there."""
    taking = talk.desk.taking
    if talk.is_private:
        if not await taking.collect(talk.scope, talk.message):
            raise RuleViolation("take-how")
        return
    said = [one for one in talk.message.forwarded if one.author > 0]
    if not said:
        raise RuleViolation("take-how")
    for one in said:
        await _told(talk, await taking.take_pasted(talk.scope, talk.message, one))


async def _told(talk: Talk, taken: Question) -> None:
    await talk.reply(told(taken), taken.number)
