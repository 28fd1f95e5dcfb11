"""The Chromium of Debian, driven by Playwright, leaving nothing behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

# A deadline, never a measure: a page that comes at all comes long before it.
expect.set_options(timeout=30_000)

PATH = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that ends with the `with` block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PATH, args=ARGUMENTS, timeout=120_000)
        yield browser
        browser.close()
    # asyncio waits for Playwright's driver in a thread that may outlive the driver by a moment.
    for thread in threading.enumerate():
        if "waitpid" in thread.name:  # "waitpid-1" in Python 3.11.2, "asyncio-waitpid-1" later
            thread.join(60)
