"""Logs for operators: event, ids, outcome; never a person's words, names or tokens."""

import logging
import re
import sys
import threading
from types import TracebackType
from typing import Any, Literal

import orjson

SECRETS = re.compile(
    r"""((?:token|key|secret|password)(?:=|\\*["']\s*[:=]\s*\\*["']?)|vk\d\.a\.|Bearer\s+|://[^/\s:@]+:)"""
    r"""[^\s&'"@\\]+""",
    re.IGNORECASE,
)
STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}

log = logging.getLogger("otklik")


class Text(logging.Formatter):
    """One line: time, level, what happened, its facts."""

    def format(self, record: logging.LogRecord) -> str:
        facts = " ".join(f"{name}={value}" for name, value in _facts(record).items())
        line = f"{self.formatTime(record)} {record.levelname:<7} {record.name}: {_what(record)}"
        line = f"{line} {facts}" if facts else line
        return _redacted(f"{line}\n{_trace(record)}" if record.exc_info else line)


class Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "what": _what(record),
            **_facts(record),
        }
        if record.exc_info:
            line["trace"] = _trace(record)
        return _redacted(orjson.dumps(line, default=str).decode())


def _redacted(line: str) -> str:
    """Cuts tokens out of whatever a library put into a line."""
    return SECRETS.sub(r"\1…", line)


def _what(record: logging.LogRecord) -> str:
    """What happened; of a failed task asyncio tells the error's words too, from the second line on."""
    try:
        what = record.getMessage()
    except (TypeError, ValueError):
        what = str(record.msg)
    if record.name == "asyncio":
        what = what.partition("(")[0]  # «Exception in callback f('…')» quotes what f was given
    return what.partition("\n")[0] if record.exc_info else what


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in record.__dict__.items() if name not in STANDARD}


def _trace(record: logging.LogRecord) -> str:
    """Where it failed, without the error's own words: they may quote a person."""
    error = record.exc_info[1] if record.exc_info else None
    return _where(error) if error is not None else ""


def _where(error: BaseException) -> str:
    frames = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    where = f"{type(error).__name__} at {' > '.join(frames)}"
    if isinstance(error, BaseExceptionGroup):
        where = f"{where} ({'; '.join(map(_where, error.exceptions))})"
    return f"{where} because of {_where(error.__cause__)}" if error.__cause__ else where


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What ends the process is logged like everything else: a bare traceback would show the error's words."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        log.critical("stopped by an error", exc_info=(kind, error, trace))


def _crashed_in_a_thread(failed: threading.ExceptHookArgs) -> None:
    error = failed.exc_value or failed.exc_type()
    log.critical("a thread stopped by an error", exc_info=(failed.exc_type, error, failed.exc_traceback))


def _lost(failed: "sys.UnraisableHookArgs") -> None:
    """An error nobody could catch: while something was thrown away."""
    error = failed.exc_value or failed.exc_type()
    log.error("an error nobody could catch", exc_info=(failed.exc_type, error, failed.exc_traceback))


def set_up(level: str, form: Literal["text", "json"]) -> None:
    """Everything logs through one handler that redacts; libraries speak only when something is wrong, at any level."""
    handler = logging.StreamHandler()
    handler.setFormatter(Json() if form == "json" else Text())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)  # below that libraries tell what they were given: names, requests, statements
    log.setLevel(level)
    logging.raiseExceptions = False  # a line that cannot be written must not be shown with its words instead
    sys.excepthook = _crashed
    threading.excepthook = _crashed_in_a_thread
    sys.unraisablehook = _lost
