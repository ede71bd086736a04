"""Nothing is locked unread: what is missing, what deserves a look, and the whole note stand before the signature."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.examination import validate
from assessments.models import Examination
from assessments.services import start_examination
from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.assessments.test_examination import RUNNER, SIGNABLE
from tests.factories import AppointmentFactory, PhysioFactory, RedFlagFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | Patient], Client]


@pytest.fixture
def note(ana: User, cal_episode: Episode, now: datetime) -> Examination:
    return start_examination(episode=cal_episode, kind="first", by=ana, now=now)


def written(note: Examination, **more: Any) -> Examination:
    note.findings, errors, _ = validate({**SIGNABLE, **RUNNER, "S02": {"on": "2026-08-01"}, "D01": "excluded", **more})
    assert errors == {}
    note.save()
    return note


def url_of(note: Examination) -> str:
    return reverse("staff:examination-sign", args=[note.uuid])


def looks(client: Client, note: Examination) -> list[str]:
    return [f"{one.what} {one.why}" for one in client.get(url_of(note)).context["looks"]]


def test_reading_the_note_once_more_signs_nothing(ana: User, note: Examination, signed_in: SignIn) -> None:
    page = signed_in(ana).get(url_of(written(note)))
    assert page.status_code == 200
    assert "Sign and lock" in page.text
    assert f"Signed as <strong>Ana Reyes, {ana.hcpc_number}" in page.text
    note.refresh_from_db()
    assert not note.is_signed


def test_what_is_missing_leads_to_its_field_and_leaves_no_button(
    ana: User, note: Examination, signed_in: SignIn
) -> None:
    page = signed_in(ana).get(url_of(note))
    assert "Sign and lock" not in page.text
    assert "?section=history#f-S01" in page.text
    assert "Nothing is written in this note yet." in page.text


def test_an_open_flag_a_missing_consent_and_no_diagnosis_are_named_before_the_signature(
    ana: User, note: Examination, cal: Patient, signed_in: SignIn
) -> None:
    flag = RedFlagFactory.create(patient=cal, rule="RF10", level="urgent")
    page = signed_in(ana).get(url_of(written(note)))
    first, *others = page.context["looks"]
    assert first.urgent
    assert first.what.startswith("Red flag open, ")
    assert first.url.endswith(f"#flag-{flag.uuid}")
    told = " ".join(one.what for one in others)
    assert "Consent to examine and treat: not answered." in told
    assert "No diagnosis is decided." in told
    assert "Assessment and plan is empty." in told
    assert f"{len(others) + 1} points left as they are" in page.text


def test_nothing_is_asked_of_a_note_that_is_whole(
    ana: User, cal: Patient, cal_episode: Episode, signed_in: SignIn
) -> None:
    now = timezone.now()
    note = start_examination(episode=cal_episode, kind="first", by=ana, now=now)
    AppointmentFactory.create(patient=cal, start=now, end=now + timedelta(minutes=45))
    client = signed_in(ana)
    reading = client.get(url_of(written(note, S33=True, D04="possible_pfp"))).context["told"]
    note = written(note, S33=True, D04=reading["diagnosis"]["outcome"] + "_pfp", D07="As found.")
    note.plan = "Hip first, then knee."
    note.save()
    assert looks(client, note) == []


def test_consent_refused_and_an_unusual_value_are_named(ana: User, note: Examination, signed_in: SignIn) -> None:
    told = " ".join(looks(signed_in(ana), written(note, S33=False, S23={"weight": 212})))
    assert "Consent to examine and treat: answered no." in told
    assert "weight 212 kg. " in told.lower()
    assert "Are you sure?" in told


def test_a_day_without_a_visit_and_a_late_entry_are_named(
    ana: User, note: Examination, now: datetime, signed_in: SignIn
) -> None:
    written(note)
    note.contact_at = now - timedelta(days=2)
    note.save()
    told = " ".join(looks(signed_in(ana), note))
    assert "stands in the diary. Is the day of the visit right?" in told
    assert "The note is kept as a late entry." in told


def test_a_note_changed_meanwhile_is_read_once_more(ana: User, note: Examination, signed_in: SignIn) -> None:
    page = signed_in(ana).post(url_of(written(note)), {"version": note.version + 1})
    assert page.status_code == 409
    assert "This note has changed since you read it here." in page.text
    assert "Sign and lock" in page.text


def test_who_may_not_sign_learns_why_before_pressing(cal_episode: Episode, now: datetime, signed_in: SignIn) -> None:
    una = PhysioFactory.create(name="Una Fox", hcpc_number="")
    note = written(start_examination(episode=cal_episode, kind="first", by=una, now=now))
    page = signed_in(una).get(url_of(note))
    assert "Your HCPC number is not on your account" in page.text
    assert "Sign and lock" not in page.text


def test_a_students_page_names_who_countersigns(
    ana: User, cal_episode: Episode, now: datetime, signed_in: SignIn
) -> None:
    sam = PhysioFactory.create(name="Sam Lee", hcpc_number="", supervisor=ana)
    note = written(start_examination(episode=cal_episode, kind="first", by=sam, now=now))
    assert "Ana Reyes countersigns." in signed_in(sam).get(url_of(note)).text


def test_a_review_that_only_says_how_much_it_hurts_says_what_it_lacks(
    ana: User, cal_episode: Episode, now: datetime, signed_in: SignIn
) -> None:
    review = start_examination(episode=cal_episode, kind="review", by=ana, now=now)
    review.findings = {"S06": {"worst": 5}}
    review.save()
    page = signed_in(ana).get(url_of(review))
    assert [sentence for sentence, _ in page.context["missing"]] == ["Red-flag screen: still to answer."]
    section = signed_in(ana).get(reverse("staff:examination", args=[review.uuid]), {"section": "red_flags"})
    assert "1 needed" in section.text


def test_a_section_is_complete_only_when_all_it_asks_is_answered(
    ana: User, note: Examination, signed_in: SignIn
) -> None:
    note.findings = {"O13": {"left": 4}, "O12": {"pain": 5}}
    note.save()
    page = signed_in(ana).get(reverse("staff:examination", args=[note.uuid]), {"section": "movement"})
    movement = page.text[page.text.index(">Movement<") :]
    assert "(begun)" in movement[:200]
    assert "2 of " in movement[:300]


@pytest.mark.parametrize(("unit", "words"), [({}, "18 kgf"), ({"M01": {"unit": "newton"}}, "180 N")])
def test_a_force_is_read_with_the_unit_of_its_set_up(
    ana: User, note: Examination, signed_in: SignIn, unit: dict[str, Any], words: str
) -> None:
    page = signed_in(ana).get(url_of(written(note, **unit, O17={"left": int(words.split(maxsplit=1)[0])})))
    assert f"<b>Left</b> {words}</span>" in page.text
    assert "<b>Right</b>" not in page.text, "Nothing is known of it."


def test_an_approximate_day_says_how_exact_it_is(ana: User, note: Examination, signed_in: SignIn) -> None:
    page = signed_in(ana).get(url_of(written(note, S02={"on": "2026-08-01", "precision": "month"})))
    assert "Date, approximate: 1 Aug 2026. Exact to: Month." in page.text
