"""Me, Learn and Messages: the own record, changed and taken along by its owner only."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from clinic.accounts.models import User
from clinic.education.models import Article, Reading
from clinic.followups.models import FollowUp, Preference
from clinic.portal.forms import ContactForm
from patients.models import Consent, Patient, consented
from patients.services import update_patient
from programmes.models import Programme
from tests.factories import (
    TUESDAY,
    ArticleFactory,
    CheckInFactory,
    ConsentFactory,
    FollowUpFactory,
    SessionLogFactory,
)

SignedIn = Callable[[User | Patient], Client]
ME = reverse("portal:me")
WISHES = reverse("portal:me-wishes")
QUIET = {"quiet_from": "20:30", "quiet_until": "07:00"}


def test_contacts_are_changed_by_their_owner(signed_in: SignedIn, cal: Patient) -> None:
    client = signed_in(cal)
    answer = client.post(ME, {"preferred_name": "Zoë O'Neil 🙂", "phone": "07700 900123", "postcode": "M20 2RN"})
    assert answer.status_code == 302
    cal.refresh_from_db()
    assert (cal.called, str(cal.phone.as_e164), cal.full_name) == ("Zoë O'Neil 🙂", "+447700900123", "Cal Morgan")


def test_contacts_that_are_sent_late_do_not_undo_the_desks(cal: Patient) -> None:
    """The page was read before the desk put the email right, and is sent after it."""
    seen = Patient.objects.get(pk=cal.pk)
    form = ContactForm({"preferred_name": "Cally", "phone": ""}, instance=seen)
    Patient.objects.filter(pk=cal.pk).update(email="new@example.org")
    assert form.is_valid()
    kept = update_patient(patient=seen, changes=form.cleaned_data, on=TUESDAY)
    assert (kept.email, kept.called) == ("new@example.org", "Cally")


def test_a_bad_phone_number_keeps_what_was_typed(signed_in: SignedIn, cal: Patient) -> None:
    page = signed_in(cal).post(ME, {"preferred_name": "Cally", "phone": "12", "address": "x" * 201})
    assert page.status_code == 422
    assert 'value="Cally"' in page.text
    cal.refresh_from_db()
    assert cal.called == "Cal"


def test_the_email_that_signs_in_is_not_changed_here(signed_in: SignedIn, cal: Patient) -> None:
    signed_in(cal).post(ME, {"email": "thief@example.org", "full_name": "Thief", "phone": ""})
    cal.refresh_from_db()
    assert (cal.email, cal.full_name) == ("cal@example.org", "Cal Morgan")


def test_a_withdrawn_consent_is_a_new_row(signed_in: SignedIn, cal: Patient) -> None:
    ConsentFactory.create(patient=cal, purpose=Consent.Purpose.SERVICE_MESSAGES)
    signed_in(cal).post(WISHES, QUIET)
    assert not consented(cal, Consent.Purpose.SERVICE_MESSAGES)
    assert cal.consents.values_list("given", "how").first() == (False, "portal")
    assert cal.consents.count() == 2
    signed_in(cal).post(WISHES, QUIET)
    assert cal.consents.count() == 2


def test_quiet_hours_and_stop_all_are_kept(signed_in: SignedIn, cal: Patient) -> None:
    signed_in(cal).post(WISHES, {**QUIET, "stop_all": "on"})
    kept = Preference.objects.get(patient=cal)
    assert (kept.stop_all, f"{kept.quiet_from:%H:%M}", f"{kept.quiet_until:%H:%M}") == (True, "20:30", "07:00")


def test_one_kind_is_left_out_and_what_the_clinic_stopped_stays_stopped(signed_in: SignedIn, cal: Patient) -> None:
    Preference.objects.create(patient=cal, stopped_kinds=["recall", "silent"])
    client = signed_in(cal)
    assert client.post(WISHES, {**QUIET, "stopped_kinds": ["visit_tomorrow"]}).status_code == 422
    client.post(WISHES, {**QUIET, "stopped_kinds": ["morning_check"]})
    assert Preference.objects.get(patient=cal).stopped_kinds == ["morning_check", "recall"]


def test_a_time_that_is_none_is_refused(signed_in: SignedIn, cal: Patient) -> None:
    assert signed_in(cal).post(WISHES, {"quiet_from": "25:00", "quiet_until": "07:00"}).status_code == 422
    assert not Preference.objects.exists()


def test_my_data_holds_mine_and_nobody_elses(
    signed_in: SignedIn, cal: Patient, dee: Patient, programme: Programme
) -> None:
    SessionLogFactory.create(programme=programme, note="Felt fine")
    CheckInFactory.create(patient=cal, pain_morning=2)
    mine = signed_in(cal).get(reverse("portal:me-data"))
    assert mine["Content-Disposition"] == 'attachment; filename="my-data.json"'
    data = mine.json()
    assert data["me"]["name"] == "Cal Morgan"
    assert data["sessions"][0]["note"] == "Felt fine"
    other = signed_in(dee).get(reverse("portal:me-data"))
    assert "Cal" not in other.text
    assert other.json()["sessions"] == []


def test_messages_show_what_was_sent_and_only_that(signed_in: SignedIn, cal: Patient, dee: Patient) -> None:
    sent = FollowUpFactory.create(
        patient=cal, state=FollowUp.State.SENT, sent_at="2026-11-20T09:00Z", subject="Your visit", text="See you then."
    )
    FollowUpFactory.create(patient=cal, subject="Still to come")
    client, page = signed_in(cal), reverse("portal:message", args=[sent.uuid])
    assert "Your visit" in client.get(reverse("portal:messages")).text
    assert "Still to come" not in client.get(reverse("portal:messages")).text
    assert "See you then." in client.get(page).text
    assert signed_in(dee).get(page).status_code == 404


def test_a_read_is_marked_and_its_questions_can_be_tried_again(signed_in: SignedIn, cal: Patient) -> None:
    quiz = [{"stem": "How long?", "options": ["A week", "6 to 12 weeks"], "key": 1, "feedback": "Muscle needs time."}]
    article = ArticleFactory.create(slug="strength", title="Strength", quiz=quiz)
    client, page = signed_in(cal), reverse("portal:learn-article", args=["strength"])
    assert client.post(page, {}).status_code == 422
    wrong = client.post(page, {"q1": "0"})
    assert "Not quite." in wrong.text
    assert "Muscle needs time." in wrong.text
    assert not Reading.objects.get().passed
    assert "That’s right." in client.post(page, {"q1": "1"}).text
    assert Reading.objects.get(article=article, patient=cal).passed
    assert "You’ve read 1 of 1." in client.get(reverse("portal:learn")).text


def test_a_draft_is_not_found(signed_in: SignedIn, cal: Patient) -> None:
    ArticleFactory.create(slug="draft", state=Article.State.DRAFT)
    client = signed_in(cal)
    assert client.get(reverse("portal:learn-article", args=["draft"])).status_code == 404
    assert client.get(reverse("portal:learn"), {"q": "'; drop table 🙂"}).status_code == 200
