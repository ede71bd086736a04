"""Runs come in: one at a time, or a whole file with a look at it first; a slip is taken out again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from patients.models import Episode
from programmes.models import Run, RunningPlan
from programmes.runs import BadLine, FileRun, RunFile, faults, read_file
from programmes.runs.definition import HUNDREDTH, TENTH, rounded
from programmes.services.following import follow_plan
from programmes.services.sessions import LogRefused

# Rows of one insert; SQLite takes fewer by itself.
BATCH = 500
TWICE = "This run is in the log already, or was taken out of it."


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: the runs that are new, the lines left out with the reason, and what to look at again."""

    kind: str
    added: list[Run]
    skipped: list[BadLine]
    doubted: list[BadLine]


@transaction.atomic
def log_run(
    *,
    episode: Episode,
    ident: UUID,
    on: date,
    distance_km: Decimal,
    minutes: Decimal,
    by: Any,
    now: datetime,
    rpe: int | None = None,
    pain: int | None = None,
    pain_morning: int | None = None,
    step: int | None = None,
    surface: str = "",
    hills: bool = False,
    fast: bool = False,
    walk_breaks: bool = False,
    cadence: Sequence[int] = (),
) -> tuple[Run, bool]:
    """Keep one run. The same `ident` gives the stored one back and False. Raises LogRefused, field → sentence.

    A run with a `step` belongs to the running plan of its day, and the plan follows it.
    """
    Episode.objects.select_for_update().get(pk=episode.pk)
    if stored := Run.objects.filter(uuid=ident).first():
        if stored.episode_id != episode.pk:
            raise LogRefused({"id": "This id belongs to another run."})
        return stored, False
    if refusal := refuse_day(episode, on, today=timezone.localdate(now)):
        raise LogRefused({"on": refusal})
    if wrong := faults(distance_km=distance_km, minutes=minutes):
        raise LogRefused(wrong)
    run = Run(
        uuid=ident,
        episode=episode,
        on=on,
        distance_km=rounded(distance_km, HUNDREDTH),
        minutes=rounded(minutes, TENTH),
        rpe=rpe,
        pain=pain,
        pain_morning=pain_morning,
        step=step,
        plan=_plan_of(episode, on) if step else None,
        cadence=list(cadence),
        surface=surface,
        hills=hills,
        fast=fast,
        walk_breaks=walk_breaks,
        logged_at=now,
        logged_by=by,
    )
    try:
        run.clean_fields(exclude=["episode", "logged_by", "plan"])
    except ValidationError as error:
        raise LogRefused({field: lines[0] for field, lines in error.message_dict.items()}) from error
    run.save()
    follow_plan(episode=episode, now=now)
    return run, True


def _plan_of(episode: Episode, on: date) -> RunningPlan | None:
    plan = episode.running_plans.active().filter(starts_on__lte=on).first()
    return plan if plan and plan.by_runs else None


def import_runs(*, episode: Episode, file: BinaryIO, by: Any, now: datetime, dry_run: bool = False) -> Imported:
    """The runs of a file into the log; with `dry_run` only told. The same file again adds nothing.

    Raises FileTooLarge and FileRefused for the file as a whole; single lines never stop the others.
    """
    read = read_file(file, timezone.get_default_timezone())
    return keep_file(episode=episode, file=read, by=by, now=now, dry_run=dry_run)


@transaction.atomic
def keep_file(*, episode: Episode, file: RunFile, by: Any, now: datetime, dry_run: bool = False) -> Imported:
    """A file that has been read into the log, each run once. Two alike in one file are two runs."""
    Episode.objects.select_for_update().get(pk=episode.pk)
    today = timezone.localdate(now)
    here = _in_log(episode, file.runs)
    fresh: list[Run] = []
    skipped = list(file.bad)
    for each in file.runs:
        if here[each.key] > 0:
            here[each.key] -= 1
            skipped.append(BadLine(each.line, TWICE))
        elif refusal := refuse_day(episode, each.on, today=today):
            skipped.append(BadLine(each.line, refusal))
        else:
            fresh.append(_from_file(each, file, episode=episode, by=by, now=now))
    if not dry_run:
        Run.objects.bulk_create(fresh, batch_size=BATCH)
        follow_plan(episode=episode, now=now)
    doubted = [BadLine(run.file_line or 0, run.warning) for run in fresh if run.warning]
    return Imported(file.kind, fresh, sorted(skipped, key=lambda bad: bad.line), doubted)


def _in_log(episode: Episode, runs: Iterable[FileRun]) -> Counter[tuple[date, Decimal, Decimal]]:
    """How often each run of these days stands in the log, those taken out included."""
    days = [run.on for run in runs]
    if not days:
        return Counter()
    stored = Run.objects.filter(episode=episode).between(min(days), max(days))
    return Counter(stored.values_list("on", "distance_km", "minutes"))


def _from_file(each: FileRun, file: RunFile, *, episode: Episode, by: Any, now: datetime) -> Run:
    return Run(
        episode=episode,
        on=each.on,
        distance_km=each.distance_km,
        minutes=each.minutes,
        rpe=each.rpe,
        pain=each.pain,
        pain_morning=each.pain_morning,
        hills=each.hills,
        walk_breaks=each.walk_breaks,
        source=file.kind,
        file_mark=file.mark,
        file_line=each.line,
        logged_at=now,
        logged_by=by,
    )


def refuse_day(episode: Episode, on: date, *, today: date) -> str | None:
    """The sentence why no run can be logged on this day, or None."""
    if on > today:
        return "A run can’t be logged before it’s been run."
    if on < episode.opened_on:
        return f"That is before your care here began, on {episode.opened_on.day} {episode.opened_on:%B %Y}."
    if episode.closed_on and on > episode.closed_on:
        return "Your care here had ended by then."
    return None


@transaction.atomic
def take_out(*, run: Run, by: Any, now: datetime) -> Run:
    """A run that was a slip no longer counts. It stays in the table; a second time changes nothing."""
    Run.objects.filter(pk=run.pk, taken_out_at=None).update(taken_out_at=now, taken_out_by=by)
    run.refresh_from_db()
    follow_plan(episode=run.episode, now=now)
    return run
