"""Running plans of some who run: Cal among them, others in retraining; moved by what they logged."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from clinic.demo.diary import Stay
from clinic.demo.people import CAL
from clinic.demo.records import Case, at
from programmes.models import Run, RunningPlan
from programmes.services import assign_running_plan, follow_plan

# Of those who run and are in care, every so many has a plan; of these every second is in retraining.
EVERY = 4
BEGUN_DAYS_AGO = 18
OWN_CADENCE = 162
FROM_STEP = 7


def give_running_plans(stays: Sequence[Stay], *, now: datetime) -> None:
    """Begun two weeks and a half ago, or after the first visit; nobody with an open red flag runs by a plan."""
    today = timezone.localdate(now)
    runners = [
        stay
        for stay in stays
        if stay.plan.type == "first"
        and stay.visit.end < now - timedelta(days=3)
        and stay.case.course.runner
        and stay.case.episode.is_open
        and not stay.case.patient.red_flags.open().exists()
        and stay.case.episode.runs.exists()
    ]
    chosen = [stay for place, stay in enumerate(runners) if stay.case.course.person is CAL or place % EVERY == 0]
    for place, stay in enumerate(chosen):
        begun = max(timezone.localdate(stay.visit.start) + timedelta(days=1), today - timedelta(days=BEGUN_DAYS_AGO))
        retrains = place % 2 == 1 and stay.case.course.person is not CAL
        _run_by_plan(stay.case, begun=begun, retrains=retrains, today=today, now=now)


def _run_by_plan(case: Case, *, begun: date, retrains: bool, today: date, now: datetime) -> None:
    plan = assign_running_plan(
        episode=case.episode,
        kind=RunningPlan.Kind.CADENCE if retrains else RunningPlan.Kind.RETURN_TO_RUN,
        step=1 if retrains else FROM_STEP,
        starts_on=begun,
        own_cadence=OWN_CADENCE if retrains else None,
        by=case.lead,
        now=min(at(begun, 12), now),
        reasons=[
            {"rule": "CAD", "words": "Subgroup SG3, technique.", "source": "Lenhart 2014 [memory]"}
            if retrains
            else {"rule": "RUN-ENTRY", "words": "Runs now: begins at step 7 or later.", "source": "[design]"}
        ],
    )
    for run in Run.objects.filter(episode=case.episode, on__gte=begun).order_by("on", "pk"):
        Run.objects.filter(pk=run.pk).update(plan=plan, step=plan.step, cadence=[170, 169, 171] if retrains else [])
        plan = follow_plan(episode=case.episode, now=min(at(run.on + timedelta(days=1), 12), now)) or plan
