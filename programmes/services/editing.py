"""A physio changes a patient's programme row by row: each change is a new revision, checked before it is kept."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, Max

from assessments.models import Examination
from patients.models import Episode
from programmes import prescribing
from programmes.models import Exercise, Phase, Programme, Row, SessionEntry
from programmes.prescribing import Knee
from programmes.services.dosing import start_dose
from programmes.services.revising import next_revision, replace_row, retire, supersede_suggestions

DOSE = ("sets", "reps", "seconds", "tempo", "load", "rest_s", "days", "side", "note")
SWOLLEN = {"1_plus", "2_plus", "3_plus"}
NO_EXERCISE_LEFT = "A phase keeps at least one exercise. Add another first, or pause the programme."


class EditRefused(Exception):
    """What is wrong with a change, field → sentence; "row" stands for the exercise as a whole."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(" ".join(self.errors.values()))


class ProgrammeOvertaken(Exception):
    """Somebody changed this programme since it was opened."""


@transaction.atomic
def change_row(*, row: Row, values: Mapping[str, Any], revision: int, by: Any, now: datetime) -> Row:
    """Another dose, side, days or note. Nothing different, or the same sent twice, is no change: the row comes back.

    Raises EditRefused, ProgrammeOvertaken.
    """
    if done := _changed_so_already(row, values):
        return done
    programme = _locked(row.phase.programme, revision)
    kept = _standing(row)
    before = {name: getattr(kept, name) for name in DOSE}
    wished = {**before, **values}
    if wished == before:
        return kept
    _refuse_faults(wished)
    if prescribing.raises(before, wished):
        _refuse_held_back(kept.exercise.code, programme, field="row")
    changed = replace_row(kept, partial(_set, wished), revision=next_revision(programme))
    supersede_suggestions(kept, by=by, now=now)
    return changed


@transaction.atomic
def add_row(*, phase: Phase, exercise: Exercise, revision: int, by: Any, now: datetime) -> Row:
    """One more exercise at the end of a phase, with the dose that it starts with.

    Raises EditRefused: retired, there already, or not for this knee now; ProgrammeOvertaken.
    """
    programme = _locked(phase.programme, revision)
    if exercise.retired:
        raise EditRefused({"exercise": "This exercise is no longer in the library. Pick another."})
    standing = phase.rows.filter(retired_in=None)
    if standing.filter(exercise=exercise).exists():
        raise EditRefused({"exercise": f"{exercise} is in this phase already."})
    _refuse_held_back(exercise.code, programme, field="exercise")
    last = standing.aggregate(last=Max("order"))["last"] or 0
    return Row.objects.create(
        phase=phase,
        exercise=exercise,
        order=last + 1,
        days=_days(exercise.content["dose"]["per_week"]),
        added_in=next_revision(programme),
        **start_dose(exercise),
    )


@transaction.atomic
def remove_row(*, row: Row, revision: int, by: Any, now: datetime) -> None:
    """Take an exercise out from now on; what was logged of it stays. Raises EditRefused, ProgrammeOvertaken."""
    programme = _locked(row.phase.programme, revision)
    kept = _standing(row)
    if not kept.phase.rows.filter(retired_in=None).exclude(pk=kept.pk).exists():
        raise EditRefused({"row": NO_EXERCISE_LEFT})
    retire(kept, revision=next_revision(programme))
    supersede_suggestions(kept, by=by, now=now)


@transaction.atomic
def move_row(*, row: Row, up: bool, revision: int) -> None:
    """One place up or down in its phase; at the end nothing happens. The dose is the same, so no log is touched."""
    programme = _locked(row.phase.programme, revision)
    rows = list(_standing(row).phase.rows.filter(retired_in=None))
    place = next(number for number, each in enumerate(rows) if each.pk == row.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, each in enumerate(rows, start=1):
        each.order = number
    Row.objects.bulk_update(rows, ["order"])
    next_revision(programme)


def _days(per_week: int) -> list[int]:
    """Spread over the week: Monday, Wednesday and Friday first."""
    return sorted([0, 2, 4, 5, 1, 3, 6][: min(max(per_week, 1), 7)])


def knee_of(programme: Programme) -> Knee:
    """What is known of this patient's knee: open flags, the newest examination and pain score, pain in sessions."""
    episode = programme.episode
    worst = episode.scores.of("nprs_w").scored().in_order().last()
    broken = SessionEntry.objects.filter(
        log__programme=programme, pain__gte=prescribing.PAIN_BROKEN_FROM, row__pain_rule="P3"
    )
    counts = broken.values_list("row__exercise__code").annotate(times=Count("pk"))
    return Knee(
        red_flag=episode.patient.red_flags.open().blocking().exists(),
        effusion=_is_swollen(episode),
        worst_pain=int(worst.score) if worst and worst.score is not None else None,
        pain_broken=dict(counts),
    )


def _is_swollen(episode: Episode) -> bool:
    note = Examination.objects.signed().filter(episode=episode, findings__has_key="O02").order_by("-contact_at").first()
    found = note.findings["O02"] if note else {}
    return any(found.get(limb) in SWOLLEN for limb in ("left", "right"))


def _set(dose: Mapping[str, Any], row: Row) -> None:
    for name, value in dose.items():
        setattr(row, name, value)


def _locked(programme: Programme, revision: int) -> Programme:
    kept = Programme.objects.select_for_update().select_related("episode__patient").get(pk=programme.pk)
    if kept.state == Programme.State.ENDED:
        raise EditRefused({"row": "This programme has ended. Assign a new one."})
    if kept.revision != revision:
        raise ProgrammeOvertaken("Somebody changed this programme since you opened it. Look at it as it is now.")
    return kept


def _changed_so_already(row: Row, values: Mapping[str, Any]) -> Row | None:
    """The row that stands in this one's place, when it is as wished: a second press of the same button."""
    kept = Row.objects.get(pk=row.pk)
    if not kept.retired_in:
        return None
    heirs = Row.objects.filter(phase=kept.phase_id, exercise=kept.exercise_id, added_in=kept.retired_in)
    return next((heir for heir in heirs if all(getattr(heir, name) == value for name, value in values.items())), None)


def _standing(row: Row) -> Row:
    kept = Row.objects.select_related("exercise", "phase").get(pk=row.pk)
    if kept.retired_in:
        raise ProgrammeOvertaken("This row was changed meanwhile. Look at the programme as it is now.")
    return kept


def _refuse_faults(dose: Mapping[str, Any]) -> None:
    if wrong := prescribing.faults(dose):
        raise EditRefused(wrong)


def _refuse_held_back(code: str, programme: Programme, *, field: str) -> None:
    if words := prescribing.held_back(code, knee_of(programme)):
        raise EditRefused({field: words})
