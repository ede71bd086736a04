"""Finding a patient by what somebody says on the phone: part of a name, a number, an email, a date of birth."""

import re
from datetime import date, datetime

from django.db.models import Q

from patients.models import PatientQuerySet
from patients.names import fold, known_as
from patients.phones import e164

DATE_FORMATS = ("%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d")


def search_patients(patients: PatientQuerySet, text: str) -> PatientQuerySet:
    """Those of `patients` that fit every word; short forms and accents count. Nothing typed, everybody."""
    said = text.strip()
    if not said:
        return patients
    if born := _as_date(said):
        return patients.filter(date_of_birth=born)
    if phone := e164(said):
        return patients.filter(phone=phone)
    if "@" in said:
        return patients.filter(email__istartswith=said)
    if digits := re.fullmatch(r"\+?[\d ]{4,}", said):
        return patients.filter(phone__contains=re.sub(r"\D", "", digits.group()).lstrip("0"))
    for word in said.split():
        by_key = Q()
        for part in fold(word):
            by_key |= Q(name_key__contains=part) | Q(name_key__contains=known_as(part))
        patients = patients.filter(Q(full_name__icontains=word) | by_key)
    return patients


def _as_date(text: str) -> date | None:
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
