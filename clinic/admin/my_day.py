"""A physio's day: who comes, who needs me and why, what is unfinished. Each row has one action."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from assessments.models import Examination, RedFlag, RedFlagQuerySet
from clinic.admin.glance import Glance, glances
from clinic.bookings.models import Appointment
from patients.access import Role, role_of
from patients.models import Episode, Patient
from programmes.models import Programme, RunningPlan, Suggestion

SILENT_AFTER_DAYS = 7


@dataclass(frozen=True, slots=True)
class Need:
    """One patient, one reason, one action."""

    group: str
    patient: Patient
    why: str
    action: str
    url: str


@dataclass(frozen=True, slots=True)
class MyDay:
    on: date
    visits: list[tuple[Appointment, Glance]]
    needs: list[tuple[Need, Glance]]
    quiet: int

    @property
    def groups(self) -> list[tuple[str, list[tuple[Need, Glance]]]]:
        names = dict.fromkeys(need.group for need, _ in self.needs)
        return [(name, [row for row in self.needs if row[0].group == name]) for name in names]


def my_day(*, user: Any, now: datetime) -> MyDay:
    """For a physio the own caseload; for the owner the whole clinic. The number of queries does not grow with either.

    The owner also meets the flags of people who have no course of care.
    """
    on = timezone.localdate(now)
    mine = Episode.objects.visible_to(user).open()
    if role_of(user) == Role.PHYSIO:
        mine = mine.led_by(user)
    visits = Appointment.objects.visible_to(user).on_day(on).exclude(status="cancelled").with_people()
    if role_of(user) == Role.PHYSIO:
        visits = visits.filter(physio=user)
    flags = RedFlag.objects.visible_to(user)
    if role_of(user) == Role.PHYSIO:
        flags = flags.filter(patient__in=mine.values("patient"))
    needs = [
        *_red_flags(flags),
        *_suggestions(mine),
        *_stuck_runners(mine),
        *_to_countersign(user),
        *_unsigned(user),
        *_silent(mine, on),
    ]
    people = {need.patient.pk for need in needs}
    seen = glances(patients=people | {visit.patient_id for visit in visits}, user=user, now=now)
    return MyDay(
        on=on,
        visits=[(visit, seen[visit.patient_id]) for visit in visits],
        needs=[(need, seen[need.patient.pk]) for need in needs],
        quiet=mine.exclude(patient__in=people).count(),
    )


def chart_url(patient: Any) -> str:
    return reverse("staff:chart", args=[patient.uuid])


def _red_flags(flags: RedFlagQuerySet) -> list[Need]:
    """One row a patient by the worst open flag, the worst first, with how far its letter is."""
    by_patient: dict[Patient, list[RedFlag]] = {}
    for flag in flags.open().worst_first().select_related("patient").prefetch_related("letters"):
        by_patient.setdefault(flag.patient, []).append(flag)
    return [
        Need("Red flags", patient, _flags_said(*found), "See and decide", chart_url(patient))
        for patient, found in by_patient.items()
    ]


def _flags_said(worst: RedFlag, *others: RedFlag) -> str:
    first = f"{worst.get_level_display()}: {worst.rule} from the {worst.get_source_display().lower()}. {_letter(worst)}"
    drafted = [f"{flag.rule} (letter drafted)" if _has_draft(flag) else flag.rule for flag in others]
    return f"{first} Also open: {', '.join(drafted)}." if drafted else first


def _has_draft(flag: RedFlag) -> bool:
    return any(not letter.is_sent for letter in flag.letters.all())


def _letter(flag: RedFlag) -> str:
    if _has_draft(flag):
        return "Letter drafted, not sent."
    sent = [letter.sent_at for letter in flag.letters.all() if letter.sent_at]
    return f"Letter sent {timezone.localtime(max(sent)):%a %-d %b}." if sent else "No letter yet."


def _suggestions(mine: Any) -> list[Need]:
    waiting = Suggestion.objects.waiting().filter(programme__episode__in=mine)
    latest: dict[Any, Suggestion] = {}
    for suggestion in waiting.select_related("programme__episode__patient", "row__exercise"):
        patient = suggestion.programme.episode.patient
        if patient not in latest or suggestion.contact:
            latest[patient] = suggestion
    ranked = sorted(latest.items(), key=lambda pair: (not pair[1].contact, pair[0].full_name))
    return [
        Need(
            "Flare-ups" if suggestion.contact else "Suggestions to decide",
            patient,
            f"{suggestion.row.exercise}: {suggestion.words_physio}" if suggestion.row else suggestion.words_physio,
            "Review",
            chart_url(patient),
        )
        for patient, suggestion in ranked
    ]


def _stuck_runners(mine: Any) -> list[Need]:
    """Back from one step twice: the plan waits for somebody to look at it with them."""
    plans = RunningPlan.objects.active().filter(episode__in=mine, contact=True).select_related("episode__patient")
    return [
        Need(
            "Flare-ups",
            plan.episode.patient,
            f"{plan}: back from one step twice, now on step {plan.step} (RUN-CONTACT)",
            "Look at the step",
            chart_url(plan.episode.patient),
        )
        for plan in plans
    ]


def _to_countersign(user: Any) -> list[Need]:
    """What the students of this supervisor have signed."""
    notes = Examination.objects.to_countersign(user).select_related("episode__patient", "author")
    return [
        Need(
            "To countersign",
            note.episode.patient,
            f"{note.get_kind_display()} of {timezone.localtime(note.contact_at):%a %-d %b} by {note.author}",
            "Read and countersign",
            reverse("staff:examination", args=[note.uuid]),
        )
        for note in notes
    ]


def _unsigned(user: Any) -> list[Need]:
    drafts = Examination.objects.drafts().filter(author=user).select_related("episode__patient")
    return [
        Need(
            "Notes to sign",
            note.episode.patient,
            f"{note.get_kind_display()} of {timezone.localtime(note.contact_at):%a %-d %b} is not signed",
            "Finish",
            reverse("staff:examination", args=[note.uuid]),
        )
        for note in drafts
    ]


def _silent(mine: Any, on: date) -> list[Need]:
    """Active programmes without a log for a week, longest silence first."""
    since = on - timedelta(days=SILENT_AFTER_DAYS)
    quiet = (
        Programme.objects.running_on(on)
        .filter(episode__in=mine, starts_on__lte=since)
        .annotate(last_log=Max("sessions__on"))
        .filter(Q(last_log__isnull=True) | Q(last_log__lte=since))
        .select_related("episode__patient")
        .order_by("last_log")
    )
    return [_gone_quiet(programme.episode.patient, last_log) for programme, last_log in _with_last_log(quiet)]


def _with_last_log(programmes: QuerySet[Programme]) -> Iterator[tuple[Programme, date | None]]:
    for programme in programmes:
        yield programme, getattr(programme, "last_log", None)


def _gone_quiet(patient: Patient, last_log: date | None) -> Need:
    why = f"Last session logged {last_log:%a %-d %b}" if last_log else "No session logged yet"
    return Need("Gone quiet", patient, why, "Open the chart", chart_url(patient))
