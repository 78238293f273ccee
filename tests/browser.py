"""A real browser for tests of pages, and the accessibility rules of axe-core. Where there is no browser, such tests are skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-background-networking", "--disable-component-update", "--disable-gpu", "--disable-quic", "--disable-sync", "--no-first-run",
)  # fmt: skip
"""The browser shall do nothing but show the page."""
STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""What of axe-core's rules holds: WCAG 2.2, level AA, and its good habits."""


class Fault(NamedTuple):
    """What axe-core finds wrong: its rule, and the first element that it is about."""

    rule: str
    element: str


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium without a window and without anything that another run left; skips the test where it or Playwright is missing."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on this computer (Debian: apt-get install chromium)")
    if find_spec("playwright") is None or find_spec("axe_playwright_python") is None:
        pytest.skip("Playwright and axe-core are not installed (pip install axe-playwright-python)")
    from playwright.sync_api import sync_playwright

    # Chromium's own sandbox does not start for root, as which a build machine often runs.
    root = hasattr(os, "getuid") and os.getuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, *(["--no-sandbox"] if root else [])])
        try:
            yield browser
        finally:
            browser.close()


def axe(page: Page) -> list[Fault]:
    """What axe-core finds wrong with a page as it is shown now."""
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    page.evaluate((Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8"))
    told: dict[str, Any] = page.evaluate(f"axe.run(document, {{runOnly: {list(STANDARD)}, resultTypes: ['violations']}})")
    return [Fault(each["id"], each["nodes"][0]["html"][:200]) for each in told["violations"]]


def too_wide(page: Page) -> list[str]:
    """Elements that stand out of the page at its right, so that one would have to scroll to both sides (WCAG 1.4.10)."""
    script = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
        .filter(each => each.getBoundingClientRect().right > innerWidth + 1).map(each => each.outerHTML.slice(0, 120))"""
    wide: list[str] = page.evaluate(script)
    return wide
