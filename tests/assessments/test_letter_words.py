"""The words that a letter is drafted with: whom to, the story in 120 words, left and right told apart."""

from datetime import date
from typing import Any

import pytest

from assessments.examination import BY_ID, validate
from assessments.examination.words import in_words
from assessments.flag_words import fields_met, met_by
from assessments.letter_findings import (
    EARLIER,
    LONGEST,
    NO_TEST,
    NOT_EXAMINED,
    Note,
    found_in,
    objective,
    renewed,
    untold,
)
from assessments.letter_scores import injury_rules, lacks_wells, with_reason, with_wells, without_reason
from assessments.letter_words import MOST_WORDS, addressee, history, urgency, word_count
from assessments.redflags import BY_ID as RULES
from assessments.redflags import Level
from assessments.redflags.injury import OTTAWA_SIGNS, PITTSBURGH_SIGNS

ON = date(2026, 11, 24)
LOCKED = {
    "S01": "left",
    "S02": {"on": "2026-11-03", "precision": "day"},
    "S03": "twist_injury",
    "S06": {"worst": 7, "usual": 4, "now": 3},
    "S10": "wakes_does_not_settle",
    "S14": "rapid_after_injury",
    "S15": ["true_locking", "crepitus"],
    "S21": {"list": "Apixaban", "anticoagulant": True, "steroid": False},
    "O02": {"left": "2_plus", "right": "none"},
    "O39": {"left": {"pulses": "normal", "sensation": "altered"}},
}


def story(findings: dict[str, Any], rule: str = "RF10", fields: tuple[str, ...] = ("S15",)) -> str:
    cleaned, errors, _ = validate(findings)
    assert errors == {}
    met = fields_met(fields, cleaned)
    return history(cleaned, rule=RULES[rule], met=met, fields=fields, side="left")


def test_the_history_says_what_met_the_rule_first_and_nothing_twice() -> None:
    assert story(LOCKED) == (
        "Locked knee: cannot be straightened actively or passively (mechanical: true locking (cannot straighten), "
        "crepitus). Left knee since 3 November 2026, onset twist injury. Pain in the last 7 days, 0 to 10: worst 7, "
        "usual 4, now 3. Night pain: wakes, does not settle. Swelling: rapid (under 2–4 h) after injury. "
        "Medicines: anticoagulant. Medicines by name: Apixaban."
    )


def test_a_long_story_keeps_to_its_words_and_what_matters_most() -> None:
    told = story({**LOCKED, "S21": {"list": "word " * 300, "anticoagulant": True}})
    assert word_count(told) <= MOST_WORDS
    assert told.startswith("Locked knee")
    assert "Medicines: anticoagulant." in told
    assert "by name" not in told


@pytest.mark.parametrize("rule", sorted(RULES))
def test_no_rule_with_every_finding_there_is_outgrows_the_limit(rule: str) -> None:
    every = {**LOCKED, "S04": [choice.key for choice in BY_ID["S04"].boxes[0].choices]}
    assert word_count(story(every, rule, ("S04", "S14", "S15", "S21", "O02", "O39", "T01", "S31"))) <= MOST_WORDS


def test_without_an_examination_the_story_is_the_rule_and_the_side() -> None:
    rule = RULES["RF10"]
    met = met_by(rule, {"RF10": True}, {})
    told = history({}, rule=rule, met=met, fields=(), side="both")
    assert "the patient answered yes to: My knee is locked. I can’t straighten it" in told
    assert told.endswith("Both knees.")


def test_an_onset_is_no_more_exact_than_it_is_known() -> None:
    for precision, shown in (("month", "since November 2026"), ("year", "since 2026")):
        assert shown in story({**LOCKED, "S02": {"on": "2026-11-01", "precision": precision}})


def test_what_was_examined_is_said_of_left_and_right() -> None:
    cleaned, _, _ = validate(LOCKED)
    assert objective(cleaned) == [
        "Pulses and sensation: left pulses normal, sensation altered.",
        "Effusion, sweep test: left 2+: returns without a down-stroke; right 0.",
    ]


