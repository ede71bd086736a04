"""Today: what a patient sees first, in few queries, and nobody else's."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import OutcomeRequest, RedFlag
from clinic.accounts.models import User
from patients.models import Episode, Patient
from programmes.models import CheckIn, Programme
from tests.factories import (
    AppointmentFactory,
    CheckInFactory,
    OutcomeRequestFactory,
    RedFlagFactory,
    SessionLogFactory,
)

SignedIn = Callable[[User | Patient], Client]
TODAY = reverse("portal:today")
CHECK_IN = reverse("portal:check-in")


def test_today_shows_the_session_with_its_dose(signed_in: SignedIn, cal: Patient, programme: Programme) -> None:
    page = signed_in(cal).get(TODAY)
    assert page.status_code == 200
    assert "Morning, Cal" in page.text
    for words in ("Bridge", "Step up", "3 sets of 10", "Start: Bridge", "0 of 3"):
        assert words in page.text


def test_a_full_today_takes_eight_queries(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, programme: Programme, on: date
) -> None:
    for days in range(1, 20):
        SessionLogFactory.create(programme=programme, on=on - timedelta(days=days))
        CheckInFactory.create(patient=cal, on=on - timedelta(days=days))
    OutcomeRequestFactory.create(episode=cal_episode)
    AppointmentFactory.create(episode=cal_episode)
    client = signed_in(cal)
    client.get(TODAY)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = client.get(TODAY)
    assert page.status_code == 200
    assert len(queries) <= 8, [query["sql"] for query in queries]


def test_before_the_first_visit_today_says_when_the_plan_comes(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, ana: User
) -> None:
    AppointmentFactory.create(episode=cal_episode, physio=ana)
    page = signed_in(cal).get(TODAY)
    assert "Your plan comes after your visit" in page.text
    assert "Thursday 26 November" in page.text


def test_without_anything_today_says_so(signed_in: SignedIn, cal: Patient) -> None:
    assert "No plan just now" in signed_in(cal).get(TODAY).text


def test_a_rest_day_is_part_of_the_plan(signed_in: SignedIn, cal: Patient, programme: Programme) -> None:
    programme.phases.get().rows.update(days=[2])
    assert "Rest day" in signed_in(cal).get(TODAY).text


def test_a_paused_programme_is_not_shown_as_a_session(signed_in: SignedIn, cal: Patient, programme: Programme) -> None:
    Programme.objects.update(state=Programme.State.PAUSED)
    page = signed_in(cal).get(TODAY)
    assert "Your plan is paused" in page.text
    assert "Bridge" not in page.text


def test_the_pain_scale_starts_empty(signed_in: SignedIn, cal: Patient, programme: Programme) -> None:
    assert (
        'name="pain" type="number" inputmode="numeric" min="0" max="10" step="1" value=""'
        in signed_in(cal).get(TODAY).text
    )


def test_somebody_elses_session_is_not_on_it(signed_in: SignedIn, dee: Patient, programme: Programme) -> None:
    assert "Bridge" not in signed_in(dee).get(TODAY).text


def test_staff_find_no_portal_and_strangers_sign_in(signed_in: SignedIn, ana: User, bea: User, olu: User) -> None:
    for staff in (ana, bea, olu):
        assert signed_in(staff).get(TODAY).status_code == 404
    away = Client().get(TODAY)
    assert away.status_code == 302
    assert away["Location"].startswith(reverse("account_login"))


def test_a_morning_is_kept_and_corrected_the_same_day(
    signed_in: SignedIn, cal: Patient, programme: Programme, on: date
) -> None:
    client = signed_in(cal)
    for pain in (2, 4):
        answer = client.post(CHECK_IN, {"pain": pain, "signs": "none"})
        assert answer.status_code == 302
    kept = CheckIn.objects.get(patient=cal, on=on)
    assert kept.pain_morning == 4
    assert kept.red_flags
    assert not any(kept.red_flags.values())
    assert "This morning: 4, OK." in client.get(TODAY).text


@pytest.mark.parametrize("pain", ["", "11", "-1", "4.5", "lots", "🙂", "9" * 5000])
def test_no_number_from_0_to_10_is_refused_with_a_sentence(signed_in: SignedIn, cal: Patient, pain: str) -> None:
    page = signed_in(cal).post(CHECK_IN, {"pain": pain, "signs": "none"})
    assert page.status_code == 422
    assert "from 0 to 10" in page.text
    assert not CheckIn.objects.exists()


def test_a_danger_sign_shows_what_to_do_at_once_and_stays_on_the_pages(
    signed_in: SignedIn, cal: Patient, programme: Programme
) -> None:
    client = signed_in(cal)
    client.post(CHECK_IN, {"pain": 3, "signs": "some"})
    page = client.post(reverse("portal:signs"), {"signs": ["RF01", "RF10"]})
    assert "Call 999 or go to A&amp;E now." in page.text
    assert set(RedFlag.objects.filter(patient=cal).values_list("rule", flat=True)) == {"RF01", "RF10"}
    assert CheckIn.objects.get().pain_morning == 3
    assert "Call 999 or go to A&amp;E now." in client.get(TODAY).text


def test_none_of_these_is_an_active_choice(signed_in: SignedIn, cal: Patient) -> None:
    client = signed_in(cal)
    assert client.post(reverse("portal:signs"), {}).status_code == 422
    assert client.post(reverse("portal:signs"), {"signs": ["none", "RF10"]}).status_code == 422
    assert client.post(reverse("portal:signs"), {"signs": ["none"]}).status_code == 302
    assert not RedFlag.objects.exists()


def test_a_cleared_flag_no_longer_stands_on_the_page(
    signed_in: SignedIn, cal: Patient, ana: User, now: datetime
) -> None:
    flag = RedFlagFactory.create(patient=cal)
    assert "Please call us today." in signed_in(cal).get(TODAY).text
    flag.clear(by=ana, why="Straightens fully", at=now)
    assert "Please call us today." not in signed_in(cal).get(TODAY).text


def test_a_form_is_shown_only_inside_its_window(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date
) -> None:
    form = OutcomeRequestFactory.create(episode=cal_episode, opens_on=on + timedelta(days=1))
    assert "Knee score" not in signed_in(cal).get(TODAY).text
    OutcomeRequest.objects.filter(pk=form.pk).update(opens_on=on)
    assert "Knee score" in signed_in(cal).get(TODAY).text
