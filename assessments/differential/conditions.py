"""The twenty-five other causes: what points to each, and what to do when it is likely.

The list prints no sources, so every line waits for the clinical lead: [memory].
"""

from dataclasses import dataclass

from assessments.rulebook.definition import Tag, tag_of

SOURCE = "Differential list of the clinic [memory]"


@dataclass(frozen=True, slots=True)
class Condition:
    """One cause: what speaks for it, and the test or the way on; `action` is empty where the list has none."""

    id: str
    name: str
    pointers: str
    action: str = ""
    source: str = SOURCE

    @property
    def grade(self) -> Tag:
        """What its source is worth."""
        return tag_of(self.source)


CONDITIONS: tuple[Condition, ...] = (
    Condition(
        "DD01",
        "Patellar tendinopathy",
        "Pain localised to the inferior pole; jumping or energy storage load; age 15–30",
        "Load-dependent, one-finger point; decline squat.",
    ),
    Condition("DD02", "Quadriceps tendinopathy", "Superior pole pain; deep squats"),
    Condition("DD03", "Fat pad (Hoffa) impingement", "Pain below the kneecap on forced extension; prolonged standing"),
    Condition("DD04", "Plica syndrome", "Medial snap or pain; thickened band"),
    Condition(
        "DD05",
        "Patellar instability",
        "Dislocation in the history; apprehension positive; generalised laxity",
        "Orthopaedic route if it is the first dislocation.",
    ),
    Condition(
        "DD06",
        "Patellofemoral osteoarthritis",
        "Age over 40–50; stiffness; crepitus with pain; swelling",
        "Diagnose osteoarthritis clinically from 45 years with activity pain and morning stiffness of none or up to "
        "30 minutes.",
        "NICE NG226 [memory]",
    ),
    Condition("DD07", "Tibiofemoral osteoarthritis", "Joint-line pain; bony change"),
    Condition(
        "DD08",
        "Meniscal tear",
        "Twist; joint-line tenderness; locking or catching",
        "McMurray, Thessaly; true locking is a red flag (RF10).",
    ),
    Condition(
        "DD09",
        "Ligament injury (ACL, PCL, MCL, LCL)",
        "Trauma; pop; giving way; early effusion",
        "Lachman, posterior drawer, varus and valgus.",
    ),
    Condition(
        "DD10",
        "Iliotibial band pain",
        "Lateral epicondyle pain at about 30° of bend; runs 2–3 km, then stops",
        "Noble compression.",
    ),
    Condition("DD11", "Osgood–Schlatter", "Pain at the tibial tubercle; 8–15 years; growth spurt"),
    Condition("DD12", "Sinding-Larsen–Johansson", "Pain at the inferior pole of the kneecap; 10–13 years"),
    Condition(
        "DD13",
        "Bone stress injury (tibia, femur, patella)",
        "Focal bony pain; rest or night pain; load spike; low energy (RED-S)",
        "Red flag (RF21): stop running, MRI by GP or sports physician.",
    ),
    Condition(
        "DD14",
        "Bursitis (prepatellar, infrapatellar, pes)",
        "Superficial swelling; kneeling",
        "An infected bursa is a red flag (RF04).",
    ),
    Condition("DD15", "Saphenous or infrapatellar nerve", "Burning; numb patch"),
    Condition(
        "DD16",
        "Referred from the hip (also slipped epiphysis, Perthes)",
        "Groin or thigh pain; limited hip rotation",
        "Examine the hip in everybody under 18.",
    ),
    Condition("DD17", "Referred from the lumbar spine", "Back pain; neural tests; dermatomal signs"),
    Condition(
        "DD18",
        "Inflammatory or crystal arthritis",
        "Stiffness over 30 minutes; effusion; several joints; systemic signs",
        "Urgent rheumatology route.",
    ),
    Condition("DD19", "Septic arthritis or osteomyelitis", "By the red flags (RF01, RF02, RF03, RF13)", "Emergency."),
    Condition("DD20", "Tumour", "By the red flags (RF14, RF15, RF16, RF17)", "Urgent."),
    Condition("DD21", "Deep vein thrombosis", "By the red flags (RF05, RF06)", "Same day."),
    Condition(
        "DD22",
        "Osteochondritis dissecans",
        "10–20 years; effusion; catching; sport",
        "X-ray (tunnel view) or MRI.",
    ),
    Condition("DD23", "Bipartite patella, painful", "Pain at the superolateral pole", "X-ray."),
    Condition(
        "DD24",
        "Complex regional or widespread pain",
        "Disproportionate pain; change of colour, temperature or sweating",
        "Pain pathway.",
    ),
    Condition(
        "DD25",
        "Popliteal artery problem or exertional compartment",
        "Calf pain on exercise; pulse change",
        "Vascular or sports medicine.",
    ),
)

BY_ID = {condition.id: condition for condition in CONDITIONS}
