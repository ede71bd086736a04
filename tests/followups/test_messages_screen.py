"""The messages screen: staff see each message as sent; desk and owner send again, stop, mend an address."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import User
from clinic.bookings.models import Appointment
from clinic.followups import sweep
from clinic.followups.models import FollowUp
from clinic.followups.tasks import deliver_now
from patients.models import Patient
from tests.factories import FollowUpFactory

pytestmark = pytest.mark.django_db
State = FollowUp.State
SignedIn = Callable[[User | Patient], Client]


@pytest.fixture
def bell(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The broker's bell, only heard: which rows it was rung for."""
    rung: list[int] = []
    monkeypatch.setattr(deliver_now, "delay", rung.append)
    return rung


@pytest.fixture
def sent(visit: Appointment, now: datetime) -> FollowUp:
    sweep.run(now)
    return FollowUp.objects.get()


def test_the_five_piles_are_counted(signed_in: SignedIn, bea: User, now: datetime) -> None:
    for number, state in enumerate([State.PLANNED, State.SENT, State.FAILED, State.SKIPPED, State.SKIPPED]):
        FollowUpFactory.create(state=state, due_at=now + timedelta(minutes=number), reason="Because.")
    FollowUpFactory.create(reason="Held for the quiet hours until 8am.")
    page = signed_in(bea).get(reverse("followups:messages"))
    assert {pile.key: pile.count for pile in page.context["piles"]} == {
        "due": 1,
        "held": 1,
        "failed": 1,
        "sent": 1,
        "skipped": 2,
    }
    skipped = signed_in(bea).get(reverse("followups:messages"), {"pile": "skipped"})
    assert len(skipped.context["page"].rows) == 2
    assert b"Because." in skipped.content


def test_an_empty_ledger_says_so(signed_in: SignedIn, bea: User) -> None:
    assert b"No messages here" in signed_in(bea).get(reverse("followups:messages")).content


def test_fifty_a_page_and_none_twice(signed_in: SignedIn, bea: User) -> None:
    FollowUpFactory.create_batch(120)
    browser, before, seen = signed_in(bea), "", []
    for _ in range(3):
        page = browser.get(reverse("followups:messages"), {"before": before}).context["page"]
        seen += [row.pk for row in page.rows]
        before = page.older
    assert before == ""
    assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize(
    "query", ["before=rubbish", "before=2026-11-24~1", "kind=nonsense", "patient=nobody", "pile=x", "before=~9"]
)
def test_a_strange_address_still_shows_the_page(query: str, signed_in: SignedIn, bea: User) -> None:
    assert signed_in(bea).get(f"{reverse('followups:messages')}?{query}").status_code == 200


def test_filtered_by_patient_and_kind(signed_in: SignedIn, bea: User, cal: Patient, dee: Patient) -> None:
    FollowUpFactory.create(patient=cal, kind="silent")
    FollowUpFactory.create(patient=dee, kind="silent")
    FollowUpFactory.create(patient=cal, kind="review_due")
    page = signed_in(bea).get(reverse("followups:messages"), {"patient": str(cal.uuid), "kind": "silent"})
    assert [row.patient for row in page.context["page"].rows] == [cal]


def test_ana_reads_but_sends_nothing_again(signed_in: SignedIn, ana: User, sent: FollowUp) -> None:
    browser = signed_in(ana)
    page = browser.get(reverse("followups:message", args=[sent.uuid]))
    assert page.status_code == 200
    assert b"Send again" not in page.content
    assert browser.post(reverse("followups:message-resend", args=[sent.uuid])).status_code == 403


def test_a_patient_finds_no_such_page(signed_in: SignedIn, cal: Patient, sent: FollowUp) -> None:
    browser = signed_in(cal)
    for name in ("message", "message-page"):
        assert browser.get(reverse(f"followups:{name}", args=[sent.uuid])).status_code == 404
    for name in ("message-resend", "message-stop", "message-address"):
        assert browser.post(reverse(f"followups:{name}", args=[sent.uuid])).status_code == 404
    assert browser.get(reverse("followups:messages")).status_code == 404
    assert Client().get(reverse("followups:messages")).status_code == 302


def test_the_mail_as_sent_stands_in_a_frame_that_can_do_nothing(signed_in: SignedIn, bea: User, sent: FollowUp) -> None:
    detail = signed_in(bea).get(reverse("followups:message", args=[sent.uuid]))
    assert b"<iframe" in detail.content
    assert b" sandbox " in detail.content
    page = signed_in(bea).get(reverse("followups:message-page", args=[sent.uuid]))
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert policy.endswith("sandbox")
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "You’re booked in" in page.content.decode()


