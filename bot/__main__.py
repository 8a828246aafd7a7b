"""`python -m bot`, the same as `otklik`: nothing is loaded before a stop would be heard."""

import signal
import sys


def main() -> None:
    """Runs the command; stopped while it is still loading, it leaves with code 0 as it does later."""
    signal.signal(signal.SIGTERM, _leave)
    try:
        from bot.loading import for_good

        with for_good():
            from bot.commands import main as command
        command()
    except KeyboardInterrupt:
        sys.exit(0)


def _leave(*_: object) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main()
