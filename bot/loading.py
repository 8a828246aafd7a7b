"""Loading much code at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def for_good() -> Iterator[None]:
    """What is loaded here stays as long as the process: the collector neither walks it now nor ever after.

    Thousands of VK's types take a second to load, a third of it the collector's.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
