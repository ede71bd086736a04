"""The history of the pain: where, since when, what brings it on and what settles it (S01–S13)."""

from assessments.examination.fields import (
    Box,
    Field,
    Section,
    choices,
    day,
    enum,
    measured,
    multi,
    pain,
    whole,
)

DESIGN = "[design] clinic default"
HISTORY = Section.HISTORY

AGGRAVATING = choices(
    "squat",
    "stairs up",
    "stairs down",
    "running",
    "downhill",
    "jumping",
    "kneeling",
    "prolonged sitting",
    "rising from sitting",
    "lunge",
    "cycling",
    "resisted knee extension",
    "other",
)

FIELDS: tuple[Field, ...] = (
    Field(
        id="S01",
        carried=True,
        section=HISTORY,
        label="Side",
        boxes=(enum("left", "right", "both"),),
        required=True,
    ),
    Field(
        id="S01b",
        carried=True,
        section=HISTORY,
        label="Worse side",
        boxes=(enum("left", "right"),),
        shown="both_sides",
        hint="Both knees hurt: which is worse?",
    ),
    Field(
        id="S02",
        carried=True,
        section=HISTORY,
        label="Onset",
        boxes=(
            day("on", "Date, approximate"),
            enum("day", "month", "year", key="precision", label="Exact to", optional=True),
        ),
        main="on",
        required=True,
        reference="Over 2 months, 3 months, 12 months: longer course likely",
        source="Collins 2013, BJSM 47:227–233",
    ),
    Field(
        id="S03",
        carried=True,
        section=HISTORY,
        label="Onset type",
        boxes=(
            enum(
                "gradual",
                "after load change",
                "after direct blow",
                "twist injury",
                "after surgery",
                "unknown",
            ),
        ),
        required=True,
        hint="A blow or a twist opens the injury check.",
    ),
    Field(
        id="S04",
        section=HISTORY,
        label="Pain site",
        boxes=(
            multi(
                "behind kneecap",
                "around kneecap",
                "below kneecap (tendon)",
                "tibial tubercle",
                "medial joint line",
                "lateral joint line",
                "lateral femoral epicondyle",
                "back of knee",
                "fat pad",
                "diffuse",
                "hip/groin",
                "thigh",
            ),
        ),
        required=True,
    ),
    Field(
        id="S04b",
        section=HISTORY,
        label="Body chart",
        boxes=(Box(kind="points"),),
        hint="Mark where it hurts. With keys: arrows move, Enter marks, Delete takes away.",
    ),
    Field(
        id="S05",
        section=HISTORY,
        label="Pain quality",
        boxes=(multi("ache", "sharp", "burning", "grinding", "pressure"),),
    ),
    Field(
        id="S06",
        section=HISTORY,
        label="Pain, last 7 days",
        boxes=(pain("worst", "Worst"), pain("usual", "Usual"), pain("now", "Now")),
        required=True,
        reference="0 none, 1–3 mild, 4–6 moderate, 7–10 severe [memory]",
    ),
    Field(
        id="S07",
        section=HISTORY,
        label="Aggravating",
        boxes=(Box(kind="scores", unit="/10", choices=AGGRAVATING),),
        required=True,
        hint="Pain 0–10 for each, where it can be said.",
        reference="Patellofemoral pain needs at least one task that loads the bent knee",
    ),
    Field(
        id="S08",
        section=HISTORY,
        label="Pain starts in a run after",
        boxes=(
            measured(0, 100, "km", key="km", label="Distance"),
            measured(0, 600, "min", key="minutes", label="Time"),
        ),
        hint="Distance or time.",
    ),
    Field(
        id="S09",
        section=HISTORY,
        label="Easing",
        boxes=(multi("rest", "shorter stride", "flat ground", "taping", "ice", "analgesia", "movement", "other"),),
    ),
    Field(
        id="S11",
        section=HISTORY,
        label="Morning stiffness",
        boxes=(whole(0, 240, "min", soft=(0, 120)),),
        reference="Over {red_flags.stiffness_minutes} min: screen for inflammatory disease",
    ),
    Field(id="S12", section=HISTORY, label="Pain next morning after load", boxes=(pain(),)),
    Field(
        id="S13",
        section=HISTORY,
        label="Pain settles after load",
        boxes=(
            enum(
                named={
                    "within_1h": "Within 1 hour",
                    "1_to_24h": "1 to 24 hours",
                    "over_24h": "Over 24 hours",
                    "never_settles": "Never settles",
                },
            ),
        ),
        reference="Irritability: low within 1 hour, moderate within 24, high over 24 or if it never settles",
        source=DESIGN,
    ),
)
