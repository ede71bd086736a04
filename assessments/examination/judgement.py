"""What the physio makes of it: other causes, diagnosis and subgroups agreed, and why it differs (D01 … D08)."""

from assessments.differential import CONDITIONS
from assessments.examination.fields import Field, Section, enum, multi, text

PLAN = Section.PLAN
CAUSES = {condition.id: condition.name for condition in CONDITIONS}
# The four subgroups as they are printed.
SUBGROUP_NAMES = {
    "SG1": "Overuse or overload without other impairment",
    "SG2": "Muscle performance deficits",
    "SG3": "Movement coordination deficits",
    "SG4": "Mobility impairments",
}

FIELDS: tuple[Field, ...] = (
    Field(
        id="D08",
        section=PLAN,
        label="Pointers to other causes",
        boxes=(
            multi(
                "none",
                named={
                    "forced_extension": "Pain below the kneecap on forced extension",
                    "standing": "Sore on prolonged standing",
                    "medial_snap": "Medial snap or pain",
                    "thickened_band": "Thickened band",
                    "bony_change": "Bony change",
                    "pop": "Pop at the injury",
                    "noble": "Noble compression positive (about 30°)",
                    "growth_spurt": "Growth spurt",
                    "superficial_swelling": "Superficial swelling (bursa)",
                    "numb_patch": "Numb patch",
                    "back_pain": "Back pain",
                    "neural_test": "Neural test positive",
                    "dermatomal": "Dermatomal signs",
                    "superolateral_pole": "Pain at the superolateral pole",
                    "disproportionate": "Disproportionate pain",
                    "colour_change": "Change of colour, temperature or sweating",
                    "calf_on_exercise": "Calf pain on exercise",
                },
            ),
        ),
        hint="Tick what you found; the rest stays “not looked at”. “None” says that you looked at all.",
    ),
    Field(
        id="D02",
        section=PLAN,
        label="Other causes ruled out",
        boxes=(multi(named=CAUSES),),
    ),
    Field(
        id="D03",
        section=PLAN,
        label="Other causes still possible",
        boxes=(multi(named=CAUSES),),
        hint="As long as one stands here, the diagnosis stays possible and not probable.",
    ),
    Field(
        id="D01",
        section=PLAN,
        label="Other causes of the pain",
        boxes=(enum("excluded", "not yet excluded", "another diagnosis explains it"),),
        hint="Your judgement after the differential list.",
        source="Willy 2019, JOSPT 49(9):CPG1–95; Crossley 2016, BJSM 50:839–843",
    ),
    Field(
        id="D04",
        section=PLAN,
        label="Diagnosis agreed",
        boxes=(
            enum(
                named={
                    "probable_pfp": "Probable patellofemoral pain",
                    "possible_pfp": "Possible patellofemoral pain",
                    "not_pfp": "Not patellofemoral pain",
                }
            ),
        ),
        hint="Your judgement; the suggestion stands beside it.",
    ),
    Field(
        id="D05",
        section=PLAN,
        label="Subgroups agreed",
        boxes=(multi("none", named=SUBGROUP_NAMES),),
        hint="More than one may apply.",
    ),
    Field(
        id="D06",
        section=PLAN,
        label="Leads the programme",
        boxes=(enum(named=SUBGROUP_NAMES),),
        hint="One of the subgroups agreed, or overload while the pain is fresh.",
    ),
    Field(id="D07", section=PLAN, label="Why this differs from the suggestion", boxes=(text(),)),
)
