"""One session against the count so far: the order in which the rules are asked, and what they answer.

The order is safety first (red flags, new signs), then the table and the exercise's pain code, the form, the
adherence gate, and last the counts over sessions. Each rule that spoke is named in the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from programmes.progression.session import Pain, Session
from programmes.progression.table import TIGHTER_FROM, Outcome, look_up

# [design] clinic defaults
CREDITS_TO_PROGRESS = 3
REGRESSES_TO_CONTACT = 2
REGRESS_WINDOW = timedelta(days=14)
MID_HOLDS_TO_REGRESS = 4
HOLDS_TO_CONTACT = 6
GATE_TRIES_TO_CONTACT = 3
ADHERENCE_LOW = Decimal("0.40")
ADHERENCE_ENOUGH = Decimal("0.70")
MORNING_WAIT = timedelta(hours=36)
ONE_CHANGE = timedelta(days=7)

Fact = int | str | bool | list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the log has counted so far for one exercise, or for the runs. `replay` makes it from the log."""

    prescription: str | None = None
    exercise: str | None = None
    credits: int = 0
    holds: int = 0
    mid_holds: int = 0
    shorts: int = 0
    gate_tries: int = 0
    regresses: tuple[date, ...] = ()
    eased_back: int = 0
    progressed_on: date | None = None

    def steps_back(self, exercise: str) -> int:
        """Steps back since the last progress. Another exercise begins anew: its first one takes from the dose."""
        return self.eased_back if self.exercise in (None, exercise) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one session asks for, and why.

    `rules` are the ids of all rules that spoke, in order; `rule` is the last, which settled it.
    `down`: the dose should ease back (also where a contact came on top). `earned`: the session counts as a
    credit (also where the step was withheld); `credits`: how many that makes in a row. `flare`: pain above 5,
    whatever the outcome. `eased_back`: the steps back since the last progress, this one left out.
    """

    outcome: Outcome
    rules: tuple[str, ...]
    inputs: dict[str, Fact]
    contact: bool = False
    down: bool = False
    earned: bool = False
    credits: int = 0
    nudge: bool = False
    pause_impact: bool = False
    flare: bool = False
    eased_back: int = 0

    @property
    def rule(self) -> str:
        return self.rules[-1]

    @property
    def table_row(self) -> str | None:
        return next((rule for rule in self.rules if rule.startswith("PT")), None)


@dataclass(slots=True)
class _Verdict:
    """The answer while the rules are being asked."""

    outcome: Outcome = Outcome.PENDING
    contact: bool = False
    down: bool = False
    nudge: bool = False
    rules: list[str] = field(default_factory=list)

    def say(self, rule: str, outcome: Outcome, *, contact: bool = False) -> None:
        self.rules.append(rule)
        self.outcome = outcome
        self.contact |= contact or outcome in {Outcome.CONTACT, Outcome.STOP}
        self.down |= outcome is Outcome.REGRESS


def decide(session: Session, state: State, *, now: datetime) -> Decision:
    """What this session asks for, after the sessions that `state` has counted.

    `now` only decides how long a missing morning answer is waited for: 36 hours from the session.
    """
    verdict = _Verdict()
    earned, credits = False, 0
    if session.redflag:
        verdict.say("PG-FLAG", Outcome.STOP)
    elif session.signs:
        verdict.say("PG-SIGN", Outcome.CONTACT)
    elif session.morning is None and now - session.at < MORNING_WAIT:
        verdict.say("PG-WAIT", Outcome.PENDING)
    else:
        _ask_table(session, state, verdict)
        if verdict.outcome is Outcome.CREDIT:
            earned = True
            credits = 1 + (state.credits if state.prescription == session.prescription else 0)
        _ask_adherence(session, verdict)
        if verdict.outcome is Outcome.CREDIT and credits >= CREDITS_TO_PROGRESS:
            _ask_step_up(session, state, verdict)
        _ask_counts(session, state, verdict)
    return Decision(
        outcome=verdict.outcome,
        rules=tuple(verdict.rules),
        inputs=_inputs(session),
        contact=verdict.contact,
        down=verdict.down,
        earned=earned,
        credits=credits,
        nudge=verdict.nudge,
        pause_impact=session.redflag or bool(session.signs),
        flare=session.pain is Pain.HIGH,
        eased_back=state.steps_back(session.exercise),
    )


def _ask_table(session: Session, state: State, verdict: _Verdict) -> None:
    """The 27 rows, the second short session, the exercise's pain code, the form."""
    if session.morning is None:
        verdict.say("PG-NO-AM", Outcome.HOLD)
        return
    row = look_up(session.pain, session.morning, session.performance)
    verdict.say(row.id, row.outcome, contact=row.contact)
    if row.id == "PT03" and state.shorts:
        verdict.say("PG-SHORT2", Outcome.REGRESS)
    tighter_from = TIGHTER_FROM.get(session.code)
    if verdict.outcome is Outcome.HOLD and tighter_from is not None and session.pd >= tighter_from:
        verdict.say(f"PG-{session.code}", Outcome.REGRESS)
    if verdict.outcome is Outcome.CREDIT and session.form_ok is False:
        verdict.say("PG-FORM", Outcome.HOLD)


