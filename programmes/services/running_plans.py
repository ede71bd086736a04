"""A running plan is assigned, set to another step by hand, ended; and what the findings suggest."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from patients.models import Episode
from programmes import load
from programmes.models import RunningMove, RunningPlan
from programmes.models.running_plan import LONGEST_REASON
from programmes.services.assigning import AssignRefused
from programmes.services.deciding import ReasonMissing
from programmes.services.following import follow_plan

# The lighter weeks of rule L1.
EASE = timedelta(days=14)
FLAGGED = "A red flag is open. Clear it with a reason before running is begun or stepped up."


@transaction.atomic
def assign_running_plan(
    *,
    episode: Episode,
    kind: str,
    step: int,
    starts_on: date,
    by: Any,
    now: datetime,
    own_cadence: int | None = None,
    ease_first: bool = False,
    entry: load.EntryChecks | None = None,
    why: str = "",
    reasons: Sequence[Mapping[str, Any]] = (),
) -> RunningPlan:
    """Begin a plan; the one that was active ends the day before. The same one pressed twice is one plan.

    `ease_first` confirms the lighter weeks of L1: the steps begin after them. Below step 7 of the walk-run steps the
    `entry` checks are asked, and what was not tested counts as missing; `why` says why it begins all the same.
    Raises AssignRefused.
    """
    today = timezone.localdate(now)
    Episode.objects.select_for_update().get(pk=episode.pk)
    _refuse(episode, kind, step, starts_on=starts_on, today=today, own_cadence=own_cadence)
    if kind == RunningPlan.Kind.RETURN_TO_RUN and step < load.NEVER_STOPPED_STEP and not why.strip():
        gaps = load.entry_gaps(entry or load.EntryChecks())
        if gaps:
            raise AssignRefused(f"Not met or not tested: {'; '.join(gaps)}. Say why it begins all the same.")
    asked = {"kind": kind, "starts_on": starts_on, "own_cadence": own_cadence, "assigned_by": by}
    same = episode.running_plans.active().filter(**asked, step=step).first()
    if same and not same.runs.exists():
        return same
    for current in episode.running_plans.active().select_for_update():
        _end(current, starts_on - timedelta(days=1))
    eases_until = starts_on + EASE - timedelta(days=1) if ease_first else None
    first = eases_until + timedelta(days=1) if eases_until else starts_on
    plan = RunningPlan(
        episode=episode,
        **asked,
        step=step,
        step_since=first,
        eases_until=eases_until,
        reasons=[dict(reason) for reason in reasons],
        assigned_at=now,
    )
    try:
        plan.clean_fields(exclude=["episode", "assigned_by"])
    except ValidationError as error:
        raise AssignRefused(" ".join(error.messages)) from error
    plan.save()
    RunningMove.objects.create(
        plan=plan,
        on=first,
        step=step,
        why=RunningMove.Why.BEGUN,
        reason=why.strip()[:LONGEST_REASON],
        by=by,
        made_at=now,
    )
    return plan


def _refuse(episode: Episode, kind: str, step: int, *, starts_on: date, today: date, own_cadence: int | None) -> None:
    if not episode.is_open:
        raise AssignRefused("This episode is closed. Open a new one first.")
    if episode.patient.red_flags.open().blocking().exists():
        raise AssignRefused(FLAGGED)
    if kind not in load.COURSES or not 1 <= step <= load.COURSES[kind].steps:
        raise AssignRefused("There is no such plan or step.")
    if not today <= starts_on <= today + timedelta(days=31):
        raise AssignRefused("Let it begin within a month from today.")
    age = episode.patient.age(today)
    if kind == RunningPlan.Kind.ADOLESCENT_LADDER and (age is None or age >= load.ADULT):
        raise AssignRefused("This ladder is for young people under 18.")
    if kind == RunningPlan.Kind.CADENCE:
        if own_cadence is None:
            raise AssignRefused("Give the own steps a minute first.")
        if not load.cadence_targets(own_cadence):
            raise AssignRefused("At 190 steps a minute or more there is no higher target to set.")


@transaction.atomic
def set_running_step(*, plan: RunningPlan, step: int, why: str, by: Any, now: datetime) -> RunningPlan:
    """Put the plan on a step by hand, with a reason; the log goes on from there.

    Raises ReasonMissing; AssignRefused for a plan that has ended, for a step that isn't there, or up while a red flag
    is open.
    """
    kept = RunningPlan.objects.select_for_update().select_related("episode__patient").get(pk=plan.pk)
    reason = why.strip()
    if not reason:
        raise ReasonMissing("Say why you set this step.")
    if len(reason) > LONGEST_REASON:
        raise ReasonMissing(f"Keep the reason to {LONGEST_REASON} letters.")
    if kept.state != RunningPlan.State.ACTIVE:
        raise AssignRefused("This plan has ended.")
    if not 1 <= step <= kept.course.steps:
        raise AssignRefused("There is no such step.")
    if step > kept.step and kept.episode.patient.red_flags.open().blocking().exists():
        raise AssignRefused(FLAGGED)
    today = max(timezone.localdate(now), kept.starts_on)
    RunningMove.objects.create(
        plan=kept,
        on=today,
        from_step=kept.step,
        step=step,
        why=RunningMove.Why.SET,
        reason=reason,
        by=by,
        made_at=now,
    )
    kept.step, kept.step_since, kept.contact = step, today, False
    kept.save(update_fields=["step", "step_since", "contact"])
    return follow_plan(episode=kept.episode, now=now) or kept


@transaction.atomic
def end_running_plan(*, plan: RunningPlan, now: datetime) -> RunningPlan:
    """Over from today on; a second time changes nothing."""
    kept = RunningPlan.objects.select_for_update().get(pk=plan.pk)
    if kept.state == RunningPlan.State.ACTIVE:
        _end(kept, timezone.localdate(now))
    return kept


def _end(plan: RunningPlan, last: date) -> None:
    plan.state, plan.ends_on = RunningPlan.State.ENDED, max(plan.starts_on, last)
    plan.save(update_fields=["state", "ends_on"])
