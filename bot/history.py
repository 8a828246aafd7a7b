"""`otklik history FILE`: past questions become examples, and the bot learns from them."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from domain.organisation import Theme

if TYPE_CHECKING:
    from bot.settings import Settings
    from domain.organisation import Region
    from storage.engine import Database

PAGE = 500
"""Rows of one transaction."""

WIDTH = 30
COUNTED = 5
"""How many of the unknown themes are named."""

OFTEN, MOST_THEMES, LONGEST_THEME = 2, 600, 150
"""A theme met once may be a slip of the pen; «Инцидент Менеджмент» has 275."""

Shown = Callable[[str, int, int], None]


def add_history(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("history", help="научить бота на прошлых вопросах из .xlsx или .csv")
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=run)


async def run(arguments: argparse.Namespace) -> int:
    """Reads, keeps, learns, and says how well it learned."""
    from bot.tablefile import Installation, command

    async def work(at: Installation) -> str:
        from bot.region import loaded

        taken = await take(arguments.file, at.database, at.region, at.now, Bar(sys.stderr))
        if not taken.known:
            return taken.told()
        sys.stdout.write(taken.told() + "\n")
        return await _taught(at.settings, at.database, await loaded(at.database, at.now), at.now)

    return await command(work)


@dataclass
class Taken:
    """What was found in a file."""

    rows: int = 0
    with_words: int = 0
    known: int = 0
    copies: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    themes: Counter[tuple[str, str]] = field(default_factory=Counter)
    executors: int = 0
    strangers: Counter[str] = field(default_factory=Counter)

    def new_themes(self) -> list[Theme]:
        """Each with the topic most of its rows were of, the commonest first, as many as a region bears."""
        seen: dict[str, Theme] = {}
        for (name, topic), count in self.themes.most_common():
            if count >= OFTEN and len(name) <= LONGEST_THEME and len(seen) < MOST_THEMES:
                seen.setdefault(name, Theme(name, topic))
        return list(seen.values())

    def told(self) -> str:
        lines = [f"Строк в файле: {self.rows}, с текстом: {self.with_words}, повторов: {self.copies}."]
        lines.append(f"С темой вашего региона: {self.known}.")
        if self.topics:
            lines.append("  " + ", ".join(f"{name} — {count}" for name, count in self.topics.most_common()))
        if self.unknown:
            named = ", ".join(f"«{name}» — {count}" for name, count in self.unknown.most_common(COUNTED))
            lines.append(f"Тема не из вашего региона, пропущено: {self.unknown.total()} ({named}).")
        if self.executors or self.strangers:
            lines.append(f"С исполнителем из вашего списка людей: {self.executors}.")
        if self.strangers:
            named = ", ".join(f"«{name}» — {count}" for name, count in self.strangers.most_common(COUNTED))
            lines.append(f"Исполнитель не из списка, его не подскажу: {self.strangers.total()} ({named}).")
        if not self.known:
            lines.append("Учиться не на чем. Назовите темы в region.toml так, как они называются в файле.")
        return "\n".join(lines)


async def take(path: Path, database: "Database", region: "Region", now: Any, shown: Shown) -> Taken:
    """Keeps the rows of a file as examples; those whose topic the region does not have are counted only."""
    from bot.answerers import Answerers
    from bot.historyfile import read
    from domain.ports import Known
    from routing.themes import Labels

    taken, labels, answerers, seen = Taken(), Labels(region), Answerers(region), set[str]()
    taken.rows, rows = read(path, region.calendar.timezone, now)
    page: list[Known] = []
    while found := list(islice(rows, PAGE)):
        for past in found:
            taken.with_words += 1
            if past.text in seen:
                taken.copies += 1
                continue
            seen.add(past.text)
            topic = labels.of(past.group, past.theme)
            if topic is None:
                taken.unknown[past.group or past.theme or "без темы"] += 1
                continue
            taken.known += 1
            taken.topics[region.topic_name(topic)] += 1
            if past.theme and past.theme != region.topic_name(topic):
                taken.themes[past.theme, topic] += 1
            executor = answerers.of(past.executor, past.department, past.municipality)
            taken.executors += executor is not None
            if executor is None and (stranger := past.executor or past.department):
                taken.strangers[stranger] += 1
            page.append(Known(past.text, topic, past.at, past.theme, executor=executor))
        async with database.begin(now) as uow:
            await uow.examples.imported(page, now)
        page.clear()
        shown("Читаю", min(taken.with_words, taken.rows), taken.rows)
    async with database.begin(now) as uow:
        await uow.regions.save_themes(taken.new_themes())
    shown("Читаю", taken.rows, taken.rows)
    return taken


async def _taught(settings: "Settings", database: "Database", region: "Region", now: Any) -> str:
    from bot.teaching import lesson

    sys.stderr.write("Учусь, это до нескольких минут…\n")
    told = await lesson(settings.models_dir, database, region, now, settings.topic_precision)
    return said(told, region, settings.topic_precision)


def said(told: dict[str, Any], region: "Region", precision: int) -> str:
    """What came of the lesson, in an administrator's words."""
    reason, tried = told["reason"], told.get("held_out")
    if reason == "busy":
        return "Бот как раз учится сам. Примеры сохранены, он возьмёт их в следующий раз; или повторите команду."
    if reason == "few":
        return f"Примеров пока {told['examples']}, нужно не меньше 100: тему по-прежнему называют слова."
    if reason == "one-sided":
        return "Почти у всех примеров одна тема: учиться не на чем, тему по-прежнему называют слова."
    lines = [f"Примеров: {told['examples']} (повторы сложены)."]
    if tried:
        lines += [
            f"Проверка на последней пятой части, {tried['examples']} вопросов, которых модель не видела:",
            f"  тема верна: {_percent(tried['accuracy'])}, верная среди трёх: {_percent(tried['among_three'])}",
            f"  назовёт тему сама: {_percent(tried['coverage'])} вопросов, из них верно {_percent(tried['precision'])} "
            f"(порог — {precision} %); об остальных спросит модератора",
        ]
    if told.get("before") is not None:
        lines.append(f"  прежде было верно: {_percent(told['before'])}")
    lines += _finer(told.get("finer") or {})
    if reason == "not-better" and "version" not in told:
        return "\n".join([*lines, "Новая модель хуже прежней, оставил прежнюю."])
    if reason == "not-better":
        lines.append("Темы новая модель называет хуже прежней: их оставил прежними, взял остальное.")
    words = [f"{region.topic_name(topic)}: {', '.join(words)}" for topic, words in told["words"].items()]
    if words:
        lines.append("Новое в словах: " + "; ".join(words))
    return "\n".join([*lines, f"Модель №{told['version']} работает; запущенный бот возьмёт её в течение минуты."])


