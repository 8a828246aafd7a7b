"""Everything an operator can read while the bot works: logs in both forms, the terminal, the console's pages."""

import io
import logging

from bot.logs import Json, set_up
from tests.world import World


class Ears:
    """What was written since the bot began."""

    def __init__(self) -> None:
        self.text = io.StringIO()
        self.json = io.StringIO()
        self.pages = ""

    async def look_at(self, world: World) -> None:
        """Opens every page of the console."""
        async with world.visitor() as client:
            for path in ("/healthz", "/metrics"):
                async with client.get(path) as response:
                    self.pages += f"{response.headers}\n{await response.text()}\n"

    def said(self) -> str:
        return "\n".join((self.text.getvalue(), self.json.getvalue(), self.pages))


def listening() -> Ears:
    """Logs at the lowest level, as text and as JSON, until the test ends."""
    root = logging.getLogger()
    ears = Ears()
    set_up("DEBUG", "text")
    first = root.handlers[0]
    assert isinstance(first, logging.StreamHandler)
    first.setStream(ears.text)
    second = logging.StreamHandler(ears.json)
    second.setFormatter(Json())
    root.addHandler(second)
    return ears
