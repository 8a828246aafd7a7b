"""The `otklik` commands that keep data: backup, restore, migrate-to, purge."""

import argparse
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from bot.clock import Clock, SystemClock
from bot.settings import Settings
from storage.backup import back_up, restore
from storage.engine import Database, StorageError
from storage.moving import move
from storage.purging import Purged, purge
from storage.refusals import Refused, Why

REFUSALS = {
    Why.NO_DATABASE: "Базы ещё нет: {detail}. Она появится после первого запуска: otklik run",
    Why.NO_SCHEMA: "В базе нет таблиц Отклика: проверьте DATABASE_URL.",
    Why.OLDER: "База от прежней версии бота: запустите otklik run один раз, он её обновит.",
    Why.NEWER: "Это сделала более новая версия бота, а эта её таблиц не знает. Сначала обновите бота.",
    Why.FILE_EXISTS: "Файл уже есть: {detail}. Назовите другой или добавьте --force.",
    Why.SAME_FILE: "Это сама база бота, а не копия. Назовите другой файл.",
    Why.NO_FILE: "Файл не открыть: {detail}",
    Why.NOT_A_BACKUP: "Это не копия Отклика. Нужен файл, который записал otklik backup.",
    Why.DAMAGED: "Файл повреждён, данные из него не взять. Возьмите другую копию.",
    Why.HAS_QUESTIONS: "В базе уже есть вопросы ({detail}). Чтобы заменить их копией, добавьте --force: "
    "то, что есть сейчас, останется рядом.",
    Why.NOT_EMPTY: "Новая база не пуста (есть строки в таблице {detail}). Нужна пустая.",
    Why.IN_USE: "Базой сейчас кто-то пользуется. Остановите бота и повторите.",
}

COUNTED = {
    "questions": "вопросов обезличено",
    "answers": "ответов без слов",
    "messages": "сообщений бота удалено",
    "events": "событий ВКонтакте удалено",
    "drafts": "недописанных вопросов удалено",
    "dialogs": "диалогов забыто",
    "names": "имён удалено",
    "examples": "загруженных примеров удалено",
}

Work = Callable[[argparse.Namespace, Settings, Clock], Awaitable[str]]


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser("backup", help="копия всех данных в один файл, бот при этом работает")
    backup.add_argument("file", type=Path)
    backup.add_argument("--force", action="store_true", help="заменить файл, если он есть")
    backup.set_defaults(run=partial(run, back_up_data))
    restoring = commands.add_parser("restore", help="вернуть данные из копии; бот должен быть остановлен")
    restoring.add_argument("file", type=Path)
    restoring.add_argument("--force", action="store_true", help="заменить вопросы, которые есть в базе")
    restoring.set_defaults(run=partial(run, restore_data))
    moving = commands.add_parser("migrate-to", help="перенести все данные в другую базу; бот должен быть остановлен")
    moving.add_argument("url", metavar="АДРЕС", help="postgresql://имя@сервер/база или sqlite:///путь")
    moving.set_defaults(run=partial(run, move_data))
    purging = commands.add_parser("purge", help="стереть то, что хранится дольше срока")
    purging.set_defaults(run=partial(run, purge_data))


async def run(work: Work, arguments: argparse.Namespace, clock: Clock | None = None) -> int:
    """Does it and says what came of it; refusals go to the error stream with code 1."""
    settings = Settings.load()
    try:
        said, out, code = await work(arguments, settings, clock or SystemClock()), sys.stdout, 0
    except Refused as refused:
        said, out, code = REFUSALS[refused.why].format(detail=refused.detail), sys.stderr, 1
    except StorageError:
        said, out, code = "База не отвечает или отказала: проверьте её адрес, имя и пароль.", sys.stderr, 1
    except OSError as error:
        said, out, code = f"Не вышло: {error.strerror or error}", sys.stderr, 1
    out.write(f"{said}\n")
    return code


async def back_up_data(arguments: argparse.Namespace, settings: Settings, _: Clock) -> str:
    """`otklik backup FILE`"""
    inside = await back_up(settings.database_url, arguments.file, force=arguments.force)
    size = f"{inside.size / 1_000_000:.1f}".replace(".", ",")
    return (
        f"Копия записана и проверена: {arguments.file}, вопросов: {inside.questions}, {size} МБ.\n"
        "В ней слова и имена жителей: храните её как базу. Ключей ВКонтакте и SECRET_KEY в ней нет."
    )


async def restore_data(arguments: argparse.Namespace, settings: Settings, clock: Clock) -> str:
    """`otklik restore FILE`"""
    done = await restore(
        settings.database_url, arguments.file, force=arguments.force, now=clock.now(), keep_in=settings.data_dir
    )
    lines = [f"Данные возвращены из {arguments.file}, вопросов: {done.inside.questions}."]
    if done.kept is not None:
        lines.append(f"Прежние данные лежат в {done.kept}")
    if done.inside.to_send:
        lines.append(
            f"Ждут отправки: {done.inside.to_send}. После запуска бот их отправит; "
            "если копия старая, часть из них люди уже получили."
        )
    return "\n".join(lines)


async def move_data(arguments: argparse.Namespace, settings: Settings, _: Clock) -> str:
    """`otklik migrate-to URL`"""
    try:
        moved = await move(settings.database_url, arguments.url)
    except ValueError:
        raise OSError("адрес новой базы не понят; нужно postgresql://имя@сервер/база или sqlite:///путь") from None
    width = max(len(name) for name in moved)
    lines = [f"{name:<{width}}  {rows:>9}" for name, rows in moved.items()]
    return "\n".join(
        (*lines, "Перенесено и пересчитано. Прежняя база не тронута; впишите новый адрес в DATABASE_URL и запускайте.")
    )


async def purge_data(_: argparse.Namespace, settings: Settings, clock: Clock) -> str:
    """`otklik purge`"""
    database = Database.open(settings.database_url)
    try:
        await database.migrate()
        return told(await purge(database, clock.now()))
    finally:
        await database.checkpoint()
        await database.close()


def told(gone: Purged) -> str:
    """What was erased, a line each."""
    counts = asdict(gone)
    lines = [f"{words}: {counts[name]}" for name, words in COUNTED.items() if counts[name]]
    return "\n".join(lines) or "Стирать нечего: ничего не хранится дольше срока."
