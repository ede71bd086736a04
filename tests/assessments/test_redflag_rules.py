"""Every red flag in every combination of its own facts, held against the rule written out once more by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import redflags, rulebook
from assessments.examination import BY_ID, FIELDS, validate
from assessments.examination.fields import Section
from assessments.examination.seen import Seen
from assessments.redflags.findings import FORMULAS, answer, hits, states
from tests.assessments.facts import TUESDAY, findings, seen
from tests.assessments.test_examination import field_values

WAYS_IN = ("R01.unwell", "R01.recent_injection", "R01.recent_surgery", "R01.wound", "S20.immunosuppression")
SWOLLEN = ("R01.new_swelling", "effusion", "constant")
SIGNS = ("patella tender", "fibula tender", "no bend", "no standing")
JOINTS = ("R08.other_joint", "R08.psoriasis", "R08.bowel_disease", "R08.uveitis", "R08.raised_crp")
FACES = ("R04.limp", "R04.turns_out", "S04.hip_groin", "S04.thigh", "sore turning in", "turns in little")
LUMP = ("R06.lump", "R06.lump_deep", "R06.lump_growing", "R06.lump_painful", "R06.lump_returned")


@dataclass(frozen=True)
class Table:
    """A rule with the facts that it is made of, the ages to try, and what true facts and an age should make of it."""

    rule: str
    facts: tuple[str, ...]
    expected: Callable[[set[str], int], bool]
    ages: tuple[int, ...] = (40,)

    def __str__(self) -> str:
        return self.rule


def some(facts: set[str], *names: str) -> bool:
    """Whether any of these is so."""
    return any(name in facts for name in names)


def septic(f: set[str]) -> bool:
    """RF01, once more."""
    way_in = some(f, "temperature", "R01.fever", "steroid", "biologic", *WAYS_IN)
    return some(f, "R01.hot", "R01.red") and some(f, *SWOLLEN) and way_in


TABLES = (
    Table(
        "RF01",
        ("R01.hot", "R01.red", *SWOLLEN, "temperature", "R01.fever", "steroid", "biologic", *WAYS_IN),
        lambda f, age: septic(f),
    ),
    Table(
        "RF02",
        ("R01.hot", "R01.red", *SWOLLEN, "temperature", "R01.fever", "twisted", "steroid", *WAYS_IN[:2]),
        lambda f, age: "R01.hot" in f and some(f, *SWOLLEN) and "twisted" not in f and not septic(f),
    ),
    Table(
        "RF03",
        ("R01.implant", "R01.new_pain", "R01.hot", "R01.wound", "R01.red"),
        lambda f, age: {"R01.implant", "R01.new_pain"} <= f and some(f, "R01.hot", "R01.wound"),
    ),
    Table(
        "RF04",
        ("R01.front_swelling", "R01.red", "R01.spreading", "R01.new_swelling"),
        lambda f, age: "R01.front_swelling" in f and some(f, "R01.red", "R01.spreading"),
    ),
    Table(
        "RF05",
        ("R03.calf_pain", "R03.calf_swelling", "R03.clot_suspected", "R03.chest_pain", "S20.dvt_pe"),
        lambda f, age: some(f, "R03.calf_pain", "R03.calf_swelling", "R03.clot_suspected"),
    ),
    Table(
        "RF06",
        ("R03.calf_pain", "R03.calf_swelling", "R03.breathless", "R03.chest_pain", "R03.coughed_blood", "R03.fainted"),
        lambda f, age: (
            "R03.calf_swelling" in f and some(f, "R03.breathless", "R03.chest_pain", "R03.coughed_blood", "R03.fainted")
        ),
    ),
    Table(
        "RF07",
        ("within a week", *SIGNS, "fell"),
        lambda f, age: "within a week" in f and (age >= 55 or some(f, *SIGNS)),
        ages=(30, 54, 55, 60),
    ),
    Table(
        "RF08",
        ("within a week", "fell", "no walking", "no bend"),
        lambda f, age: {"within a week", "fell"} <= f and (age < 12 or age > 50 or "no walking" in f),
        ages=(11, 12, 30, 50, 51),
    ),
    Table("RF09", ("rapid", "effusion"), lambda f, age: "rapid" in f),
    Table("RF10", ("S15.true_locking", "S15.catching", "S15.crepitus"), lambda f, age: "S15.true_locking" in f),
    Table("RF11", FACES, lambda f, age: age < 18 and some(f, *FACES), ages=(6, 17, 18, 40)),
    Table(
        "RF12",
        ("R04.limp", "R04.abduction_limited", "turns in little", "sore turning in", "R01.fever", "temperature"),
        lambda f, age: (
            4 <= age <= 10
            and "R04.limp" in f
            and some(f, "R04.abduction_limited", "turns in little")
            and not some(f, "R01.fever", "temperature")
        ),
        ages=(3, 4, 10, 11),
    ),
    Table(
        "RF13",
        ("R04.limp", "R04.refuses_weight", "R01.fever", "temperature", "R01.unwell"),
        lambda f, age: age < 18 and {"R04.limp", "R04.refuses_weight"} <= f and some(f, "R01.fever", "temperature"),
        ages=(5, 17, 18),
    ),
    Table(
        "RF14",
        ("R06.bone_pain", "R06.mass", "R06.lump", "R06.rest_pain"),
        lambda f, age: age < 25 and some(f, "R06.bone_pain", "R06.mass", "R06.lump"),
        ages=(8, 24, 25),
    ),
    Table(
        "RF15",
        (*LUMP, "wide lump"),
        lambda f, age: age >= 18 and some(f, "wide lump", *LUMP[1:]),
        ages=(17, 18, 60),
    ),
    Table(
        "RF16",
        ("S20.cancer_active", "S20.cancer_past", "wakes", "R06.unrelenting", "R06.rest_pain"),
        lambda f, age: some(f, "S20.cancer_active", "S20.cancer_past") and some(f, "wakes", "R06.unrelenting"),
    ),
    Table(
        "RF17",
        (
            "never settles",
            "lost weight",
            "R01.weight_loss",
            "R01.fever",
            "temperature",
            "R01.night_sweats",
            "R01.unwell",
        ),
        lambda f, age: "never settles" in f and len(f) > 1,
    ),
    Table(
        "RF18",
        ("R05.deformity", "R05.kneecap_out", "R05.cannot_bend_after_blow", "R05.cold_foot"),
        lambda f, age: some(f, "R05.deformity", "R05.kneecap_out", "R05.cannot_bend_after_blow"),
    ),
    Table(
        "RF19",
        ("R05.tendon_gap", "R05.cannot_lift_leg", "R05.deformity"),
        lambda f, age: some(f, "R05.tendon_gap", "R05.cannot_lift_leg"),
    ),
    Table(
        "RF20",
        ("no pulse", "numb", "R05.cold_foot", "R05.pale_foot", "R05.new_numbness", "R05.new_weakness"),
        lambda f, age: bool(f),
    ),
    Table(
        "RF21",
        ("R06.focal_bone_pain", "R06.femoral_neck", "R06.rest_pain", "spike", "low energy", "after change"),
        lambda f, age: (
            some(f, "R06.focal_bone_pain", "R06.femoral_neck")
            and "R06.rest_pain" in f
            and some(f, "spike", "low energy", "after change")
        ),
    ),
    Table("RF22", ("dislocated", "S15.catching"), lambda f, age: "dislocated" in f),
    Table(
        "RF23",
        ("stiff", "effusion", *JOINTS, "S20.inflammatory_arthritis"),
        lambda f, age: {"stiff", "effusion"} <= f and some(f, *JOINTS, "S20.inflammatory_arthritis"),
    ),
    Table(
        "RF24",
        ("constant", "long", "twisted", "R01.hot"),
        lambda f, age: {"constant", "long"} <= f and not some(f, "twisted", "R01.hot"),
    ),
    Table(
        "RF25",
        ("anticoagulant", "rapid", "effusion", "R01.new_swelling", "twisted"),
        lambda f, age: "anticoagulant" in f and len(f) > 1,
    ),
    Table(
        "RF26",
        ("R09.suicidal", "R09.severe_distress", "R09.safeguarding"),
        lambda f, age: bool(f),
    ),
    Table(
        "RF27",
        ("steroid", "fluoroquinolone", "S04.below_kneecap"),
        lambda f, age: "steroid" in f and len(f) > 1,
    ),
)
# Where an exclusion hands over to a more urgent rule, a blank is read as not so.
HANDS_OVER = {"RF02", "RF12", "RF24"}
# A lump that was denied is not waited for to be measured.
NOT_WAITED_FOR = {"RF15"}


def test_every_rule_has_its_formula_and_its_table() -> None:
    assert set(FORMULAS) == {rule.id for rule in redflags.RULES} == {table.rule for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_each_rule_in_every_combination_of_its_facts(table: Table) -> None:
    for said in product((True, False), repeat=len(table.facts)):
        facts = dict(zip(table.facts, said, strict=True))
        true = {fact for fact, so in facts.items() if so}
        for age in table.ages:
            told = answer(seen(facts, age), table.rule)
            assert told.met is table.expected(true, age), (facts, age)
            assert told.inputs
            assert not told.missing


@pytest.mark.parametrize("table", TABLES, ids=str)
@settings(max_examples=50)
@given(data=st.data())
def test_an_answer_from_half_the_fields_holds_for_the_whole(table: Table, data: st.DataObject) -> None:
    facts = {fact: data.draw(st.booleans()) for fact in table.facts}
    whole = findings(facts)
    blank = data.draw(st.sets(st.sampled_from(sorted(whole))))
    age = data.draw(st.none() | st.sampled_from(table.ages))
    half = {field: value for field, value in whole.items() if field not in blank}
    told = answer(Seen(half, TUESDAY, age, rulebook.defaults()), table.rule)
    if told.met is None:
        assert told.missing
    elif table.rule not in HANDS_OVER | NOT_WAITED_FOR:
        true = {fact for fact, so in facts.items() if so}
        possible = table.ages if age is None else (age,)
        assert {table.expected(true, one) for one in possible} == {told.met}


@pytest.mark.parametrize("rule", ["RF07", "RF08", "RF11", "RF12", "RF13", "RF14", "RF15"])
def test_no_age_is_ever_made_up(rule: str) -> None:
    table = next(one for one in TABLES if one.rule == rule)
    facts = dict.fromkeys(table.facts, True)
    if rule == "RF07":
        facts |= dict.fromkeys(SIGNS, False)
    if rule == "RF08":
        facts["no walking"] = False
    if rule == "RF12":
        facts |= {"R01.fever": False, "temperature": False}
    told = answer(seen(facts, None), rule)
    assert told.met is None
    assert told.missing == ("age",)


def test_a_sign_decides_where_the_age_is_not_known() -> None:
    injured = {"within a week": True, "fell": True, "no walking": True, "no bend": True}
    assert answer(seen(injured, None), "RF07").met is True
    assert answer(seen(injured, None), "RF08").met is True


def test_a_knee_that_was_never_hurt_needs_no_injury_check() -> None:
    told = {state.rule.id: state for state in states({"S03": "gradual"}, on=TUESDAY, age=70)}
    assert (told["RF07"].met, told["RF08"].met) == (False, False)


def test_an_injured_knee_without_its_check_is_named() -> None:
    told = {state.rule.id: state for state in states({"S03": "twist_injury"}, on=TUESDAY, age=70)}
    assert (told["RF07"].met, told["RF07"].missing) == (None, ("T01",))


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({"R06.focal_bone_pain": True}, "same_day"),
        ({"R06.femoral_neck": True}, "same_day"),
        ({"R06.focal_bone_pain": True, "R06.cannot_hop": True}, "same_day"),
        ({"R06.femoral_neck": True, "R06.cannot_hop": True}, "emergency"),
        ({"R06.femoral_neck": True, "no standing": True}, "emergency"),
        ({"R06.femoral_neck": True, "no walking": True}, "emergency"),
    ],
)
def test_the_neck_of_the_femur_is_an_emergency_once_the_leg_gives_way(facts: dict[str, bool], level: str) -> None:
    told = findings({**facts, "R06.rest_pain": True, "spike": True, "within a week": False})
    (hit,) = hits(told, on=TUESDAY, age=30)
    assert (hit.rule.id, hit.level.value) == ("RF21", level)


@pytest.mark.parametrize(("rule", "level"), [("RF15", "2W"), ("RF24", "U"), ("RF26", "E")])
def test_where_the_list_leaves_two_levels_open_the_more_urgent_stands(rule: str, level: str) -> None:
    (hit,) = hits({"S31": [rule]}, on=TUESDAY, age=40)
    assert hit.level.code == level


@pytest.mark.parametrize("rules", [["L3"], ["L7"]])
def test_a_spike_of_the_run_log_counts_for_a_stress_fracture(rules: list[str]) -> None:
    told = findings({"R06.focal_bone_pain": True, "R06.rest_pain": True})
    assert [hit.rule.id for hit in hits(told, on=TUESDAY, age=30, load_rules=rules)] == ["RF21"]
    assert hits(told, on=TUESDAY, age=30, load_rules=["L6"]) == ()


@pytest.mark.parametrize("swelling", ["constant", "rapid_after_injury"])
def test_any_swelling_that_may_be_new_counts_where_the_blood_is_thinned(swelling: str) -> None:
    told = {"S21": {"anticoagulant": True}, "S14": swelling, "S03": "gradual"}
    assert "RF25" in {hit.rule.id for hit in hits(told, on=TUESDAY)}


def test_known_risk_factors_of_a_clot_are_named_and_never_needed() -> None:
    calf = findings({"R03.calf_pain": True})
    assert hits(calf, on=TUESDAY)[0].inputs == ("R03",)
    assert hits({**calf, "S20": ["dvt_pe"], "S21": {"hormonal": True}}, on=TUESDAY)[0].inputs == ("R03", "S20", "S21")


@pytest.mark.parametrize("rule", redflags.RULES, ids=lambda rule: rule.id)
def test_a_tick_always_hits_whatever_the_findings_say(rule: redflags.RedFlag) -> None:
    denied = {field.id: ["none"] for field in FIELDS if field.id.startswith("R") and field.boxes[0].kind == "multi"}
    told = hits({**denied, "S31": [rule.id], "S14": "none"}, on=TUESDAY, age=40)
    assert rule.id in [hit.rule.id for hit in told]


def test_the_screen_is_kept_apart_from_what_the_findings_say() -> None:
    told = {state.rule.id: state for state in states({"S31": ["none"]}, on=TUESDAY, age=40)}
    assert (told["RF09"].ticked, told["RF09"].met, told["RF09"].missing) == (False, None, ("S14",))
    assert {state.ticked for state in states({}, on=TUESDAY)} == {None}


def test_everything_denied_leaves_no_rule_open() -> None:
    denied: dict[str, Any] = {field.id: ["none"] for field in FIELDS if field.id in DENIABLE}
    denied |= {"S03": "gradual", "S04": ["behind_kneecap"], "S10": "none", "S11": 0, "S14": "none", "S16": "none"}
    denied |= {"S28": dict.fromkeys(("periods_stopped", "weight_loss", "restrictive_eating", "stress_fracture"), False)}
    denied |= {"S21": dict.fromkeys(("anticoagulant", "steroid", "methotrexate_biologic", "fluoroquinolone"), False)}
    denied |= {"O02": {"left": "none"}, "O39": {"left": {"pulses": "normal", "sensation": "normal"}}}
    cleaned, errors, _ = validate({**denied, "R02": 36.8})
    assert errors == {}
    assert {state.rule.id: state.met for state in states(cleaned, on=TUESDAY, age=40) if state.met is not False} == {}


DENIABLE = {"R01", "R03", "R05", "R06", "R08", "R09", "S15", "S20", "S31"}


# Worse is never softer

PICKS = [
    (field.id, key)
    for field in FIELDS
    if field.section is Section.RED_FLAGS and field.boxes[0].kind == "multi" and field.id != "S15"
    for key in field.boxes[0].keys
    if key != "none"
]
DANGER = [field for field in FIELDS if field.section is Section.RED_FLAGS] + [
    BY_ID[one] for one in ("S02", "S03", "S04", "S11", "S20", "S21", "S28", "N04", "O02", "O05")
]


def worst(told: dict[str, Any], age: int | None) -> int:
    """How urgent it is at worst."""
    return max((hit.level.severity for hit in hits(told, on=TUESDAY, age=age)), default=0)


@given(data=st.data(), age=st.none() | st.integers(3, 90), pick=st.sampled_from(PICKS))
def test_one_more_tick_never_makes_it_less_urgent(data: st.DataObject, age: int | None, pick: tuple[str, str]) -> None:
    chosen = data.draw(st.lists(st.sampled_from(DANGER), max_size=8, unique=True))
    told, _, _ = validate({field.id: data.draw(field_values(field)) for field in chosen}, on=TUESDAY)
    field, key = pick
    picked = [one for one in told.get(field, []) if one not in ("none", key)]
    worse = {**told, field: [*picked, key]}
    assert worst(worse, age) >= worst(told, age)
    lost = {hit.rule.id for hit in hits(told, on=TUESDAY, age=age)} - {
        hit.rule.id for hit in hits(worse, on=TUESDAY, age=age)
    }
    assert lost <= HANDS_OVER


@given(data=st.data(), age=st.none() | st.integers(3, 90))
def test_recording_one_more_field_never_removes_a_hit(data: st.DataObject, age: int | None) -> None:
    chosen = data.draw(st.lists(st.sampled_from(DANGER), min_size=1, max_size=9, unique=True))
    told, _, _ = validate({field.id: data.draw(field_values(field)) for field in chosen}, on=TUESDAY)
    before = {key: value for key, value in told.items() if key != chosen[0].id}
    kept = {hit.rule.id for hit in hits(told, on=TUESDAY, age=age)}
    lost = {hit.rule.id for hit in hits(before, on=TUESDAY, age=age)} - kept
    assert lost <= HANDS_OVER
    assert worst(told, age) >= worst(before, age)


@given(answers=st.lists(st.sampled_from([one.id for one in redflags.RULES]), min_size=1, max_size=4, unique=True))
def test_the_worst_flag_stands_first(answers: list[str]) -> None:
    levels = [hit.level.severity for hit in hits({"S31": answers}, on=TUESDAY, age=40)]
    assert levels == sorted(levels, reverse=True)
    assert len(levels) == len(answers)
