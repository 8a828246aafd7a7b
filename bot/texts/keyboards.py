"""Which buttons stand under which notice; their labels are in buttons.ftl, their meaning in handlers/payloads."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, TypeAlias, TypeGuard

from bot.library import Callback, Keyboard, KeyboardButtonColor, OpenLink, Text
from bot.texts.phrasebook import Phrasebook, Variables, phrase_id, yes
from bot.texts.quotes import quoted, shortened
from bot.texts.setting import Setting
from bot.texts.someones import surnames
from domain import notices as n
from domain.templates import CODES, DATE
from handlers import payloads as p

LABEL_LIMIT = 40
IN_A_ROW = 5
OPEN_BUTTONS = 8
DAYS_OFFERED = 4
PEOPLE_OFFERED = 8
TOPICS_OFFERED = 3
WEEK = timedelta(days=7)

GOOD = (
    p.Solved,
    p.Enough,
    p.IsAnswer,
    p.SendMended,
    p.SendIt,
    p.VoiceRight,
    p.Take,
    p.PromiseDone,
    p.AskAnew,
)
BAD = (p.EraseYes,)
MAIN = (p.PickDate, p.ByTurn, p.Ask)


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a page; `phrase` names its label."""

    phrase: str
    url: str


Row: TypeAlias = "list[p.Payload | Link]"
Rows: TypeAlias = "list[Row]"
Layout: TypeAlias = Callable[[Any, Setting], Rows]


def keyboard(notice: n.Notice, setting: Setting, book: Phrasebook) -> Keyboard | None:
    """The notice's buttons; None when it has none."""
    layout = LAYOUTS.get(type(notice))
    rows = [row for row in layout(notice, setting) if row] if layout else []
    if not rows:
        return None
    permanent = isinstance(notice, PERMANENT)
    board = Keyboard(inline=not permanent)
    labels = Labels(notice, setting, book)
    for row in rows:
        board.row()
        for button in row:
            board.add(*_action(button, labels, permanent=permanent))
    return board


def _action(button: p.Payload | Link, labels: "Labels", *, permanent: bool) -> tuple[Any, ...]:
    if isinstance(button, Link):
        return (OpenLink(button.url, labels.of_link(button)),)
    payload = json.dumps(p.encode(button), ensure_ascii=False, separators=(",", ":"))
    kind = Text if permanent else Callback
    return kind(labels.of(button), payload=payload), _colour(button)


def _colour(payload: p.Payload) -> KeyboardButtonColor:
    if isinstance(payload, GOOD):
        return KeyboardButtonColor.POSITIVE
    if isinstance(payload, BAD):
        return KeyboardButtonColor.NEGATIVE
    return KeyboardButtonColor.PRIMARY if isinstance(payload, MAIN) else KeyboardButtonColor.SECONDARY


class Labels:
    """What is written on the buttons of one notice."""

    def __init__(self, notice: n.Notice, setting: Setting, book: Phrasebook) -> None:
        self.setting = setting
        self.book = book
        people = getattr(notice, "people", ())
        self.titles = {_of_act(notice.air, act): act.title for act in notice.acts} if _acted(notice) else {}
        self.finer = {hint.topic: hint.theme for hint in getattr(notice, "hints", ()) if isinstance(hint, n.TopicHint)}
        self.surnames = dict(zip(people, surnames(people, setting, book), strict=True))

    def of(self, payload: p.Payload) -> str:
        label = self.book.say(f"button-{phrase_id(type(payload))}", self._variables(payload))
        return shortened(label, LABEL_LIMIT)

    def of_link(self, link: Link) -> str:
        return shortened(self.book.say(link.phrase), LABEL_LIMIT)

    def _variables(self, payload: p.Payload) -> Variables:
        facts: Variables = {field.name: str(getattr(payload, field.name)) for field in fields(payload)}
        if isinstance(payload, p.HandTo | p.SubstituteIs):
            facts["who"] = self.surnames[payload.p]
        if isinstance(payload, p.Air):
            facts |= self._air(payload)
        if isinstance(payload, p.TopicIs):
            topic = self.setting.region.topic_name(payload.t)
            finer = f"{topic}: {self.finer.get(topic, '')}"
            facts["topic"] = finer if topic in self.finer and len(finer) <= LABEL_LIMIT else topic
        if isinstance(payload, p.Why):
            facts["name"] = self.setting.region.municipality_name(payload.o).split(" ")[0]
        if isinstance(payload, p.DateIs | p.SendBy | p.TemplateDay | p.ValidTill):
            facts |= self._day(payload.d)
        if isinstance(payload, p.Undo):
            facts["seconds"] = int(self.setting.region.policy.undo.total_seconds())
        return facts

    def _air(self, payload: p.Air) -> Variables:
        """A day of a promise; the title of a theme to choose."""
        title = quoted(self.titles.get(payload, ""), LABEL_LIMIT)
        return {"title": title, **self._day(payload.c if payload.w == "promise-by" else "")}

    def _day(self, iso: str) -> Variables:
        if not iso:
            return {"away": "none"}
        day = date.fromisoformat(iso)
        away = (day - _today(self.setting)).days
        return {
            "away": away if away in {0, 1} else "later",
            "weekday": day.isoweekday(),
            "day": day.day,
            "month": f"{day.month:02}",
            "far": yes(timedelta(days=away) >= WEEK),
        }


