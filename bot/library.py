"""As much of vkbottle as the bot uses: its API client and its keyboards, without its typed models.

vkbottle loads the whole of VK's schema with whatever is asked of it, some 40 MB and a second; the two parts need none
of it. Here their packages are loaded without what their own beginnings load beside them, and are then forgotten by the
import system: whoever imports vkbottle afterwards gets it whole (docs/decisions/0018-vkbottle-without-its-models.md).
"""

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

API_VERSION = "5.199"
"""The version of VK's API everything here is written for."""

WITHOUT_BEGINNING = ("vkbottle", "vkbottle.tools", "vkbottle_types")
"""Packages whose own `__init__` only collects everything."""


@contextmanager
def _parts() -> Iterator[None]:
    """Within the block parts of vkbottle load alone."""
    known = {name: sys.modules.pop(name) for name in _loaded()}
    try:
        for name in WITHOUT_BEGINNING:
            sys.modules[name] = _package(name)
        types: Any = sys.modules["vkbottle_types"]
        types.API_URL, types.API_VERSION = "", API_VERSION
        categories: Any = ModuleType("vkbottle_types.categories")
        categories.APICategories = type("APICategories", (), {})
        sys.modules[categories.__name__] = categories
        yield
    finally:
        for name in _loaded():
            del sys.modules[name]
        sys.modules.update(known)


def _loaded() -> list[str]:
    return [name for name in sys.modules if name.partition(".")[0] in {"vkbottle", "vkbottle_types"}]


def _package(name: str) -> ModuleType:
    spec = importlib.util.find_spec(name)
    if spec is None:
        raise ImportError(name)
    return importlib.util.module_from_spec(spec)


def _load() -> tuple[ModuleType, ModuleType, ModuleType, ModuleType]:
    names = "vkbottle.api", "vkbottle.api.response_validator", "vkbottle.http", "vkbottle.tools.keyboard"
    api, validator, http, keyboard = map(importlib.import_module, names)
    return api, validator, http, keyboard


if TYPE_CHECKING:
    from vkbottle import API, Callback, Keyboard, KeyboardButtonColor, OpenLink, Text
    from vkbottle.api.response_validator import ABCResponseValidator
    from vkbottle.http import AiohttpClient
else:
    with _parts():
        _api, _validator, _http, _keyboard = _load()
    API, ABCResponseValidator, AiohttpClient = _api.API, _validator.ABCResponseValidator, _http.AiohttpClient
    Keyboard, KeyboardButtonColor = _keyboard.Keyboard, _keyboard.KeyboardButtonColor
    Callback, OpenLink, Text = _keyboard.Callback, _keyboard.OpenLink, _keyboard.Text

__all__ = [
    "API",
    "ABCResponseValidator",
    "AiohttpClient",
    "Callback",
    "Keyboard",
    "KeyboardButtonColor",
    "OpenLink",
    "Text",
]
