"""When a single finding calls for a reminder."""

from assessments.rulebook.definition import Part, limit, listed

DESIGN = "[design] clinic default"
EFFUSION_SOURCE = "Sturgill 2009 [memory]"
BEIGHTON_SOURCE = "Beighton; age bands [memory]"

PART = Part(
    key="notes",
    title="Reminders",
    rules=(
        limit(
            "notes.low_confidence",
            "TSK-11 is offered at this confidence or less",
            4,
            "of 10",
            DESIGN,
            tag="design",
            between=(0, 9),
        ),
        limit(
            "notes.effusion",
            "The diagnosis is thought over again from this grade of effusion",
            2,
            "+",
            EFFUSION_SOURCE,
            tag="memory",
            between=(1, 3),
        ),
        listed("notes.apprehension", "A positive apprehension test leads to the instability pathway", "[memory]"),
        listed("notes.hips_under", "The hips are examined under this age", "[memory]", value=18, unit="years"),
        limit(
            "notes.beighton.child",
            "Beighton is raised from this, under 18 years",
            6,
            "of 9",
            BEIGHTON_SOURCE,
            tag="memory",
            between=(1, 9),
        ),
        limit(
            "notes.beighton.adult",
            "Beighton is raised from this, 18 to 50 years",
            5,
            "of 9",
            BEIGHTON_SOURCE,
            tag="memory",
            between=(1, 9),
        ),
        limit(
            "notes.beighton.older",
            "Beighton is raised from this, over 50 years",
            4,
            "of 9",
            BEIGHTON_SOURCE,
            tag="memory",
            between=(1, 9),
        ),
        limit(
            "notes.video_pain",
            "The running video stops at this pain",
            5,
            "of 10",
            DESIGN,
            tag="design",
            between=(1, 10),
        ),
        listed("notes.tape", "No taping with an allergy to tape, adhesive or latex", DESIGN),
    ),
)
