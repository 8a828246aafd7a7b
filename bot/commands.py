"""The `otklik` commands."""

import argparse
import asyncio
import pkgutil
import sys
from collections.abc import Callable, Coroutine
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from bot.clock import SystemClock
from bot.export import to_file
from bot.gathering import add_gathering
from bot.history import add_history
from bot.keeping import add_commands
from bot.loading import for_good
from bot.opening import StartError, opened_database
from bot.places import add_places
from bot.region import loaded, take_file
from bot.regionfile import RegionFileError
from bot.settings import Settings, SettingsError
from bot.texts.setting import Setting
from bot.vk.errors import VkError
from domain.notices import Export


def main() -> None:
    """Runs the command and leaves with its exit code; people see words, never a traceback."""
    arguments = _parser().parse_args()
    try:
        run: Callable[[argparse.Namespace], Coroutine[Any, Any, int]] = arguments.run
        code = asyncio.run(run(arguments))
    except (SettingsError, RegionFileError, StartError) as error:
        sys.exit(str(error))
    except VkError as error:
        sys.exit(f"ВКонтакте не отвечает или ключ не подходит (код {error.code}). Проверьте VK_TOKENS и сеть.")
    except KeyboardInterrupt:
        code = 0
    sys.exit(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="otklik", description="Отклик: бот, через который регион отвечает жителям в VK"
    )
    commands = parser.add_subparsers(required=True, metavar="команда")
    for name, run, about in (
        ("start", "start", "бот, если в .env есть VK_TOKENS, иначе песочница"),
        ("run", "run_bot", "бот, напоминания и пульт"),
        ("sandbox", "run_sandbox", "то же на игрушечном VK, без ключей и интернета"),
    ):
        commands.add_parser(name, help=about).set_defaults(run=partial(_living, run))
    region = commands.add_parser("region", help="загрузить или обновить файл региона")
    region.add_argument("file", type=Path)
    region.add_argument(
        "--lift-stops",
        dest="lift",
        action="store_true",
        help="вернуть права тем, кого остановили командой «стоп человек»",
    )
    region.set_defaults(run=load_region)
    doctor = commands.add_parser("check", help="проверить настройки, базу, ключи, беседы и людей")
    doctor.add_argument("--fix", action="store_true", help="включить то, что ВКонтакте разрешает включить ключу")
    doctor.set_defaults(run=partial(_living, "check"))
    export = commands.add_parser("export", help="список вопросов в .xlsx или .csv")
    export.add_argument("file", type=_list_file)
    export.add_argument("--from", dest="since", type=_day, metavar="ГГГГ-ММ-ДД")
    export.add_argument("--to", dest="until", type=_day, metavar="ГГГГ-ММ-ДД")
    export.add_argument("--full", action="store_true", help="с именами и телефонами")
    export.set_defaults(run=export_list)
    add_history(commands)
    add_gathering(commands)
    add_places(commands)
    add_commands(commands)
    return parser


async def _living(name: str, arguments: argparse.Namespace) -> int:
    """What needs all of the bot, and the second it takes to load it, is loaded only now."""
    with for_good():
        command = pkgutil.resolve_name(f"bot.living:{name}")
    return int(await command(arguments))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"ожидается дата ГГГГ-ММ-ДД, написано: {text}") from None


def _list_file(text: str) -> Path:
    if not text.lower().endswith((".xlsx", ".csv")):
        raise argparse.ArgumentTypeError(f"имя файла кончается на .xlsx или .csv, написано: {text}")
    return Path(text)


async def load_region(arguments: argparse.Namespace) -> int:
    """`otklik region FILE`"""
    async with opened_database(Settings.load()) as database:
        changed, warnings = await take_file(database, SystemClock(), arguments.file, lift_stops=arguments.lift)
    print("\n".join(changed) or "Ничего не изменилось.")
    for warning in warnings:
        print(f"Внимание: {warning}")
    return 0


async def export_list(arguments: argparse.Namespace) -> int:
    """`otklik export FILE`"""
    clock = SystemClock()
    async with opened_database(Settings.load()) as database:
        current = await loaded(database, clock.now())
        setting = Setting(clock.now(), current)
        zone = current.calendar.timezone
        since = datetime.combine(arguments.since, time.min, zone) if arguments.since else None
        until = datetime.combine(arguments.until, time.max, zone) if arguments.until else None
        wanted = Export("", since, until, arguments.full, 0)
        try:
            count = await to_file(database, wanted, setting, arguments.file)
        except OSError:
            raise StartError(f"Файл не записать: {arguments.file}. Проверьте папку и права.") from None
    print(f"Записано вопросов: {count} → {arguments.file}")
    return 0
