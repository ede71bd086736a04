"""Foot posture and mobility, muscle length, laxity (O26–O35)."""

from assessments.examination.fields import Field, Section, measured, whole

KNEECAP = Section.KNEECAP
MEMORY = "[memory]"

FIELDS: tuple[Field, ...] = (
    Field(
        id="O26",
        section=KNEECAP,
        label="Foot Posture Index",
        boxes=(whole(-12, 12),),
        per_limb=True,
        instrument="fpi6",
        reference="0 to +5 neutral; mobile from {mobility.foot_posture}",
        source="Foot Posture Index, six items",
    ),
    Field(
        id="O27",
        section=KNEECAP,
        label="Navicular drop",
        boxes=(whole(0, 40, "mm", soft=(0, 20)),),
        per_limb=True,
        reference="5–9 typical, over {reference.navicular_drop} raised; a weak measure (kappa 0.40)",
        source=f"{MEMORY}; PMC5131537",
    ),
    Field(
        id="O28",
        section=KNEECAP,
        label="Midfoot width difference",
        boxes=(measured(0, 40, "mm", soft=(0, 20)),),
        per_limb=True,
        hint="Standing minus unloaded.",
        reference="{mobility.midfoot} mm and more: mobile foot",
        source="FOHX protocol 2017, J Foot Ankle Res",
    ),
    Field(
        id="O29",
        section=KNEECAP,
        label="Knee to wall (soleus)",
        boxes=(
            measured(0, 30, "cm", soft=(2, 20), key="cm", label="Distance"),
            whole(0, 70, "°", soft=(15, 60), key="degrees", label="Shin angle"),
        ),
        per_limb=True,
        main="cm",
        reference="Under {mobility.knee_to_wall_cm.limited} cm or {mobility.knee_to_wall_degrees.limited}° limited; "
        "side difference over {mobility.wall_difference} cm",
        source=MEMORY,
    ),
    Field(
        id="O30",
        section=KNEECAP,
        label="Calf, knee straight (gastrocnemius)",
        boxes=(whole(-30, 60, "°", soft=(-10, 40)),),
        per_limb=True,
        reference="Under {mobility.calf.limited}° tight",
        source=MEMORY,
    ),
    Field(
        id="O31",
        section=KNEECAP,
        label="Hamstrings",
        boxes=(
            whole(0, 90, "°", soft=(0, 70), key="lag", label="90–90, short of straight"),
            whole(0, 140, "°", soft=(30, 120), key="slr", label="Straight leg raise"),
        ),
        per_limb=True,
        main="lag",
        reference=(
            "Lag over {mobility.hamstrings.limited}° short; "
            "straight leg raise under {mobility.straight_leg_raise.limited}° short"
        ),
        source=MEMORY,
    ),
    Field(
        id="O32",
        section=KNEECAP,
        label="Quadriceps, prone knee bend",
        boxes=(
            whole(0, 170, "°", soft=(80, 160), key="degrees", label="Bend"),
            measured(0, 60, "cm", soft=(0, 40), key="heel_to_buttock", label="Heel to buttock"),
        ),
        per_limb=True,
        main="degrees",
        reference="Under {mobility.prone_knee_bend.limited}° short",
        source=MEMORY,
    ),
    Field(
        id="O33",
        section=KNEECAP,
        label="Thomas test",
        boxes=(
            whole(-60, 45, "°", soft=(-30, 30), key="hip", label="Thigh below horizontal"),
            whole(0, 150, "°", soft=(40, 120), key="knee", label="Knee bend"),
        ),
        per_limb=True,
        main="hip",
        hint="A minus is above horizontal.",
        reference="Thigh below horizontal; knee {mobility.thomas_knee.limited}° and more",
        source=MEMORY,
    ),
    Field(
        id="O34",
        section=KNEECAP,
        label="Ober",
        boxes=(whole(-60, 60, "°", soft=(-30, 40)),),
        per_limb=True,
        hint="Degrees past horizontal.",
        reference="Does not pass horizontal: short",
        source=MEMORY,
    ),
    Field(
        id="O35",
        section=KNEECAP,
        label="Beighton",
        boxes=(whole(0, 9, "/9"),),
        instrument="beighton",
        reference="Raised: adults to 50 years {notes.beighton.adult}, over 50 years {notes.beighton.older}, "
        "children {notes.beighton.child}",
        source=MEMORY,
    ),
)
