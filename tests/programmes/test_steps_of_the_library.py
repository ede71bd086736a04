"""Where the rules would lead every exercise of the library, up and down, one accepted suggestion after the other."""

from functools import cache

import pytest

from programmes.library import load_exercises, load_templates
from programmes.models import Exercise, Row
from programmes.progression import Change, Decision, Outcome, propose
from programmes.services.dosing import apply_change, dose_of
from programmes.services.library import columns

UP = Decision(outcome=Outcome.PROGRESS, rules=("PG-CREDIT3",), inputs={})
DOWN = Decision(outcome=Outcome.REGRESS, rules=("PT19",), inputs={}, down=True)
DOWN_AGAIN = Decision(outcome=Outcome.CONTACT, rules=("PG-REGRESS2",), inputs={}, down=True, eased_back=1)
SOME = 8  # a load goes up for ever: so many steps show the order

# Typed from the sheet: up step by step (r repetitions, h hold, m minutes, l load, b band, t height, d depth, then the
# next exercise; nothing left is "-", and "…" goes on), down the first time, down the second time.
AGREED = """
X01 X02        r    r        X19 rrrrX20    r   X18      X37 hhhhh-    h   X36
X02 rrrlrrrl…  r    X01      X20 rrrddd-    r   X19      X38 rrrr-     r   r
X03 brrX04     r    X01      X21 rr-        r   X19      X39 hhh-      h   h
X04 rlrrlrrl…  r    X03      X22 rlrrdddl…  r   X21      X40 hhhhhh-   h   h
X05 rrX06      r    r        X23 rrX24      r   X20      X41 hhhhhh-   h   h
X06 rrbrrX07   r    X05      X24 r-         r   X23      X42 hhhhhh-   h   h
X07 r-         r    X06      X25 rrttt-     r   X20      X43 hhh-      h   h
X08 rrlrrlrr…  r    X07      X26 rtt-       r   X25      X44 -         r   r
X09 rrlrrrlr…  r    r        X27 rrr-       r   X26      X45 X46       r   X33
X10 brrrX11    r    X09      X28 rr-        r   X23      X46 rrX47     r   X45
X11 rrbrrX12   r    X09      X29 rr-        r   X26      X47 rrr-      r   X46
X12 rrrbrrbr…  r    X11      X30 hhhd-      h   X18      X48 -         X45 X45
X13 rrbrrbrr…  r    X10      X31 mmmmm-     m   m        X49 mmmm-     m   m
X14 rr-        r    X11      X32 X33        r   r        X50 -         m   X49
X15 rrlrrlrr…  r    X05      X33 rrr-       r   X32      X51 -         m   X49
X16 rlrX17     r    X05      X34 rrr-       r   r        X52 -         m   X51
X17 rrlrrlrr…  r    X16      X35 hhh-       h   X36      X53 -         m   X52
X18 hhhhhdd-   h    X01      X36 rrrr-      r   r        X54 -         X51 X51
"""
LETTERS = {"reps": "r", "hold": "h", "minutes": "m", "load": "l", "band": "b", "height": "t", "depth": "d"}


@cache
def library() -> dict[str, Exercise]:
    return {file.code: Exercise(code=file.code, **columns(file)) for file in load_exercises()}


def begin(exercise: Exercise) -> Row:
    """The exercise at its own start dose, as a swap puts it into a plan."""
    row = Row(exercise=exercise, days=[0, 2, 4])
    dose = exercise.content["dose"]
    row.sets, row.tempo, row.load = dose["sets"], exercise.content["tempo"], dose["load"][:60]
    row.reps = dose["reps"][0] if dose["reps"] else None
    row.seconds = dose["seconds"][0] if dose["seconds"] else dose["minutes"][0] * 60 if dose["minutes"] else None
    return row


def planned() -> list[tuple[str, Row]]:
    """Every row of every template, as it is copied for a patient."""
    rows = []
    for template in load_templates():
        for phase in template.phases:
            for told in phase.rows:
                dose, row = told.dose, begin(library()[told.code])
                row.sets, row.tempo, row.load = dose.sets, told.tempo, dose.load[:60]
                row.reps = dose.reps[0] if dose.reps else None
                rows.append((f"{template.key}, {phase.name}, {told.code}", row))
    return rows