def test_what_bears_on_red_flags_stands_before_the_other_tests_that_were_done() -> None:
    cleaned, errors, _ = validate({"O13": {"left": 4}, "O17": {"left": 20, "right": 25}, "O09": {"left": True}})
    assert errors == {}
    labels = [line.partition(":")[0] for line in objective(cleaned)]
    assert labels == ["Patellar apprehension", "Step-down quality", "Hip out (abduction)"]


def test_a_force_carries_its_unit_and_a_test_the_name_of_its_inventor() -> None:
    cleaned, errors, _ = validate(
        {"M01": {"unit": "newton"}, "O17": {"left": 200}, "O11": {"left": {"lachman": "normal"}}}
    )
    assert errors == {}
    assert objective(cleaned) == [
        "Ligaments and menisci: left Lachman normal.",
        "Hip out (abduction): left 200 N.",
    ]


def test_findings_say_from_which_note_and_day_and_what_was_added() -> None:
    signed = Note("First examination", ON, True, LOCKED, ((date(2026, 11, 25), "Later seen", "Extends fully."),))
    draft = Note("Review", date(2026, 11, 26), False, {"O09": {"left": True}})
    assert found_in([signed, draft]).splitlines() == [
        "First examination of 24 November 2026, signed:",
        "Pulses and sensation: left pulses normal, sensation altered.",
        "Effusion, sweep test: left 2+: returns without a down-stroke; right 0.",
        "Added 25 November 2026 (Later seen): Extends fully.",
        "Review of 26 November 2026, a draft that is not signed yet:",
        "Patellar apprehension: left yes.",
    ]
    assert found_in([]) == NOT_EXAMINED
    assert found_in([Note("Review", ON, True, {})]).endswith(NO_TEST)


def test_findings_never_outgrow_the_letter() -> None:
    long = Note("Review", ON, True, LOCKED, ((ON, "Told later", "word " * 2000),))
    told = found_in([long])
    assert len(told) <= LONGEST
    assert told.endswith("word …")


def test_findings_of_today_lose_no_word_of_those_that_stood_there() -> None:
    draft, signed = (found_in([Note("Review", ON, done, LOCKED)]) for done in (False, True))
    assert renewed(NOT_EXAMINED, signed) == signed
    assert renewed(draft, signed) == signed
    mine = renewed(f"{draft}\nCalf warm, says Ana.", signed)
    assert mine == f"{signed}\n{EARLIER}\nCalf warm, says Ana."
    assert renewed(mine, signed) == mine


def test_a_test_that_was_left_out_on_purpose_is_not_missed_but_a_note_is() -> None:
    note = Note("Review", ON, True, LOCKED, ((ON, "Later", "Calf\nsoft."),))
    head, pulses, _, added = found_in([note]).splitlines()
    assert untold(f"{head}\n{pulses}\n{added}", [note]) == []
    assert untold(f"{head}\n{pulses}", [note]) == ["Added 24 November 2026 (Later): Calf soft."]
    assert untold(NOT_EXAMINED, [note]) == ["Review of 24 November 2026, signed", added]


def test_why_there_is_no_wells_score_stands_on_a_line_of_its_own() -> None:
    kept = with_reason("Ottawa knee rule: negative.\n", "Scored\nby  the GP.")
    assert kept == "Ottawa knee rule: negative.\nWells score not done: Scored by the GP."
    assert without_reason(kept) == ("Ottawa knee rule: negative.", "Scored by the GP.")
    assert with_reason("", "") == ""


def test_a_new_wells_score_takes_the_place_of_the_old_one_and_of_the_reason_only() -> None:
    old, new = "Wells score, left leg: 1, DVT unlikely (3 Nov 2026).", "Wells score: 2, DVT likely (24 Nov 2026)."
    typed = f"Wells score of the GP was 3.\n{old}\nWells score not done: No time."
    assert with_wells(typed, new) == f"{new}\nWells score of the GP was 3."


