"""The history of the person: earlier trouble, health, medicines, life and beliefs (S17–S32)."""

from assessments.examination.fields import Field, Section, enum, measured, multi, rows, text, whole, yes_no
from assessments.examination.history import DESIGN

HISTORY = Section.HISTORY

FIELDS: tuple[Field, ...] = (
    Field(
        id="S17",
        carried=True,
        section=HISTORY,
        label="Previous knee problems or surgery",
        boxes=(
            rows(
                text("date", "When"),
                enum("left", "right", "both", key="side", label="Side"),
                text("diagnosis", "Diagnosis"),
                text("treatment", "Treatment"),
            ),
        ),
    ),
    Field(
        id="S18",
        carried=True,
        section=HISTORY,
        label="Previous injuries (12 months)",
        boxes=(rows(text("area", "Area"), text("date", "When"), whole(0, 365, "days", key="off", label="Time off")),),
    ),
    Field(
        id="S19",
        carried=True,
        section=HISTORY,
        label="Past treatment for this episode",
        boxes=(
            multi(
                "none",
                "rest",
                "NSAID",
                "physio",
                "orthoses",
                "brace",
                "injection",
                "surgery",
                "online plan",
                key="kinds",
                label="Treatment",
            ),
            whole(0, 200, key="physio_sessions", label="Physio sessions"),
        ),
        main="kinds",
    ),
    Field(
        id="S20",
        carried=True,
        section=HISTORY,
        label="Medical history",
        boxes=(
            multi(
                "none",
                "diabetes",
                "inflammatory arthritis",
                "cancer, active",
                "cancer, past",
                "DVT/PE",
                "bleeding disorder",
                "immunosuppression",
                "osteoporosis",
                "epilepsy",
                "heart/lung disease",
                "pregnancy",
                "other",
            ),
        ),
        required=True,
    ),
    Field(
        id="S21",
        carried=True,
        section=HISTORY,
        label="Medicines",
        boxes=(
            text("list", "Names", optional=True),
            yes_no("anticoagulant", "Anticoagulant"),
            yes_no("steroid", "Steroid (oral)"),
            yes_no("methotrexate_biologic", "Methotrexate or biologic"),
            yes_no("fluoroquinolone", "Fluoroquinolone"),
            yes_no("hormonal", "Hormonal contraceptive or HRT"),
        ),
        required=True,
    ),
    Field(
        id="S22",
        carried=True,
        section=HISTORY,
        label="Allergies",
        boxes=(rows(text("to", "Allergy"), enum("tape", "adhesive", "latex", "other", key="kind", label="Kind")),),
        hint="Tape, adhesive or latex rules out taping.",
    ),
    Field(
        id="S23",
        carried=True,
        section=HISTORY,
        label="Height and weight",
        boxes=(
            measured(100, 230, "cm", soft=(130, 210), key="height", label="Height"),
            measured(20, 250, "kg", soft=(35, 160), key="weight", label="Weight"),
        ),
    ),
    Field(
        id="S24",
        carried=True,
        section=HISTORY,
        label="Work",
        boxes=(
            enum("mostly sitting", "standing", "manual", "driving", "kneeling", key="kind", label="Mostly"),
            text("job", "Job"),
        ),
        main="kind",
    ),
    Field(
        id="S25",
        section=HISTORY,
        label="Activity",
        boxes=(whole(0, 2000, "min/week", soft=(0, 1200)),),
        hint="Moderate to vigorous.",
    ),
    Field(
        id="S26",
        section=HISTORY,
        label="Sleep",
        boxes=(
            measured(0, 14, "h/night", soft=(4, 11), key="hours", label="Hours"),
            enum("good", "fair", "poor", key="quality", label="Quality"),
        ),
        main="hours",
    ),
    Field(id="S27", section=HISTORY, label="Stress", boxes=(whole(0, 10, "/10"),)),
    Field(
        id="S28",
        section=HISTORY,
        label="Low energy (RED-S) screen",
        boxes=(
            yes_no("periods_stopped", "Periods stopped over 3 months"),
            yes_no("weight_loss", "Recent weight loss"),
            yes_no("restrictive_eating", "Restrictive eating"),
            yes_no("stress_fracture", "Past stress fracture"),
        ),
        reference="Any {red_flags.low_energy_answers}: advise GP or sports medicine",
        source=DESIGN,
    ),
    Field(
        id="S29",
        section=HISTORY,
        label="Beliefs and confidence",
        boxes=(text("beliefs", "Beliefs, expectation"), whole(0, 10, "/10", key="confidence", label="Confidence")),
        main="confidence",
        reference="{notes.low_confidence} or less: offer TSK-11",
        source=DESIGN,
    ),
    Field(
        id="S32",
        section=HISTORY,
        label="Yellow flags",
        boxes=(multi("none", "fear of damage", "avoidance", "low mood", "catastrophising", "work conflict"),),
    ),
)
