"""When a longer course is likely."""

from assessments.rulebook.definition import Part, limit, listed

SOURCE = "Clinic rule after Collins 2013, BJSM 47:227–233 [memory]"

PART = Part(
    key="prognosis",
    title="How long it may take",
    rules=(
        limit(
            "prognosis.long_days",
            "A longer course is likely with pain for more than this",
            60,
            "days",
            SOURCE,
            tag="memory",
            between=(28, 365),
        ),
        limit(
            "prognosis.low_akps",
            "A longer course is likely with a baseline AKPS under this",
            70,
            "points",
            SOURCE,
            tag="memory",
            between=(40, 90),
        ),
        listed(
            "prognosis.review_weeks",
            "Reviews lie this far apart",
            "Clinic rule [design]",
            value=2,
            unit="weeks",
        ),
        listed(
            "prognosis.review_weeks_long",
            "Reviews lie this far apart when a longer course is likely; with both reasons the plan lasts 12 weeks, "
            "with a follow-up at 6 months",
            "Clinic rule after Collins 2013 [design]",
            value=1,
            unit="week",
        ),
    ),
)
