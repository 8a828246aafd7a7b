"""vkbottle is loaded without its models of VK's schema, and nobody else is left with half of it."""

import subprocess
import sys

LOADS = """
import sys, bot.vk.client, bot.texts.catalogue
from bot.library import API, Keyboard, Text
print([name for name in sys.modules if name.startswith("vkbottle")])
print(Keyboard(inline=True).add(Text("Да")).get_json(), API("key").API_VERSION)
"""


def test_the_bot_s_parts_of_vkbottle_come_without_its_forty_megabytes_of_models() -> None:
    left, works = subprocess.run(  # noqa: S603
        [sys.executable, "-c", LOADS], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert left == "[]"
    assert '"label":"Да"' in works
    assert works.endswith("5.199")
