"""Commands of moderators and ЦУР."""

from handlers.staff.learning import *
from handlers.staff.lists import *
from handlers.staff.moderators import *
from handlers.staff.orders import *
