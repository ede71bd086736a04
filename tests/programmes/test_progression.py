"""What one session says about the next dose: the rules that the physios agreed on, one by one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from programmes.progression import (
    ROWS,
    Change,
    Decision,
    Morning,
    Outcome,
    Pain,
    PainCode,
    Performance,
    Session,
    Settle,
    State,
    decide,
    for_patient,
    for_physio,
    latest,
    replay,
    used,
    usual_morning,
    walk,
)

MONDAY = date(2026, 11, 2)
FULL, HARD, SHORT = Decimal("1.00"), Decimal("0.80"), Decimal("0.50")


def session(day: int = 0, **known: Any) -> Session:
    """A good session: little pain, the morning as usual, all done with three to spare."""
    on = MONDAY + timedelta(days=day)
    good: dict[str, Any] = {
        "on": on,
        "at": datetime(on.year, on.month, on.day, 18, tzinfo=UTC),
        "prescription": "3 × 10",
        "pain_code": PainCode.P3,
        "pd": 1,
        "pm": 0,
        "reps_ratio": FULL,
        "rir": 3,
        "adh14": Decimal("0.90"),
    }
    return Session(**(good | known))


def later(*sessions: Session) -> datetime:
    return max(logged.at for logged in sessions) + timedelta(days=3)


def outcomes(*sessions: Session) -> list[str]:
    return [decision.outcome.value for _, decision, _ in walk(sessions, now=later(*sessions))]


def last(*sessions: Session) -> Decision:
    decision = latest(sessions, now=later(*sessions))
    assert decision is not None
    return decision


PDS = {Pain.LOW: 1, Pain.MID: 4, Pain.HIGH: 7}
PMS = {Morning.M0: 1, Morning.M1: 2, Morning.M2: 3}
DONE = {Performance.FULL: FULL, Performance.HARD: HARD, Performance.SHORT: SHORT}

# Written out a second time on purpose: the table of the rules, row by row.
AGREED = (
    *("credit", "hold", "hold", "hold", "hold", *["regress"] * 4),
    *("hold", "hold", *["regress"] * 6, "regress+"),
    *(*["regress"] * 5, *["regress+"] * 4),
)


@pytest.mark.parametrize(("row", "agreed"), list(zip(ROWS, AGREED, strict=True)), ids=str)
def test_each_of_the_27_rows_says_what_was_agreed(row: Any, agreed: str) -> None:
    seen = session(pd=PDS[row.pain], pm=PMS[row.morning], base_pm=Decimal(1), reps_ratio=DONE[row.performance])
    decision = last(seen)
    assert (decision.outcome.value, decision.contact) == (agreed.rstrip("+"), agreed.endswith("+"))
    assert decision.rules == (row.id,)


def test_three_good_sessions_earn_a_step_up_and_the_count_starts_again() -> None:
    days = [session(day) for day in (0, 2, 4, 7)]
    assert outcomes(*days) == ["credit", "credit", "progress", "credit"]


def test_a_step_is_withheld_with_a_nudge_when_too_few_sessions_were_done() -> None:
    days = [session(day, adh14=Decimal("0.55")) for day in (0, 2, 4)]
    assert outcomes(*days) == ["credit", "credit", "hold"]
    assert last(*days).nudge


def test_the_withheld_step_comes_once_enough_is_done_because_the_credits_stay() -> None:
    days = [session(day, adh14=Decimal("0.55")) for day in (0, 2, 4)]
    assert outcomes(*days, session(7))[-1] == "progress"


def test_four_holds_in_a_row_at_middle_pain_ease_back() -> None:
    days = [session(day, pd=4) for day in (0, 2, 4, 7)]
    assert outcomes(*days) == ["hold", "hold", "hold", "regress"]


def test_middle_pain_and_a_worse_morning_ease_back() -> None:
    assert outcomes(session(pd=4, pm=1)) == ["regress"]


def test_high_pain_eases_back_even_with_a_usual_morning() -> None:
    assert outcomes(session(pd=7)) == ["regress"]


def test_high_pain_and_a_much_worse_morning_also_tell_the_physio() -> None:
    decision = last(session(pd=7, pm=2))
    assert (decision.outcome, decision.contact) == (Outcome.REGRESS, True)


def test_a_much_worse_morning_after_little_pain_eases_back() -> None:
    assert outcomes(session(pd=1, pm=2)) == ["regress"]


@pytest.mark.parametrize(("gap", "outcome"), [(14, "contact"), (15, "regress")])
def test_a_second_step_back_within_14_days_goes_to_the_physio(gap: int, outcome: str) -> None:
    decision = last(session(0, pd=7), session(gap, pd=7))
    assert decision.outcome == outcome
    assert decision.down


def test_a_missing_morning_is_waited_for_36_hours_and_then_holds() -> None:
    waiting = session(pm=None)
    told = [latest([waiting], now=waiting.at + timedelta(hours=hours)) for hours in (1, 35, 36, 60)]
    assert [decision.outcome.value for decision in told if decision] == ["pending", "pending", "hold", "hold"]


def test_new_swelling_goes_to_the_physio_whatever_the_table_says() -> None:
    decision = last(session(swelling_new=True))
    assert (decision.outcome, decision.contact, decision.pause_impact) == (Outcome.CONTACT, True, True)


@pytest.mark.parametrize("sign", ["locked", "swelling_new", "giving_way", "night_pain_new"])
def test_every_new_sign_is_heard_even_before_the_morning_is_known(sign: str) -> None:
    now = session().at
    assert decide(session(pm=None, **{sign: True}), State(), now=now).outcome is Outcome.CONTACT


def test_a_red_flag_stops_everything_first() -> None:
    decision = last(session(redflag=True, swelling_new=True, pm=None))
    assert (decision.outcome, decision.rule) == (Outcome.STOP, "PG-FLAG")
    assert "999" in for_patient(decision)


def test_24_of_30_repetitions_are_hard_and_hold() -> None:
    seen = session(reps_ratio=Decimal(24) / 30)
    assert seen.performance is Performance.HARD
    assert outcomes(seen) == ["hold"]


def test_23_of_30_repetitions_are_short_and_the_second_time_ease_back() -> None:
    days = [session(day, reps_ratio=Decimal(23) / 30) for day in (0, 2)]
    assert outcomes(*days) == ["hold", "regress"]


def test_a_usual_morning_of_one_and_a_half_counts_as_two() -> None:
    assert session(pm=3, base_pm=Decimal("1.5")).delta == 1


@pytest.mark.parametrize(
    ("code", "pd", "outcome"),
    [("P1", 3, "regress"), ("P2", 3, "hold"), ("P2", 4, "regress"), ("P3", 5, "hold"), ("P1", 2, "credit")],
)
def test_the_pain_code_of_the_exercise_tightens_a_hold(code: str, pd: int, outcome: str) -> None:
    assert outcomes(session(pain_code=PainCode(code), pd=pd)) == [outcome]


@pytest.mark.parametrize(("step", "outcome"), [(4, "regress"), (5, "hold"), (None, "hold")])
def test_early_walk_run_steps_are_strict_and_later_runs_use_the_table(step: int | None, outcome: str) -> None:
    assert outcomes(session(run=True, run_step=step, pain_code=PainCode.P2, pd=4)) == [outcome]


def test_pain_that_takes_over_a_day_counts_as_the_worst_morning_without_waiting() -> None:
    seen = session(pm=None, settle=Settle.OVER_24H)
    assert decide(seen, State(), now=seen.at).rules == ("PT07",)


def test_an_effort_that_nobody_gave_counts_as_hard() -> None:
    assert session(rir=None).performance is Performance.HARD
    assert session(rir=None, rpe=7).performance is Performance.FULL
    assert session(rir=None, rpe=9).performance is Performance.HARD
    assert session(reps_ratio=None).performance is Performance.HARD


def test_wrong_form_takes_the_credit_away() -> None:
    assert outcomes(session(form_ok=False)) == ["hold"]
    assert outcomes(session(form_ok=None)) == ["credit"]


def test_little_done_in_two_windows_goes_to_the_physio_and_in_one_does_not() -> None:
    low = Decimal("0.39")
    assert outcomes(session(adh14=low, adh14_before=low)) == ["contact"]
    assert outcomes(session(adh14=low)) == ["credit"]


def test_six_holds_of_any_kind_go_to_the_physio() -> None:
    days = [session(day, rir=0) for day in range(0, 12, 2)]
    assert outcomes(*days) == ["hold"] * 5 + ["contact"]


def test_a_session_that_waits_for_its_morning_neither_counts_nor_breaks_a_run() -> None:
    sessions = [session(0), session(2), session(4, pm=None), session(5)]
    now = sessions[2].at + timedelta(hours=30)
    told = [decision.outcome.value for _, decision, _ in walk(sessions, now=now)]
    assert told == ["credit", "credit", "pending", "progress"]


def test_a_new_dose_starts_the_credits_again() -> None:
    days = [session(0), session(2), session(4, prescription="3 × 12")]
    assert outcomes(*days)[-1] == "credit"
    assert replay(days, now=later(*days)).credits == 1


def test_two_steps_never_fall_in_one_week() -> None:
    days = [session(day) for day in range(8)]
    assert outcomes(*days) == ["credit", "credit", "progress", "credit", "credit", "hold", "hold", "hold"]
    assert outcomes(*days, session(9))[-1] == "progress"


def test_jumping_waits_when_the_run_step_moved_this_week() -> None:
    days = [session(day, clash_on=MONDAY) for day in (0, 2, 4)]
    assert last(*days).rule == "PG-IMPACT"
    assert outcomes(*days, session(7, clash_on=MONDAY))[-1] == "progress"


def test_a_phase_gate_withholds_the_step_and_the_third_time_asks_the_physio() -> None:
    days = [session(day, gate=False) for day in (0, 2, 4, 6, 8)]
    assert outcomes(*days) == ["credit", "credit", "hold", "hold", "contact"]
    assert outcomes(session(0), session(2), session(4, gate=True))[-1] == "progress"


def test_the_usual_morning_is_the_median_of_rested_mornings_of_a_week() -> None:
    mornings = {MONDAY - timedelta(days=back): pain for back, pain in enumerate((1, 5, 2, 6, 3, 9, 2, 9))}
    sessions = {MONDAY - timedelta(days=back) for back in (2, 4, 6)}
    assert usual_morning(mornings, sessions, on=MONDAY, baseline=4) == Decimal(2)
    assert usual_morning({MONDAY: 1}, set(), on=MONDAY, baseline=4) == Decimal(4)
    even = {MONDAY - timedelta(days=back): pain for back, pain in enumerate((1, 1, 2, 2))}
    assert usual_morning(even, set(), on=MONDAY, baseline=4) == Decimal("1.5")


@pytest.mark.parametrize("wrong", [{"pd": 11}, {"pm": -1}, {"rir": 11}, {"reps_ratio": Decimal(-1)}])
def test_an_impossible_number_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"0 to 10|negative"):
        session(**wrong)


def test_the_words_name_what_was_seen_and_what_follows() -> None:
    assert for_physio(last(session())) == (
        "Pain 1 of 10, morning as usual, all of the dose, 3 in reserve. Good session 1 of 3, same dose."
    )
    change = Change("reps", {"reps": 8}, "8 repetitions a set, from 10")
    assert for_physio(last(session(pd=4, pm=1, reps_ratio=SHORT, rir=None)), change) == (
        "Pain 4 of 10, morning 1 above usual, 50 % of the dose, effort not known. Ease back. "
        "8 repetitions a set, from 10."
    )
    assert for_patient(last(session(pd=4))) == "4 is OK. Stay at this level and see how tomorrow feels."


def test_a_step_up_tells_the_patient_the_exercise_the_reason_and_both_doses() -> None:
    change = Change("reps", {"reps": 12}, "12 repetitions a set, from 10")
    told = last(*(session(day) for day in (0, 2, 4)))
    assert for_patient(told, change, exercise="Wall sit") == (
        "Wall sit. Three good sessions in a row, with pain 2 or less. "
        "You look ready to build up: 12 repetitions a set, from 10. Your physio checks the next step."
    )
    assert for_physio(told, change).endswith("pain 2 or less: step up. 12 repetitions a set, from 10.")


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"pd": 7}, "Your pain went to 7."),
        ({"pm": 2}, "Your knee was sorer than usual the next morning."),
        ({"settle": Settle.OVER_24H}, "Your knee took more than a day to settle."),
        ({"pd": 3, "pain_code": PainCode.P1}, "Pain of 3 is more than we want in this exercise."),
        ({"pm": 1, "reps_ratio": SHORT}, "Your knee was sorer than usual the next morning."),
        ({"pd": 4, "reps_ratio": SHORT}, "That dose was a lot for now."),
    ],
)
def test_a_step_back_says_what_it_is_for_and_both_doses(known: dict[str, Any], why: str) -> None:
    change = Change("load", {"load_kg": "8.5"}, "8.5 kg, from 10 kg")
    assert for_patient(last(session(**known)), change, exercise="Leg press").startswith(
        f"Leg press. {why} Ease back next time and let your knee settle: 8.5 kg, from 10 kg."
    )


def test_four_sessions_at_middle_pain_say_so() -> None:
    told = last(*(session(day, pd=4) for day in (0, 2, 4, 7)))
    assert "stayed between 3 and 5 for four sessions" in for_patient(told)


def test_where_nothing_is_left_the_next_step_is_the_physio_s() -> None:
    assert for_physio(last(*(session(day) for day in (0, 2, 4)))).endswith("the next step is yours to choose.")
    assert for_physio(last(session(pd=7))).endswith("choose by hand.")
    assert for_physio(last(session(locked=True))).endswith("please review.")


def test_a_stop_keeps_its_own_words_whatever_the_exercise() -> None:
    stop = last(session(redflag=True))
    assert for_patient(stop, exercise="Wall sit") == for_patient(stop)


def test_what_a_suggestion_used_is_named_as_a_physio_names_it() -> None:
    told = dict(used(last(session(pd=4, pm=1, settle=Settle.ONE_TO_24H, form_ok=False, swelling_new=True)).inputs))
    assert told["Pain during"] == "4 of 10"
    assert (told["Next morning"], told["Usual morning"]) == ("1 of 10", "0 of 10")
    assert (told["Settled"], told["Dose done"], told["In reserve"]) == ("later that day", "100 %", "3")
    assert (told["Form"], told["New signs"], told["Sessions done, 14 days"]) == ("not right", "new swelling", "90 %")
    assert "Next morning" not in dict(used(last(session(pm=None)).inputs)), "What nobody said is not shown."


def test_pain_above_five_always_brings_the_flare_plan() -> None:
    held = last(session(pd=7, pm=None))
    assert held.outcome is Outcome.HOLD
    assert "24 to 48 hours" in for_patient(held)


def test_contact_tells_the_patient_that_the_physio_will_review() -> None:
    for decision in (last(session(locked=True)), last(session(0, pd=7), session(2, pd=7))):
        assert "Your physio will review this." in for_patient(decision)


def test_the_words_never_blame_or_frighten() -> None:
    words = " ".join(
        for_patient(last(session(pd=pd, pm=pm, reps_ratio=ratio)))
        for pd in (0, 4, 8)
        for pm in (0, 1, 3, None)
        for ratio in (FULL, SHORT)
    )
    assert not any(word in words.lower() for word in ("damage", "fail", "weak", "should have", "!"))


def test_the_inputs_are_kept_as_plain_values() -> None:
    inputs = last(session(pm=2, base_pm=Decimal("0.5"))).inputs
    assert (inputs["pd"], inputs["delta"], inputs["base_pm"], inputs["reps_ratio"]) == (1, 1, "0.5", "1.00")
    assert last(replace(session(), locked=True)).inputs["signs"] == ["locked"]
