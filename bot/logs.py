"""Logs for operators: event, ids, outcome; never a person's words, names or tokens."""

import logging
import re
from typing import Any, Literal

import orjson

SECRETS = re.compile(r"(access_token=|vk1\.a\.|key=)[^\s&'\"]+")
STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class Redacted(logging.Filter):
    """Cuts tokens out of whatever a library put into a line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = SECRETS.sub(r"\1…", record.getMessage())
        record.args = None
        return True


class Text(logging.Formatter):
    """One line: time, level, what happened, its facts."""

    def format(self, record: logging.LogRecord) -> str:
        facts = " ".join(f"{name}={value}" for name, value in _facts(record).items())
        line = f"{self.formatTime(record)} {record.levelname:<7} {record.name}: {record.getMessage()}"
        line = f"{line} {facts}" if facts else line
        return f"{line}\n{_trace(record)}" if record.exc_info else line


class Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "what": record.getMessage(),
            **_facts(record),
        }
        if record.exc_info:
            line["trace"] = _trace(record)
        return orjson.dumps(line, default=str).decode()


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in record.__dict__.items() if name not in STANDARD}


def _trace(record: logging.LogRecord) -> str:
    """Where it failed, without the error's own words: they may quote a person."""
    if record.exc_info is None or record.exc_info[1] is None:
        return ""
    error = record.exc_info[1]
    frames = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' > '.join(frames)}"


def set_up(level: str, form: Literal["text", "json"]) -> None:
    """Everything logs through one handler that redacts; libraries speak only when something is wrong."""
    handler = logging.StreamHandler()
    handler.addFilter(Redacted())
    handler.setFormatter(Json() if form == "json" else Text())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("vkbottle", "apscheduler", "aiohttp.access", "aiosqlite", "sqlalchemy"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
