"""What is written on buttons."""

from dataclasses import fields
from datetime import date, timedelta
from typing import TypeGuard

from bot.texts.keyboards.parts import Link, of_act, today
from bot.texts.phrasebook import Phrasebook, Variables, phrase_id, yes
from bot.texts.quotes import quoted, shortened
from bot.texts.setting import Setting
from bot.texts.someones import someone, surnames
from domain import notices as n
from domain.organisation import Role
from handlers import payloads as p

LABEL_LIMIT = 40
WEEK = timedelta(days=7)


class Labels:
    """What is written on the buttons of one notice."""

    def __init__(self, notice: n.Notice, setting: Setting, book: Phrasebook) -> None:
        self.setting = setting
        self.book = book
        people = getattr(notice, "people", ())
        self.titles = {of_act(notice.air, act): act.title for act in notice.acts} if _acted(notice) else {}
        self.finer = {hint.topic: hint.theme for hint in getattr(notice, "hints", ()) if isinstance(hint, n.TopicHint)}
        self.surnames = dict(zip(people, surnames(people, setting, book), strict=True))

    def of(self, payload: p.Payload) -> str:
        """The label of a button that says something to the bot."""
        label = self.book.say(f"button-{phrase_id(type(payload))}", self._variables(payload))
        return shortened(label, LABEL_LIMIT)

    def of_link(self, link: Link) -> str:
        """The label of a button that opens a page."""
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
        if isinstance(payload, p.HandAll):
            facts |= self._deputy(payload.o)
        if isinstance(payload, p.Why):
            facts["name"] = self.setting.region.municipality_name(payload.o).split(" ")[0]
        if isinstance(payload, p.DateIs | p.SendBy | p.TemplateDay | p.ValidTill):
            facts |= self._day(payload.d)
        if isinstance(payload, p.Undo):
            facts["seconds"] = int(self.setting.region.policy.undo.total_seconds())
        return facts

    def _deputy(self, municipality: str) -> Variables:
        deputy = next(self.setting.region.with_role(Role.DEPUTY, municipality), None)
        if deputy is None:
            return {"has_who": yes(False)}
        return someone("who", deputy.vk_id, self.setting, self.book, resident=False)

    def _air(self, payload: p.Air) -> Variables:
        """A day of a promise; the title of a theme to choose."""
        title = quoted(self.titles.get(payload, ""), LABEL_LIMIT)
        return {"title": title, **self._day(payload.c if payload.w == "promise-by" else "")}

    def _day(self, iso: str) -> Variables:
        if not iso:
            return {"away": "none"}
        day = date.fromisoformat(iso)
        away = (day - today(self.setting)).days
        return {
            "away": away if away in {0, 1} else "later",
            "weekday": day.isoweekday(),
            "day": day.day,
            "month": f"{day.month:02}",
            "far": yes(timedelta(days=away) >= WEEK),
        }


def _acted(notice: n.Notice) -> TypeGuard[n.AirDesk | n.AirChoice | n.AirLog]:
    return isinstance(notice, n.AirDesk | n.AirChoice | n.AirLog)
