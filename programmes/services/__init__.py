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
from programmes.services.demonstrations import show_exercise, take_down
from programmes.services.editing import (
    EditRefused,
    ProgrammeOvertaken,
    add_row,
    change_row,
    knee_of,
    move_row,
    remove_row,
)
from programmes.services.finding import Found, Ladder, find_exercises, ladder_of, star
from programmes.services.following import PlanToday, follow_plan, follow_plans, read_plan
from programmes.services.library import load_library
from programmes.services.own_exercises import ExerciseOvertaken, keep_own_exercise, retire_own_exercise
from programmes.services.pausing import end_pause, pause_programme
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
    "EditRefused",
    "ExerciseOvertaken",
    "Found",
    "Imported",
    "Ladder",
    "LogRefused",
    "PlanToday",
    "ProgrammeOvertaken",
    "ReasonMissing",
    "RunningAsked",
    "RunningLoad",
    "StepUpBlocked",
    "Weekly",
    "accept_suggestion",
    "add_row",
    "adherence",
    "assign_programme",
    "assign_running_plan",
    "change_row",
    "check_in",
    "end_pause",
    "end_running_plan",
    "find_exercises",
    "follow_plan",
    "follow_plans",
    "import_runs",
    "keep_file",
    "keep_own_exercise",
    "knee_of",
    "ladder_of",
    "load_library",
    "log_run",
    "log_session",
    "move_row",
    "move_to_phase",
    "override_suggestion",
    "pause_programme",
    "read_plan",
    "remove_row",
    "retire_own_exercise",
    "review_recent",
    "review_sessions",
    "running_load",
    "set_running_step",
    "show_exercise",
    "star",
    "suggested_running",
    "take_down",
    "take_out",
    "weekly",
]
