from bot.texts.catalogue import Catalogue
from bot.texts.examples import KINDS
from bot.texts.page import PAGE, page
from bot.texts.phrasebook import phrase_id


def test_the_page_of_texts_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(Catalogue.load()), "run python -m bot.texts.page"


def test_every_text_is_on_the_page():
    shown = page(Catalogue.load())
    assert [kind for kind in KINDS if f"### {phrase_id(kind)}" not in shown] == []
