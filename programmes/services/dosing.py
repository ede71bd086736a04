"""A row as the rules see its dose, and the row again once a change of it is accepted."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from programmes import progression
from programmes.library import preset_in_use
from programmes.models import Exercise, Row
from programmes.progression import BANDS, Dose

Span = Sequence[int] | None


def dose_of(row: Row, *, beside: Collection[str] = ()) -> Dose:
    """The row with how far each variable may go: by the preset it is dosed by, and by the exercise's own file.

    `beside`: codes of the other exercises of the phase; nobody is led to what is done already.
    """
    told = row.exercise.content
    own, grows = told.get("dose", {}), told.get("grows", {})
    written = progression.read_load(row.load)
    reps = _range(row, own, "reps")
    holds = own if row.reps else None
    in_minutes = bool(own.get("minutes"))
    seconds = None if in_minutes else _pair(holds.get("seconds")) if holds else _range(row, own, "seconds")
    height, depth, minutes = (_pair(grows.get(name)) for name in ("height_cm", "depth_degrees", "minutes"))
    band = written.get("band")
    return Dose(
        reps=row.reps,
        reps_low=reps[0] if reps else None,
        reps_top=reps[1] if reps else None,
        minutes=row.seconds // 60 if in_minutes and row.seconds else None,
        minutes_top=minutes[1] if minutes else None,
        load_kg=_decimal(written.get("load_kg")),
        load_top_kg=_decimal(grows.get("most_kg")),
        load_step_kg=_decimal(grows.get("step_kg")),
        load_times=_decimal(grows.get("load_times")),
        first_kg=_decimal(grows.get("first_kg")),
        takes=grows.get("load", "none"),
        heavier="heavier" in written,
        joints=grows.get("joints", "compound"),
        band=band if band in BANDS else None,
        hold_s=row.seconds if seconds else None,
        hold_top_s=seconds[1] if seconds else None,
        height_cm=_here(written.get("height_cm"), height),
        height_top_cm=height[1] if height else None,
        depth_degrees=_here(written.get("depth_degrees"), depth),
        depth_top_degrees=depth[1] if depth else None,
        next_exercise=next((code for code in told.get("progression", []) if code not in beside), None),
        previous_exercise=next((code for code in told.get("regression", []) if code not in beside), None),
    )


def _range(row: Row, own: Mapping[str, Any], name: str) -> tuple[int, int] | None:
    """Least and most of repetitions or seconds. A range of the exercise's own goes before that of its preset."""
    mine = _pair(own.get(name))
    told = row.exercise.content
    preset = preset_in_use(own.get("preset", ""), usual_tempo=told.get("tempo", ""), tempo=row.tempo, load=row.load)
    if preset is None or (preset.code == own.get("preset") and mine and mine[0] < mine[1]):
        return mine
    return getattr(preset, name) or mine


def _here(written: str | None, span: tuple[int, int] | None) -> int | None:
    """Where it stands now: as written, else at the beginning of how far it may go."""
    if span is None:
        return None
    return int(written) if written else span[0]


def _pair(value: Span) -> tuple[int, int] | None:
    return (value[0], value[1]) if value else None


def _decimal(words: str | None) -> Decimal | None:
    return Decimal(words) if words else None


def apply_change(row: Row, change: Mapping[str, Any]) -> None:
    """Set on the row, unsaved, what a suggestion proposes: {variable: value}."""
    if code := change.get("exercise"):
        _begin(row, Exercise.objects.get(code=code))
    row.reps = change.get("reps", row.reps)
    row.seconds = change.get("hold_s", row.seconds)
    if "minutes" in change:
        row.seconds = int(change["minutes"]) * 60
    for name in ("load_kg", "band", "height_cm", "depth_degrees", "heavier"):
        if name in change:
            row.load = progression.write_load(row.load, name, str(change[name]))


def _begin(row: Row, exercise: Exercise) -> None:
    """Another exercise at its own start dose; days and place in the session stay."""
    row.exercise = exercise
    for name, value in start_dose(exercise).items():
        setattr(row, name, value)


def start_dose(exercise: Exercise) -> dict[str, Any]:
    """What an exercise begins with, as its page in the library says: the lower end of each range."""
    told = exercise.content
    dose = told["dose"]
    minutes, seconds, metres = dose.get("minutes"), dose.get("seconds"), dose.get("metres")
    return {
        "sets": dose["sets"],
        "reps": dose["reps"][0] if dose.get("reps") else None,
        "seconds": minutes[0] * 60 if minutes else seconds[0] if seconds else None,
        "tempo": told["tempo"],
        "load": f"{metres} metres" if metres else dose["load"][:60],
        "rest_s": dose["rest_s"],
        "pain_rule": exercise.pain_rule,
        "why": told.get("why", "")[:300],
    }
