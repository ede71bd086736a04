"""What was signed, scored or agreed stays as it was, even for a raw UPDATE."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Addendum, Examination, OutcomeScore
from clinic.accounts.models import User
from patients.models import Consent
from tests.factories import AddendumFactory, ConsentFactory, ExaminationFactory, OutcomeScoreFactory

pytestmark = pytest.mark.django_db


def test_a_score_is_never_rewritten() -> None:
    score = OutcomeScoreFactory.create()
    with pytest.raises(IntegrityError, match="kept as it was"), transaction.atomic():
        OutcomeScore.objects.filter(pk=score.pk).update(score=2)


def test_a_signed_note_is_locked_and_a_draft_is_not(ana: User, now: datetime) -> None:
    note = ExaminationFactory.create(author=ana)
    Examination.objects.filter(pk=note.pk).update(findings={"S01": "left"})
    Examination.objects.filter(pk=note.pk).update(signed_at=now, signed_by=ana, signed_as="Ana Reyes PH12345")
    with pytest.raises(IntegrityError, match="kept as it was"), transaction.atomic():
        Examination.objects.filter(pk=note.pk).update(findings={"S01": "right"})


def test_an_addendum_is_never_changed() -> None:
    addendum = AddendumFactory.create()
    with pytest.raises(IntegrityError, match="kept as it was"), transaction.atomic():
        Addendum.objects.filter(pk=addendum.pk).update(text="Something else.")


def test_a_withdrawn_consent_is_a_new_row() -> None:
    consent = ConsentFactory.create()
    with pytest.raises(IntegrityError, match="kept as it was"), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(given=False)
