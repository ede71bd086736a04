"""The red flags, one by one, with the numbers that they are read by; the knee rules and the Wells score beside them.

Numbers that a flag's own statement prints (38 °C, under 18, 5 cm) belong to published pathways and are changed nowhere.
"""

from assessments.redflags.knee_rules import OTTAWA_AGE, PITTSBURGH_OLD, PITTSBURGH_YOUNG
from assessments.redflags.rules import RULES
from assessments.rulebook.definition import Part, Rule, limit, listed, tag_of

_GLOUCESTERSHIRE = "NHS Gloucestershire knee red flags"
_PAEDIATRIC = "Paediatric knee red flags, 247econsult"
_DESIGN = "[design] clinic default"

_LIMITS = (
    listed(
        "red_flags.temperature",
        "A fever begins at (RF01, RF12, RF13, RF17)",
        _GLOUCESTERSHIRE,
        value=38,
        unit="°C",
        tag="published",
    ),
    listed(
        "red_flags.hip_age",
        "A painful or stiff hip is a red flag under this age (RF11)",
        _PAEDIATRIC,
        value=18,
        unit="years",
        tag="published",
    ),
    limit(
        "red_flags.hip_internal_rotation",
        "Turning in of the hip is limited under this (RF11, RF12)",
        35,
        "°",
        "Usual range 35–45° [memory]",
        tag="memory",
        between=(20, 45),
    ),
    listed(
        "red_flags.perthes_from",
        "Perthes disease is thought of from (RF12)",
        "[memory]",
        value=4,
        unit="years",
        tag="memory",
    ),
    listed(
        "red_flags.perthes_to",
        "Perthes disease is thought of up to (RF12)",
        "[memory]",
        value=10,
        unit="years",
        tag="memory",
    ),
    limit(
        "red_flags.child_age",
        "A limp with fever is a child’s under this age (RF13)",
        18,
        "years",
        _DESIGN,
        tag="design",
        between=(12, 18),
    ),
    listed(
        "red_flags.young_age",
        "Bone pain or a mass gets its X-ray in 48 hours under this age (RF14)",
        "NICE NG12 [memory]",
        value=25,
        unit="years",
        tag="memory",
    ),
    limit(
        "red_flags.adult_age",
        "A lump is an adult’s from this age (RF15)",
        18,
        "years",
        _DESIGN,
        tag="design",
        between=(16, 25),
    ),
    listed(
        "red_flags.lump_cm",
        "A lump over this width (RF15)",
        "NICE NG12 [memory]",
        value=5,
        unit="cm",
        tag="memory",
    ),
    limit(
        "red_flags.low_energy_answers",
        "Low energy is likely with this many yeses of the screen (RF21)",
        2,
        "of 4",
        _DESIGN,
        tag="design",
        between=(1, 4),
    ),
    limit(
        "red_flags.stiffness_minutes",
        "Morning stiffness over this points to joint disease (RF23)",
        30,
        "minutes",
        "NICE NG100 [memory]",
        tag="memory",
        between=(15, 60),
    ),
    limit(
        "red_flags.swollen_weeks",
        "Swollen without injury or heat for more than (RF24)",
        4,
        "weeks",
        _DESIGN,
        tag="design",
        between=(2, 8),
    ),
)

_KNEE_RULES = (
    Rule(
        id="ottawa",
        statement="Ottawa knee rule: X-ray after an injury within 7 days from this age, or with the patella tender "
        "alone, the head of the fibula tender, no bend to 90°, or not 4 steps both then and now",
        source="Stiell 1995; age printed as over 55 in some copies",
        tag="published",
        value=OTTAWA_AGE,
        unit="years",
    ),
    Rule(
        id="pittsburgh.young",
        statement="Pittsburgh knee rule: X-ray after a fall or blow when unable to walk 4 steps, or under this age",
        source="Pittsburgh knee rule",
        tag="published",
        value=PITTSBURGH_YOUNG,
        unit="years",
    ),
    Rule(
        id="pittsburgh.old",
        statement="Pittsburgh knee rule: X-ray after a fall or blow when over this age",
        source="Pittsburgh knee rule",
        tag="published",
        value=PITTSBURGH_OLD,
        unit="years",
    ),
    Rule(
        id="wells",
        statement="Wells score, two levels: 2 or more likely, 1 or less unlikely; the same day in either case",
        source="NICE NG158",
        tag="published",
    ),
)

PART = Part(
    key="red_flags",
    title="Red flags",
    rules=(
        *(Rule(id=rule.id, statement=rule.statement, source=rule.source, tag=tag_of(rule.source)) for rule in RULES),
        *_LIMITS,
        *_KNEE_RULES,
    ),
)
