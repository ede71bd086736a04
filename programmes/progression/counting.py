"""Counting over a log: the same sessions in the same order always give the same state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from programmes.progression.deciding import REGRESS_WINDOW, Decision, State, decide
from programmes.progression.session import Pain, Session
from programmes.progression.table import Outcome


def walk(sessions: Iterable[Session], *, now: datetime) -> Iterator[tuple[Session, Decision, State]]:
    """Each session in order of time with its decision and the state after it, counted from the start."""
    state = State()
    for session in sorted(sessions, key=lambda logged: (logged.on, logged.at)):
        decision = decide(session, state, now=now)
        state = after(state, session, decision)
        yield session, decision, state


def replay(sessions: Iterable[Session], *, now: datetime) -> State:
    """The counts after a whole log of one exercise, or of the runs."""
    state = State()
    for _, _, counted in walk(sessions, now=now):
        state = counted
    return state


def latest(sessions: Iterable[Session], *, now: datetime) -> Decision | None:
    """What the last session of the log asks for; None for an empty log."""
    decision = None
    for _, told, _ in walk(sessions, now=now):
        decision = told
    return decision


def after(state: State, session: Session, decision: Decision) -> State:
    """The counts once this session is in. One that waits for its morning neither counts nor breaks a run."""
    if decision.outcome is Outcome.PENDING:
        return state
    recent = tuple(day for day in state.regresses if session.on - day <= REGRESS_WINDOW)
    held = decision.outcome is Outcome.HOLD
    stepped_up = decision.outcome is Outcome.PROGRESS
    at_gate = not {"PG-GATE", "PG-GATE3"}.isdisjoint(decision.rules)
    counted = replace(
        state,
        prescription=session.prescription,
        exercise=session.exercise,
        credits=decision.credits if _keeps_credit(decision) else 0,
        holds=state.holds + 1 if held else 0,
        mid_holds=state.mid_holds + 1 if held and session.pain is Pain.MID else 0,
        shorts=state.shorts + 1 if decision.table_row == "PT03" else 0,
        gate_tries=state.gate_tries + 1 if at_gate else state.gate_tries,
        regresses=(*recent, session.on) if decision.down else recent,
        eased_back=decision.eased_back + decision.down,
    )
    if stepped_up:
        counted = replace(counted, gate_tries=0, eased_back=0, progressed_on=session.on)
    return counted


def _keeps_credit(decision: Decision) -> bool:
    """A credit stays in the count while its step is withheld; a step taken or a contact starts it again."""
    return decision.earned and decision.outcome in {Outcome.CREDIT, Outcome.HOLD}
