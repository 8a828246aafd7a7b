"""What the use cases need from the outside, said by the core in its own words."""

from domain.ports.answered import *
from domain.ports.answers import *
from domain.ports.dialogs import *
from domain.ports.emergencies import *
from domain.ports.hearing import *
from domain.ports.learning import *
from domain.ports.nudges import *
from domain.ports.outbox import *
from domain.ports.people import *
from domain.ports.questions import *
from domain.ports.rating import *
from domain.ports.records import *
from domain.ports.removals import *
from domain.ports.rumours import *
from domain.ports.work import *
