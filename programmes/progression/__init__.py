"""The progression rules: what one session says about the next dose. Pure; a suggestion, never a change.

`decide` reads one session against what the log has counted so far; `replay` counts a whole log again from
its start, so nothing needs to be stored; `propose` says what the suggestion would change. The 27-row table
rests on the pain-monitoring bands and the next-morning rule (Thomeé 1997, Silbernagel); its counts are clinic
defaults.
"""

from programmes.progression.counting import latest, replay, walk
from programmes.progression.deciding import Decision, State, decide
from programmes.progression.inputs import used
from programmes.progression.loads import BANDS, read_load, write_load
from programmes.progression.proposing import Change, Dose, propose
from programmes.progression.session import (
    Morning,
    Pain,
    PainCode,
    Performance,
    Session,
    Settle,
    round_half_up,
    usual_morning,
)
from programmes.progression.table import ROWS, Outcome
from programmes.progression.words import for_patient, for_physio

__all__ = [
    "BANDS",
    "ROWS",
    "Change",
    "Decision",
    "Dose",
    "Morning",
    "Outcome",
    "Pain",
    "PainCode",
    "Performance",
    "Session",
    "Settle",
    "State",
    "decide",
    "for_patient",
    "for_physio",
    "latest",
    "propose",
    "read_load",
    "replay",
    "round_half_up",
    "used",
    "usual_morning",
    "walk",
    "write_load",
]
