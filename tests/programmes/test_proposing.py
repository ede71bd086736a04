"""What accepting a suggestion would change: one thing at a time."""

from decimal import Decimal

import pytest

from programmes.progression import Change, Decision, Dose, Outcome, propose

UP = Decision(outcome=Outcome.PROGRESS, rules=("PG-CREDIT3",), inputs={})
DOWN = Decision(outcome=Outcome.REGRESS, rules=("PT19",), inputs={}, down=True)
DOWN_AGAIN = Decision(outcome=Outcome.CONTACT, rules=("PG-REGRESS2",), inputs={}, down=True, eased_back=1)
HOLD = Decision(outcome=Outcome.HOLD, rules=("PT02",), inputs={})


def change(decision: Decision, **dose: object) -> Change:
    told = propose(decision, Dose(**dose))  # type: ignore[arg-type]
    assert told is not None
    return told


def test_repetitions_grow_by_two_up_to_the_top_of_their_range() -> None:
    assert change(UP, reps=8, reps_low=8, reps_top=12, load_kg=Decimal(10)).set == {"reps": 10}
    assert change(UP, reps=11, reps_low=8, reps_top=12, load_kg=Decimal(10)).set == {"reps": 12}


@pytest.mark.parametrize(("joints", "load"), [("isolation", "10.5"), ("compound", "11.0")])
def test_at_the_top_the_load_grows_and_repetitions_start_again(joints: str, load: str) -> None:
    told = change(UP, reps=12, reps_low=8, reps_top=12, load_kg=Decimal(10), joints=joints)
    assert told.set == {"load_kg": load, "reps": 8}


def test_a_band_goes_to_the_next_colour_and_a_hold_five_seconds_longer() -> None:
    assert change(UP, reps=15, reps_low=12, reps_top=15, band="red").set == {"band": "green", "reps": 12}
    assert change(UP, hold_s=30, hold_top_s=45).set == {"hold_s": 35}


def test_without_load_the_step_gets_higher_or_the_bend_deeper_and_then_the_next_exercise_comes() -> None:
    top = {"reps": 12, "reps_low": 8, "reps_top": 12, "next_exercise": "X27"}
    assert change(UP, **top, height_cm=10, height_top_cm=20).set == {"height_cm": 15}
    assert change(UP, **top, depth_degrees=45, depth_top_degrees=90).set == {"depth_degrees": 55}
    assert change(UP, **top, height_cm=20, height_top_cm=20, band="black").set == {"exercise": "X27"}


def test_easing_back_takes_load_first_then_repetitions_then_the_hold() -> None:
    assert change(DOWN, reps=10, load_kg=Decimal(10), previous_exercise="X25").set == {"load_kg": "8.5"}
    assert change(DOWN, reps=12, previous_exercise="X25").set == {"reps": 9}
    assert change(DOWN, hold_s=45).set == {"hold_s": 36}
    assert change(DOWN, reps=2).set == {"reps": 1}


def test_the_second_time_the_exercise_before_it_comes_back() -> None:
    assert change(DOWN_AGAIN, reps=10, previous_exercise="X25").set == {"exercise": "X25"}
    assert change(DOWN_AGAIN, reps=10).set == {"reps": 8}


def test_runs_move_one_step_of_the_ladder_or_a_part_of_the_distance() -> None:
    assert change(UP, run_step=4).set == {"run_step": 5}
    assert change(DOWN, run_step=4).set == {"run_step": 3}
    assert change(UP, distance_km=Decimal(5)).set == {"distance_km": "5.5"}
    assert change(DOWN, distance_km=Decimal(10)).set == {"distance_km": "7.5"}


def test_nothing_changes_on_a_hold_or_where_nothing_is_left() -> None:
    assert propose(HOLD, Dose(reps=10)) is None
    assert propose(UP, Dose()) is None
    assert propose(DOWN, Dose(reps=1)) is None


def test_a_change_is_kept_as_plain_values() -> None:
    assert change(DOWN, reps=10).as_json() == {
        "variable": "reps",
        "set": {"reps": 8},
        "words": "8 repetitions a set, from 10",
    }
