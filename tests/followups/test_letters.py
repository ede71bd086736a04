"""Every kind's words: they leave, say the time in full, keep no key, and hold no more than they must."""

import re

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from clinic.followups.definition import Kind
from clinic.followups.kinds import all_kinds
from clinic.followups.letter import masked
from clinic.followups.models import FollowUp
from clinic.followups.sweep import deliver_one, plan_kind
from patients.models import Patient
from tests.factories import ConsentFactory
from tests.followups.rehearsal import Stage, moment

pytestmark = pytest.mark.django_db
each_kind = pytest.mark.parametrize("kind", list(all_kinds().values()), ids=list(all_kinds()))
# A key is long; what is kept has "…" in its place.
KEY = re.compile(r"/(?:link|morning|visit)/[^/…\s\"']{20,}")


@pytest.fixture
def letter(kind: Kind) -> EmailMultiAlternatives:
    """The example's message, sent when it is due."""
    Stage(kind.example)
    for patient in Patient.objects.all():
        ConsentFactory.create(patient=patient)
    plan_kind(kind, moment(kind.example.now))
    row = FollowUp.objects.get()
    deliver_one(row.pk, max(row.due_at, moment(kind.example.now)))
    row.refresh_from_db()
    assert (row.state, row.reason) == (FollowUp.State.SENT, "")
    [message] = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    return message


@each_kind
def test_text_and_page_are_whole(kind: Kind, letter: EmailMultiAlternatives) -> None:
    page = str(letter.alternatives[0][0])
    for words in (str(letter.body), page):
        assert "{{" not in words
        assert "{%" not in words
        assert "None" not in words
        assert "!" not in words.replace("<!DOCTYPE html>", "")
    assert "&#x27;" not in letter.body
    assert "<style" not in page


@each_kind
def test_what_is_kept_has_no_key(kind: Kind, letter: EmailMultiAlternatives) -> None:
    row = FollowUp.objects.get()
    for kept, left in ((row.text, str(letter.body)), (row.html, str(letter.alternatives[0][0]))):
        assert not KEY.search(kept)
        assert len(KEY.findall(left)) == kept.count("…/")


@each_kind
def test_a_mail_holds_no_surname_birth_or_number(kind: Kind, letter: EmailMultiAlternatives) -> None:
    for patient in Patient.objects.all():
        for secret in (str(patient.phone), patient.postcode, str(patient.date_of_birth), str(patient.uuid)):
            assert not secret or secret not in letter.body


def test_a_key_is_masked_wherever_it_stands() -> None:
    words = 'http://x/accounts/link/abc-DEF_123/ and <a href="http://x/portal/morning/a:b:c/"> /visit/k:1/'
    assert masked(words) == 'http://x/accounts/link/…/ and <a href="http://x/portal/morning/…/"> /visit/…/'


def test_a_name_with_an_apostrophe_stays_itself() -> None:
    kind = all_kinds()["day_2_check_in"]
    Stage(kind.example)
    Patient.objects.filter(full_name="Cal").update(full_name="D'Arcy <b>O'Hara</b>")
    for patient in Patient.objects.all():
        ConsentFactory.create(patient=patient)
    plan_kind(kind, moment(kind.example.now))
    row = FollowUp.objects.get()
    deliver_one(row.pk, row.due_at)
    [message] = mail.outbox
    assert "D'Arcy" in message.body
    row.refresh_from_db()
    assert "<b>O" not in row.html
