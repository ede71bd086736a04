"""A note is signed by somebody registered, or by a student for their supervisor; then nothing changes any more."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Countersignature, Examination
from assessments.services import SigningBlocked, countersign, save_findings, sign_examination, start_examination
from assessments.services.signing import LONGEST_ADDENDUM
from clinic.accounts.models import User
from patients.models import Episode
from tests.assessments.test_examination import RUNNER, SIGNABLE
from tests.factories import PhysioFactory

pytestmark = pytest.mark.django_db


def written(episode: Episode, by: User, now: datetime, *, kind: str = "first", **findings: object) -> Examination:
    note = start_examination(episode=episode, kind=kind, by=by, now=now)
    found = {**SIGNABLE, **RUNNER, "S02": "2026-08-01", **findings} if kind == "first" else findings
    return save_findings(examination=note, findings=found, version=note.version, by=by, now=now).note


@pytest.fixture
def sam(ana: User) -> User:
    """A student whom Ana supervises."""
    return PhysioFactory.create(name="Sam Lee", hcpc_number="", supervisor=ana)


def test_a_signature_carries_name_and_registration(cal_episode: Episode, ana: User, now: datetime) -> None:
    note = written(cal_episode, ana, now)
    signed = sign_examination(examination=note, version=note.version, by=ana, now=now)
    assert signed.signed_as == f"Ana Reyes, {ana.hcpc_number}"
    assert not signed.awaits_countersign


def test_a_registration_that_has_ended_does_not_sign(cal_episode: Episode, ana: User, now: datetime, on: date) -> None:
    note = written(cal_episode, ana, now)
    ana.hcpc_expires_on = on - timedelta(days=1)
    with pytest.raises(SigningBlocked, match="ended on 23 November 2026"):
        sign_examination(examination=note, version=note.version, by=ana, now=now)
    ana.hcpc_expires_on = on
    assert sign_examination(examination=note, version=note.version, by=ana, now=now).is_signed


def test_a_student_signs_and_the_supervisor_countersigns(
    cal_episode: Episode, sam: User, ana: User, now: datetime
) -> None:
    note = written(cal_episode, sam, now)
    signed = sign_examination(examination=note, version=note.version, by=sam, now=now)
    assert (signed.signed_as, signed.awaits_countersign) == ("Sam Lee, student of Ana Reyes", True)
    assert list(Examination.objects.to_countersign(ana)) == [signed]

    for _ in range(2):
        signature = countersign(examination=signed, by=ana, now=now + timedelta(hours=1), remark="Agreed.")
    assert Countersignature.objects.count() == 1
    assert signature.signed_as == f"Ana Reyes, {ana.hcpc_number}"
    assert not Examination.objects.get().awaits_countersign
    assert not Examination.objects.to_countersign(ana).exists()


def test_nobody_countersigns_the_own_note_or_as_a_student_or_without_need(
    cal_episode: Episode, sam: User, ana: User, now: datetime
) -> None:
    note = written(cal_episode, sam, now)
    signed = sign_examination(examination=note, version=note.version, by=sam, now=now)
    other_student = PhysioFactory.create(name="Kit", hcpc_number="", supervisor=ana)
    for person in (sam, other_student):
        with pytest.raises(SigningBlocked, match="Only a registered physio"):
            countersign(examination=signed, by=person, now=now)
    own = written(cal_episode, ana, now, kind="review", S31=["none"])
    done = sign_examination(examination=own, version=own.version, by=ana, now=now)
    with pytest.raises(SigningBlocked, match="needs no countersignature"):
        countersign(examination=done, by=PhysioFactory.create(), now=now)


def test_a_students_draft_is_seen_by_the_supervisor_and_by_nobody_else(
    cal_episode: Episode, sam: User, ana: User, ben: User, now: datetime
) -> None:
    written(cal_episode, sam, now)
    seen = [Examination.objects.visible_to(person).count() for person in (sam, ana, ben)]
    assert seen == [1, 1, 0]


def test_no_visit_is_signed_while_the_red_flags_are_not_screened(
    cal_episode: Episode, ana: User, now: datetime
) -> None:
    note = written(cal_episode, ana, now, kind="review", S06={"worst": 3, "usual": 2, "now": 1})
    with pytest.raises(SigningBlocked) as blocked:
        sign_examination(examination=note, version=note.version, by=ana, now=now)
    assert blocked.value.missing == {"S31": "Red-flag screen: still to answer."}


def test_an_addendum_by_the_api_is_no_longer_than_one_on_the_page(
    cal_episode: Episode, ana: User, now: datetime, signed_in: Callable[[User], Client]
) -> None:
    note = written(cal_episode, ana, now)
    sign_examination(examination=note, version=note.version, by=ana, now=now)
    url = reverse("api:assessment-addenda", args=[note.uuid])
    sent = {"text": "w" * (LONGEST_ADDENDUM + 1), "reason": "Remembered."}
    assert signed_in(ana).post(url, sent, content_type="application/json").status_code == 422
    assert not note.addenda.exists()
