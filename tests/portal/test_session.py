"""The session: pages that work without scripts, and a log that is kept once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import User
from patients.models import Patient
from programmes.models import Programme, Row, SessionEntry, SessionLog
from tests.factories import SessionLogFactory

SignedIn = Callable[[User | Patient], Client]
LOG = reverse("portal:session-log")


def rows_of(programme: Programme) -> list[Row]:
    return list(Row.objects.filter(phase__programme=programme))


def sent(programme: Programme, on: date, **changes: Any) -> dict[str, Any]:
    """The log form as a browser sends it: everything done, pain 3."""
    rows = rows_of(programme)
    data: dict[str, Any] = {
        "ident": str(uuid4()),
        "programme": str(programme.uuid),
        "on": on.isoformat(),
        "pain_during": "3",
        "row": [str(row.uuid) for row in rows],
    }
    for row in rows:
        data |= {f"{row.uuid.hex}-outcome": "done", f"{row.uuid.hex}-sets": "3", f"{row.uuid.hex}-reps": "30"}
    return {**data, **changes}


def test_the_list_leads_to_each_exercise_with_its_figure_and_stop_rule(
    signed_in: SignedIn, cal: Patient, programme: Programme
) -> None:
    client = signed_in(cal)
    first, second, _ = rows_of(programme)
    listed = client.get(reverse("portal:session"))
    page = client.get(reverse("portal:session-exercise", args=[first.uuid]))
    assert reverse("portal:session-exercise", args=[first.uuid]) in listed.text
    assert "<svg" in page.text
    assert "Stop if the pain is sharp" in page.text
    assert f"Next: {second.exercise.name}" in page.text


def test_a_session_is_logged_and_read_back(signed_in: SignedIn, cal: Patient, programme: Programme, on: date) -> None:
    client = signed_in(cal)
    answer = client.post(LOG, sent(programme, on, note="Good today"), follow=True)
    log = SessionLog.objects.get()
    assert "That’s you done" in answer.text
    assert "3 is OK." in answer.text
    assert (log.on, log.pain_during, log.note, log.logged_by) == (on, 3, "Good today", cal.user)
    assert list(log.entries.values_list("sets", "reps")) == [(3, 30)] * 3


def test_the_same_session_sent_twice_is_kept_once(
    signed_in: SignedIn, cal: Patient, programme: Programme, on: date
) -> None:
    client, form = signed_in(cal), sent(programme, on)
    first = client.post(LOG, form, headers={"Accept": "application/json"})
    second = client.post(LOG, form, headers={"Accept": "application/json"})
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert SessionLog.objects.count() == 1


def test_six_or_more_says_ease_back(signed_in: SignedIn, cal: Patient, programme: Programme, on: date) -> None:
    page = signed_in(cal).post(LOG, sent(programme, on, pain_during="6"), follow=True)
    assert "Ease back" in page.text
    assert reverse("portal:flare") in page.text


def test_what_was_not_said_stays_unknown(signed_in: SignedIn, cal: Patient, programme: Programme, on: date) -> None:
    row = rows_of(programme)[0]
    form = sent(programme, on)
    form |= {f"{row.uuid.hex}-outcome": "skipped", f"{row.uuid.hex}-sets": "", f"{row.uuid.hex}-reps": ""}
    signed_in(cal).post(LOG, form)
    entry = SessionEntry.objects.get(row=row)
    assert (entry.outcome, entry.sets, entry.reps, entry.pain, entry.rir) == ("skipped", None, None, None, None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pain_during": ""}, "Pick a number from 0 to 10."),
        ({"pain_during": "11"}, "Pain is a whole number from 0 to 10."),
        ({"on": (date(2026, 11, 25)).isoformat()}, "before you’ve done it"),
        ({"on": "2020-01-01"}, "That is before this programme began."),
        ({"on": "yesterday"}, "Pick the day"),
        ({"note": "x" * 501}, "500"),
        ({"settle": "never"}, "Select a valid choice"),
        ({"ident": "12"}, "valid UUID"),
    ],
)
def test_a_bad_log_gets_a_sentence_and_nothing_is_lost(
    signed_in: SignedIn, cal: Patient, programme: Programme, on: date, change: dict[str, str], words: str
) -> None:
    page = signed_in(cal).post(LOG, sent(programme, on) | {"note": "My long note 🙂"} | change)
    assert page.status_code == 422
    assert words in page.text.replace("&#x27;", "’").replace("'", "’")
    assert "My long note 🙂" in page.text or "note" in change
    assert not SessionLog.objects.exists()


def test_an_exercise_without_an_answer_is_asked_for_by_name(
    signed_in: SignedIn, cal: Patient, programme: Programme, on: date
) -> None:
    row = rows_of(programme)[1]
    form = sent(programme, on)
    del form[f"{row.uuid.hex}-outcome"]
    page = signed_in(cal).post(LOG, form)
    assert page.status_code == 422
    assert "Step up: Say whether you did it" in page.text


def test_more_sets_than_can_be_are_asked_about(
    signed_in: SignedIn, cal: Patient, programme: Programme, on: date
) -> None:
    row = rows_of(programme)[0]
    page = signed_in(cal).post(LOG, {**sent(programme, on), f"{row.uuid.hex}-sets": "40"})
    assert page.status_code == 422
    assert "The plan says 3 sets." in page.text


def test_a_session_of_last_week_under_an_older_plan_is_still_taken(
    signed_in: SignedIn, cal: Patient, programme: Programme, on: date
) -> None:
    form = sent(programme, on - timedelta(days=5))
    Row.objects.update(retired_in=2)
    assert signed_in(cal).post(LOG, form).status_code == 302
    assert SessionLog.objects.get().on == on - timedelta(days=5)


def test_another_patients_programme_rows_and_logs_are_not_found(
    signed_in: SignedIn, cal: Patient, dee: Patient, programme: Programme, on: date
) -> None:
    client = signed_in(dee)
    row = rows_of(programme)[0]
    log = SessionLogFactory.create(programme=programme)
    assert client.post(LOG, sent(programme, on)).status_code == 404
    assert client.get(reverse("portal:session-exercise", args=[row.uuid])).status_code == 404
    assert client.get(reverse("portal:session-done", args=[log.uuid])).status_code == 404


@pytest.mark.parametrize("change", [{"programme": "x"}, {"programme": ""}, {"row": ["x"]}, {"row": []}])
def test_broken_ids_are_not_found(
    signed_in: SignedIn, cal: Patient, programme: Programme, on: date, change: dict[str, Any]
) -> None:
    assert signed_in(cal).post(LOG, sent(programme, on) | change).status_code == 404
    assert not SessionLog.objects.exists()


def test_a_phone_hears_why_a_log_was_not_taken(
    signed_in: SignedIn, cal: Patient, programme: Programme, on: date
) -> None:
    answer = signed_in(cal).post(LOG, sent(programme, on, pain_during="99"), headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["errors"] == ["Pain is a whole number from 0 to 10."]


def test_the_page_that_a_phone_keeps_is_named_by_the_worker(client: Client, db: None) -> None:
    worker = client.get(reverse("portal:worker"))
    assert worker["Content-Type"] == "text/javascript"
    assert reverse("portal:session") in worker.text
    assert client.get(reverse("portal:manifest")).json()["scope"] == reverse("portal:today")