def _acted(notice: n.Notice) -> TypeGuard[n.AirDesk | n.AirChoice | n.AirLog]:
    return isinstance(notice, n.AirDesk | n.AirChoice | n.AirLog)


def _today(setting: Setting) -> date:
    return setting.region.calendar.local(setting.now).date()


def working_days(setting: Setting) -> Iterator[date]:
    """Days one may promise: today while it is worked, then the working days after it."""
    calendar = setting.region.calendar
    day = _today(setting)
    closing = calendar.closing(day)
    if closing is not None and setting.now < closing:
        yield day
    while True:
        day = calendar.add_working_days(day, 1)
        yield day


def _days(number: int, setting: Setting) -> Rows:
    days = working_days(setting)
    offered = [p.DateIs(number, next(days).isoformat()) for _ in range(DAYS_OFFERED)]
    return [[*offered, p.DateIs(number, "")]]


def _opens(lines: Iterable[n.Line], most: int = OPEN_BUTTONS) -> Rows:
    return _in_rows([p.Open(line.number) for line in list(lines)[:most]])


def _before_sending(ask: n.BeforeSending, setting: Setting) -> Rows:
    """The fix first; «Отправить как есть» always, but for private data in public."""
    q = ask.number
    rows: Rows = [[p.SendMended(q)]] if ask.fixed is not None else []
    if ask.hint == "private":
        return [*rows, [p.SendInPrivate(q)] if ask.in_private else []]
    if ask.hint == "empty":
        days = working_days(setting)
        rows.append([*(p.SendBy(q, next(days).isoformat()) for _ in range(DAYS_OFFERED)), p.DateIs(q, "")])
    if ask.hint == "sent-away":
        rows.append([p.HandOver(q)])
    rows.append([p.SendTo(line.number) for line in ask.lines[:1]])
    return [*rows, [p.SendAsIs(q)]]


def _is_it(ask: n.IsItAnswer, _: Setting) -> Rows:
    if len(ask.lines) == 1:
        return [[p.IsAnswer(ask.lines[0].number), p.NotAnswer()]]
    return [*_in_rows([p.AnswerTo(line.number) for line in ask.lines[:OPEN_BUTTONS]]), [p.NotAnswer()]]


