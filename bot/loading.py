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


SELDOM = (10_000, 20, 20)
"""Objects made until the collector looks at the young ones, and how many such looks until it looks at older ones."""


def stands() -> None:
    """All is built: what there is now stays, and what an event leaves behind is seldom a circle."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
