"""Red flags and plan: the safety questions, the injury check, the goals, the consent (S10 … S33)."""

from assessments.examination.fields import Field, Section, day, enum, multi, rows, text, yes_no
from assessments.redflags import RULES

RED_FLAGS, PLAN = Section.RED_FLAGS, Section.PLAN

FIELDS: tuple[Field, ...] = (
    Field(
        id="S10",
        section=RED_FLAGS,
        label="Night pain",
        boxes=(enum("none", "wakes, settles by changing position", "wakes, does not settle"),),
        required=True,
    ),
    Field(
        id="S14",
        section=RED_FLAGS,
        label="Swelling",
        boxes=(enum("none", "after exercise", "constant", "rapid (under 2–4 h) after injury"),),
        required=True,
    ),
    Field(
        id="S15",
        section=RED_FLAGS,
        label="Mechanical",
        boxes=(
            multi(
                "none",
                "true locking (cannot straighten)",
                "giving way with pain",
                "giving way without pain",
                "catching",
                "crepitus",
            ),
        ),
        required=True,
        reference="Crepitus alone is not a red flag",
    ),
    Field(
        id="S16",
        section=RED_FLAGS,
        label="Kneecap dislocation or subluxation",
        boxes=(
            enum(
                "none", "subluxation", named={"1_dislocation": "1 dislocation", "2_or_more": "2 or more dislocations"}
            ),
        ),
        required=True,
        hint="Compare with AKPS item 11.",
    ),
    Field(
        id="S31",
        section=RED_FLAGS,
        label="Red-flag screen",
        boxes=(multi("none", named={rule.id: rule.statement for rule in RULES}),),
        required=True,
        hint="Ask them all. “None” is an answer; a blank is not.",
    ),
    Field(
        id="T01",
        section=RED_FLAGS,
        label="Injury check",
        boxes=(
            yes_no("within_7_days", "Injured within 7 days"),
            yes_no("fall_or_blunt", "Fall or blunt trauma"),
            yes_no("isolated_patella_tenderness", "Patella tender, no other bone of the knee"),
            yes_no("fibula_head_tenderness", "Head of the fibula tender"),
            yes_no("cannot_flex_90", "Cannot bend to 90°"),
            yes_no("cannot_bear_weight", "Not 4 steps, both after the injury and now"),
            yes_no("cannot_walk_4_steps", "Cannot walk 4 weight-bearing steps now"),
        ),
        shown="trauma",
        hint="Steps with a limp count. Not for deformity, open wounds or altered sensation.",
        source="Ottawa knee rule, Stiell 1995; Pittsburgh knee rule",
    ),
    Field(
        id="S30",
        section=PLAN,
        label="Goals",
        boxes=(
            rows(
                text("goal", "Goal"),
                text("measure", "Measured by", optional=True),
                day("target", "By", optional=True),
            ),
        ),
        required=True,
        hint="Use the activities of the patient’s own scale.",
    ),
    Field(id="S33", section=PLAN, label="Consent to examine and treat", boxes=(yes_no(),)),
)
