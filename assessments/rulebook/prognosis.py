"""When a longer course is likely."""

from assessments.rulebook.definition import Part, limit

_SOURCE = "Clinic rule after Collins 2013, BJSM 47:227–233 [memory]"

PART = Part(
    key="prognosis",
    title="How long it may take",
    rules=(
        limit(
            "prognosis.long_days",
            "A longer course is likely with pain for more than this",
            60,
            "days",
            _SOURCE,
            tag="memory",
            between=(28, 365),
        ),
        limit(
            "prognosis.low_akps",
            "A longer course is likely with a baseline AKPS under this",
            70,
            "points",
            _SOURCE,
            tag="memory",
            between=(40, 90),
        ),
    ),
)
