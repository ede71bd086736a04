"""What the red flags are read from beside the history: lists that take seconds (R01 … R09). None holds up signing."""

from assessments.examination.fields import Field, Section, measured, multi

RED_FLAGS = Section.RED_FLAGS
TICK = "Tick what is there. “None” says that you looked."

FIELDS: tuple[Field, ...] = (
    Field(
        id="R01",
        section=RED_FLAGS,
        label="Heat, swelling and general signs",
        boxes=(
            multi(
                "none",
                named={
                    "hot": "Knee hot",
                    "red": "Knee red",
                    "new_swelling": "Knee newly swollen",
                    "front_swelling": "Swelling over the front of the kneecap",
                    "spreading": "Redness spreading at the front",
                    "fever": "Fever",
                    "unwell": "Unwell, malaise",
                    "night_sweats": "Night sweats",
                    "weight_loss": "Weight loss",
                    "recent_injection": "Recent injection of the knee",
                    "recent_surgery": "Recent surgery of the knee",
                    "wound": "Wound or skin break",
                    "implant": "Prosthesis or metalwork at this knee",
                    "new_pain": "Pain at the prosthesis or metalwork is new",
                },
            ),
        ),
        hint=TICK,
    ),
    Field(
        id="R02",
        section=RED_FLAGS,
        label="Temperature",
        boxes=(measured(30, 45, "°C", soft=(35, 40)),),
        hint="Where the knee is hot, red or newly swollen.",
        reference="38 °C and more with a hot or red swollen knee: emergency",
        source="NHS Gloucestershire knee red flags",
    ),
    Field(
        id="R03",
        section=RED_FLAGS,
        label="Calf and chest",
        boxes=(
            multi(
                "none",
                named={
                    "calf_pain": "Calf pain on one side",
                    "calf_swelling": "Calf swelling on one side",
                    "clot_suspected": "Clot suspected for another reason",
                    "breathless": "New breathlessness",
                    "chest_pain": "Chest pain",
                    "coughed_blood": "Coughed up blood",
                    "fainted": "Fainted",
                },
            ),
        ),
        hint=TICK,
        reference="Any suspicion: same day, with the Wells score",
        source="NICE NG158",
    ),
    Field(
        id="R04",
        section=RED_FLAGS,
        label="Hip of a young person",
        boxes=(
            multi(
                "none",
                named={
                    "limp": "Limp",
                    "refuses_weight": "Refuses to bear weight",
                    "turns_out": "Hip turns out when it bends",
                    "abduction_limited": "Hip abduction limited",
                },
            ),
        ),
        shown="under_18",
        hint=TICK + " Turning in is kept with the hip movement.",
        source="Paediatric knee red flags, 247econsult; [memory]",
    ),
    Field(
        id="R05",
        section=RED_FLAGS,
        label="Injury, deformity and foot",
        boxes=(
            multi(
                "none",
                named={
                    "deformity": "Deformity",
                    "kneecap_out": "Kneecap out of place and not back",
                    "cannot_bend_after_blow": "Cannot bend after a blow",
                    "tendon_gap": "Gap above or below the kneecap",
                    "cannot_lift_leg": "Cannot lift the straight leg",
                    "cold_foot": "Foot cold",
                    "pale_foot": "Foot pale",
                    "new_numbness": "New numbness",
                    "new_weakness": "New weakness",
                },
            ),
        ),
        hint=TICK,
    ),
    Field(
        id="R06",
        section=RED_FLAGS,
        label="Bone and lumps",
        boxes=(
            multi(
                "none",
                named={
                    "bone_pain": "Unexplained bone pain",
                    "focal_bone_pain": "Pain on one spot of bone (femur, tibia, patella)",
                    "femoral_neck": "Bone pain at the neck of the femur (groin)",
                    "rest_pain": "Bone pain at rest",
                    "unrelenting": "Pain that never lets up",
                    "cannot_hop": "Cannot hop or bear weight",
                    "mass": "Unexplained mass or swelling around the knee",
                    "lump": "Unexplained lump",
                    "lump_deep": "Lump is deep",
                    "lump_growing": "Lump is growing",
                    "lump_painful": "Lump is painful",
                    "lump_returned": "Lump is back after it was cut out",
                },
            ),
        ),
        hint=TICK,
    ),
    Field(
        id="R07",
        section=RED_FLAGS,
        label="Lump, widest",
        boxes=(measured(0, 40, "cm", soft=(0, 20)),),
        hint="Only where there is one.",
        reference="Over 5 cm: suspected-cancer pathway",
        source="NICE NG12 [memory]",
    ),
    Field(
        id="R08",
        section=RED_FLAGS,
        label="Joints, skin, gut, eyes and blood",
        boxes=(
            multi(
                "none",
                named={
                    "other_joint": "Another joint sore or swollen",
                    "psoriasis": "Psoriasis",
                    "bowel_disease": "Inflammatory bowel disease",
                    "uveitis": "Uveitis",
                    "raised_crp": "Raised CRP",
                },
            ),
        ),
        hint=TICK + " With stiffness over 30 minutes and an effusion it counts.",
        source="NICE NG100 [memory]",
    ),
    Field(
        id="R09",
        section=RED_FLAGS,
        label="Distress and safety",
        boxes=(
            multi(
                "none",
                named={
                    "suicidal": "Suicidal thoughts disclosed",
                    "severe_distress": "Severe distress disclosed",
                    "safeguarding": "Safeguarding concern",
                },
            ),
        ),
        hint=TICK,
        source="[design] clinic default",
    ),
)
