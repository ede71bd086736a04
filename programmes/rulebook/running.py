"""How much running, the way back to it, and how a runner changes technique."""

from collections.abc import Iterator

from assessments.rulebook.definition import Part, Rule, listed, plain
from programmes.load import FADED_FEEDBACK, LADDER, EntryChecks, cadence, entry_gaps, ladder, rules
from programmes.load.advice import COHORT, RATES
from programmes.load.sources import CADENCE, FEEDBACK, FRANDSEN, LADDER_SOURCE, LOAD, MONITORING, RATIO, SPIKE
from programmes.runs import MOST_RUNS
from programmes.runs.definition import LONGEST_KM, LONGEST_MINUTES, QUICKEST_PACE, SLOWEST_PACE

CAP = "[design] clinic default"


def parts() -> tuple[Part, ...]:
    """Load rules, the run log, the walk-run steps, retraining."""
    return (
        Part(key="running-load", title="Running load", rules=tuple(_load())),
        Part(key="run-log", title="The run log", rules=tuple(_run_log())),
        Part(key="return-to-run", title="Return to running", rules=tuple(_return_to_run())),
        Part(key="retraining", title="Running retraining", rules=tuple(_retraining())),
    )


def _load() -> Iterator[Rule]:
    yield listed(
        "L1", "Overload and worst pain 4 or more: run 30 to 50 % less for two weeks, in three or more short runs", LOAD
    )
    yield listed("L2", "Pain over 2 in the early phase, or over 5 in any, stops the run", MONITORING)
    yield listed(
        "L3",
        "A week is a spike over so many times the mean of four before, two weeks over so many times the two before",
        SPIKE,
        value=rules.SPIKE,
        unit="times",
    )
    yield listed(
        "L4",
        f"A week grows to so many times the last at most; novices under {rules.NOVICE_KM} km may add "
        f"{rules.NOVICE_STEP_KM} km",
        LOAD,
        value=rules.TENTH,
        unit="times",
    )
    yield listed("L5", "Of distance, speed and hills one goes up in a week", LOAD)
    yield listed(
        "L6",
        "A rest day each week, and every fourth week so many times the one before or less",
        LOAD,
        value=rules.LIGHTER,
        unit="times",
    )
    yield listed(
        "L7",
        "One run is over so many times the longest in the 30 days before it",
        FRANDSEN,
        value=rules.LONGEST,
        unit="times",
    )
    yield listed("L8", "After two weeks or more without a run: half of the last week, from step 6 on", LOAD)
    yield listed("L9", "Three nights in a row under 7 hours, or stress of 7 or more: no increase this week", LOAD)


def _run_log() -> Iterator[Rule]:
    rates = "; ".join(f"{band}: {rate}" for _, band, rate in RATES)
    yield listed(
        "L7-RATES", f"What L7 rests on, hazard rate ratios in {COHORT:,} runners. A run longer by {rates}", FRANDSEN
    )
    yield listed("RATIO", "Load of this week ÷ mean of four weeks: shown to the physio as a note, never a rule", RATIO)
    yield listed("LOG-KM", "One run is this long at most", CAP, value=LONGEST_KM, unit="km")
    yield listed("LOG-MINUTES", "One run lasts this long at most", CAP, value=LONGEST_MINUTES, unit="minutes")
    yield listed(
        "LOG-PACE",
        f"A pace under {plain(QUICKEST_PACE)} or over {plain(SLOWEST_PACE)} minutes a kilometre is asked about",
        CAP,
    )
    yield listed("LOG-FILE", "One file holds this many runs at most", CAP, value=MOST_RUNS, unit="runs")


def _return_to_run() -> Iterator[Rule]:
    for step in LADDER:
        yield listed(
            f"RUN-{step.number:02}",
            f"Step {step.number}. {step.words}",
            LADDER_SOURCE,
            value=step.run_minutes,
            unit="minutes run",
        )
    yield listed(
        "RUN-UP",
        "This many runs in a row at pain 2 or less, mornings no worse: the next step",
        LADDER_SOURCE,
        value=ladder.SESSIONS_A_STEP,
        unit="runs",
    )
    yield listed(
        "RUN-REPEAT", "Pain 3 to 5 repeats the step; over 5 or a worse morning goes one step back", LADDER_SOURCE
    )
    yield listed(
        "RUN-EARLY",
        "Up to this step pain of 3 or more goes one step back: the strictest pain rule holds there",
        LADDER_SOURCE,
        value=ladder.EARLY_STEPS,
        unit="step",
    )
    yield listed(
        "RUN-WEEK",
        "The log leads one step up in seven days at most; a run without its morning leads nowhere",
        LADDER_SOURCE,
    )
    yield listed(
        "RUN-CONTACT",
        "This many times back from one step go to the physio",
        LADDER_SOURCE,
        value=ladder.FAILURES_TO_CONTACT,
        unit="times",
    )
    yield listed(
        "RUN-TWO",
        "From this step on the physio may set a second step in a week, when all runs were clean",
        LADDER_SOURCE,
        value=ladder.TWO_A_WEEK_FROM,
        unit="step",
    )
    yield listed("RUN-ENTRY", f"Before step 1: {', '.join(entry_gaps(EntryChecks()))}", LADDER_SOURCE)


def _retraining() -> Iterator[Rule]:
    kept = f"{plain(cadence.LOWEST_KEPT)} to {plain(cadence.HIGHEST_KEPT)}"
    for number, times in enumerate(cadence.STEPS_UP, start=1):
        yield listed(
            f"CAD-{number}",
            f"Cadence target {number}: so many times the own cadence at the same speed",
            CADENCE,
            value=times,
            unit="times",
        )
    yield listed(
        "CAD-NEXT",
        "This many sessions in a row that keep a target lead to the next",
        CAP,
        value=cadence.KEPT_TO_MOVE,
        unit="sessions",
    )
    yield listed(
        "CAD-WEEK", "Sessions of retraining a week at most", FEEDBACK, value=cadence.SESSIONS_A_WEEK, unit="sessions"
    )
    yield listed("CAD-CAP", "No cadence target is set above this", CAP, value=cadence.HIGHEST, unit="steps a minute")
    yield listed(
        "CAD-KEPT",
        f"A target is kept when this share of samples lies at {kept} of it",
        CAP,
        value=plain(cadence.SHARE_KEPT * 100),
        unit="%",
    )
    minutes = ", ".join(f"{run} ({shown})" for run, shown in FADED_FEEDBACK)
    yield listed(
        "FB-8",
        f"Eight sessions, minutes of running (with feedback): {minutes}",
        FEEDBACK,
    )
