"""Somebody asks: the screen is triaged, and the same form sent twice is one enquiry."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assessments.redflags import Triage, triage, triage_of
from clinic.bookings.models import Enquiry

# On the phone the screen may come later; a form on the web has it whole.
MAY_BE_UNSCREENED = frozenset({Enquiry.Channel.PHONE, Enquiry.Channel.WALK_IN})


def triage_answers(answers: Mapping[str, object], *, channel: str) -> Triage:
    """What the answers say. Raises AnswerError unless every question is answered."""
    if not answers and channel in MAY_BE_UNSCREENED:
        return triage_of(())
    return triage(answers)


def receive_enquiry(
    *,
    form_key: UUID,
    channel: str,
    now: datetime,
    name: str,
    knee: str,
    duration: str,
    is_runner: bool,
    phone: str = "",
    email: str = "",
    message: str = "",
    stops: str = "",
    preferred: Sequence[str] = (),
    red_flags: Mapping[str, object] | None = None,
    consent_contact: bool = True,
    marketing: bool = False,
) -> tuple[Enquiry, Triage]:
    """The enquiry in the inbox and what its screen says.

    Raises ValidationError by field and AnswerError by question. The same `form_key` gives the first enquiry again.
    """
    if earlier := Enquiry.objects.filter(form_key=form_key).first():
        return earlier, triage_answers(earlier.red_flags, channel=earlier.channel)
    answers = dict(red_flags or {})
    screen = triage_answers(answers, channel=channel)
    enquiry = Enquiry(
        form_key=form_key,
        channel=channel,
        received_at=now,
        name=name.strip(),
        phone=phone,
        email=email.strip().lower(),
        knee=knee,
        duration=duration,
        is_runner=is_runner,
        message=message.strip(),
        stops=stops.strip(),
        preferred=list(preferred),
        red_flags=answers,
        triage=screen.level.value,
        consent_contact=consent_contact,
        marketing=marketing,
    )
    _check(enquiry)
    try:
        with transaction.atomic():
            enquiry.save()
    except IntegrityError:
        # Two presses at the same moment: the other one was first.
        enquiry = Enquiry.objects.get(form_key=form_key)
    return enquiry, screen


def _check(enquiry: Enquiry) -> None:
    wrong = {}
    if not enquiry.name:
        wrong["name"] = ["Tell us your name."]
    if not enquiry.consent_contact:
        wrong["consent_contact"] = ["Tick this, so that we may contact you about your enquiry."]
    if not enquiry.phone and not enquiry.email:
        wrong["phone"] = ["Give a phone number or an email, so that we can answer."]
    limits = {"message": 2000}  # a text column has no limit of its own
    for field, most in limits.items():
        if len(getattr(enquiry, field)) > most:
            wrong[field] = [f"Keep this under {most} characters."]
    try:
        enquiry.clean_fields(exclude=["owner", "patient", *wrong])
    except ValidationError as error:
        wrong.update(error.message_dict)
    if wrong:
        raise ValidationError(wrong)
