"""Running load: weeks and rules, the pain guide, the return-to-run ladder, cadence. Pure; guides, never blocks."""

from programmes.load.cadence import FADED_FEEDBACK, cadence_kept, cadence_targets
from programmes.load.ladder import LADDER, EntryChecks, LadderRun, Move, entry_gaps, next_step, steps_allowed
from programmes.load.pain import FlarePlan, Traffic, flare_plan, flares_need_physio, traffic, worst_of_weeks
from programmes.load.rules import (
    Guide,
    Night,
    initial_cut,
    longest_run,
    normal_increase,
    one_change,
    pain_stop,
    recovery,
    restart,
    spike,
    tired,
)
from programmes.load.weeks import Run, Week, acute_chronic, session_load, weeks

__all__ = [
    "FADED_FEEDBACK",
    "LADDER",
    "EntryChecks",
    "FlarePlan",
    "Guide",
    "LadderRun",
    "Move",
    "Night",
    "Run",
    "Traffic",
    "Week",
    "acute_chronic",
    "cadence_kept",
    "cadence_targets",
    "entry_gaps",
    "flare_plan",
    "flares_need_physio",
    "initial_cut",
    "longest_run",
    "next_step",
    "normal_increase",
    "one_change",
    "pain_stop",
    "recovery",
    "restart",
    "session_load",
    "spike",
    "steps_allowed",
    "tired",
    "traffic",
    "weeks",
    "worst_of_weeks",
]
