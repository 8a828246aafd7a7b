"""execute: the literal shape `return [API.messages.send({…}), …];` that libraries write."""

import json
import re
from collections.abc import Callable
from typing import Any

from sandbox.errors import VKError

Json = dict[str, Any]
InnerCall = tuple[str, dict[str, str]]

CALLS = 25
START = re.compile(r"\s*return\s*(\[)?\s*")
NAME = re.compile(r"API\.(\w+\.\w+)\s*\(\s*")
END = re.compile(r"\s*;?\s*$")
DECODER = json.JSONDecoder()
LINE_ENDS = re.compile("[\u2028\u2029]")
"""A string of JavaScript ends with its line; one that JSON lets pass must be written as an escape."""


def read_code(code: str) -> tuple[list[InnerCall], bool]:
    """The calls of the code, and whether their results make a list."""
    broken = LINE_ENDS.search(code)
    if broken is not None:
        raise VKError(12, f"unexpected end of line at {broken.start()}")
    start = START.match(code)
    if start is None:
        raise VKError(12, "only `return [API.method({…}), …];` is understood")
    calls: list[InnerCall] = []
    listed, place = start.group(1) is not None, start.end()
    while not (listed and not calls and code[place : place + 1] == "]"):
        call, place = _read_call(code, place)
        calls.append(call)
        comma = re.compile(r"\s*,\s*").match(code, place)
        if not (listed and comma):
            break
        place = comma.end()
    if listed:
        bracket = re.compile(r"\s*\]").match(code, place)
        if bracket is None:
            raise VKError(12, "] expected")
        place = bracket.end()
    if END.match(code, place) is None:
        raise VKError(12, f"unexpected text at {place}")
    if len(calls) > CALLS:
        raise VKError(13, "too many api calls")
    return calls, listed


def _read_call(code: str, place: int) -> tuple[InnerCall, int]:
    name = NAME.match(code, place)
    if name is None:
        raise VKError(12, f"API call expected at {place}")
    place = name.end()
    arguments: dict[str, Any] = {}
    if code[place : place + 1] == "{":
        try:
            arguments, place = DECODER.raw_decode(code, place)
        except json.JSONDecodeError as error:
            raise VKError(12, f"object expected at {place}") from error
    bracket = re.compile(r"\s*\)").match(code, place)
    if bracket is None:
        raise VKError(12, f") expected at {place}")
    return (name.group(1), {key: wire_text(value) for key, value in arguments.items()}), bracket.end()


def wire_text(value: object) -> str:
    """A value of VKScript as a parameter: flags 1/0, lists comma-joined, objects as JSON."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        return ",".join(wire_text(one) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def run(code: str, call: Callable[[str, dict[str, str]], Any]) -> Json:
    """Call everything in order; what fails is `false` and stands in execute_errors, summed up by a last entry."""
    calls, listed = read_code(code)
    results: list[Any] = []
    errors: list[Json] = []
    for name, params in calls:
        try:
            results.append(call(name, params))
        except VKError as refusal:
            results.append(False)
            errors.append({"method": name, "error_code": refusal.code, "error_msg": refusal.words})
    if errors:
        errors.append(errors[-1] | {"method": "execute"})
    answer: Json = {"response": results if listed else results[0]}
    return answer | ({"execute_errors": errors} if errors else {})
