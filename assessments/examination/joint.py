"""The kneecap and the joint (O02–O11, O39)."""

from assessments.examination.fields import (
    Field,
    Section,
    enum,
    measured,
    whole,
    yes_no,
)
from assessments.examination.history import DESIGN

KNEECAP = Section.KNEECAP
MEMORY = "[memory]"

PALPATED = (
    "Medial facet",
    "Lateral facet",
    "Superior pole",
    "Inferior pole",
    "Patellar tendon",
    "Tibial tubercle",
    "Medial joint line",
    "Lateral joint line",
    "Fat pad",
    "ITB",
)
SCREENED = {
    "lachman": "Lachman",
    "posterior_drawer": "Posterior drawer",
    "valgus_0": "Valgus 0°",
    "valgus_30": "Valgus 30°",
    "varus_0": "Varus 0°",
    "varus_30": "Varus 30°",
    "mcmurray": "McMurray",
    "joint_line": "Joint line",
}

FIELDS: tuple[Field, ...] = (
    Field(
        id="O39",
        section=Section.RED_FLAGS,
        label="Pulses and sensation",
        boxes=(
            enum("normal", "absent", key="pulses", label="Pulses"),
            enum("normal", "altered", key="sensation", label="Sensation"),
        ),
        per_limb=True,
        reference="Normal",
    ),
    Field(
        id="O02",
        section=KNEECAP,
        label="Effusion, sweep test",
        boxes=(
            enum(
                named={
                    "none": "0",
                    "trace": "Trace: small wave on the down-stroke",
                    "1_plus": "1+: larger bulge on the down-stroke",
                    "2_plus": "2+: returns without a down-stroke",
                    "3_plus": "3+: cannot be moved out",
                },
            ),
        ),
        per_limb=True,
        reference="0; with patellofemoral pain usually 0 to trace; {notes.effusion}+ and more: think again",
        source="Sturgill 2009 [memory]",
    ),
    Field(
        id="O03",
        section=KNEECAP,
        label="Thigh girth",
        boxes=(
            measured(15, 110, "cm", soft=(25, 80), key="at_10", label="10 cm above the patella"),
            measured(15, 110, "cm", soft=(25, 90), key="at_20", label="20 cm above the patella"),
        ),
        per_limb=True,
        reference="Side difference up to {reference.girth_difference} cm",
        source=MEMORY,
    ),
    Field(
        id="O04",
        section=KNEECAP,
        label="Knee movement",
        boxes=(
            whole(0, 170, "°", soft=(90, 160), key="flexion", label="Bend, active"),
            whole(0, 170, "°", soft=(90, 160), key="flexion_passive", label="Bend, passive"),
            whole(-30, 90, "°", soft=(-15, 10), key="extension", label="Short of straight, active"),
            whole(-30, 90, "°", soft=(-15, 10), key="extension_passive", label="Short of straight, passive"),
        ),
        per_limb=True,
        hint="A minus is past straight.",
        reference=(
            "0 / 135–140; straight lost over {reference.extension_lost}° or bend lost over "
            "{reference.flexion_lost}°: note"
        ),
        source=f"{MEMORY}; {DESIGN}",
    ),
    Field(
        id="O05",
        section=KNEECAP,
        label="Hip movement",
        boxes=(
            whole(-20, 90, "°", soft=(10, 70), key="internal_rotation", label="Turn in"),
            whole(-20, 90, "°", soft=(10, 75), key="external_rotation", label="Turn out"),
            whole(0, 150, "°", soft=(80, 140), key="flexion", label="Bend"),
            yes_no("rotation_pain", "Turning in hurts"),
            yes_no("fadir_pain", "FADIR hurts"),
        ),
        per_limb=True,
        hint="Rotation prone. Under 18: always test.",
        reference="Turn in 35–45°, turn out 40–50°",
        source=MEMORY,
    ),
    Field(
        id="O06",
        section=KNEECAP,
        label="Tenderness",
        boxes=tuple(whole(0, 3, "/3", key=name.lower().replace(" ", "_"), label=name) for name in PALPATED),
        per_limb=True,
        source="doi 10.1080/09593985.2022.2158053",
    ),
    Field(
        id="O07",
        section=KNEECAP,
        label="Patellar tilt",
        boxes=(enum("negative", "positive"),),
        per_limb=True,
        hint="Positive: the lateral border cannot be lifted to horizontal.",
        reference="Positive supports patellofemoral pain",
        source="Nunes 2013, Phys Ther Sport 14:54–59",
    ),
    Field(
        id="O08",
        section=KNEECAP,
        label="Patellar glide",
        boxes=(
            whole(0, 4, "quadrants", key="medial", label="Medial"),
            whole(0, 4, "quadrants", key="lateral", label="Lateral"),
        ),
        per_limb=True,
        hint="At 20–30° of bend.",
        reference="{reference.glide_low} or less hypomobile, {reference.glide_high} or more hypermobile",
        source=MEMORY,
    ),
    Field(
        id="O09",
        section=KNEECAP,
        label="Patellar apprehension",
        boxes=(yes_no(),),
        per_limb=True,
        hint="Guarding, not pain.",
        reference="Positive: instability pathway",
        source=MEMORY,
    ),
    Field(
        id="O10",
        section=KNEECAP,
        label="Patellar compression hurts",
        boxes=(yes_no(),),
        per_limb=True,
        reference="Adjunct only",
        source="Nunes 2013, Phys Ther Sport 14:54–59",
    ),
    Field(
        id="O11",
        section=KNEECAP,
        label="Ligaments and menisci",
        boxes=tuple(
            enum(
                "normal",
                "pain",
                key=key,
                label=label,
                named={"grade_1": "Lax, grade 1", "grade_2": "Lax, grade 2", "grade_3": "Lax, grade 3"},
            )
            for key, label in SCREENED.items()
        ),
        per_limb=True,
        reference="All normal expected",
    ),
)
