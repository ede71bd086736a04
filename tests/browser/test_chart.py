"""Ana scrolls through a long chart: who it is and what to mind stay in view, and every part is one press away."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clinic.accounts.models import User
from patients.models import Episode
from tests.browser.windows import DESKTOP, PHONE
from tests.factories import AlertFactory, CheckInFactory, OutcomeScoreFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WindowOf = Callable[..., Page]
IN_FRONT = """(one) => {
  const {x, y} = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(x + 2, y + 2));
}"""


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_name_and_alerts_stay_in_view_on_a_long_chart(
    ana: User, cal_episode: Episode, now: datetime, window_of: WindowOf, width: int
) -> None:
    patient = cal_episode.patient
    AlertFactory.create(patient=patient, text="Latex allergy")
    OutcomeScoreFactory.create(episode=cal_episode, instrument="akps", score=71)
    for days in range(12):
        CheckInFactory.create(patient=patient, on=now.date().replace(day=1 + days))
    page = window_of(ana, width)
    page.goto(reverse("staff:chart", args=[patient.uuid]))
    bar = page.locator("[data-chart-bar]")
    who = bar.locator(".chart-bar__who")
    expect(who).to_be_hidden()
    page.get_by_role("heading", name="Timeline").scroll_into_view_if_needed()
    page.mouse.wheel(0, 3000)
    expect(who).to_be_visible()
    expect(who).to_contain_text("Cal Morgan")
    expect(who).to_contain_text("Latex allergy")
    expect(bar).to_be_in_viewport()


def test_a_part_that_was_jumped_to_is_not_covered_by_the_bar(
    ana: User, cal_episode: Episode, window_of: WindowOf
) -> None:
    page = window_of(ana, DESKTOP)
    page.set_viewport_size({"width": DESKTOP, "height": 500})
    page.goto(reverse("staff:chart", args=[cal_episode.patient.uuid]))
    page.get_by_role("navigation", name="Parts of the chart").get_by_role("link", name="Notes").press("Enter")
    heading = page.get_by_role("heading", name="Notes", exact=True)
    expect(heading).to_be_in_viewport()
    assert heading.evaluate(IN_FRONT)
