"""Buttons under what ЦУР and heads are told."""

from bot.texts.keyboards.parts import IN_A_ROW, OPEN_BUTTONS, Layouts, Row, Rows, in_rows, open_it, opens
from bot.texts.setting import Setting
from domain import notices as n
from handlers import payloads as p


def _judging(said: n.QualityAsk, _: Setting) -> Rows:
    judged: Rows = [
        [p.Judge(said.number, said.day, said.index, criterion, verdict) for verdict in ("yes", "no")]
        for criterion in ("matter", "date", "human")
    ]
    return [*judged, [p.SendBack(said.number)]]


def _verdicts(said: n.RumourSpotted | n.RumourCard, _: Setting) -> Rows:
    r = int(said.rumour)
    say: Row = [p.RumourSay(r)] if isinstance(said, n.RumourCard) and not said.lacks else []
    verdicts: Row = [p.RumourIs(r, verdict) for verdict in ("false", "true", "partly")]
    return [say, verdicts, [p.RumourIs(r, "checking"), p.RumourIs(r, "none")]]


def _waiting(said: n.Waiting, _: Setting) -> Rows:
    if not said.lines:
        return []
    if not said.home:
        return [*opens(said.lines), [p.ExportNow()]]
    called: Row = [p.CalledAll(said.home), p.ListedInIncident(), p.ExportNow()]
    at_once: Rows = [[p.HandAll(said.home), p.RemindAll(said.home)], called]
    return [*opens(said.lines, IN_A_ROW), *at_once]


def _week(said: n.RatingWeek, setting: Setting) -> Rows:
    first = setting.region.calendar.local(said.since).date().isoformat()
    documents: Row = [p.WeekAs(first, "picture"), p.WeekAs(first, "table")] if said.count else []
    letters: Row = [p.WeekAs(first, "letters")] if said.count and said.letters else []
    return [[*documents, *letters], *in_rows([p.Why(one) for one in said.explain if setting.region.municipality(one)])]


LAYOUTS: Layouts = {
    n.NobodyToAnswer: lambda said, _: [[p.Open(said.number), p.HandOver(said.number)]],
    n.Unreachable: lambda said, _: [[p.Open(said.number), p.HandOver(said.number)] if said.number else []],
    n.OddHourAnswer: lambda said, _: [
        [p.Open(said.number)] if said.in_place else [p.Hide(said.number), p.Open(said.number)]
    ],
    n.RudeAnswer: open_it,
    n.QualityAsk: _judging,
    n.SendBackWhy: lambda said, _: [
        [p.SendBackFor(said.number, "no-date"), p.SendBackFor(said.number, "off-matter")],
        [p.SendBackFor(said.number, "officialese"), p.SendBackFor(said.number, "own")],
    ],
    n.Surge: lambda said, _: [[p.Gather(said.number)], *opens(said.lines, IN_A_ROW)],
    n.Accident: lambda said, _: [[p.PartAll(said.number), p.Open(said.number)]],
    n.RumourSpotted: _verdicts,
    n.RumourCard: _verdicts,
    n.RumourBack: lambda said, _: [[p.RumourSay(int(said.rumour)), p.RumourOpen(int(said.rumour))]],
    n.RumourAnswers: lambda said, _: [[p.RumourCloses(said.number, int(said.rumour)), p.Open(said.number)]],
    n.RumourList: lambda said, _: in_rows([p.RumourOpen(int(row.rumour)) for row in said.rows[:OPEN_BUTTONS]]),
    n.Impostor: open_it,
    n.MovedTwice: lambda said, _: [[p.Open(said.number), p.HandOver(said.number)]],
    n.Waiting: _waiting,
    n.EmergencyBegun: lambda said, _: [
        *opens(said.lines, IN_A_ROW),
        [p.EmergencyFeed(said.id, said.settlement), p.EmergencyStop(said.id, said.settlement)] if said.id else [],
    ],
    n.EmergencyFeed: lambda said, _: [
        *opens(said.lines, IN_A_ROW),
        [p.EmergencyStop(said.id, said.settlement)] if said.id else [],
    ],
    n.UrgentSet: lambda said, _: [[p.Calm(said.number)]],
    n.MarkKept: lambda said, _: [[p.OutOfIncident(said.number)] if said.system == "incident" else []],
    n.RatingWeek: _week,
    n.HeadLetter: lambda said, _: [[p.Why(said.id), p.Contest()]],
    n.RatingWhy: lambda said, _: [
        *in_rows([p.Open(int(one.strip("№"))) for one in said.open[:IN_A_ROW] if one.strip("№").isdecimal()]),
        [p.Contest()] if said.rows else [],
    ],
    n.Contested: lambda said, _: [
        [p.ContestIs(said.number, "yes"), p.ContestIs(said.number, "no")],
        [p.Open(said.number)],
    ],
    n.MorningList: lambda _, __: [
        [p.ShowWaiting(), p.ShowOverdue(), p.ShowToday(), p.ShowPromised()],
        [p.ShowMaybe(), p.ShowRumours(), p.ExportNow()],
    ],
}
