"""The running profile of somebody who runs (N01–N15)."""

from assessments.examination.fields import (
    Box,
    Field,
    Section,
    between,
    day,
    enum,
    measured,
    multi,
    pain,
    rows,
    text,
    whole,
    yes_no,
)
from assessments.examination.history import DESIGN

LOAD = Section.RUNNING_LOAD

FIELDS: tuple[Field, ...] = (
    Field(
        id="N01",
        carried=True,
        section=LOAD,
        label="Years running",
        boxes=(measured(0, 70, "years"),),
        shown="runner",
        reference="Under 1 year: novice",
        source=DESIGN,
    ),
    Field(
        id="N02",
        section=LOAD,
        label="Runs per week",
        boxes=(whole(0, 14, key="now", label="Now"), whole(0, 14, key="before", label="Before pain")),
        main="now",
        shown="runner",
        required=True,
    ),
    Field(
        id="N03",
        section=LOAD,
        label="Weekly distance",
        boxes=(
            measured(0, 250, "km", soft=(0, 120), key="now", label="Now"),
            measured(0, 250, "km", soft=(0, 120), key="before", label="Before pain"),
            measured(0, 250, "km", soft=(0, 120), key="mean_4_weeks", label="Mean of 4 weeks", optional=True),
        ),
        main="now",
        shown="runner",
        required=True,
        hint="Miles × 1.609.",
    ),
    Field(
        id="N04",
        section=LOAD,
        label="Distance in each of the last 4 weeks",
        boxes=tuple(
            measured(0, 250, "km", soft=(0, 120), key=f"week_{number}", label=label)
            for number, label in enumerate(("4 weeks ago", "3 weeks ago", "2 weeks ago", "Last week"), 1)
        ),
        shown="runner",
        reference="Over {load.spike} times the mean of four weeks, or two weeks over that of the two before: spike",
        source=DESIGN,
    ),
    Field(
        id="N05",
        section=LOAD,
        label="Longest run",
        boxes=(
            measured(0, 160, "km", soft=(0, 45), key="last_30_days", label="Last 30 days"),
            measured(0, 160, "km", soft=(0, 45), key="target", label="Aimed for", optional=True),
        ),
        main="last_30_days",
        shown="runner",
        required=True,
        reference="One run up to 110 % of the longest in 30 days",
        source="Frandsen 2025, BJSM 59:1203–1210",
    ),
    Field(
        id="N06",
        section=LOAD,
        label="Usual easy pace",
        boxes=(Box(kind="pace", unit="min/km", hard=between(150, 720)),),
        shown="runner",
    ),
    Field(
        id="N07",
        section=LOAD,
        label="Changed in the last 8 weeks",
        boxes=(
            multi(
                "none",
                "distance up",
                "speed/intervals",
                "hills",
                "stairs",
                "surface",
                "shoes",
                "race",
                "return after more than 2 weeks off",
                "added gym",
                "new sport",
            ),
        ),
        shown="runner",
        source="Esculier 2016, BMC Musculoskelet Disord 17:5",
    ),
    Field(
        id="N08",
        section=LOAD,
        label="Surfaces",
        boxes=tuple(
            whole(0, 100, "%", key=key, label=key.capitalize()) for key in ("road", "trail", "track", "treadmill")
        ),
        shown="runner",
        hint="Shares that add up to 100.",
    ),
    Field(
        id="N09",
        carried=True,
        section=LOAD,
        label="Shoes",
        boxes=(
            text("model", "Model"),
            whole(0, 3000, "km", soft=(0, 1200), key="km", label="Age"),
            yes_no("rotation", "More than one pair in turn"),
        ),
        main="model",
        shown="runner",
    ),
    Field(
        id="N10",
        carried=True,
        section=LOAD,
        label="Orthoses in use",
        boxes=(enum("none", "off-the-shelf", "custom"),),
        shown="runner",
    ),
    Field(
        id="N11",
        section=LOAD,
        label="Cadence",
        boxes=(
            whole(120, 220, "steps/min", soft=(140, 200), key="spm", label="Steps a minute"),
            enum("watch", "counted", "app", key="source", label="From", optional=True),
            Box(kind="pace", key="pace", label="At pace", unit="min/km", hard=between(150, 720), optional=True),
        ),
        main="spm",
        shown="runner",
        required=True,
        hint="Watch, app, or one foot for 30 s × 2 × 2.",
    ),
    Field(
        id="N12",
        section=LOAD,
        label="Foot strike, own view",
        boxes=(enum("heel", "mid", "fore", "unknown"),),
        shown="runner",
    ),
    Field(
        id="N13",
        section=LOAD,
        label="Race",
        boxes=(
            day("on", "Date"),
            enum(
                key="distance",
                label="Distance",
                named={
                    "5k": "5k",
                    "10k": "10k",
                    "half_marathon": "Half marathon",
                    "marathon": "Marathon",
                    "ultra": "Ultra",
                    "other": "Other",
                },
            ),
        ),
        main="distance",
        shown="runner",
    ),
    Field(
        id="N14",
        section=LOAD,
        label="Last run",
        boxes=(
            pain("pain", "Highest pain"),
            measured(0, 100, "km", key="onset_km", label="Pain began at"),
        ),
        main="pain",
        shown="runner",
    ),
    Field(
        id="N15",
        section=LOAD,
        label="Other training in a week",
        boxes=(rows(text("kind", "Training"), whole(0, 2000, "min", key="minutes", label="Minutes")),),
        shown="runner",
    ),
)
