"""What a proposed change never does, whatever the dose: two things at once, out of range, up for down."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from programmes.progression import BANDS, Change, Decision, Dose, Outcome, propose

UP = Decision(outcome=Outcome.PROGRESS, rules=("PG-CREDIT3",), inputs={})
SETTLED = [Outcome.CREDIT, Outcome.HOLD, Outcome.PENDING, Outcome.STOP, Outcome.CONTACT]
ORDER = ["run_step", "distance", "reps", "minutes", "load", "band", "hold", "height", "depth", "exercise"]
# Each variable with the field of the dose that it moves, and that field's top.
MOVES = {
    "reps": ("reps", "reps_top"),
    "minutes": ("minutes", "minutes_top"),
    "hold": ("hold_s", "hold_top_s"),
    "height": ("height_cm", "height_top_cm"),
    "depth": ("depth_degrees", "depth_top_degrees"),
    "load": ("load_kg", "load_top_kg"),
}


def perhaps(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


@st.composite
def doses(draw: st.DrawFn) -> Dose:
    low = draw(perhaps(st.integers(1, 15)))
    return Dose(
        reps=draw(perhaps(st.integers(1, 20))),
        reps_low=low,
        reps_top=None if low is None else low + draw(st.integers(0, 5)),
        minutes=draw(perhaps(st.integers(1, 45))),
        minutes_top=draw(perhaps(st.integers(10, 40))),
        load_kg=draw(perhaps(st.integers(0, 3000).map(lambda tenths: Decimal(tenths) / 10))),
        load_top_kg=draw(perhaps(st.integers(1, 100).map(Decimal))),
        load_step_kg=draw(perhaps(st.just(Decimal("0.5")))),
        first_kg=draw(perhaps(st.just(Decimal("0.5")))),
        takes=draw(st.sampled_from(["none", "weight", "band"])),
        heavier=draw(st.booleans()),
        band=draw(perhaps(st.sampled_from(BANDS))),
        hold_s=draw(perhaps(st.integers(1, 60))),
        hold_top_s=draw(perhaps(st.integers(10, 60))),
        joints=draw(st.sampled_from(["isolation", "compound"])),
        height_cm=draw(perhaps(st.integers(5, 40))),
        height_top_cm=draw(perhaps(st.integers(10, 30))),
        depth_degrees=draw(perhaps(st.integers(30, 90))),
        depth_top_degrees=draw(perhaps(st.integers(45, 90))),
        next_exercise=draw(perhaps(st.just("X99"))),
        previous_exercise=draw(perhaps(st.just("X00"))),
        run_step=draw(perhaps(st.integers(1, 12))),
        distance_km=draw(perhaps(st.integers(1, 400).map(lambda tenths: Decimal(tenths) / 10))),
    )


def moved(change: Change) -> set[str]:
    """The fields that it sets, without the repetitions that a heavier load starts again with."""
    return set(change.set) - ({"reps"} if change.variable in {"load", "band", "hold"} else set())


def room(dose: Dose, field: str, top: str) -> bool:
    now, most = getattr(dose, field), getattr(dose, top)
    return now is not None and most is not None and now < most


@settings(max_examples=200, deadline=None)
@given(doses())
def test_a_step_up_changes_one_thing_the_first_that_is_open(dose: Dose) -> None:
    change = propose(UP, dose)
    if change is None:
        assert not room(dose, "reps", "reps_top")
        assert not room(dose, "hold_s", "hold_top_s")
        assert dose.next_exercise is None
        assert dose.takes == "none" or dose.first_kg or dose.load_kg or dose.band
        return
    assert len(moved(change)) == 1
    earlier = ORDER[: ORDER.index(change.variable)] if not dose.heavier else []
    for name in earlier:
        if name in MOVES and name != "load":
            assert not room(dose, *MOVES[name]), f"{name} was open before {change.variable}"


@settings(max_examples=200, deadline=None)
@given(doses())
def test_a_step_up_is_up_and_stays_in_its_range(dose: Dose) -> None:
    change = propose(UP, dose)
    if change and change.variable in MOVES and "heavier" not in change.set:
        field, top = MOVES[change.variable]
        value, now, most = Decimal(str(change.set[field])), getattr(dose, field), getattr(dose, top)
        assert value > (now or 0)
        if most is not None and now:
            assert value <= most
    if change and change.variable == "band" and dose.band:
        assert BANDS.index(str(change.set["band"])) == BANDS.index(dose.band) + 1
    if change and change.variable != "reps" and "reps" in change.set:
        assert dose.reps is not None
        assert 1 <= int(change.set["reps"]) < dose.reps


@settings(max_examples=200, deadline=None)
@given(doses(), st.integers(0, 2), st.sampled_from([Outcome.REGRESS, Outcome.CONTACT]))
def test_a_step_back_never_raises_anything(dose: Dose, before: int, outcome: Outcome) -> None:
    down = Decision(outcome=outcome, rules=("PT19",), inputs={}, down=True, eased_back=before)
    change = propose(down, dose)
    if change is None:
        return
    assert len(change.set) == 1, "One thing, and nothing else with it."
    ((name, value),) = change.set.items()
    if name == "exercise":
        assert value == dose.previous_exercise
        return
    least = {"reps": 1, "minutes": 1, "hold_s": 1, "run_step": 1}.get(name, 0)
    assert least <= Decimal(str(value)) < getattr(dose, name)


@given(doses(), st.sampled_from(SETTLED))
def test_nothing_is_proposed_where_nothing_is_to_change(dose: Dose, outcome: Outcome) -> None:
    assert propose(Decision(outcome=outcome, rules=("PT02",), inputs={}), dose) is None
