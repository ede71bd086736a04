"""A running plan in words: what a step asks for, which pain moves it, why it stands where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from programmes.load.cadence import FADED_FEEDBACK
from programmes.load.course import COURSES, Standing
from programmes.load.ladder import LADDER
from programmes.load.sources import ADOLESCENT, FEEDBACK, LADDER_SOURCE

CONTACT = "Your physio will look at it with you."
DONE = {
    "return_to_run": "That was the last step. Now more days first (3 to 4 a week), then distance, then hills, downhill "
    "last, then speed. One at a time.",
    "cadence": "That was the last session. Run by your own feeling now, and listen in now and then.",
}
# Cues of which a runner picks one.
CUES = ("quieter", "shorter steps", "knee over 2nd toe", "glutes on", "lean slightly from the ankles")
STRETCHES = (
    (
        "Ease off and climb",
        "Weeks 1 to 4: do less of what hurts, and climb your ladder of activities from easy to hard.",
    ),
    ("Get strong at home", "Weeks 5 to 8: exercises at home. Do them with a parent or carer, at a fixed time."),
    ("Back to sport", "Weeks 9 to 12: back to sport, step by step."),
)


@dataclass(frozen=True, slots=True)
class Session:
    """What one step asks for. `title` names the step; `run_minutes` is None where no run is asked for.

    `target` and `feedback` are steps a minute and the minutes with the beat, of retraining alone.
    """

    number: int
    title: str
    words: str
    run_minutes: int | None = None
    target: int | None = None
    feedback: int | None = None
    source: str = LADDER_SOURCE

    @property
    def one_foot(self) -> int | None:
        """Steps of one foot in a minute at the target, for whoever counts."""
        return None if self.target is None else round(self.target / 2)


def session(kind: str, step: int, *, target: int | None = None) -> Session:
    """The session of a step. Raises LookupError for a kind or a step that isn't there."""
    if not 1 <= step <= COURSES[kind].steps:
        raise LookupError(f"{kind} has no step {step}")
    if kind == "return_to_run":
        rung = LADDER[step - 1]
        words = f"{rung.words}. Walk briskly for 5 minutes before and after."
        return Session(step, f"Step {step} of {len(LADDER)}", words, run_minutes=rung.run_minutes)
    if kind == "cadence":
        run, feedback = FADED_FEEDBACK[step - 1]
        goal = f", {target} steps a minute" if target else ""
        beat = f"the beat for all of them{goal}" if feedback == run else f"the beat for {feedback} of them{goal}"
        words = f"Run {run} minutes at your usual speed, with {beat}. Pick one cue."
        return Session(
            step,
            f"Session {step} of {len(FADED_FEEDBACK)}",
            words,
            run_minutes=run,
            target=target,
            feedback=feedback,
            source=FEEDBACK,
        )
    name, words = STRETCHES[step - 1]
    return Session(step, f"Part {step} of {len(STRETCHES)}: {name}", words, source=ADOLESCENT)


@dataclass(frozen=True, slots=True)
class PainRule:
    """What one range of pain does to the plan; `band` is fine, ok or ease."""

    band: str
    words: str


def whole(kind: str, step: int | None, minutes: Decimal) -> bool:
    """Whether a run of so many minutes can have held all the running of its step."""
    if step is None or not 1 <= step <= COURSES[kind].steps:
        return True
    asked = session(kind, step).run_minutes
    return asked is None or minutes >= asked


def pain_rules(kind: str, step: int) -> list[PainRule]:
    """One for each range of pain that moves the plan, the lowest first."""
    course = COURSES[kind]
    if not course.by_runs:
        return [
            PainRule("fine", "0 to 2: fine."),
            PainRule("ok", "3 to 5: OK when it’s back to usual by the next morning."),
            PainRule("ease", "Over 5, or worse the next morning: do less. Your physio moves you on at a visit."),
        ]
    early = step <= course.early
    many = {1: "Then comes the next session"}.get(course.clean_runs, "Three in a row lead to the next step")
    fine = PainRule("fine", f"0 to 2, and no worse the next morning: it counts. {many}.")
    if early:
        first = " You stay on step 1." if step == 1 else " One step back."
        return [
            fine,
            PainRule("ease", f"3 or more, or worse the next morning: too much for now.{first} Over 2, walk home."),
        ]
    again = "The same session again" if kind == "cadence" else "The same step again"
    stop = " Stop if it goes on rising over 3." if kind == "cadence" else ""
    return [
        fine,
        PainRule("ok", f"3 to 5: {again.lower()}.{stop}"),
        PainRule(
            "ease",
            f"Over 5, or worse the next morning: one {'session' if kind == 'cadence' else 'step'} back. Walk home.",
        ),
    ]


def said_to_patient(kind: str, standing: Standing) -> str:
    """Why the plan stands where it stands, and what leads on. Calm; never a scolding."""
    if not COURSES[kind].by_runs:
        return "Your physio moves you on at a visit."
    name = "session" if kind == "cadence" else "step"
    if standing.contact or standing.done:
        return f"This {name} has been too much twice. {CONTACT}" if standing.contact else DONE[kind]
    if up := standing.up_on:
        return f"You’ve earned the next {name}. It comes on {up:%A} {up.day} {up:%B}."
    if standing.repeat:
        return f"Your pain was 3 to 5, so the same {name} again."
    if standing.unsure:
        return "Tell us how your knee is the morning after: only then a run counts."
    lines = {
        "begun": "",
        "set": "Your physio has put you here.",
        "up": f"Well done: that’s a {name} on.",
        "back": f"The last one was too much for now. One {name} back is part of the plan.",
        "break": "After two weeks or more without a run you begin again from here.",
    }
    done = f" {standing.clean} of {COURSES[kind].clean_runs} done." if standing.clean else ""
    return (lines[standing.why] + done).strip()


def said_to_physio(kind: str, standing: Standing) -> str:
    """The same with its figures and rule ids."""
    course = COURSES[kind]
    if not course.by_runs:
        weeks = {1: "weeks 1 to 4", 2: "weeks 5 to 8", 3: "weeks 9 to 12"}[standing.step]
        return f"Moved at visits ({weeks} of the study plan); no run moves it."
    figures = {
        "begun": "As begun.",
        "set": "Set by hand.",
        "up": f"RUN-UP: {course.clean_runs} clean in a row.",
        "back": "A run was too much (RUN-REPEAT, RUN-EARLY): one back.",
        "break": "L8: two weeks or more without a run.",
    }
    lines = [f"{figures[standing.why]} {standing.clean} of {course.clean_runs} clean runs here."]
    if standing.repeat:
        lines.append("RUN-REPEAT: pain 3 to 5 on the last one, so once more.")
    if standing.unsure:
        lines.append("A morning is not told yet.")
    if standing.up_on:
        lines.append(f"Next step earned, on {standing.up_on:%a} {standing.up_on.day} {standing.up_on:%b}.")
    if standing.may_go_up:
        lines.append("RUN-TWO: from step 4 on a second step this week may be set by hand.")
    if standing.contact:
        lines.append("RUN-CONTACT: back from one step twice. Look at it with the patient and set a step.")
    if standing.done:
        lines.append("The last one is done.")
    return " ".join(lines)
