"""The pages in real Chromium over the real bot."""

from tests.sandbox_page.conftest import browser  # noqa: F401  a fixture
