"""From a planned course to a record: patient, consents, portal account, alerts, episode, and the enquiry before it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from assessments.redflags.screen import PATIENT_KEYS
from clinic.accounts.models import User
from clinic.accounts.services import give_portal_account
from clinic.bookings.models import Enquiry
from clinic.demo.courses import Course
from clinic.demo.house import House
from patients.models import Alert, Consent, Episode, Patient, record_consent
from patients.services import open_episode, register_patient

ALL_CLEAR = dict.fromkeys(PATIENT_KEYS, False)
DURATIONS = ((2, "under_2_weeks"), (6, "2_to_6_weeks"), (12, "6_to_12_weeks"), (52, "3_to_12_months"))
# Who needs what, besides what their record says already.
MEDICAL = ("Asthma, carries an inhaler", "Type 1 diabetes", "Epilepsy, last seizure years ago")


@dataclass(frozen=True, slots=True)
class Case:
    """A course and the rows that stand for it."""

    course: Course
    patient: Patient
    episode: Episode
    lead: User


def at(on: date, hour: int, minute: int = 0) -> datetime:
    """A wall-clock time of the clinic."""
    return timezone.make_aware(datetime.combine(on, time(hour, minute)))


def make_records(courses: Sequence[Course], *, house: House, random: Random, now: datetime) -> list[Case]:
    """One case for each course, registered on the day of the booking."""
    today = timezone.localdate(now)
    cases = [_case(course, house=house, random=random, today=today) for course in courses]
    _past_enquiries(cases, random=random, desk=house.people["bea"], now=now)
    return cases


def _case(course: Course, *, house: House, random: Random, today: date) -> Case:
    on = today + timedelta(days=course.opened)
    booked_at = at(on, random.randint(9, 16), random.randrange(60))
    patient = register_patient(now=booked_at, **asdict(course.person))
    desk = house.people["bea"]
    for purpose, given in (
        (Consent.Purpose.SERVICE_MESSAGES, True),
        (Consent.Purpose.MARKETING, random.random() < 0.3),
    ):
        record_consent(patient=patient, purpose=purpose, given=given, how="enquiry, website", at=booked_at, by=desk)
    give_portal_account(patient=patient)
    lead = house.people[course.physio]
    episode = open_episode(
        patient=patient,
        side=course.side,
        lead=lead,
        on=on,
        is_runner=course.runner,
        onset_on=on - timedelta(weeks=course.onset_weeks),
    )
    _alerts(course, patient, random=random, on=on)
    return Case(course, patient, episode, lead)


def _alerts(course: Course, patient: Patient, *, random: Random, on: date) -> None:
    found: list[tuple[str, str, int]] = []
    if course.allergy:
        found.append((Alert.Kind.ALLERGY, f"{course.allergy} allergy", Alert.Severity.DANGER))
    if course.person.needs:
        found.append((Alert.Kind.ACCESS, course.person.needs, Alert.Severity.CARE))
    if random.random() < 0.08:
        found.append((Alert.Kind.MEDICAL, random.choice(MEDICAL), Alert.Severity.CARE))
    Alert.objects.bulk_create(
        Alert(patient=patient, kind=kind, text=text, severity=severity, since=on) for kind, text, severity in found
    )


def _past_enquiries(cases: Sequence[Case], *, random: Random, desk: User, now: datetime) -> None:
    """How they came to us: asked, answered within the day, booked. In one go, for they are closed already."""
    rows = []
    for case in cases:
        answered = at(case.episode.opened_on, 9) + timedelta(minutes=random.randint(0, 420))
        channel = random.choices((Enquiry.Channel.WEB, Enquiry.Channel.PHONE), (75, 25))[0]
        wait = random.randint(6, 190) if channel == Enquiry.Channel.WEB else 1
        rows.append(
            Enquiry(
                received_at=answered - timedelta(minutes=wait),
                answered_at=answered,
                channel=channel,
                name=case.patient.full_name,
                phone=case.patient.phone,
                email=case.patient.email,
                knee=case.course.side,
                duration=duration_of(case.course.onset_weeks),
                is_runner=case.course.runner,
                red_flags=ALL_CLEAR,
                owner=desk,
                state=Enquiry.State.BOOKED,
                patient=case.patient,
                form_key=UUID(int=random.getrandbits(128), version=4),
            )
        )
    Enquiry.objects.bulk_create(rows)


def duration_of(weeks: int) -> str:
    """The form's word for a number of weeks."""
    return next((words for limit, words in DURATIONS if weeks <= limit), "over_12_months")
