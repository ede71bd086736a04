"""Finding a patient by what somebody says on the phone: a birth date, the end of a phone number, or part of a name."""

import re
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from patients.models import Patient
from patients.names import fold

MOST = 20
BIRTH_FORMATS = ("%d %m %Y", "%d %b %Y", "%d %B %Y", "%Y %m %d", "%d%m%Y")
LEAST_DIGITS = 4


def find_patients(*, user: Any, said: str) -> list[Patient]:
    """At most MOST patients that this user may see, by name. Nothing said finds nobody."""
    said = " ".join(said.split())
    people = Patient.objects.visible_to(user)
    if not said:
        return []
    digits = re.sub(r"\D", "", said)
    if born := birth_date(said):
        return list(people.filter(date_of_birth=born)[:MOST])
    if len(digits) >= LEAST_DIGITS and not re.search(r"[^\W\d]", said):
        return list(people.filter(phone__endswith=digits.removeprefix("44").lstrip("0"))[:MOST])
    if "@" in said:
        return list(people.filter(email__istartswith=said)[:MOST])
    wanted = Q()
    for word in said.split():
        folded = " ".join(fold(word)) or word
        wanted &= Q(full_name__icontains=word) | Q(name_key__icontains=folded) | Q(preferred_name__icontains=word)
    return list(people.filter(wanted)[:MOST])


def birth_date(said: str) -> date | None:
    plain = " ".join(re.split(r"[\s/.,-]+", said.strip()))
    for form in BIRTH_FORMATS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
