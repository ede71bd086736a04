"""The machine's own Chromium, a clinic that is open, and windows that notice what a person would not forgive.

Without a browser these tests say why and are left out, unless CI forbids it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from clinic.accounts.models import User
from clinic.bookings.models import AppointmentType, Practice
from clinic.education.services import load_articles
from patients.models import Patient
from programmes.services import load_library
from tests.browser.windows import Window, signed_cookies
from tests.factories import AppointmentTypeFactory, RoomFactory, WorkingHoursFactory

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
EVERY_DAY = range(7)

# Playwright runs its own event loop in this thread until the session ends, and Django would take that for an
# asynchronous view; so from the first window on, rows are allowed beside it.
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


@pytest.fixture
def open_window(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """A window of its own cookies for each person. What went wrong in any of them fails the test at its end."""
    windows: list[Window] = []

    def opened(width: int, **more: Any) -> Page:
        window = Window(browser, live_server.url, width, **more)
        windows.append(window)
        return window.page

    yield opened
    seen = [trouble for window in windows for trouble in window.close()]
    assert not seen, "\n".join(seen)


@pytest.fixture
def mail_folder(tmp_path: Path, settings: Settings, live_server: LiveServer) -> Path:
    """Mail leaves as files; the links in them lead to the running clinic."""
    settings.MAIL_DIR = tmp_path / "mail"
    settings.EMAIL_BACKEND = "clinic.followups.channels.mailbox.EmlFileBackend"
    settings.SITE_URL = live_server.url
    return tmp_path / "mail"


@pytest.fixture
def library(transactional_db: None) -> None:
    """Exercises, programme templates and articles, as a new clinic has them."""
    load_library()
    load_articles()


@pytest.fixture
def open_clinic(library: None, ana: User, bea: User) -> AppointmentType:
    """Ana works every day, in the one room; nobody has come yet."""
    Practice(name="Wellbeing Rehab", town="Manchester", phone="+441616760341").save()
    room = RoomFactory.create(name="Room 1")
    for weekday in EVERY_DAY:
        WorkingHoursFactory.create(physio=ana, weekday=weekday, opens=time(8), closes=time(18), room=room)
    first: AppointmentType = AppointmentTypeFactory.create()
    return first


@pytest.fixture
def window_of(open_window: Callable[..., Page], signed_in: Callable[[User | Patient], Client]) -> Callable[..., Page]:
    """A window in which this person has signed in."""

    def opened(person: User | Patient, width: int, **more: Any) -> Page:
        return open_window(width, storage_state=signed_cookies(signed_in(person)), **more)

    return opened
