"""Buttons of broadcasts, while they go on and after."""

from bot.texts.keyboards.parts import Layouts, Row, Rows, of_act
from bot.texts.setting import Setting
from domain import notices as n
from handlers import payloads as p


def _acts(said: n.AirDesk | n.AirChoice | n.AirLog, _: Setting) -> Rows:
    rows: Rows = []
    for act in said.acts:
        if act.begins or not rows:
            rows.append([])
        rows[-1].append(of_act(said.air, act))
    return rows


def _looked_at(said: n.AirNew, _: Setting) -> Rows:
    acts = (("queue", ""), ("writing", ""), ("rename-ask", ""), ("off-ask", ""), ("join-ask", ""), ("new", "next"))
    buttons: Row = [p.Air(said.air, act, said.theme, said.version, word) for act, word in acts]
    return [buttons[:3], buttons[3:]]


LAYOUTS: Layouts = {
    n.AirAnnounced: lambda said, _: [
        [p.Air(said.air, "where", 0, -1, "page"), p.Air(said.air, "where", 0, -1, "community")]
    ],
    n.AirCollects: lambda said, _: [[p.Air(said.air, "post", 0, -1, "")] if said.chats else []],
    n.AirDesk: _acts,
    n.AirChoice: _acts,
    n.AirLog: _acts,
    n.AirDigest: lambda said, _: [[p.Air(said.air, "fact-ask", 0, -1, "")] if said.rows else []],
    n.AirNew: _looked_at,
    n.AirOver: lambda said, _: [
        [p.AirAfter(said.air, what) for what in row] for row in (("post", "picture"), ("owed",))
    ],
    n.AirYear: lambda said, _: [
        [p.AirAfter(int(said.year), what) for what in ("table", "chart")] if said.broadcasts else []
    ],
}
