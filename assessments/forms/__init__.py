"""The examination as a page: typed text to boxes and back, by the catalogue alone.

A box's name on the page is its path in the findings: `S06.worst`, `O17.left`, `O36.left.triple`, `S18.0.off`.
"""

from assessments.forms.shown import Input, Line, Told, lines
from assessments.forms.standing import Standing, standing
from assessments.forms.typed import read

__all__ = ["Input", "Line", "Standing", "Told", "lines", "read", "standing"]