def test_sending_again_is_a_row_of_its_own(signed_in: SignedIn, bea: User, sent: FollowUp, bell: list[int]) -> None:
    answer = signed_in(bea).post(reverse("followups:message-resend", args=[sent.uuid]))
    again = FollowUp.objects.exclude(pk=sent.pk).get()
    assert answer["Location"] == reverse("followups:message", args=[again.uuid])
    assert again.occasion == f"{sent.occasion}:again:1"
    sweep.deliver_one(again.pk, again.due_at)
    assert len(mail.outbox) == 2
    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_pressed_twice_it_is_on_its_way_once(signed_in: SignedIn, bea: User, cal: Patient, bell: list[int]) -> None:
    failed = FollowUpFactory.create(patient=cal, state=State.FAILED, attempts=5, reason="Tried 5 times.")
    for _ in range(2):
        signed_in(bea).post(reverse("followups:message-resend", args=[failed.uuid]))
    failed.refresh_from_db()
    assert (failed.state, failed.attempts, FollowUp.objects.count()) == (State.PLANNED, 0, 1)


def test_the_bell_rings_with_an_id_only(
    signed_in: SignedIn,
    bea: User,
    sent: FollowUp,
    bell: list[int],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        signed_in(bea).post(reverse("followups:message-resend", args=[sent.uuid]))
    assert bell == [FollowUp.objects.exclude(pk=sent.pk).get().pk]


def test_bea_stops_a_planned_message(signed_in: SignedIn, bea: User, visit: Appointment, now: datetime) -> None:
    sweep.plan(now)
    row = FollowUp.objects.get()
    signed_in(bea).post(reverse("followups:message-stop", args=[row.uuid]))
    sweep.run(now)
    row.refresh_from_db()
    assert (row.state, row.reason) == (State.SKIPPED, "Stopped by Bea Holt.")
    assert mail.outbox == []


def test_what_has_left_can_t_be_stopped(signed_in: SignedIn, bea: User, sent: FollowUp) -> None:
    page = signed_in(bea).post(reverse("followups:message-stop", args=[sent.uuid]), follow=True)
    assert b"Too late to stop" in page.content


def test_a_mended_address_is_used_and_signs_in(
    signed_in: SignedIn, bea: User, cal: Patient, sent: FollowUp, bell: list[int]
) -> None:
    browser = signed_in(bea)
    browser.post(reverse("followups:message-address", args=[sent.uuid]), {"email": " New@Example.org "})
    cal.refresh_from_db()
    assert cal.email == "new@example.org"
    assert User.objects.get(patient=cal).email == "new@example.org"
    browser.post(reverse("followups:message-resend", args=[sent.uuid]))
    again = FollowUp.objects.exclude(pk=sent.pk).get()
    sweep.deliver_one(again.pk, again.due_at)
    assert mail.outbox[-1].to == ["new@example.org"]


@pytest.mark.parametrize("email", ["", "no address", "dee@example.org", "a" * 300 + "@example.org"])
def test_a_wrong_address_is_said_and_nothing_is_changed(
    email: str, signed_in: SignedIn, bea: User, cal: Patient, dee: Patient, sent: FollowUp
) -> None:
    answer = signed_in(bea).post(reverse("followups:message-address", args=[sent.uuid]), {"email": email})
    assert answer.status_code == 422
    cal.refresh_from_db()
    assert cal.email == "cal@example.org"


def test_the_api_lists_for_staff_only(signed_in: SignedIn, ana: User, cal: Patient, sent: FollowUp) -> None:
    [shown] = signed_in(ana).get("/api/v1/followups/", {"patient": str(cal.uuid), "state": "sent"}).json()["results"]
    assert shown["id"] == str(sent.uuid)
    assert set(shown) >= {"id", "kind", "occasion", "due_at", "state", "reason", "channel", "attempts"}
    assert "cal@" not in str(shown)
    assert signed_in(cal).get("/api/v1/followups/").status_code == 404
    assert Client().get("/api/v1/followups/").status_code == 401


@pytest.mark.parametrize("query", [{"patient": "nobody"}, {"state": "gone"}])
def test_the_api_says_what_it_does_not_understand(query: dict[str, str], signed_in: SignedIn, bea: User) -> None:
    answer = signed_in(bea).get("/api/v1/followups/", query)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == list(query)


def test_send_again_pressed_five_times_sends_once(signed_in: SignedIn, bea: User, sent: FollowUp) -> None:
    for _ in range(5):
        signed_in(bea).post(reverse("followups:message-resend", args=[sent.uuid]))
    assert FollowUp.objects.exclude(pk=sent.pk).count() == 1
