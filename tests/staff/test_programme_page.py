"""The physio changes a programme on one page: three edits in a minute, slips by their fields, nothing typed lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clinic.accounts.models import User
from patients.models import Episode, Patient
from programmes.models import Pause, Programme, ProgrammeTemplate, Row
from programmes.services import assign_programme, load_library
from tests.factories import SessionLogFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | Patient], Client]
Budget = Callable[[int], Any]
MOST_QUERIES = 22


@pytest.fixture
def programme(cal_episode: Episode, ana: User) -> Programme:
    load_library()
    template = ProgrammeTemplate.objects.get(key="strength")
    now = timezone.now()
    return assign_programme(episode=cal_episode, template=template, starts_on=timezone.localdate(now), by=ana, now=now)


@pytest.fixture
def row(programme: Programme) -> Row:
    return Programme.objects.whole().get().current_rows()[0]


def page_of(programme: Programme) -> str:
    return reverse("staff:programme", args=[programme.uuid])


def sent(row: Row, revision: int = 1, **more: Any) -> dict[str, Any]:
    """The row's form as a browser sends it."""
    return {
        "revision": revision, "sets": row.sets, "reps": row.reps or "", "seconds": row.seconds or "",
        "rest_s": row.rest_s, "tempo": row.tempo, "load": row.load, "side": row.side,
        "note": row.note, "days": row.days, **more,
    }  # fmt: skip


def test_a_form_sent_as_it_came_changes_nothing(ana: User, programme: Programme, row: Row, signed_in: SignIn) -> None:
    client = signed_in(ana)
    assert client.get(page_of(programme)).status_code == 200
    assert client.post(reverse("staff:row-change", args=[row.uuid]), sent(row)).status_code == 302
    programme.refresh_from_db()
    assert programme.revision == 1


def test_a_dose_is_changed_and_the_patient_reads_the_new_one(
    ana: User, cal: Patient, programme: Programme, row: Row, signed_in: SignIn
) -> None:
    changed = sent(row, sets=2, note="Slowly.", days=list(range(7)))
    answer = signed_in(ana).post(reverse("staff:row-change", args=[row.uuid]), changed)
    assert answer["Location"].endswith(f"#phase-{row.phase.number}")
    assert "every day" in signed_in(ana).get(page_of(programme)).text
    assert "Slowly." in signed_in(ana).get(reverse("staff:programme-preview", args=[programme.uuid])).text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("reps", "-3", "Give a whole number from 1 to 100."),
        ("reps", "ten", "Give a whole number."),
        ("sets", "", "Give a whole number from 1 to 10."),
        ("load", "400 kg", "More than 250 kg is a slip."),
        ("days", [], "Pick at least one day of the week."),
        ("tempo", "quick", "Give seconds down, held and up"),
        ("side", "middle", "middle"),
    ],
)
def test_a_slip_comes_back_by_its_field_as_it_was_typed(
    ana: User, programme: Programme, row: Row, signed_in: SignIn, field: str, value: Any, words: str
) -> None:
    typed = sent(row, **{"note": "Mind the left.", field: value})
    page = signed_in(ana).post(reverse("staff:row-change", args=[row.uuid]), typed)
    assert page.status_code == 422
    assert words in page.text
    assert "Mind the left." in page.text
    assert '<details class="rows__edit" open>' in page.text
    programme.refresh_from_db()
    assert programme.revision == 1


def test_a_page_that_is_older_than_the_programme_overwrites_nothing(
    ana: User, programme: Programme, row: Row, signed_in: SignIn
) -> None:
    client = signed_in(ana)
    other = programme.phases.get(number=1).rows.exclude(pk=row.pk).first()
    assert other
    client.post(reverse("staff:row-change", args=[row.uuid]), sent(row, sets=2))
    page = client.post(reverse("staff:row-change", args=[other.uuid]), sent(other, sets=1, note="Mine."))
    assert page.status_code == 409
    assert "Somebody changed this programme since you opened it." in page.text
    assert "Mine." in page.text


def test_exercises_are_added_moved_and_taken_out(ana: User, programme: Programme, row: Row, signed_in: SignIn) -> None:
    client = signed_in(ana)
    add = reverse("staff:row-add", args=[programme.uuid])
    assert client.post(add, {"revision": 1, "phase": 1, "exercise": "X20"}).status_code == 302
    assert client.post(add, {"revision": 2, "phase": 1, "exercise": ""}).status_code == 422
    assert client.post(add, {"revision": 2, "phase": 99, "exercise": "X21"}).status_code == 404
    added = Row.objects.get(phase__programme=programme, phase__number=1, exercise__code="X20")
    assert client.post(reverse("staff:row-move", args=[added.uuid]), {"revision": 2, "way": "up"}).status_code == 302
    assert client.post(reverse("staff:row-remove", args=[added.uuid]), {"revision": 3}).status_code == 302
    added.refresh_from_db()
    assert added.retired_in == 4


def test_days_of_rest_stand_on_the_patients_first_page(
    ana: User, cal: Patient, programme: Programme, signed_in: SignIn
) -> None:
    client, today = signed_in(ana), timezone.localdate()
    url = reverse("staff:programme-pause", args=[programme.uuid])
    days = {"starts_on": f"{today}", "ends_on": f"{today + timedelta(days=6)}", "reason": "holiday"}
    assert client.post(url, {**days, "ends_on": f"{today - timedelta(days=1)}"}).status_code == 422
    assert client.post(url, days).status_code == 302
    assert "Your plan is paused until" in signed_in(cal).get(reverse("portal:today")).text
    assert client.post(url, {"end": "nonsense"}).status_code == 404
    assert client.post(url, {"end": f"{Pause.objects.get().uuid}"}).status_code == 302
    assert "Your plan is paused until" not in signed_in(cal).get(reverse("portal:today")).text


def test_the_page_costs_the_same_after_five_years_of_logs(
    ana: User, programme: Programme, signed_in: SignIn, django_assert_max_num_queries: Budget
) -> None:
    client = signed_in(ana)
    with django_assert_max_num_queries(MOST_QUERIES) as first:
        client.get(page_of(programme))
    for week in range(260):
        SessionLogFactory.create(programme=programme, on=timezone.localdate() - timedelta(weeks=week))
    with django_assert_max_num_queries(MOST_QUERIES) as later:
        client.get(page_of(programme))
    assert len(later) == len(first)
