"""Buttons under what residents are told."""

from typing import Any

from bot.texts.keyboards.parts import Layouts, Row, Rows, official_link, open_it, place_link
from bot.texts.setting import Setting
from domain import notices as n
from handlers import payloads as p


def _confirm(ask: n.ConfirmAsk, setting: Setting) -> Rows:
    row: Row = [p.Solved(ask.number), p.NotSolved(ask.number)]
    return [row if setting.public else [*row, p.Partly(ask.number)]]


def _still_nothing(said: n.StillNothing, setting: Setting) -> Rows:
    if setting.public:
        return []
    return [[p.AskOfficially(said.number), *official_link(said.official_link)]]


def _resident_menu(_: Any, setting: Setting) -> Rows:
    return [] if setting.public else [[p.Ask()], [p.Mine(), p.NextBroadcast()]]


LAYOUTS: Layouts = {
    n.Welcome: _resident_menu,
    n.HelpResident: _resident_menu,
    n.Recorded: lambda said, _: [[p.Mine(), p.NotQuestion(said.number)]],
    n.RecordedForAir: lambda said, _: [[] if said.nameless else [p.HideName(said.number)]],
    n.NameShown: lambda said, _: [[p.ShowName(said.number) if said.hidden else p.HideName(said.number)]],
    n.RecordedHere: lambda said, _: [[p.AddPhoto(said.number), p.Fix(said.number), p.Withdraw(said.number)]],
    n.AskWords: lambda _, __: [[p.Mine()]],
    n.AnswerForFollower: lambda said, _: [place_link(said.link)],
    n.AnswerInPrivate: lambda said, setting: [] if setting.public or said.ask_at else [[p.Helped(said.number)]],
    n.ConfirmAsk: _confirm,
    n.ConfirmAgain: lambda ask, _: [[p.Solved(ask.number), p.NotSolved(ask.number)]],
    n.StillNothing: _still_nothing,
    n.OfficialWay: lambda said, _: [official_link(said.link)],
    n.AskAgain: lambda said, _: [[p.AskAnew(said.number)]],
    n.EraseAsk: lambda _, __: [[p.EraseYes(), p.EraseNo()]],
    n.PrivateSeen: lambda _, __: [[p.RemoveMine()]],
    n.NeighbourAdvice: open_it,
    n.VoiceHeard: lambda _, __: [[p.VoiceRight(), p.VoiceWrong()]],
    n.SimilarAnswer: lambda said, _: [[p.Enough(said.number), p.Different(said.number)]],
    n.SimilarTaken: lambda said, _: [[p.Different(said.number)]],
    n.SplitAsk: lambda ask, _: [[p.SplitYes(ask.number), p.SplitNo(ask.number)]],
    n.OneForAll: lambda said, _: [[p.OtherMatter(said.number)]],
    n.RemovedYours: lambda said, _: [[p.NotAdvert(int(said.entry))]],
}
