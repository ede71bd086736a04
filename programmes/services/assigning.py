"""A template becomes the patient's own programme."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from patients.models import Episode
from programmes.models import Phase, Programme, ProgrammeTemplate, Row, Suggestion, TemplateRow


class AssignRefused(Exception):
    """Why no programme can be assigned now."""


@transaction.atomic
def assign_programme(
    *,
    episode: Episode,
    template: ProgrammeTemplate,
    starts_on: date,
    by: Any,
    now: datetime,
    reasons: Sequence[Mapping[str, Any]] = (),
) -> Programme:
    """Copy a template for this patient. The programme that was active ends the day before.

    The same one pressed twice is one programme.

    Raises AssignRefused: a closed episode, an open urgent red flag, a first day over a week ago or beyond a month.
    """
    today = timezone.localdate(now)
    if not episode.is_open:
        raise AssignRefused("This episode is closed. Open a new one first.")
    if episode.patient.red_flags.open().blocking().exists():
        raise AssignRefused("A red flag is open. Clear it with a reason before a programme begins.")
    if not today - timedelta(days=7) <= starts_on <= today + timedelta(days=31):
        raise AssignRefused("Let it begin within a month from today.")
    Episode.objects.select_for_update().get(pk=episode.pk)
    same = episode.programmes.active().filter(template=template, starts_on=starts_on, revision=1, assigned_by=by)
    if (earlier := same.first()) and not earlier.sessions.exists():
        return earlier
    _end_current(episode, starts_on)
    programme = Programme.objects.create(
        episode=episode,
        template=template,
        title=template.patient_title,
        reasons=[dict(reason) for reason in reasons],
        starts_on=starts_on,
        phase_since=starts_on,
        assigned_by=by,
    )
    for stage in template.phases.prefetch_related("rows__exercise"):
        phase = Phase.objects.create(
            programme=programme,
            number=stage.number,
            title=stage.title,
            patient_title=stage.patient_title,
            week_from=stage.week_from,
            week_to=stage.week_to,
            gate=stage.gate,
        )
        Row.objects.bulk_create([_own_copy(row, phase) for row in stage.rows.all()])
    return programme


def _end_current(episode: Episode, starts_on: date) -> None:
    for current in episode.programmes.active().select_for_update():
        current.state = Programme.State.ENDED
        current.ends_on = max(current.starts_on, starts_on - timedelta(days=1))
        current.save()


def _own_copy(row: TemplateRow, phase: Phase) -> Row:
    """The row with the exercise's own pain rule and reason; both legs, as long as nobody says otherwise."""
    return Row(
        phase=phase,
        exercise=row.exercise,
        order=row.order,
        sets=row.sets,
        reps=row.reps,
        seconds=row.seconds,
        tempo=row.tempo,
        load=row.load,
        rest_s=row.rest_s,
        days=row.days,
        note=row.note,
        pain_rule=row.exercise.pain_rule,
        why=row.exercise.content.get("why", "")[:300],
    )


@transaction.atomic
def move_to_phase(*, programme: Programme, number: int, by: Any, now: datetime) -> Programme:
    """The next phase, or back to an earlier one, by a clinician who has looked at the gate.

    Suggestions that wait for rows of the phase that is left are superseded. Raises AssignRefused: not active, no
    such phase, more than one phase up, or up while an urgent red flag is open.
    """
    kept = Programme.objects.select_for_update().select_related("episode__patient").get(pk=programme.pk)
    if kept.state != Programme.State.ACTIVE:
        raise AssignRefused("This programme is not active.")
    if number == kept.phase_number or not kept.phases.filter(number=number).exists():
        raise AssignRefused("There is no such phase to move to.")
    if number > kept.phase_number + 1:
        raise AssignRefused("One phase at a time.")
    if number > kept.phase_number and kept.episode.patient.red_flags.open().blocking().exists():
        raise AssignRefused("A red flag is open. Clear it with a reason before stepping up.")
    kept.phase_number, kept.phase_since = number, timezone.localdate(now)
    kept.revision += 1
    kept.save()
    kept.suggestions.waiting().update(state=Suggestion.State.SUPERSEDED, decided_at=now, decided_by=by)
    return kept
