"""Finding a patient by what somebody says on the phone: part of a name or number, an email, a date of birth."""

import re
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from patients.models import Patient, PatientQuerySet
from patients.names import fold, known_as
from patients.phones import e164

MOST = 20
BIRTH_FORMATS = ("%d %m %Y", "%d %b %Y", "%d %B %Y", "%Y %m %d", "%d%m%Y")
LEAST_DIGITS = 4


def find_patients(*, user: Any, said: str) -> list[Patient]:
    """At most MOST patients that this user may see, by name. Nothing said finds nobody."""
    return list(search_patients(Patient.objects.visible_to(user), said)[:MOST]) if said.strip() else []


def search_patients(patients: PatientQuerySet, text: str) -> PatientQuerySet:
    """Those of `patients` that fit every word; short forms and accents count. Nothing typed, everybody."""
    said = " ".join(text.split())
    if not said:
        return patients
    if born := birth_date(said):
        return patients.filter(date_of_birth=born)
    if phone := e164(said):
        return patients.filter(phone=phone)
    if "@" in said:
        return patients.filter(email__istartswith=said)
    digits = re.sub(r"\D", "", said)
    if len(digits) >= LEAST_DIGITS and not re.search(r"[^\W\d]", said):
        return patients.filter(phone__contains=digits.lstrip("0"))
    for word in said.split():
        patients = patients.filter(_named(word))
    return patients


def _named(word: str) -> Q:
    """The word as it is written, or any short form of it."""
    found = Q(full_name__icontains=word) | Q(preferred_name__icontains=word)
    for part in fold(word):
        found |= Q(name_key__contains=part) | Q(name_key__contains=known_as(part))
    return found


def birth_date(said: str) -> date | None:
    """The day, however it is said: 14 3 1988, 14/03/1988, 14 March 1988; None for anything else."""
    plain = " ".join(re.split(r"[\s/.,-]+", said))
    for form in BIRTH_FORMATS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
