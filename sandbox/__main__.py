"""`python -m sandbox`: the stand-in for VK on this computer."""

import argparse
import asyncio
from pathlib import Path

from sandbox.server import serve
from sandbox.stage import EXAMPLE, Stage


def main() -> None:
    parser = argparse.ArgumentParser(prog="sandbox", description="A stand-in for VK's bot side.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8777)
    parser.add_argument("--stage", type=Path, default=EXAMPLE, help="a stage TOML")
    chosen = parser.parse_args()
    try:
        asyncio.run(_stay(chosen.host, chosen.port, Stage.read(chosen.stage)))
    except KeyboardInterrupt:
        return


async def _stay(host: str, port: int, stage: Stage) -> None:
    world = stage.open()
    running = await serve(world, host, port, stage)
    print(f"Sandbox: {running.url}/")
    print(f"API:     {running.url}/method/")
    for access in world.accesses.values():
        whom = {"group": f"community {access.id}", "user": f"user {access.id}", "service": "service"}
        print(f"Token:   {access.token} ({whom[access.kind]})", flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        await running.close()


if __name__ == "__main__":
    main()
