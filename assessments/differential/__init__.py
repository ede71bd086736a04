"""The other causes of a sore knee: the list as data; what points to each is read in `pointers` and `reading`."""

from assessments.differential.conditions import BY_ID, CONDITIONS, Condition

__all__ = ["BY_ID", "CONDITIONS", "Condition"]
