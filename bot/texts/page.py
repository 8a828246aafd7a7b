"""Writes docs/reference/texts.md: every text with an example, for a person to read and mend."""

import json
from collections.abc import Iterator
from pathlib import Path

from bot.library import Keyboard
from bot.texts.catalogue import Catalogue, Said
from bot.texts.examples import KINDS, bare, example_setting, full
from bot.texts.phrasebook import FOLDER, phrase_id
from domain.notices import Alarm, HelpStaff, Notice, Recorded, Refusal, UrgentAdvice, Waiting

PAGE = FOLDER.parents[1] / "docs" / "reference" / "texts.md"
SECTIONS = ("residents", "officials", "staff")
ALSO = {
    "courtesy": "residents",
    "promised": "staff",
    "rating": "staff",
    "topical": "staff",
    "district": "staff",
    "urgency": "staff",
    "week": "staff",
    "lessons": "officials",
    "aftermath": "staff",
    "facts": "staff",
    "answered": "residents",
    "broadcasts": "staff",
    "console": "staff",
    "gate": "staff",
    "order": "staff",
    "removals": "staff",
    "rumours": "staff",
    "templates": "officials",
    "voices": "residents",
}
"""Files of one subject, and the section of those who read it."""
TROUBLES = (
    "token", "person-token", "captcha", "access", "limit", "bots-off", "strikes", "deaf", "stalled", "chat-moved",
    "chat-deleted", "chat-closed", "chat-disabled", "chat-muted", "chat-lost", "chat-rights", "chat-silent", "aside",
    "outbox", "disk",
)  # fmt: skip
VARIANTS: dict[type[Notice], tuple[str, tuple[str, ...]]] = {
    UrgentAdvice: ("kind", ("gas", "fire", "wire", "flood", "cold", "collapse", "person", "other")),
    Recorded: ("watch_for", ("chat", "wall", "video")),
    Waiting: ("title", ("waiting", "overdue", "promised", "person")),
    HelpStaff: ("role", ("moderator", "ccu")),
    Alarm: ("what", TROUBLES),
}
"""Notices whose every variant is worth seeing."""


def page(catalogue: Catalogue) -> str:
    """The whole page as Markdown."""
    book = catalogue.book
    files = {message.id.name: stem for stem, message in book.messages()}
    parts = [book.say("page-head", {"without": book.say("page-without")})]
    for section in SECTIONS:
        parts.append(f"## {book.say(f'page-{section}')}")
        kinds = [kind for kind in KINDS if _section(files.get(phrase_id(kind))) == section and kind is not Refusal]
        parts += [part for kind in kinds for part in _entry(kind, catalogue)]
    parts.append(f"## {book.say('page-refusals')}")
    parts += [part for id_ in files if id_.startswith("refusal") for part in _refusal(id_, catalogue)]
    return "\n\n".join(parts) + "\n"


def _section(file: str | None) -> str:
    return ALSO.get(file or "", file or "")


def _entry(kind: type[Notice], catalogue: Catalogue) -> Iterator[str]:
    """The notice with all its facts, then in a chat and with fewer facts where the words differ."""
    yield f"### {phrase_id(kind)}"
    seen = catalogue.render(full(kind), example_setting())
    fact, values = VARIANTS.get(kind, ("", ()))
    for value in values:
        yield _shown(catalogue.render(full(kind, **{fact: value}), example_setting()))
    if not values:
        yield _shown(seen)
    shorter = catalogue.render(bare(kind), example_setting())
    public = catalogue.render(full(kind), example_setting(public=True))
    for label, other in (("page-public", public), ("page-without", shorter)):
        if other.text != seen.text:
            yield f"*{catalogue.book.say(label)}:*"
            yield _shown(other)


def _refusal(id_: str, catalogue: Catalogue) -> Iterator[str]:
    code = id_.removeprefix("refusal").removeprefix("-")
    yield f"### {id_}" if code else f"### {id_} ({catalogue.book.say('page-other')})"
    yield _shown(catalogue.render(full(Refusal, code=code), example_setting()))


def _shown(said: Said) -> str:
    lines = [f"> {line}".rstrip() for line in said.text.split("\n")]
    return "  \n".join([*lines, *(f"> `{row}`" for row in _rows(said.keyboard))])


def _rows(keyboard: Keyboard | None) -> Iterator[str]:
    if keyboard is not None:
        for row in json.loads(keyboard.get_json())["buttons"]:
            yield " ".join(f"[{button['action']['label']}]" for button in row)


def write(path: Path = PAGE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(Catalogue.load()), encoding="utf-8")


if __name__ == "__main__":
    write()
