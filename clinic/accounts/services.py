"""Sign-in links: made by the mails and the operator, opened with the date of birth."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from clinic.accounts.models import SignInLink, User
from patients.access import Role
from patients.models import Patient


class LinkRefused(Exception):
    """The link can't sign anybody in; the message says what to do."""


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_sign_in_link(*, user: User, now: datetime) -> str:
    """A full URL that signs `user` in once within SIGN_IN_LINK_HOURS. The token is kept hashed only."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        user=user,
        token_hash=_digest(token),
        created_at=now,
        expires_at=now + timedelta(hours=settings.SIGN_IN_LINK_HOURS),
    )
    return str(settings.SITE_URL) + reverse("accounts:open-link", args=[token])


def find_link(*, token: str, now: datetime) -> SignInLink | None:
    return SignInLink.objects.live(now).select_related("user").filter(token_hash=_digest(token)).first()


def use_link(*, token: str, date_of_birth: date | None, now: datetime) -> User:
    """The user whom the link signs in; the link is used up.

    A patient must give the date of birth; five wrong ones end the link. Raises LinkRefused.
    """
    link = find_link(token=token, now=now)
    if link is None or not link.user.is_active:
        raise LinkRefused("This link has been used or has run out. Ask for a new one below.")
    needs_birth = link.user.role == Role.PATIENT
    # Counted before it is looked at, so that guesses sent at the same moment are not more than five either.
    if needs_birth and SignInLink.objects.live(now).filter(pk=link.pk).update(attempts=F("attempts") + 1) != 1:
        raise LinkRefused("This link has been used or has run out. Ask for a new one below.")
    if (
        needs_birth
        and not Patient.objects.filter(
            user=link.user, date_of_birth=date_of_birth, date_of_birth__isnull=False
        ).exists()
    ):
        raise LinkRefused("That date doesn't match our record. Check the day, month and year.")
    unused = SignInLink.objects.filter(pk=link.pk, used_at__isnull=True, expires_at__gt=now)
    used = unused.update(used_at=now)
    if used != 1:
        raise LinkRefused("This link has just been used. Ask for a new one below.")
    return link.user


@transaction.atomic
def give_portal_account(*, patient: Patient) -> User | None:
    """The patient's own user, made when email and date of birth are known; None until then.

    An address that belongs to somebody else already gets no second account.
    """
    if patient.user_id:
        return User.objects.get(pk=patient.user_id)
    if not patient.email or patient.date_of_birth is None:
        return None
    if User.objects.filter(email=patient.email.lower()).exists():
        return None
    user = User.objects.create_user(patient.email, name=patient.full_name, role=Role.PATIENT)
    patient.user = user
    patient.save(update_fields=["user"])
    return user
