"""Ports for processes that are really started."""

import socket


def free_port() -> int:
    """A port of this machine that nobody listens at now; somebody may take it before the one who asked does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
