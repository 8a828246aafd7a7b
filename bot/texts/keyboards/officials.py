"""Buttons under what officials are told."""

from datetime import timedelta
from typing import Any

from bot.texts.keyboards.parts import (
    DAYS_OFFERED,
    OPEN_BUTTONS,
    PEOPLE_OFFERED,
    Layouts,
    Row,
    Rows,
    in_rows,
    offered_days,
    open_it,
    opens,
    place_link,
    today,
    working_days,
)
from bot.texts.setting import Setting
from domain import notices as n
from domain.templates import CODES, DATE
from handlers import payloads as p


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
    return [*in_rows([p.AnswerTo(line.number) for line in ask.lines[:OPEN_BUTTONS]]), [p.NotAnswer()]]


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


def _sent(sent: n.AnswerSent | n.AnswerSeen, setting: Setting) -> Rows:
    undo: Row = [p.Undo(sent.number)] if isinstance(sent, n.AnswerSent) else []
    dates: Row = [p.DatesWrong(sent.number)] if sent.promises else []
    days = offered_days(sent.number, setting) if sent.tip == "no-date" else []
    kept: Row = [p.KeepTemplate(sent.number)] if sent.tip == "repeated" else []
    return [[*undo, *dates], *days, kept]


def _queue(queue: Any, _: Setting) -> Rows:
    turn: Rows = [[p.ByTurn()]] if len(queue.lines) > 1 else []
    return [*opens(queue.lines), *turn]


def _known(said: n.AnswerKnown, setting: Setting) -> Rows:
    """A month, a quarter, half a year from today; or nobody."""
    days = [(today(setting) + timedelta(days=away)).isoformat() for away in (30, 91, 182)]
    return [[p.ValidTill(said.number, day) for day in days], [p.ValidTill(said.number, "")]]


LAYOUTS: Layouts = {
    n.WelcomeOfficial: lambda _, __: [[p.Understood(), p.ShowExample()]],
    n.Example: lambda _, __: [[p.NextLesson(1)]],
    n.LessonShown: lambda _, __: [[p.ShowExample(), p.NextLesson(1)]],
    n.LessonChat: lambda _, __: [[p.NextLesson(2)]],
    n.Card: _card,
    n.UrgentCard: lambda said, _: [[p.Open(said.number), p.Seen(said.number)]],
    n.AnswerSent: _sent,
    n.AnswerSeen: _sent,
    n.AnswerUndone: open_it,
    n.NotPublished: lambda said, _: [[] if said.gone else [p.Open(said.number)]],
    n.InWork: lambda said, setting: offered_days(said.number, setting),
    n.DateAsk: lambda said, setting: offered_days(said.number, setting),
    n.DateUnclear: lambda said, setting: offered_days(said.number, setting),
    n.ClarifyChoice: lambda said, _: [
        [p.AskBackWith(said.number, "where"), p.AskBackWith(said.number, "since")],
        [p.AskBackWith(said.number, "photo"), p.AskBackWith(said.number, "own")],
    ],
    n.ClarifyOver: open_it,
    n.ClarifyCame: open_it,
    n.HandChoice: lambda said, _: in_rows([p.HandTo(said.number, who) for who in said.people[:PEOPLE_OFFERED]]),
    n.CameBack: open_it,
    n.AuthorEdited: open_it,
    n.AddedToQuestion: open_it,
    n.Reminder: _queue,
    n.EscalatedTo: lambda said, _: opens(said.lines),
    n.PromiseToday: lambda said, _: [
        [p.PromiseDone(said.number), p.PromiseMove(said.number)],
        [p.PromiseTold(said.number)],
    ],
    n.MorningQueue: _queue,
    n.Queue: _queue,
    n.IsItAnswer: _is_it,
    n.BeforeSending: _before_sending,
    n.Preview: lambda said, _: [[p.SendIt(said.number), p.SayAnew(said.number)]],
    n.TemplateAsk: _template_days,
    n.TemplateOffer: lambda said, _: in_rows(
        [p.UseTemplate(said.number, row.template) for row in said.rows[:OPEN_BUTTONS]]
    ),
    n.AnswerKnown: _known,
    n.WhichQuestion: lambda said, _: opens(said.lines),
    n.SubstituteAsk: lambda said, setting: in_rows(
        [
            p.SubstituteIs(who, setting.region.calendar.local(said.until).date().isoformat())
            for who in said.people[:PEOPLE_OFFERED]
        ]
    ),
    n.SentBack: open_it,
    n.PublishByHand: lambda said, _: [place_link(said.link)],
    n.MarkedUrgent: lambda said, _: [[p.Open(said.number), p.Seen(said.number)]],
    n.AskedToAnswer: lambda said, _: opens(said.lines),
}