def climb(row: Row) -> list[tuple[Change, tuple[object, ...], tuple[object, ...]]]:
    """Each step up with the row before and after it, to the next exercise, the end, or the first eight."""
    steps: list[tuple[Change, tuple[object, ...], tuple[object, ...]]] = []
    while len(steps) < SOME and (change := propose(UP, dose_of(row))):
        before = shown(row)
        if change.variable != "exercise":
            apply_change(row, change.set)
        steps.append((change, before, shown(row)))
        if change.variable == "exercise":
            break
    return steps


def shown(row: Row) -> tuple[object, ...]:
    return row.sets, row.reps, row.seconds, row.load


def letter(change: Change | None) -> str:
    if change is None:
        return "-"
    return str(change.set["exercise"]) if change.variable == "exercise" else LETTERS[change.variable]


def agreed() -> dict[str, tuple[str, str, str]]:
    words = AGREED.split()
    return {words[n]: (words[n + 1], words[n + 2], words[n + 3]) for n in range(0, len(words), 4)}


def led(code: str) -> tuple[str, str, str]:
    row = begin(library()[code])
    first, again = (letter(propose(told, dose_of(row))) for told in (DOWN, DOWN_AGAIN))
    steps = climb(row)
    up = "".join(letter(change) for change, *_ in steps)
    if len(steps) == SOME and not up.endswith(code):
        up += "…"
    elif not steps or steps[-1][0].variable != "exercise":
        up += "-"
    return up, first, again


def test_every_exercise_is_led_up_and_down_as_the_sheet_says() -> None:
    told = {code: led(code) for code in library()}
    table = "\n".join(
        f"{code} {library()[code]}: up {up}, down {first}, again {again}" for code, (up, first, again) in told.items()
    )
    assert told == agreed(), f"\n{table}"
    assert len(told) == 54


@pytest.mark.parametrize(("about", "row"), planned(), ids=lambda each: each if isinstance(each, str) else "")
def test_each_step_of_a_plan_changes_one_thing_and_stays_in_its_range(about: str, row: Row) -> None:
    steps = climb(row)
    said = "\n".join(f"{before} → {after}: {change.words}" for change, before, after in steps)
    for change, (sets, reps, seconds, load), (sets_after, reps_after, seconds_after, load_after) in steps:
        assert sets == sets_after, said
        assert len(str(load_after)) <= 60, said
        moved = {
            name
            for name, old, new in (
                ("reps", reps, reps_after),
                ("time", seconds, seconds_after),
                ("load", load, load_after),
            )
            if old != new
        }
        match change.variable:
            case "reps":
                assert moved == {"reps"}, said
                assert isinstance(reps, int), said
                assert isinstance(reps_after, int), said
                assert reps < reps_after <= reps + 2, said
            case "hold" | "minutes":
                assert moved == {"time"}, said
            case "load" | "band":
                assert moved <= {"load", "reps"}, said
                assert moved, said
            case "height" | "depth":
                assert moved == {"load"}, said
            case "exercise":
                assert not moved, said
                assert change.set["exercise"] in library(), said


def test_every_step_back_of_a_plan_is_smaller_or_easier() -> None:
    for about, row in planned():
        level, before = row.exercise.level, shown(row)
        again = propose(DOWN_AGAIN, dose_of(row))
        assert again is not None, about
        if again.variable == "exercise":
            assert library()[str(again.set["exercise"])].level <= level, f"{about}: {again.words}"
        first = propose(DOWN, dose_of(row))
        assert first is not None, about
        if first.variable != "exercise":
            apply_change(row, first.set)
            assert (row.reps or 0) + (row.seconds or 0) < sum(n or 0 for n in before[1:3] if isinstance(n, int)), about


def test_a_harder_exercise_is_never_an_easier_one() -> None:
    for code, exercise in library().items():
        for harder in exercise.content["progression"]:
            assert library()[harder].level >= exercise.level, f"{code} leads up to {harder}"
        for easier in exercise.content["regression"]:
            assert library()[easier].level <= exercise.level, f"{code} leads down to {easier}"


def test_nobody_is_led_to_an_exercise_that_is_in_the_plan_already() -> None:
    bridge = begin(library()["X05"])
    bridge.reps = 15
    assert letter(propose(UP, dose_of(bridge))) == "X06"
    assert letter(propose(UP, dose_of(bridge, beside={"X05", "X06"}))) == "X07"
    assert propose(UP, dose_of(bridge, beside={"X05", "X06", "X07"})) is None
