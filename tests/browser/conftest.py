"""The machine's own Chromium. Without one these tests say why and are left out, unless CI forbids it."""

import os
import shutil
from typing import Any

import pytest

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Playwright runs its own event loop in this thread, which Django would take for an asynchronous view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        reason = os.environ.get("BROWSER_MISSING") or "no Chromium on this machine (apt-get install chromium)"
        if os.environ.get("BROWSER_REQUIRED"):
            pytest.fail(f"A browser is required here: {reason}")
        pytest.skip(reason)
    return {**browser_type_launch_args, "executable_path": found, "args": ["--no-sandbox"]}