def _ask_adherence(session: Session, verdict: _Verdict) -> None:
    """Two review windows with little done are for a person to ask about."""
    windows = (session.adh14, session.adh14_before)
    if all(window is not None and window < ADHERENCE_LOW for window in windows):
        verdict.say("PG-ADH2", Outcome.CONTACT)


def _ask_step_up(session: Session, state: State, verdict: _Verdict) -> None:
    """Enough credits in a row: a step up, unless something withholds it. The credits stay either way."""
    if session.adh14 is None or session.adh14 < ADHERENCE_ENOUGH:
        verdict.nudge = True
        verdict.say("PG-ADH", Outcome.HOLD)
    elif session.gate is False:
        tried = state.gate_tries + 1 >= GATE_TRIES_TO_CONTACT
        verdict.say("PG-GATE3" if tried else "PG-GATE", Outcome.CONTACT if tried else Outcome.HOLD)
    elif _within_a_week(state.progressed_on, session.on):
        verdict.say("PG-WEEK", Outcome.HOLD)
    elif _within_a_week(session.clash_on, session.on):
        verdict.say("PG-IMPACT", Outcome.HOLD)
    else:
        verdict.say("PG-CREDIT3", Outcome.PROGRESS)


def _ask_counts(session: Session, state: State, verdict: _Verdict) -> None:
    """Too many of the same in a row, or steps back too close together."""
    if verdict.outcome is Outcome.HOLD:
        many = state.holds + 1 >= HOLDS_TO_CONTACT
        if session.pain is Pain.MID and state.mid_holds + 1 >= MID_HOLDS_TO_REGRESS:
            verdict.say("PG-HOLD4", Outcome.REGRESS)
        if many:
            verdict.say("PG-HOLD6", Outcome.CONTACT)
    if verdict.outcome is Outcome.REGRESS:
        near = [day for day in state.regresses if session.on - day <= REGRESS_WINDOW]
        if len(near) + 1 >= REGRESSES_TO_CONTACT:
            verdict.say("PG-REGRESS2", Outcome.CONTACT)


def _within_a_week(before: date | None, on: date) -> bool:
    return before is not None and on - before < ONE_CHANGE


def _inputs(session: Session) -> dict[str, Fact]:
    """What the rules read, as it can be kept and shown."""
    return {
        "on": session.on.isoformat(),
        "prescription": session.prescription,
        "pd": session.pd,
        "pain": session.pain.value,
        "settle": session.settle.value if session.settle else None,
        "pm": session.pm,
        "base_pm": str(session.base_pm),
        "delta": session.delta,
        "morning": session.morning.value if session.morning else None,
        "reps_ratio": None if session.reps_ratio is None else f"{session.reps_ratio:.2f}",
        "rir": session.spare,
        "performance": session.performance.value,
        "code": session.code.value,
        "adh14": None if session.adh14 is None else f"{session.adh14:.2f}",
        "form_ok": session.form_ok,
        "signs": ["red flag", *session.signs] if session.redflag else list(session.signs),
        "run_step": session.run_step,
    }
