"""The listener without anything that people taught it."""

import pytest

from routing.listener import WordListener


@pytest.fixture(scope="module")
def listener() -> WordListener:
    return WordListener()
