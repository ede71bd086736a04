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
from programmes.services.finding import Found, Ladder, find_exercises, ladder_of, star
from programmes.services.library import load_library
from programmes.services.own_exercises import ExerciseOvertaken, keep_own_exercise, retire_own_exercise
from programmes.services.running import RunningLoad, running_load
from programmes.services.runs import Imported, import_runs, keep_file, log_run, take_out
from programmes.services.sessions import LogRefused, check_in, log_session
from programmes.services.suggestions import review_recent, review_sessions

__all__ = [
    "Adherence",
    "AlreadyDecided",
    "AssignRefused",
    "ExerciseOvertaken",
    "Found",
    "Imported",
    "Ladder",
    "LogRefused",
    "ReasonMissing",
    "RunningLoad",
    "StepUpBlocked",
    "accept_suggestion",
    "adherence",
    "assign_programme",
    "check_in",
    "find_exercises",
    "import_runs",
    "keep_file",
    "keep_own_exercise",
    "ladder_of",
    "load_library",
    "log_run",
    "log_session",
    "move_to_phase",
    "override_suggestion",
    "retire_own_exercise",
    "review_recent",
    "review_sessions",
    "running_load",
    "show_exercise",
    "star",
    "take_down",
    "take_out",
]
