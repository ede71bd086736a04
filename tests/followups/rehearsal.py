"""Puts the rows of a kind's worked example on the stage."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from clinic.accounts.models import User
from clinic.bookings.models import Appointment
from clinic.followups.definition import Example, Given
from patients.access import Role
from patients.models import Episode
from tests.factories import (
    AppointmentFactory,
    CheckInFactory,
    EnquiryFactory,
    EpisodeFactory,
    OutcomeRequestFactory,
    PhysioFactory,
    ProgrammeFactory,
    SessionLogFactory,
    SuggestionFactory,
    UserFactory,
)


def moment(text: str) -> datetime:
    """The clinic's wall clock: `2026-11-24 09:00`."""
    return timezone.make_aware(datetime.fromisoformat(text))


class Stage:
    """The people of one example, made when they are first named."""

    def __init__(self, example: Example) -> None:
        self.example = example
        self.episodes: dict[str, Episode] = {}
        self.staff: dict[str, User] = {}
        for given in example.rows:
            getattr(self, f"put_{given.what}")(given)

    def episode(self, who: str) -> Episode:
        if who not in self.episodes:
            self.episodes[who] = EpisodeFactory.create(patient__full_name=who.title())
        return self.episodes[who]

    def colleague(self, who: str, role: Role) -> User:
        if who not in self.staff:
            factory = PhysioFactory if role == Role.PHYSIO else UserFactory
            self.staff[who] = factory.create(name=who.title(), role=role)
        return self.staff[who]

    def name(self, row: object) -> str:
        """Who a planned message is for, by the name in the example."""
        patient, staff = getattr(row, "patient", None), getattr(row, "staff", None)
        person = patient.full_name if patient else staff.name if staff else ""
        return str(person).lower()

    def put_visit(self, given: Given) -> None:
        fields = given.fields
        booked = moment(fields["booked"])
        since = moment(fields.get("moved") or fields.get("since") or fields["booked"])
        status = fields.get("status", Appointment.Status.BOOKED)
        AppointmentFactory.create(
            episode=self.episode(given.who),
            start=moment(fields["start"]),
            booked_at=booked,
            status=status,
            status_at=since,
            cancelled_why="Ill" if status == Appointment.Status.CANCELLED else "",
            sequence=1 if "moved" in fields else 0,
        )

    def put_programme(self, given: Given) -> None:
        starts = date.fromisoformat(given.fields["starts"])
        ProgrammeFactory.create(
            episode=self.episode(given.who),
            starts_on=starts,
            phase_since=starts,
            state=given.fields.get("state", "active"),
        )

    def put_log(self, given: Given) -> None:
        on = date.fromisoformat(given.fields["on"])
        episode = self.episode(given.who)
        programme = episode.programmes.first() or ProgrammeFactory.create(episode=episode)
        SessionLogFactory.create(programme=programme, on=on)

    def put_check_in(self, given: Given) -> None:
        CheckInFactory.create(patient=self.episode(given.who).patient, on=date.fromisoformat(given.fields["on"]))

    def put_measure(self, given: Given) -> None:
        opens = date.fromisoformat(given.fields["opens"])
        OutcomeRequestFactory.create(
            episode=self.episode(given.who),
            point=given.fields["point"],
            opens_on=opens,
            due_on=opens + timedelta(days=4),
            closes_on=date.fromisoformat(given.fields["closes"]),
            state=given.fields.get("state", "asked"),
        )

    def put_enquiry(self, given: Given) -> None:
        self.colleague(given.who, Role.DESK)
        EnquiryFactory.create(received_at=moment(given.fields["received"]), triage=given.fields["triage"])

    def put_suggestion(self, given: Given) -> None:
        lead = self.colleague(given.fields["lead"], Role.PHYSIO)
        episode = EpisodeFactory.create(patient__full_name=given.who.title(), lead=lead)
        SuggestionFactory.create(programme__episode=episode)
