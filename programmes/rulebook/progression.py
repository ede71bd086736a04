"""When a dose goes up, stays or eases back, and by how much."""

from collections.abc import Iterator

from assessments.rulebook.definition import Part, Rule, listed, plain
from programmes.load.sources import MONITORING
from programmes.progression import ROWS, Outcome, deciding, proposing, session
from programmes.progression.table import TIGHTER_FROM, TableRow
from programmes.rulebook.sessions import DESIGN

_STEP_SOURCE = "“2-for-2” way of loading [memory]; sizes [design] clinic default"
_PAIN = {"low": "Pain 0 to 2", "mid": "Pain 3 to 5", "high": "Pain 6 to 10"}
_MORNING = {"M0": "morning as usual", "M1": "morning 1 worse", "M2": "morning 2 or more worse"}
_OUTCOME = {Outcome.CREDIT: "a credit", Outcome.HOLD: "the same dose", Outcome.REGRESS: "ease back"}


def parts() -> tuple[Part, ...]:
    """Counts and gates, the size of a step, the table."""
    return (
        Part(key="progression", title="Progression: counts and gates", rules=tuple(_progression())),
        Part(key="steps", title="Progression: what a step changes", rules=tuple(_steps())),
        Part(key="table", title="Progression: the 27 rows", rules=tuple(map(_row, ROWS))),
    )


def _progression() -> Iterator[Rule]:
    """In the order in which they are asked."""
    window = deciding.REGRESS_WINDOW.days
    enough, low = (plain(share * 100) for share in (deciding.ADHERENCE_ENOUGH, deciding.ADHERENCE_LOW))
    yield listed("PG-FLAG", "A red-flag answer stops every programme", DESIGN)
    yield listed("PG-SIGN", "A locked knee, new swelling, giving way or new night pain goes to the physio", DESIGN)
    hours = int(deciding.MORNING_WAIT.total_seconds()) // 3600
    yield listed(
        "PG-WAIT", "The morning answer is waited for this long, then the dose holds", DESIGN, value=hours, unit="hours"
    )
    yield listed("PG-SHORT2", "A second short session in a row eases back", DESIGN)
    for code, pain in TIGHTER_FROM.items():
        yield listed(
            f"PG-{code}",
            f"Pain code {code}: a hold becomes a step back from this pain",
            DESIGN,
            value=pain,
            unit="of 10",
        )
    yield listed("PG-FORM", "Form that is not right earns no credit", DESIGN)
    yield listed(
        "PG-ADH2",
        f"Under this share of planned sessions in two windows of {window} days goes to the physio",
        DESIGN,
        value=low,
        unit="%",
    )
    yield listed("PG-ADH", "Under this share of planned sessions a step up is withheld", DESIGN, value=enough, unit="%")
    yield listed(
        "PG-GATE3",
        "A gate missed this many times goes to the physio",
        DESIGN,
        value=deciding.GATE_TRIES_TO_CONTACT,
        unit="times",
    )
    yield listed(
        "PG-WEEK",
        "One step up within this time, and jumping never together with a run step (PG-IMPACT)",
        DESIGN,
        value=deciding.ONE_CHANGE.days,
        unit="days",
    )
    yield listed(
        "PG-CREDIT3",
        "This many credits in a row on one dose earn a step up",
        DESIGN,
        value=deciding.CREDITS_TO_PROGRESS,
        unit="credits",
    )
    yield listed(
        "PG-HOLD4",
        "This many holds in a row at pain 3 to 5 ease back",
        DESIGN,
        value=deciding.MID_HOLDS_TO_REGRESS,
        unit="holds",
    )
    yield listed(
        "PG-HOLD6", "This many holds in a row go to the physio", DESIGN, value=deciding.HOLDS_TO_CONTACT, unit="holds"
    )
    yield listed(
        "PG-REGRESS2",
        f"This many steps back within {window} days go to the physio",
        DESIGN,
        value=deciding.REGRESSES_TO_CONTACT,
        unit="steps back",
    )
    yield listed(
        "PG-SHORT",
        "A session is short under this share of the dose",
        DESIGN,
        value=plain(session.HARD_RATIO * 100),
        unit="%",
    )
    yield listed(
        "PG-FULL",
        "A session is full with the whole dose and this many repetitions in reserve",
        DESIGN,
        value=session.SPARE_REPS,
        unit="repetitions",
    )
    yield listed(
        "PG-RUN",
        "Runs keep to pain code P1 under this step of the way back",
        DESIGN,
        value=session.FIRST_FREE_RUN_STEP,
        unit="step",
    )


def _steps() -> Iterator[Rule]:
    """One variable at a time, in this order."""
    yield listed(
        "ST-REPS",
        "Up: more repetitions a set, to the top of their range",
        _STEP_SOURCE,
        value=proposing.REPS_UP,
        unit="repetitions",
    )
    yield listed(
        "ST-MINUTES", "Up: longer, to the top of its range", _STEP_SOURCE, value=proposing.MINUTES_UP, unit="minutes"
    )
    for joints, times in proposing.LOAD_UP.items():
        yield listed(
            f"ST-LOAD-{joints.upper()}",
            f"Up: load so many times as much, {joints} exercises",
            _STEP_SOURCE,
            value=times,
            unit="times",
        )
    yield listed("ST-HOLD", "Up: a longer hold", _STEP_SOURCE, value=proposing.HOLD_UP_S, unit="seconds")
    yield listed("ST-HEIGHT", "Up: a higher step", _STEP_SOURCE, value=proposing.HEIGHT_UP_CM, unit="cm")
    yield listed("ST-DEPTH", "Up: a deeper bend", _STEP_SOURCE, value=proposing.DEPTH_UP_DEGREES, unit="degrees")
    yield listed(
        "ST-LOAD-DOWN",
        "Down: load so many times as much; the second time the exercise before it",
        _STEP_SOURCE,
        value=proposing.LOAD_DOWN,
        unit="times",
    )
    yield listed(
        "ST-REPS-DOWN",
        "Down: repetitions, minutes or hold so many times as much",
        _STEP_SOURCE,
        value=proposing.FIFTH_LESS,
        unit="times",
    )
    yield listed(
        "ST-DISTANCE-DOWN",
        "Down: distance so many times as much",
        _STEP_SOURCE,
        value=proposing.DISTANCE_DOWN,
        unit="times",
    )


def _row(row: TableRow) -> Rule:
    """One row of the table in words."""
    told = f"{_OUTCOME[row.outcome]}{', and the physio is told' if row.contact else ''}"
    words = f"{_PAIN[row.pain]}, {_MORNING[row.morning]}, session {row.performance}: {told}"
    return listed(row.id, words, f"{MONITORING}; outcome [design]")
