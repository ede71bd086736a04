"""The running check on video (O37, G1–G12)."""

from assessments.examination.fields import Field, Section, enum, measured, multi, pain, text, whole, yes_no

CHECK = Section.RUNNING_CHECK
MEMORY = "[memory]"

FIELDS: tuple[Field, ...] = (
    Field(
        id="O37",
        section=CHECK,
        label="Running video",
        boxes=(enum("treadmill", "outdoor", "not done"),),
        shown="runner",
        hint="240 frames a second, side and rear, after 2–3 minutes of running.",
    ),
    Field(
        id="G1",
        section=CHECK,
        label="Cadence on video",
        boxes=(
            whole(120, 220, "steps/min", soft=(140, 200), key="spm", label="Steps a minute"),
            measured(3, 25, "km/h", soft=(5, 20), key="speed", label="At speed"),
        ),
        main="spm",
        shown="running_video",
        reference="160–180 typical; judge by height and speed, change 5–10 % of own",
        source=MEMORY,
    ),
    Field(
        id="G2",
        section=CHECK,
        label="Foot strike",
        boxes=(enum("heel", "mid", "fore"),),
        shown="running_video",
        reference="Descriptive",
    ),
    Field(
        id="G3",
        section=CHECK,
        label="Shin at contact",
        boxes=(whole(-30, 45, "°", soft=(-10, 25)),),
        shown="running_video",
        hint="Plus: ankle ahead of the knee.",
        reference="Knee over ankle, shin vertical ±5°; past vertical is overstride",
        source=MEMORY,
    ),
    Field(
        id="G4",
        section=CHECK,
        label="Knee bend",
        boxes=(
            whole(0, 90, "°", soft=(0, 40), key="contact", label="At contact"),
            whole(0, 120, "°", soft=(20, 70), key="mid_stance", label="Mid-stance"),
        ),
        shown="running_video",
        reference="Contact 10–20°, peak 40–45°",
        source=MEMORY,
    ),
    Field(
        id="G5",
        section=CHECK,
        label="Bounce",
        boxes=(measured(0, 30, "cm", soft=(3, 15)),),
        shown="running_video",
        reference="6–10 cm",
        source=MEMORY,
    ),
    Field(
        id="G6",
        section=CHECK,
        label="Trunk lean",
        boxes=(enum("forward", "upright", "backward"),),
        shown="running_video",
        reference="5–10° forward",
        source=MEMORY,
    ),
    Field(
        id="G7",
        section=CHECK,
        label="Pelvic drop, other side",
        boxes=(
            enum("none", "mild", "clear", key="grade", label="Seen"),
            whole(0, 45, "°", soft=(0, 20), key="degrees", label="Degrees"),
        ),
        main="grade",
        shown="running_video",
        reference="{movement.pelvic_drop}° and more is clear",
        source=MEMORY,
    ),
    Field(
        id="G8",
        section=CHECK,
        label="Hip adduction, knee toward midline",
        boxes=(enum("none", "mild", "clear"),),
        shown="running_video",
        reference="Peak 12–15° and more",
        source=MEMORY,
    ),
    Field(
        id="G9",
        section=CHECK,
        label="Step width",
        boxes=(
            yes_no("crossover", "Foot crosses the midline"),
            measured(-20, 40, "cm", soft=(-5, 20), key="width", label="Width"),
        ),
        main="crossover",
        shown="running_video",
        reference="No crossover",
    ),
    Field(
        id="G10",
        section=CHECK,
        label="Knee window",
        boxes=(enum("present", "absent"),),
        shown="running_video",
        reference="Present; shown, not counted",
    ),
    Field(
        id="G11",
        section=CHECK,
        label="Pain during the video",
        boxes=(pain(),),
        shown="running_video",
        reference="Stop at {notes.video_pain}",
    ),
    Field(
        id="G12",
        section=CHECK,
        label="What the video shows",
        boxes=(
            multi("none", "overstride", "pelvic drop", "knee toward midline", "crossover", key="findings"),
            text("note", "In words"),
        ),
        main="findings",
        shown="running_video",
    ),
)
