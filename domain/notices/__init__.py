"""What the bot may say: facts only. The words are in bot/texts, one text per notice, named after its class.

A `Someone` is a VK id that the words turn into a name; a `Quote` is somebody's own text, relayed masked and harmless.
"""
# ruff: noqa: I001  the page of texts follows this order

from domain.notices.base import *
from domain.notices.residents import *
from domain.notices.officials import *
from domain.notices.reminding import *
from domain.notices.answered import *
from domain.notices.moderators import *
from domain.notices.facts import *
from domain.notices.gate import *
from domain.notices.rumours import *
from domain.notices.order import *
from domain.notices.removals import *
from domain.notices.care import *
from domain.notices.control import *
from domain.notices.templates import *
from domain.notices.console import *
from domain.notices.voices import *
from domain.notices.lessons import *
from domain.notices.promised import *
from domain.notices.aftermath import *
from domain.notices.rating import *
from domain.notices.week import *
from domain.notices.topical import *
from domain.notices.district import *
from domain.notices.urgency import *
from domain.notices.incident import *
from domain.notices.courtesy import *
from domain.notices.broadcasts import *
