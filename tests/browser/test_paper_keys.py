"""A paper form typed in by keys: what a key that ticks nothing says, and where."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.factories import EpisodeFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def episode(cal: Patient, ana: User) -> Episode:
    made: Episode = EpisodeFactory.create(patient=cal, lead=ana)
    return made


def test_a_key_that_ticks_nothing_is_named_at_its_item_until_one_does(
    window_of: Callable[..., Page], ana: User, episode: Episode
) -> None:
    page = window_of(ana, 1280)
    page.goto(f"{reverse('staff:measure', args=[episode.patient.uuid])}?instrument=akps")
    page.locator("#item-limp input").first.focus()
    page.keyboard.press("a")
    page.keyboard.press("x")
    said = page.locator("#item-support [role=alert]")
    expect(said).to_have_text("“x” is no answer to 2. Weight support. Its keys: a, b, c.")
    expect(page.locator("[data-counted]")).to_have_text("1 of 13 answered.")
    page.keyboard.press("b")
    expect(page.locator("[data-wrong-key]")).to_have_text("")
    expect(page.locator("[data-counted]")).to_have_text("2 of 13 answered.")
