"""Cal's things, one of each: what the addresses of the access table point at."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from knox.models import get_token_model

from assessments.models import OutcomeRequest
from clinic.accounts.models import User
from clinic.accounts.services import make_sign_in_link
from clinic.bookings.models import Practice
from clinic.followups.links import morning_token, visit_token
from clinic.followups.models import Sweep
from patients.access import Role
from programmes.models import Exercise
from programmes.services import load_library
from tests.factories import (
    NINE,
    TUESDAY,
    AbsenceFactory,
    AlertFactory,
    AppointmentFactory,
    ArticleFactory,
    CheckInFactory,
    ClosureFactory,
    ConsentFactory,
    DemonstrationFactory,
    EnquiryFactory,
    EpisodeFactory,
    EscalationLetterFactory,
    ExaminationFactory,
    ExerciseFactory,
    FollowUpFactory,
    OutcomeRequestFactory,
    OutcomeScoreFactory,
    PatientFactory,
    PhaseFactory,
    PhysioFactory,
    ProgrammeFactory,
    ProgrammeTemplateFactory,
    ReadingFactory,
    RedFlagFactory,
    RoomFactory,
    RowFactory,
    RunFactory,
    RunningPlanFactory,
    SessionLogFactory,
    SuggestionFactory,
    UserFactory,
    WaitingEntryFactory,
    WorkingHoursFactory,
)

WORDS = {
    "step": "knee",
    "one": 1,
    "confirm": "confirm",
    "instrument": "akps",
    "unknown": "not-known",
    "unknown_person": "zz",
    "app_label": "patients",
    "section": "history",
}
NOBODYS_ID = UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class World:
    """`things` by name; `people` by the names of the table's columns."""

    things: dict[str, Any]
    people: dict[str, User | None]

    def value(self, path: str) -> Any:
        """`patient.uuid` → the uuid of Cal's record; a name without a dot is the thing itself."""
        name, _, field = path.partition(".")
        thing = self.things[name]
        return getattr(thing, field) if field else thing


def _patient(name: str, email: str) -> Any:
    user = UserFactory.create(name=name, email=email, role=Role.PATIENT)
    return PatientFactory.create(full_name=name, email=email, user=user)


def make_world() -> World:
    load_library()
    ana = PhysioFactory.create(name="Ana Reyes", email="ana@example.org")
    bea = UserFactory.create(name="Bea Holt", email="bea@example.org", role=Role.DESK)
    olu = UserFactory.create(name="Olu Adeyemi", email="olu@example.org", role=Role.OWNER)
    cal, dee = _patient("Cal Morgan", "cal@example.org"), _patient("Dee O'Hara", "dee@example.org")
    people = {"anonymous": None, "Cal": cal.user, "Dee": dee.user, "Bea": bea, "Ana": ana, "Olu": olu}
    return World({**WORDS, **_clinic(ana), **_care(cal, ana), **_people(cal)}, people)


def _people(cal: Any) -> dict[str, Any]:
    key, _ = get_token_model().objects.create(user=UserFactory.create(role=Role.OWNER))
    link = make_sign_in_link(user=cal.user, now=NINE).rstrip("/").rpartition("/")[2]
    return {
        "user": cal.user,
        "api_key": key,
        "sign_in_token": link,
        "address": EmailAddress.objects.create(user=cal.user, email=cal.user.email, verified=True, primary=True),
        "second_step": Authenticator.objects.create(
            user=UserFactory.create(), type=Authenticator.Type.TOTP, data={"secret": "sealed"}
        ),
    }


def _clinic(ana: Any) -> dict[str, Any]:
    Sweep.objects.create(started_at=NINE, finished_at=NINE)
    practice = Practice.current()
    practice.save()
    room = RoomFactory.create()
    return {
        "practice": practice,
        "room": room,
        "hours": WorkingHoursFactory.create(physio=ana, room=room),
        "absence": AbsenceFactory.create(physio=ana, start=NINE + timedelta(days=9), end=NINE + timedelta(days=10)),
        "closure": ClosureFactory.create(),
        "article": ArticleFactory.create(slug="an-article"),
        "enquiry": EnquiryFactory.create(),
    }


def _care(cal: Any, ana: Any) -> dict[str, Any]:
    episode = EpisodeFactory.create(patient=cal, lead=ana)
    visit = AppointmentFactory.create(episode=episode, physio=ana)
    draft = ExaminationFactory.create(episode=episode, author=ana)
    signed = ExaminationFactory.create(
        episode=episode, author=ana, kind="review", signed_at=NINE, signed_by=ana, signed_as="Ana Reyes, PH10000"
    )
    programme = ProgrammeFactory.create(episode=episode, assigned_by=ana)
    row = RowFactory.create(
        phase=PhaseFactory.create(programme=programme), exercise=Exercise.objects.get(slug="bridge")
    )
    shown = DemonstrationFactory.create(exercise=row.exercise, consent_noted_by=ana)
    Exercise.objects.filter(pk=row.exercise.pk).update(demonstration=shown)
    message = FollowUpFactory.create(
        patient=cal, state="sent", sent_at=NINE, subject="A visit", text="On Thursday.", html="<p>On Thursday.</p>"
    )
    ConsentFactory.create(patient=cal)
    AlertFactory.create(patient=cal)
    CheckInFactory.create(patient=cal)
    answered = OutcomeRequestFactory.create(episode=episode, instrument="nprs_w", state=OutcomeRequest.State.ANSWERED)
    score = OutcomeScoreFactory.create(episode=episode, recorded_by=ana, request=answered)
    red_flag = RedFlagFactory.create(patient=cal)
    made = {
        "patient": cal,
        "episode": episode,
        "visit": visit,
        "visit_type": visit.type,
        "draft": draft,
        "signed": signed,
        "form": OutcomeRequestFactory.create(episode=episode),
        "answered_form": answered,
        "score": score,
        "red_flag": red_flag,
        "letter": EscalationLetterFactory.create(red_flag=red_flag, author=ana),
        "template": ProgrammeTemplateFactory.create(key="a-template"),
        "programme": programme,
        "row": row,
        "exercise": row.exercise,
        "own_exercise": ExerciseFactory.create(code="C001", content=row.exercise.content, made_by=ana, made_at=NINE),
        "demonstration": shown,
        "log": SessionLogFactory.create(programme=programme, on=TUESDAY),
        "running_plan": RunningPlanFactory.create(episode=episode, assigned_by=ana),
        "run": RunFactory.create(episode=episode),
        "suggestion": SuggestionFactory.create(programme=programme, row=row),
        "waiting": WaitingEntryFactory.create(patient=cal, type=visit.type),
        "message": message,
        "morning_token": morning_token(FollowUpFactory.create(kind="morning_check", patient=cal)),
        "visit_token": visit_token(visit),
    }
    ReadingFactory.create(patient=cal)
    return made
