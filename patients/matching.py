"""Is this person known already? Points for what agrees, found through indexes. It warns and never blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from django.db.models import Q

from patients.models import Patient
from patients.names import fold, name_key
from patients.phones import e164

# Points are a clinic default [design]: the same name, the same phone or the same email alone is worth a look,
# a date of birth alone is not, and a differing date of birth outweighs a shared name.
SAME_NAME, SHORT_FORM, PART_OF_NAME, LIKE_NAME, SAME_SURNAME = 40, 35, 25, 25, 10
SAME_EMAIL, SAME_PHONE, SAME_BIRTH, OTHER_BIRTH = 40, 35, 25, -25
WORTH_A_LOOK, MOST = 30, 100


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. `phone` in E.164, empty where not known."""

    name: str
    date_of_birth: date | None = None
    phone: str = ""
    email: str = ""


class Match(NamedTuple):
    """A patient who may be the same person, 0–100, and why, in words."""

    patient: Patient
    score: int
    reasons: list[str]


def score(asks: Person, known: Person) -> tuple[int, list[str]]:
    """How much two people have in common (0–100), and what. Pure."""
    points, reasons = _name_points(asks.name, known.name)
    found = [(points, reasons)] if points else []
    if asks.email and asks.email.lower() == known.email.lower():
        found.append((SAME_EMAIL, "same email"))
    if asks.phone and asks.phone == known.phone:
        found.append((SAME_PHONE, "same phone"))
    if asks.date_of_birth and known.date_of_birth:
        same = asks.date_of_birth == known.date_of_birth
        found.append((SAME_BIRTH, "same date of birth") if same else (OTHER_BIRTH, "other date of birth"))
    return max(min(sum(p for p, _ in found), MOST), 0), [reason for _, reason in found]


def is_same_person(asks: Person, known: Person) -> bool:
    """Sure enough to link without asking: name, date of birth, and phone or email all agree."""
    return (
        bool(asks.name)
        and name_key(asks.name) == name_key(known.name)
        and asks.date_of_birth is not None
        and asks.date_of_birth == known.date_of_birth
        and (
            (bool(asks.phone) and asks.phone == known.phone)
            or (bool(asks.email) and asks.email.lower() == known.email.lower())
        )
    )


def as_person(patient: Patient) -> Person:
    return Person(patient.full_name, patient.date_of_birth, e164(patient.phone), patient.email)


def likely_duplicates(person: Person, *, limit: int = 5, besides: Patient | None = None) -> list[Match]:
    """The likeliest first, in one query. `besides` is the record being looked at."""
    return duplicates_of_each([person], limit=limit, besides=besides)[0]


def duplicates_of_each(
    people: Sequence[Person], *, limit: int = 5, besides: Patient | None = None
) -> list[list[Match]]:
    """For each person the likely duplicates, all of them in one query that indexes serve."""
    candidates = _candidates(people)
    if besides is not None:
        candidates = [patient for patient in candidates if patient.pk != besides.pk]
    return [_best(person, candidates, limit) for person in people]


def known_patient(person: Person) -> Patient | None:
    """The one patient who surely is this person; None when nobody is, or more than one."""
    sure = [patient for patient in _candidates([person]) if is_same_person(person, as_person(patient))]
    return sure[0] if len(sure) == 1 else None


def _candidates(people: Sequence[Person]) -> list[Patient]:
    wanted = Q(pk__in=[])
    for field, values in (
        ("email", {person.email.lower() for person in people}),
        ("phone", {person.phone for person in people}),
        ("name_key", {name_key(person.name) for person in people}),
        ("date_of_birth", {person.date_of_birth for person in people}),
    ):
        if known := {value for value in values if value}:
            wanted |= Q(**{f"{field}__in": known})
    return list(Patient.objects.filter(wanted).order_by("pk")[:500])


def _best(person: Person, candidates: Sequence[Patient], limit: int) -> list[Match]:
    found = [Match(patient, *score(person, as_person(patient))) for patient in candidates]
    worth = [match for match in found if match.score >= WORTH_A_LOOK]
    return sorted(worth, key=lambda match: (-match.score, match.patient.pk))[:limit]


def _name_points(asked: str, known: str) -> tuple[int, str]:
    ours, theirs = fold(asked), fold(known)
    found = (0, "")
    if not ours or not theirs:
        return found
    if ours == theirs:
        found = SAME_NAME, "same name"
    elif name_key(asked) == name_key(known):
        found = SHORT_FORM, "same name, short form"
    elif min(len(ours), len(theirs)) > 1 and (set(ours) <= set(theirs) or set(theirs) <= set(ours)):
        found = PART_OF_NAME, "same name in part"
    elif SequenceMatcher(None, " ".join(ours), " ".join(theirs)).ratio() >= 0.85:
        found = LIKE_NAME, "similar name"
    elif fold(asked.rsplit(maxsplit=1)[-1]) == fold(known.rsplit(maxsplit=1)[-1]):
        found = SAME_SURNAME, "same surname"
    return found