def _in_rows(buttons: list[Any]) -> Rows:
    """Evenly: six buttons are three and three rather than five and one."""
    rows = -(-len(buttons) // IN_A_ROW) or 1
    size = -(-len(buttons) // rows) or 1
    return [buttons[start : start + size] for start in range(0, len(buttons), size)]


def _card(card: n.Card, _: Setting) -> Rows:
    q = card.number
    kept: Row = [p.ShowTemplates(q)] if card.templates else []
    watched: Row = []
    if card.controlled:
        watched = [p.Calm(q) if card.urgent else p.Hurry(q), p.OutOfIncident(q) if card.incident else p.InIncident(q)]
    return [[p.PickDate(q), p.AskBack(q)], [p.HandOver(q), p.NotOurs(q)], kept, watched]


def _template_days(ask: n.TemplateAsk, setting: Setting) -> Rows:
    if ask.blank != CODES[DATE]:
        return []
    days = working_days(setting)
    return [[p.TemplateDay(ask.number, ask.template, next(days).isoformat()) for _ in range(DAYS_OFFERED)]]


def _confirm(ask: n.ConfirmAsk, setting: Setting) -> Rows:
    row: Row = [p.Solved(ask.number), p.NotSolved(ask.number)]
    return [row if setting.public else [*row, p.Partly(ask.number)]]


def _sent(sent: n.AnswerSent | n.AnswerSeen, setting: Setting) -> Rows:
    undo: Row = [p.Undo(sent.number)] if isinstance(sent, n.AnswerSent) else []
    dates: Row = [p.DatesWrong(sent.number)] if sent.promises else []
    days = _days(sent.number, setting) if sent.tip == "no-date" else []
    kept: Row = [p.KeepTemplate(sent.number)] if sent.tip == "repeated" else []
    return [[*undo, *dates], *days, kept]


def _queue(queue: Any, _: Setting) -> Rows:
    turn: Rows = [[p.ByTurn()]] if len(queue.lines) > 1 else []
    return [*_opens(queue.lines), *turn]


def _official_link(link: str) -> Row:
    return [Link("link-official", link)] if link else []


def _place_link(link: str) -> Row:
    return [Link("link-place", link)] if link else []


def _still_nothing(said: n.StillNothing, setting: Setting) -> Rows:
    if setting.public:
        return []
    return [[p.AskOfficially(said.number), *_official_link(said.official_link)]]


def _topics(said: n.MaybeQuestion | n.TopicAsk, setting: Setting) -> Row:
    """The likeliest topics, as far as the region still has them."""
    known = [topic for topic in said.topics if setting.region.topic_name(topic)]
    return [p.TopicIs(said.number, topic) for topic in known[:TOPICS_OFFERED]]


def _judging(said: n.QualityAsk, _: Setting) -> Rows:
    return [
        [p.Judge(said.number, said.day, said.index, criterion, verdict) for verdict in ("yes", "no")]
        for criterion in ("matter", "date", "human")
    ]


def _known(said: n.AnswerKnown, setting: Setting) -> Rows:
    """A month, a quarter, half a year from today; or nobody."""
    days = [(_today(setting) + timedelta(days=away)).isoformat() for away in (30, 91, 182)]
    return [[p.ValidTill(said.number, day) for day in days], [p.ValidTill(said.number, "")]]


def _verdicts(said: n.RumourSpotted | n.RumourCard, _: Setting) -> Rows:
    r = int(said.rumour)
    say: Row = [p.RumourSay(r)] if isinstance(said, n.RumourCard) and not said.lacks else []
    verdicts: Row = [p.RumourIs(r, verdict) for verdict in ("false", "true", "partly")]
    return [say, verdicts, [p.RumourIs(r, "checking"), p.RumourIs(r, "none")]]


def _held(said: n.NewcomerHeld, _: Setting) -> Rows:
    """A community can remove nothing under its posts: people open it there."""
    r = int(said.entry)
    if said.chat:
        return [[p.DropIt(r), p.LetStay(r)]]
    return [_place_link(said.link), [p.DoneByHand(r), p.LetStay(r)]]


def _removal(said: n.RemovalCard, _: Setting) -> Rows:
    r = int(said.entry)
    if said.can_come_back:
        return [[p.BringBack(r)]]
    if said.what != "message" or said.state not in {"held", "refused"}:
        return []
    return [[p.DropIt(r) if said.chat and said.state == "held" else p.DoneByHand(r), p.LetStay(r)]]


def _watch(said: n.WatchShown, _: Setting) -> Rows:
    if not said.manner_then:
        return []
    return [[p.KeepSo(int(said.group), int(said.chat), said.manner_then, said.days_then)]]


def _acts(said: n.AirDesk | n.AirChoice | n.AirLog, _: Setting) -> Rows:
    rows: Rows = []
    for act in said.acts:
        if act.begins or not rows:
            rows.append([])
        rows[-1].append(_of_act(said.air, act))
    return rows


def _of_act(air: int, act: n.AirAct) -> p.Air:
    return p.Air(air, act.what, act.theme, act.version, act.word)


def _looked_at(said: n.AirNew, _: Setting) -> Rows:
    acts = (("queue", ""), ("writing", ""), ("off-ask", ""), ("join-ask", ""), ("new", "next"))
    buttons: Row = [p.Air(said.air, act, said.theme, said.version, word) for act, word in acts]
    return [buttons[:2], buttons[2:]]


def _waiting(said: n.Waiting, _: Setting) -> Rows:
    if not said.lines:
        return []
    if not said.home:
        return [*_opens(said.lines), [p.ExportNow()]]
    called: Row = [p.CalledAll(said.home), p.ListedInIncident(), p.ExportNow()]
    at_once: Rows = [[p.HandAll(said.home), p.RemindAll(said.home)], called]
    return [*_opens(said.lines, IN_A_ROW), *at_once]


def _week(said: n.RatingWeek, setting: Setting) -> Rows:
    first = setting.region.calendar.local(said.since).date().isoformat()
    documents: Row = [p.WeekAs(first, "picture"), p.WeekAs(first, "table")] if said.count else []
    letters: Row = [p.WeekAs(first, "letters")] if said.count and said.letters else []
    return [[*documents, *letters], *_in_rows([p.Why(one) for one in said.explain if setting.region.municipality(one)])]


def _open(notice: Any, _: Setting) -> Rows:
    return [[p.Open(notice.number)]]


def _resident_menu(_: Any, setting: Setting) -> Rows:
    return [] if setting.public else [[p.Ask()], [p.Mine(), p.NextBroadcast()]]


PERMANENT = (n.Welcome, n.HelpResident)
"""These bring the keyboard that stays below the dialog."""

LAYOUTS: dict[type[n.Notice], Layout] = {
    n.AirAnnounced: lambda said, _: [
        [p.Air(said.air, "where", 0, -1, "page"), p.Air(said.air, "where", 0, -1, "community")]
    ],
    n.AirCollects: lambda said, _: [[p.Air(said.air, "post", 0, -1, "")] if said.chats else []],
    n.AirDesk: _acts,
    n.AirChoice: _acts,
    n.AirLog: _acts,
    n.AirDigest: lambda said, _: [[p.Air(said.air, "fact-ask", 0, -1, "")] if said.rows else []],
    n.AirNew: _looked_at,
    n.Welcome: _resident_menu,
    n.HelpResident: _resident_menu,
    n.Recorded: lambda said, _: [[p.Mine(), p.NotQuestion(said.number)]],
    n.RecordedForAir: lambda said, _: [[] if said.nameless else [p.HideName(said.number)]],
    n.NameShown: lambda said, _: [[p.ShowName(said.number) if said.hidden else p.HideName(said.number)]],
    n.RecordedHere: lambda said, _: [[p.AddPhoto(said.number), p.Fix(said.number), p.Withdraw(said.number)]],
    n.AskWords: lambda _, __: [[p.Mine()]],
    n.AnswerForFollower: lambda said, _: [_place_link(said.link)],
    n.AnswerInPrivate: lambda said, setting: [] if setting.public or said.ask_at else [[p.Helped(said.number)]],
    n.ConfirmAsk: _confirm,
    n.ConfirmAgain: lambda ask, _: [[p.Solved(ask.number), p.NotSolved(ask.number)]],
    n.StillNothing: _still_nothing,
    n.OfficialWay: lambda said, _: [_official_link(said.link)],
    n.AskAgain: lambda said, _: [[p.AskAnew(said.number)]],
    n.EraseAsk: lambda _, __: [[p.EraseYes(), p.EraseNo()]],
    n.WelcomeOfficial: lambda _, __: [[p.Understood(), p.ShowExample()]],
    n.Example: lambda _, __: [[p.NextLesson(1)]],
    n.LessonShown: lambda _, __: [[p.ShowExample(), p.NextLesson(1)]],
    n.LessonChat: lambda _, __: [[p.NextLesson(2)]],
    n.Card: _card,
    n.UrgentCard: _open,
    n.AnswerSent: _sent,
    n.AnswerSeen: _sent,
    n.AnswerUndone: _open,
    n.NotPublished: lambda said, _: [[] if said.gone else [p.Open(said.number)]],
    n.InWork: lambda said, setting: _days(said.number, setting),
    n.DateAsk: lambda said, setting: _days(said.number, setting),
    n.DateUnclear: lambda said, setting: _days(said.number, setting),
    n.ClarifyChoice: lambda said, _: [
        [p.AskBackWith(said.number, "where"), p.AskBackWith(said.number, "since")],
        [p.AskBackWith(said.number, "photo"), p.AskBackWith(said.number, "own")],
    ],
    n.ClarifyOver: _open,
    n.ClarifyCame: _open,
    n.HandChoice: lambda said, _: _in_rows([p.HandTo(said.number, who) for who in said.people[:PEOPLE_OFFERED]]),
    n.CameBack: _open,
    n.AuthorEdited: _open,
    n.AddedToQuestion: _open,
    n.Reminder: _queue,
    n.EscalatedTo: lambda said, _: _opens(said.lines),
    n.PromiseToday: lambda said, _: [
        [p.PromiseDone(said.number), p.PromiseMove(said.number)],
        [p.PromiseTold(said.number)],
    ],
    n.MorningQueue: _queue,
    n.Queue: _queue,
    n.IsItAnswer: _is_it,
    n.BeforeSending: _before_sending,
    n.PrivateSeen: lambda _, __: [[p.RemoveMine()]],
    n.NeighbourAdvice: _open,
    n.VoiceHeard: lambda _, __: [[p.VoiceRight(), p.VoiceWrong()]],
    n.Preview: lambda said, _: [[p.SendIt(said.number), p.SayAnew(said.number)]],
    n.TemplateAsk: _template_days,
    n.TemplateOffer: lambda said, _: _in_rows(
        [p.UseTemplate(said.number, row.template) for row in said.rows[:OPEN_BUTTONS]]
    ),
    n.SimilarAnswer: lambda said, _: [[p.Enough(said.number), p.Different(said.number)]],
    n.SimilarTaken: lambda said, _: [[p.Different(said.number)]],
    n.AnswerKnown: _known,
    n.SplitAsk: lambda ask, _: [[p.SplitYes(ask.number), p.SplitNo(ask.number)]],
    n.WhichQuestion: lambda said, _: _opens(said.lines),
    n.SubstituteAsk: lambda said, setting: _in_rows(
        [
            p.SubstituteIs(who, setting.region.calendar.local(said.until).date().isoformat())
            for who in said.people[:PEOPLE_OFFERED]
        ]
    ),
    n.MaybeQuestion: lambda said, setting: [[p.Take(said.number), p.Dismiss(said.number)], _topics(said, setting)],
    n.TopicAsk: lambda said, setting: [_topics(said, setting)],
    n.MaybeList: lambda said, _: _opens(said.lines),
    n.Joined: lambda said, _: [[p.Split(said.number)]],
    n.NobodyToAnswer: lambda said, _: [[p.Open(said.number), p.HandOver(said.number)]],
    n.Unreachable: lambda said, _: [[p.Open(said.number), p.HandOver(said.number)] if said.number else []],
    n.OddHourAnswer: lambda said, _: [
        [p.Open(said.number)] if said.in_place else [p.Hide(said.number), p.Open(said.number)]
    ],
    n.RudeAnswer: _open,
    n.QualityAsk: _judging,
    n.SentBack: _open,
    n.LooksAlike: lambda said, _: [[p.JoinTo(said.number, said.main)], *_opens(said.lines, IN_A_ROW)],
    n.GatePreview: lambda said, _: [[p.GateIs(said.id, said.question, said.perhaps, said.precision)]],
    n.GateMoved: lambda said, _: [
        [p.GateBack(said.id, said.question_before, said.perhaps_before, said.precision_before)]
    ],
    n.Surge: lambda said, _: [[p.Gather(said.number)], *_opens(said.lines, IN_A_ROW)],
    n.Accident: lambda said, _: [[p.PartAll(said.number), p.Open(said.number)]],
    n.OneForAll: lambda said, _: [[p.OtherMatter(said.number)]],
    n.Wave: lambda _, __: [[p.ShowMaybe()]],
    n.Insults: lambda said, _: [[p.Mute(int(said.id), int(said.chat))]],
    n.Muted: lambda said, _: [[p.Unmute(int(said.id), int(said.chat))] if said.until else []],
    n.NewcomerHeld: _held,
    n.NewcomersMany: lambda _, __: [[p.ShowHeld()]],
    n.NewcomerRemoved: lambda said, _: [[p.BringBack(int(said.entry))]],
    n.RemovalRefused: lambda said, _: [[p.DoneByHand(int(said.entry)), p.LetStay(int(said.entry))]],
    n.RemovedYours: lambda said, _: [[p.NotAdvert(int(said.entry))]],
    n.RemovalObjected: lambda said, _: [
        [p.BringBack(int(said.entry))] if said.can_come_back else [p.ShowRemoval(int(said.entry))]
    ],
    n.RemovalCard: _removal,
    n.RemovalList: lambda said, _: _in_rows([p.ShowRemoval(int(row.entry)) for row in said.rows[:OPEN_BUTTONS]]),
    n.WatchShown: _watch,
    n.WatchSet: lambda said, _: [
        [p.KeepAsBefore(int(said.group), int(said.chat), said.manner_before, said.days_before)]
    ],
    n.AirOver: lambda said, _: [
        [p.AirAfter(said.air, what) for what in row] for row in (("post", "picture"), ("owed",))
    ],
    n.AirYear: lambda said, _: [
        [p.AirAfter(int(said.year), what) for what in ("table", "chart")] if said.broadcasts else []
    ],
    n.RumourSpotted: _verdicts,
    n.RumourCard: _verdicts,
    n.RumourBack: lambda said, _: [[p.RumourSay(int(said.rumour)), p.RumourOpen(int(said.rumour))]],
    n.RumourAnswers: lambda said, _: [[p.RumourCloses(said.number, int(said.rumour)), p.Open(said.number)]],
    n.RumourList: lambda said, _: _in_rows([p.RumourOpen(int(row.rumour)) for row in said.rows[:OPEN_BUTTONS]]),
    n.Impostor: _open,
    n.MovedTwice: lambda said, _: [[p.Open(said.number), p.HandOver(said.number)]],
    n.PublishByHand: lambda said, _: [_place_link(said.link)],
    n.Waiting: _waiting,
    n.EmergencyBegun: lambda said, _: [
        *_opens(said.lines, IN_A_ROW),
        [p.EmergencyFeed(said.id, said.settlement), p.EmergencyStop(said.id, said.settlement)] if said.id else [],
    ],
    n.EmergencyFeed: lambda said, _: [
        *_opens(said.lines, IN_A_ROW),
        [p.EmergencyStop(said.id, said.settlement)] if said.id else [],
    ],
    n.UrgentSet: lambda said, _: [[p.Calm(said.number)]],
    n.MarkedUrgent: _open,
    n.MarkKept: lambda said, _: [[p.OutOfIncident(said.number)] if said.system == "incident" else []],
    n.Taken: lambda said, _: [[p.Hurry(said.number)]],
    n.AskedToAnswer: lambda said, _: _opens(said.lines),
    n.RatingWeek: _week,
    n.HeadLetter: lambda said, _: [[p.Why(said.id), p.Contest()]],
    n.RatingWhy: lambda said, _: [
        *_in_rows([p.Open(int(one.strip("№"))) for one in said.open[:IN_A_ROW] if one.strip("№").isdecimal()]),
        [p.Contest()] if said.rows else [],
    ],
    n.Contested: lambda said, _: [
        [p.ContestIs(said.number, "yes"), p.ContestIs(said.number, "no")],
        [p.Open(said.number)],
    ],
    n.MorningList: lambda _, __: [
        [p.ShowWaiting(), p.ShowOverdue(), p.ShowPromised()],
        [p.ShowMaybe(), p.ShowRumours(), p.ExportNow()],
    ],
}