SECOND = {"theme": "подтему", "executor": "кому передать"}
"""What a model knows besides topics."""


def _finer(told: dict[str, Any]) -> list[str]:
    """How well themes and executors were learned; nothing of what no row has."""
    lines = []
    for head, name in SECOND.items():
        one = told.get(head) or {"examples": 0}
        tried = one.get("held_out")
        if not one["examples"]:
            continue
        if one["reason"] == "few":
            lines.append(f"  {name}: примеров {one['examples']}, нужно не меньше 100")
        elif one["reason"] == "not-better":
            lines.append(f"  {name}: вышло хуже прежнего, оставил как было")
        elif one["reason"] == "one-sided":
            lines.append(f"  {name}: почти везде одно и то же, учиться не на чем")
        elif tried and head == "theme":
            lines.append(
                f"  подтему назовёт сама: {_percent(tried['coverage'])} вопросов, "
                f"из них верно {_percent(tried['precision'])}; остальные без подтемы"
            )
        elif tried:
            lines.append(f"  кому передать: нужный среди трёх первых — {_percent(tried['among_three'])}")
    return lines


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


class Bar:
    """How far it is: a line that fills on a screen, a few lines where nobody looks."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._quarter = -1

    def __call__(self, what: str, done: int, total: int) -> None:
        share = done / total if total else 1.0
        if self._out.isatty():
            filled = int(share * WIDTH)
            self._out.write(f"\r{what} [{'█' * filled}{'·' * (WIDTH - filled)}] {done} из {total}")
            self._out.write("\n" if done >= total else "")
        elif int(share * 4) > self._quarter:
            self._quarter = int(share * 4)
            self._out.write(f"{what}: {done} из {total}\n")
        self._out.flush()
