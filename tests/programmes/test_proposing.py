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


def test_a_tenth_more_is_never_rounded_to_more_than_a_tenth_and_less_is_always_less() -> None:
    assert change(UP, distance_km=Decimal("5.5")).set == {"distance_km": "6.0"}
    assert change(UP, distance_km=Decimal("5.7")).set == {"distance_km": "6.2"}
    assert propose(UP, Dose(distance_km=Decimal("0.5"))) is None
    assert change(DOWN, load_kg=Decimal("0.3")).set == {"load_kg": "0.2"}
    assert propose(DOWN, Dose(distance_km=Decimal("0.1"))) is None


def test_the_step_is_never_higher_nor_the_bend_deeper_nor_the_hold_longer_than_its_top() -> None:
    assert change(UP, height_cm=18, height_top_cm=20).set == {"height_cm": 20}
    assert change(UP, depth_degrees=85, depth_top_degrees=90).set == {"depth_degrees": 90}
    assert change(UP, hold_s=43, hold_top_s=45).set == {"hold_s": 45}


def test_a_weight_grows_by_the_step_of_its_exercise_and_not_over_its_most() -> None:
    half = {"load_step_kg": Decimal("0.5"), "load_top_kg": Decimal(2), "next_exercise": "X04"}
    assert change(UP, first_kg=Decimal("0.5"), **half).set == {"load_kg": "0.5"}
    assert change(UP, load_kg=Decimal("1.5"), **half).set == {"load_kg": "2.0"}
    assert change(UP, load_kg=Decimal(2), **half).set == {"exercise": "X04"}
    assert change(UP, load_kg=Decimal(40), load_times=Decimal("1.05")).set == {"load_kg": "42.0"}


def test_weights_are_said_without_noughts_at_the_end() -> None:
    assert change(UP, load_kg=Decimal("10.0"), joints="compound").words == "11 kg, from 10 kg"
    assert change(DOWN, load_kg=Decimal("10")).words == "8.5 kg, from 10 kg"


def test_a_weight_that_nobody_wrote_down_goes_up_in_words_once_and_then_comes_what_is_next() -> None:
    heavy = {"takes": "weight", "next_exercise": "X17"}
    assert change(UP, reps=12, reps_low=8, reps_top=12, **heavy).words == (
        "about 5 to 10 % more weight, 8 repetitions a set"
    )
    assert change(UP, reps=12, reps_low=8, reps_top=12, heavier=True, **heavy).set == {"exercise": "X17"}
    assert change(UP, takes="band", heavier=True).set == {"heavier": "heavier band than before"}


def test_cycling_and_walking_grow_by_five_minutes() -> None:
    assert change(UP, minutes=38, minutes_top=40).set == {"minutes": 40}
    assert change(DOWN, minutes=15).words == "12 minutes, from 15"
    assert propose(UP, Dose(minutes=40, minutes_top=40)) is None


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
