"""Anterior Knee Pain Scale (Kujala 1993): thirteen questions, 0 to 100, higher is better.

Points follow the 1993 table. Two web copies print 2 for a constant limp and 1 for squatting with part
weight; with 0 and 2 the scale runs from 0 to 100 as its authors say.
"""

from decimal import Decimal

from assessments.instruments.answers import Item, Option
from assessments.instruments.definition import Instrument
from assessments.instruments.examples import ChangeExample, RefusedExample, WorkedExample
from assessments.instruments.scores import Threshold


def _item(key: str, label: str, *options: tuple[str, int]) -> Item:
    """A question whose options are lettered a, b, c … as on the paper form."""
    return Item(
        key=key,
        label=label,
        options=tuple(Option(letter, words, points) for letter, (words, points) in zip("abcde", options, strict=False)),
    )


ITEMS = (
    _item("limp", "Limp", ("None", 5), ("Slight or periodic", 3), ("Constant", 0)),
    _item("support", "Weight support", ("Full, no pain", 5), ("Painful", 3), ("Cannot bear weight", 0)),
    _item("walk", "Walking distance", ("Unlimited", 5), ("Over 2 km", 3), ("1–2 km", 2), ("Unable", 0)),
    _item(
        "stairs",
        "Stairs",
        ("No difficulty", 10),
        ("Slight pain going down", 8),
        ("Pain both ways", 5),
        ("Unable", 0),
    ),
    _item(
        "squat",
        "Squatting",
        ("No difficulty", 5),
        ("Repeated squats painful", 4),
        ("Painful every time", 3),
        ("Possible only with part weight", 2),
        ("Unable", 0),
    ),
    _item(
        "run",
        "Running",
        ("No difficulty", 10),
        ("Pain after over 2 km", 8),
        ("Slight pain from the start", 6),
        ("Severe pain", 3),
        ("Unable", 0),
    ),
    _item(
        "jump",
        "Jumping",
        ("No difficulty", 10),
        ("Slight difficulty", 7),
        ("Constant pain", 2),
        ("Unable", 0),
    ),
    _item(
        "sit",
        "Long sitting, knees bent",
        ("No difficulty", 10),
        ("Pain after exercise", 8),
        ("Constant pain", 6),
        ("Pain forces knee to straighten now and then", 4),
        ("Unable", 0),
    ),
    _item(
        "pain",
        "Pain",
        ("None", 10),
        ("Slight, occasional", 8),
        ("Disturbs sleep", 6),
        ("Occasionally severe", 3),
        ("Constant and severe", 0),
    ),
    _item(
        "swelling",
        "Swelling",
        ("None", 10),
        ("After severe exertion", 8),
        ("After daily activity", 6),
        ("Every evening", 4),
        ("Constant", 0),
    ),
    _item(
        "patmove",
        "Abnormal painful kneecap movement (subluxation)",
        ("None", 10),
        ("Occasional, in sport", 6),
        ("Occasional, daily life", 4),
        ("At least one documented dislocation", 2),
        ("More than two dislocations", 0),
    ),
    _item("atrophy", "Thigh wasting", ("None", 5), ("Slight", 3), ("Severe", 0)),
    _item("flexdef", "Loss of knee bend", ("None", 5), ("Slight", 3), ("Severe", 0)),
)


def lettered(letters: str) -> dict[str, str]:
    """Answers from thirteen letters in the order of the form; a dash leaves the item out."""
    pairs = zip(ITEMS, letters.replace(" ", ""), strict=True)
    return {item.key: letter for item, letter in pairs if letter != "-"}


INSTRUMENT = Instrument(
    key="akps",
    version="1993-v1",
    title="Anterior Knee Pain Scale",
    patient_title="Knee score",
    instruction="Pick the one that fits your knee now.",
    items=ITEMS,
    lowest=0,
    highest=100,
    direction="higher",
    source="Kujala 1993, Arthroscopy 9(2):159–163",
    licence=(
        "Published in a journal; no user licence found. Short labels of our own, to be replaced by the "
        "clinic's permitted wording."
    ),
    recall="none stated; now",
    formula_text="Sum of the points of the thirteen answers.",
    missing_rule="All 13 answers are needed; never prorated, because the items weigh differently. [design]",
    error=Threshold(Decimal(13), "Watson 2005, JOSPT 35:136–146 [memory]"),
    important=Threshold(Decimal(8), "Crossley 2004, Arch Phys Med Rehabil 85:815–822; value [memory]"),
    core=True,
    two_ticks="Two letters ticked: the worse one counts, with fewer points. [design] as the rule of the KOOS",
    # Not more often than every two weeks: the collection schedule, [design].
    rest_days=14,
    collected={
        "baseline": "required",
        "week_6": "required",
        "week_12": "required",
        "discharge": "required",
        "month_6": "required",
        "month_12": "required",
    },
    examples=(
        WorkedExample(name="AK1", answers=lettered("aaaaaaaaaaaaa"), score=100),
        WorkedExample(name="AK2", answers=lettered("ccddeedeeeecc"), score=0),
        WorkedExample(name="AK3", answers=lettered("aabbbbbbbaaaa"), score=86),
        WorkedExample(name="AK4", answers=lettered("aabbcccccbaaa"), score=72),
        WorkedExample(name="AK5", answers=lettered("babccccdcbaba"), score=63),
        WorkedExample(name="AK6", answers=lettered("aabbcdbccaaba"), score=74),
        WorkedExample(name="AK7", answers=lettered("aabbc-cccbaaa"), score=None, status="incomplete", answered=12),
    ),
    change_examples=(
        ChangeExample(
            name="AK8",
            baseline=lettered("babccccdcbaba"),
            latest=lettered("aabbcccccbaaa"),
            difference=9,
            band="important",
        ),
    ),
    refused_examples=(
        RefusedExample(name="a fourth letter for limp", answers={"limp": "d"}, item="limp"),
        RefusedExample(name="points in place of a letter", answers={"limp": 5}, item="limp"),
    ),
)
