"""`python -m tests.evening [MESSAGES]`: the recorded evening played through the whole bot, with its account."""

import asyncio
import logging
import sys
import tempfile
import time
from pathlib import Path

from sandbox.recording import Recording
from tests.evening.playing import a_night


async def main() -> int:
    recording = Recording.read()
    if len(sys.argv) > 1:
        recording = recording.shortened(int(sys.argv[1]))
    with tempfile.TemporaryDirectory() as folder:
        async with a_night(Path(folder), recording) as night:
            began = time.perf_counter()
            await night.play()
            account = await night.account()
            print(account)  # noqa: T201
            passed = ", ".join(account.passed_over) or "nothing"
            print(f"played in {time.perf_counter() - began:.0f} s; passed over: {passed}")  # noqa: T201
            for text in account.missed:
                print(f"  taken for talk: {text[:100]}")  # noqa: T201
            return 1 if account.lost or not account.balance.holds else 0


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    sys.exit(asyncio.run(main()))
