"""Buttons under what moderators are told: questions in doubt, order in chats, gates."""

from bot.texts.keyboards.parts import (
    IN_A_ROW,
    OPEN_BUTTONS,
    TOPICS_OFFERED,
    Layouts,
    Row,
    Rows,
    in_rows,
    opens,
    place_link,
)
from bot.texts.setting import Setting
from domain import notices as n
from handlers import payloads as p


def _topics(said: n.MaybeQuestion | n.TopicAsk, setting: Setting) -> Row:
    """The likeliest topics, as far as the region still has them."""
    known = [topic for topic in said.topics if setting.region.topic_name(topic)]
    return [p.TopicIs(said.number, topic) for topic in known[:TOPICS_OFFERED]]


def _held(said: n.NewcomerHeld, _: Setting) -> Rows:
    """A community can remove nothing under its posts: people open it there."""
    r = int(said.entry)
    if said.chat:
        return [[p.DropIt(r), p.LetStay(r)]]
    return [place_link(said.link), [p.DoneByHand(r), p.LetStay(r)]]


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


LAYOUTS: Layouts = {
    n.MaybeQuestion: lambda said, setting: [[p.Take(said.number), p.Dismiss(said.number)], _topics(said, setting)],
    n.TopicAsk: lambda said, setting: [_topics(said, setting)],
    n.MaybeList: lambda said, _: opens(said.lines),
    n.Joined: lambda said, _: [[p.Split(said.number)]],
    n.LooksAlike: lambda said, _: [[p.JoinTo(said.number, said.main)], *opens(said.lines, IN_A_ROW)],
    n.Wave: lambda _, __: [[p.ShowMaybe()]],
    n.Insults: lambda said, _: [[p.Mute(int(said.id), int(said.chat))]],
    n.Muted: lambda said, _: [[p.Unmute(int(said.id), int(said.chat))] if said.until else []],
    n.NewcomerHeld: _held,
    n.NewcomersMany: lambda _, __: [[p.ShowHeld()]],
    n.NewcomerRemoved: lambda said, _: [[p.BringBack(int(said.entry))]],
    n.RemovalRefused: lambda said, _: [[p.DoneByHand(int(said.entry)), p.LetStay(int(said.entry))]],
    n.RemovalObjected: lambda said, _: [
        [p.BringBack(int(said.entry))] if said.can_come_back else [p.ShowRemoval(int(said.entry))]
    ],
    n.RemovalCard: _removal,
    n.RemovalList: lambda said, _: in_rows([p.ShowRemoval(int(row.entry)) for row in said.rows[:OPEN_BUTTONS]]),
    n.WatchShown: _watch,
    n.WatchSet: lambda said, _: [
        [p.KeepAsBefore(int(said.group), int(said.chat), said.manner_before, said.days_before)]
    ],
    n.GatePreview: lambda said, _: [[p.GateIs(said.id, said.question, said.perhaps, said.precision)]],
    n.GateMoved: lambda said, _: [
        [p.GateBack(said.id, said.question_before, said.perhaps_before, said.precision_before)]
    ],
    n.Taken: lambda said, _: [[p.Hurry(said.number)]],
}
