"""What the first page says on a day: the morning, the session, the week, one form, the next visit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F, Value
from django.utils import timezone

from assessments import instruments
from assessments.instruments.definition import Instrument
from assessments.models import OutcomeRequest
from clinic.bookings.models import Appointment
from clinic.portal.pain import settled
from clinic.portal.today_run import RunToday, run_today
from patients.models import Patient
from programmes.models import CheckIn, Pause, Programme, Row, SessionLog

# So many days without a session are a gap that a kind word bridges.
GAP_DAYS = 10
LOOK_BACK_DAYS = 28
SECONDS_A_REP = 6


@dataclass(frozen=True, slots=True)
class Ring:
    """One day of the week; `state` is done, now, or nothing. A day that was missed looks like any other."""

    on: date
    done: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Diary:
    """The last four weeks in two lists: sessions with their pain, mornings with theirs; the newest last."""

    sessions: list[tuple[date, int]] = field(default_factory=list)
    mornings: dict[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Today:
    """All that the page says. `programme` may be paused or still to begin: then `rows` is empty."""

    on: date
    programme: Programme | None
    rows: list[Row]
    diary: Diary
    week: list[Ring]
    planned: int
    form: OutcomeRequest | None
    measure: Instrument | None
    visit: Appointment | None
    run: RunToday | None = None

    @property
    def asks_morning(self) -> bool:
        """Whether a morning says something: after exercises, and after runs of a plan."""
        return self.running or self.run is not None

    @property
    def running(self) -> bool:
        active = self.programme and self.programme.state == Programme.State.ACTIVE
        return bool(active and self.begun and not self.pause)

    @property
    def pause(self) -> Pause | None:
        """Only looked up where nothing is planned; the plan goes on by itself afterwards."""
        return self.programme.pause_on(self.on) if self.programme and not self.planned else None

    @property
    def begun(self) -> bool:
        return bool(self.programme and self.programme.starts_on <= self.on)

    @property
    def morning(self) -> int | None:
        return self.diary.mornings.get(self.on)

    @property
    def morning_means(self) -> str:
        if self.morning is None:
            return ""
        day, pain = next(((on, pain) for on, pain in reversed(self.diary.sessions) if on < self.on), (None, None))
        return settled(self.morning, last=pain, weekday=f"{day:%A}" if day else "")

    @property
    def logged(self) -> bool:
        return any(on == self.on for on, _ in self.diary.sessions)

    @property
    def done(self) -> int:
        return sum(ring.done for ring in self.week)

    @property
    def minutes(self) -> int:
        return minutes_of(self.rows)

    @property
    def week_says(self) -> str:
        """Never a scolding: what is still to do, or a welcome after a gap."""
        if self.diary.sessions and (self.on - self.diary.sessions[-1][0]).days >= GAP_DAYS:
            return "Welcome back. Start where you left off, or ease in."
        left = self.planned - self.done
        if left <= 0:
            return "That’s your week done. Rest is part of the plan."
        numbers = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven")
        return (
            f"{numbers[left]} to go, on any {'day' if left == 1 else 'days'} that suit{'s' if left == 1 else ''} you."
        )


def minutes_of(rows: Sequence[Row]) -> int:
    """About how long a session takes, in minutes."""
    return max(round(sum(row.seconds_needed for row in rows) / 60), 1)


def current_rows(patient: Patient, on: date) -> list[Row]:
    """The rows of the current phase of the programme that runs on a day, any weekday, in one query."""
    rows = list(
        Row.objects.filter(
            phase__programme__in=Programme.objects.visible_to(patient.user).running_on(on),
            phase__number=F("phase__programme__phase_number"),
            retired_in__isnull=True,
        )
        .select_related("exercise__demonstration", "phase__programme__episode__lead")
        .order_by("-phase__programme__starts_on", "order", "pk")
    )
    return [row for row in rows if row.phase.programme_id == rows[0].phase.programme_id]


def diary(patient: Patient, on: date) -> Diary:
    """Sessions and mornings of the last four weeks, in one query."""
    since = on - timedelta(days=LOOK_BACK_DAYS)
    sessions = SessionLog.objects.visible_to(patient.user).between(since, on)
    mornings = CheckIn.objects.visible_to(patient.user).filter(on__gte=since, on__lte=on)
    told = (
        sessions.order_by()
        .annotate(what=Value("session"), pain=F("pain_during"))
        .values_list("on", "what", "pain")
        .union(
            mornings.order_by()
            .annotate(what=Value("morning"), pain=F("pain_morning"))
            .values_list("on", "what", "pain"),
            all=True,
        )
        .order_by("on")
    )
    kept = Diary()
    for day, what, pain in told:
        if what == "session":
            kept.sessions.append((day, pain))
        else:
            kept.mornings[day] = pain
    return kept


def week_of(on: date, done: set[date]) -> list[Ring]:
    """Monday to Sunday around a day."""
    monday = on - timedelta(days=on.weekday())
    days = [monday + timedelta(days=n) for n in range(7)]
    return [Ring(on=day, done=day in done, now=day == on) for day in days]


def today_for(patient: Patient, now: datetime) -> Today:
    """Everything the page needs, in five queries at most; the running plan comes with the patient."""
    on = timezone.localdate(now)
    rows = current_rows(patient, on)
    programme = rows[0].phase.programme if rows else _programme_at_rest(patient)
    run = run_today(patient, on)
    told = diary(patient, on) if programme or run else Diary()
    form = OutcomeRequest.objects.visible_to(patient.user).open(on).first()
    return Today(
        on=on,
        programme=programme,
        rows=[row for row in rows if on.weekday() in row.days],
        diary=told,
        week=week_of(on, {day for day, _ in told.sessions}),
        planned=len({day for row in rows for day in row.days}),
        form=form,
        measure=instruments.get(form.instrument) if form else None,
        run=run,
        visit=Appointment.objects.visible_to(patient.user).upcoming(now).select_related("physio", "type").first(),
    )


def _programme_at_rest(patient: Patient) -> Programme | None:
    """Paused, or still to begin: the page says so instead of showing nothing."""
    return (
        Programme.objects.visible_to(patient.user)
        .exclude(state=Programme.State.ENDED)
        .select_related("episode__lead")
        .first()
    )
