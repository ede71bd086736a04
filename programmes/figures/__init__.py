"""Exercise figures: joint angles in, an animated drawing of a person out; nothing here knows of the web."""

from programmes.figures.drawing import Mode, draw
from programmes.figures.figure import Figure
from programmes.figures.skeleton import FigureError

__all__ = ["Figure", "FigureError", "Mode", "draw"]
