"""What a red flag is worked out by: one question to the findings."""

from collections.abc import Callable

from assessments.examination.seen import Answer, Seen

Formula = Callable[[Seen], Answer]
