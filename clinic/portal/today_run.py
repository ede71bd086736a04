"""The running plan as Today tells it: in short, as the log was last read; the Running page reads it anew."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from patients.models import Patient
from programmes import load
from programmes.models import RunningPlan

# One column beside the patient, so that the page costs no query more.
RUN_PLAN = Subquery(
    RunningPlan.objects.active()
    .filter(episode__patient=OuterRef("pk"))
    .with_stop()
    .order_by("-pk")
    .values(
        told=JSONObject(
            kind="kind",
            step="step",
            starts_on="starts_on",
            not_before="not_before",
            eases_until="eases_until",
            stopped="stopped",
        )
    )[:1]
)


@dataclass(frozen=True, slots=True)
class RunToday:
    """What to run on a day. `first` is the day from which a run is planned, `eases_until` ends the lighter weeks."""

    on: date
    kind: str
    step: int
    first: date
    eases_until: date | None
    stopped: bool

    @property
    def by_runs(self) -> bool:
        return load.COURSES[self.kind].by_runs

    @property
    def eases(self) -> bool:
        return self.eases_until is not None and self.on <= self.eases_until

    @property
    def waits_until(self) -> date | None:
        """The day from which to run again, when that is not today."""
        return self.first if self.first > self.on else None

    @property
    def session(self) -> load.Session:
        return load.session(self.kind, self.step)

    @property
    def rules(self) -> list[load.PainRule]:
        return load.pain_rules(self.kind, self.step)

    @property
    def lighter(self) -> str:
        return load.LIGHTER_WEEKS


def run_today(patient: Patient, on: date) -> RunToday | None:
    """From a patient that was fetched with RUN_PLAN; None without an active plan."""
    told = getattr(patient, "run_plan", None)
    if not told:
        return None
    first = date.fromisoformat(told["starts_on"])
    if told["not_before"]:
        first = max(first, date.fromisoformat(told["not_before"]))
    return RunToday(
        on=on,
        kind=told["kind"],
        step=told["step"],
        first=first,
        eases_until=date.fromisoformat(told["eases_until"]) if told["eases_until"] else None,
        stopped=bool(told["stopped"]),
    )
