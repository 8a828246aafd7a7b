"""The use cases behind the handlers, built once by the composition root."""

from dataclasses import dataclass, field

from domain.grouping import Grouper
from domain.ports import Listener
from domain.use_cases.answers.amending import Amending
from domain.use_cases.answers.answering import Answering
from domain.use_cases.answers.asking_back import AskingBack
from domain.use_cases.answers.bringing import Bringing
from domain.use_cases.answers.capturing import Capturing
from domain.use_cases.answers.conversation import Conversation
from domain.use_cases.answers.previewing import Previewing
from domain.use_cases.answers.sending_on import SendingOn
from domain.use_cases.answers.templating import Templating
from domain.use_cases.answers.voices import Voices
from domain.use_cases.broadcasts.aftermath import Aftermath
from domain.use_cases.broadcasts.airing import Airing
from domain.use_cases.broadcasts.airtime import AirTime
from domain.use_cases.broadcasts.announcing import Announcing
from domain.use_cases.broadcasts.desking import Desking
from domain.use_cases.broadcasts.sorting import NoGrouper, Sorting
from domain.use_cases.clock.watching import Watching
from domain.use_cases.delivery import Delivery
from domain.use_cases.intake.drafting import Drafting
from domain.use_cases.intake.following import Following
from domain.use_cases.intake.joining import Joining
from domain.use_cases.intake.offering import Offering
from domain.use_cases.intake.reception import Reception
from domain.use_cases.intake.splitting import Splitting
from domain.use_cases.matters.noticing import Noticing
from domain.use_cases.matters.surging import Surging
from domain.use_cases.moderating.gating import Gating
from domain.use_cases.moderating.moderation import Moderation
from domain.use_cases.moderating.removing import Removing
from domain.use_cases.moderating.schooling import NoSchool, School, Schooling
from domain.use_cases.moderating.taking import Taking
from domain.use_cases.moderating.wording import Wording
from domain.use_cases.order.orderly import Orderly
from domain.use_cases.order.rumours import RumourDesk
from domain.use_cases.staff.alarming import Alarming, Machine, NoMachine
from domain.use_cases.staff.console import Doorkeeper, Entering, NoConsole
from domain.use_cases.staff.control import Control
from domain.use_cases.staff.lessons import Lessons


@dataclass(frozen=True, slots=True)
class Means:
    """What this process can do besides talking for communities; without any of it the bot works."""

    videos_open: bool = False
    """A person's token lets the bot answer under videos."""
    reads_pages: bool = False
    """A token reads comments under posts of people's pages."""
    mutes: bool = False
    """VK lets the bot silence people in chats."""
    moments: str = "t"
    """How a link names a moment of a video."""
    grouper: Grouper = field(default_factory=NoGrouper)
    machine: Machine = field(default_factory=NoMachine)
    """The process it runs in."""
    school: School = field(default_factory=NoSchool)
    doorkeeper: Doorkeeper = field(default_factory=NoConsole)
    """Who makes links to the console."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Stable collaborators; everything that changes comes with the scope."""

    listener: Listener
    reception: Reception
    joining: Joining
    drafting: Drafting
    taking: Taking
    answering: Answering
    capturing: Capturing
    sending_on: SendingOn
    splitting: Splitting
    amending: Amending
    asking_back: AskingBack
    conversation: Conversation
    following: Following
    moderation: Moderation
    offering: Offering
    rumours: RumourDesk
    orderly: Orderly
    removing: Removing
    control: Control
    watching: Watching
    delivery: Delivery
    alarming: Alarming
    schooling: Schooling
    surging: Surging
    announcing: Announcing
    airing: Airing
    desking: Desking
    wording: Wording
    templating: Templating
    previewing: Previewing
    entering: Entering
    voices: Voices
    lessons: Lessons
    gating: Gating
    aftermath: Aftermath

    @classmethod
    def build(cls, listener: Listener, means: Means) -> "Desk":
        """The use cases on their collaborators, each made once."""
        reception, joining = Reception(listener), Joining(listener)
        drafting, taking = Drafting(reception), Taking(reception)
        bringing = Bringing(means.videos_open)
        asking_back = AskingBack()
        moderation, orderly = Moderation(taking, joining), Orderly(means.mutes)
        answering = Answering(bringing, listener, asking_back)
        control = Control()
        surging = Surging(listener)
        templating = Templating()
        is_abusive = listener.is_abusive
        airtime = AirTime(Announcing(is_abusive, means.reads_pages), Sorting(means.grouper), Desking(is_abusive))
        offering = Offering(reception.welcome)
        aftermath = Aftermath(means.moments)
        conversation = Conversation(answering, asking_back, templating)
        return cls(
            listener=listener,
            reception=reception,
            joining=joining,
            drafting=drafting,
            taking=taking,
            answering=answering,
            capturing=Capturing(answering, listener),
            sending_on=SendingOn(answering),
            splitting=Splitting(listener),
            amending=Amending(answering, bringing),
            asking_back=asking_back,
            conversation=conversation,
            following=Following(listener),
            moderation=moderation,
            offering=offering,
            rumours=RumourDesk(listener),
            orderly=orderly,
            removing=Removing(taking, moderation, orderly),
            control=control,
            watching=Watching(drafting, control, Noticing(listener, surging), offering, airtime, aftermath),
            announcing=airtime.announcing,
            desking=airtime.desking,
            airing=Airing(),
            delivery=Delivery(airtime.desking),
            alarming=Alarming(means.machine),
            schooling=Schooling(means.school),
            surging=surging,
            wording=Wording(listener),
            templating=templating,
            previewing=Previewing(answering),
            entering=Entering(means.doorkeeper),
            voices=Voices(listener, conversation),
            lessons=Lessons(listener),
            gating=Gating(listener),
            aftermath=aftermath,
        )
