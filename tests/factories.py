"""One factory per model: a believable row with nothing said that the test does not say."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from assessments.models import (
    Addendum,
    Countersignature,
    EscalationLetter,
    Examination,
    OutcomeRequest,
    OutcomeScore,
    RedFlag,
    RuleSet,
)
from clinic.accounts.models import User
from clinic.bookings.models import (
    Absence,
    Appointment,
    AppointmentType,
    Closure,
    Enquiry,
    Room,
    WaitingEntry,
    WorkingHours,
)
from clinic.education.models import Article, Reading
from clinic.followups.models import FollowUp
from patients.access import Role
from patients.models import Alert, Consent, Episode, Patient, Side
from programmes.models import (
    CheckIn,
    Demonstration,
    Exercise,
    Phase,
    Programme,
    ProgrammeTemplate,
    Row,
    Run,
    RunningMove,
    RunningPlan,
    SessionLog,
    Suggestion,
)

PASSWORD = "a sore knee settles"
TUESDAY = date(2026, 11, 24)
NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def _mobile(n: int) -> str:
    """A number Ofcom keeps for drama, out of a hundred that no test types itself."""
    return f"+447700900{700 + n % 100}"


def _landline(n: int) -> str:
    """A drama number that no patient of the factories has, so that no enquiry looks like somebody known."""
    return f"+441632960{n % 1000:03d}"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    role = Role.PHYSIO
    password = factory.django.Password(PASSWORD)


class PhysioFactory(UserFactory):
    role = Role.PHYSIO
    hcpc_number = factory.Sequence(lambda n: f"PH{10000 + n}")


class PatientFactory(DjangoModelFactory[Patient]):
    class Meta:
        model = Patient

    full_name = factory.Sequence(lambda n: f"Runner {n}")
    date_of_birth = date(1991, 3, 27)
    phone = factory.Sequence(_mobile)
    email = factory.Sequence(lambda n: f"runner{n}@example.org")
    registered_on = date(2026, 9, 1)


class EpisodeFactory(DjangoModelFactory[Episode]):
    class Meta:
        model = Episode

    patient = factory.SubFactory(PatientFactory)
    side = Side.LEFT
    onset_on = date(2026, 8, 1)
    lead = factory.SubFactory(PhysioFactory)
    opened_on = date(2026, 10, 6)


class ConsentFactory(DjangoModelFactory[Consent]):
    class Meta:
        model = Consent

    patient = factory.SubFactory(PatientFactory)
    purpose = Consent.Purpose.SERVICE_MESSAGES
    notice_version = "2026-11"
    given = True
    how = "enquiry form"
    at = NINE


class AlertFactory(DjangoModelFactory[Alert]):
    class Meta:
        model = Alert

    patient = factory.SubFactory(PatientFactory)
    kind = Alert.Kind.ALLERGY
    text = "Latex allergy"
    since = date(2026, 10, 6)


class ExaminationFactory(DjangoModelFactory[Examination]):
    class Meta:
        model = Examination

    episode = factory.SubFactory(EpisodeFactory)
    catalogue_version = "1"
    contact_at = NINE
    entered_at = NINE
    author = factory.SubFactory(PhysioFactory)


class AddendumFactory(DjangoModelFactory[Addendum]):
    class Meta:
        model = Addendum

    examination = factory.SubFactory(ExaminationFactory)
    text = "Seen by the GP on Friday."
    reason = "Result came later"
    author = factory.SubFactory(PhysioFactory)
    at = NINE


class OutcomeRequestFactory(DjangoModelFactory[OutcomeRequest]):
    class Meta:
        model = OutcomeRequest

    episode = factory.SubFactory(EpisodeFactory)
    instrument = "akps"
    point = OutcomeRequest.Point.BASELINE
    due_on = TUESDAY
    opens_on = TUESDAY - timedelta(days=7)
    closes_on = TUESDAY + timedelta(days=7)


class OutcomeScoreFactory(DjangoModelFactory[OutcomeScore]):
    class Meta:
        model = OutcomeScore

    episode = factory.SubFactory(EpisodeFactory)
    instrument = "nprs_w"
    version = "1"
    answers = factory.LazyFunction(lambda: {"pain": 6})
    score = 6
    status = OutcomeScore.Status.COMPLETE
    answered = 1
    collected_on = TUESDAY
    recorded_at = NINE
    recorded_by = factory.SubFactory(PhysioFactory)
    by = OutcomeScore.By.CLINICIAN


class RedFlagFactory(DjangoModelFactory[RedFlag]):
    class Meta:
        model = RedFlag

    patient = factory.SubFactory(PatientFactory)
    rule = "RF10"
    level = RedFlag.Level.SAME_DAY
    source = RedFlag.Source.CHECK_IN
    opened_at = NINE


class CountersignatureFactory(DjangoModelFactory[Countersignature]):
    class Meta:
        model = Countersignature

    examination = factory.SubFactory(ExaminationFactory)
    by = factory.SubFactory(PhysioFactory)
    signed_as = "Ana Reyes, PH12345"
    at = NINE


class EscalationLetterFactory(DjangoModelFactory[EscalationLetter]):
    class Meta:
        model = EscalationLetter

    red_flag = factory.SubFactory(RedFlagFactory)
    urgency = "Same day: RF10"
    author = factory.SubFactory(PhysioFactory)
    drafted_at = NINE


class RuleSetFactory(DjangoModelFactory[RuleSet]):
    class Meta:
        model = RuleSet

    effective_from = TUESDAY
    values = factory.LazyFunction(lambda: {"prognosis.low_akps": "65"})
    why = "Agreed at the yearly review."
    reviewed_on = TUESDAY
    review_by = TUESDAY + timedelta(days=365)
    signed_by = factory.SubFactory(PhysioFactory)
    signed_at = NINE


class ExerciseFactory(DjangoModelFactory[Exercise]):
    class Meta:
        model = Exercise

    code = factory.Sequence(lambda n: f"T{n:02d}")
    slug = factory.Sequence(lambda n: f"exercise-{n}")
    name = factory.Sequence(lambda n: f"Exercise {n}")
    aim = "Makes the thigh stronger."
    target = "quads"
    level = 1
    pain_rule = "P1"
    content = factory.LazyFunction(dict)
    checksum = ""
    reviewed_on = date(2026, 11, 1)
    review_by = date(2027, 11, 1)


class DemonstrationFactory(DjangoModelFactory[Demonstration]):
    """A photo in one colour; whoever wants it shown points the exercise at it."""

    class Meta:
        model = Demonstration

    exercise = factory.SubFactory(ExerciseFactory)
    kind = Demonstration.Kind.PHOTO
    width = 800
    height = 600
    alt = "Ana sits against a wall, knees bent a little."
    person = "Ana Reyes"
    consent_noted_by = factory.SubFactory(PhysioFactory)
    consent_noted_at = NINE

    @classmethod
    def _create(cls, model_class: type[Demonstration], *args: Any, **kwargs: Any) -> Demonstration:
        """With a file of four bytes, unless `data` brings others."""
        content = ContentFile(kwargs.pop("data", b"JPEG"))
        made = model_class(**{**kwargs, "size": content.size})
        made.keep_file(content)
        made.save()
        return made


class ProgrammeTemplateFactory(DjangoModelFactory[ProgrammeTemplate]):
    class Meta:
        model = ProgrammeTemplate

    key = factory.Sequence(lambda n: f"template-{n}")
    title = "Strength"
    patient_title = "Hip and thigh"
    summary = "Hip and thigh strength."
    weeks = 12
    source = "JOSPT 2019 guideline"
    checksum = ""


class ProgrammeFactory(DjangoModelFactory[Programme]):
    class Meta:
        model = Programme

    episode = factory.SubFactory(EpisodeFactory)
    title = "Hip and thigh"
    starts_on = TUESDAY - timedelta(days=14)
    phase_since = TUESDAY - timedelta(days=14)
    assigned_by = factory.SubFactory(PhysioFactory)


class PhaseFactory(DjangoModelFactory[Phase]):
    class Meta:
        model = Phase

    programme = factory.SubFactory(ProgrammeFactory)
    number = 1
    title = "Calm"
    patient_title = "Calm it down"
    week_from = 0
    week_to = 2


class RowFactory(DjangoModelFactory[Row]):
    class Meta:
        model = Row

    phase = factory.SubFactory(PhaseFactory)
    exercise = factory.SubFactory(ExerciseFactory)
    order = factory.Sequence(lambda n: n)
    sets = 3
    reps = 10
    days = factory.LazyFunction(lambda: [0, 1, 2, 3, 4, 5, 6])
    pain_rule = "P2"


class SessionLogFactory(DjangoModelFactory[SessionLog]):
    class Meta:
        model = SessionLog

    programme = factory.SubFactory(ProgrammeFactory)
    on = TUESDAY
    revision = 1
    pain_during = 1
    settle = SessionLog.Settle.WITHIN_1H
    logged_at = NINE


class RunFactory(DjangoModelFactory[Run]):
    class Meta:
        model = Run

    episode = factory.SubFactory(EpisodeFactory)
    on = TUESDAY
    distance_km = Decimal(5)
    minutes = Decimal(30)
    logged_at = NINE


class RunningMoveFactory(DjangoModelFactory[RunningMove]):
    class Meta:
        model = RunningMove

    on = factory.SelfAttribute("plan.step_since")
    step = factory.SelfAttribute("plan.step")
    why = "begun"
    by = factory.SelfAttribute("plan.assigned_by")
    made_at = factory.SelfAttribute("plan.assigned_at")


class RunningPlanFactory(DjangoModelFactory[RunningPlan]):
    """From step 1 on, begun where the clinic put it."""

    class Meta:
        model = RunningPlan
        skip_postgeneration_save = True

    episode = factory.SubFactory(EpisodeFactory)
    kind = "return_to_run"
    starts_on = TUESDAY - timedelta(days=14)
    step = 1
    step_since = factory.SelfAttribute("starts_on")
    own_cadence = factory.LazyAttribute(lambda plan: 160 if plan.kind == "cadence" else None)
    assigned_by = factory.SubFactory(PhysioFactory)
    assigned_at = NINE - timedelta(days=14)
    begun = factory.RelatedFactory(RunningMoveFactory, factory_related_name="plan")


class CheckInFactory(DjangoModelFactory[CheckIn]):
    class Meta:
        model = CheckIn

    patient = factory.SubFactory(PatientFactory)
    on = TUESDAY
    pain_morning = 2
    answered_at = NINE


class SuggestionFactory(DjangoModelFactory[Suggestion]):
    class Meta:
        model = Suggestion

    programme = factory.SubFactory(ProgrammeFactory)
    rule = "PT01"
    outcome = "progress"
    words_physio = "Three good sessions in a row."
    words_patient = "You've done three good sessions."
    made_at = NINE


class AppointmentTypeFactory(DjangoModelFactory[AppointmentType]):
    class Meta:
        model = AppointmentType
        django_get_or_create = ("key",)

    key = "first"
    name = "First visit"
    minutes = 45
    public = True


class RoomFactory(DjangoModelFactory[Room]):
    class Meta:
        model = Room

    name = factory.Sequence(lambda n: f"Room {n}")


class WorkingHoursFactory(DjangoModelFactory[WorkingHours]):
    class Meta:
        model = WorkingHours

    physio = factory.SubFactory(PhysioFactory)
    weekday = 1
    opens = time(8, 0)
    closes = time(16, 0)


class AbsenceFactory(DjangoModelFactory[Absence]):
    class Meta:
        model = Absence

    physio = factory.SubFactory(PhysioFactory)
    start = NINE
    end = NINE + timedelta(hours=1)


class ClosureFactory(DjangoModelFactory[Closure]):
    class Meta:
        model = Closure

    on = date(2026, 12, 25)
    name = "Christmas Day"


class EnquiryFactory(DjangoModelFactory[Enquiry]):
    class Meta:
        model = Enquiry

    received_at = NINE - timedelta(hours=1)
    name = factory.Sequence(lambda n: f"Asker {n}")
    phone = factory.Sequence(_landline)
    knee = Side.LEFT
    duration = Enquiry.Duration.SIX_TO_12_WEEKS
    is_runner = True
    triage = Enquiry.Triage.ROUTINE


class AppointmentFactory(DjangoModelFactory[Appointment]):
    class Meta:
        model = Appointment

    episode = factory.SubFactory(EpisodeFactory)
    patient = factory.SelfAttribute("episode.patient")
    physio = factory.SubFactory(PhysioFactory)
    type = factory.SubFactory(AppointmentTypeFactory)
    start = NINE + timedelta(days=2)
    end = factory.LazyAttribute(lambda visit: visit.start + timedelta(minutes=45))
    status_at = NINE
    booked_at = NINE


class WaitingEntryFactory(DjangoModelFactory[WaitingEntry]):
    class Meta:
        model = WaitingEntry

    patient = factory.SubFactory(PatientFactory)
    type = factory.SubFactory(AppointmentTypeFactory)
    since = TUESDAY - timedelta(days=3)


class FollowUpFactory(DjangoModelFactory[FollowUp]):
    class Meta:
        model = FollowUp

    kind = "booking_confirmation"
    occasion = factory.Sequence(lambda n: f"appointment:{n}")
    patient = factory.SubFactory(PatientFactory)
    due_at = NINE


class ArticleFactory(DjangoModelFactory[Article]):
    class Meta:
        model = Article

    slug = factory.Sequence(lambda n: f"article-{n}")
    title = "Load: too much, too soon"
    summary = "Why knees get sore."
    topic = Article.Topic.LOAD
    stage = Article.Stage.START
    body = "Run a little less."
    body_html = "<p>Run a little less.</p>"
    sources = factory.LazyFunction(lambda: [{"text": "Frandsen 2025, BJSM 59:1203"}])
    author = "Ana Reyes"
    minutes = 3
    state = Article.State.PUBLISHED
    reviewed_on = date(2026, 11, 1)
    review_by = date(2027, 11, 1)


class ReadingFactory(DjangoModelFactory[Reading]):
    class Meta:
        model = Reading

    patient = factory.SubFactory(PatientFactory)
    article = factory.SubFactory(ArticleFactory)
    read_at = NINE
