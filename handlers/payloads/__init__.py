"""What a button says when it is pressed: ids only, rights are checked at the press.

VK keeps old buttons alive for ever and lets anybody forge a payload, so reading one never trusts more than its shape.
A new subject gets a module of its own and a line above the last: `wire` reads the buttons it has seen.
"""
# ruff: noqa: I001  the way through VK comes after all that travels it

from handlers.payloads.base import *
from handlers.payloads.residents import *
from handlers.payloads.officials import *
from handlers.payloads.answering import *
from handlers.payloads.moderators import *
from handlers.payloads.control import *
from handlers.payloads.urgency import *
from handlers.payloads.rumours import *
from handlers.payloads.order import *
from handlers.payloads.broadcasts import *
from handlers.payloads.wire import *
