"""What the clinic does with programmes: loads the library, assigns, hears of sessions and mornings, decides."""

from programmes.services.adherence import Adherence, adherence
from programmes.services.assigning import AssignRefused, assign_programme, move_to_phase
from programmes.services.deciding import (
    AlreadyDecided,
    ReasonMissing,
    StepUpBlocked,
    accept_suggestion,
    override_suggestion,
)
from programmes.services.following import PlanToday, follow_plan, follow_plans, read_plan
from programmes.services.library import load_library
from programmes.services.running import RunningLoad, running_load
from programmes.services.running_plans import assign_running_plan, end_running_plan, set_running_step
from programmes.services.runs import Imported, import_runs, keep_file, log_run, take_out
from programmes.services.sessions import LogRefused, check_in, log_session
from programmes.services.suggesting import RunningAsked, suggested_running
from programmes.services.suggestions import review_recent, review_sessions
from programmes.services.weekly import Weekly, weekly

__all__ = [
    "Adherence",
    "AlreadyDecided",
    "AssignRefused",
    "Imported",
    "LogRefused",
    "PlanToday",
    "ReasonMissing",
    "RunningAsked",
    "RunningLoad",
    "StepUpBlocked",
    "Weekly",
    "accept_suggestion",
    "adherence",
    "assign_programme",
    "assign_running_plan",
    "check_in",
    "end_running_plan",
    "follow_plan",
    "follow_plans",
    "import_runs",
    "keep_file",
    "load_library",
    "log_run",
    "log_session",
    "move_to_phase",
    "override_suggestion",
    "read_plan",
    "review_recent",
    "review_sessions",
    "running_load",
    "set_running_step",
    "suggested_running",
    "take_out",
    "weekly",
]
