"""The twenty-seven red flags of a sore knee: statement, level, what to do, and where the rule comes from."""

from dataclasses import dataclass

from assessments.redflags.levels import Level
from assessments.rulebook.definition import Tag, tag_of

REVIEWED = "The clinical lead signs this rule set once a year."

_RED_FLAG_LIST = "NHS Gloucestershire knee red flags"
_CHILD_LIST = "Paediatric knee red flags, 247econsult"


@dataclass(frozen=True, slots=True)
class Question:
    """A rule asked of a patient: what they tick, a line below it, and what we call it afterwards."""

    label: str
    short: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One rule. Where the table allows two levels, `level` is the more urgent and `may_be` the other.

    `rises_to` is a more urgent level that the list ties to a finding of its own.
    """

    id: str
    level: Level
    statement: str
    action: str
    source: str
    question: Question | None = None
    may_be: Level | None = None
    rises_to: Level | None = None

    @property
    def grade(self) -> Tag:
        """What its source is worth: published, from memory, or a clinic default."""
        return tag_of(self.source)


RULES: tuple[RedFlag, ...] = (
    RedFlag(
        "RF01",
        Level.EMERGENCY,
        "Hot or red knee with new effusion, and temperature 38 °C or more, unwell, immunosuppressed, or recent "
        "injection, surgery or skin break",
        "Suspected septic arthritis: A&E now, no wait, no exercise.",
        f"{_RED_FLAG_LIST}; {_CHILD_LIST}",
        Question(
            "My knee is hot or red and newly swollen, and I feel ill or have a fever",
            "hot, swollen knee and feeling ill",
            "Tick this too if you fight infection poorly, or the knee just had an injection, surgery or a cut.",
        ),
    ),
    RedFlag(
        "RF02",
        Level.SAME_DAY,
        "Hot and swollen knee without trauma and without systemic features",
        "Same-day medical review, bloods.",
        f"{_RED_FLAG_LIST}; [design] clinic default",
        Question("My knee is hot and swollen, and I didn’t hurt it", "hot, swollen knee"),
    ),
    RedFlag(
        "RF03",
        Level.EMERGENCY,
        "Prosthetic joint or metalwork at the knee with new pain and heat or a wound",
        "Suspected infection of the implant: A&E now.",
        "[memory]",
    ),
    RedFlag(
        "RF04",
        Level.SAME_DAY,
        "Suspected infected bursitis: swelling at the front, redness, spreading",
        "Same-day GP or A&E.",
        "[design] clinic default",
    ),
    RedFlag(
        "RF05",
        Level.SAME_DAY,
        "Any clinical suspicion of deep vein thrombosis: one-sided calf pain or swelling, risk factor",
        "Same-day assessment whatever the Wells score; fill it in and send it with the referral.",
        "NICE NG158",
        Question("My calf is sore or swollen on one side", "sore or swollen calf"),
    ),
    RedFlag(
        "RF06",
        Level.EMERGENCY,
        "Calf swelling and new breathlessness, chest pain, coughing blood or fainting",
        "999: suspected pulmonary embolism.",
        "[memory]",
        Question(
            "My calf is swollen, and I’m short of breath, have chest pain, coughed up blood or fainted",
            "swollen calf with breathing or chest trouble",
        ),
    ),
    RedFlag(
        "RF07",
        Level.SAME_DAY,
        "Ottawa knee rule positive after an acute injury",
        "X-ray today (A&E or minor injuries unit).",
        "Ottawa knee rule, Stiell 1995",
        Question(
            "I hurt my knee this week, and I can’t take four steps on it or bend it to a right angle",
            "injury, and can’t walk or bend",
            "Steps with a limp count as steps.",
        ),
    ),
    RedFlag(
        "RF08",
        Level.SAME_DAY,
        "Pittsburgh knee rule positive",
        "X-ray today (A&E or minor injuries unit).",
        "Pittsburgh knee rule",
    ),
    RedFlag(
        "RF09",
        Level.SAME_DAY,
        "Rapid swelling within 2–4 hours after injury (haemarthrosis)",
        "Urgent same-day review for ligament injury or fracture.",
        f"{_CHILD_LIST}; NHS Lothian acute knee",
    ),
    RedFlag(
        "RF10",
        Level.SAME_DAY,
        "Locked knee: cannot be straightened actively or passively",
        "Acute knee or fracture clinic today.",
        _RED_FLAG_LIST,
        Question("My knee is locked. I can’t straighten it", "locked knee", "It won’t go straight with help either."),
    ),
    RedFlag(
        "RF11",
        Level.EMERGENCY,
        "Under 18 with hip, groin or thigh pain, limp, painful or limited hip internal rotation, or the hip "
        "turning out when it bends",
        "Suspected slipped upper femoral epiphysis: stop weight bearing, same-day orthopaedics.",
        _CHILD_LIST,
        Question("I’m under 18, and my hip, groin or thigh hurts, or I limp", "under 18 with hip pain or a limp"),
    ),
    RedFlag(
        "RF12",
        Level.URGENT,
        "Age 4–10 with a limp and limited hip abduction or internal rotation, no fever",
        "GP or paediatrics within days: Perthes disease.",
        "[memory]",
    ),
    RedFlag(
        "RF13",
        Level.EMERGENCY,
        "Child with a limp and fever who refuses to bear weight",
        "Suspected septic hip or osteomyelitis: A&E now.",
        "[memory]",
        Question(
            "I’m asking for a child who limps, has a fever and won’t stand on the leg", "child with limp and fever"
        ),
    ),
    RedFlag(
        "RF14",
        Level.TWO_WEEK,
        "Unexplained bone pain, mass or swelling around the knee in a child or young person",
        "Very urgent X-ray within 48 hours; refer within 48 hours if suggestive.",
        "NICE NG12, under 25 [memory]",
        Question(
            "I’m under 25, and there’s a lump or deep bone pain near my knee that nobody can explain",
            "unexplained lump or bone pain",
        ),
    ),
    RedFlag(
        "RF15",
        Level.TWO_WEEK,
        "Unexplained lump over 5 cm, deep, growing or painful, or back after excision (adult)",
        "Ultrasound by direct access within 2 weeks: suspected soft-tissue sarcoma.",
        "NICE NG12 [memory]",
        may_be=Level.URGENT,
    ),
    RedFlag(
        "RF16",
        Level.URGENT,
        "Active or past cancer with unrelenting or night bone pain",
        "GP the same week: suspected metastasis.",
        _RED_FLAG_LIST,
    ),
    RedFlag(
        "RF17",
        Level.URGENT,
        "Night pain that does not ease by position, with weight loss, fever, night sweats or malaise",
        "GP within 48 hours; bloods, X-ray.",
        _RED_FLAG_LIST,
        Question(
            "Pain wakes me at night whatever way I lie, and I’ve lost weight, sweat at night, have a fever or feel ill",
            "night pain and feeling ill",
        ),
    ),
    RedFlag(
        "RF18",
        Level.EMERGENCY,
        "Deformity, dislocated kneecap that has not gone back, or cannot bend after a blow",
        "A&E now.",
        f"{_RED_FLAG_LIST}; NHS Lothian acute knee",
        Question("My knee or kneecap looks out of place, or I can’t bend it after a blow", "knee looks out of place"),
    ),
    RedFlag(
        "RF19",
        Level.EMERGENCY,
        "Tendon rupture signs: gap above or below the patella, cannot lift the straight leg",
        "A&E now.",
        _RED_FLAG_LIST,
    ),
    RedFlag(
        "RF20",
        Level.EMERGENCY,
        "Neurovascular change: cold or pale foot, absent pulse, new numbness or weakness",
        "A&E now.",
        _RED_FLAG_LIST,
        Question("My foot is cold or pale, or newly numb or weak", "cold, pale, numb or weak foot"),
    ),
    RedFlag(
        "RF21",
        Level.SAME_DAY,
        "Suspected stress fracture of femoral neck, tibia or patella: focal bone pain, rest pain, load spike or "
        "low energy",
        "Stop impact, offload, MRI by GP or sports physician. Femoral neck and cannot hop or bear weight: A&E now.",
        "[memory]",
        rises_to=Level.EMERGENCY,
    ),
    RedFlag(
        "RF22",
        Level.URGENT,
        "First-time or recurrent patellar dislocation",
        "Orthopaedic or fracture clinic within 1 week; X-ray.",
        _RED_FLAG_LIST,
    ),
    RedFlag(
        "RF23",
        Level.URGENT,
        "Long morning stiffness, effusion, and another joint, psoriasis, bowel disease, uveitis or raised CRP",
        "Rheumatology; suspected persistent synovitis is referred within 3 working days.",
        "NICE NG100 [memory]",
    ),
    RedFlag(
        "RF24",
        Level.URGENT,
        "Knee swollen for weeks without trauma or heat",
        "GP, X-ray, bloods.",
        "[design] clinic default",
        may_be=Level.ROUTINE,
    ),
    RedFlag(
        "RF25",
        Level.SAME_DAY,
        "Anticoagulated with a new effusion or trauma",
        "Same-day review: haemarthrosis.",
        "[design] clinic default",
    ),
    RedFlag(
        "RF26",
        Level.EMERGENCY,
        "Suicidal thoughts or severe distress disclosed, or a safeguarding concern",
        "Follow the clinic’s safeguarding and crisis pathway now.",
        "[design] clinic default",
        may_be=Level.SAME_DAY,
    ),
    RedFlag(
        "RF27",
        Level.URGENT,
        "Systemic steroid with a fluoroquinolone or tendon pain",
        "GP: risk of tendon rupture.",
        "[memory]",
    ),
)

BY_ID = {rule.id: rule for rule in RULES}