@pytest.mark.parametrize(
    ("rule", "scores", "shown", "lacks"),
    [
        ("RF10", "", "", ""),
        ("RF05", "", "", "RF05 asks for the Wells score."),
        ("RF05", "Wells 2, likely.", "", "Score it, or say below why"),
        ("RF05", "Ottawa 2.", "2", "It is 2 in the record"),
        ("RF05", "Wells score: −2.", "2", "It is 2 in the record"),
        ("RF05", "Wells score: 12.", "2", "It is 2 in the record"),
        ("RF05", "Wells (two-level): 2, DVT likely.", "2", ""),
        ("RF05", "Wells score: −2.", "−2", ""),
        ("RF05", "Wells score not done: Phoned the ward, who score it.", "", ""),
        ("RF05", "Wells score not done: ", "", "RF05 asks for the Wells score."),
    ],
)
def test_a_rule_of_thrombosis_wants_the_score_of_the_record_or_a_reason(
    rule: str, scores: str, shown: str, lacks: str
) -> None:
    told = lacks_wells(RULES[rule], scores, shown=shown)
    assert lacks in told
    assert bool(told) == bool(lacks)


def test_only_what_was_found_met_the_rule() -> None:
    assert in_words(BY_ID["O39"], {"left": {"pulses": "normal"}, "right": {"pulses": "absent"}}, positive=True) == (
        "right pulses absent"
    )
    assert fields_met(["S21", "S31", "Z99"], LOCKED) == [
        "Medicines: anticoagulant",
        "Ticked in the red-flag screen",
        "Z99",
    ]


@pytest.mark.parametrize(
    ("rule", "level", "to"),
    [
        ("RF01", Level.EMERGENCY, "A&E"),
        ("RF06", Level.EMERGENCY, "A&E"),
        ("RF11", Level.EMERGENCY, "On-call orthopaedics"),
        ("RF10", Level.SAME_DAY, "Acute knee or fracture clinic"),
        ("RF04", Level.SAME_DAY, "GP"),
        ("RF05", Level.SAME_DAY, ""),
        ("RF17", Level.URGENT, "GP"),
        ("RF15", Level.TWO_WEEK, "GP"),
        ("RF21", Level.SAME_DAY, "GP"),
        ("RF21", Level.EMERGENCY, "A&E"),
        ("RF26", Level.EMERGENCY, ""),
    ],
)
def test_the_letter_goes_where_the_rules_action_sends_the_patient(rule: str, level: Level, to: str) -> None:
    assert addressee(RULES[rule], level) == to


def test_the_urgency_names_level_and_rule() -> None:
    assert urgency(RULES["RF15"], Level.TWO_WEEK) == "Suspected cancer pathway (2W), RF15"


@pytest.mark.parametrize(
    ("check", "age", "told"),
    [
        (
            {"within_7_days": True, "cannot_flex_90": True},
            30,
            ["positive, X-ray.", "not complete, 0 of 2 signs answered."],
        ),
        ({"within_7_days": False, "cannot_flex_90": True}, 30, []),
        ({}, 30, []),
        (
            {
                "within_7_days": True,
                "isolated_patella_tenderness": False,
                "fibula_head_tenderness": False,
                "cannot_flex_90": False,
                "cannot_bear_weight": False,
                "fall_or_blunt": True,
                "cannot_walk_4_steps": False,
            },
            30,
            ["negative.", "negative."],
        ),
        (
            {"fall_or_blunt": True, "cannot_walk_4_steps": True},
            None,
            [
                "not complete, 0 of 4 signs answered, age not known, day of the injury not known.",
                "positive, X-ray.",
            ],
        ),
        (
            # 55 and over is a yes of its own as soon as the injury is known to be fresh.
            dict.fromkeys((*OTTAWA_SIGNS, *PITTSBURGH_SIGNS), False),
            60,
            ["not complete, 4 of 4 signs answered, day of the injury not known.", "negative."],
        ),
    ],
)
def test_the_injury_rules_are_told_when_they_were_used(
    check: dict[str, bool], age: int | None, told: list[str]
) -> None:
    lines = injury_rules({"S03": "twist_injury", "T01": check}, on=ON, age=age)
    assert [line.split(": ")[1] for line in lines] == told
