"""What people write never becomes a command to VK or to a reader's screen, in whatever text it is relayed.

The oracle knows nothing of how the bot makes words harmless: it looks for what VK obeys in what would be sent.
"""

import re
import typing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.texts.arguments import bare, hints
from bot.texts.catalogue import Catalogue
from bot.texts.examples import CODES, KINDS, full
from bot.texts.quotes import shortened
from domain.names import Name
from domain.notices import Line, Notice, Quote, ToStaff, Verbatim
from domain.privacy import defuse, without_links
from tests.build import CALM
from tests.texts.samples import setting

CATALOGUE = Catalogue.load()

LIVE = (
    ("a mention or a hidden link", re.compile(r"\[[^\[\]|\u2060][^\[\]|]*\|[^\[\]]*\]")),
    ("an address of a person or a community", re.compile(r"[@*](?:id|club|public|event|app)-?\d", re.IGNORECASE)),
    ("a call to everybody", re.compile(r"[@*](?:all|online|everyone|here|все|всем|онлайн|тут)(?!\w)", re.IGNORECASE)),
    ("a screen name", re.compile(r"(?<![\w@*])[@*][a-z_][\w.]{3,}", re.IGNORECASE)),
    ("text that turns round", re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")),
    ("a control character", re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")),
    ("a tower of accents", re.compile("[\u0300-\u036f\u0483-\u0489]{4}")),
)

PIECES = st.sampled_from(
    [
        "[id1|Иван]", "[club1|ЦУР]", "[public1|x]", "[event1|x]", "[https://evil.ru|vk.com]", "[vk.com/id1|x]",
        "@all", "@online", "@все", "@everyone", "@here", "@id1", "@id1 (x)", "*id1", "*id1 (x)", "@club1", "*all",
        "[[id1|a]|b]", "[", "]", "|", "id1", "@", "*", "all", "\u202e", "\u2066", "\u200f", "\x00", "\x07", "\u2060",
        "@durov", "[durov|x]", "\u200b",
        "\ud800", "а" + "\u0301" * 20, " ", "\n", "Когда починят дорогу?", "№214",
    ]
)  # fmt: skip
HOSTILE = st.lists(PIECES, min_size=1, max_size=8).map("".join)

PLAIN = CODES | {"link", "official_link", "screen_name", "watch_for", "note", "ready", "status", "because"}
"""Facts that only the bot's own code writes."""


def filled(kind: type[Notice], words: str) -> Notice:
    """The notice with the same words wherever somebody's words may stand."""
    facts: dict[str, Any] = {}
    for name, hint in hints(kind).items():
        one, several = bare(hint)
        if one in {str, Quote, Verbatim} and name not in PLAIN and name != "attachments":
            facts[name] = (words,) if several else words
        elif one is Line:
            line = full(Line, text=words, place=words, municipality=words)
            facts[name] = (line, line) if several else line
    return typing.cast(Notice, full(kind, **facts))


def alive(text: str) -> list[str]:
    return [name for name, pattern in LIVE if pattern.search(text)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(CALM, max_examples=15)
@given(words=HOSTILE, first=HOSTILE, last=HOSTILE, public=st.booleans())
def test_no_text_obeys_what_somebody_wrote(kind: type[Notice], words: str, first: str, last: str, public: bool) -> None:
    """Words of residents and officials, and names as people call themselves in VK."""
    there = setting(public=public, names={201: Name(first, last, 1), 202: Name(last, first, 2)})
    said = CATALOGUE.render(filled(kind, words), there)

    assert alive(said.text) == []
    assert alive(CATALOGUE.pop(filled(kind, words), there)) == []


def test_a_call_that_was_none_is_none_when_cut_short() -> None:
    assert alive(shortened(defuse("фонарь@allа не горит третий день"), 11)) == []


@pytest.mark.parametrize(("name", "pattern"), LIVE, ids=[name for name, _ in LIVE])
def test_the_oracle_sees_what_it_looks_for(name: str, pattern: re.Pattern[str]) -> None:
    samples = {
        "a mention or a hidden link": "[https://evil.ru|vk.com]",
        "an address of a person or a community": "*id1 (x)",
        "a call to everybody": "@все",
        "a screen name": "привет, @durov",
        "text that turns round": "\u202eвечер",
        "a control character": "а\x07",
        "a tower of accents": "а" + "\u0301" * 4,
    }
    assert pattern.search(samples[name])


# --- links

FOREIGN = st.sampled_from(
    [
        "https://evil.ru", "http://evil.ru/vk.com", "evil.ru", "www.evil.com/x", "t.me/evil", "bit.ly/abc",
        "vk.com.evil.ru",
        "https://vk.com@evil.ru/", "https://vk.com/away.php?to=evil.ru", "evil.рф/путь", "HTTPS://GOSUSLUGI.RU.EVIL.RU",
        "https://xn--e1afmkfd.xn--p1ai", "https://gosuslugi.ru%2eevil.ru", "ftp://evil.ru/a", "clck.ru/x",
    ]
)  # fmt: skip
OURS = [
    "https://vk.com/wall-1_2",
    "vk.com/id1",
    "https://m.vk.com/club1",
    "https://www.gosuslugi.ru/help",
    "vk.ru/app1",
]
TO_OTHERS = [
    kind for kind in KINDS if not issubclass(kind, ToStaff) and Quote in {bare(h)[0] for h in hints(kind).values()}
]


@pytest.mark.parametrize("kind", TO_OTHERS, ids=lambda kind: kind.__name__)
@settings(CALM, max_examples=15)
@given(link=FOREIGN, before=st.sampled_from(["Смотрите ", "", "(", "сайт:"]), public=st.booleans())
def test_a_residents_link_is_not_spread_in_the_communitys_name(
    kind: type[Notice], link: str, before: str, public: bool
) -> None:
    """Who gets the administration to repeat a link has the administration vouch for it."""
    facts = {name: f"{before}{link} вот" for name, hint in hints(kind).items() if bare(hint)[0] is Quote}
    said = CATALOGUE.render(full(kind, **facts), setting(public=public)).text.lower()

    assert "evil" not in said
    assert not re.search(r"t\.me|bit\.ly|clck|xn--", said)


@pytest.mark.parametrize("link", OURS)
def test_links_to_vk_and_to_the_state_stay(link: str) -> None:
    assert without_links(f"Смотрите {link}, там фото") == f"Смотрите {link}, там фото"


@pytest.mark.parametrize(
    "text",
    ["ул.Ленина, д.5, кв.6", "т.е. завтра", "г.Приозёрск", "2.5 км", "в 14.30", "10.12.2026", "и т.д.", "мкр.Южный,3"],
)
def test_what_only_looks_like_a_link_stays(text: str) -> None:
    assert without_links(text) == text


@CALM
@given(st.text(max_size=200) | st.lists(FOREIGN | HOSTILE, max_size=5).map(" ".join))
def test_hiding_links_twice_is_hiding_them_once(text: str) -> None:
    once = without_links(text)
    assert without_links(once) == once


def test_staff_see_the_link_they_may_need() -> None:
    from domain.notices import Card

    card = full(Card, text="Видео ямы: https://disk.example.ru/video")
    assert "disk.example.ru" in CATALOGUE.render(card, setting()).text
    assert "disk.example.ru" not in CATALOGUE.render(card, setting(public=True)).text
