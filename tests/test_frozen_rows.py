"""What was signed, scored or agreed stays as it was, even for a raw UPDATE."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Addendum, Countersignature, EscalationLetter, Examination, OutcomeScore, RuleSet
from clinic.accounts.models import User
from patients.models import Consent
from tests.factories import (
    AddendumFactory,
    ConsentFactory,
    CountersignatureFactory,
    EscalationLetterFactory,
    ExaminationFactory,
    OutcomeScoreFactory,
    RuleSetFactory,
)

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


def test_a_countersignature_is_never_changed() -> None:
    signature = CountersignatureFactory.create()
    with pytest.raises(IntegrityError, match="kept as it was"), transaction.atomic():
        Countersignature.objects.filter(pk=signature.pk).update(remark="After all, no.")


def test_a_letter_is_kept_as_it_was_sent_and_a_draft_is_not(ana: User, now: datetime) -> None:
    letter = EscalationLetterFactory.create(addressee="Didsbury Surgery")
    letters = EscalationLetter.objects.filter(pk=letter.pk)
    letters.update(history="Locked since this morning.")
    letters.update(sent_at=now, sent_by=ana, signed_as="Ana Reyes, PH12345")
    with pytest.raises(IntegrityError, match="kept as it was"), transaction.atomic():
        letters.update(history="Something else.")


def test_a_set_of_rules_is_never_changed() -> None:
    rules = RuleSetFactory.create()
    with pytest.raises(IntegrityError, match="kept as it was"), transaction.atomic():
        RuleSet.objects.filter(pk=rules.pk).update(values={})
